"""The form of a loan: add or edit a contract. Pure. Its fields are in `loan_terms`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

import msgspec

from finterm.domain import loan as contract
from finterm.domain.errors import BadInput
from finterm.domain.records import Loan, Method
from finterm.tui.dialogs.loan_clauses import late_terms, lender_terms
from finterm.tui.dialogs.loan_sums import loan_sums
from finterm.tui.dialogs.loan_terms import OTHER, cost_terms, first_terms, past_dues
from finterm.tui.dialogs.parts import number, some, text
from finterm.tui.dialogs.reminding import leads_of, own_leads
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Value
from finterm.tui.view.sight import Sight

MUCH = 2  # a yearly rate, as a fraction, above which a percent sign or a unit is more likely wrong
NO_FEE = Decimal(0), 0


def loan_form(sight: Sight, loan: Loan | None = None, *, new_id: str = "") -> Form:
    """Add a loan (with `new_id`) or edit `loan`."""
    words = sight.words
    title = words("tui.loan.add") if loan is None else words("tui.loan.edit", name=loan.name)
    currency = loan.currency if loan else sight.settings.currency

    def build(values: dict[str, Value]) -> SaveRecord:
        return SaveRecord(_loan(values, loan, new_id), loan, paid=bool(some(values, "past_paid")))

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        if text(values, "frequency") == OTHER and not frequency_of(values):
            return {}
        # The sums do not wait for a name.
        named = {**values, "name": text(values, "name") or "–", "frequency": frequency_of(values)}
        return loan_sums(sight, named, lambda: _loan(named, loan, new_id))

    def check(values: dict[str, Value]) -> Mapping[str, BadInput]:
        day = some(values, "start") or some(values, "first_due")
        if day is None or (text(values, "frequency") == OTHER and not frequency_of(values)):
            return {}
        # What was not asked for or cannot be read stands here as something that can be.
        usual = {"name": "–", "currency": currency, "start": day, "first_due": day, "frequency": "monthly"}
        usual |= {key: value for key, value in values.items() if value not in (None, "")}
        unfit = contract.faults(_loan(usual, loan, new_id))
        return {fault.where: fault for fault in unfit if some(values, fault.where) is not None}

    def question(values: Mapping[str, Value]) -> str:
        a_year = contract.yearly_rate(_loan(values, loan, new_id))
        before = contract.yearly_rate(loan) if loan else 0
        asks = a_year > MUCH and a_year != before
        return words("tui.loan.high_rate", rate=words.percent(float(a_year))) if asks else ""

    terms = first_terms(sight, loan, currency)
    fields = [
        *terms,
        *([past_dues(sight, terms)] if loan is None else []),
        *cost_terms(sight, loan, currency),
        *late_terms(sight, loan, currency),
        *lender_terms(sight, loan, own_leads(sight, loan)),
    ]
    draft = f"loan:{loan.id if loan else ''}"
    return Form(
        title, fields, build, derive=derive, draft=draft, fresh=loan is None, check=check, question=question
    )


def _loan(values: Mapping[str, Value], before: Loan | None, new_id: str) -> Loan:
    fee_rate, fee_minor = some(values, "fee_per_period") or NO_FEE
    late_rate, late_minor = some(values, "late_fee") or NO_FEE
    method = cast(Method, some(values, "method"))
    rows = some(values, "rows") or () if method == "custom_rows" else ()
    principal = number(values, "principal")
    terms: dict[str, Any] = {
        **{
            key: text(values, key)
            for key in ("name", "brand", "currency", "legal_lender", "contract_no", "note")
        },
        "principal": principal,
        "received": some(values, "received") if some(values, "received") is not None else principal,
        "start": some(values, "start"),
        "first_due": rows[0].due if rows else some(values, "first_due"),
        "periods": len(rows) or number(values, "periods") or 1,
        "method": method,
        "frequency": frequency_of(values) or (before.frequency if before else "monthly"),
        "rows": rows,
        "rate": some(values, "rate") or Decimal(0),
        "rate_unit": text(values, "rate_unit") or "year",
        "day_count": text(values, "day_count") or "periodic",
        "fee_rate": fee_rate,
        "fee_minor": fee_minor,
        "fee_refunded": bool(some(values, "fee_refunded")),
        "grace_days": number(values, "grace_days"),
        "tolerance": number(values, "tolerance"),
        "penalty_rate": some(values, "penalty_rate") or Decimal(0),
        "penalty_unit": text(values, "penalty_unit"),
        "penalty_multiplier": some(values, "penalty_multiplier") or None,
        "penalty_base": text(values, "penalty_base"),
        "penalty_basis": int(text(values, "penalty_basis")),
        "compound": bool(some(values, "compound")),
        "late_fee_rate": late_rate,
        "late_fee_minor": late_minor,
        "late_fee_min": some(values, "late_fee_min"),
        "late_fee_max": some(values, "late_fee_max"),
        "allocation": tuple(text(values, "allocation").split()),
        "leads": leads_of(values),
    }
    return Loan(id=new_id, **terms) if before is None else msgspec.structs.replace(before, **terms)


def frequency_of(values: Mapping[str, Value]) -> str:
    """The frequency chosen, or the one typed where it is another."""
    chosen = text(values, "frequency")
    return text(values, "frequency_typed") if chosen == OTHER else chosen
