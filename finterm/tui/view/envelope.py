"""What is said about one envelope, and lists of movements; the emergency fund. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from finterm.domain.envelopes import SAVING, EnvelopePosition
from finterm.domain.records import Move
from finterm.tui.view.budget import (
    SAFE,
    behind_word,
    budget_of,
    envelope_state,
    fund_of,
    pace_bar,
    short_of_dues,
)
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Bar, Block, Fact, Grid, Line, Picture, Text, Title
from finterm.tui.view.safe import safe_page, safe_summary
from finterm.tui.view.sight import Sight

RECENT = 12  # movements shown under an envelope
WIDEST_BAR = 48  # cells


def budget_page(sight: Sight, key: str | None) -> list[Block]:
    """What the cursor stands on: safe to spend line by line, or an envelope and safe to spend in short."""
    if key == SAFE:
        return [*safe_page(sight), *fund_blocks(sight)]
    position = budget_of(sight).positions.get(key or "")
    blocks = envelope_blocks(sight, position) if position is not None else []
    return [*blocks, *safe_summary(sight), *fund_blocks(sight)]


def envelope_blocks(sight: Sight, position: EnvelopePosition) -> list[Block]:
    """One envelope: its month as a bar and in figures, and its latest movements."""
    words, envelope = sight.words, position.envelope

    def fact(key: str, minor: int, state: str = "") -> Fact:
        return Fact(words(key), sight.money(minor, envelope.currency), state)

    state = envelope_state(sight, position)
    blocks: list[Block] = [Title(envelope.name)]
    if position.whole > 0:
        blocks += [Picture(lambda room: _bar(position, state.state, room)), _bar_words(sight, position)]
    blocks.append(Fact(words("tui.loans.state"), state.text, state.state))
    blocks.append(fact("tui.budget.left", position.left, "overspent" if position.left < 0 else "strong"))
    blocks.append(fact("tui.budget.brought", position.brought))
    blocks.append(fact("tui.budget.assigned", position.assigned))
    if position.moved:
        blocks.append(fact("tui.budget.moved", position.moved))
    blocks.append(fact("tui.budget.spent", position.spent))
    if position.to_fund:
        blocks.append(fact("tui.budget.to_fund", position.to_fund))
    if short := short_of_dues(sight, position):
        blocks.append(fact("tui.budget.short_of_dues", short, "warning"))
    if position.is_behind:
        blocks.append(fact(behind_word(position) + "_by", -position.pace, "warning"))
    if envelope.note:
        blocks.append(Text(sight.free(envelope.note), "faint"))
    mine = [m for m in sight.ledger.moves if envelope.id in (m.envelope, m.source)]
    if mine:
        recent = sorted(mine, key=lambda m: (m.date, m.id), reverse=True)[:RECENT]
        blocks += [Title(words("tui.budget.moves")), Grid(move_columns(sight), move_rows(sight, recent))]
    return blocks


def _bar(position: EnvelopePosition, state: str, room: int) -> list[Line]:
    return [((pace_bar(position, min(room, WIDEST_BAR)), state),)]


def _bar_words(sight: Sight, position: EnvelopePosition) -> Text:
    """How to read the bar, and how much of the month has passed."""
    key = "tui.budget.bar_saving" if position.envelope.kind in SAVING else "tui.budget.bar"
    return Text(sight.words(key, share=sight.words.percent(float(position.passed), 0)), "faint")


def move_columns(sight: Sight) -> tuple[Column, ...]:
    """Columns of a list of movements."""
    words = sight.words
    return (
        Column(words("core.field.date"), least=10),
        Column(words("core.field.kind")),
        Column(words("tui.budget.from_to"), least=8, weight=1, fold=3),
        Column(words("core.field.amount"), right=True),
        Column(words("core.field.note"), least=6, weight=1, fold=2),
    )


def move_rows(sight: Sight, moves: Iterable[Move]) -> list[Row]:
    """Movements as given."""
    words = sight.words

    def place(envelope: str) -> str:
        found = sight.envelopes.get(envelope)
        return found.name if found else words("core.ready_to_assign")

    rows = []
    for move in moves:
        way = ""
        if move.kind == "spend":
            way = place(move.envelope)
        elif move.kind != "income":
            way = f"{place(move.source)} → {place(move.envelope)}"
        amount = sight.money(move.minor, move.currency)
        kind = words(f"core.move.{move.kind}")
        rows.append(
            Row(move.id, (words.day(move.date), kind, way, amount, Cell(sight.free(move.note), "faint")))
        )
    return rows


def fund_blocks(sight: Sight) -> list[Block]:
    """The emergency fund and how far it is."""
    words, fund = sight.words, fund_of(sight)
    blocks: list[Block] = [Title(words("tui.budget.fund_title"))]
    if fund.progress is None:
        return [*blocks, Text(words("tui.budget.fund_none"), "faint")]
    text = words(
        "tui.budget.fund_line",
        have=sight.money(fund.have, fund.currency),
        target=sight.money(fund.target, fund.currency),
        share=words.percent(float(fund.progress), 0),
    )
    blocks.append(Bar(float(fund.progress), text, "good"))
    covered = float(fund.months_covered or 0)
    return [
        *blocks,
        Text(words("tui.budget.fund_months", months=f"{covered:.1f}", wanted=fund.months), "faint"),
    ]
