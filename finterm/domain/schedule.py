"""Contract -> instalments: the amortisation schedule.

One function per repayment method, all with the same rounding: every row's interest and level payment
is rounded half up to the minor unit, and the last row takes the remainder of the principal, so that
the principal parts always sum to the principal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date as Date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from finterm.domain.calendar import nth_date, parse_frequency, periods_a_year
from finterm.domain.loan import fee_per_period, first_period, period_rate, yearly_rate
from finterm.domain.money import round_half_up, split_evenly, times
from finterm.domain.records import Loan, Method


class Instalment(NamedTuple):
    """One scheduled payment, number `n` (from 1); amounts in minor units of the loan's currency."""

    n: int
    due: Date
    principal: int
    interest: int
    fee: int

    @property
    def total(self) -> int:
        """What is to be paid, in minor units."""
        return self.principal + self.interest + self.fee


Part = tuple[int, int]  # principal and interest of one row, in minor units


def schedule(loan: Loan) -> tuple[Instalment, ...]:
    """The instalments of `loan` in order of date. The terms must have passed `loan.check`."""
    if loan.method == "custom_rows":
        return tuple(
            Instalment(n, row.due, row.principal, row.interest, row.fee) for n, row in enumerate(loan.rows, 1)
        )
    fee = fee_per_period(loan)
    days = due_dates(loan)
    parts = _METHODS[loan.method](loan, days)
    return tuple(
        Instalment(n, day, *part, fee) for n, (day, part) in enumerate(zip(days, parts, strict=True), 1)
    )


def due_dates(loan: Loan) -> list[Date]:
    """The due dates, each counted from the first; a bullet loan has one, at the end of its last period."""
    frequency = parse_frequency(loan.frequency)
    numbers = [loan.periods - 1] if loan.method == "bullet" else range(loan.periods)
    return [nth_date(loan.first_due, n, frequency) for n in numbers]


def _period_rates(loan: Loan, days: list[Date]) -> list[Fraction]:
    if loan.day_count == "periodic":  # every period counts as one, whatever its days
        return [period_rate(loan, loan.start, loan.first_due)] * len(days)
    return [period_rate(loan, start, end) for start, end in zip([loan.start, *days], days, strict=False)]


def _equal_payment(loan: Loan, days: list[Date]) -> Iterator[Part]:
    rates = _period_rates(loan, days)
    level = level_payment(loan.principal, rates)
    balance = loan.principal
    for rate in rates[:-1]:
        interest = times(balance, rate.numerator, rate.denominator)
        # A long first period can earn more interest than the level payment; principal then waits.
        principal = min(max(level - interest, 0), balance)
        balance -= principal
        yield principal, interest
    yield balance, round_half_up(balance * rates[-1])


def level_payment(principal: int, rates: list[Fraction]) -> int:
    """The payment, equal every period, that repays `principal`; minor units, rounded half up.

    The principal over the sum of the products of the period discount factors 1 / (1 + rate); with
    equal rates this is the annuity formula P r / (1 - (1 + r)^-n).
    """
    with localcontext() as context:
        context.prec = 60
        annuity, factor, before = Decimal(0), Decimal(1), None
        for rate in reversed(rates):
            if rate is not before:  # most loans have one rate for all periods
                factor, before = 1 + Decimal(rate.numerator) / rate.denominator, rate
            annuity = (1 + annuity) / factor
        return round_half_up(principal / annuity)


def _equal_principal(loan: Loan, days: list[Date]) -> Iterator[Part]:
    balance = loan.principal
    shares = split_evenly(loan.principal, loan.periods)
    for principal, rate in zip(shares, _period_rates(loan, days), strict=True):
        yield principal, round_half_up(balance * rate)
        balance -= principal


def _interest_only(loan: Loan, days: list[Date]) -> Iterator[Part]:
    for n, rate in enumerate(_period_rates(loan, days), 1):
        yield (loan.principal if n == len(days) else 0), round_half_up(loan.principal * rate)


def _bullet(loan: Loan, days: list[Date]) -> Iterator[Part]:
    if loan.day_count == "periodic":
        periods = first_period(loan) + loan.periods - 1
        rate = yearly_rate(loan) / periods_a_year(parse_frequency(loan.frequency)) * periods
    else:
        rate = period_rate(loan, loan.start, days[0])
    yield loan.principal, round_half_up(loan.principal * rate)


def _flat_fee(loan: Loan, days: list[Date]) -> Iterator[Part]:
    return ((principal, 0) for principal in split_evenly(loan.principal, loan.periods))


_METHODS: dict[Method, Callable[[Loan, list[Date]], Iterator[Part]]] = {
    "equal_payment": _equal_payment,
    "equal_principal": _equal_principal,
    "interest_only": _interest_only,
    "bullet": _bullet,
    "flat_fee": _flat_fee,
}
