"""What the terms of a loan come to while they are typed: its payments, what it costs in all, its yearly cost. Pure.

Gives words by the field they stand under; those under "" are lines about the whole. Nothing is said of what is
not known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date as Date

from finterm.domain import loan as contract
from finterm.domain.errors import BadInput
from finterm.domain.loan import upfront_deduction
from finterm.domain.rates import yearly_cost
from finterm.domain.records import Loan
from finterm.domain.schedule import Instalment, schedule
from finterm.tui.dialogs.sums import Hints, month_end
from finterm.tui.view.form import Value
from finterm.tui.view.sight import Sight


def loan_sums(sight: Sight, values: Mapping[str, Value], loan_of: Callable[[], Loan]) -> Hints:
    """The level payment, what it costs in all, and its real yearly cost by both names."""
    hints: Hints = {}
    first, frequency = values.get("first_due"), values.get("frequency")
    if isinstance(first, Date) and isinstance(frequency, str):
        hints["first_due"] = month_end(sight, first, frequency)
    if values.get("method") == "custom_rows":
        hints["rows"] = _rows(sight, values)
        first = values.get("rows")
    if not (first and values.get("start") and values.get("principal") and values.get("currency")):
        return hints
    try:
        loan = loan_of()
        contract.check(loan)
    except BadInput:
        return hints
    rows = schedule(loan)
    if "past_paid" in values:
        past = [row.total for row in rows if row.due < sight.on]
        key = "past_yes" if values["past_paid"] else "past_no"
        amount = sight.money(sum(past), loan.currency)
        hints["past_paid"] = sight.words.count(f"tui.loan.{key}", len(past), amount=amount)
    cost = yearly_cost(loan)
    lines = [_payments(sight, loan, rows), _costs(sight, loan, rows), _rate(sight, cost)]
    if loan.method == "flat_fee" and not (loan.fee_minor or loan.fee_rate):
        lines.append(sight.words("tui.loan.no_fee"))
    hints[""] = "\n".join(lines)
    return hints


def _rows(sight: Sight, values: Mapping[str, Value]) -> str:
    rows, currency = values.get("rows"), str(values.get("currency") or "")
    if not isinstance(rows, tuple) or not currency:
        return ""
    principal = values.get("principal")
    return sight.words.count(
        "tui.loan.rows_sum",
        len(rows),
        sum=sight.money(sum(row.principal for row in rows), currency),
        principal=sight.money(principal if isinstance(principal, int) else None, currency),
    )


def _payments(sight: Sight, loan: Loan, rows: tuple[Instalment, ...]) -> str:
    totals = [row.total for row in rows]
    key = "level" if len(set(totals)) == 1 else "last" if len(set(totals[:-1])) == 1 else "varying"
    return sight.words.count(
        f"tui.loan.sum_{key}",
        len(totals),
        amount=sight.money(totals[0], loan.currency),
        last=sight.money(totals[-1], loan.currency),
    )


def _costs(sight: Sight, loan: Loan, rows: tuple[Instalment, ...]) -> str:
    interest = sum(row.interest for row in rows)
    fees = sum(row.fee for row in rows) + upfront_deduction(loan)

    def money(minor: int) -> str:
        return sight.money(minor, loan.currency)

    return sight.words(
        "tui.loan.sum_costs",
        interest=money(interest),
        fees=money(fees),
        costs=money(interest + fees),
        total=money(sum(row.total for row in rows)),
    )


def _rate(sight: Sight, cost: object) -> str:
    words = sight.words
    if not isinstance(cost, tuple):
        return words("tui.loan.sum_no_rate")
    nominal, effective = (words.percent(rate) for rate in cost)
    return words("tui.loan.sum_rate", nominal=nominal, effective=effective)
