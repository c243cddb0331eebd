"""The channels are those of the settings at this moment, in their order; a calendar file is made fresh with them."""

from __future__ import annotations

from datetime import UTC, timedelta
from datetime import datetime as DateTime
from pathlib import Path

import pytest

from finterm.domain.records import Bill
from finterm.locale import Words
from finterm.notify import chosen, runs
from finterm.notify.channel import PATIENCE, Chosen, Failed
from finterm.notify.command import Command
from finterm.notify.looking import look
from finterm.notify.notice import Notice
from finterm.notify.push import Push
from finterm.notify.terminal import Terminal
from finterm.reminders import CHANNELS
from finterm.store.book import Book

NOW = DateTime(2026, 5, 15, 9, 0, tzinfo=UTC)
WORDS = Words("en")


class Deaf:
    """A channel that takes nothing."""

    name = "deaf"

    def send(self, notice: Notice) -> Failed | None:
        return Failed("notify.failed.no_bus")


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file, which is empty yet; the state stands beside it."""
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"FINTERM_{name}", str(tmp_path / name.lower()))
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "config.toml"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book with one bill, due today."""
    book = Book.open(tmp_path / "book", device="here")
    with book.transaction("core.done.import") as change:
        change.put(Bill(id="rent", name="rent", currency="CNY", first=NOW.date(), count=1, minor=12345))
    return book


def test_without_settings_there_are_desktop_terminal_and_open_screens(tmp_path: Path) -> None:
    assert [one.name for one in chosen.channels(tmp_path)] == ["desktop", "terminal", "screen"]
    assert not chosen.every() and {one.level for one in chosen.channels(tmp_path)} == {"full"}
    assert {one.seconds for one in chosen.channels(tmp_path)} == {PATIENCE}


def test_every_channel_of_the_settings_is_there_in_their_order_the_moment_they_change(
    file: Path, tmp_path: Path
) -> None:
    for names in (CHANNELS, CHANNELS[::-1], ()):
        file.write_text(f"[reminders]\nchannels = {list(names)}\n")
        assert tuple(one.name for one in chosen.channels(tmp_path)) == names
    file.write_text('[reminders]\ndeliver = "all"\n')
    assert chosen.every()


def test_each_channel_gets_what_is_set_for_it(file: Path, tmp_path: Path) -> None:
    file.write_text(
        '[reminders]\nchannels = ["command", "push", "terminal"]\n'
        '[reminders.command]\nprogram = ["say", "it"]\nseconds = 3\nprivacy = "count"\n'
        '[reminders.push]\nseconds = 7\n[reminders.terminal]\nkind = "bell"\nseconds = 2\n'
    )
    command, push, terminal = chosen.channels(tmp_path)
    assert isinstance(command.channel, Command) and command.channel.words == ("say", "it")
    assert (command.channel.seconds, command.level) == (3, "count") and command.seconds > 3
    assert isinstance(push.channel, Push) and push.channel.seconds == 7 and push.level == "no_amounts"
    assert (
        isinstance(terminal.channel, Terminal) and terminal.channel.kind == "bell" and terminal.seconds == 2
    )


def test_a_channel_that_cannot_be_used_yet_is_reported_and_the_next_one_tells(
    file: Path, tmp_path: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finterm.notify.push.asked", lambda *_: Failed("notify.failed.no_apprise"))
    program = tmp_path / "say"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o700)
    file.write_text('[reminders]\nchannels = ["command", "push"]\n')
    report = look(book, NOW, WORDS, "once")
    assert len(report.untold) == 1 and report.failures == {
        "command": Failed("notify.failed.no_program"),
        "push": Failed("notify.failed.no_apprise"),
    }
    file.write_text(
        f'[reminders]\nchannels = ["push", "command"]\n[reminders.command]\nprogram = ["{program}"]\n'
    )
    report = look(book, NOW, WORDS, "once")
    assert [told.channel for told in report.told] == ["command"] and set(report.failures) == {"push"}


def test_a_calendar_file_is_made_fresh_with_every_look_and_fares_like_a_channel(
    file: Path, tmp_path: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "channels", lambda *_: [Chosen(Deaf())])
    calendar = tmp_path / "dues.ics"
    look(book, NOW, WORDS, "once")
    assert not calendar.exists()
    file.write_text(f'[reminders]\ncalendar = "{calendar}"\n')
    report = look(book, NOW, WORDS, "once")
    assert "rent" in calendar.read_text("utf-8") and "123.45" in calendar.read_text("utf-8")
    assert set(report.failures) == {"deaf"}
    assert runs.read(book.folder).channels["calendar"] == runs.Fared(success=NOW)
    with book.transaction("core.done.import") as change:
        change.put(Bill(id="w", name="water", currency="CNY", first=NOW.date(), count=1, minor=5))
    file.write_text(f'[reminders]\ncalendar = "{calendar}"\ncalendar_privacy = "no_amounts"\n')
    look(book, NOW, WORDS, "once")
    told = calendar.read_text("utf-8")
    assert "water" in told and "123.45" not in told
    look(book, NOW + timedelta(minutes=1), WORDS, "once")
    assert calendar.read_text("utf-8") == told


def test_a_calendar_file_that_cannot_be_written_is_told_and_stops_nothing(
    file: Path, tmp_path: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "channels", lambda *_: [Chosen(Deaf())])
    (tmp_path / "letter").write_text("dear lender")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for place, why in (("letter", "exchange.error.exists"), ("circle", ""), ("letter/dues.ics", "")):
        file.write_text(f'[reminders]\ncalendar = "{tmp_path / place}"\n')
        failures = look(book, NOW, WORDS, "once").failures
        assert set(failures) == {"deaf", "calendar"}
        key, values = failures["calendar"]
        assert WORDS(key, **values) and (not why or key == why)
        assert runs.read(book.folder).channels["calendar"].fails
    assert (tmp_path / "letter").read_text() == "dear lender"


def test_no_calendar_file_is_written_for_a_made_up_book(file: Path, tmp_path: Path, book: Book) -> None:
    file.write_text(f'[reminders]\nchannels = []\ncalendar = "{tmp_path / "dues.ics"}"\n')
    look(book, NOW, WORDS, "once", calendar=False)
    assert not (tmp_path / "dues.ics").exists()
