"""A contract sheet in words, the same on the screen and at the command line. Pure; `money` says an amount."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from typing import NamedTuple

from finterm.domain.rates import YearlyCost
from finterm.domain.records import Charge, ContractSheet, Loan
from finterm.domain.sheets import compared, missing
from finterm.locale import Words
from finterm.rules import Rules

Money = Callable[[int], str]
TABLE = "cost_table"  # the rule since which a lender shows a table of all costs
ROUNDED = 0.0005  # as much as rounding makes of a rate


class Told(NamedTuple):
    """A label and what is said under it; `is_gap` where it is to be asked about."""

    label: str
    value: str
    is_gap: bool = False


def charged(charge: Charge, money: Money) -> str:
    """How much a charge is, in all or by the lender's words; a dash where nobody said."""
    return charge.said or "–" if charge.minor is None else money(charge.minor)


def beside(
    words: Words,
    loan: Loan,
    sheet: ContractSheet,
    cost: YearlyCost | None,
    money: Money,
    *,
    hints: bool = True,
) -> list[Told]:
    """The costs the lender shows beside ours, each rate with the name of its way.

    Without `hints` it does not say what to do about a gap: a paper for others does not speak to its owner.
    """
    found, difference = compared(loan, sheet, cost), words("claims.difference")
    told: list[Told] = []
    if found.shown is not None and found.gap is not None:
        told.append(Told(words("claims.sheet.their_cost"), money(found.shown)))
        told.append(Told(words("claims.sheet.our_cost"), money(found.ours)))
        if found.gap:
            key = "claims.sheet.gap_more" if found.gap > 0 else "claims.sheet.gap_less"
            key = key if hints else f"{key}.told"
            told.append(Told(difference, words(key, amount=money(abs(found.gap))), True))
    if sheet.shown_rate is None:
        return told
    way = words(f"claims.sheet.way.{sheet.shown_way}")
    rate = words("claims.sheet.rate_way", rate=words.percent(float(sheet.shown_rate)), way=way)
    told.append(Told(words("claims.sheet.their_rate"), rate))
    if cost is not None:
        told.append(Told(words("core.nominal_yearly_cost"), words.percent(cost.nominal)))
        told.append(Told(words("core.effective_yearly_cost"), words.percent(cost.effective)))
    for name, gap in found.rate_gaps:
        if abs(gap) >= ROUNDED:
            key = "claims.sheet.rate_more" if gap > 0 else "claims.sheet.rate_less"
            own = words(f"core.{'nominal' if name == 'simple' else 'effective'}_yearly_cost")
            told.append(Told(difference, words(key, points=f"{abs(gap) * 100:.2f}", own=own), True))
    return told


def lacking(words: Words, rules: Rules, loan: Loan, sheet: ContractSheet | None, on: Date) -> list[str]:
    """What is still to be found out or kept, by the rules of the loan's country on the day `on`."""
    country = rules.country_of(loan.currency)
    rule = rules.last(TABLE, on, country) if country else None
    found = missing(loan, sheet, rule.start if rule is not None else None)
    return [words(f"claims.sheet.{item}") for item in found]
