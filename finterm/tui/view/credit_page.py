"""What is said about one row of the credit pane: an account, a dispute, advice, a copy, a private score. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.credit import LATE, Removal, accounts_of, removal, repair_checks, scores_by_name
from finterm.domain.credit_diff import Difference, FieldChange, copy_before, diff
from finterm.domain.rebuilding import Advice
from finterm.domain.records import CreditAccount, CreditReport, Dispute, Task
from finterm.tui.actions import keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.credit import (
    SCORE,
    account_name,
    advice_at,
    advice_words,
    clock_of,
    clock_words,
    record_of,
    removal_words,
    usual_words,
)
from finterm.tui.view.credit_picture import score_plot, timeline
from finterm.tui.view.credit_terms import source_of, terms_of
from finterm.tui.view.page import Block, Fact, Grid, Picture, Text, Title
from finterm.tui.view.sight import Sight

# The rule that each piece of advice rests on; those missing rest on a habit of lenders, and say so.
RULES = {
    "bad_debt": "record_kept",
    "settle": "record_kept",
    "verify": "dispute_answer",
    "repair": "repair_arose",
    "report": "free_reports",
    "removal": "record_kept",
    "gone": "record_kept",
    "statement": "record_kept",
    "no_new": "enquiries_seen",
}


def credit_page(sight: Sight, key: str | None) -> list[Block]:
    """Everything about the row with `key`."""
    if (key or "").startswith(f"{SCORE}:"):
        return score_page(sight, (key or "").partition(":")[2])
    if one := advice_at(sight, key):
        return advice_page(sight, one)
    match record_of(sight, key):
        case CreditAccount() as account:
            return account_page(sight, account)
        case Dispute() as dispute:
            return dispute_page(sight, dispute)
        case CreditReport() as copy:
            return copy_page(sight, copy)
        case Task() as task:
            return [Title(sight.free(task.what)), *_task_facts(sight, task)]
    return []


def _source(sight: Sight, rule: str) -> list[Block]:
    said = source_of(sight, rule)
    return [Text(sight.words("credit.source", source=said), "faint")] if said else []


def _variant(sight: Sight, key: str) -> str:
    """The key of a sentence as it is true where the years run from the first late month."""
    other = f"{key}.first_late"
    return other if terms_of(sight).retention_from == "first_late" and sight.words.has(other) else key


# -- an account ------------------------------------------------------------------------------------


def account_page(sight: Sight, account: CreditAccount) -> list[Block]:
    """What the copy says, when the late months must be gone, every month, and what differs from before."""
    words = sight.words
    report = next((one for one in sight.ledger.credit_reports if one.id == account.report), None)
    if report is None:
        return []
    mark = removal(account, report, sight.ledger, terms_of(sight), sight.on)
    loan = sight.loans.get(account.loan)
    facts = (
        ("credit.account.state", words(f"core.account_state.{account.state}")),
        ("credit.account.overdue", sight.money(account.overdue, account.currency)),
        (
            "credit.account.balance",
            "" if account.balance is None else sight.money(account.balance, account.currency),
        ),
        ("core.field.loan", loan.name if loan else words("credit.account.no_loan")),
        ("credit.account.cleared", words.day(mark.cleared) if mark.cleared else ""),
        ("credit.account.as_of", words.day(report.date)),
    )
    blocks: list[Block] = [Title(account_name(account))]
    blocks += [Fact(words(key), text) for key, text in facts if text]
    blocks += [*_removal(sight, mark), *_repair(sight, account), *_months(sight, account)]
    before = copy_before(sight.ledger, report)
    if before is not None:
        found = [one for one in diff(sight.ledger, before, report).accounts if one.account.id == account.id]
        title = words("credit.since", day=words.day(before.date))
        blocks += [Title(title), *(_difference(sight, found) or [Text(words("credit.no_difference"))])]
    return [*blocks, Text(words("credit.account.keys", **keys_said("credit")), "faint")]


def _removal(sight: Sight, mark: Removal) -> list[Block]:
    """The sentence about the removal, with the picture where there is a date, and who says so."""
    words = sight.words
    day = words.day(mark.date) if mark.date else ""
    years = terms_of(sight).retention_years or 0
    sentence = words(_variant(sight, f"credit.why.{mark.state}"), day=day, years=years)
    blocks: list[Block] = [
        Title(words("credit.removal_title")),
        Text(sentence, removal_words(sight, mark).state),
    ]
    if mark.still_shown:
        blocks.append(Text(words("credit.why.still_shown", **keys_said("credit")), "warning"))
    if mark.state != "clean":
        blocks.append(Picture(lambda room: timeline(sight, [mark], room, named=False)))
    return [*blocks, *(_source(sight, "record_kept") if mark.state != "clean" else ())]


def _repair(sight: Sight, account: CreditAccount) -> list[Block]:
    """Whether the one-time repair of the past covered months that the newest copy still shows."""
    words = sight.words
    checks = [c for c in repair_checks(sight.ledger, terms_of(sight), sight.on) if c.account.id == account.id]
    if not checks:
        return []
    months = words("tui.comma").join(f"{check.status.month:%Y-%m}" for check in checks)
    due = any(check.due for check in checks)
    day = words.day(max(check.hidden_by for check in checks))
    key = "credit.repair.shown" if due else "credit.repair.older"
    said = Text(words(key, which=months, day=day, **keys_said("credit")), "warning" if due else "")
    return [Title(words("credit.repair.title")), said, *_source(sight, "repair_arose")]


def _months(sight: Sight, account: CreditAccount) -> list[Block]:
    """Every month the copy shows, a year a line; what each late one was overdue by."""
    if not account.statuses:
        return []
    words = sight.words
    by_year: dict[int, dict[int, str]] = {}
    for status in account.statuses:
        by_year.setdefault(status.month.year, {})[status.month.month] = status.code
    blocks: list[Block] = [Title(words("credit.account.months"))]
    for year, codes in sorted(by_year.items(), reverse=True):
        shown = " ".join(codes.get(month, "·") for month in range(1, 13))
        blocks.append(Fact(str(year), shown, "overdue" if LATE & {*codes.values()} else ""))
    blocks.append(Text(words("credit.account.codes"), "faint"))
    late = [s for s in account.statuses if s.code in LATE and s.minor]
    blocks += [Fact(f"{s.month:%Y-%m}", sight.money(s.minor, account.currency), "overdue") for s in late]
    return blocks


# -- a copy ----------------------------------------------------------------------------------------


def copy_page(sight: Sight, copy: CreditReport) -> list[Block]:
    """One copy: its accounts and enquiries, and what differs from the copy before."""
    words = sight.words
    blocks: list[Block] = [Title(words("credit.copy_of", day=words.day(copy.date)))]
    free = words("core.yes" if copy.free else "core.no")
    facts = (
        ("credit.report.source", words(f"core.report_source.{copy.source}")),
        ("credit.report.free", free),
        ("credit.report.reference", copy.reference),
        ("core.field.note", sight.free(copy.note)),
    )
    blocks += [Fact(words(key), text) for key, text in facts if text]
    before = copy_before(sight.ledger, copy)
    if before is not None:
        found = diff(sight.ledger, before, copy)
        blocks.append(Title(words("credit.since", day=words.day(before.date))))
        blocks += _difference(sight, found.accounts)
        blocks += [
            Text(
                words("credit.new_enquiry", day=words.day(e.date), who=e.who, reason=_reason(sight, e.reason))
            )
            for e in found.enquiries
        ]
        if found.is_empty:
            blocks.append(Text(words("credit.no_difference")))
    accounts = accounts_of(sight.ledger, copy)
    if accounts:
        columns = (
            Column(words("core.field.name"), least=12, weight=1),
            Column(words("credit.account.state")),
            Column(words("credit.account.overdue"), right=True),
        )
        rows = [
            Row(
                one.id,
                (
                    account_name(one),
                    words(f"core.account_state.{one.state}"),
                    Cell(sight.listed(one.overdue, one.currency), "overdue" if one.overdue else ""),
                ),
            )
            for one in accounts
        ]
        blocks += [Title(words.count("credit.accounts", len(accounts))), Grid(columns, rows)]
    enquiries = [one for one in sight.ledger.credit_enquiries if one.report == copy.id]
    if enquiries:
        blocks.append(Title(words.count("credit.enquiries", len(enquiries))))
        blocks += [
            Fact(words.day(one.date), words("core.also").join((one.who, _reason(sight, one.reason))))
            for one in sorted(enquiries, key=lambda one: one.date, reverse=True)
        ]
    return [*blocks, Text(words("credit.copy_keys", **keys_said("credit")), "faint")]


def _reason(sight: Sight, reason: str) -> str:
    return sight.words(f"core.enquiry_reason.{reason}")


def _difference(sight: Sight, found: Sequence[Difference]) -> list[Block]:
    """New, changed and gone accounts, field by field and month by month."""
    words, blocks = sight.words, list[Block]()
    for one in found:
        state = {"new": "warning", "changed": "strong", "gone": "faint"}[one.kind]
        blocks.append(Text(words(f"credit.diff.{one.kind}", name=account_name(one.account)), state))
        for change in one.fields:
            old, new = (_said(sight, one, change, value) for value in (change.before, change.after))
            blocks.append(
                Fact(words(f"credit.account.{change.field}"), words("tui.history.became", old=old, new=new))
            )
        for month in one.months:
            parts = [_month(sight, one, part) for part in (month.before, month.after)]
            label = f"{month.month:%Y-%m}"
            blocks.append(Fact(label, words("tui.history.became", old=parts[0], new=parts[1])))
    return blocks


def _said(sight: Sight, one: Difference, change: FieldChange, value: object) -> str:
    if change.field == "state":
        return sight.words(f"core.account_state.{value}")
    return sight.money(value if isinstance(value, int) else None, one.account.currency)


def _month(sight: Sight, one: Difference, part: tuple[str, int | None] | None) -> str:
    if part is None:
        return sight.words("credit.diff.not_there")
    code, minor = part
    return code if minor is None else f"{code} {sight.money(minor, one.account.currency)}"


# -- disputes, advice, scores ----------------------------------------------------------------------


def dispute_page(sight: Sight, dispute: Dispute) -> list[Block]:
    """One dispute: its clock, what it says, and the next step."""
    words = sight.words
    one = clock_of(sight, dispute)
    loan = sight.loans.get(dispute.loan)
    before = next((other for other in sight.ledger.disputes if other.id == dispute.after), None)
    cell = clock_words(sight, one)
    facts = (
        ("core.field.kind", words(f"core.dispute_kind.{dispute.kind}")),
        ("credit.dispute.to", words(f"core.dispute_to.{dispute.filed_with}")),
        ("credit.dispute.filed_on", words.day(dispute.filed_on)),
        ("credit.dispute.due", words("credit.dispute.due_days", day=words.day(one.due), days=dispute.days)),
        ("credit.dispute.answered_on", words.day(dispute.answered_on) if dispute.answered_on else ""),
        ("credit.lender", dispute.lender),
        ("core.field.loan", loan.name if loan else ""),
        ("credit.dispute.follows", sight.free(before.what) if before else ""),
        ("credit.dispute.evidence", sight.free(dispute.evidence)),
        ("credit.dispute.reference", dispute.reference),
        ("core.field.note", sight.free(dispute.note)),
    )
    return [
        Title(sight.free(dispute.what)),
        Fact(words("tui.loans.state"), cell.text, cell.state),
        *(Fact(words(key), text) for key, text in facts if text),
        Title(words("credit.next")),
        Text(words(f"credit.next.{one.next}", **keys_said("credit"))),
        *_source(sight, f"{dispute.kind}_answer"),
    ]


def advice_page(sight: Sight, one: Advice) -> list[Block]:
    """What is advised, why, until when, and who says so; what does not help is said beside it."""
    words = sight.words
    blocks: list[Block] = [Title(advice_words(sight, one))]
    if one.task and one.task.what != usual_words(sight, one):
        blocks.append(Text(usual_words(sight, one), "faint"))
    if one.minor is not None:
        blocks.append(Fact(words("credit.advice.sum"), sight.money(one.minor, one.currency), "strong"))
    if one.date is not None:
        blocks.append(Fact(words("credit.advice.by"), f"{words.day(one.date)} · {sight.when(one.date)}"))
    if one.task:
        blocks += _task_facts(sight, one.task)
    blocks += [Title(words("credit.why_title")), Text(words(_variant(sight, f"credit.reason.{one.kind}")))]
    rule = RULES.get(one.kind)
    blocks += _source(sight, rule) if rule else [Text(words("credit.habit"), "faint")]
    blocks.append(Text(words("credit.advice.keys", **keys_said("credit")), "faint"))
    helps_not = "credit.optional_note" if one.is_optional else "credit.helps_not"
    return [*blocks, Title(words("credit.helps_not_title")), Text(words(helps_not))]


def _task_facts(sight: Sight, task: Task) -> list[Block]:
    words = sight.words
    loan = sight.loans.get(task.loan)
    facts = (
        ("credit.task.by", f"{words.day(task.date)} · {sight.when(task.date)}" if not task.topic else ""),
        ("core.field.loan", loan.name if loan else ""),
        ("credit.task.done_on", words.day(task.done_on) if task.done_on else ""),
    )
    return [Fact(words(key), text) for key, text in facts if text]


def score_page(sight: Sight, name: str) -> list[Block]:
    """A private score over time, with what it is not."""
    words = sight.words
    entries = scores_by_name(sight.ledger.credit_scores).get(name, [])
    if not entries:
        return []
    blocks: list[Block] = [Title(name), Text(words("credit.score.private"), "warning")]
    if len(entries) > 1:
        blocks.append(Picture(lambda room: score_plot(entries, room)))
    blocks += [
        Fact(words.day(one.date), f"{one.score}  {sight.free(one.note)}".rstrip())
        for one in reversed(entries)
    ]
    return blocks


def timeline_page(sight: Sight, marks: Sequence[Removal]) -> list[Block]:
    """When each account must be clean again, under each other on one scale."""
    words = sight.words
    shown = [mark for mark in marks if mark.state != "clean"]
    blocks: list[Block] = [Title(words("credit.timeline.title"))]
    if not shown:
        return [*blocks, Text(words("credit.timeline.none"), "good")]
    blocks.append(Picture(lambda room: timeline(sight, shown, room)))
    blocks.append(Text(words("credit.timeline.legend"), "faint"))
    return [*blocks, *_source(sight, "record_kept")]
