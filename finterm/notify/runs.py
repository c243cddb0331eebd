"""The heartbeat of reminders: who last looked for what is owed on this machine, and how the channels fared.

A small JSON file in this machine's state for the book, written whole and renamed after each run, without
fsync: what a crash loses is the memory of one run. A damaged file is an empty one. Two processes that
write in one moment may lose a line of the other; the next run brings it again. A failure is kept by its
catalogue key, so that each language says it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime as DateTime
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from finterm import state
from finterm.notify.channel import Failed

FILE = "runs.json"
SILENT = timedelta(days=1)  # without a run for so long, something is wrong
_RUN = ("book", "worker")  # failures of a run as a whole, which the next one that works makes good
SLACK = timedelta(minutes=2)  # how late a run may be and still be expected


class Run(NamedTuple):
    """One look for what is owed: when, by whom (`screen`, `loop`, `once`), and when the next is planned."""

    at: DateTime
    who: str
    pid: int
    next: DateTime | None = None


class Fared(NamedTuple):
    """How a channel fared: when it last told a notice, and when and why it last failed."""

    success: DateTime | None = None
    failure: DateTime | None = None
    why: Failed | None = None

    @property
    def fails(self) -> bool:
        """Whether the last thing it did was to fail."""
        return self.failure is not None and (self.success is None or self.failure > self.success)


class Runs(NamedTuple):
    """What the file says: the last run of each who, and the channels by name."""

    by: Mapping[str, Run] = {}
    channels: Mapping[str, Fared] = {}

    @property
    def last(self) -> Run | None:
        """The latest run of all."""
        return max(self.by.values(), key=lambda run: run.at, default=None)

    def next(self, now: DateTime) -> DateTime | None:
        """The earliest run that is planned and not long past; None where nobody plans one."""
        planned = (run.next for run in self.by.values() if run.next and run.next > now - SLACK)
        return min(planned, default=None)

    def silent(self, now: DateTime) -> bool:
        """Whether nothing has run for a day, or ever; a run noted by a clock that was ahead does not count."""
        return not any(-SLACK <= now - run.at <= SILENT for run in self.by.values())


def note(
    book_folder: Path,
    who: str,
    now: DateTime,
    next: DateTime | None = None,
    told: Iterable[str] = (),
    failures: Mapping[str, Failed] = {},
) -> None:
    """Notes a run of `who` at `now`; `told` are channels that told something. Never raises."""
    with suppress(OSError):
        file = state.of_book(book_folder) / FILE
        known = _read(file)
        before = {name: fared for name, fared in known.channels.items() if name not in _RUN}
        past = {name: run for name, run in known.by.items() if run.at <= now + SLACK}
        by = {**past, who: Run(now, who, os.getpid(), next)}
        _write(file, Runs(by, _channels(before, now, told, failures)))


def note_channels(
    book_folder: Path, now: DateTime, told: Iterable[str], failures: Mapping[str, Failed]
) -> None:
    """Notes how channels fared at `now` without a run: a test of them. Never raises."""
    with suppress(OSError):
        file = state.of_book(book_folder) / FILE
        known = _read(file)
        _write(file, known._replace(channels=_channels(known.channels, now, told, failures)))


def rest(book_folder: Path, who: str) -> None:
    """Notes that `who` plans no further run: it has ended. Never raises."""
    with suppress(OSError):
        file = state.place_of(book_folder) / FILE
        known = _read(file)
        run = known.by.get(who)
        if run and run.pid == os.getpid():
            _write(file, known._replace(by={**known.by, who: run._replace(next=None)}))


def read(book_folder: Path) -> Runs:
    """What is known of the runs for the book in `book_folder`; empty where nothing is. Never raises."""
    with suppress(OSError):
        return _read(state.place_of(book_folder) / FILE)
    return Runs()


def _read(file: Path) -> Runs:
    try:
        told = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return Runs()
    by: dict[str, Run] = {}
    channels: dict[str, Fared] = {}
    for name, of in _mapping(told, "runs"):
        if at := _moment(of.get("at")):
            pid = of.get("pid")
            by[name] = Run(at, name, pid if isinstance(pid, int) else 0, _moment(of.get("next")))
    for name, of in _mapping(told, "channels"):
        key, values = of.get("why"), of.get("values")
        why = Failed(key, dict(values) if isinstance(values, dict) else {}) if isinstance(key, str) else None
        channels[name] = Fared(_moment(of.get("success")), _moment(of.get("failure")), why)
    return Runs(by, channels)


def _channels(
    before: Mapping[str, Fared], now: DateTime, told: Iterable[str], failures: Mapping[str, Failed]
) -> dict[str, Fared]:
    channels = dict(before)
    for name, why in failures.items():
        channels[name] = channels.get(name, Fared())._replace(failure=now, why=why)
    for name in told:
        channels[name] = channels.get(name, Fared())._replace(success=now)
    return channels


def _mapping(told: Any, name: str) -> Iterable[tuple[str, dict[str, Any]]]:
    within = told.get(name) if isinstance(told, dict) else None
    found = within if isinstance(within, dict) else {}
    return [(each, of) for each, of in found.items() if isinstance(of, dict)]


def _moment(text: object) -> DateTime | None:
    """A moment with its offset; anything else is none."""
    with suppress(ValueError, TypeError):
        moment = DateTime.fromisoformat(text)  # type: ignore[arg-type]
        return moment if moment.tzinfo else None
    return None


def _write(file: Path, runs: Runs) -> None:
    told = {
        "runs": {
            name: {
                "at": run.at.isoformat(),
                "pid": run.pid,
                "next": run.next.isoformat() if run.next else None,
            }
            for name, run in runs.by.items()
        },
        "channels": {name: _shape(fared) for name, fared in runs.channels.items()},
    }
    aside = file.with_name(f"{FILE}.{os.getpid()}")
    data = json.dumps(told, ensure_ascii=True, default=str).encode()
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
    try:
        aside.replace(file)
    except OSError:  # on Windows somebody may be reading it this moment
        aside.unlink(missing_ok=True)


def _shape(fared: Fared) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    if fared.success:
        shape["success"] = fared.success.isoformat()
    if fared.failure:
        shape["failure"] = fared.failure.isoformat()
    if fared.why:
        shape |= {"why": fared.why.key, "values": fared.why.values}
    return shape
