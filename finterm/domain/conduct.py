"""What the diary suggests about how a debt was collected, beside the standards there are. Pure.

A finding says "the log suggests": the diary holds one side, and most standards are recommended or the
trade's own, so it is a reason to ask or to complain and never a verdict. What the standards are comes in
as `Standard`s, made from rules; no hour and no number of calls stands here. Calls that were answered and
calls that were not are counted apart, as the standards do, by the calendar day of the clock they were
noted by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from datetime import timedelta
from typing import Literal, NamedTuple

from finterm.domain.diary import concerns, current_talks, moment
from finterm.domain.ledger import Ledger
from finterm.domain.records import Conduct, Contact, Talk

What = Literal["quiet", "answered", "unanswered", "called", "visited", "after_talk", "third_party", "noted"]
COUNTED: tuple[What, ...] = ("answered", "unanswered", "called", "visited")
COLLECTING = frozenset({"lender", "platform", "collector"})  # kinds of contact that may want money of me
CALLS = ("phone",)
AT_ALL_HOURS = ("phone", "visit", "sms", "in_app_chat")  # what can wake somebody


class Standard(NamedTuple):
    """One limit, by the id of the rule it comes from, for talks from `start` up to and including `end`.

    `quiet`: none of `channels` from `begins` until before `ends`, over midnight where it begins later than
    it ends. `answered`, `unanswered`, `called` (both), `visited`: at most `limit` in `days` calendar days, of
    one contact; unanswered calls to one number. `after_talk`: no call in `days` days from an answered one, its day
    the first of them. `third_party`: nobody but me. `noted`: none of this `conduct`.
    `country` is where it holds.
    """

    rule: str
    what: What
    start: Date | None = None
    end: Date | None = None
    begins: Time = Time.min
    ends: Time = Time.min
    channels: tuple[str, ...] = CALLS
    limit: int = 0
    days: int = 1
    conduct: Conduct | None = None
    country: str = ""

    def holds(self, on: Date) -> bool:
        """Whether it is one for talks of that day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


class Finding(NamedTuple):
    """What the log suggests: of `what`, on `date`, by whom (`contact` is an id, "" where none was named).

    `standards` are those it stands beside, `talks` the entries it rests on, the earliest first. `limit`
    is the number of the standard, where it counts; `conduct` is what was noted.
    """

    what: What
    date: Date
    contact: str
    person: str
    talks: tuple[Talk, ...]
    standards: tuple[Standard, ...]
    limit: int = 0
    conduct: Conduct | None = None

    @property
    def times(self) -> int:
        """How many entries it rests on."""
        return len(self.talks)


def findings(
    ledger: Ledger,
    standards: Sequence[Standard],
    *,
    contact: str = "",
    loan: str = "",
    country: Callable[[Talk], str] = lambda _: "",
) -> tuple[Finding, ...]:
    """What the diary, as it reads now, suggests: the newest first; of one contact or one loan where asked.

    A talk stands beside the standards of its `country` and of no other.
    """
    contacts = {one.id: one for one in ledger.contacts}
    talks = [
        talk
        for talk in current_talks(ledger).values()
        if _by_a_collector(talk, contacts.get(talk.contact))
        and (not contact or talk.contact == contact)
        and (not loan or concerns(talk, loan))
    ]
    talks.sort(key=lambda talk: (moment(talk.at), talk.id))
    places: dict[str, list[Talk]] = {}
    for talk in talks:
        places.setdefault(country(talk), []).append(talk)
    found = [
        finding
        for place, there in places.items()
        for finding in _suggested(there, [s for s in standards if s.country == place])
    ]
    return tuple(sorted(found, key=lambda one: (one.date, moment(one.talks[0].at)), reverse=True))


def unheld(ledger: Ledger, found: Iterable[Finding], *, contact: str = "", loan: str = "") -> tuple[str, ...]:
    """What was noted of their talks, and that somebody else was spoken to, where no finding speaks of it.

    Either a `Conduct` or `third_party`, each once: nothing is known to hold it against, which is no all-clear.
    """
    contacts = {one.id: one for one in ledger.contacts}
    spoken = {(talk.id, one.conduct or one.what) for one in found for talk in one.talks}
    noted: dict[str, None] = {}
    for talk in current_talks(ledger).values():
        if (
            not _by_a_collector(talk, contacts.get(talk.contact))
            or (contact and talk.contact != contact)
            or (loan and not concerns(talk, loan))
        ):
            continue
        for what in (*(["third_party"] if talk.third_party else []), *talk.conduct):
            if (talk.id, what) not in spoken:
                noted[what] = None
    return tuple(noted)


def findings_about(talk: Talk, found: Iterable[Finding]) -> list[Finding]:
    """Those that rest on `talk`."""
    return [finding for finding in found if any(one.id == talk.id for one in finding.talks)]


def is_quiet(at: DateTime, standard: Standard) -> bool:
    """Whether `at`, on the clock it was noted by, is a quiet hour: the first minute is one, the last is not."""
    clock = at.time()
    if standard.begins <= standard.ends:
        return standard.begins <= clock < standard.ends
    return clock >= standard.begins or clock < standard.ends


