"""When the next look is due: at once when the book changed or the clock passed a moment that owes something,
else after a while. Between looks a worker costs next to nothing.
"""

from __future__ import annotations

from datetime import datetime as DateTime
from datetime import time as Time
from datetime import timedelta

from finterm.domain.records import Settings

MIDNIGHT = Time(0)


class Pace:
    """The pace of one worker, which looks at least once in the time `every`."""

    def __init__(self, every: timedelta) -> None:
        self.every = every
        self._last: DateTime | None = None

    def is_due(self, now: DateTime, settings: Settings, changed: bool) -> bool:
        """Whether to look at `now`, the book having `changed` or not; also after the clock was set back."""
        last = self._last
        if last is None or changed or not timedelta(0) <= now - last < self.every:
            return True
        clock, before = now.replace(tzinfo=None), last.replace(tzinfo=None)
        if clock < before:
            return True  # the zone's clock went back an hour
        turns = (MIDNIGHT, settings.remind_at, settings.quiet_until)
        return any(before < DateTime.combine(clock.date(), turn) <= clock for turn in turns)

    def looked(self, now: DateTime) -> DateTime:
        """Notes a look at `now`; when the next is due at the latest."""
        self._last = now
        return now + self.every
