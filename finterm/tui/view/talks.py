"""The talks of a sight: as they read now, the latest, and whether the log suggests something about one. Pure."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

from finterm.domain.conduct import findings, findings_about, who_rang
from finterm.domain.diary import current_talks, moment
from finterm.domain.ledger import Ledger
from finterm.domain.records import Talk
from finterm.rules.standards import all_standards, country_of_talks
from finterm.tui.view.sight import Sight


def talks_of(sight: Sight) -> dict[str, Talk]:
    """Every talk as it reads now, by id; computed once a sight."""
    return sight.remember("talks", lambda: current_talks(sight.ledger))


def latest(sight: Sight) -> tuple[str, str]:
    """The ids of contact and loan of the latest talk, empty where unknown: the most likely ones of the next."""
    talks = [talk for talk in talks_of(sight).values() if talk.contact in sight.contacts]
    if not talks:
        return "", ""
    last = max(talks, key=lambda talk: (moment(talk.at), talk.id))
    loans = [loan for loan in last.loans if loan in sight.loans]
    return last.contact, loans[0] if len(loans) == 1 else ""


def has_finding(sight: Sight, talk: Talk) -> bool:
    """Whether the diary suggests something about `talk`: for a list, of which only a few lines are looked at.

    Only the talks are gone through that could be counted together with it.
    """
    near = sight.remember("talks by who and day", lambda: _by_who_and_day(sight))
    limits = sight.remember("limits", lambda: all_standards(sight.rules))
    place = sight.remember(
        "country of talks",
        lambda: country_of_talks(sight.ledger, sight.rules, sight.settings.currency),
    )
    reach = max((limit.days for limit in limits), default=1)
    days = (talk.at.date() + timedelta(days=n) for n in range(1 - reach, reach))
    talks = [one for day in days for one in near.get((who_rang(talk), day), ())]
    ledger = Ledger(contacts=sight.ledger.contacts, talks=talks)
    return bool(findings_about(talk, findings(ledger, limits, country=place)))


def _by_who_and_day(sight: Sight) -> dict[tuple[tuple[str, str], Date], list[Talk]]:
    found: dict[tuple[tuple[str, str], Date], list[Talk]] = {}
    for talk in talks_of(sight).values():
        found.setdefault((who_rang(talk), talk.at.date()), []).append(talk)
    return found
