"""What a line of the first pane is made of, beside or below it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from finterm.domain.dues import Due, due_totals, unknown_amounts
from finterm.domain.money import Money
from finterm.tui.actions import BY_NAME, keys_said
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.budget import SAFE, budget_of
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.dues import due_amount, named, overdue_of, state_cell
from finterm.tui.view.loans import whole_of
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.sight import Sight
from finterm.tui.view.today import (
    AGREED,
    BEGIN,
    FUND,
    NEXT,
    OVERDUE,
    TODAY,
    choice_of,
    destination,
    is_empty,
    leading,
    lines_of,
    together,
)

SOON = 7  # days that count as soon
SHOWN = 20  # overdue loans named one by one


def today_page(sight: Sight, key: str | None) -> list[Block]:
    """What the line with `key` is made of, and where enter leads from it."""
    if is_empty(sight):
        return [
            Title(sight.words("tui.today.start_title")),
            Text(sight.words("tui.today.start", **keys_said(TODAY))),
        ]
    dues = lines_of(sight).get(key or "", ())
    if key == OVERDUE:
        blocks = _overdue(sight, overdue_of(dues_of(sight)))
    elif key == AGREED:
        blocks = [Title(sight.words("tui.today.line.agreed")), _grid(sight, dues)]
    elif key == NEXT:
        blocks = _next(sight, dues)
    elif key == SAFE:
        blocks = _safe(sight)
    elif key == FUND:
        from finterm.tui.view.envelope import fund_blocks

        blocks = fund_blocks(sight)
    else:
        return []
    return [*blocks, *_leads(sight, key)]


def _overdue(sight: Sight, dues: Sequence[Due]) -> list[Block]:
    """Each overdue loan with its sum, what makes everything current, and the whole debt."""
    words = sight.words
    columns = (
        Column("", least=10, weight=1, most=40),
        Column("", fold=2),
        Column("", least=6, fold=1),
        Column("", right=True),
    )
    rows = []
    found = together(dues)
    for choice in (choice_of(sight, one) for one in found[:SHOWN]):
        first, count = leading(choice.dues), len(choice.dues)
        kind = words(f"core.due_kind.{first.kind}")
        if first.kind == "instalment":
            kind = words.count("tui.today.instalments", count)
        cells = (first.name, Cell(kind, "faint"), state_cell(sight, first), Cell(choice.note, "strong"))
        rows.append(Row(first.key, cells))
    blocks: list[Block] = [
        Title(words("tui.today.line.overdue")),
        Grid(columns, rows),
        *([Text(words.count("tui.today.more", more), "faint")] if (more := len(found) - SHOWN) > 0 else []),
    ]
    if known := due_totals(dues):
        key = "tui.today.makes_current_known" if unknown_amounts(dues) else "tui.today.makes_current"
        blocks.append(Fact(words(key), sight.sums(known), "strong"))
    if debt := whole_of(sight):
        debts = sight.sums(Money(whole.payoff, whole.currency) for whole in debt)
        blocks.append(Fact(words("tui.loans.whole"), debts))
    return blocks


def _next(sight: Sight, dues: Sequence[Due]) -> list[Block]:
    words = sight.words
    week = [due for due in dues_of(sight) if due.is_payable and due.date <= sight.on + timedelta(days=SOON)]
    blocks: list[Block] = [Title(words("tui.today.line.next")), _grid(sight, dues)]
    if week:
        blocks.append(Fact(words("tui.today.week"), sight.sums(due_totals(week))))
    if not (sight.ledger.moves or sight.ledger.envelopes):
        blocks.append(Text(words("tui.today.no_budget", **keys_said(TODAY)), "faint"))
    return blocks


def _safe(sight: Sight) -> list[Block]:
    from finterm.tui.view.safe import safe_summary

    currency = sight.settings.currency
    ready = budget_of(sight).ready.get(currency, 0)
    state = "overspent" if ready < 0 else ""
    return [
        *safe_summary(sight),
        Fact(sight.words("core.ready_to_assign"), sight.money(ready, currency), state),
    ]


def _grid(sight: Sight, dues: Sequence[Due]) -> Grid:
    columns = (
        Column("", least=10),
        Column("", least=10, weight=1, most=40),
        Column("", fold=1),
        Column("", right=True),
        Column("", least=6, fold=2),
    )
    rows = [
        Row(
            due.key,
            (
                sight.words.day(due.date),
                named(sight, due) if due.kind != "instalment" else f"{due.name} #{due.n}",
                Cell(sight.words(f"core.due_kind.{due.kind}"), "faint"),
                due_amount(sight, due),
                state_cell(sight, due),
            ),
        )
        for due in dues
    ]
    return Grid(columns, rows)


def _leads(sight: Sight, key: str | None) -> list[Block]:
    """What enter does on the line."""
    place = destination(sight, key or "")
    if place is None or key in BEGIN:
        return []
    words = sight.words
    pane = words(f"tui.action.pane_{place.pane}")
    return [Text(words("tui.today.leads", key=BY_NAME["open"].shown_in(TODAY), pane=pane), "faint")]
