"""What was charged for being late beside what a yearly rate would come to. Pure.

The court's way of counting: principal that fell due, times the yearly rate, times the days it was overdue.
The rate and the days of a year come in as plain values; nothing here says what they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from decimal import ROUND_HALF_UP, Decimal

from finterm.domain.position import DuePosition, Position
from finterm.domain.records import Event

LATE = ("penalty", "late_fee")


def charged_while_overdue(position: Position, events: Iterable[Event]) -> int:
    """Penalty interest and late fees of the dues overdue now, paid ones too and waived ones not, in minor units."""
    waivers = {event.id for event in events if event.kind == "waiver"}
    overdue = {due.n: due.penalty + due.late_fee for due in position.dues if due.state == "overdue"}
    paid = sum(
        part.minor
        for part in position.allocations
        if part.component in LATE and part.n in overdue and part.event not in waivers
    )
    return sum(overdue.values()) + paid


def overdue_principal_days(position: Position, events: Iterable[Event]) -> int:
    """The principal of the dues overdue now, each minor unit times the days it was overdue.

    A part paid late counts until the day it was paid, what is left until the day of the position.
    """
    return principal_days(position, events, [due for due in position.dues if due.state == "overdue"])


def principal_days(
    position: Position, events: Iterable[Event], dues: Iterable[DuePosition], since: Date | None = None
) -> int:
    """The principal of `dues`, each minor unit times the days it was unpaid after `since`, or after its due date."""
    dates = {event.id: event.date for event in events}
    began = {due.n: since or due.due for due in dues}
    days = sum(
        due.left_principal * (position.on - began[due.n]).days for due in position.dues if due.n in began
    )
    for part in position.allocations:
        if part.component == "principal" and part.n in began and part.event in dates:
            days += part.minor * max(0, (dates[part.event] - began[part.n]).days)
    return days


def line_while_overdue(position: Position, events: Iterable[Event], yearly: Decimal, year_days: int) -> int:
    """What the fraction `yearly` comes to on the same dues, in minor units."""
    days = overdue_principal_days(position, events)
    return int((days * yearly / year_days).quantize(Decimal(1), ROUND_HALF_UP))
