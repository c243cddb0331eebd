"""Nominal and effective yearly cost of any cash flow.

The periodic rate i is the internal rate of return of the flow. Nominal = i x periods a year (单利口径,
US Regulation Z); effective = (1 + i)^(periods a year) - 1 (复利口径, EU and UK APR). They are never
compared with each other and never shown without their names. Floats live only in here: rates are
measured, amounts never pass through.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from fractions import Fraction
from math import isfinite, lcm
from typing import NamedTuple

from finterm.domain.calendar import parse_frequency, periods_a_year
from finterm.domain.errors import BadInput
from finterm.domain.loan import first_period, periods_between
from finterm.domain.records import Loan
from finterm.domain.schedule import schedule

_EPOCH = Date(2000, 1, 1)


class YearlyCost(NamedTuple):
    """The cost of a cash flow as fractions a year, by both conventions."""

    nominal: float
    effective: float


def yearly_cost(loan: Loan) -> YearlyCost | None:
    """The cost of the contract, from cash received and all scheduled payments; None if there is no such rate.

    An upfront deduction raises it, since the borrower has the use of what was received only.
    """
    frequency = parse_frequency(loan.frequency)
    rows = schedule(loan)
    if loan.method in ("bullet", "custom_rows"):
        moments = [periods_between(loan.start, row.due, frequency) for row in rows]
    else:
        start = first_period(loan)
        moments = [start + n for n in range(len(rows))]
    flows = [(Fraction(0), loan.received), *((t, -row.total) for t, row in zip(moments, rows, strict=True))]
    try:
        return periodic_cost(flows, periods_a_year(frequency))
    except BadInput:
        return None


def periodic_cost(
    flows: Sequence[tuple[Fraction | int, int]], periods_per_year: Fraction | int
) -> YearlyCost:
    """The cost of flows at moments counted in periods (fractions allowed); received positive, paid negative.

    Raises BadInput when the flow has no rate: all of one sign, or no solution.
    """
    if sum(minor for _, minor in flows) == 0 and _has_both_signs(flows):
        return YearlyCost(0.0, 0.0)
    if all(Fraction(t).denominator == 1 for t, _ in flows):
        rate = _irr(flows)
    else:
        rate = _odd_irr(flows)
    return _both(rate, float(periods_per_year))


def dated_cost(flows: Sequence[tuple[Date, int]]) -> YearlyCost:
    """The cost of dated flows (a year has 365 days); nominal is that of months: 12 ((1 + effective)^(1/12) - 1).

    The basic equation of Directive 2008/48/EC, Annex I. Raises BadInput when the flow has no rate.
    """
    if sum(minor for _, minor in flows) == 0 and _has_both_signs(flows):
        return YearlyCost(0.0, 0.0)
    effective = _xirr(flows)
    return YearlyCost(12 * ((1 + effective) ** (1 / 12) - 1), effective)


def _both(rate: float, periods: float) -> YearlyCost:
    try:
        return YearlyCost(rate * periods, (1 + rate) ** periods - 1)
    except OverflowError as fault:
        raise BadInput("amount", "error.no_rate") from fault


def _has_both_signs(flows: Sequence[tuple[object, int]]) -> bool:
    return any(minor > 0 for _, minor in flows) and any(minor < 0 for _, minor in flows)


def _irr(flows: Sequence[tuple[Fraction | int, int]]) -> float:
    from pyxirr import irr

    _refuse_one_sign(flows)
    first = min(t for t, _ in flows)
    amounts = [0.0] * (int(max(t for t, _ in flows) - first) + 1)
    for t, minor in flows:
        amounts[int(t - first)] += minor
    return _solved(irr(amounts, silent=True))


def _odd_irr(flows: Sequence[tuple[Fraction | int, int]]) -> float:
    """Fractional periods become days of an imagined calendar, where the solver for dated flows applies."""
    _refuse_one_sign(flows)
    days = lcm(*(Fraction(t).denominator for t, _ in flows))
    dated = [(_EPOCH + timedelta(days=int(t * days)), minor) for t, minor in flows]
    return float((1 + _xirr(dated)) ** (days / 365) - 1)


def _xirr(flows: Sequence[tuple[Date, int]]) -> float:
    from pyxirr import xirr

    _refuse_one_sign(flows)
    return _solved(xirr([day for day, _ in flows], [float(minor) for _, minor in flows], silent=True))


def _refuse_one_sign(flows: Sequence[tuple[object, int]]) -> None:
    if not _has_both_signs(flows):
        raise BadInput("amount", "error.no_rate_signs")


def _solved(rate: float | None) -> float:
    if rate is None or not isfinite(rate):
        raise BadInput("amount", "error.no_rate")
    return rate
