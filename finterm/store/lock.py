"""One writer at a time, among all processes of this machine."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from finterm.domain.errors import BookDamaged
from finterm.store.journal import write_refused

PATIENCE = 10.0  # seconds


class Unlockable(BookDamaged):
    """The system refuses the lock file: the book can be looked at, at most."""

    @classmethod
    def because(cls, fault: OSError) -> Self:
        """The refusal for `fault`."""
        told = write_refused(fault)
        return cls(told.what, **told.values)


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock file `path`; raises BookDamaged when another process keeps it for `patience` seconds.

    Raises Unlockable where the system refuses the lock itself.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise Unlockable.because(fault) from fault
    try:
        _wait(handle, patience)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, patience: float) -> None:
    end = time.monotonic() + patience
    try:
        while not _taken(handle):
            if time.monotonic() > end:
                raise BookDamaged("error.book_locked", seconds=round(patience))
            time.sleep(0.002)
    except OSError as fault:
        raise Unlockable.because(fault) from fault


if os.name == "nt":
    import msvcrt

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
