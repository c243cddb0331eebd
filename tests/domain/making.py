"""Short ways to make loans and events for tests of the engine."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal
from itertools import count
from typing import Any

from finterm.domain.records import Event, Loan

_numbers = count()


def day(text: str) -> Date:
    return Date.fromisoformat(text)


def a_loan(**terms: Any) -> Loan:
    """A loan of 12,000.00 in 12 monthly instalments at 12% a year from 2026-01-10, unless told otherwise."""
    usual: dict[str, Any] = {
        "id": "loan",
        "name": "a loan",
        "currency": "CNY",
        "principal": 1_200_000,
        "start": day("2026-01-10"),
        "first_due": day("2026-02-10"),
        "periods": 12,
        "method": "equal_payment",
        "rate": Decimal("0.12"),
    }
    usual.update(terms)
    usual.setdefault("received", usual["principal"])
    return Loan(**usual)


def an_event(kind: str, on: str | Date, minor: int, **more: Any) -> Event:
    """An event of that loan; ids follow the order of making."""
    moment = day(on) if isinstance(on, str) else on
    return Event(id=f"e{next(_numbers):08}", loan="loan", date=moment, kind=kind, minor=minor, **more)  # type: ignore[arg-type]


def paid(on: str | Date, minor: int, due: int | None = None) -> Event:
    return an_event("payment", on, minor, due=due)
