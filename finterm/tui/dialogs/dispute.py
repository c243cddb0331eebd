"""Forms of disputes, their answers, and tasks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta

import msgspec

from finterm.domain.disputes import LONGEST, answered
from finterm.domain.rebuilding import Advice, planned
from finterm.domain.records import (
    CreditAccount,
    Dispute,
    DisputeKind,
    DisputeOutcome,
    DisputeTo,
    Task,
)
from finterm.rules.said import country_of
from finterm.tui.dialogs.files import parse_paths
from finterm.tui.dialogs.parts import day_field, loan_field, number, options, some, text
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.credit_terms import countries_of, is_mixed, source_of
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def dispute_form(
    sight: Sight,
    dispute: Dispute | None = None,
    *,
    new_id: str = "",
    about: CreditAccount | None = None,
    advice: Advice | None = None,
    after: Dispute | None = None,
) -> Form:
    """File a dispute (with `new_id`), `about` an account, from `advice` or as a complaint `after` one; or edit `dispute`.

    The term for the answer is that of the rules today; once filed it stays with the dispute.
    """
    words, countries = sight.words, countries_of(sight)
    country = _country(sight, dispute or after, about, advice)
    kind: DisputeKind = dispute.kind if dispute else "complaint" if after else "dispute"

    def term_of(country: str) -> int | None:
        terms = countries.at(country)
        return terms.complaint_days if kind == "complaint" else terms.dispute_days

    days = dispute.days if dispute else term_of(country)
    begun = about or after
    lender = begun.lender if begun else advice.who if advice else ""
    loan = begun.loan if begun else advice.loan if advice else ""
    what = words("credit.dispute.after", what=after.what) if after else ""
    to = "regulator" if after else "bureau"
    fields = [
        Field(
            "what", words("credit.dispute.what"), value=dispute.what if dispute else what, required=True,
            hint=words("credit.dispute.what_hint"),
        ),
        Field(
            "filed_with", words("credit.dispute.to"), "choice", dispute.filed_with if dispute else to,
            choices=options(sight, "core.dispute_to.", DisputeTo),
        ),
        Field(
            "filed_on", words("credit.dispute.filed_on"), "past_date",
            (dispute.filed_on if dispute else sight.on).isoformat(), True, hint=words("tui.form.date_hint"),
        ),
        Field(
            "days", words("credit.dispute.days"), "number", str(days or ""), True, least=1, most=LONGEST,
            unit=words("credit.dispute.days_unit"),
        ),
        Field("lender", words("credit.lender"), value=dispute.lender if dispute else lender),
        loan_field(sight, dispute.loan if dispute else loan),
        Field(
            "evidence", words("credit.dispute.evidence"), "area", dispute.evidence if dispute else "",
            hint=words("credit.dispute.evidence_hint"),
        ),
        Field("files", words("tui.talk.files"), hint=words("tui.talk.files_hint"), parse=parse_paths),
        Field("reference", words("credit.dispute.reference"), value=dispute.reference if dispute else ""),
        Field("note", words("core.field.note"), "area", dispute.note if dispute else ""),
    ]  # fmt: skip
    if is_mixed(sight):  # else there is one country to choose from
        places = tuple((one, country_of(words, one)) for one in (*countries.terms, "other"))
        place = Field("country", words("credit.report.country"), "choice", country or "other", choices=places)
        fields.insert(3, place)

    def build(values: dict[str, Value]) -> SaveRecord:
        typed = {
            key: text(values, key)
            for key in ("what", "filed_with", "lender", "loan", "evidence", "reference", "note")
        }
        terms = {**typed, "filed_on": some(values, "filed_on"), "days": number(values, "days")}
        terms["country"] = text(values, "country") or country
        files = some(values, "files") or ()
        if dispute is not None:
            return SaveRecord(msgspec.structs.replace(dispute, **terms), dispute, files=files)
        made = msgspec.convert(
            {"id": new_id, "kind": kind, "after": after.id if after else "", **terms}, Dispute
        )
        return SaveRecord(made, files=files)

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        """By when the answer is due, and what the rule of the country says, where there is one."""
        place, filed, days = text(values, "country") or country, values.get("filed_on"), values.get("days")
        term, source = term_of(place), source_of(sight, f"{kind}_answer", place)
        hints: dict[str, str] = {}
        if term is None:
            hints["country"] = words("credit.dispute.no_term")
        elif term != days:  # else it is told with the day
            hints["country"] = words("credit.dispute.term", days=term, source=source)
        if isinstance(filed, Date) and isinstance(days, int):
            key = "credit.dispute.answer_due_source" if term == days else "credit.dispute.answer_due"
            hints["days"] = words(key, day=words.weekday(filed + timedelta(days=days)), source=source)
        if not is_mixed(sight) and (
            rule := hints.pop("country", "")
        ):  # there is no such field to say it under
            hints["days"] = "\n".join(part for part in (hints.get("days", ""), rule) if part)
        return hints

    title = words(f"credit.dispute.edit_{kind}" if dispute else f"credit.dispute.add_{kind}")
    draft = f"dispute:{dispute.id}" if dispute else "dispute:" if kind == "dispute" else ""
    return Form(title, fields, build, derive=derive, draft=draft, fresh=dispute is None)


def _country(
    sight: Sight, dispute: Dispute | None, about: CreditAccount | None, advice: Advice | None
) -> str:
    """The country whose terms hold: of the dispute, or of what it is about; else of the book, where that is one."""
    countries = countries_of(sight)
    if dispute is not None:
        return countries.of_dispute(dispute, sight.loans.get(dispute.loan))
    if advice is not None and (advice.loan or advice.who):
        return advice.country
    copy = next((one for one in sight.ledger.credit_reports if about and one.id == about.report), None)
    if about and copy:
        return countries.of_account(about, copy)
    return "" if is_mixed(sight) else countries.home


def answer_form(sight: Sight, dispute: Dispute) -> Form:
    """What came of a dispute, and when."""
    words = sight.words
    fields = [
        Field(
            "outcome", words("credit.dispute.outcome"), "choice",
            "corrected" if dispute.outcome == "open" else dispute.outcome,
            choices=options(sight, "core.dispute_outcome.", DisputeOutcome),
        ),
        day_field(sight, dispute.answered_on or sight.on, "past_date"),
        Field("note", words("credit.dispute.answer"), "area", dispute.note),
    ]  # fmt: skip

    def build(values: dict[str, Value]) -> SaveRecord:
        outcome: DisputeOutcome = text(values, "outcome")  # type: ignore[assignment]  # one of the choices
        record = answered(dispute, outcome, some(values, "date"), text(values, "note"))
        return SaveRecord(record, dispute)

    title = words("credit.dispute.answer_title", what=sight.free(dispute.what))
    return Form(title, fields, build, draft=f"answer:{dispute.id}", fresh=False)


def task_form(sight: Sight, task: Task | None = None, *, new_id: str = "") -> Form:
    """Add a task of the person's own (with `new_id`) or edit `task`."""
    words = sight.words
    fields = [
        Field("what", words("credit.task.what"), value=task.what if task else "", required=True),
        day_field(sight, task.date if task else sight.on),
        loan_field(sight, task.loan if task else ""),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        what, date, loan = text(values, "what"), some(values, "date"), text(values, "loan")
        if task is not None:
            return SaveRecord(msgspec.structs.replace(task, what=what, date=date, loan=loan), task)
        return SaveRecord(Task(id=new_id, what=what, date=date, loan=loan))

    title = words("credit.task.edit") if task else words("credit.task.add")
    return Form(title, fields, build, draft=f"task:{task.id if task else ''}", fresh=task is None)


def plan_form(sight: Sight, one: Advice, what: str) -> Form:
    """By when to do what is advised: it goes on the agenda in the words `what`, which can be changed."""
    words = sight.words
    fields = [
        Field("what", words("credit.task.what"), value=one.task.what if one.task else what, required=True),
        day_field(sight, max(one.date or sight.on, sight.on)),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        record = planned(one, text(values, "what"), some(values, "date"))
        return SaveRecord(record, one.task)

    return Form(words("credit.task.plan"), fields, build, draft=f"plan:{one.topic}", fresh=False)


def form_of(sight: Sight, record: Task | Dispute) -> Form:
    """The form that edits a task or a dispute."""
    return task_form(sight, record) if isinstance(record, Task) else dispute_form(sight, record)
