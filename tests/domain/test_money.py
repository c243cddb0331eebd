"""Money is exact, rounding has one name, and typing is forgiving but never guessing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.errors import BadInput
from finterm.domain.money import (
    CURRENCIES,
    Money,
    exponent,
    parse_amount,
    parse_currency,
    plain,
    round_half_up,
    split_evenly,
    total,
)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(49, 100), 0),
        (Fraction(-149, 100), -1),
        (7, 7),
    ],
)
def test_halves_round_away_from_zero(value: Fraction, rounded: int) -> None:
    assert round_half_up(value) == rounded


@given(st.fractions())
def test_rounding_moves_by_half_a_unit_at_most(value: Fraction) -> None:
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("1075", "CNY", 107500),
        ("1,075.50", "CNY", 107550),
        ("1.2万", "CNY", 1_200_000),
        ("0.5亿", "CNY", 5_000_000_000),
        ("¥300", "CNY", 30000),
        ("300元", "CNY", 30000),
        ("CNY 12.5", "CNY", 1250),
        ("RMB 12.5", "CNY", 1250),
        ("人民币300元", "CNY", 30000),
        ("１２．５", "CNY", 1250),
        ("1，075", "CNY", 107500),
        (".5", "USD", 50),
        ("-3", "USD", -300),
        ("500", "JPY", 500),
        ("1.234", "KWD", 1234),
        (" 7 ", "USD", 700),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, currency: str, minor: int) -> None:
    assert parse_amount(typed, currency) == minor


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("", "CNY"),
        ("abc", "CNY"),
        ("1.234", "CNY"),
        ("1.5", "JPY"),
        ("1,07", "CNY"),
        ("1.2.3", "CNY"),
        ("--1", "CNY"),
        ("1e5", "CNY"),
        ("nan", "CNY"),
        (".", "CNY"),
        ("9" * 30, "CNY"),
        ("=1+1", "CNY"),
    ],
)
def test_what_is_no_amount_is_refused_by_name_of_its_field(typed: str, currency: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_amount(typed, currency, "tolerance")
    assert refused.value.where == "tolerance"


@pytest.mark.parametrize(
    ("typed", "code"),
    [(one, "CNY") for one in ("CNY", " cny ", "RMB", "rmb", "ＲＭＢ", "人民币", "元", "¥", "￥")]
    + [("usd", "USD"), ("HKD", "HKD"), ("JPY", "JPY")],
)
def test_a_currency_is_its_code_however_it_is_called(typed: str, code: str) -> None:
    assert parse_currency(typed) == code


@pytest.mark.parametrize("typed", ["", "XXX", "QQQ", "RMBS", "US", "dollar", "XAU", "XTS", "y€n"])
def test_what_is_no_currency_is_refused_and_opens_no_sum_of_its_own(typed: str) -> None:
    with pytest.raises(BadInput):
        parse_currency(typed)


def test_the_currencies_are_those_that_countries_use_today() -> None:
    used = get_global("territory_currencies").values()
    tender = {code for rows in used for code, _, until, legal in rows if legal and until is None}
    assert tender <= CURRENCIES <= set(get_global("all_currencies"))


@given(st.integers(-(10**14), 10**14), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_a_written_amount_reads_back_the_same(minor: int, currency: str) -> None:
    assert parse_amount(plain(minor, currency), currency) == minor


@given(st.integers(0, 10**12), st.integers(1, 400))
def test_shares_sum_to_the_whole_and_none_is_negative(minor: int, parts: int) -> None:
    shares = split_evenly(minor, parts)
    assert sum(shares) == minor and len(shares) == parts and min(shares) >= 0


def test_minor_units_follow_iso_4217() -> None:
    assert [exponent(code) for code in ("CNY", "USD", "JPY", "BHD")] == [2, 2, 0, 3]


def test_currencies_are_never_added_together() -> None:
    assert total([Money(1, "CNY"), Money(5, "USD"), Money(2, "CNY")]) == [Money(3, "CNY"), Money(5, "USD")]
