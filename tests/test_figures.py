"""Figures written without Babel read as Babel writes them, in both languages."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent

from finterm.domain.money import Money, exponent
from finterm.locale import LANGUAGES, Words
from finterm.locale.figures import SIGNS

MINORS = (0, 1, -1, 5, 99, 100, -100, 12345, -12345, 99999999, 123456789012)


@pytest.mark.parametrize("language", LANGUAGES)
def test_amounts_read_as_babel_writes_them(language: str) -> None:
    words = Words(language)
    for currency in (*SIGNS[words.folder], "CHF", "KWD", "CLP", "XYZ"):
        for minor in MINORS:
            places = exponent(currency)
            exact, money = Decimal(minor).scaleb(-places), Money(minor, currency)
            pattern = "#,##0." + "0" * places if places else "#,##0"
            assert words.money(money) == format_currency(exact, currency, locale=words.folder)
            assert words.amount(money) == format_decimal(exact, format=pattern, locale=words.folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_percentages_read_as_babel_writes_them(language: str) -> None:
    words = Words(language)
    for rate in (
        0,
        0.1303,
        -0.1303,
        0.00125,
        0.00135,
        1,
        12.3456,
        -0.00001,
        0.5,
        Decimal("0.2449999"),
        Decimal("1E-7"),
    ):
        for places in (0, 1, 2):
            pattern = "#,##0." + "0" * places + "%"
            assert words.percent(rate, places) == format_percent(rate, format=pattern, locale=words.folder)


@pytest.mark.parametrize(("language", "pattern"), [("en", "EEE d MMM"), ("zh", "M月d日EEE")])
def test_days_read_as_babel_writes_them(language: str, pattern: str) -> None:
    words = Words(language)
    for n in range(0, 400, 3):
        day = Date(2026, 1, 1) + timedelta(days=n)
        assert words.weekday(day) == format_date(day, format=pattern, locale=words.folder)
