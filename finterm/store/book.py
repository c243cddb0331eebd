"""The book: a person's whole data, durable the moment a transaction returns.

Ties the parts of this room together: the journal is the truth, `book.json` its checkpoint, the state
in memory what both add up to. Several processes of one machine share a book under a lock; several
machines share it because each appends only to its own journal files. Says nothing about what the
records mean.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date as Date
from datetime import datetime as DateTime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Self, TypeVar, cast

from finterm.domain.errors import BookDamaged, Conflict
from finterm.domain.records import AttachedFile, Record, Settings
from finterm.store import checkpoint, journal
from finterm.store.device import device_name
from finterm.store.folder import Folder
from finterm.store.ids import new_id
from finterm.store.journal import Change, Entry, Stamp
from finterm.store.lock import Unlockable, locked
from finterm.store.migrations import SCHEMA
from finterm.store.past import (
    Changed,
    Done,
    Overtaken,
    again,
    between,
    changed,
    done,
    history,
    inverse,
    overtaken,
    since,
)
from finterm.store.replica import Notice, Replica
from finterm.store.state import content
from finterm.store.transaction import Transaction

if TYPE_CHECKING:
    from tinydb import TinyDB

R = TypeVar("R", bound=Record)


class Book:
    """An open book; a context manager. Safe to use from several threads of one process."""

    def __init__(self, folder: Path, device: str, origin: str = "") -> None:
        self.folder = folder
        self.device = device
        self.origin = origin
        self._paths = Folder(folder)
        self._replica = Replica(self._paths, device)
        self._mutex = RLock()
        self._tiny: TinyDB | None = None

    @classmethod
    def open(cls, folder: Path, *, device: str | None = None, origin: str = "") -> Self:
        """Opens the book in `folder`, making it when missing, and mends what a crash left behind.

        `device` names this machine's journal files; by default `store.device` knows it. `origin` says
        what kind of program this is (`screen`, `command`), for the history. Raises
        BookDamaged when the folder cannot be used, or was written by a newer finterm.
        """
        book = cls(Path(folder), device or device_name(), origin)
        book._paths.make()
        with book._reached():
            try:
                with locked(book._paths.lock):
                    book._replica.load(mend=True)
            except Unlockable:
                book._replica.load(mend=False)  # nothing can be written there, but looking costs nothing
        return book

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Whatever the system refuses inside is told as BookDamaged."""
        try:
            yield
        except OSError as fault:
            raise self._paths.refused(fault) from fault

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Nobody else writes meanwhile, and everything written so far has been read."""
        with self._mutex, self._reached(), locked(self._paths.lock):
            self._replica.catch_up(own=True)
            yield

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process(self) -> int:
        """The number of the process that writes through this book."""
        return os.getpid()

    @property
    def notices(self) -> list[Notice]:
        """What opening and refreshing found and mended, for the person to know."""
        return self._replica.notices

    # reading

    def all(self, kind: type[R]) -> list[R]:
        """Every record of `kind`, in the order of entry."""
        with self._mutex:
            return self._replica.state.all(kind)

    def get(self, kind: type[R], id: str) -> R | None:
        """The record of `kind` with this id, or None."""
        with self._mutex:
            return cast("R | None", self._replica.state.get(kind.table, id))

    def knew(self, table: str, id: str) -> bool:
        """Whether there is or ever was such a record."""
        with self._mutex:
            return id in self._replica.state.stamps.of(table)

    def settings(self) -> Settings:
        """The one record of settings, or its defaults."""
        return self.get(Settings, Settings.THE) or Settings(id=Settings.THE)

    def new_id(self) -> str:
        """An id that no other record has, and that sorts after those given before."""
        with self._mutex:
            return new_id()

    # writing

    @contextmanager
    def transaction(
        self, name: str, values: dict[str, str] | None = None, undoable: bool = True
    ) -> Iterator[Transaction]:
        """Gathers changes and writes them as one when the block ends without an error: all or nothing.

        `name` is a catalogue key and `values` fill its places. Durable when the block has ended. Raises
        Conflict when a record changed elsewhere since it was seen, BookDamaged when the system refuses
        the write; in both cases nothing was written.
        """
        with self._mutex:
            gathered = Transaction(self._replica.state)
            yield gathered
            with self._locked():
                changes = gathered.changes(self._replica.state)
                if changes:
                    self._write(name, values or {}, changes, undoable=undoable)

    def undo(self) -> Done | None:
        """Takes back the latest transaction of this device that still stands; what it was, or None.

        Raises Conflict when one of its records was changed elsewhere since.
        """
        return self._step(back=True)

    def redo(self) -> Done | None:
        """Does the latest undone transaction of this device again; what it was, or None."""
        return self._step(back=False)

    def go_back(self, stamp: Stamp) -> Done | None:
        """Makes the book as it was right after the transaction with `stamp`, of any device; what that was.

        One transaction that undo takes back: the inverse of everything later, whoever wrote it, deliveries
        of reminders apart. None when the book is so already. Raises Conflict when there is no such
        transaction, or the journal no longer holds all that is needed.
        """
        with self._locked():
            entries = self._replica.entries()
            changes = since(entries, stamp, self._replica.state.tables)
            target = next(done(entry) for entry in entries if entry.stamp == stamp)
            if not changes:
                return None
            values = {"at": f"{target.at:%Y-%m-%d %H:%M}"}
            self._write("core.done.go_back", values, changes, back_to=stamp)
            return target

    def _step(self, back: bool) -> Done | None:
        with self._locked():
            steps = self._replica.own_steps()
            stack = steps.undoable if back else steps.redoable
            if not stack:
                return None
            target = stack[-1]
            changes = inverse(target) if back else again(target)
            for change in changes:
                if content(self._replica.state.get(change.table, change.id)) != change.before:
                    raise Conflict("error.undo_moved" if back else "error.redo_moved", thing=change.table)
            clock = target.clock
            name, values = ("core.done.undo", "core.done.redo")[not back], {"what": target.name}
            self._write(name, values, changes, undoes=clock if back else None, redoes=None if back else clock)
            return done(target)

    def _write(
        self,
        name: str,
        values: dict[str, str],
        changes: list[Change],
        *,
        undoable: bool = True,
        undoes: int | None = None,
        redoes: int | None = None,
        back_to: Stamp | None = None,
    ) -> Entry:
        """Appends one transaction and lets it act. The lock is held and the journal has been read."""
        now = DateTime.now().astimezone()
        entry = Entry(
            v=SCHEMA,
            clock=self._replica.state.clock + 1,
            device=self.device,
            at=now,
            process=os.getpid(),
            name=name,
            values=values,
            undoable=undoable,
            undoes=undoes,
            redoes=redoes,
            back_to=back_to,
            origin=self.origin,
            changes=changes,
        )
        path = self._paths.journal_of(self.device, now.year)
        line = journal.line(entry)
        self._replica.wrote(path, journal.append(path, line), len(line), entry)
        if self._replica.has_grown:
            with suppress(BookDamaged):  # what was asked for is durable already
                self._replica.write_checkpoint()
        return entry

    # other processes and machines

    def refresh(self) -> frozenset[str]:
        """Reads what other processes and devices wrote since; names of the tables that changed."""
        with self._mutex, self._reached():
            return self._replica.catch_up(own=False)

    # keeping

    def checkpoint(self) -> None:
        """Writes `book.json` as the book now stands. Raises BookDamaged when the system refuses."""
        with self._locked():
            self._replica.write_checkpoint()

    def backup(self) -> Path:
        """Writes today's backup anew; where it is."""
        with self._mutex, self._reached():
            self.checkpoint()
            return self._paths.backup(DateTime.now().astimezone().date())

    def backup_on(self) -> Date | None:
        """The day of the newest backup; None where there is none."""
        return self._paths.backup_on()

    def restore(self, backup: Path) -> Done:
        """Makes the book as `backup` has it, in one transaction that undo takes back; what was done.

        Raises BookDamaged when it is no sound backup. Nothing is lost: the journal keeps everything.
        """
        found = checkpoint.read(backup) if backup.is_file() else None
        if found is None:
            raise BookDamaged("error.no_backup", path=backup)
        with self._locked():
            changes = between(self._replica.state.tables, found.state.tables)
            entry = self._write("core.done.restore", {"name": backup.name}, changes)
            return done(entry)

    def close(self) -> None:
        """Writes the checkpoint if anything changed. A checkpoint that cannot be written is no loss."""
        with self._mutex:
            if self._replica.since_checkpoint or not self._paths.book.exists():
                with suppress(BookDamaged):
                    self.checkpoint()

    def attach(self, path: Path) -> AttachedFile:
        """Copies a file into the book's attachments. Raises BookDamaged when it cannot be read or kept."""
        return self._paths.attach(path)

    # the past

    def history(self, limit: int = 50) -> list[Done]:
        """The latest transactions of all devices, newest first."""
        with self._reached():
            return history(self._replica.entries(), limit)

    def changes_of(self, stamp: Stamp) -> list[Changed]:
        """What the transaction with `stamp` changed, record by record; empty where there is none."""
        with self._reached():
            found = next((one for one in self._replica.entries() if one.stamp == stamp), None)
        return changed(found) if found else []

    def overtaken(self) -> list[Overtaken]:
        """Changes of one device that a later change of another, made without knowing them, replaced."""
        with self._reached():
            return overtaken(self._replica.entries())

    def transactions(self) -> list[Entry]:
        """Every transaction of every device read so far, in no order; reads the journals from their start."""
        with self._mutex, self._reached():
            return self._replica.entries_read()

    def extent(self) -> tuple[tuple[str, int], ...]:
        """How far each journal file has been read: the same for as long as nothing new stands in the book."""
        with self._mutex:
            return self._replica.extent

    @property
    def db(self) -> TinyDB:
        """The same records through TinyDB's own interface; what is written through it is a transaction."""
        if self._tiny is None:
            from finterm.store.tiny import tiny_db

            self._tiny = tiny_db(self)
        return self._tiny
