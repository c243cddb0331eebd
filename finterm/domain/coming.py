"""When the next reminder comes, for a person who asks: nothing is told by it.

Looks at dues and at what is snoozed. An envelope that runs low, or a backup that grows old, comes when it comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from typing import NamedTuple

from finterm.domain.ledger import Ledger
from finterm.domain.matters import Matter
from finterm.domain.records import Settings
from finterm.domain.reminders import is_quiet, lead_day

_DAY = timedelta(days=1)


class Coming(NamedTuple):
    """The moment of a reminder, on the person's own clock, and what it is about."""

    at: DateTime
    matter: Matter


def coming(
    matters: Iterable[Matter],
    now: DateTime,
    settings: Settings,
    ledger: Ledger,
    told: Collection[tuple[str, str]] = frozenset(),
    seen: Collection[tuple[str, str]] = frozenset(),
) -> Coming | None:
    """The first reminder after `now` of any of `matters`, as things stand; None where none is to come.

    `told` are the (subject, step) pairs delivered, `seen` the (subject, stage) pairs acknowledged. A later day
    of something overdue counts only until it was told as often as `settings` allow.
    """
    clock = now.replace(tzinfo=None)
    grace = {loan.id: loan.grace_days for loan in ledger.loans}
    often = Counter(subject for subject, step in told if step.startswith("overdue:"))
    first: Coming | None = None
    for matter in matters:
        for day, stage in _days(matter, clock, settings, grace, often[matter.subject]):
            at = _told_at(day, matter.rests_until, settings)
            if (
                at > clock
                and (matter.subject, stage) not in seen
                and (first is None or (at, matter.name) < (first.at, first.matter.name))
            ):
                first = Coming(at, matter)
    return first


def _days(
    matter: Matter, clock: DateTime, settings: Settings, grace: dict[str, int], often: int
) -> Iterator[tuple[Date, str]]:
    """The days on which `matter` is told, as far as they are worth asking for, each with its stage."""
    due = matter.due
    if due is None or due.state == "paid":
        if matter.rests_until is not None:
            yield matter.rests_until, matter.step
        return
    overdue = f"overdue:{matter.date}"
    if due.state == "overdue":
        if often < settings.most_overdue:
            yield clock.date(), overdue
            yield clock.date() + _DAY, overdue
        return
    for lead in matter.leads:
        yield lead_day(matter.date, lead, settings.weekends_earlier), f"lead:{lead}:{matter.date}"
    yield matter.date + timedelta(days=1 + grace.get(due.loan, 0)), overdue


def _told_at(day: Date, rests_until: Date | None, settings: Settings) -> DateTime:
    """The moment on `day`, or when it has rested, at which it is told: not in quiet hours."""
    at = DateTime.combine(max(day, rests_until or day), settings.remind_at)
    if not is_quiet(at.time(), settings.quiet_from, settings.quiet_until):
        return at
    ends = at.replace(hour=settings.quiet_until.hour, minute=settings.quiet_until.minute)
    return ends if ends > at else ends + _DAY
