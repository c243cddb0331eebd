"""The months of the budget as grids: what came in, what was spent, what was left, and a bar to look at. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from finterm.domain.months import BudgetMonth, EnvelopeMonth, budget_months, envelope_months
from finterm.domain.records import Envelope
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Grid, Text, Title, bar
from finterm.tui.view.sight import Sight

BAR_CELLS = 16
# Fields of a month with the titles of their columns; what was left follows them.
OF_ENVELOPE = {"assigned": "tui.budget.assigned", "moved": "tui.budget.moved", "spent": "tui.budget.spent"}
OF_ALL = {"income": "tui.months.income", "assigned": "tui.budget.assigned", "spent": "tui.budget.spent"}


def months_page(sight: Sight, envelope: Envelope | None) -> list[Block]:
    """The months of `envelope`, where there is one, then those of all money of its currency."""
    words = sight.words
    currency = envelope.currency if envelope else sight.settings.currency
    blocks: list[Block] = []
    if envelope is not None:
        own = envelope_months(envelope, sight.ledger.moves, sight.on)
        blocks = [
            Title(words("tui.months.of", name=envelope.name)),
            *_grid(sight, currency, OF_ENVELOPE, own),
        ]
    every = budget_months(sight.ledger.envelopes, sight.ledger.moves, currency, sight.on)
    blocks += [Title(words("tui.months.all")), *_grid(sight, currency, OF_ALL, every)]
    return [*blocks, Text(words("tui.months.bar"), "faint")] if isinstance(blocks[-1], Grid) else blocks


def _grid(
    sight: Sight, currency: str, figures: Mapping[str, str], months: Sequence[EnvelopeMonth | BudgetMonth]
) -> list[Block]:
    """The months in which something was, the latest first; `figures` are the columns, fields by their titles."""
    words = sight.words
    shown = [month for month in months if not month.is_empty]
    if not shown:
        return [Text(words("tui.months.none"), "faint")]
    most = max(max(month.spent, getattr(month, "income", 0)) for month in shown)

    def row(month: EnvelopeMonth | BudgetMonth) -> Row:
        cells = [sight.amount(getattr(month, field), currency) for field in figures]
        left = Cell(sight.amount(month.left, currency), "overspent" if month.left < 0 else "")
        bar_cell = Cell(_bar(month.spent, most), "faint")
        return Row(month.month.isoformat(), (words.month(month.month), *cells, left, bar_cell))

    last = "core.ready_money" if figures is OF_ALL else "tui.budget.left"
    moved = list(figures).index("moved") + 1 if any(getattr(month, "moved", 0) for month in shown) else None
    columns = _columns(sight, (*figures.values(), last), moved)
    return [Grid(columns, [row(month) for month in reversed(shown)])]


def _columns(sight: Sight, names: Sequence[str], folds: int | None) -> tuple[Column, ...]:
    words = sight.words
    figures = [Column(words(name), least=6, right=True) for name in names]
    if folds is not None:
        figures[folds - 1] = figures[folds - 1]._replace(fold=2)
    return (Column(words("tui.months.month"), least=8), *figures, Column("", least=BAR_CELLS, fold=3))


def _bar(minor: int, most: int) -> str:
    """What was spent beside the month in which most was moved."""
    return bar(minor / most, BAR_CELLS) if most else ""
