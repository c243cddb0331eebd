"""The stored record types, and nothing else stored.

Every record is frozen and has an `id` that sorts by the order of entry. Amounts are integers of
minor units (fields called `minor`, or named for what they are), beside a `currency`. Dates are plain
calendar dates in the person's zone (`datetime.date`, which the JSON codec reads and writes itself;
pendulum's dates are accepted wherever a date is). What follows from records (allocation, balances,
states) is computed when asked for and never stored.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from decimal import Decimal
from typing import ClassVar, Literal

import msgspec

Method = Literal["equal_payment", "equal_principal", "interest_only", "bullet", "flat_fee", "custom_rows"]
RateUnit = Literal["year", "month", "day"]
DayCount = Literal["periodic", "actual/365", "actual/360", "30/360"]
PenaltyBase = Literal["overdue_principal", "overdue_instalment"]
Component = Literal["fee", "penalty", "interest", "principal", "late_fee"]
EventKind = Literal["payment", "payoff", "charge", "waiver"]
BillRule = Literal["monthly", "weekly", "yearly"]
EnvelopeKind = Literal["essential", "loan", "emergency", "goal", "other"]
MoveKind = Literal["income", "assign", "spend", "move", "cover"]
ContactKind = Literal["lender", "platform", "collector", "bureau", "regulator", "adviser", "other"]
Channel = Literal["in_app_chat", "phone", "sms", "email", "letter", "visit"]
Direction = Literal["incoming", "outgoing"]
Request = Literal["grace", "waiver", "re_plan", "statement", "correction", "other"]
Side = Literal["me", "them"]
PromiseState = Literal["open", "kept", "broken", "withdrawn"]
ReminderKind = Literal[
    "instalment", "bill", "promise", "expected", "follow_up", "envelope", "emergency", "backup"
]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Anything stored. `id` is unique in the book and sorts by entry.

    A record holds plain values and never itself, so the collector of cycles passes it by (`gc=False`):
    a hundred thousand of them cost it nothing.
    """

    table: ClassVar[str] = ""
    append_only: ClassVar[bool] = False  # True: the store refuses to change or delete it, undo apart

    id: str


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


class Event(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened to a loan on `date`; `minor` is never negative.

    `due` is the number of the instalment it concerns, where the person named one. `component` says
    what a charge raises or a waiver lowers. A `payoff` is a payment that ends the loan early.
    """

    table: ClassVar[str] = "events"

    loan: str
    date: Date
    kind: EventKind
    minor: int
    component: Component | None = None
    due: int | None = None
    note: str = ""


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


class Contact(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody to talk to about a debt."""

    table: ClassVar[str] = "contacts"

    name: str
    kind: ContactKind = "other"
    phone: str = ""
    email: str = ""
    loans: tuple[str, ...] = ()
    note: str = ""


class DueRef(msgspec.Struct, frozen=True, kw_only=True):
    """One instalment: number `n` of the loan with id `loan`."""

    loan: str
    n: int


class AttachedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file kept in the book's `attachments/` under its SHA-256, with the name it came with."""

    name: str
    sha256: str


class Talk(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One contact with anyone about a debt, as it was noted at the time; never rewritten, only amended.

    `at` is the moment it began, with its UTC offset. `minor` is the amount named in it.
    """

    table: ClassVar[str] = "talks"
    append_only: ClassVar[bool] = True

    at: DateTime
    contact: str = ""
    channel: Channel = "phone"
    direction: Direction = "incoming"
    reached: bool = True
    person: str = ""
    loans: tuple[str, ...] = ()
    dues: tuple[DueRef, ...] = ()
    reason: str = ""
    request: Request | None = None
    said_by_them: str = ""
    said_by_me: str = ""
    minor: int | None = None
    currency: str = ""
    outcome: str = ""
    reference: str = ""
    files: tuple[AttachedFile, ...] = ()


class Amendment(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A later correction of `talk`: the talk as it should read from then on. The old words stay."""

    table: ClassVar[str] = "amendments"
    append_only: ClassVar[bool] = True

    talk: str
    at: DateTime
    amended: Talk
    why: str = ""


class Promise(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An amount and a date somebody committed to: `by` me it is a due, `by` them an expectation.

    `paid` is what was paid towards it so far, in minor units, by payments recorded for it.
    """

    table: ClassVar[str] = "promises"

    by: Side
    date: Date
    minor: int | None = None
    currency: str = ""
    talk: str = ""
    contact: str = ""
    loan: str = ""
    due: int | None = None
    paid: int = 0
    state: PromiseState = "open"
    note: str = ""


class FollowUp(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The next step after a talk and its date; `done_on` closes it."""

    table: ClassVar[str] = "follow_ups"

    date: Date
    what: str
    talk: str = ""
    contact: str = ""
    loan: str = ""
    done_on: Date | None = None


class Delivery(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A reminder that reached `channel`. Its id is made from subject, step and channel, so it exists once."""

    table: ClassVar[str] = "deliveries"

    subject: str
    step: str
    channel: str
    at: DateTime


class Snooze(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What `subject` names (mostly a due) does not press before the day `until`. What is owed stays as it is."""

    table: ClassVar[str] = "snoozes"

    subject: str
    until: Date


class Acknowledgement(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The person has seen a reminder: `stage` is the step of a lead, or the whole time a due is overdue.

    Its id is made from subject and stage, so that it exists once.
    """

    table: ClassVar[str] = "acknowledgements"

    subject: str
    stage: str
    at: DateTime


class Settings(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The one record of choices that belong to the book.

    `paydays` are days of the month (31 means its last day). The emergency fund should hold
    `emergency_months` months of the essential envelopes.

    The rest is about reminders. `leads` are days before a due, `leads_by_kind` those of a kind that has its
    own; kinds in `unreminded` are not reminded of. A step is told from `remind_at` of its day on, in the
    person's zone; nothing is told from `quiet_from` until `quiet_until` (across midnight where the first is
    later; equal: no quiet hours). `weekends_earlier` tells leads that fall on a Saturday or Sunday on the
    Friday before. What is overdue is told daily, at most `most_overdue` times unless acknowledged before.
    """

    table: ClassVar[str] = "settings"
    THE: ClassVar[str] = "settings"

    currency: str = "CNY"
    paydays: tuple[int, ...] = (1,)
    emergency_months: int = 3
    leads: tuple[int, ...] = (7, 3, 1, 0)
    leads_by_kind: tuple[tuple[ReminderKind, tuple[int, ...]], ...] = ()
    unreminded: tuple[ReminderKind, ...] = ()
    remind_at: Time = Time(9)
    quiet_from: Time = Time(22)
    quiet_until: Time = Time(8)
    weekends_earlier: bool = False
    most_overdue: int = 30


STORED: tuple[type[Record], ...] = (
    Loan,
    Event,
    Bill,
    Occurrence,
    BillPayment,
    Envelope,
    Move,
    Contact,
    Talk,
    Amendment,
    Promise,
    FollowUp,
    Delivery,
    Snooze,
    Acknowledgement,
    Settings,
)
TYPES: dict[str, type[Record]] = {kind.table: kind for kind in STORED}
