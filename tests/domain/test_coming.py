"""The next reminder: the first one after now, as the settings, snoozes and what was seen have it."""

from __future__ import annotations

from datetime import datetime as DateTime
from datetime import time as Time
from datetime import timedelta
from typing import Any

import pytest

from finterm.domain.coming import coming
from finterm.domain.dues import agenda
from finterm.domain.ledger import Ledger
from finterm.domain.matters import of_dues
from finterm.domain.records import Settings
from finterm.domain.reminders import standing
from tests.domain.household import moment, with_loan
from tests.domain.making import day

AHEAD = timedelta(days=92)


def following(now: str, ledger: Ledger | None = None, **wishes: Any) -> str | None:
    ledger = ledger or with_loan(start=day("2026-04-01"), first_due=day("2026-05-10"))
    wishes, told, seen = {**wishes}, wishes.pop("told", ()), wishes.pop("seen", ())
    settings = Settings(id="settings", **{k: v for k, v in wishes.items() if k not in ("told", "seen")})
    at = moment(now)
    matters = of_dues(agenda(ledger, at.date(), at.date() + AHEAD), ledger, settings)
    found = coming(matters, at, settings, ledger, told, seen)
    return f"{found.at:%Y-%m-%d %H:%M} {found.matter.subject}" if found else None


@pytest.mark.parametrize(
    ("now", "wishes", "expected"),
    [
        ("2026-04-20T10:00", {}, "2026-05-03 09:00 loan:loan:1"),
        ("2026-05-03T09:00", {}, "2026-05-07 09:00 loan:loan:1"),
        ("2026-05-03T08:59", {}, "2026-05-03 09:00 loan:loan:1"),
        ("2026-05-10T10:00", {}, "2026-05-11 09:00 loan:loan:1"),  # overdue from then on
        ("2026-05-12T10:00", {}, "2026-05-13 09:00 loan:loan:1"),
        ("2026-05-08T10:00", {"weekends_earlier": True}, "2026-05-11 09:00 loan:loan:1"),
        ("2026-04-20T10:00", {"leads": ()}, "2026-05-11 09:00 loan:loan:1"),
        ("2026-04-20T10:00", {"leads": (14,), "remind_at": Time(6, 30)}, "2026-04-26 08:00 loan:loan:1"),
        ("2026-04-20T10:00", {"remind_at": Time(23)}, "2026-05-04 08:00 loan:loan:1"),
        (
            "2026-05-12T10:00",
            {"seen": {("loan:loan:1", "overdue:2026-05-10")}},
            "2026-06-03 09:00 loan:loan:2",
        ),
        ("2026-05-12T10:00", {"most_overdue": 0}, "2026-06-03 09:00 loan:loan:2"),
    ],
)
def test_it_is_the_first_step_after_now(now: str, wishes: dict[str, Any], expected: str) -> None:
    assert following(now, **wishes) == expected


def test_days_of_grace_come_before_the_first_day_overdue() -> None:
    ledger = with_loan(start=day("2026-04-01"), first_due=day("2026-05-10"), grace_days=3)
    assert following("2026-05-10T10:00", ledger) == "2026-05-14 09:00 loan:loan:1"


def test_with_nothing_due_there_is_none() -> None:
    assert following("2026-05-10T10:00", Ledger()) is None


def test_what_it_names_stands_at_that_moment_and_nothing_new_does_before() -> None:
    """Against the rules themselves: hour by hour, until a step that did not stand before does."""
    ledger = with_loan(start=day("2026-04-01"), first_due=day("2026-05-10"))
    settings = Settings(id="settings")
    for begin in ("2026-04-20T10:00", "2026-05-08T20:00", "2026-05-10T10:00"):
        at = moment(begin)

        def steps(now: DateTime) -> set[str]:
            found = of_dues(agenda(ledger, now.date(), now.date() + AHEAD), ledger, settings)
            return {one.step for one in standing(found, now, settings)}

        before, now = steps(at), at
        while not steps(now) - before:
            now += timedelta(hours=1)
        told = following(begin, ledger)
        assert told is not None and told.startswith(f"{now:%Y-%m-%d %H:%M}")
