"""What the diary suggests beside the standards: hours, counts, third parties, what was noted."""

from __future__ import annotations

from datetime import time as Time
from datetime import timedelta, timezone
from typing import Any

import pytest
from msgspec.structs import replace

from finterm.domain.conduct import AT_ALL_HOURS, Finding, Standard, findings, findings_about, unheld
from finterm.domain.ledger import Ledger
from finterm.domain.records import Amendment, Contact, Talk
from tests.domain.household import a_talk, moment
from tests.domain.making import day

QUIET = Standard("quiet", "quiet", begins=Time(22), ends=Time(8))
WIDER = QUIET._replace(rule="wider", channels=AT_ALL_HOURS)
ANSWERED = Standard("answered", "answered", limit=3)
UNANSWERED = Standard("unanswered", "unanswered", limit=6)
THIRD = Standard("third", "third_party")
THREAT = Standard("threat", "noted", conduct="threat")
ALL = (QUIET, WIDER, ANSWERED, UNANSWERED, THIRD, THREAT)
COLLECTOR = Contact(id="c", name="Collector", kind="collector")


def found(*talks: Talk, standards: tuple[Standard, ...] = ALL, **asked: Any) -> list[Finding]:
    ledger = Ledger(contacts=[COLLECTOR, Contact(id="m", name="A friend")], talks=list(talks))
    return list(findings(ledger, standards, **asked))


def call(at: str, **terms: Any) -> Talk:
    return a_talk(at, **{"contact": "c", **terms})


@pytest.mark.parametrize(
    ("at", "is_quiet"),
    [
        ("2026-03-01 21:59:59", False),
        ("2026-03-01 22:00:00", True),
        ("2026-03-01 23:59:59", True),
        ("2026-03-02 00:00:00", True),
        ("2026-03-02 07:59:59", True),
        ("2026-03-02 08:00:00", False),
        ("2026-03-02 12:00:00", False),
    ],
)
def test_quiet_hours_begin_with_their_first_minute_and_end_before_their_last(at: str, is_quiet: bool) -> None:
    assert [one.what for one in found(call(at))] == (["quiet"] if is_quiet else [])


def test_a_message_in_a_quiet_hour_stands_only_beside_standards_that_speak_of_messages() -> None:
    by_phone, by_sms = found(call("2026-03-01 23:00")), found(call("2026-03-01 23:00", channel="sms"))
    assert [s.rule for s in by_phone[0].standards] == ["quiet", "wider"]
    assert [s.rule for s in by_sms[0].standards] == ["wider"]
    assert not found(call("2026-03-01 23:00", channel="letter"))


def test_hours_that_do_not_cross_midnight_are_read_as_they_stand() -> None:
    noon = Standard("noon", "quiet", begins=Time(12), ends=Time(14))
    assert found(call("2026-03-01 13:00"), standards=(noon,))
    assert not found(call("2026-03-01 15:00"), standards=(noon,))


@pytest.mark.parametrize("count", [3, 4])
def test_the_third_answered_call_of_a_day_is_within_three_and_the_fourth_is_more(count: int) -> None:
    calls = [call(f"2026-03-01 {9 + n:02}:00") for n in range(count)]
    assert [(one.what, one.times, one.limit) for one in found(*calls)] == (
        [("answered", 4, 3)] if count == 4 else []
    )


def test_answered_and_unanswered_calls_are_counted_apart() -> None:
    calls = [call(f"2026-03-01 {9 + n:02}:00", reached=n < 3) for n in range(9)]
    assert not found(*calls)
    calls.append(call("2026-03-01 19:00", reached=False))
    assert [(one.what, one.times) for one in found(*calls)] == [("unanswered", 7)]


def test_unanswered_calls_are_counted_by_the_number_that_rang() -> None:
    calls = [
        call(f"2026-03-01 {9 + n:02}:00", reached=False, number="home" if n % 2 else "mobile")
        for n in range(10)
    ]
    assert not found(*calls)
    more = [call(f"2026-03-01 {9 + n:02}:30", reached=False, number="mobile") for n in range(2)]
    assert [one.times for one in found(*calls, *more)] == [7]


def test_calls_of_two_sides_of_midnight_are_of_two_days() -> None:
    calls = [call(f"2026-03-01 {t}") for t in ("20:00", "21:00", "21:30")] + [call("2026-03-02 08:00")]
    assert not found(*calls, standards=(ANSWERED,))


