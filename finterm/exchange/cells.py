"""One line of an import file, read cell by cell; every bad cell is noted, not just the first.

A reader asks for a column and gets a value. Where the cell is bad a problem is noted and something
harmless of the right type is given back, so that the rest of the line is still looked at; a line with
problems makes no record. A blank cell means the default the reader names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import tzinfo
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from finterm.domain.errors import BadInput, FintermError
from finterm.domain.money import LARGEST, parse_amount, parse_currency
from finterm.domain.records import Event
from finterm.exchange import typed
from finterm.exchange.names import Lookup, gone_id
from finterm.exchange.sheet import Line, Sheet, unshielded

T = TypeVar("T")


class Names(NamedTuple):
    """Everything a cell may name, the currency of the book, and the zone of moments without one."""

    loans: Lookup
    bills: Lookup
    envelopes: Lookup
    contacts: Lookup
    talks: dict[str, str]  # ids of talks, as a file or the book says them -> ids in the book
    causes: dict[str, str]  # the same for whatever a movement may have paid for
    reports: dict[str, str]  # ids and days of copies of the credit report -> ids in the book
    disputes: dict[str, str]  # ids of disputes, likewise
    currency: str
    zone: tzinfo
    arrangements: dict[str, Event]  # by id: a payment may name one of their rows


class Cells:
    """The cells of one line; `before` is the record of the book it is about, where there is one."""

    def __init__(self, sheet: Sheet, line: Line, names: Names, before: Any = None) -> None:
        self._given = line.cells
        self._columns = sheet.header
        self.names = names
        self.before = before
        self.problems: list[tuple[str, FintermError]] = []

    def has(self, column: str) -> bool:
        """Whether the file has this column at all."""
        return column in self._columns

    def given(self, column: str) -> str:
        """The bare cell, or the empty string."""
        return self._given.get(column, "")

    def note(self, column: str, fault: FintermError) -> None:
        """Notes that the cell of `column` cannot be used."""
        self.problems.append((column, fault))

    def read(self, column: str, parse: Callable[[str], T], default: T, needed: bool = False) -> T:
        """The cell through `parse`, or `default` where it is blank (a problem where it is `needed`) or bad."""
        cell = self.given(column)
        if not cell:
            if needed:
                self.note(column, BadInput(column, "error.required"))
            return default
        try:
            return parse(cell)
        except BadInput as fault:
            self.note(column, BadInput(column, fault.what, **fault.values))
            return default

    def text(self, column: str, needed: bool = False) -> str:
        return self.read(column, unshielded, "", needed)

    def date(self, column: str, needed: bool = False) -> Date:
        """A date; 1 January 2000 stands in for one that is missing."""
        return self.read(column, lambda cell: typed.parse_date(cell, column), Date(2000, 1, 1), needed)

    def date_or_none(self, column: str) -> Date | None:
        return self.date(column) if self.given(column) else None

    def moment(self, column: str, needed: bool = False) -> DateTime:
        zone = self.names.zone
        nowhen = DateTime(2000, 1, 1, tzinfo=zone)
        return self.read(column, lambda cell: typed.parse_moment(cell, zone, column), nowhen, needed)

    def number(self, column: str, default: int = 0, needed: bool = False) -> int:
        return self.read(column, lambda cell: typed.parse_number(cell, column), default, needed)

    def number_or_none(self, column: str) -> int | None:
        return self.number(column) if self.given(column) else None

    def yes(self, column: str, default: bool) -> bool:
        return self.read(column, lambda cell: typed.parse_yes(cell, column), default)

    def choice(
        self, column: str, choices: Sequence[str], default: str, family: str = "", needed: bool = False
    ) -> Any:
        return self.read(
            column, lambda cell: typed.parse_choice(cell, choices, column, family), default, needed
        )

    def currency(self, default: str = "") -> str:
        """The currency of the line: typed, else that of the record it is about, else of what it is for."""
        kept = getattr(self.before, "currency", "") if not self.has("currency") else ""
        return self.read("currency", parse_currency, kept or default or self.names.currency)

    def amount(self, column: str, currency: str, default: int = 0, needed: bool = False) -> int:
        """Minor units, never below zero."""

        def parse(cell: str) -> int:
            minor = parse_amount(typed.plain_width(cell), currency, column)
            if minor < 0:
                raise BadInput(column, "error.amount_negative")
            if minor > LARGEST:
                raise BadInput(column, "error.amount_large", typed=cell)
            return minor

        return self.read(column, parse, default, needed)

    def amount_or_none(self, column: str, currency: str) -> int | None:
        return self.amount(column, currency) if self.given(column) else None

    def rate(self, column: str) -> Decimal:
        return self.read(column, lambda cell: typed.parse_decimal_rate(cell, column), Decimal(0))

    def one(self, column: str, lookup: Lookup, needed: bool = False) -> tuple[Any | None, str]:
        """The record a cell names by name or id, and its id; the id alone where it says the record is gone."""

        def parse(cell: str) -> tuple[Any | None, str]:
            typed = unshielded(cell)
            if gone := gone_id(typed):
                return None, gone
            record = lookup.find(typed, column)
            return record, record.id

        return self.read(column, parse, (None, ""), needed)

    def one_id(self, column: str, lookup: Lookup) -> str:
        return self.one(column, lookup)[1]

    def several(self, column: str, lookup: Lookup) -> tuple[str, ...]:
        """The ids of the records a cell names, with `;` between them."""

        def parse(cell: str) -> tuple[str, ...]:
            parts = unshielded(cell).replace("；", ";").split(";")
            names = [part.strip() for part in parts if part.strip()]
            return tuple(gone_id(name) or lookup.find(name, column).id for name in names)

        return self.read(column, parse, ())
