"""Reference lines of a country: the yearly rates that the cost of a contract is shown beside.

They are simple yearly rates, so the nominal yearly cost is what stands beside them. Above or below a line
is all that is said: what follows from it only a court decides.
"""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal
from typing import NamedTuple

from finterm.rules.rule import Rule, Rules


class CostLine(NamedTuple):
    """A line as a fraction a year, the rule that draws it, and the rate it is a multiple of, if it is one."""

    yearly: Decimal
    rule: Rule
    base: Rule | None = None


def cost_lines(rules: Rules, signed: Date, on: Date, country: str) -> list[CostLine]:
    """The lines in force on `on` for a contract made on `signed`; a multiple counts on the rate of that day.

    Where the rate of that day is not known the latest before it is taken; its marks tell so.
    """
    lines = []
    if fixed := rules.find("cap_financial", on, country):
        lines.append(CostLine(fixed.fraction, fixed))
    times, base = rules.find("cap_private", on, country), rules.last("lpr_1y", signed, country)
    if times and base:
        lines.append(CostLine(times.number * base.fraction, times, base))
    return lines


def usual_times(rules: Rules, on: Date, country: str) -> tuple[Decimal, ...]:
    """The multiples of the contract rate that penalty interest usually is."""
    rule = rules.find("penalty_times", on, country)
    return rule.numbers if rule is not None else ()
