"""What a contract says beside its figures, and what the lender's own table of costs shows."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from finterm.domain.records.base import Record
from finterm.domain.records.talking import AttachedFile

ShownWay = Literal["not_said", "simple", "compound"]


class Charge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One charge as the lender names it: how much in all (None: not said) and who collects it.

    `said` is how it is counted, in the lender's words, where that is no amount in all (`0.05% a day`).
    """

    name: str
    minor: int | None = None
    collector: str = ""
    said: str = ""


class ContractSheet(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The clauses of a loan's contract in its own words, and the cost table the lender showed.

    There is one a loan, so its id is made from that of the loan. `charges` are those of a loan that is paid
    in time, `late_charges` those that only come when it is not. `shown_rate` is the yearly cost the table
    shows, a fraction a year, counted in the way `shown_way`.
    """

    table: ClassVar[str] = "contract_sheets"

    loan: str
    rate_basis: str = ""
    penalty_clause: str = ""
    late_fee_clause: str = ""
    allocation_clause: str = ""
    prepayment: str = ""
    acceleration: str = ""
    forum: str = ""
    shown_on: Date | None = None
    shown_rate: Decimal | None = None
    shown_way: ShownWay = "not_said"
    charges: tuple[Charge, ...] = ()
    late_charges: tuple[Charge, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    note: str = ""
