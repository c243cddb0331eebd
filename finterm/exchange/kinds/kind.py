"""What a kind of import file is: its columns, how a line becomes a record, how a record becomes a line.

Reading and writing of a kind stand beside each other, so that what is exported can be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from finterm.domain.records import Record
from finterm.exchange.cells import Cells, Names


@dataclass(frozen=True)
class Kind:
    """One kind of file. Every kind may have a column `id`, which an export writes to keep links exact.

    A file is of this kind when its header has the `needed` columns. A `named` kind has one record a
    name: a line about a known name changes that record. Any other kind is known by its content: a line
    is new as far as the file holds it more often than the book. `loose` is what identifies such a
    record when details like a note were changed since; None where every detail counts. `fields` says
    which fields a column fills, where that is not the field of the same name. `follows` names the
    fields that follow from others of a record of the book, and so are not kept when those change.
    """

    name: str
    record: type[Record]
    columns: tuple[str, ...]
    needed: frozenset[str]
    read: Callable[[Cells, str], Any]
    write: Callable[[Any, Names], dict[str, str]]
    named: bool = False
    loose: Callable[[Any], object] | None = None
    check: Callable[[Any, Names], None] = lambda record, names: None
    extras: Callable[[Cells, Any, Callable[[], str]], tuple[Record, ...]] | None = None
    follows: Callable[[Any], tuple[str, ...]] = lambda record: ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fields_of(self, column: str) -> tuple[str, ...]:
        """The fields of the record that `column` fills."""
        return self.fields.get(column, (column,))
