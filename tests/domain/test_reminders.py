"""Reminders: each step of a matter once, at the person's hours, until it was seen or told often enough."""

from __future__ import annotations

from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.due import Due, state_on
from finterm.domain.matters import Matter
from finterm.domain.records import Acknowledgement, Delivery, Settings
from finterm.domain.reminders import (
    current_step,
    is_quiet,
    lead_day,
    owed,
    seen_of,
    standing,
    told_on,
)

LEADS = (7, 3, 1, 0)
DAY = Date(2026, 5, 15)  # a Friday
USUAL = Settings(id=Settings.THE)


def at(day: Date | str, clock: str = "09:00") -> DateTime:
    date = Date.fromisoformat(day) if isinstance(day, str) else day
    return DateTime.combine(date, Time.fromisoformat(clock))


def choices(**chosen: Any) -> Settings:
    return Settings(id=Settings.THE, **chosen)


def matter(
    date: Date = DAY,
    on: Date = DAY,
    paid: bool = False,
    key: str = "loan:a:1",
    leads: tuple[int, ...] = LEADS,
    rests_until: Date | None = None,
    **more: Any,
) -> Matter:
    state, days = state_on(date, on, paid)
    fields: dict[str, Any] = {
        "key": key,
        "kind": "instalment",
        "date": date,
        "name": key,
        "currency": "CNY",
        "outstanding": 100,
        "scheduled": 100,
        "state": state,
        "days_overdue": days,
    }
    due = Due(**{**fields, **more})
    return Matter(key, "instalment", date, key, leads, due, rests_until=rests_until)


def step(of: Matter, now: DateTime, settings: Settings = USUAL) -> str:
    found = current_step(of, now, settings)
    return found.name if found else ""


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2026-05-07", ""),
        ("2026-05-08", "lead:7:2026-05-15"),
        ("2026-05-11", "lead:7:2026-05-15"),
        ("2026-05-12", "lead:3:2026-05-15"),
        ("2026-05-14", "lead:1:2026-05-15"),
        ("2026-05-15", "lead:0:2026-05-15"),
        ("2026-05-16", "overdue:2026-05-16"),
        ("2026-05-30", "overdue:2026-05-30"),
    ],
)
def test_a_due_is_announced_by_its_leads_and_then_daily_while_overdue(on: str, name: str) -> None:
    assert step(matter(on=Date.fromisoformat(on)), at(on)) == name


def test_days_of_grace_stay_at_the_last_lead() -> None:
    assert step(matter(state="in_grace"), at("2026-05-17")) == "lead:0:2026-05-15"


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (at("2026-05-12", "08:59"), "lead:7:2026-05-15"),
        (at("2026-05-12", "09:00"), "lead:3:2026-05-15"),
        (at("2026-05-16", "08:30"), "lead:0:2026-05-15"),
        (at("2026-05-16", "09:00"), "overdue:2026-05-16"),
        (at("2026-05-17", "08:30"), "overdue:2026-05-16"),
    ],
)
def test_a_step_begins_at_the_time_of_day(moment: DateTime, name: str) -> None:
    assert step(matter(on=moment.date()), moment) == name


def test_a_step_knows_since_when_it_is_to_be_told() -> None:
    (reminder,) = owed([matter(on=Date(2026, 5, 13))], at("2026-05-13", "15:00"), USUAL)
    assert (reminder.since, reminder.days) == (at("2026-05-12"), 2)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_nothing_is_told_in_quiet_hours_across_midnight(clock: str, quiet: bool) -> None:
    assert is_quiet(Time.fromisoformat(clock), Time(22), Time(8)) == quiet
    late = matter(on=Date(2026, 5, 20))
    assert (owed([late], at("2026-05-20", clock), USUAL, last_run=at("2026-05-18")) == ()) == quiet


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    assert is_quiet(Time(13), Time(12), Time(14)) and not is_quiet(Time(14), Time(12), Time(14))
    assert not is_quiet(Time(3), Time(0), Time(0))


