"""Amortisation schedules: published tables to the minor unit, and sums that always hold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from finterm.domain.money import round_half_up
from finterm.domain.records import CustomRow
from finterm.domain.schedule import schedule
from tests.domain.making import a_loan, day
from tests.domain.strategies import loans


def year(rate: str) -> dict[str, Any]:
    return {"rate": Decimal(rate)}


@pytest.mark.parametrize(
    ("principal", "rate", "periods", "payment"),
    [
        pytest.param(100_000_000, "0.049", 360, 530_727, id="CN-01"),
        pytest.param(10_000_000, "0.04", 360, 47_742, id="GC-01"),
        pytest.param(200_000, "0.05", 18, 11_556, id="GC-02"),
        pytest.param(2_500_000, "0.055", 60, 47_753, id="KM-01"),
        pytest.param(10_000_000, "0.06", 12, 860_664, id="X-01"),
        pytest.param(1_000_000, "0.12", 12, 88_849, id="X-04"),
    ],
)
def test_the_level_payment_equals_the_published_one(
    principal: int, rate: str, periods: int, payment: int
) -> None:
    rows = schedule(a_loan(principal=principal, periods=periods, **year(rate)))
    assert {row.total for row in rows[:-1]} == {payment}


def test_cn_01_thirty_years_of_equal_payments() -> None:
    rows = schedule(a_loan(principal=100_000_000, periods=360, **year("0.049")))
    # Rounding each row moves the unrounded published sum by a few minor units.
    assert sum(row.interest for row in rows) == pytest.approx(91_061_619, abs=200)
    assert 100_000_000 - sum(row.principal for row in rows[:12]) == pytest.approx(98_497_841, abs=5)


def test_cn_02_thirty_years_of_equal_principal() -> None:
    rows = schedule(a_loan(principal=100_000_000, periods=360, method="equal_principal", **year("0.049")))
    assert (rows[0].total, rows[0].interest) == (686_111, 408_333)
    assert rows[-1].total == pytest.approx(278_912, abs=100)  # the last row takes the remainder of rounding
    assert sum(row.interest for row in rows) == pytest.approx(73_704_167, abs=200)


def test_cn_05_a_flat_fee_is_the_same_every_period() -> None:
    rows = schedule(
        a_loan(principal=1_000_000, method="flat_fee", rate=Decimal(0), fee_rate=Decimal("0.0075"))
    )
    assert {row.total for row in rows[:-1]} == {90_833} and sum(row.fee for row in rows) == 90_000


@pytest.mark.parametrize(("days", "interest"), [(10, 5_000), (30, 15_000), (365, 182_500)])
@pytest.mark.parametrize("day_count", ["periodic", "actual/365"])
def test_cn_09_a_daily_rate_counts_days(days: int, interest: int, day_count: Any) -> None:
    loan = a_loan(
        principal=1_000_000,
        method="bullet",
        rate=Decimal("0.0005"),
        rate_unit="day",
        day_count=day_count,
        periods=1,
        frequency=f"{days}d",
        first_due=day("2026-01-10").fromordinal(day("2026-01-10").toordinal() + days),
    )
    (row,) = schedule(loan)
    assert (row.principal, row.interest) == (1_000_000, interest)


def test_dy_01_ten_daily_payments() -> None:
    rows = schedule(
        a_loan(
            principal=853_020,
            rate=Decimal("0.03"),
            rate_unit="day",
            periods=10,
            frequency="1d",
            first_due=day("2026-01-11"),
        )
    )
    assert {row.total for row in rows[:-1]} == {100_000}
    expected = [74_409, 76_642, 78_941, 81_309, 83_748, 86_261, 88_849, 91_514, 94_260, 97_087]
    assert all(abs(row.principal - wanted) <= 1 for row, wanted in zip(rows, expected, strict=True))


def test_su_01_actual_365_charges_the_days_of_each_month() -> None:
    loan = a_loan(
        principal=30_000_000,
        rate=Decimal("0.06"),
        method="interest_only",
        day_count="actual/365",
        start=day("2026-01-01"),
        first_due=day("2026-02-01"),
    )
    assert [row.interest for row in schedule(loan)[:2]] == [152_877, 138_082]


def test_x_05_and_x_06_a_daily_rate_periodic_and_by_actual_days() -> None:
    terms: dict[str, Any] = {
        "principal": 1_000_000,
        "rate": Decimal("0.0005"),
        "rate_unit": "day",
        "start": day("2026-01-15"),
        "first_due": day("2026-02-15"),
    }
    periodic, actual = schedule(a_loan(**terms)), schedule(a_loan(**terms, day_count="actual/365"))
    assert periodic[0].total == 91_799 and sum(row.interest for row in periodic) == pytest.approx(
        101_588, abs=5
    )
    assert actual[0].total == 91_763 and sum(row.interest for row in actual) == pytest.approx(101_151, abs=5)


def test_x_03_interest_only_pays_the_principal_last() -> None:
    rows = schedule(a_loan(principal=10_000_000, method="interest_only", **year("0.06")))
    assert {row.interest for row in rows} == {50_000}
    assert [row.principal for row in rows] == [0] * 11 + [10_000_000]


def test_a_bullet_loan_is_one_due_at_the_end_of_its_term() -> None:
    (row,) = schedule(a_loan(method="bullet", principal=1_000_000, periods=12, **year("0.12")))
    assert (row.due, row.interest) == (day("2027-01-10"), 120_000)


def test_actual_360_counts_real_days_on_a_shorter_year() -> None:
    rows = schedule(
        a_loan(method="interest_only", day_count="actual/360", principal=3_600_000, **year("0.10"))
    )
    assert [row.interest for row in rows[:2]] == [31_000, 28_000]


def test_dues_are_clamped_to_the_months_end_and_come_back() -> None:
    rows = schedule(a_loan(start=day("2026-01-01"), first_due=day("2026-01-31"), periods=4))
    assert [row.due.isoformat() for row in rows] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


@pytest.mark.parametrize(
    ("frequency", "second"),
    [
        ("weekly", "2026-02-17"),
        ("biweekly", "2026-02-24"),
        ("30d", "2026-03-12"),
        ("3m", "2026-05-10"),
        ("monthly", "2026-03-10"),
    ],
)
def test_each_frequency_counts_from_the_first_due_date(frequency: str, second: str) -> None:
    assert schedule(a_loan(frequency=frequency))[1].due == day(second)


@pytest.mark.parametrize(
    ("frequency", "interest"), [("weekly", 2769), ("biweekly", 5538), ("30d", 11836), ("monthly", 12000)]
)
def test_periodic_interest_is_the_yearly_rate_over_the_periods_of_a_year(
    frequency: str, interest: int
) -> None:
    assert schedule(a_loan(frequency=frequency))[0].interest == interest


def test_custom_rows_are_taken_as_printed() -> None:
    printed = (
        CustomRow(due=day("2026-02-10"), principal=700_000, interest=9, fee=1),
        CustomRow(due=day("2026-04-01"), principal=500_000),
    )
    rows = schedule(a_loan(method="custom_rows", rows=printed, periods=2))
    assert [(row.n, row.due, row.total) for row in rows] == [
        (1, day("2026-02-10"), 700_010),
        (2, day("2026-04-01"), 500_000),
    ]


def test_no_interest_means_even_shares() -> None:
    assert [row.total for row in schedule(a_loan(principal=120_000, rate=Decimal(0)))] == [10_000] * 12


@given(loans())
def test_the_principal_parts_sum_to_the_principal_and_no_part_is_negative(loan: Any) -> None:
    rows = schedule(loan)
    assert sum(row.principal for row in rows) == loan.principal
    assert all(min(row.principal, row.interest, row.fee) >= 0 for row in rows)
    assert [row.n for row in rows] == list(range(1, len(rows) + 1))
    assert [row.due for row in rows] == sorted(row.due for row in rows)


@given(loans(methods=("equal_payment",)))
def test_equal_payments_are_equal_but_for_the_last_and_for_interest_that_outruns_them(loan: Any) -> None:
    rows = schedule(loan)
    balance = loan.principal
    level = max((row.principal + row.interest for row in rows[:-1] if row.principal), default=0)
    for row in rows[:-1]:
        assert row.principal + row.interest == level or row.principal in (0, balance)
        balance -= row.principal


@given(loans(methods=("equal_principal",)))
def test_equal_principal_differs_only_where_rounded_shares_have_used_it_up(loan: Any) -> None:
    share = round_half_up(Fraction(loan.principal, loan.periods))
    balance = loan.principal
    for row in schedule(loan)[:-1]:
        assert row.principal == min(share, balance)
        balance -= row.principal
