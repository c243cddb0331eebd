"""Terms are read as agreed, and terms that make no sense are refused by the name of their field."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from finterm.domain.calendar import Frequency
from finterm.domain.errors import BadInput
from finterm.domain.loan import (
    check,
    daily_penalty_rate,
    days_between,
    fee_per_period,
    first_period,
    late_fee,
    parse_rate,
    periods_between,
    upfront_deduction,
    yearly_rate,
)
from finterm.domain.records import CustomRow
from tests.domain.making import a_loan, day


@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("12.9%", "0.129"),
        ("0.129", "0.129"),
        ("0.05%", "0.0005"),
        ("5‱", "0.0005"),
        (" 0 ", "0"),
        ("300%", "3"),
        ("1", "1"),
    ],
)
def test_a_rate_is_a_percentage_or_a_fraction(typed: str, rate: str) -> None:
    assert parse_rate(typed) == Decimal(rate)


@pytest.mark.parametrize("typed", ["", "12.9", "abc", "-1%", "12,9%", "%", "1e-3", "20000%"])
def test_what_is_no_rate_or_lacks_its_percent_sign_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_rate(typed)


@pytest.mark.parametrize(
    ("unit", "day_count", "times"),
    [
        ("year", "periodic", 1),
        ("month", "actual/365", 12),
        ("day", "actual/365", 365),
        ("day", "periodic", 365),
        ("day", "actual/360", 360),
    ],
)
def test_a_rate_becomes_yearly_by_its_unit_and_day_count(unit: Any, day_count: Any, times: int) -> None:
    loan = a_loan(rate=Decimal("0.0004"), rate_unit=unit, day_count=day_count)
    assert yearly_rate(loan) == Fraction(4, 10000) * times


@pytest.mark.parametrize(
    ("terms", "daily"),
    [
        ({"penalty_rate": Decimal("0.0005")}, Fraction(5, 10000)),
        (
            {"penalty_rate": Decimal("0.162"), "penalty_unit": "year", "penalty_basis": 360},
            Fraction(162, 360000),
        ),
        ({"penalty_rate": Decimal("0.015"), "penalty_unit": "month"}, Fraction(180, 365000)),
        (
            {"penalty_multiplier": Decimal("1.5"), "rate": Decimal("0.108"), "penalty_basis": 360},
            Fraction(162, 360000),
        ),
    ],
)
def test_the_daily_penalty_rate_comes_from_its_unit_or_a_multiple_of_the_contract_rate(
    terms: Any, daily: Fraction
) -> None:
    assert daily_penalty_rate(a_loan(**terms)) == daily


@pytest.mark.parametrize(
    ("terms", "unpaid", "fee"),
    [
        ({}, 57200, 0),
        ({"late_fee_minor": 2500}, 57200, 2500),
        ({"late_fee_rate": Decimal("0.05"), "late_fee_min": 1000}, 57200, 2860),
        ({"late_fee_rate": Decimal("0.05"), "late_fee_min": 1000}, 10000, 1000),
        ({"late_fee_rate": Decimal("0.05"), "late_fee_max": 2000}, 57200, 2000),
        ({"late_fee_rate": Decimal("0.05")}, 10, 1),
    ],
)
def test_a_late_fee_is_an_amount_or_a_percent_between_floor_and_cap(
    terms: Any, unpaid: int, fee: int
) -> None:
    assert late_fee(a_loan(**terms), unpaid) == fee


def test_a_fee_per_period_is_a_percent_of_the_original_principal_or_an_amount() -> None:
    assert fee_per_period(a_loan(principal=600_000, fee_rate=Decimal("0.0075"))) == 4500
    assert fee_per_period(a_loan(fee_minor=300)) == 300


def test_principal_above_the_cash_received_shows_as_upfront_deduction() -> None:
    assert upfront_deduction(a_loan(principal=1_500_000, received=1_480_000)) == 20_000


@pytest.mark.parametrize(
    ("start", "end", "periods"),
    [
        ("2026-01-10", "2026-02-10", 1),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-08-01", "2026-11-01", 3),
        ("2026-02-20", "2026-03-08", Fraction(16, 30)),
        ("2026-01-10", "2026-03-15", 2 + Fraction(5, 30)),
        ("2026-01-10", "2026-01-10", 0),
    ],
)
def test_periods_between_two_dates_count_months_back_from_the_end(start: str, end: str, periods: Any) -> None:
    assert periods_between(day(start), day(end), Frequency("month", 1)) == periods


def test_a_small_irregularity_of_the_first_period_counts_as_one_and_a_deferral_in_full() -> None:
    assert first_period(a_loan(start=day("2026-02-20"), first_due=day("2026-03-08"))) == 1
    assert first_period(a_loan(start=day("2026-01-10"), first_due=day("2026-05-10"))) == 4


def test_a_30_360_year_has_months_of_thirty_days() -> None:
    loan = a_loan(day_count="30/360")
    assert days_between(loan, day("2026-01-31"), day("2026-02-28")) == 28
    assert days_between(loan, day("2026-01-30"), day("2026-03-31")) == 60
    assert days_between(loan, day("2026-01-10"), day("2027-01-10")) == 360


ROW = CustomRow(due=day("2026-02-10"), principal=1_200_000, interest=100)


@pytest.mark.parametrize(
    ("where", "terms"),
    [
        ("name", {"name": " "}),
        ("currency", {"currency": "yuan"}),
        ("principal", {"principal": 0, "received": 1}),
        ("received", {"received": 1_200_001}),
        ("received", {"received": 0}),
        ("periods", {"periods": 0}),
        ("periods", {"periods": 1000, "frequency": "1200m"}),
        ("first_due", {"first_due": day("2026-01-09")}),
        ("frequency", {"frequency": "sometimes"}),
        ("tolerance", {"tolerance": -1}),
        ("grace_days", {"grace_days": -1}),
        ("late_fee_max", {"late_fee_min": 5, "late_fee_max": 4}),
        ("penalty_basis", {"penalty_basis": 100}),
        ("allocation", {"allocation": ("fee", "principal")}),
        ("allocation", {"allocation": ("fee", "fee", "penalty", "interest", "principal")}),
        ("rows", {"method": "custom_rows"}),
        ("rows", {"method": "custom_rows", "rows": (ROW, ROW)}),
        ("rows", {"method": "custom_rows", "rows": (CustomRow(due=day("2026-02-10"), principal=5),)}),
    ],
)
def test_terms_that_make_no_sense_are_refused_by_the_name_of_their_field(where: str, terms: Any) -> None:
    with pytest.raises(BadInput) as refused:
        check(a_loan(**terms))
    assert refused.value.where == where


def test_sound_terms_pass() -> None:
    check(a_loan())
    check(a_loan(method="custom_rows", rows=(ROW,)))


def test_periods_that_run_past_the_calendar_are_told_as_that() -> None:
    with pytest.raises(BadInput) as told:
        check(a_loan(first_due=day("9999-06-10"), periods=12))
    assert (told.value.where, told.value.what) == ("periods", "error.past_calendar")
    assert told.value.values == {"periods": 12, "date": "9999-06-10"}
    check(a_loan(first_due=day("9999-06-10"), periods=6))
