"""Loans as agreed, and what happened to them."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

from finterm.domain.records.base import Record

Method = Literal["equal_payment", "equal_principal", "interest_only", "bullet", "flat_fee", "custom_rows"]
RateUnit = Literal["year", "month", "day"]
DayCount = Literal["periodic", "actual/365", "actual/360", "30/360"]
PenaltyBase = Literal["overdue_principal", "overdue_instalment"]
Component = Literal["fee", "penalty", "interest", "principal", "late_fee"]
EventKind = Literal["payment", "payoff", "charge", "waiver", "arrangement", "broken"]
IfBroken = Literal["stays", "all_due", "comes_back"]


class CustomRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One instalment as printed in a contract with rows of its own; amounts in minor units."""

    due: Date
    principal: int
    interest: int = 0
    fee: int = 0


class Loan(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One contract, as agreed.

    `received` is the cash paid out (principal less an upfront deduction). `frequency` is `monthly`,
    `weekly`, `biweekly`, `Nd` (every N days) or `Nm` (every N months). `rate` is a fraction per
    `rate_unit`. A fee per period is a fraction of the original principal (`fee_rate`) or an amount
    (`fee_minor`). `tolerance`, `late_fee_minor`, `late_fee_min` and `late_fee_max` are minor units.
    `penalty_rate` is a fraction per `penalty_unit`; `penalty_multiplier`, where given, takes its place
    as a multiple of the contract rate; `penalty_basis` is the days of its year (360 or 365).
    `fee_refunded` says that a payoff ends the fees of periods still to come. `leads` are the days before
    a due on which it is reminded of; None: as other loans.
    """

    table: ClassVar[str] = "loans"

    name: str
    currency: str
    principal: int
    received: int
    start: Date
    first_due: Date
    periods: int
    method: Method
    frequency: str = "monthly"
    brand: str = ""
    legal_lender: str = ""
    contract_no: str = ""
    rate: Decimal = Decimal(0)
    rate_unit: RateUnit = "year"
    day_count: DayCount = "periodic"
    fee_rate: Decimal = Decimal(0)
    fee_minor: int = 0
    fee_refunded: bool = False
    grace_days: int = 0
    tolerance: int = 0
    penalty_rate: Decimal = Decimal(0)
    penalty_unit: RateUnit = "day"
    penalty_multiplier: Decimal | None = None
    penalty_base: PenaltyBase = "overdue_principal"
    penalty_basis: int = 365
    compound: bool = False
    late_fee_rate: Decimal = Decimal(0)
    late_fee_minor: int = 0
    late_fee_min: int | None = None
    late_fee_max: int | None = None
    allocation: tuple[Component, ...] = ("fee", "penalty", "interest", "principal")
    rows: tuple[CustomRow, ...] = ()
    leads: tuple[int, ...] | None = None
    note: str = ""


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an arrangement puts in the place of everything still unpaid.

    `rows` are the new instalments; they count on from the last instalment there was. With `interest_runs`
    a row that is late bears the contract's penalty interest and late fee, without it bears none. `if_broken`:
    the plan stays as it is, all its rows fall due at once, or the contract comes back as it was before it.
    `waived` is what the lender gives up by its words; how much follows from the rows.
    """

    rows: tuple[CustomRow, ...]
    interest_runs: bool = True
    if_broken: IfBroken = "stays"
    conditions: str = ""
    waived: tuple[Component, ...] = ()


class Event(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened to a loan on `date`; `minor` is never negative.

    `due` is the number of the instalment it concerns, where the person named one. `component` says
    what a charge raises or a waiver lowers. A `payoff` is a payment that ends the loan early.

    An `arrangement` was agreed with the lender and put `plan` in place; `minor` is the sum of its rows, `talk`
    the id of the talk it came from. `broken` says that the arrangement before it does not hold any more.
    """

    table: ClassVar[str] = "events"

    loan: str
    date: Date
    kind: EventKind
    minor: int
    component: Component | None = None
    due: int | None = None
    plan: Plan | None = None
    talk: str = ""
    note: str = ""
