"""The terms of the credit record that the shipped rules give."""

from __future__ import annotations

from datetime import date as Date

from finterm.domain.credit import CreditTerms, Repair
from finterm.rules.credit import credit_terms
from finterm.rules.loading import shipped

ON = Date(2026, 11, 24)


def test_china_counts_from_the_payoff_and_keeps_the_closed_repair_to_check_against() -> None:
    assert credit_terms(shipped(), ON, "cn") == CreditTerms(
        retention_years=5,
        retention_from="cleared",
        reports_a_year=2,
        dispute_days=20,
        complaint_days=30,
        repair=Repair(
            since=Date(2020, 1, 1),
            until=Date(2025, 12, 31),
            most=1_000_000,
            currency="CNY",
            paid_by=Date(2026, 3, 31),
            first_paid_by=Date(2025, 11, 30),
            hidden_from=Date(2026, 1, 1),
        ),
    )


def test_the_repair_is_not_there_before_it_was_announced() -> None:
    assert credit_terms(shipped(), Date(2025, 12, 21), "cn").repair is None
    assert credit_terms(shipped(), Date(2025, 12, 22), "cn").repair is not None


def test_elsewhere_the_years_run_from_the_first_late_month() -> None:
    terms = credit_terms(shipped(), ON, "us")
    assert (terms.retention_years, terms.retention_from, terms.repair) == (7, "first_late", None)
    assert (terms.dispute_days, terms.complaint_days) == (30, None)
