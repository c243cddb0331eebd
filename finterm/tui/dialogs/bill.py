"""The form of a bill. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from finterm.domain.records import Bill, BillRule
from finterm.tui.dialogs.parts import amount_text, number, options, some, text
from finterm.tui.dialogs.sums import bill_sums
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def bill_form(sight: Sight, bill: Bill | None = None, *, new_id: str = "") -> Form:
    """Add a bill (with `new_id`) or edit `bill`."""
    words = sight.words
    currency = bill.currency if bill else sight.settings.currency
    standing = [e for e in sight.ledger.envelopes if not e.closed]
    envelopes = (("", words("core.none")), *((e.id, e.name) for e in standing))
    ends = (
        ("none", words("tui.bill.no_end")),
        ("count", words("tui.bill.after_count")),
        ("until", words("tui.bill.until_date")),
    )
    end = "none" if bill is None else "count" if bill.count else "until" if bill.until else "none"
    hint = words("tui.form.date_hint")
    fields = [
        Field("name", words("core.field.name"), value=bill.name if bill else "", required=True),
        Field(
            "amount",
            words("core.field.amount"),
            "amount",
            amount_text(bill.minor if bill else None, currency),
            hint=words("tui.bill.amount_hint"),
        ),
        Field("currency", words("core.field.currency"), "currency", currency, True),
        Field(
            "first",
            words("tui.bill.first"),
            "first_date",
            bill.first.isoformat() if bill else "",
            True,
            hint=hint,
        ),
        Field(
            "rule",
            words("tui.bill.rule"),
            "choice",
            bill.rule if bill else "monthly",
            choices=options(sight, "core.rule.", BillRule),
        ),
        Field(
            "every",
            words("tui.bill.every"),
            "number",
            str(bill.every if bill else 1),
            True,
            least=1,
            most=999,
        ),
        Field("end", words("tui.bill.end"), "choice", end, choices=ends),
        Field(
            "count",
            words("tui.bill.count"),
            "number",
            str(bill.count or "") if bill else "",
            True,
            least=1,
            when=("end", ("count",)),
        ),
        Field(
            "until",
            words("tui.bill.until"),
            "date",
            bill.until.isoformat() if bill and bill.until else "",
            True,
            hint=hint,
            when=("end", ("until",)),
        ),
        Field("envelope", words("tui.pay.from"), "choice", bill.envelope if bill else "", choices=envelopes),
        Field("note", words("core.field.note"), value=bill.note if bill else ""),
    ]

    def bill_of(values: Mapping[str, Value]) -> Bill:
        terms: dict[str, Any] = {
            **{key: text(values, key) for key in ("name", "currency", "envelope", "note", "rule")},
            "minor": some(values, "amount"),
            "first": some(values, "first"),
            "every": number(values, "every"),
            "count": some(values, "count"),
            "until": some(values, "until"),
        }
        return Bill(id=new_id, **terms) if bill is None else msgspec.structs.replace(bill, **terms)

    def build(values: dict[str, Value]) -> SaveRecord:
        return SaveRecord(bill_of(values), bill)

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        return bill_sums(sight, values, lambda: bill_of(values))

    title = words("tui.bill.add") if bill is None else words("tui.bill.edit", name=bill.name)
    draft = f"bill:{bill.id if bill else ''}"
    return Form(title, fields, build, derive=derive, draft=draft, fresh=bill is None)
