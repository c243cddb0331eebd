"""The course of a debt: the remaining principal at the end of each month, past and as scheduled.

Reads a position that was computed already: its allocations say what every past event took off the
principal, its dues say what is still to be taken off. So nothing is replayed, however many months
there are, and the steps of several loans simply join. What is past is exactly what `position` says
of that day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import NamedTuple

from finterm.domain.position import Position
from finterm.domain.records import Event


class Step(NamedTuple):
    """The remaining principal changes by `minor` on `date`."""

    date: Date
    minor: int


class Point(NamedTuple):
    """The remaining principal at the end of `date`, in minor units; `is_ahead`: as scheduled, not yet so."""

    date: Date
    minor: int
    is_ahead: bool


def steps(standing: Position, events: Iterable[Event]) -> list[Step]:
    """How the principal of one loan changed and is to change; `events` are those of the loan.

    What is to come assumes that every instalment not overdue is paid on its day (tomorrow where that
    has gone by). What is overdue stays owed: it does not go away by waiting.
    """
    loan, on = standing.loan, standing.on
    happened = {event.id: event for event in events if event.date <= on}
    found = [Step(loan.start, loan.principal)]
    for event in happened.values():
        if event.kind == "charge" and event.component == "principal":
            found.append(Step(event.date, event.minor))
    for arranged in standing.arranged:
        if arranged.after != arranged.before:
            found.append(Step(arranged.date, arranged.after - arranged.before))
    for allocation in standing.allocations:
        if allocation.component == "principal":
            found.append(Step(happened[allocation.event].date, -allocation.minor))
    for due in standing.dues:
        if due.left_principal and due.state not in ("overdue", "paid"):
            found.append(Step(max(due.due, on + timedelta(days=1)), -due.left_principal))
    return found


def course(changes: Iterable[Step], on: Date) -> tuple[Point, ...]:
    """The debt month by month, from the month of the first change to that of the last, `on` among them.

    Each month is read at its end, the month of `on` at `on`. Without changes there is no course.
    """
    ordered = sorted(changes)
    if not ordered:
        return ()
    first, last = min(ordered[0].date, on), max(ordered[-1].date, on)
    points, owed, n = [], 0, 0
    for end in month_ends(first, last):
        day = on if (end.year, end.month) == (on.year, on.month) else end
        while n < len(ordered) and ordered[n].date <= day:
            owed += ordered[n].minor
            n += 1
        points.append(Point(day, owed, day > on))
    if n < len(ordered):  # what is scheduled for the rest of the last month, which is this one
        owed += sum(step.minor for step in ordered[n:])
        points.append(Point(ordered[-1].date, owed, True))
    return tuple(points)


def month_ends(first: Date, last: Date) -> list[Date]:
    """The last day of every month from that of `first` to that of `last`."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [Date(year, n + 1, monthrange(year, n + 1)[1]) for year, n in (divmod(m, 12) for m in months)]


def paid_so_far(events: Sequence[Event], on: Date) -> int:
    """What was paid to a loan up to and including `on`, in minor units."""
    return sum(event.minor for event in events if event.kind in ("payment", "payoff") and event.date <= on)
