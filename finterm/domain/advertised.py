"""The rate a loan is advertised with, and why its real yearly cost is another one.

An advertised rate is what stands in big figures: the contract rate, or the fee of a period, multiplied
up to a year. What a loan really costs is in `rates`. The two differ for reasons that a person can be
told in one sentence each; which of them apply to a contract is decided here, the words are elsewhere.

Announcement [2021] No. 3 of the People's Bank of China (31 March 2021) has lenders show a yearly rate
counted from all charges on the principal the borrower really has the use of: where it is repaid in
instalments, what is left of it after each. 12 CFR 1026.4 (US Regulation Z) likewise counts fees and
what is deducted as part of the finance charge.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from finterm.domain.calendar import parse_frequency, periods_a_year
from finterm.domain.loan import fee_per_period, upfront_deduction, yearly_rate
from finterm.domain.rates import YearlyCost
from finterm.domain.records import Loan

Reason = Literal["flat_fee", "deduction", "fee_beside", "compounding", "same", "days", "instalments"]
NEAR = 0.0005  # rates that differ by less are shown as alike: rounding of instalments does as much


class Advertised(NamedTuple):
    """`rate` is a fraction a year: `unit_rate`, that of the contract's own unit, so many `times`."""

    rate: float
    unit_rate: Decimal
    times: Fraction


def advertised_rate(loan: Loan) -> Advertised | None:
    """The rate that the contract's own figures suggest; None where they give neither a rate nor a fee.

    A flat fee counts as a share of the original principal, times the periods of a year (0.75% a month:
    9%). Any other loan is advertised by its contract rate alone, a fee beside it left out.
    """
    if loan.method == "flat_fee":
        share = loan.fee_rate
        if loan.fee_minor:
            share = round(Decimal(fee_per_period(loan)) / loan.principal, 6)
        times = periods_a_year(parse_frequency(loan.frequency))
        return Advertised(float(Fraction(share) * times), share, times) if share else None
    if not loan.rate:
        return None
    rate = yearly_rate(loan)
    return Advertised(float(rate), loan.rate, rate / Fraction(loan.rate))


def reasons(loan: Loan, cost: YearlyCost) -> tuple[Reason, ...]:
    """Why the real cost is not the advertised rate, the weightiest first; never empty.

    `compounding` and `same` both say that the nominal cost is what was advertised: with the first, the
    effective one is higher, since it counts interest on interest. What is left comes from interest by the
    day where periods count as equal (`days`), or from dates and rounding of the instalments themselves.
    """
    found: list[Reason] = []
    if loan.method == "flat_fee" and fee_per_period(loan) and loan.periods > 1:
        found.append("flat_fee")
    if upfront_deduction(loan):
        found.append("deduction")
    if loan.method != "flat_fee" and fee_per_period(loan):
        found.append("fee_beside")
    if found:
        return tuple(found)
    told = advertised_rate(loan)
    if told is not None and abs(cost.nominal - told.rate) > NEAR:
        by_day = loan.day_count != "periodic" and loan.method != "custom_rows"
        return ("days",) if by_day else ("instalments",)
    return ("compounding",) if cost.effective - cost.nominal > NEAR else ("same",)
