"""What paying a loan and paying a bill have in common: words for whole amounts, the budget, one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finterm.domain.ledger import Ledger
from finterm.domain.records import Record

if TYPE_CHECKING:
    from finterm.store.book import Book

CURRENT = ("current", "补足", "补足逾期")
PAYOFF = ("payoff", "结清", "提前结清")


def keeps_budget(ledger: Ledger) -> bool:
    """Whether the person keeps a budget, so that a payment is spending in it."""
    return bool(ledger.envelopes or ledger.moves)


def write(book: Book, done: str, told: dict[str, str], records: tuple[Record, ...], ledger: Ledger) -> None:
    """All records of one payment, as one transaction; a promise it keeps is checked against what was seen."""
    promises: dict[str, Record] = {promise.id: promise for promise in ledger.promises}
    with book.transaction(done, told) as transaction:
        for record in records:
            transaction.put(record, promises.get(record.id))
