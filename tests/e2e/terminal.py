"""A program in a real pseudo-terminal, beside a terminal emulator that shows what a person would see."""

from __future__ import annotations

import fcntl
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
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pyte

KEYS = {
    "down": "\x1b[B",
    "pagedown": "\x1b[6~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "ctrl+s": "\x13",
    "ctrl+r": "\x12",
}
PATIENCE = 20.0
SAVE = "^s "  # stands in the last line of every form
QUIET = 0.05  # seconds of silence after which a picture is whole; keys typed before that wait in the program
TOAST = 6.0  # seconds until a notice of the first moment has gone


class Terminal:
    """A command in a pseudo-terminal of `size` (columns, rows), with an emulator that keeps the screen."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int]) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(env), start_new_session=True
        )
        os.close(theirs)
        self._pty = ours

    def read(self, seconds: float, quiet: float | None = None) -> bytes:
        """What arrives within `seconds`, or until nothing has followed for `quiet` seconds."""
        found, end = b"", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._pty], [], [], min(left, quiet) if found and quiet else left)[0]:
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
                while self.read(0.15, QUIET):  # the rest of the same picture
                    pass
                return self.text
            self.read(0.05)
        raise AssertionError(f"never shown: {shows}\n{self.text}")

    def press(self, *keys: str) -> None:
        """Types keys, letting the program see each."""
        for key in keys:
            self.type(key)
            self.read(0.12, QUIET)

    def type(self, *keys: str) -> None:
        """Types keys in one burst, as they come over a slow line."""
        os.write(self._pty, "".join(KEYS.get(key, key) for key in keys).encode())

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

    def hang_up(self) -> None:
        """Takes the terminal away, as a closed window or a lost line does."""
        os.close(self._pty)

    def close(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait(5)
        with suppress(OSError):
            os.close(self._pty)


def finterm_in(folder: Path, language: str, **environment: str) -> tuple[list[str], dict[str, str]]:
    """The command and the environment of finterm over the book in `folder`, away from the person's own."""
    keep = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FINTERM_BOOK")}
    ours = {
        "TERM": "xterm-256color",
        "FINTERM_LANG": language,
        "FINTERM_CONFIG": str(folder / "config"),
        "FINTERM_STATE": str(folder / "state"),
        "DBUS_SESSION_BUS_ADDRESS": "",
    }
    return [sys.executable, "-m", "finterm", "--book", str(folder / "book")], keep | ours | environment


def _kept(match: re.Match[bytes]) -> bytes:
    """Modes pyte understands (cursor, screen) pass."""
    return match[0] if match[0].startswith(b"\x1b[?") and match[0][-1:] in b"hl" else b""
