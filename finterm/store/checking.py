"""Looking a whole book over: every line, checksum, attachment and reference, and who may read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from finterm.domain.records import Amendment, ContractSheet, CreditReport, Dispute, Talk
from finterm.domain.references import TARGETS, missing
from finterm.store import checkpoint, journal
from finterm.store.book import Book
from finterm.store.folder import Folder, sha256_of
from finterm.store.replica import Notice


def check(folder: Path, *, device: str | None = None) -> list[Notice]:
    """What is wrong with the book in `folder`, and what of it was mended; empty when all is well.

    Opening mends a torn last line and a damaged checkpoint; this also reads every line of every
    journal, compares the checkpoint with what the journal adds up to, verifies attachments by their
    checksums, looks for records that are named and not there, and closes to others what was open to them.
    """
    paths = Folder(folder)
    with Book.open(folder, device=device) as book:
        found = list(book.notices)
        told = {
            str(notice.values.get("file")) for notice in found if notice.key == "core.notice.damaged_lines"
        }
        for path in paths.journal_files():
            if (damaged := journal.read(path).damaged) and path.name not in told:
                found.append(Notice("core.notice.damaged_lines", {"file": path.name, "n": damaged}))
        found += _attachments(book, paths)
        found += _missing(book)
        found = [notice for notice in found if notice.key != "core.notice.overtaken"]  # only the new ones
        if lost := book.overtaken():
            found.append(Notice("core.notice.overtaken", {"n": len(lost)}))
        for backup in paths.backup_files():
            if checkpoint.read(backup) is None:
                found.append(Notice("core.notice.backup_damaged", {"file": backup.name}))
    if open_to_others := paths.mend_permissions():
        found.append(Notice("core.notice.permissions", {"n": len(open_to_others)}))
    return found


def _missing(book: Book) -> list[Notice]:
    """Records that others name and the book does not have, and what can be done about each."""
    found = []
    for one in missing(book.all):
        was_there = any(book.knew(kind.table, one.id) for kind in TARGETS[one.target])
        values: dict[str, object] = {
            "n": sum(one.named_by.values()),
            "things": [f"core.thing.{table}" for table in one.named_by],
            "id": one.id,
            "next": "core.notice.next.deleted" if was_there else "core.notice.next.unknown",
        }
        found.append(Notice(f"core.notice.missing.{one.target}", values))
    return found


def _attachments(book: Book, paths: Folder) -> list[Notice]:
    found = []
    with_files: tuple[type[Any], ...] = (Talk, ContractSheet, CreditReport, Dispute)
    kept_with = [record.files for kind in with_files for record in book.all(kind)]
    kept_with += [amendment.amended.files for amendment in book.all(Amendment)]
    for file in {file.sha256: file for files in kept_with for file in files}.values():
        kept = paths.attachments / file.sha256
        if not kept.exists():
            found.append(Notice("core.notice.attachment_missing", {"file": file.name}))
        elif sha256_of(kept) != file.sha256:
            found.append(Notice("core.notice.attachment_changed", {"file": file.name}))
    return found
