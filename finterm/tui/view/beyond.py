"""The cost of a loan beside the reference lines of its country: above or below, by what source. Pure."""

from __future__ import annotations

from finterm.domain.position import Position
from finterm.domain.records import Loan
from finterm.rules import said
from finterm.rules.beside import Beside, beside, careful, contract_sentence, late_sentence, note_sentence
from finterm.tui.view.page import Block, Text, Title
from finterm.tui.view.sight import Sight


def beside_lines(sight: Sight, loan: Loan, position: Position) -> list[Block]:
    """A heading and a few paragraphs for each line; nothing where the country of the currency has none."""
    cost = sight.yearly_cost(loan)
    events = sight.positions.events(loan.id)
    found = beside(sight.rules, position, events, cost.nominal if cost else None, sight.on)
    blocks = [block for one in found for block in _line(sight, loan, one)]
    return [Title(sight.words("rules.beside.title")), *blocks] if blocks else []


def _line(sight: Sight, loan: Loan, found: Beside) -> list[Block]:
    words, rule = sight.words, found.line.rule
    # A multiple is a line of private lending: most lenders are outside it, which its note says.
    above = found.side == "above" and found.line.base is None
    blocks: list[Block] = [Text(contract_sentence(words, found), "warning" if above else "")]
    blocks.append(Text(said.cited(words, rule), "faint"))
    blocks += [Text(mark, "warning") for mark in careful(words, found, loan.start, sight.on)]
    if note := note_sentence(words, found):
        blocks.append(Text(note, "faint"))
    if late := late_sentence(words, found, lambda minor: sight.money(minor, loan.currency)):
        above = found.late is not None and found.late.side == "above"
        blocks.append(Text(late, "warning" if above else ""))
    return blocks
