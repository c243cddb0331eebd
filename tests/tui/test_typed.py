from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta, timezone

import pytest

from finterm.domain.errors import BadInput
from finterm.tui.view.typed import parse_date, parse_moment, parse_number

TODAY = Date(2026, 9, 1)
NOW = DateTime(2026, 9, 1, 14, 30, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-04-15", Date(2026, 4, 15)),
        ("2026/4/5", Date(2026, 4, 5)),
        ("20260415", Date(2026, 4, 15)),
        ("2026年4月15日", Date(2026, 4, 15)),
        ("２０２６－０４－１５", Date(2026, 4, 15)),
        ("today", TODAY),
        (" Tomorrow ", Date(2026, 9, 2)),
        ("昨天", Date(2026, 8, 31)),
        ("后天", Date(2026, 9, 3)),
        ("+3d", Date(2026, 9, 4)),
        ("+3", Date(2026, 9, 4)),
        ("-2w", Date(2026, 8, 18)),
        ("+6m", Date(2027, 3, 1)),
        ("+1y", Date(2027, 9, 1)),
        ("15", Date(2026, 9, 15)),
        ("1", Date(2026, 9, 1)),
        ("31", Date(2026, 10, 31)),
        ("04-15", Date(2027, 4, 15)),
        ("12月3日", Date(2026, 12, 3)),
        ("fri", Date(2026, 9, 4)),
        ("Friday", Date(2026, 9, 4)),
        ("thurs", Date(2026, 9, 3)),
        ("tue", Date(2026, 9, 8)),  # today is a Tuesday; who means today says today
        ("this fri", Date(2026, 9, 4)),
        ("next fri", Date(2026, 9, 11)),
        ("next mon", Date(2026, 9, 7)),
        ("周五", Date(2026, 9, 4)),
        ("星期天", Date(2026, 9, 6)),
        ("本周日", Date(2026, 9, 6)),
        ("下周一", Date(2026, 9, 7)),
        ("下个星期五", Date(2026, 9, 11)),
        ("下下周三", Date(2026, 9, 16)),
        ("月底", Date(2026, 9, 30)),
        ("end of month", Date(2026, 9, 30)),
        ("eom", Date(2026, 9, 30)),
        ("下月底", Date(2026, 10, 31)),
        ("end of next month", Date(2026, 10, 31)),
        ("下个月15号", Date(2026, 10, 15)),
        ("next week", Date(2026, 9, 8)),
        ("下月", Date(2026, 10, 1)),
        ("in 3 days", Date(2026, 9, 4)),
        ("2 weeks", Date(2026, 9, 15)),
        ("3天后", Date(2026, 9, 4)),
        ("2周以后", Date(2026, 9, 15)),
        ("2个月后", Date(2026, 11, 1)),
        ("三天后", Date(2026, 9, 4)),
        ("大后天", Date(2026, 9, 4)),
        ("一周后", Date(2026, 9, 8)),
        ("两周后", Date(2026, 9, 15)),
        ("三个星期后", Date(2026, 9, 22)),
        ("两个月后", Date(2026, 11, 1)),
        ("半个月后", Date(2026, 9, 16)),
        ("半年后", Date(2027, 3, 1)),
        ("十五号", Date(2026, 9, 15)),
        ("二十号", Date(2026, 9, 20)),
        ("下个月", Date(2026, 10, 1)),
        ("下个月十五号", Date(2026, 10, 15)),
        ("十二月三号", Date(2026, 12, 3)),
        ("下下周三", Date(2026, 9, 16)),
        ("in two weeks", Date(2026, 9, 15)),
        ("in a week", Date(2026, 9, 8)),
        ("a week ago", Date(2026, 8, 25)),
        ("half a year ago", Date(2026, 3, 1)),
        ("the day after tomorrow", Date(2026, 9, 3)),
        ("3日", Date(2026, 9, 3)),  # a day of the month, not in three days
    ],
)
def test_a_date_to_come_can_be_said_the_short_way(typed: str, meant: Date) -> None:
    assert parse_date(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("15", Date(2026, 8, 15)),
        ("1", Date(2026, 9, 1)),
        ("31", Date(2026, 8, 31)),
        ("09-02", Date(2025, 9, 2)),
        ("8-31", Date(2026, 8, 31)),
        ("fri", Date(2026, 8, 28)),
        ("周二", Date(2026, 8, 25)),
        ("last fri", Date(2026, 8, 28)),
        ("上周一", Date(2026, 8, 24)),
        ("月底", Date(2026, 8, 31)),
        ("3 days ago", Date(2026, 8, 29)),
        ("2周前", Date(2026, 8, 18)),
        ("大前天", Date(2026, 8, 29)),
        ("两个礼拜前", Date(2026, 8, 18)),
        ("半个月前", Date(2026, 8, 17)),
    ],
)
def test_a_date_of_a_payment_is_the_last_such_day(typed: str, meant: Date) -> None:
    assert parse_date(typed, TODAY, way="last") == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("11月30日", Date(2026, 11, 30)),
        ("11-30", Date(2026, 11, 30)),
        ("12月10号", Date(2026, 12, 10)),
        ("月底", Date(2026, 11, 30)),
        ("31", Date(2026, 10, 31)),
        ("周五", Date(2026, 11, 27)),
        ("周一", Date(2026, 11, 23)),
        ("上周五", Date(2026, 11, 20)),
        ("15", Date(2026, 11, 15)),
        ("5", Date(2026, 11, 5)),
        ("02-10", Date(2026, 2, 10)),
        ("24", Date(2026, 11, 24)),
    ],
)
def test_a_payment_without_a_year_is_on_the_day_that_is_near(typed: str, meant: Date) -> None:
    assert parse_date(typed, Date(2026, 11, 24), way="near") == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "三月",
        "十二",
        "an hour",
        "2026-13-01",
        "2026-02-30",
        "32",
        "0",
        "13-13",
        "+99999d",
        "+9999y",
        "1.2.3.4",
        "t h",
        "s",
        "月",
        "下月32",
    ],
)
def test_what_is_no_date_is_refused_with_its_field(typed: str) -> None:
    with pytest.raises(BadInput) as fault:
        parse_date(typed, TODAY, "start")
    assert fault.value.where == "start" and fault.value.what == "error.date"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", NOW),
        ("now", NOW),
        ("9:05", NOW.replace(hour=9, minute=5)),
        ("昨天 9：05", NOW.replace(month=8, day=31, hour=9, minute=5)),
        ("2026-08-20 10:15", NOW.replace(month=8, day=20, hour=10, minute=15)),
        ("2026-08-20", NOW.replace(month=8, day=20)),
    ],
)
def test_a_moment_is_read_in_the_zone_of_now(typed: str, meant: DateTime) -> None:
    assert parse_moment(typed, NOW) == meant
    assert parse_moment(typed, NOW).tzinfo is NOW.tzinfo


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("25:00", "error.moment"),
        ("noonish", "error.moment"),
        ("tomorrow 9:00", "error.moment_future"),
        ("23:59", "error.moment_future"),
    ],
)
def test_a_talk_cannot_have_been_at_a_moment_that_is_none_or_has_not_come(typed: str, why: str) -> None:
    with pytest.raises(BadInput) as fault:
        parse_moment(typed, NOW)
    assert fault.value.what == why