def test_before_the_hour_only_what_nothing_ran_to_tell_is_told() -> None:
    late = matter(on=Date(2026, 5, 20))
    morning = at("2026-05-20", "08:30")
    assert owed([late], morning, USUAL) == ()
    assert owed([late], morning, USUAL, last_run=at("2026-05-20", "08:20")) == ()
    (missed,) = owed([late], morning, USUAL, last_run=at("2026-05-19", "08:30"))
    assert missed.step == "overdue:2026-05-19"


def test_a_time_of_day_moved_later_tells_nothing_again() -> None:
    late, evening = matter(on=Date(2026, 5, 20)), choices(remind_at=Time(21))
    told = {("loan:a:1", "overdue:2026-05-20")}
    now, last = at("2026-05-20", "19:36"), at("2026-05-20", "19:30")
    assert owed([late], now, evening, told, last_run=last) == ()
    assert owed([late], at("2026-05-20", "21:30"), evening, told, last_run=now) == ()


def test_what_is_quiet_now_is_told_when_the_quiet_hours_end() -> None:
    early = choices(remind_at=Time(7))
    due = matter()
    assert owed([due], at(DAY, "07:30"), early) == ()
    assert [one.step for one in owed([due], at(DAY, "08:00"), early)] == ["lead:0:2026-05-15"]


@pytest.mark.parametrize(
    ("lead", "told"),
    [(0, "2026-05-15"), (1, "2026-05-15"), (2, "2026-05-15"), (3, "2026-05-14")],
)
def test_a_lead_on_a_weekend_is_told_on_friday_by_choice(lead: int, told: str) -> None:
    sunday = Date(2026, 5, 17)
    assert lead_day(sunday, lead, True) == Date.fromisoformat(told)
    assert lead_day(sunday, lead, False) == sunday - timedelta(days=lead)


def test_on_friday_a_due_of_sunday_is_told_once_for_all_its_weekend_leads() -> None:
    sunday, told = Date(2026, 5, 17), set()
    for day in range(12, 18):
        on = Date(2026, 5, day)
        for one in owed([matter(sunday, on)], at(on), choices(weekends_earlier=True), told):
            told.add((one.subject, one.step))
    assert {name for _, name in told} == {"lead:7:2026-05-17", "lead:3:2026-05-17", "lead:0:2026-05-17"}


def test_what_is_paid_or_rests_owes_nothing_until_its_day() -> None:
    assert owed([matter(paid=True)], at(DAY), USUAL) == ()
    late = {"date": DAY, "rests_until": Date(2026, 5, 20)}
    assert owed([matter(on=Date(2026, 5, 19), **late)], at("2026-05-19"), USUAL) == ()
    assert owed([matter(on=Date(2026, 5, 20), **late)], at("2026-05-20", "08:30"), USUAL) == ()
    assert len(owed([matter(on=Date(2026, 5, 20), **late)], at("2026-05-20"), USUAL)) == 1


def test_what_was_told_is_not_told_again_and_what_was_missed_is_covered() -> None:
    (reminder,) = owed([matter()], at(DAY), USUAL)
    assert (reminder.step, reminder.days) == ("lead:0:2026-05-15", 0)
    assert owed([matter()], at(DAY), USUAL, {(reminder.subject, reminder.step)}) == ()


def test_what_was_acknowledged_is_not_told_and_an_overdue_due_no_more_daily() -> None:
    seen: set[tuple[str, str]] = set()
    for days, expected in ((-1, 1), (0, 1), (1, 1), (2, 0), (9, 0)):
        on = DAY + timedelta(days=days)
        found = owed([matter(on=on)], at(on), USUAL, seen=seen)
        assert len(found) == expected, days
        seen |= {(one.subject, one.stage) for one in found}


