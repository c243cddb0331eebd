"""The contract sheet in words: clauses, who collects what, the lender's cost beside ours, and what is missing. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.records import Charge, ContractSheet, Loan
from finterm.domain.sheets import CLAUSES, compared, missing
from finterm.tui.actions import keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.sight import Sight

TABLE = "cost_table"  # the rule since which a lender shows a table of all costs


def sheet_of(sight: Sight, loan: Loan) -> ContractSheet | None:
    """The sheet of a loan, where one is kept."""
    sheets = sight.remember("sheets", lambda: {sheet.loan: sheet for sheet in sight.ledger.contract_sheets})
    return sheets.get(loan.id)


def sheet_blocks(sight: Sight, loan: Loan) -> list[Block]:
    """Everything the sheet says, under its heading, and the list of what is missing."""
    words, sheet = sight.words, sheet_of(sight, loan)
    blocks: list[Block] = [Title(words("claims.sheet"))]
    if sheet is not None:
        for name in CLAUSES:
            if said := getattr(sheet, name):
                blocks.append(Fact(words(f"claims.sheet.{name}"), sight.free(said)))
        blocks += _charges(sight, loan, sheet)
        blocks += _compared(sight, loan, sheet)
        if sheet.files:
            names = words("core.comma").join(file.name for file in sheet.files)
            blocks.append(Fact(words("claims.sheet.files"), names))
        if sheet.note:
            blocks.append(Text(sight.free(sheet.note), "faint"))
    return [*blocks, *_missing(sight, loan, sheet)]


def _charges(sight: Sight, loan: Loan, sheet: ContractSheet) -> list[Block]:
    words, rows = sight.words, []
    for name, charges in (("charges", sheet.charges), ("late_charges", sheet.late_charges)):
        rows += [_charge(sight, loan, name, n, charge) for n, charge in enumerate(charges)]
    if not rows:
        return []
    columns = (
        Column(words("claims.sheet.charge"), least=8, weight=1),
        Column(words("core.field.amount"), right=True, least=6),
        Column(words("claims.sheet.collector"), least=8, weight=1),
        Column(words("claims.sheet.when"), least=4, fold=2),
    )
    return [Grid(columns, rows)]


def _charge(sight: Sight, loan: Loan, name: str, n: int, charge: Charge) -> Row:
    words = sight.words
    amount = "–" if charge.minor is None else sight.amount(charge.minor, loan.currency)
    nobody = Cell(words("claims.sheet.not_said"), "warning")
    return Row(
        f"{name}:{n}",
        (charge.name, amount, charge.collector or nobody, words(f"claims.sheet.when.{name}")),
    )


def _compared(sight: Sight, loan: Loan, sheet: ContractSheet) -> list[Block]:
    """The cost the lender shows beside ours, each rate with the name of its way."""
    words, cost = sight.words, sight.yearly_cost(loan)
    found = compared(loan, sheet, cost)
    blocks: list[Block] = []

    def money(minor: int) -> str:
        return sight.money(minor, loan.currency)

    if found.shown is not None and found.gap is not None:
        blocks.append(Fact(words("claims.sheet.their_cost"), money(found.shown)))
        blocks.append(Fact(words("claims.sheet.our_cost"), money(found.ours)))
        if found.gap:
            key = "claims.sheet.gap_more" if found.gap > 0 else "claims.sheet.gap_less"
            blocks.append(
                Fact(words("claims.difference"), words(key, amount=money(abs(found.gap))), "warning")
            )
    if sheet.shown_rate is not None:
        way = words(f"claims.sheet.way.{sheet.shown_way}")
        told = words("claims.sheet.rate_way", rate=words.percent(float(sheet.shown_rate)), way=way)
        blocks.append(Fact(words("claims.sheet.their_rate"), told))
        if cost is not None:
            blocks.append(Fact(words("core.nominal_yearly_cost"), words.percent(cost.nominal)))
            blocks.append(Fact(words("core.effective_yearly_cost"), words.percent(cost.effective)))
        if found.rate_gap is not None and abs(found.rate_gap) >= 0.0005:  # as much as rounding makes
            key = "claims.sheet.rate_more" if found.rate_gap > 0 else "claims.sheet.rate_less"
            told = words(key, rate=words.percent(abs(found.rate_gap)))
            blocks.append(Fact(words("claims.difference"), told, "warning"))
    return blocks


def _missing(sight: Sight, loan: Loan, sheet: ContractSheet | None) -> Sequence[Block]:
    words = sight.words
    country = sight.rules.country_of(loan.currency)
    rule = sight.rules.last(TABLE, sight.on, country) if country else None
    lacking = missing(loan, sheet, rule.start if rule is not None else None)
    if not lacking:
        return [Text(words("claims.sheet.whole"), "good")]
    names = words("core.comma").join(words(f"claims.sheet.{item}") for item in lacking)
    return [
        Fact(words("claims.sheet.missing"), names, "warning"),
        Text(words("claims.sheet.hint", **keys_said("loans")), "faint"),
    ]
