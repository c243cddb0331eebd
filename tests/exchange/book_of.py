"""A book in memory for tests of import and export: what an import sees, and what it would leave behind."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

from finterm.domain.records import Record
from finterm.exchange.importing import Plan, Source, apply, plan
from finterm.exchange.sheet import read_sheet

ZONE = timezone(timedelta(hours=8))
HOUSEHOLD = Path(__file__).parent / "household"


class Kept:
    """Records by type and id, with the few methods of a book that an import needs."""

    def __init__(self) -> None:
        self.records: dict[tuple[type[Record], str], Any] = {}
        self.written: list[str] = []
        self._numbers = itertools.count(1)

    def all(self, kind: type[Record]) -> list[Any]:
        return sorted((r for (k, _), r in self.records.items() if k is kind), key=lambda r: r.id)

    def new_id(self) -> str:
        return f"{next(self._numbers):016}"

    @contextmanager
    def transaction(self, name: str, values: dict[str, str]) -> Iterator[Kept]:
        self.written.append(name)
        yield self

    def put(self, record: Any, before: Any = None) -> None:
        assert self.records.get((type(record), record.id)) == before
        self.records[type(record), record.id] = record

    def planned(self, *texts: str | bytes, kind: str = "") -> Plan:
        sheets = [
            read_sheet(text if isinstance(text, bytes) else text.encode(), f"{n}.csv")
            for n, text in enumerate(texts)
        ]
        return plan(sheets, Source(self.all, self.new_id, ZONE), kind)

    def take(self, *texts: str | bytes, kind: str = "") -> Plan:
        """Plans and applies; the plan must be without problems."""
        made = self.planned(*texts, kind=kind)
        assert made.problems == ()
        apply(made, self, "file")
        return made


def told(made: Plan) -> dict[str, tuple[int, int, int]]:
    """Added, updated and unchanged by kind."""
    return {kind: tuple(counts.values()) for kind, counts in made.counts().items()}  # type: ignore[misc]


def problems(made: Plan) -> list[tuple[int, str, str]]:
    """Line, column and catalogue key of every problem."""
    return [(p.line, p.column, p.fault.what) for p in made.problems]
