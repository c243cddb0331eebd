"""What is said about an account of the credit report, and the time line of all of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.credit import repair_checks
from finterm.domain.credit_copies import LATE
from finterm.domain.credit_diff import diff
from finterm.domain.records import CreditAccount
from finterm.domain.removal import Removal, is_charged_off, removal
from finterm.tui.actions import keys_said
from finterm.tui.view.credit import account_name, removal_words, removals_of
from finterm.tui.view.credit_diff import difference_blocks
from finterm.tui.view.credit_picture import timeline
from finterm.tui.view.credit_terms import countries_of, shown_of, source_blocks, variant
from finterm.tui.view.page import Block, Fact, Picture, Text, Title
from finterm.tui.view.sight import Sight


def account_page(sight: Sight, account: CreditAccount) -> list[Block]:
    """What the copy says, when the late months must be gone, every month, and what differs from before."""
    words = sight.words
    report = next((one for one in sight.ledger.credit_reports if one.id == account.report), None)
    if report is None:
        return []
    loan = sight.loans.get(account.loan)
    events = [event for event in sight.ledger.events if event.loan == account.loan]
    mark = removal(account, report, loan, events, countries_of(sight), sight.on)
    facts = (
        ("credit.account.state", words(f"core.account_state.{account.state}")),
        ("credit.account.overdue", sight.money(account.overdue, account.currency)),
        (
            "credit.account.balance",
            "" if account.balance is None else sight.money(account.balance, account.currency),
        ),
        ("core.field.loan", loan.name if loan else words("credit.account.no_loan")),
        ("credit.account.cleared", words.day(day) if (day := account.cleared or mark.cleared) else ""),
        ("credit.account.defaulted", words.day(account.defaulted) if account.defaulted else ""),
        ("credit.account.as_of", words.day(report.date)),
    )
    blocks: list[Block] = [Title(account_name(sight, account))]
    if account.carried:
        blocks.append(Text(words("credit.why.carried", **keys_said("credit")), "warning"))
    blocks += [Fact(words(key), text) for key, text in facts if text]
    blocks += [*_removal(sight, mark), *_repair(sight, account), *_months(sight, account)]
    before = shown_of(sight).before.get(report.id)
    if before is not None and not account.carried:
        found = [
            one for one in diff(shown_of(sight), before, report).accounts if one.account.id == account.id
        ]
        title = words("credit.since", day=words.day(before.date))
        blocks += [Title(title), *(difference_blocks(sight, found) or [Text(words("credit.no_difference"))])]
    return [*blocks, Text(words("credit.account.keys", **keys_said("credit")), "faint")]


def _removal(sight: Sight, mark: Removal) -> list[Block]:
    """The sentence about the removal, with the picture where there is a date, and who says so."""
    words = sight.words
    day = words.day(mark.date) if mark.date else ""
    terms = countries_of(sight).at(mark.country)
    key = variant(sight, f"credit.why.{mark.state}", mark.country)
    if is_charged_off(mark.account, terms) and mark.state == "running":
        key = "credit.why.running.charged_off"
    sentence = words(key, day=day, years=terms.retention_years or 0, days=terms.charged_off_days or 0)
    blocks: list[Block] = [
        Title(words("credit.removal_title")),
        Text(sentence, removal_words(sight, mark).state),
    ]
    blocks += _disagreement(sight, mark)
    if mark.still_shown:
        blocks.append(Text(words("credit.why.still_shown", **keys_said("credit")), "warning"))
    if mark.state != "clean":
        blocks.append(Picture(lambda room: timeline(sight, [mark], room, named=False)))
    return [*blocks, *(source_blocks(sight, "record_kept", mark.country) if mark.state != "clean" else ())]


def _disagreement(sight: Sight, mark: Removal) -> list[Block]:
    """What the person entered against what the copy and the payments of the loan say, where they differ."""
    words, typed = sight.words, mark.account.cleared
    if typed is not None and mark.cleared is None and mark.late and typed < mark.late[-1].month:
        month = f"{mark.late[-1].month:%Y-%m}"
        return [Text(words("credit.why.late_again", day=words.day(typed), month=month), "warning")]
    loan = sight.loans.get(mark.account.loan)
    if typed is None or loan is None:
        return []
    if owed := sight.positions[loan.id].overdue:
        amount = sight.money(owed, loan.currency)
        said = words("credit.why.book_overdue", day=words.day(typed), amount=amount, name=loan.name)
    elif mark.booked is not None and mark.booked != typed:
        said = words("credit.why.book_day", day=words.day(typed), booked=words.day(mark.booked))
    else:
        return []
    return [Text(said, "warning")]


def _repair(sight: Sight, account: CreditAccount) -> list[Block]:
    """Whether the one-time repair of the past covered months that the newest copy still shows."""
    words = sight.words
    marks = [mark for mark in removals_of(sight) if mark.account.id == account.id]
    checks = repair_checks(shown_of(sight), marks, countries_of(sight), sight.on)
    if not checks:
        return []
    months = words("tui.comma").join(f"{check.status.month:%Y-%m}" for check in checks)
    due = any(check.due for check in checks)
    day = words.day(max(check.hidden_by for check in checks))
    key = "credit.repair.shown" if due else "credit.repair.older"
    said = Text(words(key, which=months, day=day, **keys_said("credit")), "warning" if due else "")
    return [
        Title(words("credit.repair.title")),
        said,
        *source_blocks(sight, "repair_arose", marks[0].country),
    ]


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


def timeline_page(sight: Sight, marks: Sequence[Removal]) -> list[Block]:
    """When each account must be clean again, under each other on one scale."""
    words = sight.words
    shown = [mark for mark in marks if mark.state != "clean"]
    blocks: list[Block] = [Title(words("credit.timeline.title"))]
    if not shown:
        return [*blocks, Text(words("credit.timeline.none"), "good")]
    blocks.append(Picture(lambda room: timeline(sight, shown, room)))
    blocks.append(Text(words("credit.timeline.legend"), "faint"))
    for country in dict.fromkeys(mark.country for mark in shown):
        blocks += source_blocks(sight, "record_kept", country)
    return blocks