def test_numbers_stay_within_their_bounds() -> None:
    assert parse_number("１２", "periods", 1, 1200) == 12
    for typed in ("0", "1201", "1.5", "x", "-3"):
        with pytest.raises(BadInput):
            parse_number(typed, "periods", 1, 1200)


@pytest.mark.parametrize(
    ("typed", "since", "meant"),
    [
        ("31", None, Date(2026, 12, 31)),
        ("月底", None, Date(2026, 12, 31)),
        ("eom", None, Date(2026, 12, 31)),
        ("30", None, Date(2026, 11, 30)),
        ("24", None, Date(2026, 11, 24)),
        ("11-30", None, Date(2026, 11, 30)),
        ("下月底", None, Date(2026, 12, 31)),
        ("15", Date(2026, 10, 15), Date(2026, 11, 15)),
        ("20", Date(2026, 10, 15), Date(2026, 10, 20)),
        ("31", Date(2026, 10, 15), Date(2026, 10, 31)),
        ("30", Date(2026, 1, 31), Date(2026, 3, 30)),
        ("01-31", Date(2026, 1, 31), Date(2026, 1, 31)),
        ("02-28", Date(2026, 1, 31), Date(2026, 2, 28)),
        ("明天", Date(2026, 1, 31), Date(2026, 11, 25)),
    ],
)
def test_a_first_date_comes_after_the_start_and_keeps_its_day(
    typed: str, since: Date | None, meant: Date
) -> None:
    assert parse_date(typed, Date(2026, 11, 24), way="first", since=since) == meant
