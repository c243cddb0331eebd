"""A loan beside the reference lines of its country: above, at or below each. Pure.

Two comparisons: the nominal yearly cost of the contract with a line, and what was charged for being late
with what the line comes to on the same dues. A multiple of another rate is a line for the contract alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date as Date
from decimal import Decimal
from typing import NamedTuple

from finterm.domain.beyond import charged_while_overdue, line_while_overdue
from finterm.domain.position import Position
from finterm.domain.records import Event
from finterm.locale import Words
from finterm.rules import said
from finterm.rules.lines import CostLine, cost_lines
from finterm.rules.rule import Rules

SHOWN = Decimal("0.0001")  # a cost is compared as it is shown: in hundredths of a percent


class Late(NamedTuple):
    """Penalty interest and late fees so far, and what the line comes to on the same dues; minor units."""

    charged: int
    line: int
    side: str
    year_days: int


class Beside(NamedTuple):
    """A line, the side of it that the nominal yearly cost is on (`above`, `at`, `below`), and what being late cost."""

    line: CostLine
    nominal: float
    side: str
    late: Late | None = None


def beside(
    rules: Rules, position: Position, events: Iterable[Event], nominal: float | None, on: Date
) -> list[Beside]:
    """The loan of `position` beside every line; nothing where it has no cost or its country no line."""
    loan = position.loan
    country = rules.country_of(loan.currency)
    if nominal is None or not country:
        return []
    charged = charged_while_overdue(position, events)
    year = rules.find("platform_year_days", on, country)
    found = []
    for line in cost_lines(rules, loan.start, on, country):
        late = None
        if charged and year is not None and line.base is None:
            most = line_while_overdue(position, events, line.yearly, year.whole)
            late = Late(charged, most, _side(charged, most), year.whole)
        side = _side(Decimal(str(nominal)).quantize(SHOWN), line.yearly)
        found.append(Beside(line, nominal, side, late))
    return found


def _side(here: Decimal | int, there: Decimal | int) -> str:
    return "above" if here > there else "below" if here < there else "at"


def contract_sentence(words: Words, found: Beside) -> str:
    """Where the nominal yearly cost stands; of a multiple first whom the line is for, and what it is a multiple of."""
    line = found.line
    sentence = words(
        f"rules.beside.contract.{found.side}",
        rate=words.percent(found.nominal),
        target=words.percent(line.yearly),
    )
    if line.base is not None:
        sentence += words(
            "rules.beside.multiple",
            times=f"{line.rule.number.normalize():f}",
            base=said.value_of(words, line.base),
            day=words.day(line.base.start),
        )
        sentence = words("claims.line.only", note=said.note_of(words, line.rule), told=sentence).strip()
    return sentence


def note_sentence(words: Words, found: Beside) -> str:
    """The note of the line, where `contract_sentence` has not said it yet."""
    return "" if found.line.base is not None else said.note_of(words, found.line.rule)


def late_sentence(words: Words, found: Beside, money: Callable[[int], str]) -> str:
    """Where the charges for being late stand; empty where there are none. `money` says an amount."""
    if (late := found.late) is None:
        return ""
    return words(
        f"rules.beside.late.{late.side}",
        amount=money(late.charged),
        sum=money(late.line),
        target=words.percent(found.line.yearly),
        year=late.year_days,
    )


def careful(words: Words, found: Beside, signed: Date, on: Date) -> list[str]:
    """What to be careful about in a line: the marks of its rule, and of the rate it is a multiple of."""
    line = found.line
    marks = said.marks_of(words, line.rule, on)
    return [*marks, *(said.marks_with_name(words, line.base, signed) if line.base else [])]
