"""The folder of a book: where everything in it stands, and who may read it (nobody but its owner)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date as Date
from datetime import datetime as DateTime
from hashlib import sha256
from pathlib import Path

from finterm.domain.errors import BookDamaged
from finterm.domain.records import AttachedFile
from finterm.store import journal
from finterm.store.checkpoint import put

BACKUPS_KEPT = 10
# What a synchroniser of versions need not carry: it follows from the journal, or belongs to one machine.
_IGNORED = "book.json*\n.book.json*\nbackups/\ndamaged/\n.lock\n.remind.lock\n"


class Folder:
    """Paths of one book; made, and closed to others, when missing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.book = root / "book.json"
        self.journals = root / "journal"
        self.attachments = root / "attachments"
        self.backups = root / "backups"
        self.damaged = root / "damaged"
        self.lock = root / ".lock"

    def make(self) -> None:
        """Makes what is missing. Raises BookDamaged when the system refuses and there is no book to look at."""
        try:
            for folder in (self.root, self.journals, self.attachments, self.backups):
                if not folder.is_dir():
                    folder.mkdir(parents=True, mode=0o700)
                    folder.chmod(0o700)
            if not (ignored := self.root / ".gitignore").exists():
                with suppress(BookDamaged):  # only a synchroniser of versions misses it
                    put(ignored, _IGNORED.encode())
        except OSError as fault:
            if not os.access(self.journals, os.R_OK | os.X_OK):
                raise self.refused(fault) from fault

    def refused(self, fault: OSError) -> BookDamaged:
        """The sentence for a folder the system does not let us use."""
        return BookDamaged("error.no_folder", path=self.root, reason=fault.strerror or str(fault))

    def journal_of(self, device: str, year: int) -> Path:
        """The file that `device` appends to in `year`."""
        return self.journals / f"{device}-{year}.jsonl"

    def journal_files(self) -> list[Path]:
        """All journal files, of all devices."""
        return sorted(self.journals.glob("*.jsonl"))

    def mend_permissions(self) -> list[Path]:
        """Closes to others what is open to them; what had to be mended."""
        if os.name != "posix":
            return []
        mended = []
        for path in (self.root, *self._inside()):
            wanted = 0o700 if path.is_dir() else 0o600
            with suppress(OSError):
                if path.stat().st_mode & 0o077:
                    path.chmod(wanted)
                    mended.append(path)
        return mended

    def _inside(self) -> Iterator[Path]:
        for folder in (self.journals, self.attachments, self.backups, self.damaged):
            if folder.is_dir():
                yield folder
                yield from (path for path in folder.rglob("*") if not path.is_symlink())
        yield from (path for path in (self.book, self.lock, self.root / ".gitignore") if path.exists())

    def set_aside(self, path: Path, now: DateTime, content: bytes | None = None) -> Path:
        """Keeps `path` (or only `content` of it) in `damaged/`, never deleting anything; where it is now.

        Raises OSError or BookDamaged when the system refuses.
        """
        self.damaged.mkdir(mode=0o700, exist_ok=True)
        name = f"{path.name}.{now:%Y%m%d-%H%M%S}"
        taken = len(list(self.damaged.glob(f"{name}*")))
        kept = self.damaged / (f"{name}-{taken}" if taken else name)
        if content is None:
            path.replace(kept)
            kept.chmod(0o600)
        else:
            put(kept, content)
        return kept

    def backup(self, day: Date) -> Path:
        """Copies the checkpoint into `backups/` under `day`, and keeps the newest ten."""
        kept = self.backups / f"book-{day.isoformat()}.json"
        put(kept, self.book.read_bytes())
        for old in self.backup_files()[:-BACKUPS_KEPT]:
            old.unlink()
        return kept

    def backup_files(self) -> list[Path]:
        """The backups, oldest first."""
        return sorted(self.backups.glob("book-*.json"))

    def backup_on(self) -> Date | None:
        """The day the newest backup was made; None where there is none."""
        for newest in reversed(self.backup_files()):
            with suppress(ValueError):
                return Date.fromisoformat(newest.stem.removeprefix("book-"))
        return None

    def attach(self, path: Path) -> AttachedFile:
        """Copies the file at `path` into `attachments/` under its SHA-256. Raises BookDamaged if it cannot."""
        try:
            digest = sha256_of(path)
            kept = self.attachments / digest
            if not kept.exists():
                fresh = self.attachments / f".{digest}.{os.getpid()}"
                shutil.copyfile(path, fresh)
                fresh.chmod(0o600)
                with fresh.open("rb+") as file:
                    os.fsync(file.fileno())
                fresh.replace(kept)
                journal.sync_folder(self.attachments)
        except OSError as fault:
            raise BookDamaged("error.not_attached", path=path, reason=fault.strerror or str(fault)) from fault
        name = os.fsencode(path.name).decode("utf-8", errors="replace")
        return AttachedFile(name=name, sha256=digest)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex digits."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
