"""The channel `screen`: a notice handed to every open finterm of this book on this machine.

Each open screen has a box, a folder in this machine's state for the book, and holds a lock for as long as it
lives. A notice is a small file put whole into each box; the screen takes it out by renaming it, so of sender and
screen only one has it. A notice that no screen takes in time is taken back: it was not told. Boxes of screens
that are gone are cleared away.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from finterm import state
from finterm.domain.errors import BookDamaged
from finterm.notify.channel import Failed
from finterm.notify.notice import LEVELS, LONGEST_BODY, LONGEST_TITLE, Notice, plain
from finterm.store.lock import locked

WAIT = 3.0  # seconds in which a screen, which looks each second, has taken what it is handed
GONE = 60.0  # seconds after which a box that nobody holds is cleared: one just made is not held yet
LARGEST = 65_536  # bytes of a file that is looked at


def folder_of(book_folder: Path) -> Path:
    """Where the boxes for the book are. Raises OSError where there can be none."""
    folder = state.of_book(book_folder) / "sessions"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


class Session:
    """One open screen over the book: its box, and the lock that says it lives."""

    def __init__(self, book_folder: Path) -> None:
        self._book = book_folder
        self._held = ExitStack()
        self.box: Path | None = None

    def open(self) -> None:
        """From now on notices are put here. Where the system refuses, there is no box; nothing is raised."""
        token = os.urandom(6).hex()
        with suppress(OSError, BookDamaged):
            folder = folder_of(self._book)
            self._held.enter_context(locked(_lock_of(folder / token)))
            (folder / token).mkdir(mode=0o700)
            self.box = folder / token

    def taken(self) -> list[Notice]:
        """The notices that were put here since, oldest first, out of the box now."""
        found = []
        for path in _notices(self.box) if self.box else ():
            mine = path.with_suffix(".taken")
            with suppress(OSError):  # its sender was faster, and has it back
                path.rename(mine)
                if notice := _read(mine):
                    found.append(notice)
                mine.unlink()
        return found

    def close(self) -> None:
        """The screen ends; what is in its box goes back to who put it there, or is gone with it."""
        if self.box is not None:
            closed = self.box.with_suffix(".closed")  # in one step, so that no notice looks taken
            with suppress(OSError):
                self.box.rename(closed)
                _emptied(closed)
            _clear(self.box)
            self.box = None
        self._held.close()


class Sessions:
    """The channel: every open screen of the book in `book_folder`, save the one with the box `but`."""

    name = "screen"

    def __init__(self, book_folder: Path, but: Path | None = None, wait: float = WAIT) -> None:
        self._book = book_folder
        self._but = but
        self._wait = wait

    def send(self, notice: Notice) -> Failed | None:
        """Hands the notice over, and waits until at least one screen has taken it."""
        try:
            put = self.hand(notice)
        except OSError as fault:
            return Failed("notify.failed.refused", {"reason": fault.strerror or type(fault).__name__})
        end = time.monotonic() + self._wait
        while put and time.monotonic() < end:
            if any(_is_taken(path) for path in put):
                return None
            time.sleep(0.05)
        back = [_taken_back(path) for path in put]
        return Failed("notify.failed.no_session") if all(back) else None

    def hand(self, notice: Notice) -> list[Path]:
        """Puts the notice into every box, without waiting; the files. Raises OSError where there can be none."""
        data = json.dumps(_shape(notice)).encode()
        name = f"{time.time_ns():020}-{os.urandom(4).hex()}"
        put = []
        for box in _boxes(folder_of(self._book)):
            if box == self._but:
                continue
            with suppress(OSError):  # it was closed this moment
                put.append(_put(box / f"{name}.json", data))
        return put


def _boxes(folder: Path) -> Iterator[Path]:
    """The boxes of screens that live; clears those of others away."""
    for lock in sorted(folder.glob("*.lock")):
        box = lock.with_suffix("")
        if _is_held(lock):
            yield box
        else:
            with suppress(OSError):
                if time.time() - lock.stat().st_mtime > GONE:
                    _clear(box)


def _lock_of(box: Path) -> Path:
    return box.with_name(f"{box.name}.lock")


def _is_held(lock: Path) -> bool:
    try:
        with locked(lock, 0):
            return False
    except BookDamaged:
        return True


def _clear(box: Path) -> None:
    with suppress(OSError):
        _emptied(box)
    with suppress(OSError):
        _lock_of(box).unlink(missing_ok=True)


def _emptied(box: Path) -> None:
    for path in box.iterdir():
        path.unlink(missing_ok=True)
    box.rmdir()


def _notices(box: Path) -> list[Path]:
    with suppress(OSError), os.scandir(box) as entries:
        return sorted(Path(entry.path) for entry in entries if entry.name.endswith(".json"))
    return []


def _put(path: Path, data: bytes) -> Path:
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    fresh.rename(path)
    return path


def _is_taken(path: Path) -> bool:
    """Whether the screen has it. One that closed with a notice in its box has not shown it."""
    return path.parent.exists() and not path.exists()


def _taken_back(path: Path) -> bool:
    """Takes a notice out again; False where a screen has it."""
    try:
        path.unlink()
    except OSError:
        return not _is_taken(path)
    return True


def _shape(notice: Notice) -> dict[str, Any]:
    """What a screen needs to show the notice, and no more than its level tells."""
    at = [notice.at(level) for level in LEVELS]
    return {"level": notice.level, "texts": [[one.title, one.body] for one in at]}


def _read(path: Path) -> Notice | None:
    """The notice in a file; None for anything else."""
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(LARGEST))
        texts = [
            (plain(str(title), LONGEST_TITLE), plain(str(body), LONGEST_BODY))
            for title, body in told["texts"]
        ]
        level = told["level"]
        if level not in LEVELS or len(texts) != len(LEVELS) or not texts[LEVELS.index(level)][0]:
            return None
        return Notice(*texts[LEVELS.index(level)], (), tuple(texts[1:]), level)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