def test_a_lead_acknowledged_leaves_the_next_lead_to_be_told() -> None:
    seen = {("loan:a:1", "lead:3:2026-05-15")}
    assert owed([matter(on=Date(2026, 5, 13))], at("2026-05-13"), USUAL, seen=seen) == ()
    assert len(owed([matter(on=Date(2026, 5, 14))], at("2026-05-14"), USUAL, seen=seen)) == 1


def test_what_is_overdue_is_told_daily_only_so_often() -> None:
    told: set[tuple[str, str]] = set()
    for days in range(20):
        on = DAY + timedelta(days=days)
        for one in owed([matter(on=on)], at(on), choices(most_overdue=5), told):
            told.add((one.subject, one.step))
    assert sum(name.startswith("overdue") for _, name in told) == 5


def test_one_long_overdue_when_the_book_begins_is_told_as_well() -> None:
    assert len(owed([matter(on=DAY + timedelta(days=400))], at(DAY + timedelta(days=400)), USUAL)) == 1


def test_a_due_moved_to_another_date_is_announced_anew() -> None:
    told = {("loan:a:1", "lead:3:2026-05-15")}
    on = DAY + timedelta(days=7)
    later = matter(DAY + timedelta(days=10), on=on)
    assert [one.step for one in owed([later], at(on), USUAL, told)] == ["lead:3:2026-05-25"]


def test_the_most_pressing_comes_first_and_what_is_no_due_last() -> None:
    found = [
        Matter("backup", "backup", Date(2026, 1, 1), "", step="old:2026-01-01:9"),
        matter(DAY + timedelta(days=3), key="b"),
        matter(DAY - timedelta(days=9), key="c"),
        matter(key="a"),
    ]
    assert [one.subject for one in owed(found, at(DAY), USUAL)] == ["c", "a", "b", "backup"]


def test_an_envelope_is_told_when_it_runs_low_and_a_payday_in_the_morning() -> None:
    low = Matter("envelope:food", "envelope", DAY, "food", step="low:2026-05", minor=1, of=100)
    fund = Matter("emergency:CNY", "emergency", DAY, "", step="payday:2026-05-15", minor=1, of=100)
    assert [one.subject for one in owed([low, fund], at(DAY, "08:10"), USUAL)] == ["envelope:food"]
    assert len(owed([low, fund], at(DAY, "09:00"), USUAL)) == 2


def test_no_leads_mean_reminders_of_what_is_overdue_only() -> None:
    assert owed([matter(leads=())], at(DAY), USUAL) == ()
    assert len(owed([matter(on=DAY + timedelta(days=1), leads=())], at(DAY + timedelta(days=1)), USUAL)) == 1


def test_the_list_shows_what_stands_told_or_not_seen_or_not() -> None:
    told = {("loan:a:1", "lead:0:2026-05-15")}
    assert [one.step for one in standing([matter()], at(DAY, "23:00"), USUAL, told)] == ["lead:0:2026-05-15"]


