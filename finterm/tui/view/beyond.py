"""The cost of a loan beside the reference lines of its country: above or below, by what source. Pure."""

from __future__ import annotations

from decimal import Decimal

from finterm.domain.beyond import charged_while_overdue, line_while_overdue
from finterm.domain.position import Position
from finterm.domain.records import Loan
from finterm.rules import Rules, said
from finterm.rules.lines import CostLine, cost_lines
from finterm.tui.view.page import Block, Text, Title
from finterm.tui.view.sight import Sight


def beside_lines(sight: Sight, loan: Loan, position: Position) -> list[Block]:
    """A heading and a paragraph for each line; nothing where the country of the currency has none."""
    rules = sight.rules
    country = rules.country_of(loan.currency)
    cost = sight.yearly_cost(loan)
    lines = cost_lines(rules, loan.start, sight.on, country) if country else []
    blocks: list[Block] = []
    for line in lines:
        if cost is not None:
            blocks += _contract(sight, loan, line, cost.nominal)
        if line.base is None:
            blocks += _late(sight, position, line, rules, country)
    return [Title(sight.words("tui.beyond.title")), *blocks] if blocks else []


def _side(here: Decimal | int, there: Decimal | int) -> str:
    return "above" if here > there else "below" if here < there else "at"


def _contract(sight: Sight, loan: Loan, line: CostLine, nominal: float) -> list[Block]:
    """The nominal yearly cost beside the line, in the two places behind the point that are shown."""
    words = sight.words
    shown = Decimal(str(nominal)).quantize(Decimal("0.0001"))
    side = _side(shown, line.yearly)
    sentence = words(
        f"tui.beyond.contract.{side}",
        rate=words.percent(nominal),
        target=words.percent(line.yearly),
    )
    if line.base is not None:
        sentence += words(
            "tui.beyond.multiple",
            times=f"{line.rule.number.normalize():f}",
            base=said.value_of(words, line.base),
            day=words.day(line.base.start),
        )
    # A multiple is a line of private lending: most lenders are outside it, which its note says.
    state = "warning" if side == "above" and line.base is None else ""
    blocks: list[Block] = [Text(sentence, state), *_source(sight, line)]
    if line.base is not None:
        blocks += [Text(mark, "warning") for mark in said.marks_of(words, line.base, loan.start)]
    return blocks


def _late(sight: Sight, position: Position, line: CostLine, rules: Rules, country: str) -> list[Block]:
    """What was charged for being late beside what the line comes to on the same dues."""
    charged = charged_while_overdue(position, sight.positions.events(position.loan.id))
    year = rules.find("platform_year_days", sight.on, country)
    if not charged or year is None:
        return []
    words, currency = sight.words, position.loan.currency
    most = line_while_overdue(position, line.yearly, year.whole)
    side = _side(charged, most)
    sentence = words(
        f"tui.beyond.late.{side}",
        amount=sight.money(charged, currency),
        sum=sight.money(most, currency),
        target=words.percent(line.yearly),
        year=year.whole,
    )
    return [Text(sentence, "warning" if side == "above" else "")]


def _source(sight: Sight, line: CostLine) -> list[Block]:
    """Where the line is from, what to be careful about, and whom it is about."""
    words, rule = sight.words, line.rule
    marks = [Text(mark, "warning") for mark in said.marks_of(words, rule, sight.on)]
    note = said.note_of(words, rule)
    return [Text(said.cited(words, rule), "faint"), *marks, *([Text(note, "faint")] if note else [])]
