"""Reference lines: which there are on a day, for a contract of a day."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

import pytest

from finterm.rules.lines import cost_lines
from finterm.rules.loading import shipped

ON = Date(2026, 11, 24)


@pytest.mark.parametrize(
    ("signed", "private"),
    [
        (Date(2024, 7, 21), "0.1380"),
        (Date(2024, 7, 22), "0.1340"),
        (Date(2024, 10, 21), "0.1240"),
        (Date(2025, 5, 20), "0.12"),
        (Date(2026, 11, 1), "0.12"),
    ],
)
def test_the_multiple_counts_on_the_rate_when_the_contract_was_made(signed: Date, private: str) -> None:
    fixed, multiple = cost_lines(shipped(), signed, ON, "cn")
    assert fixed.yearly == Decimal("0.24") and fixed.base is None
    assert multiple.yearly == Decimal(private) and multiple.base is not None


def test_a_rate_that_is_not_known_for_that_day_is_marked() -> None:
    signed = Date(2026, 7, 20)
    base = cost_lines(shipped(), signed, ON, "cn")[1].base
    assert base is not None and base.marks(signed) == ("past", "unsure")


def test_before_a_rate_is_known_and_elsewhere_there_is_no_such_line() -> None:
    assert [line.rule.id for line in cost_lines(shipped(), Date(2023, 8, 20), ON, "cn")] == ["cap_financial"]
    assert cost_lines(shipped(), ON, ON, "us") == []


def test_the_country_is_told_by_the_currency() -> None:
    assert [shipped().country_of(code) for code in ("CNY", "USD", "GBP", "EUR", "JPY", "")] == [
        "cn",
        "us",
        "gb",
        "eu",
        "",
        "",
    ]
