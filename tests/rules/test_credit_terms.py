"""The terms of the credit record are those of the rules, in each country as far as there are any."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

import pytest

from finterm.domain.credit_terms import CreditTerms
from finterm.domain.ledger import Ledger
from finterm.domain.records import CreditReport
from finterm.rules import load
from finterm.rules.credit import countries, credit_terms
from finterm.rules.loading import shipped
from tests.domain.test_credit import loan

ON = Date(2026, 9, 1)


def test_china_has_them_all() -> None:
    terms = credit_terms(shipped(), ON, "cn")
    assert terms[:5] == (5, "cleared", 2, 20, 30)
    repair = terms.repair
    assert repair is not None and (repair.most, repair.currency) == (1_000_000, "CNY")
    assert (repair.since, repair.until) == (Date(2020, 1, 1), Date(2025, 12, 31))
    assert (repair.paid_by, repair.first_paid_by, repair.hidden_from) == (
        Date(2026, 3, 31),
        Date(2025, 11, 30),
        Date(2026, 1, 1),
    )


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("us", CreditTerms(7, "each_month", None, 30, charged_off_days=180, dispute_longer_days=15)),
        ("gb", CreditTerms(6, "default")),
        ("eu", CreditTerms(None, "each_month")),
        ("xx", CreditTerms(None, "each_month")),
    ],
)
def test_elsewhere_what_no_rule_says_stays_unknown(country: str, expected: CreditTerms) -> None:
    assert credit_terms(shipped(), ON, country) == expected


def test_before_the_repair_was_announced_there_is_none() -> None:
    assert credit_terms(shipped(), Date(2025, 12, 21), "cn").repair is None
    assert credit_terms(shipped(), Date(2025, 12, 22), "cn").repair is not None


def test_a_rule_of_ones_own_wins(tmp_path: Path) -> None:
    (tmp_path / "cn.toml").write_text('[rule.dispute_answer]\nvalue = 15\nunit = "days"\n', "utf-8")
    assert credit_terms(load(tmp_path), ON, "cn").dispute_days == 15


def test_a_book_in_one_currency_knows_the_terms_of_every_country() -> None:
    found = countries(shipped(), ON, "USD", Ledger())
    assert (found.home, found.currencies["CNY"], set(found.terms)) == ("us", "cn", {"cn", "us", "gb", "eu"})
    assert found.at("us").dispute_days == 30 and found.at("nowhere") == CreditTerms()
    assert countries(shipped(), ON, "JPY", Ledger()).home == ""


@pytest.mark.parametrize(
    ("copies", "loans", "home"),
    [
        ((), (), "cn"),
        (("us",), (), "us"),  # a book whose currency nobody set, kept elsewhere
        ((), ("USD", "GBP"), "us"),
        (("cn", "us"), ("USD",), "cn"),
        (("us",), ("CNY",), "cn"),
        ((), ("JPY",), "cn"),
        (("",), (), "cn"),
    ],
)
def test_home_is_where_the_copies_and_loans_are(
    copies: tuple[str, ...], loans: tuple[str, ...], home: str
) -> None:
    ledger = Ledger(
        credit_reports=[CreditReport(id=f"c{n}", date=ON, country=one) for n, one in enumerate(copies)],
        loans=[loan(id=f"l{n}", currency=one) for n, one in enumerate(loans)],
    )
    assert countries(shipped(), ON, "CNY", ledger).home == home
