"""What a book holds, as one frozen bundle for functions that look at several tables at once.

The agenda, the budget and the diary take a `Ledger` and a date. It holds records and nothing derived
from them; it does not know where they come from (`Ledger.of(book.all)` fills it from a book).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from finterm.domain.records import (
    TYPES,
    Acknowledgement,
    Amendment,
    Bill,
    BillPayment,
    Claim,
    Contact,
    ContractSheet,
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    Dispute,
    Envelope,
    Event,
    FollowUp,
    Loan,
    Move,
    Occurrence,
    Promise,
    ScoreEntry,
    Snooze,
    Talk,
    Task,
)


class Ledger(NamedTuple):
    """Records of one book, a field a table with its name, each in the order they were entered."""

    loans: Sequence[Loan] = ()
    events: Sequence[Event] = ()
    bills: Sequence[Bill] = ()
    occurrences: Sequence[Occurrence] = ()
    bill_payments: Sequence[BillPayment] = ()
    promises: Sequence[Promise] = ()
    follow_ups: Sequence[FollowUp] = ()
    envelopes: Sequence[Envelope] = ()
    moves: Sequence[Move] = ()
    contacts: Sequence[Contact] = ()
    talks: Sequence[Talk] = ()
    amendments: Sequence[Amendment] = ()
    snoozes: Sequence[Snooze] = ()
    acknowledgements: Sequence[Acknowledgement] = ()
    credit_reports: Sequence[CreditReport] = ()
    credit_accounts: Sequence[CreditAccount] = ()
    credit_enquiries: Sequence[CreditEnquiry] = ()
    disputes: Sequence[Dispute] = ()
    credit_scores: Sequence[ScoreEntry] = ()
    tasks: Sequence[Task] = ()
    claims: Sequence[Claim] = ()
    contract_sheets: Sequence[ContractSheet] = ()

    @classmethod
    def of(cls, every: Callable[[Any], Sequence[Any]]) -> Ledger:
        """The ledger from `every(kind)`, which gives all records of a kind, as `Book.all` does."""
        return cls(**{table: every(TYPES[table]) for table in cls._fields})


def events_by_loan(events: Iterable[Event]) -> dict[str, list[Event]]:
    """Events by the id of their loan, each list in the order given."""
    grouped: dict[str, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.loan, []).append(event)
    return grouped
