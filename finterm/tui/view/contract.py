"""The terms of a loan as blocks of a page. Pure."""

from __future__ import annotations

from finterm.domain.records import Loan
from finterm.exchange.terms import terms
from finterm.tui.view.page import Block, Fact, Text
from finterm.tui.view.sight import Sight


def contract_facts(sight: Sight, loan: Loan) -> list[Block]:
    """The terms as agreed, those that say nothing left out."""
    told = terms(sight.words, loan, lambda minor: sight.money(minor, loan.currency))
    blocks: list[Block] = [Fact(label, text) for label, text in told]
    return [*blocks, Text(sight.free(loan.note), "faint")] if loan.note else blocks
