"""The rules of the credit record as the terms the domain computes with; what no rule says stays None."""

from __future__ import annotations

from datetime import date as Date

from finterm.domain.credit_terms import Countries, CreditTerms, Repair, Start
from finterm.domain.ledger import Ledger
from finterm.domain.money import exponent
from finterm.rules.rule import Rules


def countries(rules: Rules, on: Date, currency: str, ledger: Ledger) -> Countries:
    """The terms of every country on the day `on`, seen from a book in `currency` that holds `ledger`.

    Home is the country of that currency, unless all copies and loans are of others: then it is theirs.
    """
    lived = [copy.country for copy in ledger.credit_reports if copy.country]
    lived += [country for loan in ledger.loans if (country := rules.country_of(loan.currency))]
    home = rules.country_of(currency)
    return Countries(
        home=home if not lived or home in lived else lived[0],
        terms={country: credit_terms(rules, on, country) for country in rules.countries},
        currencies=dict(rules.currencies),
    )


def credit_terms(rules: Rules, on: Date, country: str) -> CreditTerms:
    """The terms of `country` on the day `on`; a rule that is past by then still tells of the past."""

    def whole(id: str) -> int | None:
        rule = rules.find(id, on, country)
        return None if rule is None else rule.whole

    seen = rules.find("settled_seen", on, country)
    return CreditTerms(
        retention_years=whole("record_kept"),
        retention_from=_start(rules, on, country),
        reports_a_year=whole("free_reports"),
        dispute_days=whole("dispute_answer"),
        complaint_days=whole("complaint_answer"),
        charged_off_days=whole("record_starts"),
        dispute_longer_days=whole("dispute_longer"),
        seen_months=None if seen is None else (int(seen.range[0]), int(seen.range[1])),
        repair=_repair(rules, on, country),
    )


def _start(rules: Rules, on: Date, country: str) -> Start:
    """What the years run from; where no rule says so, each late month ages by itself."""
    if rules.find("record_from_payoff", on, country):
        return "cleared"
    return "default" if rules.find("record_from_default", on, country) else "each_month"


def _repair(rules: Rules, on: Date, country: str) -> Repair | None:
    """The one-time repair, where all its rules are known; it may be over by `on`."""
    ids = ("arose", "amount", "paid_by", "early_paid_by", "early_seen")
    arose, amount, paid_by, early, seen = (rules.last(f"repair_{id}", on, country) for id in ids)
    if arose is None or amount is None or paid_by is None or early is None or seen is None:
        return None
    since, until = arose.days
    return Repair(
        since=since, until=until, most=int(amount.number * 10 ** exponent(amount.unit)),
        currency=amount.unit, paid_by=paid_by.days[0], first_paid_by=early.days[0], hidden_from=seen.days[0],
    )  # fmt: skip
