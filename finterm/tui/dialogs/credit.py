"""Forms of the credit record: a copy of the report, an account and an enquiry on it, a private score. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Any

import msgspec

from finterm.domain.records import (
    AccountKind,
    AccountState,
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    Dispute,
    EnquiryReason,
    Record,
    ReportSource,
    ScoreEntry,
    Task,
)
from finterm.exchange.kinds.crediting import months_text, parse_months
from finterm.rules.said import country_of
from finterm.tui.dialogs.dispute import form_of
from finterm.tui.dialogs.files import parse_paths
from finterm.tui.dialogs.parts import amount_text, day_field, loan_field, number, options, some, text
from finterm.tui.intents import SaveRecord, SaveReport
from finterm.tui.view.ask import Form
from finterm.tui.view.credit_terms import countries_of, shown_of
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def report_form(sight: Sight, report: CreditReport | None = None, *, new_id: str = "") -> Form:
    """Enter a copy (with `new_id`), beginning with the accounts of the one before if wished; or edit `report`."""
    words = sight.words
    earlier = shown_of(sight).copies
    countries = countries_of(sight)
    country = report.country if report else earlier[0].country if earlier else countries.home
    places = tuple((one, country_of(words, one)) for one in (*countries.terms, "other"))
    fields = [
        day_field(sight, report.date if report else sight.on, "past_date"),
        Field(
            "source", words("credit.report.source"), "choice", report.source if report else "website",
            choices=options(sight, "core.report_source.", ReportSource),
        ),
        Field(
            "country", words("credit.report.country"), "choice", country or countries.home or "other",
            choices=places, hint=words("credit.report.country_hint"),
        ),
        Field("free", words("credit.report.free"), "yes_no", "no" if report and not report.free else "yes"),
        Field("reference", words("credit.report.reference"), value=report.reference if report else ""),
        Field("files", words("tui.talk.files"), hint=words("tui.talk.files_hint"), parse=parse_paths),
        Field("note", words("core.field.note"), "area", report.note if report else ""),
    ]  # fmt: skip
    if report is None and earlier:
        fields.insert(4, Field("like", words("credit.report.like"), "yes_no", "yes"))

    def before(values: Mapping[str, Value]) -> CreditReport | None:
        """The copy of the chosen country next before the day chosen."""
        day, place = some(values, "date"), text(values, "country")
        of_place = (one for one in earlier if countries.of_copy(one) == place)
        return next((one for one in of_place if day is None or one.date <= day), None)

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        """Which copy it begins with; of another country there may be none."""
        found = before(values)
        said = (
            words("credit.report.like_day", day=words.day(found.date))
            if found
            else words("credit.report.like_none")
        )
        return {"like": said}

    def build(values: dict[str, Value]) -> SaveRecord | SaveReport:
        terms: dict[str, Any] = {key: text(values, key) for key in ("source", "country", "reference", "note")}
        terms |= {"date": some(values, "date"), "free": bool(values.get("free"))}
        files = some(values, "files") or ()
        if report is not None:
            return SaveRecord(msgspec.structs.replace(report, **terms), report, files=files)
        like = before(values) if values.get("like") else None
        return SaveReport(CreditReport(id=new_id, **terms), like.id if like else "", files)

    title = words("credit.report.edit") if report else words("credit.report.add")
    draft = f"credit_report:{report.id if report else ''}"
    return Form(title, fields, build, derive=derive, draft=draft, fresh=report is None)


def account_form(
    sight: Sight, report: CreditReport, account: CreditAccount | None = None, *, new_id: str = ""
) -> Form:
    """Add an account to the copy `report` (with `new_id`) or edit `account` of it."""
    words = sight.words
    currency = account.currency if account else sight.settings.currency

    def date(key: str, value: Date | None, kind: str = "past_date") -> Field:
        hint = words("tui.form.date_hint")
        return Field(key, words(f"credit.account.{key}"), kind, value.isoformat() if value else "", hint=hint)  # type: ignore[arg-type]  # a kind of date

    countries = countries_of(sight)
    start = countries.at(countries.of_copy(report)).retention_from
    asks_default = start == "default" or bool(account and account.defaulted)
    fields = [
        Field(
            "lender", words("credit.lender"), value=account.lender if account else "", required=True,
            hint=words("credit.account.lender_hint"),
        ),
        Field("number", words("credit.account.number"), value=account.number if account else ""),
        Field(
            "kind", words("core.field.kind"), "choice", account.kind if account else "loan",
            choices=options(sight, "core.account_kind.", AccountKind),
        ),
        Field(
            "state", words("credit.account.state"), "choice", account.state if account else "open",
            choices=options(sight, "core.account_state.", AccountState),
        ),
        loan_field(sight, account.loan if account else ""),
        Field("currency", words("core.field.currency"), "currency", currency, True),
        Field(
            "overdue", words("credit.account.overdue"), "amount",
            amount_text(account.overdue or None if account else None, currency),
        ),
        Field(
            "balance", words("credit.account.balance"), "amount",
            amount_text(account.balance if account else None, currency),
        ),
        Field(
            "months", words("credit.account.months"), "area",
            months_text(account.statuses, currency) if account else "", hint=words("credit.account.months_hint"),
        ),
        date("cleared", account.cleared if account else None),
        *([date("defaulted", account.defaulted if account else None)] if asks_default else []),
        date("opened", account.opened if account else None),
        Field("note", words("core.field.note"), "area", account.note if account else ""),
    ]  # fmt: skip

    def build(values: dict[str, Value]) -> SaveRecord:
        terms: dict[str, Any] = {
            **{key: text(values, key) for key in ("lender", "number", "kind", "state", "loan", "currency", "note")},
            **{key: some(values, key) for key in ("balance", "cleared", "defaulted", "opened")},
            "overdue": number(values, "overdue"),
        }  # fmt: skip
        terms["statuses"] = parse_months(text(values, "months"), terms["currency"])
        if account is not None:  # who looked at the form and saved it went through the account
            return SaveRecord(msgspec.structs.replace(account, carried=False, **terms), account)
        return SaveRecord(CreditAccount(id=new_id, report=report.id, **terms))

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        """What the codes mean, and whose rules hold where the currency is of another country."""
        hints = {"months": words("credit.account.months_codes")}
        theirs = countries.currencies.get(text(values, "currency"), "")
        if report.country and theirs and theirs != report.country:
            hints["currency"] = words("credit.account.foreign", country=country_of(words, report.country))
        return hints

    day = words.day(report.date)
    title = words("credit.account.edit", day=day) if account else words("credit.account.add", day=day)
    draft = f"credit_account:{account.id if account else report.id}"
    return Form(title, fields, build, derive=derive, draft=draft, fresh=account is None)


def enquiry_form(
    sight: Sight, report: CreditReport, enquiry: CreditEnquiry | None = None, *, new_id: str = ""
) -> Form:
    """Add an enquiry to the copy `report` (with `new_id`) or change `enquiry` of it."""
    words = sight.words
    fields = [
        day_field(sight, enquiry.date if enquiry else report.date, "past_date"),
        Field("who", words("credit.enquiry.who"), value=enquiry.who if enquiry else "", required=True),
        Field(
            "reason", words("credit.enquiry.reason"), "choice", enquiry.reason if enquiry else "loan",
            choices=options(sight, "core.enquiry_reason.", EnquiryReason),
        ),
    ]  # fmt: skip

    def build(values: dict[str, Value]) -> SaveRecord:
        terms: dict[str, Any] = {
            "date": some(values, "date"), "who": text(values, "who"), "reason": text(values, "reason"),
        }  # fmt: skip
        if enquiry is not None:
            return SaveRecord(msgspec.structs.replace(enquiry, **terms), enquiry)
        return SaveRecord(CreditEnquiry(id=new_id, report=report.id, **terms))

    title = words(f"credit.enquiry.{'edit' if enquiry else 'add'}", day=words.day(report.date))
    draft = f"credit_enquiry:{enquiry.id if enquiry else report.id}"
    return Form(title, fields, build, draft=draft, fresh=enquiry is None)


def score_form(sight: Sight, score: ScoreEntry | None = None, *, new_id: str = "") -> Form:
    """Note a private score (with `new_id`) or edit `score`; the name last used comes first."""
    words = sight.words
    last = sight.ledger.credit_scores[-1].name if sight.ledger.credit_scores else ""
    fields = [
        Field(
            "name", words("credit.score.name"), value=score.name if score else last, required=True,
            hint=words("credit.score.name_hint"),
        ),
        Field(
            "score", words("credit.score.score"), "number", str(score.score) if score else "", True,
            most=100_000,
        ),
        day_field(sight, score.date if score else sight.on, "past_date"),
        Field("note", words("core.field.note"), "area", score.note if score else ""),
    ]  # fmt: skip

    def build(values: dict[str, Value]) -> SaveRecord:
        terms: dict[str, Any] = {
            "name": text(values, "name"), "note": text(values, "note"), "score": number(values, "score"),
            "date": some(values, "date"),
        }  # fmt: skip
        if score is not None:
            return SaveRecord(msgspec.structs.replace(score, **terms), score)
        return SaveRecord(ScoreEntry(id=new_id, **terms))

    title = words("credit.score.edit") if score else words("credit.score.add")
    draft = f"credit_score:{score.id if score else ''}"
    return Form(title, fields, build, draft=draft, fresh=score is None)


def edit_form(sight: Sight, record: Record) -> Form | None:
    """The form that changes a record of the credit pane; None for what has none."""
    match record:
        case CreditAccount() as account:
            copy = next(one for one in sight.ledger.credit_reports if one.id == account.report)
            return account_form(sight, copy, account)
        case CreditReport() as report:
            return report_form(sight, report)
        case ScoreEntry() as score:
            return score_form(sight, score)
        case (Task() | Dispute()) as step:
            return form_of(sight, step)
    return None
