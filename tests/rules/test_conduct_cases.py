"""Cases of calls held against the rules as they are shipped: hours, counts, days, zones, each at its edge."""

from __future__ import annotations

from datetime import datetime as DateTime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from finterm.domain.ledger import Ledger
from finterm.domain.records import Contact, Talk
from finterm.rules import load
from finterm.rules.standards import suggested
from tests.domain.making import a_loan

STANDARD, BANKS = "quiet_hours", "quiet_hours_banks"
CALLERS = {"CNY": "Collector", "USD": "American"}


class Call(NamedTuple):
    """A call on `at`, with its offset; anything else of a talk."""

    at: str
    more: dict[str, Any] = {}


def rung(day: str, hours: range, **more: Any) -> list[Call]:
    """A call at each of these hours."""
    return [Call(f"{day}T{hour:02}:15:00+08:00", more) for hour in hours]


def missed(day: str, hours: range) -> list[Call]:
    return rung(day, hours, reached=False)


def found(calls: list[Call], currency: str = "CNY") -> list[tuple[str, int, tuple[str, ...]]]:
    """What is found: its sort, on how many talks it rests, and the rules it stands beside."""
    loan = a_loan(currency=currency)
    caller = Contact(id="c", name=CALLERS[currency], kind="collector", loans=(loan.id,))
    talks = [
        Talk(id=f"t{n:02}", at=DateTime.fromisoformat(call.at), contact="c", loans=(loan.id,), **call.more)
        for n, call in enumerate(calls)
    ]
    ledger = Ledger(loans=[loan], contacts=[caller], talks=talks)
    return [
        (one.what, one.times, tuple(limit.rule for limit in one.standards))
        for one in suggested(ledger, load(Path("nowhere")), "CNY")
    ]


@pytest.mark.parametrize(
    ("at", "rules"),
    [
        ("2026-03-01T21:59:59+08:00", ()),
        ("2026-03-01T22:00:00+08:00", (STANDARD, BANKS)),
        ("2026-03-01T23:59:59+08:00", (STANDARD, BANKS)),
        ("2026-03-02T00:00:00+08:00", (STANDARD, BANKS)),
        ("2026-03-02T07:59:59+08:00", (STANDARD, BANKS)),
        ("2026-03-02T08:00:00+08:00", ()),
        ("2028-02-29T22:00:00+08:00", (STANDARD, BANKS)),  # the leap day
        ("2028-02-29T08:00:00+08:00", ()),
        # Each from its first day on.
        ("2025-02-27T22:00:00+08:00", ()),
        ("2025-02-28T00:00:00+08:00", (STANDARD,)),
        ("2026-01-29T23:59:00+08:00", (STANDARD,)),
        ("2026-01-30T00:00:00+08:00", (STANDARD, BANKS)),
        # By the clock it was noted by, wherever that was: one moment, two places.
        ("2026-03-02T06:00:00+08:00", (STANDARD, BANKS)),
        ("2026-03-01T17:00:00-05:00", ()),
        ("2026-03-01T22:00:00-05:00", (STANDARD, BANKS)),
        ("2026-03-02T11:00:00+08:00", ()),
    ],
)
def test_quiet_hours(at: str, rules: tuple[str, ...]) -> None:
    assert found([Call(at)]) == ([("quiet", 1, rules)] if rules else [])


@pytest.mark.parametrize(
    ("channel", "rules"),
    [
        ("phone", (STANDARD, BANKS)),
        ("sms", (BANKS,)),
        ("visit", (BANKS,)),
        ("in_app_chat", (BANKS,)),
        ("letter", ()),
        ("email", ()),
    ],
)
def test_what_is_quiet_depends_on_the_instrument(channel: str, rules: tuple[str, ...]) -> None:
    told = found([Call("2026-03-01T22:00:00+08:00", {"channel": channel})])
    assert told == ([("quiet", 1, rules)] if rules else [])


