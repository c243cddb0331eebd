"""Days of notice and times of day, as they are typed and written."""

from __future__ import annotations

from datetime import time as Time

import pytest

from finterm.domain.errors import BadInput
from finterm.exchange.leads import parse_leads, parse_time, written_leads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 3 1 0", (7, 3, 1, 0)),
        ("7,3, 1", (7, 3, 1)),
        ("７、３，０", (7, 3, 0)),
        ("366", (366,)),
        ("none", ()),
        (" None ", ()),
        ("无", ()),
    ],
)
def test_days_are_read_however_they_are_separated(text: str, expected: tuple[int, ...]) -> None:
    assert parse_leads(text) == expected
    assert parse_leads(written_leads(expected)) == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [("367", "error.range"), ("-1", "error.range"), ("x", "error.number"), ("1.5", "error.number")],
)
def test_what_is_no_number_of_days_is_refused(text: str, what: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_leads(text, "here")
    assert (refused.value.where, refused.value.what) == ("here", what)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:00", Time(9)),
        ("9:05", Time(9, 5)),
        ("９：３０", Time(9, 30)),
        ("9", Time(9)),
        (" 23:59 ", Time(23, 59)),
    ],
)
def test_times_are_read(text: str, expected: Time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["25:00", "9:60", "", "nine", "-1:00", "9:00 pm", "9:00+02:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_time(text)
    assert refused.value.what == "error.time"
