"""The contract: rates and rules as agreed, read from a `Loan` record and checked.

Knows what the terms of one loan mean (yearly rate, length of a period, daily penalty rate, late fee)
and which terms make no sense. Knows nothing of payments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date as Date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from finterm.domain.calendar import Frequency, add_months, nth_date, parse_frequency, periods_a_year
from finterm.domain.errors import BadInput
from finterm.domain.money import LARGEST, parse_currency, plain, round_half_up
from finterm.domain.records import Loan

LONGEST = 1200
_RATE = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*([%％‰‱]?)")
_PARTS = {"": 1, "%": 100, "％": 100, "‰": 1000, "‱": 10000}


def parse_rate(text: str, where: str = "rate") -> Decimal:
    """A rate as a fraction from `12.9%` or `0.129` (also `‰` and `‱`).

    Raises BadInput when it is no rate, or a bare number above 1: `12.9` is most likely a forgotten
    percent sign, and a hundredfold error in a debt must not pass silently.
    """
    match = _RATE.fullmatch(text.strip())
    if not match:
        raise BadInput(where, "error.rate", typed=text.strip())
    rate = Decimal(match[1]) / _PARTS[match[2]]
    if (not match[2] and rate > 1) or rate > 100:
        raise BadInput(where, "error.rate", typed=text.strip())
    return rate


def yearly_rate(loan: Loan) -> Fraction:
    """The contract rate as a fraction a year.

    A monthly rate counts twelvefold; a daily rate 365-fold, or 360-fold where the day count has a
    year of 360 days.
    """
    a_year = {"year": 1, "month": 12, "day": days_of_year(loan)}[loan.rate_unit]
    return Fraction(loan.rate) * a_year


def days_of_year(loan: Loan) -> int:
    """The days of a year in the loan's day count: 360 for actual/360 and 30/360, else 365."""
    return 360 if loan.day_count.endswith("/360") else 365


def days_between(loan: Loan, start: Date, end: Date) -> int:
    """Days from `start` to `end` as the day count counts them (30/360: months of 30 days, ISDA 2006 4.16(f))."""
    if loan.day_count != "30/360":
        return (end - start).days
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return 360 * (end.year - start.year) + 30 * (end.month - start.month) + last - first


def period_rate(loan: Loan, start: Date, end: Date) -> Fraction:
    """Interest on one unit of principal for the period from `start` to `end`, its due date."""
    if loan.day_count == "periodic":
        return yearly_rate(loan) / periods_a_year(parse_frequency(loan.frequency))
    return yearly_rate(loan) * Fraction(days_between(loan, start, end), days_of_year(loan))


def periods_between(start: Date, end: Date, frequency: Frequency) -> Fraction:
    """How many periods lie between two dates, counted back from `end`; odd days of a month are 30ths.

    The unit-period count of US Regulation Z, Appendix J (b)(5).
    """
    if frequency.unit != "month":
        return Fraction((end - start).days, frequency.every * (7 if frequency.unit == "week" else 1))
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) == end or add_months(end, -months) == start:
        return Fraction(months, frequency.every)
    if add_months(end, -months) < start:
        months -= 1
    odd = Fraction((add_months(end, -months) - start).days, 30)
    return (months + odd) / frequency.every


def first_period(loan: Loan) -> Fraction:
    """The length of the first period, in periods.

    Up to half a period more or less counts as one, the way instalments are quoted (Regulation Z,
    12 CFR 1026.17(c)(4), likewise ignores small irregularities of the first period); a longer
    deferral, and the single period of a bullet loan, count in full.
    """
    length = periods_between(loan.start, loan.first_due, parse_frequency(loan.frequency))
    return Fraction(1) if loan.method != "bullet" and abs(length - 1) <= Fraction(1, 2) else length


def fee_per_period(loan: Loan) -> int:
    """The fee of each period in minor units: a percent of the original principal, or an amount."""
    return loan.fee_minor + round_half_up(Fraction(loan.fee_rate) * loan.principal)


def upfront_deduction(loan: Loan) -> int:
    """What was taken from the principal before it was paid out, in minor units."""
    return loan.principal - loan.received


def daily_penalty_rate(loan: Loan) -> Fraction:
    """Penalty interest on one unit overdue for one day."""
    if loan.penalty_multiplier is not None:
        return yearly_rate(loan) * Fraction(loan.penalty_multiplier) / loan.penalty_basis
    if loan.penalty_unit == "day":
        return Fraction(loan.penalty_rate)
    a_year = Fraction(loan.penalty_rate) * (12 if loan.penalty_unit == "month" else 1)
    return a_year / loan.penalty_basis