DAY, NEXT = "2026-03-01", "2026-03-02"
THREE, FOUR = range(9, 12), range(9, 13)
SIX, SEVEN = range(9, 15), range(9, 16)


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        (rung(DAY, THREE), []),  # the third
        (rung(DAY, FOUR), [("answered", 4, ("calls_connected",))]),  # the fourth
        (missed(DAY, SIX), []),  # the sixth
        (missed(DAY, SEVEN), [("unanswered", 7, ("calls_unanswered",))]),  # the seventh
        (rung(DAY, THREE) + missed(DAY, SIX), []),  # nine in all, counted apart
        (rung(DAY, FOUR) + missed(DAY, SIX), [("answered", 4, ("calls_connected",))]),
        (rung(DAY, THREE) + missed(DAY, SEVEN), [("unanswered", 7, ("calls_unanswered",))]),
        (rung(DAY, range(20, 22)) + rung(NEXT, range(8, 10)), []),  # two on each side of midnight
        (rung("2028-02-29", FOUR), [("answered", 4, ("calls_connected",))]),
        (rung("2028-02-28", THREE) + rung("2028-02-29", THREE) + rung("2028-03-01", THREE), []),
        (rung("2025-02-27", FOUR), []),  # before the standard
        (rung("2025-02-28", FOUR), [("answered", 4, ("calls_connected",))]),
        (missed("2026-01-29", SEVEN), []),  # before the guideline
        (missed("2026-01-30", SEVEN), [("unanswered", 7, ("calls_unanswered",))]),
        (rung(DAY, FOUR, direction="outgoing"), []),
        (rung(DAY, FOUR, channel="sms"), []),
    ],
)
def test_calls_of_a_day(calls: list[Call], expected: list[object]) -> None:
    assert found(calls) == expected


def test_a_day_is_that_of_the_clock_and_not_of_one_zone() -> None:
    """Four calls of one day in Shanghai are of two days for who was in New York, and the other way round."""
    here = [Call(f"2026-03-02T{hour:02}:30:00+08:00") for hour in (9, 12, 14, 15)]
    there = [
        Call("2026-03-01T20:30:00-05:00"),  # each the same moment as above
        Call("2026-03-01T21:30:00-05:00"),
        Call("2026-03-02T08:30:00-05:00"),
        Call("2026-03-02T09:30:00-05:00"),
    ]
    assert [one[0] for one in found(here)] == ["answered"]
    assert found(there) == []


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [
        ("2026-03-01T20:59:59-05:00", False),
        ("2026-03-01T21:00:00-05:00", True),
        ("2026-03-02T07:59:59-05:00", True),
        ("2026-03-02T08:00:00-05:00", False),
        ("2021-11-29T22:00:00-05:00", False),  # before the rule
        ("2021-11-30T22:00:00-05:00", True),
    ],
)
def test_quiet_hours_in_america(at: str, is_quiet: bool) -> None:
    assert found([Call(at)], "USD") == ([("quiet", 1, ("quiet_hours",))] if is_quiet else [])


@pytest.mark.parametrize(
    ("days", "count"),
    [
        (("02-24", "02-25", "02-26", "02-27", "02-28", "03-01", "03-02"), 0),  # the seventh in seven days
        (("02-24", "02-25", "02-26", "02-27", "02-28", "03-01", "03-02", "03-02"), 1),  # the eighth
        (("02-23", "02-24", "02-25", "02-26", "02-27", "02-28", "03-01", "03-02"), 0),  # eight in eight days
    ],
)
def test_calls_of_a_week_in_america_answered_or_not(days: tuple[str, ...], count: int) -> None:
    calls = [Call(f"2026-{day}T1{n}:00:00-05:00", {"reached": False}) for n, day in enumerate(days)]
    assert [one[0] for one in found(calls, "USD")] == ["called"] * count
    answered = [*calls[:-1], Call(calls[-1].at)]
    assert [one[0] for one in found(answered, "USD")] == ["called"] * count


@pytest.mark.parametrize(
    ("second", "reached", "is_soon"),
    [
        ("2028-02-25T12:00:00-05:00", True, True),  # the same day
        (
            "2028-03-02T10:00:00-05:00",
            True,
            True,
        ),  # the seventh day over the leap day, the first being its own
        ("2028-03-03T10:00:00-05:00", True, False),
        ("2028-03-02T10:00:00-05:00", False, False),  # nobody spoke the first time
    ],
)
def test_a_call_soon_after_a_conversation_in_america(second: str, reached: bool, is_soon: bool) -> None:
    calls = [Call("2028-02-25T10:00:00-05:00", {"reached": reached}), Call(second, {"reached": False})]
    expected = [("after_talk", 1, ("calls_after_talk",))] if is_soon else []
    assert found(calls, "USD") == expected
    assert found([Call(one.at.replace("-05:00", "+08:00"), one.more) for one in calls]) == []
