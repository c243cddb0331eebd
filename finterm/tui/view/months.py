"""The months of the budget as grids: what came in, what was spent, what was left, and a bar to look at. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.months import BudgetMonth, EnvelopeMonth, budget_months, envelope_months
from finterm.domain.records import Envelope
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Grid, Text, Title, bar
from finterm.tui.view.sight import Sight

BAR_CELLS = 16


def months_page(sight: Sight, envelope: Envelope | None) -> list[Block]:
    """The months of `envelope`, where there is one, then those of all money of its currency."""
    currency = envelope.currency if envelope else sight.settings.currency
    blocks: list[Block] = []
    if envelope is not None:
        months = envelope_months(envelope, sight.ledger.moves, sight.on)
        title = sight.words("tui.months.of", name=envelope.name)
        blocks += [Title(title), *_of_envelope(sight, envelope.currency, months)]
    every = budget_months(sight.ledger.envelopes, sight.ledger.moves, currency, sight.on)
    return [*blocks, Title(sight.words("tui.months.all")), *_of_all(sight, currency, every)]


def _of_envelope(sight: Sight, currency: str, months: Sequence[EnvelopeMonth]) -> list[Block]:
    words = sight.words
    shown = [month for month in months if not month.is_empty]
    if not shown:
        return [Text(words("tui.months.none"), "faint")]
    most = max(month.spent for month in shown)
    rows = [
        Row(
            month.month.isoformat(),
            (
                words.month(month.month),
                sight.amount(month.assigned, currency),
                sight.amount(month.moved, currency),
                sight.amount(month.spent, currency),
                Cell(sight.amount(month.left, currency), "overspent" if month.left < 0 else ""),
                Cell(_bar(month.spent, most), "faint"),
            ),
        )
        for month in reversed(shown)
    ]
    names = ("tui.budget.assigned", "tui.budget.moved", "tui.budget.spent", "tui.budget.left")
    return [Grid(_columns(sight, names, 2 if any(month.moved for month in shown) else None), rows)]


def _of_all(sight: Sight, currency: str, months: Sequence[BudgetMonth]) -> list[Block]:
    words = sight.words
    shown = [month for month in months if not month.is_empty]
    if not shown:
        return [Text(words("tui.months.none"), "faint")]
    most = max(max(month.income, month.spent) for month in shown)
    rows = [
        Row(
            month.month.isoformat(),
            (
                words.month(month.month),
                sight.amount(month.income, currency),
                sight.amount(month.assigned, currency),
                sight.amount(month.spent, currency),
                Cell(sight.amount(month.left, currency), "overspent" if month.left < 0 else ""),
                Cell(_bar(month.spent, most), "faint"),
            ),
        )
        for month in reversed(shown)
    ]
    names = ("tui.months.income", "tui.budget.assigned", "tui.budget.spent", "core.ready_money")
    return [Grid(_columns(sight, names, None), rows), Text(words("tui.months.bar"), "faint")]


def _columns(sight: Sight, names: Sequence[str], folds: int | None) -> tuple[Column, ...]:
    words = sight.words
    figures = [Column(words(name), least=6, right=True) for name in names]
    if folds is not None:
        figures[folds - 1] = figures[folds - 1]._replace(fold=2)
    return (Column(words("tui.months.month"), least=8), *figures, Column("", least=BAR_CELLS, fold=3))


def _bar(minor: int, most: int) -> str:
    """What was spent beside the month in which most was moved."""
    return bar(minor / most, BAR_CELLS) if most else ""