def late_fee(loan: Loan, unpaid: int) -> int:
    """The late fee for an instalment of which `unpaid` minor units are missing on its first late day.

    An amount, or a percent of what is unpaid, with the contract's floor and cap; 0 where there is none.
    """
    if not loan.late_fee_rate and not loan.late_fee_minor:
        return 0
    fee = loan.late_fee_minor + round_half_up(Fraction(loan.late_fee_rate) * unpaid)
    if loan.late_fee_min is not None:
        fee = max(fee, loan.late_fee_min)
    return fee if loan.late_fee_max is None else min(fee, loan.late_fee_max)


def check(loan: Loan) -> None:
    """Raises BadInput, naming the field, when the terms of `loan` make no sense."""
    for fault in faults(loan):
        raise fault


def faults(loan: Loan) -> Iterator[BadInput]:
    """Everything in the terms of `loan` that makes no sense, each naming its field."""
    if not loan.name.strip():
        yield BadInput("name", "error.required")
    yield from _refusal(parse_currency, loan.currency)
    yield from (wrong := [*_refusal(parse_frequency, loan.frequency)])
    yield from _refusal(_positive, "principal", loan.principal)
    yield from _refusal(_positive, "received", loan.received)
    if loan.received > loan.principal:
        yield BadInput("received", "error.received_above_principal")
    if not 1 <= loan.periods <= LONGEST:
        yield BadInput("periods", "error.range", least=1, most=LONGEST)
    elif not wrong:
        yield from _refusal(_ends_in_the_calendar, loan, parse_frequency(loan.frequency))
    if loan.first_due < loan.start:
        yield BadInput("first_due", "error.first_due_before_start")
    for where, minor in (
        ("fee_per_period", loan.fee_minor),
        ("tolerance", loan.tolerance),
        ("late_fee", loan.late_fee_minor),
        ("late_fee_min", loan.late_fee_min or 0),
        ("late_fee_max", loan.late_fee_max or 0),
    ):
        if minor < 0:
            yield BadInput(where, "error.amount_negative")
    if (
        loan.late_fee_min is not None
        and loan.late_fee_max is not None
        and loan.late_fee_min > loan.late_fee_max
    ):
        yield BadInput("late_fee_max", "error.late_fee_bounds")
    if not 0 <= loan.grace_days <= 366:
        yield BadInput("grace_days", "error.range", least=0, most=366)
    if loan.penalty_basis not in (360, 365, 366):
        yield BadInput("penalty_basis", "error.choice", typed=loan.penalty_basis, choices="360, 365, 366")
    if sorted(set(loan.allocation) | {"late_fee"}) != sorted(
        ["fee", "penalty", "interest", "principal", "late_fee"]
    ) or (len(set(loan.allocation)) != len(loan.allocation)):
        yield BadInput("allocation", "error.allocation")
    if loan.method == "custom_rows":
        yield from _refusal(_check_rows, loan)


def _refusal(reading: Callable[..., object], *values: object) -> Iterator[BadInput]:
    """What `reading` raises about `values`, if anything."""
    try:
        reading(*values)
    except BadInput as fault:
        yield fault


def _ends_in_the_calendar(loan: Loan, frequency: Frequency) -> None:
    try:
        nth_date(
            loan.first_due, loan.periods, frequency
        )  # one more than there are: late days follow the last
    except (OverflowError, ValueError) as fault:
        raise BadInput(
            "periods", "error.past_calendar", periods=loan.periods, date=loan.first_due.isoformat()
        ) from fault


def _positive(where: str, minor: int) -> None:
    if minor <= 0:
        raise BadInput(where, "error.amount_positive")
    if minor > LARGEST:
        raise BadInput(where, "error.amount_large", typed=minor)


def _check_rows(loan: Loan) -> None:
    if not loan.rows:
        raise BadInput("rows", "error.rows_missing")
    days = [row.due for row in loan.rows]
    if days[0] < loan.start or any(later <= earlier for earlier, later in pairwise(days)):
        raise BadInput("rows", "error.rows_order")
    if any(min(row.principal, row.interest, row.fee) < 0 for row in loan.rows):
        raise BadInput("rows", "error.amount_negative")
    found = sum(row.principal for row in loan.rows)
    if found != loan.principal:
        raise BadInput(
            "rows",
            "error.rows_principal",
            sum=plain(found, loan.currency),
            principal=plain(loan.principal, loan.currency),
        )
