"""Bills, envelopes and the movements of money."""

from __future__ import annotations

from datetime import date as Date
from typing import ClassVar, Literal

from finterm.domain.records.base import Record

BillRule = Literal["monthly", "weekly", "yearly"]
EnvelopeKind = Literal["essential", "loan", "emergency", "goal", "other"]
MoveKind = Literal["income", "assign", "spend", "move", "cover"]


class Bill(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A regular payment that is no loan. `minor` is None where the amount varies.

    It falls due on `first` and then `every` so many months, weeks or years (see `rule`), until the
    date `until` (included) or for `count` occurrences, whichever is given.
    """

    table: ClassVar[str] = "bills"

    name: str
    currency: str
    first: Date
    rule: BillRule = "monthly"
    every: int = 1
    minor: int | None = None
    count: int | None = None
    until: Date | None = None
    envelope: str = ""
    note: str = ""


class Occurrence(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What differs for the one occurrence of `bill` scheduled on `on`: skipped, moved, another amount."""

    table: ClassVar[str] = "occurrences"

    bill: str
    on: Date
    skipped: bool = False
    date: Date | None = None
    minor: int | None = None
    note: str = ""


class BillPayment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """`minor` paid on `date` for the occurrence of `bill` scheduled on `on`.

    `settles` says that the occurrence is done with this payment although less than expected was paid
    (or the amount was not known beforehand).
    """

    table: ClassVar[str] = "bill_payments"

    bill: str
    on: Date
    date: Date
    minor: int
    settles: bool = False
    note: str = ""


class Envelope(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Money set aside for one purpose. `monthly` is what it should get each month.

    With `rollover` what is left stays for the next month; without, it goes back to ready to assign.
    """

    table: ClassVar[str] = "envelopes"

    name: str
    currency: str
    kind: EnvelopeKind = "other"
    monthly: int = 0
    rollover: bool = True
    closed: bool = False
    note: str = ""


class Move(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One movement of budget money; `minor` is never negative.

    income: into ready to assign. assign: ready to assign -> `envelope`. spend: out of `envelope`, or
    out of ready to assign where `envelope` is empty. move and cover: from envelope `source` (or ready
    to assign where empty) to `envelope`; cover says that it mends an overspent one. `cause` is the id
    of the event or bill payment this spending paid for.
    """

    table: ClassVar[str] = "moves"

    date: Date
    kind: MoveKind
    minor: int
    currency: str
    envelope: str = ""
    source: str = ""
    cause: str = ""
    note: str = ""
