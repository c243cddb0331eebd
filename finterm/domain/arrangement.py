"""A re-plan agreed with the lender: what it puts in place, what it changed, and what holds once it is broken.

Builders, checks and what is read from a plan; the replaying is in `account`. Everything still unpaid on the
day of an arrangement is taken over by its rows. What the lender gives up is not stored but follows: it is
what would have ended the loan that day less what was agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date as Date
from itertools import pairwise
from typing import NamedTuple, get_args

from finterm.domain.calendar import nth_date, parse_frequency
from finterm.domain.errors import BadInput
from finterm.domain.money import LARGEST
from finterm.domain.records import Component, CustomRow, Event, IfBroken, Loan, Plan

MOST_ROWS = 600


class Replaced(NamedTuple):
    """An instalment whose unpaid rest an arrangement took over; amounts in minor units."""

    n: int
    due: Date
    outstanding: int


class Arranged(NamedTuple):
    """What one arrangement changed on its day; amounts in minor units.

    `before` and `after` are the remaining principal. `replaced` are the instalments whose place its rows took.
    """

    event: str
    date: Date
    before: int
    after: int
    replaced: tuple[Replaced, ...]


class Ended(NamedTuple):
    """An arrangement that was broken, and the event that says so."""

    arrangement: Event
    broken: Event


def in_force(happened: list[Event]) -> list[Event]:
    """Events in order of date, without the arrangements that were broken and by their words are as never made.

    What was paid since goes by the contract then, and what the lender had given up is owed again.
    """
    undone = {one.arrangement.id for one in _told(happened)[1] if _comes_back(one.arrangement)}
    return [event for event in happened if event.id not in undone] if undone else happened


def _told(happened: Iterable[Event]) -> tuple[list[Event], list[Ended]]:
    """The arrangements that hold after events in order of date, the last in force, and those that were broken.

    Where the contract comes back with a break, so does the arrangement before it; else that was replaced for good.
    """
    held: list[Event] = []
    ended: list[Ended] = []
    for event in happened:
        if event.kind == "arrangement":
            held.append(event)
        elif event.kind == "broken" and held:
            ended.append(Ended(held.pop(), event))
            if not _comes_back(ended[-1].arrangement):
                held.clear()
    return held, ended


def _comes_back(arrangement: Event) -> bool:
    return arrangement.plan is not None and arrangement.plan.if_broken == "comes_back"


def _until(events: Iterable[Event], on: Date) -> list[Event]:
    return sorted((event for event in events if event.date <= on), key=lambda event: event.date)


def standing_arrangement(events: Iterable[Event], on: Date) -> Event | None:
    """The arrangement that holds at the end of `on`, or None; one that was broken does not."""
    held, _ = _told(_until(events, on))
    return held[-1] if held else None


def broken_arrangement(events: Iterable[Event], on: Date) -> Ended | None:
    """The latest arrangement that was broken by the end of `on`; None where one holds, or none ever did."""
    held, ended = _told(_until(events, on))
    return ended[-1] if ended and not held else None


def total(rows: Iterable[CustomRow]) -> int:
    """The sum of `rows` in minor units."""
    return sum(row.principal + row.interest + row.fee for row in rows)


def equal_rows(
    each: int, count: int, first: Date, frequency: str, principal: int, *, last: int | None = None
) -> tuple[CustomRow, ...]:
    """`count` rows of `each` (the last of `last`), where no more is known than what is to be paid.

    They first pay back what is left of the principal (`principal`); what goes beyond it are costs that had
    come up before and count as fees. Raises BadInput where there is nothing to pay.
    """
    if each <= 0:
        raise BadInput("each", "error.amount_positive")
    if not 1 <= count <= MOST_ROWS:
        raise BadInput("count", "error.range", least=1, most=MOST_ROWS)
    rule = parse_frequency(frequency)
    amounts = [each] * (count - 1) + [each if last is None else last]
    whole = sum(amounts)
    rows, paid, part_before = [], 0, 0
    for n, amount in enumerate(amounts):
        paid += amount
        part = min(principal, whole) * paid // whole  # cumulative, so that the parts sum to the principal
        due = nth_date(first, n, rule)
        rows.append(CustomRow(due=due, principal=part - part_before, fee=amount - part + part_before))
        part_before = part
    return tuple(rows)


def arrangement(
    loan: Loan, plan: Plan, date: Date, *, new_id: Callable[[], str], talk: str = "", note: str = ""
) -> Event:
    """The record of `plan`, agreed on `date` in the talk with the id `talk`. Raises BadInput as `check_plan` does."""
    minor = total(plan.rows)
    event = Event(
        id=new_id(), loan=loan.id, date=date, kind="arrangement", minor=minor, plan=plan, talk=talk, note=note
    )
    check_plan(event)
    return event


def broken(
    loan: Loan, events: Sequence[Event], date: Date, *, new_id: Callable[[], str], note: str = ""
) -> Event:
    """The record that the arrangement in force does not hold from `date`. Raises BadInput where there is none."""
    if standing_arrangement(events, date) is None:
        raise BadInput("date", "error.no_arrangement", name=loan.name)
    return Event(id=new_id(), loan=loan.id, date=date, kind="broken", minor=0, note=note)


def check_plan(event: Event) -> None:
    """Raises BadInput, naming the field, where the plan of an arrangement makes no sense."""
    plan = event.plan
    if plan is None or not plan.rows:
        raise BadInput("rows", "error.rows_missing")
    if len(plan.rows) > MOST_ROWS:
        raise BadInput("count", "error.range", least=1, most=MOST_ROWS)
    days = [row.due for row in plan.rows]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise BadInput("rows", "error.rows_order")
    if days[0] < event.date:
        raise BadInput("first", "error.plan_before")
    for row in plan.rows:
        if min(row.principal, row.interest, row.fee) < 0:
            raise BadInput("rows", "error.amount_negative")
    if not 0 < total(plan.rows) <= LARGEST:
        raise BadInput("rows", "error.amount_positive")
    for component in plan.waived:
        if component not in get_args(Component) or plan.waived.count(component) > 1:
            known = ", ".join(get_args(Component))
            raise BadInput("waived", "error.choice", typed=component, choices=known)
    if plan.if_broken not in get_args(IfBroken):
        raise BadInput(
            "if_broken", "error.choice", typed=plan.if_broken, choices=", ".join(get_args(IfBroken))
        )