def _by_a_collector(talk: Talk, contact: Contact | None) -> bool:
    """Whether they began it and may want money: so may who is not known, or no more than that it was about a debt."""
    if talk.direction != "incoming":
        return False
    if contact is None or contact.kind in COLLECTING:
        return True
    return contact.kind == "other" and bool(talk.loans or talk.dues or talk.minor is not None or talk.conduct)


def _suggested(talks: Sequence[Talk], standards: Sequence[Standard]) -> list[Finding]:
    """What talks suggest, the earliest given first, beside the standards of one country."""
    return [
        *_one_by_one(talks, standards, "quiet", _at_a_quiet_hour),
        *_one_by_one(talks, standards, "third_party", lambda talk, _: talk.third_party is not None),
        *_noted(talks, standards),
        *(finding for what in COUNTED for finding in _counted(talks, standards, what)),
        *_soon_after(talks, standards),
    ]


def _at_a_quiet_hour(talk: Talk, standard: Standard) -> bool:
    return talk.channel in standard.channels and is_quiet(talk.at, standard)


def who_rang(talk: Talk) -> tuple[str, str]:
    """By whom the calls of a talk are counted: the contact, else the person where there is none."""
    return talk.contact, "" if talk.contact else talk.person


def _one_by_one(
    talks: Sequence[Talk],
    standards: Sequence[Standard],
    what: What,
    against: Callable[[Talk, Standard], bool],
) -> list[Finding]:
    """A finding for each talk that is against a standard of `what`, with all of those it is against."""
    found: list[Finding] = []
    of_it = [standard for standard in standards if standard.what == what]
    for talk in talks:
        broken = [standard for standard in of_it if against(talk, standard)]
        day = talk.at.date()
        if beside := [standard for standard in broken if standard.holds(day)]:
            found.append(Finding(what, day, talk.contact, talk.person, (talk,), tuple(beside)))
    return found


def _noted(talks: Sequence[Talk], standards: Sequence[Standard]) -> list[Finding]:
    """A finding for each behaviour noted that a standard speaks of."""
    found = []
    noted = [standard for standard in standards if standard.what == "noted"]
    for talk in talks:
        if not talk.conduct:
            continue
        day = talk.at.date()
        for conduct in talk.conduct:
            beside = [s for s in noted if s.conduct == conduct and s.holds(day)]
            if beside:
                found.append(
                    Finding("noted", day, talk.contact, talk.person, (talk,), tuple(beside), conduct=conduct)
                )
    return found


def _counted(talks: Sequence[Talk], standards: Sequence[Standard], what: What) -> list[Finding]:
    """A finding for each day (or run of days) with more calls than a standard's number."""
    found: list[Finding] = []
    for standard in standards:
        if standard.what != what:
            continue
        calls: dict[tuple[str, str, str], list[Talk]] = {}
        for talk in talks:
            if talk.third_party is None and _counts(talk, what):
                # Unanswered calls are counted by the number that rang, all else by who it was.
                number = talk.number if what == "unanswered" else ""
                calls.setdefault((*who_rang(talk), number), []).append(talk)
        for (contact, person, _), rung in calls.items():
            found += [
                Finding(what, day, contact, person, over, (standard,), standard.limit)
                for day, over in _too_many(rung, standard)
            ]
    return found


def _soon_after(talks: Sequence[Talk], standards: Sequence[Standard]) -> list[Finding]:
    """A finding for each call that came too soon after one that was answered, by the same."""
    found: list[Finding] = []
    of_it = [standard for standard in standards if standard.what == "after_talk"]
    spoke: dict[tuple[str, str], Date] = {}
    for talk in talks if of_it else ():
        if talk.channel not in CALLS or talk.third_party is not None:
            continue
        day, who = talk.at.date(), who_rang(talk)
        last = spoke.get(who)
        beside = [
            s for s in of_it if s.holds(day) and last is not None and day < last + timedelta(days=s.days)
        ]
        if beside:
            found.append(Finding("after_talk", day, talk.contact, talk.person, (talk,), tuple(beside)))
        if talk.reached:
            spoke[who] = day
    return found


def _counts(talk: Talk, what: What) -> bool:
    if what == "visited":
        return talk.channel == "visit"
    return talk.channel in CALLS and (what == "called" or talk.reached == (what == "answered"))


def _too_many(calls: Sequence[Talk], standard: Standard) -> list[tuple[Date, tuple[Talk, ...]]]:
    """The days on which the calls of the last `standard.days` days are more than its number, with these."""
    by_day: dict[Date, list[Talk]] = {}
    for talk in calls:
        by_day.setdefault(talk.at.date(), []).append(talk)
    found: list[tuple[Date, tuple[Talk, ...]]] = []
    for day in sorted(by_day):
        days = (day - timedelta(days=back) for back in reversed(range(standard.days)))
        in_them = tuple(talk for one in days for talk in by_day.get(one, ()))
        if standard.holds(day) and len(in_them) > standard.limit:
            found.append((day, in_them))
    return found
