"""Every date is counted from its anchor, clamped to the month it falls in, and never drifts."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.calendar import (
    Frequency,
    add_months,
    next_payday,
    nth_date,
    parse_frequency,
    parse_paydays,
    payday_before,
    paydays_from,
    periods_a_year,
    recurrence,
)
from finterm.domain.errors import BadInput
from tests.domain.making import day

DAYS = st.dates(Date(1990, 1, 1), Date(2100, 12, 31))
FREQUENCIES = st.builds(Frequency, st.sampled_from(["month", "week", "day"]), st.integers(1, 40))


@pytest.mark.parametrize(
    ("start", "months", "lands"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-01-30", 13, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
    ],
)
def test_months_are_added_and_clamped_to_the_months_end(start: str, months: int, lands: str) -> None:
    assert add_months(day(start), months) == day(lands)


@given(DAYS, st.integers(-300, 300))
def test_adding_months_lands_in_the_right_month_on_the_day_or_its_last(start: Date, months: int) -> None:
    landed = add_months(start, months)
    assert (landed.year * 12 + landed.month) - (start.year * 12 + start.month) == months
    assert landed.day == start.day or (landed.day < start.day and (landed + timedelta(days=1)).day == 1)


def test_a_due_on_the_31st_comes_back_to_the_31st_after_short_months() -> None:
    dates = list(recurrence(day("2026-01-31"), Frequency("month", 1), day("2026-07-31")))
    assert [date.day for date in dates] == [31, 28, 31, 30, 31, 30, 31]


def test_a_leap_day_every_year_comes_back_in_leap_years() -> None:
    dates = list(recurrence(day("2024-02-29"), Frequency("month", 12), day("2028-12-31")))
    assert [(date.month, date.day) for date in dates] == [(2, 29), (2, 28), (2, 28), (2, 28), (2, 29)]


@pytest.mark.parametrize(
    ("typed", "frequency", "a_year"),
    [
        ("monthly", Frequency("month", 1), 12),
        (" Monthly ", Frequency("month", 1), 12),
        ("weekly", Frequency("week", 1), 52),
        ("biweekly", Frequency("week", 2), 26),
        ("quarterly", Frequency("month", 3), 4),
        ("yearly", Frequency("month", 12), 1),
        ("73d", Frequency("day", 73), 5),
        ("2m", Frequency("month", 2), 6),
    ],
)
def test_a_frequency_is_read_as_typed(typed: str, frequency: Frequency, a_year: int) -> None:
    assert parse_frequency(typed) == frequency
    assert periods_a_year(frequency) == a_year


@pytest.mark.parametrize("typed", ["", "fortnightly", "0d", "d", "30", "-3d", "30 d", "99999d", "1.5m"])
def test_what_is_no_frequency_is_refused_with_its_field(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_frequency(typed, "every")
    assert (refused.value.where, refused.value.what) == ("every", "error.frequency")


@given(DAYS, FREQUENCIES, st.integers(0, 100))
def test_dates_rise_and_each_is_counted_from_the_first(first: Date, frequency: Frequency, times: int) -> None:
    dates = list(recurrence(first, frequency, Date.max, times))
    assert all(early < late for early, late in pairwise(dates))
    assert dates == [nth_date(first, n, frequency) for n in range(times)]


@given(DAYS, FREQUENCIES, DAYS)
def test_a_recurrence_ends_with_its_end_included(first: Date, frequency: Frequency, end: Date) -> None:
    dates = list(islice(recurrence(first, frequency, end), 1000))
    assert all(first <= date <= end for date in dates)
    if first <= end:
        assert dates[0] == first
        if len(dates) < 1000:
            assert nth_date(first, len(dates), frequency) > end


def test_a_recurrence_stops_where_calendars_end() -> None:
    dates = list(recurrence(day("9998-12-31"), Frequency("month", 1), Date.max))
    assert dates[-1] == Date.max
    assert list(recurrence(day("9999-12-30"), Frequency("day", 1), Date.max)) == [day("9999-12-30"), Date.max]


@pytest.mark.parametrize(
    ("paydays", "after", "payday"),
    [
        ((15,), "2026-04-14", "2026-04-15"),
        ((15,), "2026-04-15", "2026-05-15"),  # on payday the next one counts
        ((31,), "2026-02-10", "2026-02-28"),
        ((31,), "2026-02-28", "2026-03-31"),
        ((10, 25), "2026-04-10", "2026-04-25"),
        ((25, 10), "2026-12-25", "2027-01-10"),
        ((30, 31), "2026-02-01", "2026-02-28"),
        ((30, 31), "2026-02-28", "2026-03-30"),
        ((), "2026-04-15", "2026-05-01"),
        ((0,), "2026-04-15", "2026-05-01"),
    ],
)
def test_the_next_payday_is_later_than_today_and_clamped(
    paydays: tuple[int, ...], after: str, payday: str
) -> None:
    assert next_payday(paydays, day(after)) == day(payday)


@given(st.lists(st.integers(1, 31), min_size=1, max_size=4), DAYS)
def test_paydays_rise_and_none_is_further_off_than_a_long_month(paydays: list[int], after: Date) -> None:
    found = list(islice(paydays_from(paydays, after), 30))
    assert all(early < late for early, late in pairwise([after, *found]))
    assert all((late - early).days <= 31 for early, late in pairwise([after, *found]))


@pytest.mark.parametrize(
    ("typed", "paydays"), [("15", (15,)), ("25, 10", (10, 25)), ("10，25、10", (10, 25)), (" 31 ", (31,))]
)
def test_paydays_are_read_as_typed(typed: str, paydays: tuple[int, ...]) -> None:
    assert parse_paydays(typed) == paydays


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("", "error.required"),
        ("0", "error.range"),
        ("32", "error.range"),
        ("x", "error.number"),
        ("-1", "error.number"),
    ],
)
def test_what_is_no_payday_is_refused(typed: str, what: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_paydays(typed)
    assert (refused.value.where, refused.value.what) == ("paydays", what)


@pytest.mark.parametrize(
    ("paydays", "on", "began"),
    [
        ((10,), "2026-03-10", "2026-03-10"),
        ((10,), "2026-03-09", "2026-02-10"),
        ((10, 25), "2026-03-27", "2026-03-25"),
        ((31,), "2026-03-30", "2026-02-28"),
        ((31,), "2026-02-28", "2026-02-28"),
        ((), "2026-01-01", "2026-01-01"),
    ],
)
def test_a_pay_cycle_began_on_the_last_payday(paydays: tuple[int, ...], on: str, began: str) -> None:
    assert payday_before(paydays, Date.fromisoformat(on)) == Date.fromisoformat(began)
