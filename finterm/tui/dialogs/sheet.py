"""The form of a contract sheet: clauses in the contract's words, the lender's cost table, files. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from finterm.domain.records import ContractSheet, Loan, ShownWay
from finterm.domain.sheets import CLAUSES, check_sheet, sheet_id
from finterm.exchange.charges import parse_charges, written_charges
from finterm.exchange.typed import written_rate
from finterm.tui.dialogs.files import parse_paths
from finterm.tui.dialogs.parts import options, some, text
from finterm.tui.intents import SaveSheet
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sheet import sheet_of
from finterm.tui.view.sight import Sight


def sheet_form(sight: Sight, loan: Loan) -> Form:
    """The sheet of `loan`, as it is or empty."""
    words, kept = sight.words, sheet_of(sight, loan)
    sheet = kept or ContractSheet(id=sheet_id(loan.id), loan=loan.id)

    def label(key: str) -> str:
        return words(f"claims.sheet.{key}")

    def charges(name: str) -> Field:
        return Field(
            name,
            label(name),
            "area",
            written_charges(getattr(sheet, name), loan.currency),
            hint=label(f"{name}_hint"),
            parse=lambda typed: parse_charges(typed, loan.currency, name),
        )

    shown_on = sheet.shown_on.isoformat() if sheet.shown_on else ""
    rate = "" if sheet.shown_rate is None else written_rate(sheet.shown_rate) or "0%"
    ways = options(sight, "claims.sheet.way.", ShownWay)
    fields = [
        *(Field(name, label(name), value=getattr(sheet, name)) for name in CLAUSES),
        Field("shown_on", label("shown_on"), "past_date", shown_on, section=label("cost_table")),
        Field("shown_rate", label("their_rate"), "rate", rate, hint="18.2%"),
        Field("shown_way", label("shown_way"), "choice", sheet.shown_way, choices=ways),
        charges("charges"),
        charges("late_charges"),
        Field("files", words("tui.talk.files"), hint=words("tui.talk.files_hint"), parse=parse_paths),
        Field("note", words("core.field.note"), "area", sheet.note),
    ]

    def build(values: dict[str, Value]) -> SaveSheet:
        made = msgspec.structs.replace(sheet, **_said(values))
        check_sheet(made)
        return SaveSheet(made, kept, some(values, "files") or ())

    title = words("claims.sheet.form", name=loan.name)
    return Form(title, fields, build, draft=f"sheet:{loan.id}", fresh=False)


def _said(values: Mapping[str, Value]) -> dict[str, Any]:
    return {
        **{name: text(values, name) for name in (*CLAUSES, "note")},
        "shown_on": some(values, "shown_on"),
        "shown_rate": some(values, "shown_rate"),
        "shown_way": text(values, "shown_way"),
        "charges": some(values, "charges") or (),
        "late_charges": some(values, "late_charges") or (),
    }
