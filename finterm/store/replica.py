"""The book as this process has read it so far: checkpoint and journals, and what reading them told.

Opening begins from the checkpoint and replays what the journals hold beyond it; catching up replays
what other processes and devices wrote since. Mends what a crash left behind, and notes every such
thing for the person. The caller holds the lock where a method says so.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime as DateTime
from pathlib import Path
from typing import NamedTuple

from finterm.domain.errors import BookDamaged
from finterm.store import checkpoint, journal
from finterm.store.checkpoint import Checkpoint, Mark
from finterm.store.folder import Folder
from finterm.store.journal import Entry, Read
from finterm.store.past import Steps, again, overtaken
from finterm.store.state import State, content

GROWN = 4 << 20  # bytes of journal beyond the checkpoint that call for a new one, at least


class Notice(NamedTuple):
    """Something opening the book found and mended: a catalogue key and what fills its places.

    A value `n` counts, and so chooses the plural form; values that are themselves catalogue keys are words.
    """

    key: str
    values: dict[str, object]


class Replica:
    """State in memory, how far each journal file has been read, and notices of what was found."""

    def __init__(self, paths: Folder, device: str) -> None:
        self.paths = paths
        self.device = device
        self.state = State()
        self.notices: list[Notice] = []
        self.since_checkpoint = 0  # bytes of journal that book.json does not include yet
        self._marks: dict[str, Mark] = {}
        self._ends: dict[str, int] = {}  # how far each journal file has been read
        self._steps: Steps | None = None
        self._unsound = False  # a damaged book.json is there that could not be set aside yet

    def wrote(self, path: Path, end: int, size: int, entry: Entry) -> None:
        """Takes in a transaction of `size` bytes that this process itself has just appended to `path`."""
        self._ends[path.name] = end
        self.state.apply(entry)
        if self._steps:
            self._steps.follow(entry)
        self.since_checkpoint += size

    @property
    def has_grown(self) -> bool:
        """Whether the journal has outgrown the checkpoint so far that opening would become slow."""
        return self.since_checkpoint > max(GROWN, sum(mark.end for mark in self._marks.values()))

    def load(self, mend: bool) -> None:
        """Reads the book for the first time, and then (under the lock) mends it where `mend` says so.

        Raises BookDamaged for a book of a newer schema, of which nothing has been touched. What cannot be
        mended now, on a full disk, is left for the next write; the book can be looked at meanwhile.
        """
        there = self.paths.book.exists()
        loaded = checkpoint.read(self.paths.book) if there else None
        self._unsound = there and loaded is None
        loaded = loaded or self._newest_backup()
        if loaded:
            self.state, self._marks = loaded.state, dict(loaded.marks)
            self._ends = {path.name: self._known_end(path) for path in self.paths.journal_files()}
        self.catch_up(own=False)
        if mend:
            with suppress(BookDamaged, OSError):
                self._set_book_aside()
                self.catch_up(own=True)
        if self._unsound:
            self._tell_first("core.notice.book_unsound")

    def _known_end(self, path: Path) -> int:
        """How far the checkpoint includes `path`; 0 when the file is not the one it knew.

        Reading a file again from its start is harmless: what is already included changes nothing.
        """
        mark = self._marks.get(path.name)
        return mark.end if mark and journal.tail_mark(path, mark.end) == mark.tail else 0

    def _set_book_aside(self) -> None:
        """Keeps a damaged `book.json` in `damaged/`; the next checkpoint takes its place."""
        if self._unsound:
            kept = self.paths.set_aside(self.paths.book, DateTime.now().astimezone())
            self._unsound = False
            self._tell_first("core.notice.book_damaged", file=f"{kept.parent.name}/{kept.name}")

    def _newest_backup(self) -> Checkpoint | None:
        """What to begin from without a sound checkpoint: the newest good backup, if any. All of the
        journal is replayed over it, so a line the journal lost may still be found in the backup."""
        for path in reversed(self.paths.backup_files()):
            if found := checkpoint.read(path):
                return Checkpoint(found.state, {})
        return None

    def catch_up(self, own: bool) -> frozenset[str]:
        """Reads new journal lines; with `own` (under the lock) mends this device's torn last line too.

        Everything is read before anything is mended, so that a newer schema is found untouched.
        """
        changed: frozenset[str] = frozenset()
        torn: list[tuple[Path, Read]] = []
        for path in self.paths.journal_files():
            end = self._ends.get(path.name, 0)
            size = path.stat().st_size
            if size < end:
                end = 0  # a synchroniser put an older or another version in its place
                self._steps = None
            if size != end:
                found = journal.read(path, end)
                changed |= self._replay(path, end, found)
                if found.torn and own and self._is_own(path):
                    torn.append((path, found))
        for path, found in torn:
            changed |= self._mend(path, found)
        return changed

    def _is_own(self, path: Path) -> bool:
        return path.name.rpartition("-")[0] == self.device

    def _replay(self, path: Path, start: int, found: Read) -> frozenset[str]:
        changed: frozenset[str] = frozenset()
        foreign = not self._is_own(path)
        surprised = False
        for _, entry in found.entries:
            surprised = surprised or (foreign and self._would_overtake(entry))
            changed |= self.state.apply(entry)
            if self._steps and not foreign:
                self._steps.follow(entry)
        self._ends[path.name] = found.end
        self.since_checkpoint += found.end - start
        if found.damaged:
            self._tell("core.notice.damaged_lines", file=path.name, n=found.damaged)
        if surprised and (lost := overtaken(self.entries())):
            self._tell("core.notice.overtaken", n=len(lost))
        return changed

    def _would_overtake(self, entry: Entry) -> bool:
        return any(content(self.state.get(one.table, one.id)) != one.before for one in again(entry))

    def _mend(self, path: Path, read: Read) -> frozenset[str]:
        """Keeps the torn last line aside and ends the file after its last whole one."""
        if journal.mend_break(path, read):
            return self._replay(path, read.end, journal.read(path, read.end))
        self.paths.set_aside(path, DateTime.now().astimezone(), read.torn)
        with path.open("rb+") as file:
            file.truncate(read.end)
            os.fsync(file.fileno())
        self._tell("core.notice.torn_line", file=path.name)
        return frozenset()

    def _tell(self, key: str, **values: object) -> None:
        self.notices.append(Notice(key, values))

    def _tell_first(self, key: str, **values: object) -> None:
        self.notices.insert(0, Notice(key, values))

    def write_checkpoint(self) -> None:
        """Writes `book.json`, and the day's first backup, under the lock. Raises BookDamaged if refused."""
        self._set_book_aside()
        marks = {
            path.name: Mark(end, journal.tail_mark(path, end))
            for path in self.paths.journal_files()
            if (end := self._ends.get(path.name, 0))
        }
        checkpoint.write(self.paths.book, self.state, marks)
        self._marks, self.since_checkpoint = marks, 0
        today = DateTime.now().astimezone().date()
        if not (self.paths.backups / f"book-{today.isoformat()}.json").exists():
            self.paths.backup(today)

    def entries(self) -> list[Entry]:
        """Every transaction of every device; reads the journals from their start."""
        return [entry for path in self.paths.journal_files() for _, entry in journal.read(path).entries]

    def entries_read(self) -> list[Entry]:
        """The transactions that have been read so far, and so stand in the state."""
        found = []
        for path in self.paths.journal_files():
            end = self._ends.get(path.name, 0)
            found += [entry for at, entry in journal.read(path).entries if at < end]
        return found

    @property
    def extent(self) -> tuple[tuple[str, int], ...]:
        """How far each journal file has been read, by its name."""
        return tuple(sorted(self._ends.items()))

    def own_steps(self) -> Steps:
        """What undo and redo of this device stand at; made when first asked for, then kept up."""
        if self._steps is None:
            self._steps = Steps()
            own = [entry for entry in self.entries() if entry.device == self.device]
            for entry in sorted(own, key=lambda one: one.clock):
                self._steps.follow(entry)
        return self._steps
