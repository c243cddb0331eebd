"""Assigning down the list: an amount typed on each envelope's line, ready to assign counting down. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from finterm.domain.envelopes import EnvelopePosition
from finterm.domain.errors import BadInput
from finterm.domain.money import parse_amount, plain
from finterm.tui.view.budget import budget_of, positions_of
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Text
from finterm.tui.view.rows import View
from finterm.tui.view.sight import HIDDEN, Sight

TYPING = "_"  # behind what is being typed
DRAFT = "assign_down"  # the name of what is kept while typing


class Amounts(NamedTuple):
    """What was typed, read: minor units by envelope id where above nothing, and the faults by envelope id."""

    minor: dict[str, int]
    faults: dict[str, BadInput]


def field_of(envelope: str) -> str:
    """The name of an envelope's line in a draft, and of its field in the form a draft is continued in."""
    return f"e{envelope.encode().hex()}"


def lines_of(sight: Sight) -> list[EnvelopePosition]:
    """The envelopes that can be assigned to, as the budget lists them."""
    return [position for position in positions_of(sight) if not position.envelope.closed]


def amounts_of(sight: Sight, typed: Mapping[str, str]) -> Amounts:
    """`typed` (by envelope id) as amounts; a line left empty is no fault."""
    minor: dict[str, int] = {}
    faults: dict[str, BadInput] = {}
    for position in lines_of(sight):
        envelope = position.envelope
        text = typed.get(envelope.id, "").strip()
        if not text:
            continue
        try:
            amount = parse_amount(text, envelope.currency)
            if amount < 0:
                raise BadInput("amount", "error.amount_negative")
        except BadInput as fault:
            faults[envelope.id] = fault
        else:
            if amount:
                minor[envelope.id] = amount
    return Amounts(minor, faults)


def target_of(sight: Sight, envelope: str) -> str:
    """What the month of an envelope still lacks, as it would be typed; empty where nothing."""
    position = budget_of(sight).positions.get(envelope)
    return plain(position.to_fund, position.envelope.currency) if position and position.to_fund else ""


def assigning_view(sight: Sight, typed: Mapping[str, str], at: str | None) -> View:
    """The lines with what was typed, `at` being the envelope typed into; above them what is ready to assign."""
    words, amounts = sight.words, amounts_of(sight, typed)
    columns = (
        Column(words("tui.envelope"), least=12, weight=2),
        Column(words("tui.budget.monthly"), least=8, right=True, fold=2),
        Column(words("tui.budget.left"), least=8, right=True),
        Column(words("tui.assigning.amount"), least=14, right=True),
        Column(words("tui.assigning.then"), least=8, right=True, fold=1),
    )
    rows = [
        _row(sight, position, typed.get(position.envelope.id, ""), amounts, at)
        for position in lines_of(sight)
    ]
    return View(columns, rows, words("tui.budget.empty"), _ready(sight, amounts))


def _row(sight: Sight, position: EnvelopePosition, text: str, amounts: Amounts, at: str | None) -> Row:
    envelope = position.envelope
    then = position.left + amounts.minor.get(envelope.id, 0)
    return Row(
        envelope.id,
        (
            envelope.name,
            sight.amount(envelope.monthly, envelope.currency) if envelope.monthly else "–",
            _figure(sight, position.left, envelope.currency),
            _typed_cell(sight, position, text, amounts, here=envelope.id == at),
            _figure(sight, then, envelope.currency),
        ),
    )


def _figure(sight: Sight, minor: int, currency: str) -> Cell:
    return Cell(sight.listed(minor, currency), "overspent" if minor < 0 else "")


def _typed_cell(sight: Sight, position: EnvelopePosition, text: str, amounts: Amounts, *, here: bool) -> Cell:
    """What stands in the amount cell: the typing, the amount, a fault marked, or what the month still lacks."""
    envelope = position.envelope
    if here and text:
        return Cell(f"{text}{TYPING}", "strong")
    if envelope.id in amounts.faults:
        return Cell(f"! {text}", "error")
    if envelope.id in amounts.minor:
        return Cell(sight.amount(amounts.minor[envelope.id], envelope.currency), "strong")
    tail = TYPING if here else ""
    if not position.to_fund:
        return Cell(tail or "·", "faint")
    lacking = HIDDEN if sight.hidden else sight.amount(position.to_fund, envelope.currency)
    return Cell(f"({lacking}){tail}", "faint")


def _ready(sight: Sight, amounts: Amounts) -> list[Block]:
    """Ready to assign before and after, one line a currency."""
    words, ready = sight.words, budget_of(sight).ready
    taken: dict[str, int] = {}
    for id, minor in amounts.minor.items():
        currency = sight.envelopes[id].currency
        taken[currency] = taken.get(currency, 0) + minor
    blocks: list[Block] = []
    for currency in dict.fromkeys((sight.settings.currency, *(p.envelope.currency for p in lines_of(sight)))):
        before = ready.get(currency, 0)
        after = before - taken.get(currency, 0)
        parts = [words("tui.assigning.ready", ready=sight.money(before, currency))]
        if currency in taken:
            key = "tui.assigning.beyond" if after < 0 else "tui.assigning.after"
            parts.append(words(key, amount=sight.money(abs(after), currency)))
        blocks.append(Text(" · ".join(parts), "overspent" if after < 0 else "strong"))
    return blocks
