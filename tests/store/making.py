"""Short ways to make books and records for tests of the store."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import Any

from finterm.domain.records import Event, Talk
from finterm.store import Book

DAY = Date(2026, 5, 1)


def an_event(id: str, minor: int = 100, **more: Any) -> Event:
    return Event(id=id, loan="loan", date=DAY, kind="payment", minor=minor, **more)


def put(book: Book, *records: Any, **options: Any) -> None:
    with book.transaction("core.done.payment", {"name": "x", "amount": "1"}, **options) as change:
        for record in records:
            change.put(record)


def a_talk(id: str) -> Talk:
    from datetime import UTC, datetime

    return Talk(id=id, at=datetime(2026, 5, 1, 14, 30, tzinfo=UTC))


def contents(book: Book) -> dict[str, dict[str, Any]]:
    """Everything in the book, to compare two books by."""
    from finterm.domain.records import STORED

    return {kind.table: {record.id: record for record in book.all(kind)} for kind in STORED}


def opened(folder: Path, device: str = "here") -> Book:
    return Book.open(folder, device=device)


def journal_of(folder: Path, device: str = "here") -> Path:
    (path,) = (folder / "journal").glob(f"{device}-*.jsonl")
    return path
