"""What the first pane says: the most important sentence first, then what to do today and what comes next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from finterm.domain.dues import Due, due_totals
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.budget import budget_of, fund_of, safe_of
from finterm.tui.view.cells import Cell, Row
from finterm.tui.view.dues import due_columns, due_row, listed, overdue_sentences, snoozed_sentence
from finterm.tui.view.page import Bar, Block, Fact, Text, Title
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight

LATE = "overdue:"  # begins the key of a line for all overdue instalments of one loan
NEXT = 5  # dues shown of those to come
SOON = 7  # days that count as soon


def today_view(sight: Sight) -> View:
    """Overdue, due today and in grace, then the next few."""
    words, dues = sight.words, dues_of(sight)
    awake = [due for due in dues if not due.snoozed_until]
    late = [due for due in awake if due.state == "overdue"]
    now = [due for due in awake if due.state in ("due_today", "in_grace")]
    coming = [due for due in awake if due.state == "upcoming"]
    rows: list[Row] = []
    for name, found in (("overdue", late), ("now", now), ("next", coming[:NEXT])):
        if found:
            rows.append(Row(f"section:{name}", (words(f"tui.today.{name}_heading"),), True))
            rows += _one_a_loan(sight, found) if name == "overdue" else [due_row(sight, due) for due in found]
    return View(due_columns(sight), rows, words("tui.today.nothing"), headline(sight, dues))


def _one_a_loan(sight: Sight, late: Sequence[Due]) -> list[Row]:
    """Overdue instalments of one loan on one line with their sum: what a person pays is the loan."""
    words = sight.words
    by_loan: dict[str, list[Due]] = {}
    for due in late:
        by_loan.setdefault(due.loan if due.kind == "instalment" else due.key, []).append(due)
    rows = []
    for key, dues in by_loan.items():
        first = dues[0]
        if len(dues) == 1:
            rows.append(due_row(sight, first))
            continue
        kind = words.count("tui.today.instalments", len(dues))
        amount = sight.money(sum(due.outstanding or 0 for due in dues), first.currency)
        state = Cell(words.count("core.overdue_days", first.days_overdue), "overdue")
        rows.append(Row(f"{LATE}{key}", (words.day(first.date), first.name, kind, amount, state)))
    return rows


def headline(sight: Sight, dues: tuple[Due, ...]) -> list[Block]:
    """One to three sentences, the most pressing first; kind words where nothing presses."""
    words = sight.words
    if is_empty(sight):
        return [Text(words("tui.today.welcome"), "strong"), Text(words("tui.today.begin"))]
    awake = tuple(due for due in dues if not due.snoozed_until)
    resting = snoozed_sentence(sight, dues)
    blocks = overdue_sentences(sight, awake)
    now = [due for due in awake if due.state == "due_today" and due.is_payable]
    grace = [due for due in awake if due.state == "in_grace"]
    if now:
        names = listed(sight, list(dict.fromkeys(due.name for due in now)))
        blocks.append(
            Text(words("tui.today.due_today", names=names, sum=sight.sums(due_totals(now))), "due_today")
        )
    if grace:
        names = listed(sight, list(dict.fromkeys(due.name for due in grace)))
        blocks.append(
            Text(words("tui.today.in_grace", names=names, sum=sight.sums(due_totals(grace))), "in_grace")
        )
    if not blocks:
        following = next((due for due in awake if due.is_payable), None)
        blocks.append(Text(words("tui.today.only_snoozed" if resting else "tui.today.all_clear"), "good"))
        if following:
            when = sight.when(following.date)
            amount = sight.money(following.outstanding, following.currency)
            if following.outstanding is None:
                amount = words("core.varies")
            blocks.append(Text(words("tui.today.following", name=following.name, amount=amount, when=when)))
    return [*blocks, *resting]


def is_empty(sight: Sight) -> bool:
    """Whether the book holds nothing to show yet."""
    ledger = sight.ledger
    return not (ledger.loans or ledger.bills or ledger.talks or ledger.follow_ups or ledger.envelopes)


def today_page(sight: Sight) -> list[Block]:
    """Money until payday: what the coming week asks for, safe to spend, the emergency fund."""
    if is_empty(sight):
        return [Title(sight.words("tui.today.start_title")), Text(sight.words("tui.today.start"))]
    words, dues = sight.words, dues_of(sight)
    week = [due for due in dues if due.date <= sight.on + timedelta(days=SOON) and due.is_payable]
    blocks: list[Block] = [
        Title(words("tui.today.money_title")),
        Fact(words("tui.today.week"), sight.sums(due_totals(week))),
    ]
    if sight.ledger.moves or sight.ledger.envelopes:
        blocks += _budget(sight)
    else:
        blocks.append(Text(words("tui.today.no_budget"), "faint"))
    return blocks


def _budget(sight: Sight) -> list[Block]:
    words, safe, fund = sight.words, safe_of(sight), fund_of(sight)
    ready = budget_of(sight).ready.get(sight.settings.currency, 0)
    blocks: list[Block] = [
        Fact(
            words("core.ready_to_assign"),
            sight.money(ready, sight.settings.currency),
            "overspent" if ready < 0 else "",
        ),
        Fact(
            words("tui.today.safe", day=words.weekday(safe.payday)),
            sight.money(safe.result, safe.currency),
            "overspent" if safe.result < 0 else "strong",
        ),
    ]
    if safe.result < 0:
        blocks.append(
            Text(words("tui.today.short", amount=sight.money(-safe.result, safe.currency)), "warning")
        )
    if fund.progress is not None:
        blocks.append(Title(words("tui.budget.fund_title")))
        text = f"{sight.money(fund.have, fund.currency)} / {sight.money(fund.target, fund.currency)}"
        blocks.append(Bar(float(fund.progress), text, "good"))
    return blocks
