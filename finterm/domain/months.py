"""The months of a budget: what came into an envelope, what was spent and what was left, month by month.

A month says what the budget said at its end (the present one: what it says now), so the figures of
`envelopes.budget` on a month's last day are those of that month here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from typing import NamedTuple

from finterm.domain.calendar import add_months
from finterm.domain.records import Envelope, Move

MONTHS = 12


class EnvelopeMonth(NamedTuple):
    """One month of one envelope, in minor units; `month` is its first day, `left` what was left at its end.

    `moved` is what came from other envelopes less what went to them or back to ready to assign.
    """

    month: Date
    assigned: int = 0
    moved: int = 0
    spent: int = 0
    left: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened and nothing was there."""
        return not any(self[1:])


class BudgetMonth(NamedTuple):
    """One month of one currency, in minor units; `left` is ready money at its end."""

    month: Date
    income: int = 0
    assigned: int = 0
    spent: int = 0
    left: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened and nothing was there."""
        return not any(self[1:])


def envelope_months(
    envelope: Envelope, moves: Iterable[Move], on: Date, count: int = MONTHS
) -> tuple[EnvelopeMonth, ...]:
    """The last `count` months of `envelope` up to `on`, the earliest first.

    What an envelope without rollover has left at a month's end is gone from it in the next.
    """
    months = _months(on, count)
    columns = {month: {"assigned": 0, "moved": 0, "spent": 0} for month in months}
    brought = 0
    for move in moves:
        if move.date > on or move.currency != envelope.currency:
            continue
        for column, minor in _changes(envelope.id, move):
            month = move.date.replace(day=1)
            if month in columns:
                columns[month][column] += minor
            else:
                brought += -minor if column == "spent" else minor
    rows = []
    for month in months:
        here = columns[month]
        left = (brought if envelope.rollover else 0) + here["assigned"] + here["moved"] - here["spent"]
        rows.append(EnvelopeMonth(month, **here, left=left))
        brought = left
    return tuple(rows)


def budget_months(
    envelopes: Iterable[Envelope], moves: Iterable[Move], currency: str, on: Date, count: int = MONTHS
) -> tuple[BudgetMonth, ...]:
    """The last `count` months of all budget money of `currency` up to `on`, the earliest first."""
    months = _months(on, count)
    known = {envelope.id for envelope in envelopes if envelope.currency == currency}
    columns = {month: {"income": 0, "assigned": 0, "spent": 0} for month in months}
    left = 0
    for move in moves:
        if move.date > on or move.currency != currency:
            continue
        column = {"income": "income", "spend": "spent", "assign": "assigned"}.get(move.kind, "")
        if not column or (column == "assigned" and move.envelope not in known):
            continue
        month = move.date.replace(day=1)
        if month in columns:
            columns[month][column] += move.minor
        elif column != "assigned":
            left += move.minor if column == "income" else -move.minor
    rows = []
    for month in months:
        here = columns[month]
        left += here["income"] - here["spent"]
        rows.append(BudgetMonth(month, **here, left=left))
    return tuple(rows)


def _months(on: Date, count: int) -> list[Date]:
    present = on.replace(day=1)
    return [add_months(present, -back) for back in reversed(range(count))]


def _changes(envelope: str, move: Move) -> list[tuple[str, int]]:
    """What `move` changes in the columns of the envelope with this id."""
    if move.kind == "income":
        return []
    if move.kind == "spend":
        return [("spent", move.minor)] if move.envelope == envelope else []
    changes = []
    if move.kind != "assign" and move.source == envelope:
        changes.append(("moved", -move.minor))
    if move.envelope == envelope:
        changes.append(("assigned" if move.kind == "assign" else "moved", move.minor))
    return changes
