"""Short ways to make bills, promises, envelopes and moves for tests of agenda, budget and diary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta, timezone
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.records import Bill, Envelope, Move, Promise, Record, Talk
from tests.domain.making import a_loan, day

SHANGHAI = timezone(timedelta(hours=8))


def ids() -> Callable[[], str]:
    """Ids that sort by the order of asking, as a book gives them."""
    numbers = count()
    return lambda: f"n{next(numbers):08}"


def moment(text: str) -> DateTime:
    return DateTime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def a_bill(**terms: Any) -> Bill:
    """A rent of 2,000.00 on the last day of every month from 2026-01-31, unless told otherwise."""
    usual: dict[str, Any] = {"id": "rent", "name": "rent", "currency": "CNY", "first": day("2026-01-31")}
    return Bill(**{**usual, "minor": 200_000, **terms})


def a_promise(on: str, minor: int | None, **terms: Any) -> Promise:
    usual: dict[str, Any] = {"id": f"promise of {on}", "by": "me", "currency": "CNY"}
    return Promise(**{**usual, **terms, "date": day(on), "minor": minor})


def an_envelope(id: str, **terms: Any) -> Envelope:
    return Envelope(**{"id": id, "name": id, "currency": "CNY", **terms})


def a_move(kind: str, on: str | Date, minor: int, **terms: Any) -> Move:
    moved = day(on) if isinstance(on, str) else on
    usual: dict[str, Any] = {"id": f"{kind} {on} {minor}", "currency": "CNY"}
    return Move(**{**usual, **terms, "kind": kind, "date": moved, "minor": minor})


def a_talk(at: str, **terms: Any) -> Talk:
    return Talk(**{"id": f"talk of {at}", **terms, "at": moment(at)})


def with_records(ledger: Ledger, *records: Record) -> Ledger:
    """`ledger` after a transaction that put `records`: replaced by id, else added."""
    for record in records:
        held = [kept for kept in getattr(ledger, record.table) if kept.id != record.id]
        ledger = ledger._replace(**{record.table: [*held, record]})
    return ledger


def with_loan(**terms: Any) -> Ledger:
    """A ledger that holds one interest-free loan of 1,200.00 in 12 instalments of 100.00, due on the 10th."""
    usual: dict[str, Any] = {"principal": 120_000, "method": "equal_principal", "rate": Decimal(0)}
    return Ledger(loans=[a_loan(**{**usual, **terms})])


@contextmanager
def refusal(where: str, what: str) -> Iterator[None]:
    """What is done inside is refused with BadInput for the field `where`, in the words of `what`."""
    with pytest.raises(BadInput) as refused:
        yield
    assert (refused.value.where, refused.value.what) == (where, what)
