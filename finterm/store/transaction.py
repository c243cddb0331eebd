"""One named, atomic change of the book, gathered record by record before it is written."""

from __future__ import annotations

from finterm.domain.errors import Conflict
from finterm.domain.records import TYPES, Record
from finterm.store.journal import Change
from finterm.store.state import State, content


class Transaction:
    """What `Book.transaction` hands out: put and delete records; nothing is written until the block ends."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._wanted: dict[tuple[str, str], tuple[Record | None, Record | None]] = {}

    def put(self, record: Record, before: Record | None = None) -> None:
        """Adds `record`, or replaces the one with its id.

        `before` is the version the person saw, where that may be older than the book's present one.
        Raises Conflict at once for a record that is only ever amended.
        """
        self._want(type(record).table, record.id, before, record)

    def delete(self, record: Record) -> None:
        """Takes `record`, as the person saw it, out of the book."""
        self._want(type(record).table, record.id, record, None)

    def _want(self, table: str, id: str, before: Record | None, after: Record | None) -> None:
        present = self._state.get(table, id)
        first, _ = self._wanted.get((table, id), (present if before is None else before, None))
        if TYPES[table].append_only and (first is not None or present is not None):
            raise Conflict("error.append_only", thing=table)
        self._wanted[table, id] = (first, after)

    def changes(self, state: State) -> list[Change]:
        """The changes against `state`. Raises Conflict when a record is not as it was seen."""
        found = []
        for (table, id), (before, after) in self._wanted.items():
            if state.get(table, id) != before:
                raise Conflict("error.moved_meanwhile", thing=table, record=after or before)
            if before != after:
                found.append(Change(table, id, content(before), content(after)))
        return found
