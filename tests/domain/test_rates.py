"""Yearly cost, nominal and effective: published figures at the precision they are printed with."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.errors import BadInput
from finterm.domain.rates import dated_cost, periodic_cost, yearly_cost
from tests.domain.making import a_loan, day


def level(received: int, payment: int, n: int) -> list[tuple[int, int]]:
    return [(0, received), *((k, -payment) for k in range(1, n + 1))]


def with_more(flows: list[tuple[int, int]], at: int, payment: int) -> list[tuple[int, int]]:
    return [*flows, (at, -payment)]


EU_MCD13 = [
    (0, 19_600_000),
    *((k, -(83_333 + round((20_000_000 - 83_333.3333 * (k - 1)) * 0.005))) for k in range(1, 241)),
]


@pytest.mark.parametrize(
    ("flows", "effective", "within"),
    [
        pytest.param(level(1_000_000, 85_338, 12), 0.0450, 0.0001, id="HK-01"),
        pytest.param(level(1_000_000, 29_806, 36), 0.0473, 0.0001, id="HK-03"),
        pytest.param(level(1_000_000, 18_718, 60), 0.0477, 0.0001, id="HK-05"),
        pytest.param(level(19_600_000, 143_286, 240), 0.06434412, 0.00000001, id="EU-MCD1"),
        pytest.param(level(19_600_000, 144_953, 240), 0.06588554, 0.00000001, id="EU-MCD3"),
        pytest.param(level(19_600_000, 159_953, 240), 0.07946625, 0.00000001, id="EU-MCD4"),
        pytest.param(
            with_more(level(19_600_000, 143_286, 240), 240, 10_000), 0.06436359, 0.00000001, id="EU-MCD6"
        ),
        pytest.param(
            with_more(level(19_600_000, 116_667, 240), 240, 20_000_000), 0.07430479, 0.00000001, id="EU-MCD8"
        ),
        pytest.param(EU_MCD13, 0.06476009, 0.000001, id="EU-MCD13"),
    ],
)
def test_the_effective_cost_equals_the_published_one(
    flows: list[tuple[int, int]], effective: float, within: float
) -> None:
    assert periodic_cost(flows, 12).effective == pytest.approx(effective, abs=within)


@pytest.mark.parametrize(
    ("flows", "nominal"),
    [
        pytest.param(level(500_000, 23_000, 24), 0.0969, id="US-c1i"),
        pytest.param(
            [(0, 500_000), (1, -25_000), *((k, -23_000) for k in range(2, 25))], 0.1008, id="US-c2i"
        ),
        pytest.param(
            [(0, 500_000), *((k, -23_000) for k in range(1, 24)), (24, -28_000)], 0.1050, id="US-c3i"
        ),
        pytest.param(
            [(0, 500_000), (1, -25_000), *((k, -23_000) for k in range(2, 24)), (24, -28_000)],
            0.1090,
            id="US-c4i",
        ),
    ],
)
def test_the_nominal_cost_equals_regulation_z(flows: list[tuple[int, int]], nominal: float) -> None:
    assert periodic_cost(flows, 12).nominal == pytest.approx(nominal, abs=0.0001)


@pytest.mark.parametrize(
    ("received", "effective", "within"),
    [pytest.param(100_000, 0.1296, 0.0001, id="EU-98a"), pytest.param(95_000, 0.169, 0.001, id="EU-98b")],
)
def test_the_cost_of_dated_flows_equals_the_directives_example(
    received: int, effective: float, within: float
) -> None:
    start = Date(2001, 1, 1)
    cost = dated_cost([(start, received), (start + timedelta(days=546), -120_000)])
    assert cost.effective == pytest.approx(effective, abs=within)
    assert (1 + cost.nominal / 12) ** 12 - 1 == pytest.approx(cost.effective)


@pytest.mark.parametrize(
    ("fee", "n", "nominal", "effective"),
    [
        pytest.param("0.0075", 12, 0.1622, 0.1748, id="CN-05"),
        pytest.param("0.0066", 12, 0.1431, 0.1529, id="CN-07"),
        pytest.param("0.0072", 3, 0.1291, None, id="CN-13 of 3"),
        pytest.param("0.0072", 6, 0.1466, None, id="CN-13 of 6"),
        pytest.param("0.0072", 12, 0.1558, None, id="CN-13 of 12"),
        pytest.param("0.0060", 24, 0.1327, 0.1410, id="mapping 0.60 of 24"),
        pytest.param("0.0150", 36, 0.3059, 0.3527, id="mapping 1.50 of 36"),
    ],
)
def test_a_flat_fee_costs_far_more_than_its_percentage_says(
    fee: str, n: int, nominal: float, effective: float | None
) -> None:
    cost = yearly_cost(
        a_loan(principal=1_000_000, method="flat_fee", rate=Decimal(0), periods=n, fee_rate=Decimal(fee))
    )
    assert cost is not None
    assert cost.nominal == pytest.approx(nominal, abs=0.0001)
    if effective is not None:
        assert cost.effective == pytest.approx(effective, abs=0.0001)


def test_an_upfront_deduction_raises_the_cost() -> None:
    cost = yearly_cost(a_loan(principal=1_000_000, received=950_000))
    assert cost is not None
    assert (cost.nominal, cost.effective) == (
        pytest.approx(0.2186, abs=0.0001),
        pytest.approx(0.2418, abs=0.0001),
    )


def test_a_bullet_loan_costs_what_its_whole_term_costs() -> None:
    cost = yearly_cost(
        a_loan(
            method="bullet",
            periods=1,
            start=day("2026-08-01"),
            first_due=day("2026-11-01"),
            rate=Decimal("0.12"),
        )
    )
    assert cost is not None
    assert cost.effective == pytest.approx(1.03**4 - 1, abs=1e-6)


def test_money_lent_without_cost_has_a_cost_of_zero() -> None:
    assert yearly_cost(a_loan(rate=Decimal(0))) == (0.0, 0.0)


def test_odd_first_periods_are_counted_in_fractions() -> None:
    cost = periodic_cost([(0, 100_000), (Fraction(3, 2), -103_000)], 12)
    assert cost.effective == pytest.approx(1.03**8 - 1)


@pytest.mark.parametrize("flows", [[], [(0, 100)], [(0, 100), (1, 5)], [(0, -100), (1, -5)]])
def test_a_flow_of_one_sign_has_no_rate(flows: list[tuple[int, int]]) -> None:
    with pytest.raises(BadInput):
        periodic_cost(flows, 12)


@given(st.integers(10_000, 10**9), st.integers(2, 60), st.integers(1, 400))
def test_discounting_at_the_rate_found_gives_back_what_was_received(
    received: int, n: int, tenths: int
) -> None:
    payment = round(received / n * (1 + tenths / 1000)) + 1
    cost = periodic_cost(level(received, payment, n), 12)
    rate = cost.nominal / 12
    assert sum(payment / (1 + rate) ** k for k in range(1, n + 1)) == pytest.approx(received, rel=1e-6)
