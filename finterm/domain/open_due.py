"""One instalment of an account while events are replayed: what is left of each part, and how far it accrued.

Mutable, as the account it belongs to; made anew for every answer and never kept.
"""

from __future__ import annotations

from finterm.domain.records import Component
from finterm.domain.schedule import Instalment

SCHEDULED: tuple[Component, ...] = ("fee", "interest", "principal")


class OpenDue:
    """One instalment while events are replayed: what is left of each component, and how far it accrued."""

    __slots__ = (
        "counted",
        "late_days",
        "left",
        "paid",
        "row",
        "seen_late",
        "settled_penalty",
        "touched",
        "waived",
    )

    def __init__(self, row: Instalment) -> None:
        self.row = row
        self.left: dict[Component, int] = {
            "fee": row.fee,
            "interest": row.interest,
            "principal": row.principal,
            "late_fee": 0,
        }
        self.counted = row.due  # accrued up to the end of this day; waits here while grace lasts
        self.late_days = 0  # minor units x days that bear penalty interest
        self.settled_penalty = 0  # penalty interest paid and waived, less charged by hand
        self.seen_late = False  # its first day past the grace has gone by
        self.touched = False  # something of the schedule was paid or waived
        self.paid = 0  # how much of the schedule was paid, in minor units
        self.waived = 0  # and how much of it waived

    @property
    def unpaid(self) -> int:
        """What is left of the scheduled parts."""
        left = self.left
        return left["fee"] + left["interest"] + left["principal"]

    @property
    def may_owe(self) -> bool:
        """Whether anything can be owed of it; a quick look, to pass over the many that are paid."""
        left = self.left
        return bool(
            left["principal"]
            or left["interest"]
            or left["fee"]
            or left["late_fee"]
            or self.late_days
            or self.settled_penalty
        )
