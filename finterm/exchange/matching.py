"""Which record of the book a line of a file is about: by its id, by its name, else by what it says.

Content is matched as often as it stands there, so that importing a file twice adds nothing twice. Knows
nothing of what is then done with the line.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from finterm.domain.errors import BadInput
from finterm.exchange.cells import Cells
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.names import Lookup


class Matcher:
    """Which record of the book a line is about."""

    def __init__(self, kind: Kind, records: Sequence[Any], lookup: Lookup | None) -> None:
        self._kind = kind
        self._lookup = lookup
        self._by_id = {record.id: record for record in records}
        self._order = list(records)
        self._taken: set[str] = set()
        self._ids: set[str] = set()

    def before(self, cells: Cells, id: str) -> Any | None:
        """The record named by `id`, or by its name. Raises BadInput where two lines are about the same one."""
        if id and id in self._ids:
            raise BadInput("id", "exchange.error.twice")
        self._ids.add(id)
        found = self._by_id.get(id) if id else None
        if self._kind.name == "settings":
            found = next(iter(self._order), None)
        if found is None and self._kind.named:
            found = self._by_name(cells, id)
        if found is not None:
            if found.id in self._taken:
                raise BadInput("name" if self._kind.named else "id", "exchange.error.twice")
            self._taken.add(found.id)
        return found

    def _by_name(self, cells: Cells, id: str) -> Any | None:
        name = cells.text("name")
        same = self._lookup.named(name) if self._lookup else []
        if self._kind.name == "contacts":  # a lender and the collector it hired may share a name
            same = [
                record for record in same if record.kind == (cells.given("kind").casefold() or record.kind)
            ]
        added = [record for record in same if record.id not in self._by_id]
        same = [record for record in same if record.id in self._by_id]
        if id:
            # Another line may say by its id that it is this record; then this one is new.
            return next((record for record in same if record.id not in self._taken), None)
        if added:
            raise BadInput("name", "exchange.error.twice")
        if len(same) > 1 and self._kind.name == "envelopes":
            same = [record for record in same if not record.closed] or same
        if len(same) > 1:
            raise BadInput("name", "exchange.error.several", typed=name, count=len(same))
        return same[0] if same else None

    def matched(self, records: Sequence[Any]) -> list[Any | None]:
        """For each record read from the file, the one of the book it is, or None."""
        found: list[Any | None] = [self._by_id.get(record.id) for record in records]
        if self._kind.named:
            return found
        told = {record.id for record in found if record is not None}
        pool = [record for record in self._order if record.id not in told]
        self._match(found, records, pool, _content)
        if self._kind.loose is not None:
            left = {record.id for record in found if record is not None}
            self._match(found, records, [r for r in pool if r.id not in left], self._kind.loose)
        return found

    def _match(
        self,
        found: list[Any | None],
        records: Sequence[Any],
        pool: Iterable[Any],
        identity: Callable[[Any], object],
    ) -> None:
        """Gives every record without a match the oldest of `pool` with the same identity, each only once."""
        waiting: dict[object, deque[Any]] = defaultdict(deque)
        for record in pool:
            waiting[identity(record)].append(record)
        for number, record in enumerate(records):
            if found[number] is None and (same := waiting.get(identity(record))):
                found[number] = same.popleft()


def _content(record: Any) -> object:
    """All a record says but its id."""
    return tuple(getattr(record, field) for field in record.__struct_fields__ if field != "id")
