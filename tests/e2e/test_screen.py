"""The real program in a real terminal: keys go in, a terminal emulator shows what a person would see."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pyte
import pytest
from rich.cells import cell_len

from finterm.domain.records import Event, Promise, Talk
from finterm.store.book import Book
from tests.tui.household import household

KEYS = {"down": "\x1b[B", "enter": "\r", "escape": "\x1b", "tab": "\t", "ctrl+s": "\x13", "ctrl+r": "\x12"}
PATIENCE = 20.0
TOAST = 6.0  # seconds until a notice of the first moment has gone


class Terminal:
    """finterm in a pseudo-terminal of a size, with an emulator that keeps the screen."""

    def __init__(self, folder: Path, size: tuple[int, int], language: str, **environment: str) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        keep = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FINTERM_BOOK")}
        env = keep | {
            "TERM": "xterm-256color",
            "FINTERM_LANG": language,
            "FINTERM_CONFIG": str(folder / "config"),
            "FINTERM_STATE": str(folder / "state"),
            "DBUS_SESSION_BUS_ADDRESS": "",
            **environment,
        }
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        command = [sys.executable, "-m", "finterm", "--book", str(folder / "book")]
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
        )
        os.close(theirs)
        self._pty = ours

    def read(self, seconds: float) -> bytes:
        """What arrives within `seconds`."""
        found, end = b"", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._pty], [], [], left)[0]:
                break
            try:
                chunk = os.read(self._pty, 65536)
            except OSError:
                break
            if not chunk:
                break
            found += chunk
            # pyte does not know the queries and modes a modern program asks for; a person never sees them.
            self._stream.feed(
                re.sub(rb"\x1b\[[>=<?][0-9;]*[a-zA-Z$]|\x1b\[[0-9;]*\$p|\x1bP.*?\x1b\\", _kept, chunk)
            )
        self.received += found
        return found

    def wait(self, shows: Callable[[str], bool] | str) -> str:
        """Reads until the screen shows it; the screen."""
        wanted = (lambda text: shows in text) if isinstance(shows, str) else shows
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if wanted(self.text):
                return self.text
            self.read(0.05)
        raise AssertionError(f"never shown: {shows}\n{self.text}")

    def press(self, *keys: str) -> None:
        """Types keys, letting the program see each."""
        for key in keys:
            os.write(self._pty, KEYS.get(key, key).encode())
            self.read(0.12)

    @property
    def lines(self) -> list[str]:
        """The lines on the screen; pyte leaves an empty cell behind each wide character."""
        return [
            "".join(self.screen.buffer[y][x].data for x in range(self.screen.columns))
            for y in range(self.screen.lines)
        ]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def kill(self) -> None:
        """Pulls the plug."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(5)

    def close(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait(5)
        with suppress(OSError):
            os.close(self._pty)


def _kept(match: re.Match[bytes]) -> bytes:
    """Modes pyte understands (cursor, screen) pass."""
    return match[0] if match[0].startswith(b"\x1b[?") and match[0][-1:] in b"hl" else b""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the household's book in it."""
    with (
        Book.open(tmp_path / "book") as book,
        book.transaction("core.done.import", {"name": "x"}, undoable=False) as step,
    ):
        for record in household():
            step.put(record)
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens terminals and closes them all."""
    terminals: list[Terminal] = []

    def open_terminal(size: tuple[int, int] = (80, 24), language: str = "en", **environment: str) -> Terminal:
        terminals.append(Terminal(folder, size, language, **environment))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_payment_and_a_promise_outlive_the_plug_being_pulled(
    opened: Callable[..., Terminal], folder: Path, size: tuple[int, int], language: str
) -> None:
    loans, said = ("Loans", "undone") if language == "en" else ("贷款", "已撤销")
    terminal = opened(size, language)
    terminal.wait(loans)
    terminal.press("2", "p")
    terminal.wait("ctrl+s" if language == "en" else "Ctrl+S")
    terminal.press("ctrl+s")
    terminal.wait(lambda text: "ctrl+s" not in text.lower())
    terminal.press("u")
    terminal.wait(said)
    terminal.press("ctrl+r")
    terminal.wait(lambda text: said not in text)
    terminal.press("l")
    terminal.wait("ctrl+s" if language == "en" else "Ctrl+S")
    terminal.press(*"call back 借")
    # said by me, amount, outcome, then the choice of a promise
    terminal.press("tab", "tab", "tab", "tab", " ", "tab", *"545", "tab", *"+3d", "ctrl+s")
    terminal.wait(lambda text: "ctrl+s" not in text.lower())
    terminal.kill()

    with Book.open(folder / "book") as book:
        had = {record.id for record in household()}
        payments = [event for event in book.all(Event) if event.id not in had]
        talks = [talk for talk in book.all(Talk) if talk.id not in had]
        promises = [promise for promise in book.all(Promise) if promise.id not in had]
    assert [payment.loan for payment in payments] == ["loan-1"]
    assert [talk.said_by_them for talk in talks] == ["call back 借"]
    assert [(promise.by, promise.minor) for promise in promises] == [("me", 54500)]

    again = opened(size, language)
    again.wait(loans)
    again.press("5")
    shown = again.wait("call back 借")
    assert "545" in shown
    again.press("q")
    assert again.process.wait(10) == 0


def test_an_idle_screen_writes_nothing(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    terminal.wait("Loans")
    while terminal.read(TOAST):
        pass
    assert terminal.read(3.0) == b""


def test_without_colour_every_state_is_still_a_word(opened: Callable[..., Terminal]) -> None:
    terminal = opened(NO_COLOR="1")
    terminal.wait(lambda text: bool(re.search(r"手机分期.*overdue \d+ days", text)))
    for code in re.findall(rb"\x1b\[([0-9;]*)m", terminal.received):
        numbers = [int(part) for part in code.split(b";") if part]
        assert not any(30 <= n <= 38 or 40 <= n <= 48 or 90 <= n <= 107 for n in numbers), code


def test_leaving_gives_the_terminal_back_clean(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    terminal.wait("Loans")
    terminal.press("q")
    assert terminal.process.wait(10) == 0
    terminal.read(0.5)
    for mode in (b"1049", b"1000", b"1003", b"1006", b"2004"):
        on, off = (
            terminal.received.rfind(b"\x1b[?" + mode + b"h"),
            terminal.received.rfind(b"\x1b[?" + mode + b"l"),
        )
        assert on <= off, mode
    assert b"Traceback" not in terminal.received


def test_what_another_process_records_appears_by_itself(
    opened: Callable[..., Terminal], folder: Path
) -> None:
    terminal = opened()
    terminal.wait("Loans")
    terminal.press("2", "enter")
    terminal.wait("Schedule")
    command = [sys.executable, "-m", "finterm", "--book", str(folder / "book"), "pay", "手机分期", "1.23"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    terminal.wait(f"{json.loads(done.stdout)['to_be_current'] / 100:,.2f}")


def test_wide_characters_align_in_a_real_terminal(opened: Callable[..., Terminal]) -> None:
    terminal = opened(language="zh")
    terminal.wait("今日")
    terminal.press("2")
    terminal.wait("招联好期贷")
    rows = [line for line in terminal.lines if re.search(r"手机分期|借呗|招联好期贷|Credit union", line)][:4]
    ends = {cell_len(row[: match.end()]) for row in rows if (match := re.search(r"(逾期|正常|已结清)", row))}
    assert len(rows) == 4 and len(ends) <= 2, rows
