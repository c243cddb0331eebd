"""The records of a book in memory, and which transaction each was last written by.

Of two changes to one record the one with the later stamp (clock, device) wins, whatever order they
arrive in, so that every machine ends with the same book. Deleted records keep their stamp.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec

from finterm.domain.records import TYPES, Record
from finterm.store import journal
from finterm.store.journal import Change, Entry, Stamp
from finterm.store.migrations import SCHEMA, changes, migrated

R = TypeVar("R", bound=Record)
_NONE = b"null"


@cache
def _decoder(table: str) -> msgspec.json.Decoder[Record]:
    """Made when first asked for: a decoder for every table is a cost at each start, and most are not used."""
    return msgspec.json.Decoder(TYPES[table])


def record_of(table: str, content: msgspec.Raw, version: int = SCHEMA) -> Record | None:
    """The typed record in `content`, or None for JSON null. Raises msgspec.DecodeError for what is none."""
    if bytes(content) == _NONE:
        return None
    if changes(table, version):
        return msgspec.convert(migrated(table, msgspec.json.decode(content), version), TYPES[table])
    return _decoder(table).decode(content)


def content(record: Record | None) -> msgspec.Raw:
    """`record` as the journal holds it."""
    return journal.NO_RECORD if record is None else msgspec.Raw(journal.encode(record))


class Stamps:
    """Which transaction each record was last written by, by table.

    Read from their JSON table by table when first asked for: looking at a book asks for none.
    """

    def __init__(self, unread: Mapping[str, msgspec.Raw] | None = None) -> None:
        self._unread = {table: raw.copy() for table, raw in (unread or {}).items()}
        self._read: dict[str, dict[str, Stamp]] = {}

    def of(self, table: str) -> dict[str, Stamp]:
        """The stamps of `table` by the id of the record, to be read and written."""
        if table in self._unread:
            self._read[table] = msgspec.json.decode(self._unread.pop(table), type=dict[str, Stamp])
        return self._read.setdefault(table, {})

    def stored(self) -> dict[str, msgspec.Raw]:
        """All of them as JSON, by table."""
        return {
            **self._unread,
            **{table: msgspec.Raw(journal.encode(stamps)) for table, stamps in self._read.items()},
        }


class State:
    """Tables of records by id, with the stamp that wrote each."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[str, Record]] = {table: {} for table in TYPES}
        self._unindexed: set[str] = set()  # tables that stand in `_sorted` and not yet in `_tables`
        self.stamps = Stamps()
        self.clock = 0
        self._sorted: dict[str, list[Any]] = {}

    def get(self, table: str, id: str) -> Record | None:
        """The record, or None."""
        return self.table(table).get(id)

    def fill(self, table: str, records: Iterable[Record]) -> None:
        """Gives an empty `table` its records; they are found by id once somebody asks for one."""
        self._sorted[table] = sorted(records, key=attrgetter("id"))
        self._unindexed.add(table)

    def table(self, name: str) -> dict[str, Record]:
        """The records of one table by id, to be read and written."""
        if name in self._unindexed:
            self._tables[name] = {record.id: record for record in self._sorted[name]}
            self._unindexed.discard(name)
        return self._tables[name]

    @property
    def tables(self) -> dict[str, dict[str, Record]]:
        """All records by table and id."""
        return {name: self.table(name) for name in self._tables}

    def all(self, kind: type[R]) -> list[R]:
        """Every record of `kind`, in the order of entry. A list of its own for each caller."""
        name = kind.table
        if name not in self._sorted:
            self._sorted[name] = sorted(self._tables[name].values(), key=attrgetter("id"))
        return list(self._sorted[name])

    def apply(self, entry: Entry) -> frozenset[str]:
        """Lets the changes of `entry` act where nothing later has written; the tables that changed."""
        self.clock = max(self.clock, entry.clock)
        changed = set()
        for change in entry.changes:
            if change.table in TYPES and self._write(change, entry):
                changed.add(change.table)
        return frozenset(changed)

    def _write(self, change: Change, entry: Entry) -> bool:
        stamps = self.stamps.of(change.table)
        if entry.stamp <= stamps.get(change.id, (0, "")):
            return False
        record = record_of(change.table, change.after, entry.v)
        stamps[change.id] = entry.stamp
        table = self.table(change.table)
        if record is None:
            table.pop(change.id, None)
        else:
            table[change.id] = record
        self._sorted.pop(change.table, None)
        return True
