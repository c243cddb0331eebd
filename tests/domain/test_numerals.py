"""Amounts in Chinese characters: what people say is read, what is unclear is not guessed."""

from __future__ import annotations

import pytest

from finterm.domain.errors import BadInput
from finterm.domain.money import parse_amount
from finterm.domain.numerals import number_of


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("1千", 1000),
        ("2千5", 2500),
        ("2千5百", 2500),
        ("一千", 1000),
        ("八百块", 800),
        ("八百元", 800),
        ("二十三块钱", 23),
        ("三万二", 32000),
        ("3万2", 32000),
        ("1万2千", 12000),
        ("12万5", 125000),
        ("一百二", 120),
        ("一百二十", 120),
        ("两千零五", 2005),
        ("一万零五十", 10050),
        ("十五", 15),
        ("十万", 100000),
        ("一亿二千万", 120000000),
        ("1.5k", 1500),
        ("2K", 2000),
        ("1.2万", 12000),
    ],
)
def test_an_amount_as_people_say_it(typed: str, units: int) -> None:
    assert parse_amount(typed, "CNY") == units * 100


@pytest.mark.parametrize(
    "typed",
    ["一万五十", "三五", "2千50", "12万50", "千", "百", "八百块五", "一千零", "千五", "五百千", "一万一亿"],
)
def test_what_could_be_meant_in_two_ways_is_refused_by_name(typed: str) -> None:
    with pytest.raises(BadInput) as fault:
        parse_amount(typed, "CNY")
    assert fault.value.what == "error.amount_unclear"


def test_numbers_of_every_size_are_read_back() -> None:
    digits = "零一二三四五六七八九"
    for number in range(1, 1000):
        hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
        said = f"{digits[hundreds]}百" if hundreds else ""
        said += f"{digits[tens]}十" if tens else "零" if hundreds and ones else ""
        said += digits[ones] if ones else ""
        assert number_of(said) == number, said
