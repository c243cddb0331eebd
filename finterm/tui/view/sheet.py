"""The contract sheet as blocks: clauses, who collects what, the lender's cost beside ours, and what is missing. Pure.

The words themselves are in `exchange.sheeted`, which the command line says them with too.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from finterm.domain.records import Charge, ContractSheet, Loan
from finterm.domain.sheets import CLAUSES
from finterm.exchange import sheeted
from finterm.rules.careful import OF_SHEET, to_look_up
from finterm.tui.actions import keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.sight import Sight


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
        told = sheeted.beside(
            words, loan, sheet, sight.yearly_cost(loan), lambda minor: sight.money(minor, loan.currency)
        )
        blocks += [Fact(one.label, one.value, "warning" if one.is_gap else "") for one in told]
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
    said = replace(charge, said=sight.free(charge.said))  # words may hold amounts, which the mask hides
    amount = sheeted.charged(said, lambda minor: sight.amount(minor, loan.currency))
    nobody = Cell(words("claims.sheet.not_said"), "warning")
    return Row(
        f"{name}:{n}",
        (charge.name, amount, charge.collector or nobody, words(f"claims.sheet.when.{name}")),
    )


def _missing(sight: Sight, loan: Loan, sheet: ContractSheet | None) -> Sequence[Block]:
    words = sight.words
    lacking = sheeted.lacking(words, sight.rules, loan, sheet, sight.on)
    old = to_look_up(words, sight.rules, OF_SHEET, sight.on, sight.rules.country_of(loan.currency))
    care = [Text(old, "warning")] if old else []
    if not lacking:
        return [Text(words("claims.sheet.whole"), "good"), *care]
    return [
        *care,
        Fact(words("claims.sheet.missing"), words("core.comma").join(lacking), "warning"),
        Text(words("claims.sheet.hint", **keys_said("loans")), "faint"),
    ]
