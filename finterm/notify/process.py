"""A program run for a notice: given its input, listened to, and ended with all it started when its time is over.

It gets a session of its own, so it has no terminal to write on, and its output is ours. What it leaves
running in the background after it ended holds nobody up, even while that keeps the output open.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from threading import Thread
from typing import IO, NamedTuple

KEPT = 16_384  # bytes of what a program wrote last
LINGER = 0.2  # seconds that output is waited for after the program ended


class Ended(NamedTuple):
    """How a program ended: its exit code (negative: the signal that ended it) and what it wrote last.

    `code` is None when its time was over and it was ended.
    """

    code: int | None
    out: bytes
    err: bytes


def run(words: Sequence[str], given: bytes, seconds: float) -> Ended:
    """Runs the program `words`, no shell in between. Raises OSError or ValueError where it cannot be started."""
    process = subprocess.Popen(
        list(words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin and process.stdout and process.stderr
    out, err = _Heard(process.stdout), _Heard(process.stderr)
    Thread(target=_give, args=(process.stdin, given), name="giving", daemon=True).start()
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        end(process)
        return Ended(None, out.last(), err.last())
    return Ended(code, out.last(), err.last())


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and, where the system has groups of processes, all that it started."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


class _Heard:
    """Reads a stream to its end and keeps what came last; reading never holds up the program."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._kept = b""
        self._reading = Thread(target=self._read, name="hearing", daemon=True)
        self._reading.start()

    def _read(self) -> None:
        with suppress(OSError, ValueError), self._stream:
            while data := os.read(self._stream.fileno(), 65_536):
                self._kept = (self._kept + data)[-KEPT:]

    def last(self) -> bytes:
        """What came last until now."""
        self._reading.join(LINGER)
        return self._kept


def _give(stream: IO[bytes], data: bytes) -> None:
    with suppress(OSError, ValueError), stream:  # a program need not read what it is given
        stream.write(data)
