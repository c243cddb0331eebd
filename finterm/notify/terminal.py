"""The terminal as a channel: a notice written to the terminal this process was started from.

The terminal hands it to the desktop it stands on, also through SSH and tmux; what it is told is the
business of `sequences`. It goes to /dev/tty, so output that is redirected stays clean. Nothing on the
screen moves and nothing is left switched on. Nobody answers: that it arrived cannot be known.

An app with a screen of its own does not use this one: it writes between its pictures, see tui/ringing.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b

from finterm.notify.channel import Failed
from finterm.notify.multiplexer import Spoken, spoken
from finterm.notify.notice import Notice
from finterm.notify.sequences import told

PATIENCE = 2.0  # seconds for a terminal that is stopped (ctrl+s) or behind a slow line
TTY = "/dev/tty"


class Terminal:
    """The terminal this process was started from. `kind`: the sequence the person names, or "auto"."""

    name = "terminal"
    unsure = True

    def __init__(
        self, kind: str = "auto", environment: Mapping[str, str] = os.environ, tty: str = TTY
    ) -> None:
        self.kind = kind
        self._environment = environment
        self._tty = tty
        self.hint: Failed | None = None  # after a notice: what to set so that more than the bell arrives

    def send(self, notice: Notice) -> Failed | None:
        """Writes `notice` to the terminal; why not, where there is none or it takes nothing."""
        self.hint = None
        if sys.platform == "win32":
            return self._send_to_console(notice)
        with suppress(OSError):
            handle = os.open(self._tty, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
            try:
                return self._send(notice, handle)
            finally:
                os.close(handle)
        return Failed("notify.failed.no_terminal")

    def _send(self, notice: Notice, handle: int) -> Failed | None:
        if _must_be_quiet(handle):
            return Failed("notify.failed.background")
        how = spoken(self._environment, self.kind)
        if isinstance(how, Failed):
            return how
        with _never_stopped():
            failed = written(handle, bytes_of(notice, how))
        self.hint = None if failed else how.hint
        return failed

    def _send_to_console(self, notice: Notice) -> Failed | None:
        how = spoken(self._environment, self.kind)
        if isinstance(how, Failed):
            return how
        try:
            with open("CONOUT$", "wb", buffering=0) as console:  # noqa: PTH123  no path but a device
                console.write(bytes_of(notice, how))
        except OSError:
            return Failed("notify.failed.no_terminal")
        return None


def bytes_of(notice: Notice, how: Spoken) -> bytes:
    """What `notice` is for the terminal, in one piece."""
    return told(how.voice, notice.title, notice.body, id_of(notice)).encode()


def id_of(notice: Notice) -> str:
    """The same for the same notice, so that a terminal which knows ids replaces it and never shows it twice."""
    parts = [part for one in notice.reminders for part in (one.subject, one.step)] or [
        notice.title,
        notice.body,
    ]
    return "finterm-" + blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=6).hexdigest()


def written(handle: int, text: bytes, seconds: float = PATIENCE) -> Failed | None:
    """Writes `text` to a terminal opened without blocking; gives up after `seconds`."""
    end = time.monotonic() + seconds
    try:
        while text:
            if not select.select([], [handle], [], max(0.0, end - time.monotonic()))[1]:
                return Failed("notify.failed.stopped", {"seconds": round(seconds)})
            with suppress(BlockingIOError, InterruptedError):
                text = text[os.write(handle, text) :]
    except OSError as fault:
        return Failed("notify.failed.refused", {"reason": fault.strerror or str(fault)})
    return None


def _must_be_quiet(handle: int) -> bool:
    """Whether the person has asked background jobs to keep quiet (`stty tostop`) and this is one."""
    import termios

    try:
        asked = termios.tcgetattr(handle)[3] & termios.TOSTOP
        return bool(asked) and os.tcgetpgrp(handle) != os.getpgrp()
    except (OSError, termios.error):
        return False


@contextmanager
def _never_stopped() -> Iterator[None]:
    """A job that is put into the background meanwhile is not stopped in the middle of a sequence."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
