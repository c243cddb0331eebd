"""Sequences of rows: made when asked for, and those that contain what a person filters by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, overload

from finterm.tui.view.cells import Column, Row, text_of
from finterm.tui.view.page import Block


class View(NamedTuple):
    """What one pane shows: sentences above, a table, and what stands there when it is empty."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    empty: str
    headline: Sequence[Block] = ()


class LazyRows(Sequence[Row]):
    """Rows by key, each made when it first comes into view."""

    def __init__(self, keys: Sequence[str], make: Callable[[str], Row]) -> None:
        self._keys = keys
        self._make = make
        self._made: dict[int, Row] = {}

    @overload
    def __getitem__(self, n: int) -> Row: ...
    @overload
    def __getitem__(self, n: slice) -> list[Row]: ...
    def __getitem__(self, n: int | slice) -> Row | list[Row]:
        if isinstance(n, slice):
            return [self[k] for k in range(*n.indices(len(self._keys)))]
        if n not in self._made:
            self._made[n] = self._make(self._keys[n])
        return self._made[n]

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, key: str) -> int | None:
        """The place of the row with `key`, without making the rows before it."""
        try:
            return list(self._keys).index(key)
        except ValueError:
            return None


def matches(row: Row, wanted: str) -> bool:
    """Whether every word of `wanted` is somewhere in the text of `row`."""
    text = " ".join(text_of(cell) for cell in row.cells).casefold()
    return all(part in text for part in wanted.casefold().split())


def filtered(rows: Sequence[Row], wanted: str) -> Sequence[Row]:
    """The rows with every word of `wanted` somewhere in their text; headings stay while they head something."""
    parts = wanted.casefold().split()
    if not parts:
        return rows
    kept: list[Row] = []
    for row in rows:
        if row.heading:
            if kept and kept[-1].heading:
                kept.pop()
            kept.append(row)
        elif matches(row, wanted):
            kept.append(row)
    if kept and kept[-1].heading:
        kept.pop()
    return kept
