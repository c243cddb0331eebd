"""Values as people and spreadsheets write them."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.errors import BadInput
from finterm.domain.records import CustomRow
from finterm.exchange import typed

ZONE = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    "text",
    [
        *"2026-04-05 2026-4-5 2026/4/5 2026/04/05 2026.4.5 2026年4月5日 ２０２６-０４-０５".split(),
        "2026/4/5 0:00",
    ],
)
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert typed.parse_date(text) == Date(2026, 4, 5)


@pytest.mark.parametrize(
    "text", [*"05/04/2026 4-5 2026-02-30 2026-13-01 20260405x 2026-4/5 tomorrow".split(), "", "46117"]
)
def test_what_could_be_another_day_is_no_date(text: str) -> None:
    with pytest.raises(BadInput, match=r"error\.date"):
        typed.parse_date(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-04-05 14:30", "2026-04-05T14:30:00+08:00"),
        ("2026/4/5 9:05", "2026-04-05T09:05:00+08:00"),
        ("2026-04-05T14:30:05+02:00", "2026-04-05T14:30:05+02:00"),
        ("2026-04-05T14:30:05Z", "2026-04-05T14:30:05+00:00"),
        ("2026-04-05", "2026-04-05T12:00:00+08:00"),
    ],
)
def test_a_moment_keeps_its_zone_or_gets_the_persons(text: str, wanted: str) -> None:
    assert typed.parse_moment(text, ZONE).isoformat() == wanted


@pytest.mark.parametrize("text", ["2026-04-05 25:00", "2026-04-05 noon", "14:30"])
def test_a_moment_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        typed.parse_moment(text, ZONE)


@pytest.mark.parametrize(("text", "wanted"), [("12", 12), ("１２", 12), ("12.0", 12), (" 7 ", 7), ("-3", -3)])
def test_a_whole_number_is_read(text: str, wanted: int) -> None:
    assert typed.parse_number(text) == wanted


@pytest.mark.parametrize("text", ["12.5", "1e3", "", "twelve", "1" * 40])
def test_a_number_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        typed.parse_number(text)


@pytest.mark.parametrize("text", ["equal_payment", "Equal payment", "EQUAL-PAYMENT", "等额本息"])
def test_a_choice_is_read_in_any_spelling_and_language(text: str) -> None:
    assert typed.parse_choice(text, ("equal_payment", "bullet"), "method", "method") == "equal_payment"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0.75%", ("0.0075", 0)),
        ("０．７５％", ("0.0075", 0)),
        ("25", ("0", 2500)),
        ("5%+10.00", ("0.05", 1000)),
    ],
)
def test_a_fee_is_a_percent_or_an_amount_or_both(text: str, wanted: tuple[str, int]) -> None:
    assert typed.parse_fee(text, "CNY", "late_fee") == (Decimal(wanted[0]), wanted[1])


@pytest.mark.parametrize(
    ("text", "wanted"), [("0.05%", ("0.0005", None)), ("1.5x", ("0", "1.5")), ("1.5倍", ("0", "1.5"))]
)
def test_a_penalty_is_a_rate_or_a_multiple(text: str, wanted: tuple[str, str | None]) -> None:
    rate, multiple = wanted
    assert typed.parse_penalty(text) == (Decimal(rate), None if multiple is None else Decimal(multiple))


def test_rows_are_read_and_written_back() -> None:
    rows = (
        CustomRow(due=Date(2026, 5, 1), principal=50000, interest=1250, fee=300),
        CustomRow(due=Date(2026, 6, 1), principal=50000),
    )
    assert typed.parse_rows("2026-05-01:500+12.50+3; 2026/6/1:500;", "CNY") == rows
    assert typed.parse_rows(typed.written_rows(rows, "CNY"), "CNY") == rows


@pytest.mark.parametrize("text", ["2026-05-01", "2026-05-01:", "2026-05-01:a", "x:5", "2026-05-01:1+2+3+4"])
def test_a_row_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"error\.rows"):
        typed.parse_rows(text, "CNY")


@given(st.decimals(0, 1, places=7, allow_nan=False))
def test_a_rate_is_written_without_loss(rate: Decimal) -> None:
    written = typed.written_rate(rate)
    assert (typed.parse_decimal_rate(written) if written else Decimal(0)) == rate
