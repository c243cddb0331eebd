"""The JSON of the command line: what it calls things, and nothing about how they are found.

Amounts are integers of minor units beside their `currency`, dates ISO 8601, rates fractions, keys the
words of the domain in snake_case. These shapes are a promise to scripts: keys are added, not changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from finterm.domain.dues import Due
from finterm.domain.envelopes import Budget, EmergencyFund
from finterm.domain.loan import upfront_deduction
from finterm.domain.money import Money
from finterm.domain.position import DuePosition, Position
from finterm.domain.rates import YearlyCost
from finterm.domain.schedule import Instalment
from finterm.domain.spendable import SafeToSpend

if TYPE_CHECKING:
    from finterm.rules.beside import Beside


def loan(standing: Position, cost: YearlyCost | None) -> dict[str, Any]:
    """One loan as it stands on a day."""
    terms = standing.loan
    return {
        "id": terms.id,
        "name": terms.name,
        "currency": terms.currency,
        "on": standing.on,
        "overdue": standing.overdue,
        "penalty": standing.penalty,
        "late_fees": standing.late_fees,
        "to_be_current": standing.to_be_current,
        "payoff": standing.payoff,
        "remaining_principal": standing.remaining_principal,
        "days_overdue": standing.days_overdue,
        "total_interest": standing.total_interest,
        "total_fees": standing.total_fees,
        "upfront_deduction": upfront_deduction(terms),
        "credit": standing.credit,
        "nominal_yearly_cost": cost.nominal if cost else None,
        "effective_yearly_cost": cost.effective if cost else None,
        "dues": [loan_due(due) for due in standing.dues],
    }


def reference_line(found: Beside) -> dict[str, Any]:
    """A loan beside one line: `side` is that of the nominal yearly cost, `late` what being late cost beside it."""
    late = found.late
    return {
        "rule": found.line.rule.id,
        "yearly": float(found.line.yearly),
        "nominal_yearly_cost": found.nominal,
        "side": found.side,
        "late": {"charged": late.charged, "line": late.line, "side": late.side} if late else None,
    }


def loan_due(due: DuePosition) -> dict[str, Any]:
    """One instalment as it stands on a day."""
    return {
        "n": due.n,
        "due": due.due,
        "principal": due.principal,
        "interest": due.interest,
        "fee": due.fee,
        "left_principal": due.left_principal,
        "left_interest": due.left_interest,
        "left_fee": due.left_fee,
        "penalty": due.penalty,
        "late_fee": due.late_fee,
        "outstanding": due.outstanding,
        "state": due.state,
        "days_overdue": due.days_overdue,
    }


def agenda_due(due: Due) -> dict[str, Any]:
    """One line of the agenda; `outstanding` is null where it is not known or nothing to pay."""
    return {
        "key": due.key,
        "kind": due.kind,
        "date": due.date,
        "name": due.name,
        "n": due.n,
        "currency": due.currency,
        "outstanding": due.outstanding,
        "scheduled": due.scheduled,
        "state": due.state,
        "days_overdue": due.days_overdue,
        "by": due.by,
        "part_paid": due.part_paid,
        "part_waived": due.part_waived,
        "promised": due.promised,
        "snoozed_until": due.snoozed_until,
        "note": due.note,
    }


def amounts(sums: Sequence[Money]) -> list[dict[str, Any]]:
    """Sums of several currencies."""
    return [{"currency": money.currency, "minor": money.minor} for money in sums]


def spendable(safe: SafeToSpend, standing: Budget) -> dict[str, Any]:
    """Safe to spend in one currency, and what it is made of."""
    return {
        "currency": safe.currency,
        "payday": safe.payday,
        "safe_to_spend": safe.result,
        "ready_money": safe.ready_money,
        "ready_to_assign": standing.ready.get(safe.currency, 0),
        "dues_until_payday": safe.dues_total,
        "essential_envelopes": safe.reserves_total,
        "set_aside": safe.set_aside,
        "unknown_amounts": [due.key for due in safe.unknown],
    }


def emergency(fund: EmergencyFund) -> dict[str, Any]:
    """The emergency fund of one currency."""
    return {
        "currency": fund.currency,
        "months": fund.months,
        "target": fund.target,
        "have": fund.have,
        "missing": fund.missing,
    }


def schedule(rows: Sequence[Instalment], principal: int) -> list[dict[str, Any]]:
    """The rows of a schedule, each with the principal that remains after it."""
    shaped, remaining = [], principal
    for row in rows:
        remaining -= row.principal
        shaped.append(
            {
                "n": row.n,
                "due": row.due,
                "principal": row.principal,
                "interest": row.interest,
                "fee": row.fee,
                "payment": row.total,
                "remaining": remaining,
            }
        )
    return shaped
