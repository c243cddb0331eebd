"""What was charged for being late beside what a yearly rate would come to. Pure.

The court's way of counting: principal that fell due, times the yearly rate, times the days it was overdue.
The rate and the days of a year come in as plain values; nothing here says what they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from finterm.domain.position import Position
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


def line_while_overdue(position: Position, yearly: Decimal, year_days: int) -> int:
    """What the fraction `yearly` comes to on the same dues, in minor units.

    On the principal as it fell due, though a part may have been paid since: the line is rather too high.
    """
    days = sum(due.principal * due.days_overdue for due in position.dues if due.state == "overdue")
    return int((days * yearly / year_days).quantize(Decimal(1), ROUND_HALF_UP))
