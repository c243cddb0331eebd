"""Which reminders are owed at a moment, given what was delivered and seen.

A due is announced some days ahead (its leads) and then, while it is overdue, once a day until it is
acknowledged or was told often enough. Each such step begins at the person's time of day and is owed until
it was told or a later step of the same subject took its place: after any downtime the latest step is told
and those before it are covered by it. Before the time of day only a step is owed that nothing ran to tell, all
others wait for the hour, which may bring the next one. A step carries its date, so that neither a clock set back nor a night
with two equal hours tells it twice. Knows neither channels nor words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from datetime import timedelta
from typing import NamedTuple

from finterm.domain.matters import Matter
from finterm.domain.records import Acknowledgement, Delivery, Settings

_DAY = timedelta(days=1)
_OVERDUE = "overdue:"


class Step(NamedTuple):
    """Where a matter stands: `name` is unique for its subject, `stage` what an acknowledgement silences,
    `since` the moment, on the person's own clock, from which it is to be told."""

    name: str
    stage: str
    since: DateTime


class Reminder(NamedTuple):
    """One reminder that is owed; (subject, step) is told once in each channel.

    `days` is how far ahead the matter is: 0 today, negative once its date has passed. `since` as in Step.
    """

    matter: Matter
    step: str
    stage: str
    since: DateTime
    days: int

    @property
    def subject(self) -> str:
        """What it is about, by name."""
        return self.matter.subject


def owed(
    matters: Iterable[Matter],
    now: DateTime,
    settings: Settings,
    told: Collection[tuple[str, str]] = frozenset(),
    seen: Collection[tuple[str, str]] = frozenset(),
    last_run: DateTime | None = None,
) -> tuple[Reminder, ...]:
    """The reminders owed at `now`, most pressing first; none in quiet hours.

    `now` is the moment on the person's clock; an offset it carries plays no part. `told` are the (subject,
    step) pairs delivered, `seen` the (subject, stage) pairs acknowledged. `last_run` is the moment, on the same
    clock, somebody last looked; None where nobody did. What is paid, done or snoozed owes nothing.
    """
    clock = now.replace(tzinfo=None)
    if is_quiet(clock.time(), settings.quiet_from, settings.quiet_until):
        return ()
    early = clock.time() < settings.remind_at
    return tuple(
        one
        for one in standing(matters, clock, settings, told)
        if (one.subject, one.step) not in told
        and (one.subject, one.stage) not in seen
        and (not early or one.matter.kind == "envelope" or (last_run is not None and last_run < one.since))
    )


def standing(
    matters: Iterable[Matter],
    now: DateTime,
    settings: Settings,
    told: Collection[tuple[str, str]] = frozenset(),
) -> tuple[Reminder, ...]:
    """Every reminder whose step holds at `now`, told or not, seen or not, most pressing first.

    What was told daily as often as `settings` allow is not among them.
    """
    clock = now.replace(tzinfo=None)
    today = clock.date()
    times = Counter(subject for subject, step in told if step.startswith(_OVERDUE))
    step_at = _Steps(clock, settings)
    found = []
    for matter in matters:
        if (step := step_at(matter)) is None:
            continue
        often = step.name.startswith(_OVERDUE) and times[matter.subject] >= settings.most_overdue
        if not often or (matter.subject, step.name) in told:
            found.append(Reminder(matter, step.name, step.stage, step.since, (matter.date - today).days))
    found.sort(key=_pressing)
    return tuple(found)


def _pressing(one: Reminder) -> tuple[bool, int, str, str]:
    return one.matter.due is None, one.days, one.matter.name, one.subject


def current_step(matter: Matter, now: DateTime, settings: Settings) -> Step | None:
    """The step `matter` stands at, `now` on the person's clock; None when there is nothing to remind of.

    Days of grace cost nothing and stay at the last lead. What is snoozed stands at no step until its day
    comes.
    """
    return _Steps(now.replace(tzinfo=None), settings)(matter)


class _Steps:
    """The steps of many matters at one moment. Dues of one date and the same leads stand at one step."""

    def __init__(self, clock: DateTime, settings: Settings) -> None:
        self.clock = clock
        self.at = settings.remind_at
        self.weekends_earlier = settings.weekends_earlier
        self.day = clock.date() if clock.time() >= self.at else clock.date() - _DAY  # of today nothing yet
        self._known: dict[tuple[Date, tuple[int, ...] | None], Step | None] = {}

    def __call__(self, matter: Matter) -> Step | None:
        day = self.day
        if matter.rests_until is not None and day < matter.rests_until:
            return None
        if matter.kind == "envelope":
            return Step(matter.step, matter.step, self.clock)  # told when it comes about
        if matter.step:
            since = DateTime.combine(matter.date, self.at)
            return Step(matter.step, matter.step, since) if matter.date <= day else None
        due = matter.due
        if due is None or due.state == "paid":
            return None
        if due.state == "overdue" and matter.date < day:
            return self._kept(matter.date, None)
        return self._kept(matter.date, matter.leads)

    def _kept(self, date: Date, leads: tuple[int, ...] | None) -> Step | None:
        """The step of a date ahead, or of one overdue where `leads` is None."""
        key = (date, leads)
        if key not in self._known:
            self._known[key] = self._overdue(date) if leads is None else self._ahead(date, leads)
        return self._known[key]

    def _overdue(self, date: Date) -> Step:
        return Step(f"{_OVERDUE}{self.day}", f"{_OVERDUE}{date}", DateTime.combine(self.day, self.at))

    def _ahead(self, date: Date, leads: tuple[int, ...]) -> Step | None:
        """The smallest lead that is reached."""
        begun = [(lead, lead_day(date, lead, self.weekends_earlier)) for lead in leads]
        reached = [one for one in begun if one[1] <= self.day]
        if not reached:
            return None
        lead, begins = min(reached)
        name = f"lead:{lead}:{date}"
        return Step(name, name, DateTime.combine(begins, self.at))


def lead_day(date: Date, lead: int, weekends_earlier: bool) -> Date:
    """The day on which something of `date` is told `lead` days ahead; the Friday before a weekend by choice."""
    day = date - timedelta(days=lead)
    return day - timedelta(days=max(0, day.weekday() - 4)) if weekends_earlier else day


def is_quiet(time: Time, begins: Time, ends: Time) -> bool:
    """Whether `time` lies in the quiet hours from `begins` until before `ends`, across midnight or not."""
    if begins <= ends:
        return begins <= time < ends
    return time >= begins or time < ends


def told_on(deliveries: Iterable[Delivery], channels: Collection[str]) -> frozenset[tuple[str, str]]:
    """The (subject, step) pairs that any of `channels` has delivered."""
    return frozenset((one.subject, one.step) for one in deliveries if one.channel in channels)


def seen_of(acknowledgements: Iterable[Acknowledgement]) -> frozenset[tuple[str, str]]:
    """The (subject, stage) pairs the person has acknowledged."""
    return frozenset((one.subject, one.stage) for one in acknowledgements)
