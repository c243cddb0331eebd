"""What is typed into forms, kept on the disk while it is typed: a crash or a lost line loses nothing.

A draft is a small file of its own for each form being filled in, in a folder nobody else can read, named
for the process that writes it, so that two processes with the same form never touch each other's. A
process shows that it lives by holding a lock; a draft whose process is gone is left over, and offered to
whoever asks next. Whoever continues it takes the file over under a name of their own; of two who try, one
does. Written whole to a temporary file, fsynced and renamed, in the order asked for, by one thread beside
the screen. Never anything secret: passwords of forms are not handed in.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import datetime as DateTime
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from finterm import state
from finterm.domain.errors import BookDamaged
from finterm.store.lock import locked


class Typed(NamedTuple):
    """What stands in a form: `texts` by field, `first` what stood there before anything was typed, the
    field with the focus."""

    texts: Mapping[str, str]
    first: Mapping[str, str]
    focus: str = ""


class Left(NamedTuple):
    """A draft that nobody is writing. `form` names the form, `begun` is when typing began."""

    path: Path
    form: str
    begun: DateTime
    typed: Typed


def folder_of(book: Path) -> Path:
    """Where drafts for the book in the folder `book` are kept: under FINTERM_STATE, else the system's place.

    Not in the book's folder, which a person may copy or synchronise between machines.
    """
    return state.folder() / "drafts" / state.name_of(book)


class Draft:
    """What is kept of one form while it is open."""

    def __init__(self, drafts: Drafts, path: Path, form: str, begun: DateTime) -> None:
        self.form = form
        self.begun = begun
        self.path = path
        self._drafts = drafts
        self._typed: Typed | None = None  # what is not on the disk yet

    @property
    def fault(self) -> OSError | None:
        """Why it could not be kept; waits for what is on its way."""
        return self._drafts.settled()

    @property
    def is_behind(self) -> bool:
        """Whether something typed is not on its way to the disk yet."""
        return self._typed is not None

    def note(self, typed: Typed) -> None:
        """Remembers what stands in the form now; `save` brings it to the disk."""
        self._typed = typed

    def save(self) -> None:
        """Sends what was noted on its way to the disk."""
        if (typed := self._typed) is not None:
            self._typed = None
            self._drafts.write(self, typed)

    def drop(self) -> None:
        """It is not needed any more: saved, or thrown away on purpose."""
        self._typed = None
        self._drafts.remove(self)


class Drafts:
    """The drafts of one process over one book, in `folder`; made when first needed."""

    def __init__(self, folder: Path, now: Callable[[], DateTime]) -> None:
        self.folder = folder
        self.fault: OSError | None = None  # why what is typed cannot be kept, as of the last try
        self._now = now
        self._token = token_hex(6)
        self._count = 0
        self._open: set[Draft] = set()
        self._going: set[Path] = set()  # files of drafts that are done with, until they are gone
        self._held = ExitStack()  # the lock that says this process lives
        self._alive = False
        self._writer: ThreadPoolExecutor | None = None
        self._last: Future[None] | None = None

    # -- those of this process ---------------------------------------------------------------------

    def begin(self, form: str) -> Draft:
        """A draft for a form just opened; nothing is on the disk before something is typed."""
        draft = Draft(self, self._new_path(), form, self._now())
        self._open.add(draft)
        return draft

    def _new_path(self) -> Path:
        self._count += 1
        return self.folder / f"{self._token}.{self._count}.json"

    def write(self, draft: Draft, typed: Typed) -> None:
        """Brings `typed` to the disk, in its turn."""
        content = {
            "form": draft.form,
            "begun": draft.begun.isoformat(),
            "texts": dict(typed.texts),
            "first": dict(typed.first),
            "focus": typed.focus,
        }
        data = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        self._do(lambda: self._put(draft.path, data))

    def remove(self, draft: Draft) -> None:
        """Takes a draft away, after whatever is still on its way."""
        self._open.discard(draft)
        if self._last is not None or draft.path.exists():
            self._going.add(draft.path)
            self._do(lambda: self._unlink(draft.path))

    def _unlink(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._going.discard(path)

    def _do(self, task: Callable[[], None]) -> None:
        if self._writer is None:
            self._writer = ThreadPoolExecutor(1, "drafts")
        self._last = self._writer.submit(self._try, task)

    def _try(self, task: Callable[[], None]) -> None:
        try:
            task()
            self.fault = None
        except OSError as fault:
            self.fault = fault
        except BookDamaged as fault:  # the lock was refused
            self.fault = OSError(0, str(fault))

    def _put(self, path: Path, data: bytes) -> None:
        self._live()
        fresh = path.with_suffix(".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        if os.name == "posix":
            folder = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _live(self) -> None:
        """Holds the lock of this process from now on."""
        if not self._alive:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._held.enter_context(locked(self._lock_of(self._token)))
            self._alive = True

    def settled(self) -> OSError | None:
        """Waits for what is on its way to the disk; what went wrong, if anything."""
        if self._last is not None:
            self._last.result()
        return self.fault

    def flush(self) -> None:
        """Returns once everything typed so far is on the disk."""
        for draft in list(self._open):
            draft.save()
        self.settled()

    def close(self) -> None:
        """The screen ends. Drafts of forms still open stay, for the next time."""
        self.flush()
        if self._writer is not None:
            self._writer.shutdown()
            self._writer = None
        if self._alive:
            self._alive = False
            self._lock_of(self._token).unlink(missing_ok=True)
            self._held.close()

    # -- those left over ---------------------------------------------------------------------------

    def left(self, form: str = "") -> list[Left]:
        """Drafts that nobody is writing, of `form` only where it is named; the latest begun first."""
        mine = {draft.path for draft in self._open} | self._going
        found = []
        alive: dict[str, bool] = {self._token: False}
        for path in self.folder.glob("*.json"):
            token = path.name.partition(".")[0]
            if token not in alive:
                alive[token] = self._is_held(self._lock_of(token))
            if alive[token] or path in mine:
                continue
            if (draft := _read(path)) and form in ("", draft.form):
                found.append(draft)
        return sorted(found, key=lambda draft: (draft.begun.timestamp(), draft.path.name), reverse=True)

    def take(self, left: Left) -> Draft | None:
        """The left-over draft as one of this process; None where another process was faster."""
        path = self._new_path()
        try:
            self._live()
            left.path.rename(path)
        except (OSError, BookDamaged):
            return None
        self._forget(left)
        draft = Draft(self, path, left.form, left.begun)
        self._open.add(draft)
        return draft

    def throw_away(self, left: Left) -> None:
        """The person does not want it."""
        with suppress(OSError):
            left.path.unlink(missing_ok=True)
        self._forget(left)

    def _forget(self, left: Left) -> None:
        """Takes away what a process that is gone left beside its last draft."""
        token = left.path.name.partition(".")[0]
        if token != self._token and not any(self.folder.glob(f"{token}.*.json")):
            with suppress(OSError):
                for rest in self.folder.glob(f"{token}.*"):
                    rest.unlink(missing_ok=True)

    def _lock_of(self, token: str) -> Path:
        return self.folder / f"{token}.lock"

    @staticmethod
    def _is_held(path: Path) -> bool:
        if not path.exists():
            return False
        try:
            with locked(path, 0):
                return False
        except BookDamaged:
            return True


def _read(path: Path) -> Left | None:
    try:
        kept = json.loads(path.read_bytes())
        typed = Typed(_texts(kept["texts"]), _texts(kept["first"]), str(kept["focus"]))
        return Left(path, str(kept["form"]), DateTime.fromisoformat(kept["begun"]), typed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _texts(kept: Mapping[str, object]) -> dict[str, str]:
    return {str(key): str(text) for key, text in kept.items()}