def test_a_call_belongs_to_the_day_and_hour_of_the_clock_it_was_noted_by() -> None:
    at = moment("2026-03-02 00:30").astimezone(
        timezone(timedelta(hours=-5))
    )  # half past eleven in the morning
    there = replace(call("2026-03-02 00:30"), at=at)
    assert there.at == call("2026-03-02 00:30").at and not found(there)
    assert found(call("2026-03-02 00:30"))[0].date == day("2026-03-02")


def test_a_window_of_several_days_counts_over_the_leap_day() -> None:
    week = Standard("week", "answered", limit=2, days=3)
    calls = [call(f"2028-{d} 10:00") for d in ("02-27", "02-28", "02-29", "03-01", "03-03")]
    assert [one.date for one in found(*calls, standards=(week,))] == [day("2028-03-01"), day("2028-02-29")]


def test_all_calls_together_and_visits_are_counted_where_a_standard_does() -> None:
    called, visited = Standard("c", "called", limit=1), Standard("v", "visited", limit=1)
    talks = [
        call("2026-03-01 09:00"),
        call("2026-03-01 10:00", reached=False),
        call("2026-03-01 11:00", channel="visit"),
    ]
    assert [(one.what, one.times) for one in found(*talks, standards=(called, visited))] == [("called", 2)]
    talks.append(call("2026-03-01 12:00", channel="visit"))
    assert [one.what for one in found(*talks, standards=(visited,))] == ["visited"]


def test_only_those_who_may_want_money_and_began_it_are_looked_at() -> None:
    late = "2026-03-01 23:00"
    assert not found(call(late, contact="m")) and not found(call(late, direction="outgoing"))
    assert found(call(late, contact="", person="A-117"))
    # Who is noted without a kind, as on the phone, and speaks of a debt may want money.
    assert found(call(late, contact="m", loans=("x",))) and found(
        call(late, contact="m", minor=5, currency="CNY")
    )
    adviser = Contact(id="a", name="Adviser", kind="adviser")
    talk = call(late, contact="a", loans=("x",))
    assert not findings(Ledger(contacts=[adviser], talks=[talk]), ALL)


def test_a_third_party_is_found_and_does_not_count_among_my_calls() -> None:
    calls = [call(f"2026-03-01 {9 + n:02}:00") for n in range(3)]
    found_now = found(*calls, call("2026-03-01 13:00", third_party="family"))
    assert [(one.what, one.times) for one in found_now] == [("third_party", 1)]


def test_what_was_noted_is_found_where_a_standard_speaks_of_it() -> None:
    [one] = found(call("2026-03-01 10:00", conduct=("threat", "abuse")))
    assert (one.what, one.conduct) == ("noted", "threat")


def test_a_standard_holds_from_its_first_day_to_its_last() -> None:
    dated = QUIET._replace(start=day("2026-03-02"), end=day("2026-03-03"))
    quiet = [call(f"2026-03-0{d} 23:00") for d in range(1, 5)]
    assert [one.date.day for one in found(*quiet, standards=(dated,))] == [3, 2]


def test_an_amended_talk_is_judged_by_how_it_reads_now() -> None:
    talk = call("2026-03-01 23:00")
    amended = Amendment(
        id="a",
        talk=talk.id,
        at=moment("2026-03-03 09:00"),
        amended=replace(talk, at=moment("2026-03-01 11:00")),
    )
    assert not findings(Ledger(contacts=[COLLECTOR], talks=[talk], amendments=[amended]), ALL)


def test_what_was_noted_without_a_standard_for_it_is_told_apart() -> None:
    talks = [
        call("2026-03-01 10:00", conduct=("threat", "abuse")),
        call("2026-03-02 10:00", third_party="family", loans=("x",)),
        call("2026-03-03 10:00", contact="m", conduct=(), third_party="friend"),
    ]
    ledger = Ledger(contacts=[COLLECTOR, Contact(id="m", name="A friend")], talks=talks)
    assert unheld(ledger, findings(ledger, ALL)) == ("abuse",)
    assert unheld(ledger, ()) == ("threat", "abuse", "third_party")
    assert unheld(ledger, (), loan="x") == ("third_party",) and unheld(ledger, (), contact="m") == ()


def test_findings_can_be_of_one_loan_one_contact_or_one_talk() -> None:
    one = call("2026-03-01 23:00", loans=("x",))
    other = call("2026-03-02 23:00", loans=("y",))
    assert [f.talks for f in found(one, other, loan="x")] == [(one,)]
    assert len(found(one, other, contact="c")) == 2 and not found(one, other, contact="nobody")
    assert [f.talks for f in findings_about(other, found(one, other))] == [(other,)]
