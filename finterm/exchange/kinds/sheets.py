"""Contract sheets as a file: one line a loan."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from finterm.domain.records import Charge, ContractSheet, ShownWay
from finterm.domain.sheets import check_sheet, sheet_id
from finterm.exchange import typed
from finterm.exchange.cells import Cells, Names
from finterm.exchange.charges import parse_charges, written_charges
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.kinds.talking import read_files, written_files
from finterm.exchange.sheet import shielded

_TEXTS = (
    "rate_basis",
    "penalty_clause",
    "late_fee_clause",
    "allocation_clause",
    "prepayment",
    "acceleration",
    "forum",
    "note",
)
NO_CHARGES: tuple[Charge, ...] = ()


def read_sheet_of(cells: Cells, id: str) -> ContractSheet:
    """The sheet of one line."""
    loan, loan_id = cells.one("loan", cells.names.loans, needed=True)
    currency = loan.currency if loan else cells.names.currency
    way: ShownWay = cells.choice("shown_way", get_args(ShownWay), "not_said", "shown_way")
    none: Decimal | None = None

    def charges(column: str) -> tuple[Charge, ...]:
        return cells.read(column, lambda cell: parse_charges(cell, currency, column), NO_CHARGES)

    return ContractSheet(
        id=sheet_id(loan_id),
        loan=loan_id,
        shown_on=cells.date_or_none("shown_on"),
        shown_rate=cells.read("shown_rate", lambda cell: typed.parse_decimal_rate(cell, "shown_rate"), none),
        shown_way=way,
        charges=charges("charges"),
        late_charges=charges("late_charges"),
        files=cells.read("files", read_files, ()),
        **{name: cells.text(name) for name in _TEXTS},
    )


def write_sheet_of(sheet: ContractSheet, names: Names) -> dict[str, str]:
    loan = names.loans.by_id(sheet.loan)
    currency = loan.currency if loan else names.currency
    rate = "" if sheet.shown_rate is None else typed.written_rate(sheet.shown_rate) or "0%"
    return {
        "loan": shielded(names.loans.shown(sheet.loan)),
        "shown_on": sheet.shown_on.isoformat() if sheet.shown_on else "",
        "shown_rate": rate,
        "shown_way": sheet.shown_way,
        "charges": shielded(written_charges(sheet.charges, currency)),
        "late_charges": shielded(written_charges(sheet.late_charges, currency)),
        "files": written_files(sheet.files),
        **{name: shielded(getattr(sheet, name)) for name in _TEXTS},
    }


SHEETS = Kind(
    name="contract_sheets",
    record=ContractSheet,
    columns=(
        "loan", "shown_on", "shown_rate", "shown_way", "charges", "late_charges", "rate_basis", "penalty_clause",
        "late_fee_clause", "allocation_clause", "prepayment", "acceleration", "forum", "files", "note",
    ),
    needed=frozenset({"loan", "shown_rate", "charges"}),
    read=read_sheet_of,
    write=write_sheet_of,
    check=lambda sheet, names: check_sheet(sheet),
    loose=lambda sheet: sheet.loan,
)  # fmt: skip
