"""The debt over time: what is past agrees with the position of that day, what is to come with the schedule."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from itertools import pairwise

from hypothesis import given

from finterm.domain.course import course, month_ends, paid_so_far, steps
from finterm.domain.position import position
from finterm.domain.records import Event, Loan
from tests.domain.making import a_loan, an_event, day, paid
from tests.domain.strategies import loans_with_events


@given(loans_with_events(("payment", "charge", "waiver", "payoff")))
def test_each_past_month_end_says_what_the_position_of_that_day_says(
    case: tuple[Loan, list[Event], Date],
) -> None:
    loan, events, on = case
    for point in course(steps(position(loan, events, on), events), on):
        if not point.is_ahead and point.date >= loan.start:
            assert point.minor == position(loan, events, point.date).remaining_principal


@given(loans_with_events())
def test_what_is_to_come_ends_at_what_is_overdue_and_never_rises(
    case: tuple[Loan, list[Event], Date],
) -> None:
    loan, events, on = case
    standing = position(loan, events, on)
    ahead = [point for point in course(steps(standing, events), on) if point.is_ahead]
    assert all(later.minor <= earlier.minor for earlier, later in pairwise(ahead))
    if ahead:
        stays = sum(due.left_principal for due in standing.dues if due.state in ("overdue", "paid"))
        assert ahead[-1].minor == stays


def test_a_loan_paid_on_time_goes_down_by_one_share_a_month_to_nothing() -> None:
    loan = a_loan(method="equal_principal")
    events = [paid("2026-02-10", 112_000), paid("2026-03-10", 111_000)]
    points = course(steps(position(loan, events, day("2026-03-20")), events), day("2026-03-20"))
    assert [(point.date.isoformat(), point.minor, point.is_ahead) for point in points[:5]] == [
        ("2026-01-31", 1_200_000, False),
        ("2026-02-28", 1_100_000, False),
        ("2026-03-20", 1_000_000, False),
        ("2026-04-30", 900_000, True),
        ("2026-05-31", 800_000, True),
    ]
    assert (points[-1].date, points[-1].minor) == (day("2027-01-31"), 0)


def test_what_is_overdue_does_not_go_away_by_waiting() -> None:
    loan = a_loan(method="equal_principal")
    points = course(steps(position(loan, [], day("2026-03-20")), []), day("2026-03-20"))
    assert points[-1].minor == 200_000


def test_a_due_of_today_is_still_owed_today_and_to_come_after() -> None:
    loan = a_loan(method="bullet", periods=1)
    points = course(steps(position(loan, [], day("2026-02-10")), []), day("2026-02-10"))
    assert [point.minor for point in points] == [1_200_000, 1_200_000, 0]
    assert [point.is_ahead for point in points] == [False, False, True]


def test_several_loans_join_into_one_course() -> None:
    one, other = a_loan(method="equal_principal"), a_loan(method="equal_principal", principal=2_400_000)
    on = day("2026-01-20")
    first, second = (steps(position(loan, [], on), []) for loan in (one, other))
    both = course([*first, *second], on)
    assert [p.minor for p in both] == [
        a.minor + b.minor for a, b in zip(course(first, on), course(second, on), strict=True)
    ]


def test_nothing_has_no_course() -> None:
    assert course([], day("2026-01-01")) == ()


def test_the_last_year_of_the_calendar_has_month_ends_too() -> None:
    assert month_ends(Date(9999, 11, 3), Date.max) == [Date(9999, 11, 30), Date.max]
    assert month_ends(Date(2028, 2, 29), Date(2028, 2, 29)) == [Date(2028, 2, 29)]


def test_what_was_paid_is_payments_and_payoffs_up_to_the_day() -> None:
    events = [
        paid("2026-02-10", 100),
        an_event("payoff", "2026-03-01", 50),
        an_event("waiver", "2026-02-11", 7, component="fee"),
        paid(day("2026-03-01") + timedelta(days=1), 1000),
    ]
    assert paid_so_far(events, day("2026-03-01")) == 150
