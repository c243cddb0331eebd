"""The heartbeat: who ran last, who runs next, how each channel fared, whatever happens to the file."""

from __future__ import annotations

import json
import os
from datetime import UTC, timedelta
from datetime import datetime as DateTime
from pathlib import Path

import pytest

from finterm import state
from finterm.notify import runs
from finterm.notify.channel import Failed

NOW = DateTime(2026, 5, 15, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FINTERM_STATE", str(tmp_path / "state"))
    return tmp_path


def test_nothing_is_known_of_a_book_nobody_looked_at(place: Path) -> None:
    known = runs.read(place / "book")
    assert known.last is None and known.next(NOW) is None and known.silent(NOW)
    assert not (place / "state").exists()  # looking makes nothing


def test_the_last_run_is_the_latest_and_the_next_the_earliest_planned(place: Path) -> None:
    runs.note(place / "book", "loop", NOW, NOW + 10 * MINUTE)
    runs.note(place / "book", "screen", NOW + MINUTE, NOW + 2 * MINUTE)
    known = runs.read(place / "book")
    assert known.last is not None
    assert (known.last.who, known.last.at, known.last.pid) == ("screen", NOW + MINUTE, os.getpid())
    assert known.next(NOW + MINUTE) == NOW + 2 * MINUTE
    assert known.next(NOW + 5 * MINUTE) == NOW + 10 * MINUTE  # the screen is gone without a word
    assert known.next(NOW + 30 * MINUTE) is None


def test_who_has_ended_plans_no_run(place: Path) -> None:
    runs.note(place / "book", "screen", NOW, NOW + MINUTE)
    runs.rest(place / "book", "screen")
    known = runs.read(place / "book")
    assert known.last is not None and known.next(NOW) is None


def test_a_channel_keeps_its_last_success_and_its_last_failure(place: Path) -> None:
    book = place / "book"
    runs.note(book, "loop", NOW, told=["desktop"])
    runs.note(
        book, "loop", NOW + MINUTE, failures={"desktop": Failed("notify.failed.timeout", {"seconds": 8})}
    )
    runs.note(book, "loop", NOW + 2 * MINUTE)
    desktop = runs.read(book).channels["desktop"]
    assert (desktop.success, desktop.failure) == (NOW, NOW + MINUTE)
    assert desktop.why == Failed("notify.failed.timeout", {"seconds": 8}) and desktop.fails
    runs.note(book, "loop", NOW + 3 * MINUTE, told=["desktop"])
    assert not runs.read(book).channels["desktop"].fails


def test_a_day_without_a_run_is_silence(place: Path) -> None:
    runs.note(place / "book", "once", NOW)
    known = runs.read(place / "book")
    assert not known.silent(NOW + timedelta(hours=24)) and known.silent(NOW + timedelta(hours=24, minutes=1))


def test_a_run_noted_by_a_clock_that_was_ahead_does_not_hide_silence(place: Path) -> None:
    runs.note(place / "book", "once", NOW + timedelta(days=400))
    assert runs.read(place / "book").silent(NOW)
    runs.note(place / "book", "loop", NOW)
    known = runs.read(place / "book")
    assert list(known.by) == ["loop"] and not known.silent(NOW)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"runs": 3, "channels": []}',
        b'{"runs": {"loop": {"at": "yesterday"}, "once": []}}',
        b'{"runs": {"loop": {"at": "2026-05-15T09:00:00"}}, "channels": {"x": {"why": 4}}}',
        b'{"runs": {"loop": {"at": 12}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_an_empty_one_and_is_written_anew(place: Path, damage: bytes) -> None:
    file = state.of_book(place / "book") / runs.FILE
    file.write_bytes(damage)
    assert runs.read(place / "book").last is None
    runs.note(place / "book", "once", NOW)
    last = runs.read(place / "book").last
    assert last is not None and last.at == NOW


def test_a_folder_that_cannot_be_written_stops_nobody(place: Path) -> None:
    (place / "state").write_text("in the way")
    runs.note(place / "book", "once", NOW)
    runs.rest(place / "book", "once")
    assert runs.read(place / "book") == runs.Runs()


def test_the_file_is_its_owners_alone_and_leaves_nothing_beside_it(place: Path) -> None:
    runs.note(
        place / "book", "once", NOW, failures={"push": Failed("notify.failed.refused", {"reason": "没"})}
    )
    folder = state.of_book(place / "book")
    assert [path.name for path in folder.iterdir()] == [runs.FILE]
    assert json.loads((folder / runs.FILE).read_bytes())["channels"]["push"]["values"] == {"reason": "没"}
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / runs.FILE).stat().st_mode & 0o777 == 0o600
