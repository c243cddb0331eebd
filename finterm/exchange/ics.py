"""iCalendar (RFC 5545) as far as dues need it: whole-day events with alarms, written and read back.

Written by hand: of the standard a due needs one component, and the same book must give the same bytes.
A library would cost 79 ms and ten megabytes in a process that runs all day. The tests read what is
written here with one. Knows nothing of dues; whatever text it is given stands in the file as text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime
from functools import lru_cache
from typing import NamedTuple

PRODUCT = "-//finterm//finterm//EN"
OCTETS = 75  # the most a line may have
REFRESH = "PT15M"  # how often a program that subscribes is asked to look again
_DAY = timedelta(days=1)
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # all but the end of a line
_ESCAPED = re.compile(r"\\([\\;,n])")


class Event(NamedTuple):
    """One whole day in the calendar.

    `alarms` are counted from the beginning of the day, wherever the calendar is. `sequence` rises and
    `changed` moves on whenever anything of it changed, so that calendars know which of two is newer.
    """

    uid: str
    date: Date
    summary: str
    description: tuple[str, ...] = ()
    cancelled: bool = False
    alarms: tuple[timedelta, ...] = ()
    sequence: int = 0
    changed: DateTime = DateTime(1970, 1, 1, tzinfo=UTC)


class Calendar(NamedTuple):
    """A file: its name in a calendar program, the `mark` of what it was made from, its events."""

    name: str
    mark: str
    events: tuple[Event, ...]


@lru_cache(1024)  # a name stands in many events, and so do the same few durations
def plain(text: str, longest: int) -> str:
    """`text` on one line, without control, direction or other unseen characters, shortened where it is longer."""
    kinds = ((char, unicodedata.category(char)) for char in text)
    seen = (" " if kind in ("Cc", "Zl", "Zp") else char for char, kind in kinds if kind not in ("Cf", "Cs"))
    shown = " ".join("".join(seen).split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def write(calendar: Calendar) -> bytes:
    """The file: UTF-8, each line at most 75 octets and ended as the standard wants it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"X-FINTERM-MARK:{_text(calendar.mark)}",
        f"X-WR-CALNAME:{_text(calendar.name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for event in calendar.events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def _event(event: Event) -> Iterator[str]:
    changed = f"{event.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{_date(event.date)}"
    if event.date < Date.max:
        yield f"DTEND;VALUE=DATE:{_date(event.date + _DAY)}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(chr(10).join(event.description))}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"  # a due takes no time of the day
    yield "CLASS:PRIVATE"
    for alarm in event.alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(event.summary)}"
        yield f"TRIGGER:{duration(alarm)}"
        yield "END:VALARM"
    yield "END:VEVENT"


@lru_cache(1024)
def duration(length: timedelta) -> str:
    """`length` to the minute as the standard writes it: `-P6DT15H`, `PT9H30M`."""
    minutes = int(length.total_seconds() // 60)
    sign, minutes = ("-", -minutes) if minutes < 0 else ("", minutes)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    clock = "".join([f"{hours}H" if hours else "", f"{minutes}M" if minutes else ""])
    if not days and not clock:
        return "PT0S"
    return f"{sign}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"


def folded(line: str) -> bytes:
    """`line` with its end, broken where it is longer than 75 octets and never inside a character."""
    octets, pieces, start = line.encode(errors="replace"), [], 0
    if len(octets) <= OCTETS:
        return octets + b"\r\n"
    while len(octets) - start > (room := OCTETS - bool(start)):
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start = end
    return b"\r\n ".join([*pieces, octets[start:]]) + b"\r\n"


def _date(day: Date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    text = _CONTROLS.sub(" ", text)
    for char, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(char, written)
    return text


def read(data: bytes) -> Calendar | None:
    """The calendar in a file that `write` made, without its alarms and descriptions; None for any other file."""
    with suppress(ValueError, KeyError):
        lines = data.decode().replace("\r\n ", "").split("\r\n")
        head = _values(lines[: lines.index("BEGIN:VEVENT") if "BEGIN:VEVENT" in lines else -1])
        if lines[0] == "BEGIN:VCALENDAR" and head["PRODID"] == PRODUCT:
            events = tuple(_read_event(block) for block in _blocks(lines))
            return Calendar(head["X-WR-CALNAME"], head["X-FINTERM-MARK"], events)
    return None


def _blocks(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    block: list[str] = []
    for line in lines:
        if line in ("BEGIN:VEVENT", "BEGIN:VALARM"):
            block = [] if line == "BEGIN:VEVENT" else [*block, "IN:ALARM"]
        elif line == "END:VEVENT":
            yield _values(block[: block.index("IN:ALARM")] if "IN:ALARM" in block else block)
        else:
            block.append(line)


def _values(lines: Iterable[str]) -> dict[str, str]:
    found = {}
    for line in lines:
        name, _, value = line.partition(":")
        found[name.partition(";")[0]] = _unescaped(value)
    return found


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], value)


def _read_event(values: dict[str, str]) -> Event:
    changed = DateTime.strptime(values["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return Event(
        uid=values["UID"],
        date=DateTime.strptime(values["DTSTART"], "%Y%m%d").date(),  # noqa: DTZ007
        summary=values["SUMMARY"],
        cancelled=values["STATUS"] == "CANCELLED",
        sequence=int(values["SEQUENCE"]),
        changed=changed,
    )
