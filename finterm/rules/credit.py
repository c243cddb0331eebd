"""The rules of the credit record as the terms the domain computes with; what no rule says stays None."""

from __future__ import annotations

from datetime import date as Date

from finterm.domain.credit import CreditTerms, Repair
from finterm.domain.money import exponent
from finterm.rules.rule import Rules

# Where the years of a record run from the day all was paid; elsewhere they run from the first late month.
FROM_PAYOFF = ("cn",)


def credit_terms(rules: Rules, on: Date, country: str) -> CreditTerms:
    """The terms of `country` on the day `on`; a rule that is past by then still tells of the past."""

    def whole(id: str) -> int | None:
        rule = rules.find(id, on, country)
        return None if rule is None else rule.whole

    return CreditTerms(
        retention_years=whole("record_kept"),
        retention_from="cleared" if country in FROM_PAYOFF else "first_late",
        reports_a_year=whole("free_reports"),
        dispute_days=whole("dispute_answer"),
        complaint_days=whole("complaint_answer"),
        repair=_repair(rules, on, country),
    )


def _repair(rules: Rules, on: Date, country: str) -> Repair | None:
    """The one-time repair, where all its rules are known; it may be over by `on`."""
    ids = ("repair_arose", "repair_amount", "repair_paid_by", "repair_first_wave")
    arose, amount, paid_by, first = (rules.last(id, on, country) for id in ids)
    if arose is None or amount is None or paid_by is None or first is None:
        return None
    (since, until), (first_paid_by, hidden_from) = arose.days, first.days
    return Repair(
        since=since, until=until, most=int(amount.number * 10 ** exponent(amount.unit)),
        currency=amount.unit, paid_by=paid_by.days[0], first_paid_by=first_paid_by, hidden_from=hidden_from,
    )  # fmt: skip
