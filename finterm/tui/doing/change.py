"""A change to the book: its name for the history and the records to put and delete.

Values of the history are kept as catalogue keys where they are words, so that they read right in whatever
language is shown later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from finterm.domain import envelopes
from finterm.domain.errors import BadInput
from finterm.domain.money import Money
from finterm.domain.records import Claim, ContractSheet, Envelope, Event, Loan, Promise, Record
from finterm.tui.view.sight import Sight


class Change(NamedTuple):
    """What one intent does to the book. `puts` are records, each with the version it replaces."""

    name: str
    values: dict[str, str]
    puts: Sequence[tuple[Record, Record | None]] = ()
    deletes: Sequence[Record] = ()


def fresh(records: Sequence[Record]) -> list[tuple[Record, Record | None]]:
    return [(record, None) for record in records]


def with_before(sight: Sight, records: Sequence[Record]) -> list[tuple[Record, Record | None]]:
    """Pairs each record with the version in the book, so that a change made meanwhile is noticed."""
    known: dict[str, Record] = {}
    for promise in sight.ledger.promises:
        known[promise.id] = promise
    return [(record, known.get(record.id)) for record in records]


def envelope_of(sight: Sight, id: str) -> Envelope | None:
    return envelopes.chosen(sight.envelopes, id) if id else None


def loan_of(sight: Sight, id: str) -> Loan:
    found = sight.loans.get(id)
    if found is None:
        raise BadInput("loan", "error.loan_unknown", typed=id)
    return found


def thing(sight: Sight, record: Record) -> dict[str, str]:
    return {"what": f"core.thing.{record.table}", "name": name_of(sight, record)}


def name_of(sight: Sight, record: Record) -> str:
    """What a person calls `record`."""
    if isinstance(record, Event):
        found = sight.loans.get(record.loan)
        amount = sight.words.money(Money(record.minor, found.currency if found else sight.settings.currency))
        return f"{record.date.isoformat()} {amount}"
    if isinstance(record, ContractSheet):
        owner = sight.loans.get(record.loan)
        return owner.name if owner else ""
    if isinstance(record, Claim):
        loan = sight.loans.get(record.loan)
        amount = sight.words.money(Money(record.minor, loan.currency if loan else sight.settings.currency))
        return f"{loan.name if loan else ''} {amount}".strip()
    if isinstance(record, Promise):
        about = sight.loans.get(record.loan) or sight.contacts.get(record.contact)
        money = [] if record.minor is None else [sight.words.money(Money(record.minor, record.currency))]
        return " ".join([*([about.name] if about else []), *money, record.date.isoformat()])
    for field in ("name", "what", "lender", "who", "note"):
        if text := getattr(record, field, ""):
            return str(text)
    return getattr(record, "date", sight.on).isoformat()