@pytest.mark.parametrize(
    ("zone", "night", "hour"),
    [
        ("America/New_York", "2026-03-08", "02:30"),  # this half hour does not exist
        ("America/New_York", "2026-11-01", "01:30"),  # this one comes twice
        ("Europe/Berlin", "2026-10-25", "02:30"),
        ("Europe/Berlin", "2026-10-25", "09:00"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45"),  # half an hour back
    ],
)
def test_a_reminder_on_the_night_the_clocks_change_comes_once(zone: str, night: str, hour: str) -> None:
    date = Date.fromisoformat(night)
    settings = choices(remind_at=Time.fromisoformat(hour), quiet_from=Time(0), quiet_until=Time(0))
    moment = DateTime.combine(date - timedelta(days=1), Time(12), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    told: list[tuple[str, str]] = []
    for _ in range(2 * 24 * 12):
        moment += timedelta(minutes=5)
        here = moment.astimezone(ZoneInfo(zone))
        for one in owed([matter(date, here.date())], here, settings, told):
            told.append((one.subject, one.step))
            assert here.replace(tzinfo=None) >= one.since
    assert [name for _, name in told].count(f"lead:0:{night}") == 1
    assert len(told) == len(set(told))


def test_deliveries_count_for_their_own_channels_only() -> None:
    made = [
        Delivery(id=name, subject="s", step=name, channel=name, at=DateTime(2026, 5, 1, tzinfo=UTC))
        for name in ("desktop", "screen")
    ]
    assert told_on(made, ["desktop"]) == {("s", "desktop")}
    seen = Acknowledgement(id="x", subject="s", stage="lead", at=DateTime(2026, 5, 1, tzinfo=UTC))
    assert seen_of([seen]) == {("s", "lead")}


HOURS = st.integers(0, 65 * 24)


@given(
    offsets=st.lists(st.integers(-20, 20), min_size=1, max_size=6),
    paid_at=st.dictionaries(st.integers(0, 5), HOURS),
    seen_at=st.dictionaries(st.integers(0, 5), HOURS),
    runs=st.lists(HOURS, min_size=1, max_size=60),
    leads=st.sets(st.integers(0, 14), max_size=5),
    settings=st.builds(
        choices,
        remind_at=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
        quiet_from=st.sampled_from([Time(22), Time(0), Time(13)]),
        quiet_until=st.sampled_from([Time(8), Time(0), Time(15)]),
        weekends_earlier=st.booleans(),
        most_overdue=st.integers(0, 30),
    ),
    jumps=st.dictionaries(st.integers(0, 59), st.integers(-30, 30)),
)
def test_whenever_it_runs_each_step_is_told_once_and_nothing_owed_is_left(
    offsets: list[int],
    paid_at: dict[int, int],
    seen_at: dict[int, int],
    runs: list[int],
    leads: set[int],
    settings: Settings,
    jumps: dict[int, int],
) -> None:
    last: DateTime | None = None
    told: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    for number, run in enumerate(sorted(runs)):
        now = at(DAY, "00:00") + timedelta(hours=run - 20 * 24 + jumps.get(number, 0))  # a clock that is set
        matters = [
            matter(
                DAY + timedelta(days=offset),
                now.date(),
                paid_at.get(n, 9999) <= run,
                f"due{n}",
                tuple(sorted(leads)),
            )
            for n, offset in enumerate(offsets)
        ]
        quiet = is_quiet(now.time(), settings.quiet_from, settings.quiet_until)
        for reminder in owed(matters, now, settings, frozenset(told), frozenset(seen), last):
            assert not quiet
            assert (reminder.subject, reminder.step) not in told
            assert (reminder.subject, reminder.stage) not in seen
            assert reminder.matter.due is not None and reminder.matter.due.state != "paid"
            assert now >= reminder.since
            told.add((reminder.subject, reminder.step))
            if seen_at.get(int(reminder.subject[3:]), 9999) <= run:
                seen.add((reminder.subject, reminder.stage))
        for one in matters:
            daily = [name for subject, name in told if subject == one.subject and name.startswith("overdue")]
            assert len(daily) <= settings.most_overdue
            found = current_step(one, now, settings)
            if found is None or quiet:
                continue
            if now.time() < settings.remind_at and not (last and last < found.since):
                continue  # what somebody could have told waits for the hour
            often = found.name.startswith("overdue") and len(daily) >= settings.most_overdue
            assert (one.subject, found.name) in told or (one.subject, found.stage) in seen or often, found
        # What must stand at a step does: overdue since yesterday's hour, or within its longest lead.
        for one in matters:
            day = now.date() if now.time() >= settings.remind_at else now.date() - timedelta(days=1)
            must = (
                one.due is not None
                and one.due.state != "paid"
                and (one.date < day or any(one.date - timedelta(days=lead) <= day for lead in leads))
            )
            assert not must or current_step(one, now, settings) is not None
        last = now
