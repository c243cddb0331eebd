"""What a loan is advertised with, and the reasons why it costs something else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from finterm.domain.advertised import advertised_rate, reasons
from finterm.domain.rates import yearly_cost
from tests.domain.making import a_loan, day

FLAT = {"method": "flat_fee", "rate": Decimal(0), "fee_rate": Decimal("0.0075")}


@pytest.mark.parametrize(
    ("terms", "advertised"),
    [
        pytest.param({"rate": Decimal("0.129")}, 0.129, id="a year"),
        pytest.param({"rate": Decimal("0.01"), "rate_unit": "month"}, 0.12, id="a month, twelvefold"),
        pytest.param({"rate": Decimal("0.0004"), "rate_unit": "day"}, 0.146, id="a day, 365-fold"),
        pytest.param(
            {"rate": Decimal("0.0005"), "rate_unit": "day", "day_count": "actual/360"}, 0.18, id="360-fold"
        ),
        pytest.param(FLAT, 0.09, id="a flat fee, times the periods"),
        pytest.param({**FLAT, "frequency": "weekly"}, 0.39, id="a flat fee a week"),
        pytest.param(
            {"method": "flat_fee", "rate": Decimal(0), "fee_minor": 9_000}, 0.09, id="a fee as an amount"
        ),
        pytest.param(
            {"rate": Decimal("0.06"), "fee_rate": Decimal("0.01")}, 0.06, id="a fee beside is not advertised"
        ),
        pytest.param({"rate": Decimal("0.06"), "received": 1_100_000}, 0.06, id="nor is a deduction"),
    ],
)
def test_a_rate_is_advertised_as_its_own_figures_times_a_year(
    terms: dict[str, Any], advertised: float
) -> None:
    told = advertised_rate(a_loan(**terms))
    assert told is not None and told.rate == pytest.approx(advertised)
    assert float(told.unit_rate) * float(told.times) == pytest.approx(advertised)


@pytest.mark.parametrize(
    "terms", [{"rate": Decimal(0)}, {"method": "flat_fee", "rate": Decimal(0)}], ids=["no rate", "no fee"]
)
def test_without_rate_and_fee_nothing_is_advertised(terms: dict[str, Any]) -> None:
    assert advertised_rate(a_loan(**terms)) is None


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        pytest.param(FLAT, ("flat_fee",), id="flat fee"),
        pytest.param({**FLAT, "received": 1_100_000}, ("flat_fee", "deduction"), id="both"),
        pytest.param({"received": 1_100_000}, ("deduction",), id="deduction"),
        pytest.param({"fee_minor": 500}, ("fee_beside",), id="fee beside interest"),
        pytest.param({}, ("compounding",), id="plain loan"),
        pytest.param({"rate": Decimal(0)}, ("same",), id="free loan"),
        pytest.param(
            {"rate": Decimal("0.0004"), "rate_unit": "day", "day_count": "actual/365", "periods": 2},
            ("days",),
            id="daily interest over short months",
        ),
        pytest.param({"first_due": day("2026-05-10")}, ("instalments",), id="a first due far off"),
    ],
)
def test_the_reasons_are_those_of_the_contract(terms: dict[str, Any], why: tuple[str, ...]) -> None:
    loan = a_loan(**terms)
    cost = yearly_cost(loan)
    assert cost is not None and reasons(loan, cost) == why


def test_a_fee_of_nine_percent_advertised_costs_nearly_twice_that() -> None:
    loan = a_loan(**FLAT)
    cost, told = yearly_cost(loan), advertised_rate(loan)
    assert cost is not None and told is not None
    assert (round(told.rate, 4), round(cost.nominal, 4), round(cost.effective, 4)) == (0.09, 0.1622, 0.1748)


def test_a_loan_that_calls_itself_the_nominal_cost_is_never_said_to_differ_by_more_than_rounding() -> None:
    loan = a_loan(rate=Decimal("0.18"), periods=24)
    cost, told = yearly_cost(loan), advertised_rate(loan)
    assert cost is not None and told is not None and abs(cost.nominal - told.rate) < 0.0005
