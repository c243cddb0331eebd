"""What is written as iCalendar is read by another program as it was meant, whatever stands in it."""

from __future__ import annotations

from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finterm.exchange import ics
from finterm.exchange.ics import Calendar, Event

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), max_size=300)
MOMENTS = st.datetimes(DateTime(1970, 1, 1), DateTime(2200, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)
EVENTS = st.builds(
    Event,
    uid=st.uuids().map(str),
    date=st.dates(),
    summary=TEXTS,
    description=st.lists(TEXTS.filter(bool), min_size=1, max_size=3).map(tuple),
    cancelled=st.booleans(),
    alarms=st.lists(st.integers(-60_000, 60_000).map(lambda n: timedelta(minutes=n)), max_size=3).map(tuple),
    sequence=st.integers(0, 10_000),
    changed=MOMENTS,
)


@given(st.lists(EVENTS, max_size=4))
def test_another_program_reads_what_was_written(events: list[Event]) -> None:
    found = icalendar.Calendar.from_ical(ics.write(Calendar("dues", "mark", tuple(events))))
    assert str(found["X-WR-CALNAME"]) == "dues" and not found.errors
    assert [read(one) for one in found.walk("VEVENT")] == events


def read(found: icalendar.Component) -> Event:
    assert found.get("DTSTAMP").dt == found.get("LAST-MODIFIED").dt and not found.errors
    return Event(
        uid=str(found["UID"]),
        date=found["DTSTART"].dt,
        summary=str(found["SUMMARY"]),
        description=tuple(str(found["DESCRIPTION"]).split("\n")),
        cancelled=str(found["STATUS"]) == "CANCELLED",
        alarms=tuple(one["TRIGGER"].dt for one in found.walk("VALARM")),
        sequence=found["SEQUENCE"],
        changed=found["DTSTAMP"].dt,
    )


@given(st.lists(EVENTS, max_size=4))
def test_what_was_written_is_read_again_without_alarms_and_descriptions(events: list[Event]) -> None:
    kept = tuple(event._replace(alarms=(), description=()) for event in events)
    assert ics.read(ics.write(Calendar("dues", "a b", tuple(events)))) == Calendar("dues", "a b", kept)


@given(st.text(max_size=400))
@example("x" * 300)
@example("a" + "贷" * 100 + "🧾" * 30)
def test_lines_are_short_whole_and_ended_as_the_standard_says(text: str) -> None:
    data = ics.write(Calendar(text, text, (Event(uid="u", date=Date(2026, 5, 1), summary=text),)))
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75 and b"\n" not in line and b"\r" not in line
        line.decode()  # no character is cut in two


@pytest.mark.parametrize(
    "text",
    [
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:other",
        "x\nATTACH:https://example.com",
        "x\x1b]0;title\x07\u2028y",
        "\ud800 lone",
    ],
)
def test_text_from_outside_stays_text(text: str) -> None:
    event = Event(uid="u", date=Date(2026, 5, 1), summary=text, description=(text,), alarms=(timedelta(0),))
    found = icalendar.Calendar.from_ical(ics.write(Calendar(text, text, (event,))))
    (one,) = found.walk("VEVENT")
    assert str(one["UID"]) == "u" and "ATTACH" not in one and "\x1b" not in str(one["SUMMARY"])


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (timedelta(0), "PT0S"),
        (timedelta(hours=9), "PT9H"),
        (timedelta(hours=9) - timedelta(days=7), "-P6DT15H"),
        (timedelta(hours=9, minutes=30) - timedelta(days=1), "-PT14H30M"),
        (timedelta(days=-3), "-P3D"),
        (timedelta(days=2, minutes=5), "P2DT5M"),
    ],
)
def test_durations_are_written_as_the_standard_says(length: timedelta, written: str) -> None:
    assert ics.duration(length) == written


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//else//\r\nEND:VCALENDAR\r\n",
        ics.write(Calendar("n", "m", ())).replace(b"X-FINTERM-MARK:m\r\n", b""),
        ics.write(Calendar("n", "m", (Event("u", Date(2026, 5, 1), "s"),))).replace(
            b"SEQUENCE:0", b"SEQUENCE:x"
        ),
    ],
)
def test_a_file_of_somebody_else_is_no_calendar_of_ours(data: bytes) -> None:
    assert ics.read(data) is None


def test_a_long_name_is_shortened_and_what_cannot_be_seen_left_out() -> None:
    assert ics.plain("a\x1b[31m\u202eb\r\n c\u200b", 40) == "a [31mb c"
    assert ics.plain("贷" * 50, 10) == "贷" * 9 + "…"
