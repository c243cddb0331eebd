"""Every reminder that stands at a moment, with what the person has said of it: seen, or to rest until a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import datetime as DateTime
from typing import NamedTuple

from finterm.domain.ledger import Ledger
from finterm.domain.matters import matters
from finterm.domain.position import Position
from finterm.domain.records import Settings
from finterm.domain.reminders import Reminder, seen_of, standing


class Stands(NamedTuple):
    """A reminder that stands, whether it was seen, and until when it rests."""

    reminder: Reminder
    seen: bool = False
    rests_until: Date | None = None

    @property
    def presses(self) -> bool:
        """Whether it still asks for something."""
        return not self.seen and self.rests_until is None


def all_standing(
    ledger: Ledger,
    now: DateTime,
    settings: Settings,
    *,
    known: Mapping[str, Position] | None = None,
    backup_on: Date | None = None,
) -> list[Stands]:
    """All of them, most pressing first, also what was told as often as it may be; those seen or resting in their place.

    `known` and `backup_on` as in `matters`.
    """
    on = Date(now.year, now.month, now.day)
    found = matters(ledger, on, settings, known=known, backup_on=backup_on)
    rests = {one.subject: one.rests_until for one in found if one.rests_until and one.rests_until > on}
    awake = [matter._replace(rests_until=None) for matter in found]
    seen = seen_of(ledger.acknowledgements)
    return [
        Stands(one, (one.subject, one.stage) in seen, rests.get(one.subject))
        for one in standing(awake, now, settings)
    ]
