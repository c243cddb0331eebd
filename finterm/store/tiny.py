"""TinyDB's own interface to an open book: its queries work, and its writes are transactions.

Documents are the stored form of records. A document's number follows from its record's id, so it is
the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from finterm.domain.errors import BadInput
from finterm.domain.records import TYPES
from finterm.store import journal
from finterm.store.checkpoint import document_id

if TYPE_CHECKING:
    from finterm.store.book import Book

Tables = dict[str, dict[Any, Any]]


class BookStorage(Storage):
    """Reads all tables from the open book, and writes back what differs as one transaction."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def read(self) -> Tables | None:
        """Every table as TinyDB lays it out."""
        return {
            name: {
                str(document_id(record.id)): msgspec.json.decode(journal.encode(record))
                for record in self.book.all(kind)
            }
            for name, kind in TYPES.items()
        }

    def write(self, data: Tables) -> None:
        """Writes the differences. Raises BadInput for a table or document that is none of the book's."""
        with self.book.transaction("core.done.tinydb") as change:
            for name, documents in data.items():
                if name not in TYPES:
                    if documents:
                        raise BadInput(name, "error.no_table", typed=name, choices=", ".join(TYPES))
                    continue
                wanted = {record.id: record for record in (_record(name, one) for one in documents.values())}
                for record in self.book.all(TYPES[name]):
                    if (after := wanted.pop(record.id, None)) is None:
                        change.delete(record)
                    elif after != record:
                        change.put(after, before=record)
                for record in wanted.values():
                    change.put(record)


def _record(table: str, document: Mapping[str, Any]) -> Any:
    try:
        return msgspec.convert(dict(document), TYPES[table])
    except msgspec.ValidationError as fault:
        raise BadInput(table, "error.no_document", reason=str(fault)) from fault


class BookTable(Table):
    """A table whose documents are numbered by their record's id."""

    def insert(self, document: Mapping[str, Any]) -> int:
        """Adds one document; a missing id is made. Returns its number."""
        return super().insert(self._numbered(document))

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Adds documents in one transaction; missing ids are made. Returns their numbers."""
        return super().insert_multiple([self._numbered(document) for document in documents])

    def _numbered(self, document: Mapping[str, Any]) -> Document:
        book = cast("BookStorage", self._storage).book
        full = {**document, "id": document.get("id") or book.new_id()}
        return Document(full, doc_id=document_id(full["id"]))


def tiny_db(book: Book) -> TinyDB:
    """TinyDB over the open `book`."""
    database = TinyDB(book, storage=BookStorage)
    database.table_class = BookTable
    return database
