"""The stored record types, and nothing else stored.

Every record is frozen and has an `id` that sorts by the order of entry. Amounts are integers of
minor units (fields called `minor`, or named for what they are), beside a `currency`. Dates are plain
calendar dates in the person's zone (`datetime.date`, which the JSON codec reads and writes itself;
pendulum's dates are accepted wherever a date is). What follows from records (allocation, balances,
states) is computed when asked for and never stored.
"""

from __future__ import annotations

from finterm.domain.records.base import Record as Record
from finterm.domain.records.budgeting import Bill as Bill
from finterm.domain.records.budgeting import BillPayment as BillPayment
from finterm.domain.records.budgeting import BillRule as BillRule
from finterm.domain.records.budgeting import Envelope as Envelope
from finterm.domain.records.budgeting import EnvelopeKind as EnvelopeKind
from finterm.domain.records.budgeting import Move as Move
from finterm.domain.records.budgeting import MoveKind as MoveKind
from finterm.domain.records.budgeting import Occurrence as Occurrence
from finterm.domain.records.claiming import Claim as Claim
from finterm.domain.records.claiming import Measure as Measure
from finterm.domain.records.credit import AccountKind as AccountKind
from finterm.domain.records.credit import AccountState as AccountState
from finterm.domain.records.credit import CreditAccount as CreditAccount
from finterm.domain.records.credit import CreditEnquiry as CreditEnquiry
from finterm.domain.records.credit import CreditReport as CreditReport
from finterm.domain.records.credit import Dispute as Dispute
from finterm.domain.records.credit import DisputeKind as DisputeKind
from finterm.domain.records.credit import DisputeOutcome as DisputeOutcome
from finterm.domain.records.credit import DisputeTo as DisputeTo
from finterm.domain.records.credit import EnquiryReason as EnquiryReason
from finterm.domain.records.credit import MonthStatus as MonthStatus
from finterm.domain.records.credit import ReportSource as ReportSource
from finterm.domain.records.credit import ScoreEntry as ScoreEntry
from finterm.domain.records.credit import Task as Task
from finterm.domain.records.lending import Component as Component
from finterm.domain.records.lending import CustomRow as CustomRow
from finterm.domain.records.lending import DayCount as DayCount
from finterm.domain.records.lending import Event as Event
from finterm.domain.records.lending import EventKind as EventKind
from finterm.domain.records.lending import IfBroken as IfBroken
from finterm.domain.records.lending import Loan as Loan
from finterm.domain.records.lending import Method as Method
from finterm.domain.records.lending import PenaltyBase as PenaltyBase
from finterm.domain.records.lending import Plan as Plan
from finterm.domain.records.lending import RateUnit as RateUnit
from finterm.domain.records.reminding import Acknowledgement as Acknowledgement
from finterm.domain.records.reminding import Delivery as Delivery
from finterm.domain.records.reminding import ReminderKind as ReminderKind
from finterm.domain.records.reminding import Settings as Settings
from finterm.domain.records.reminding import Snooze as Snooze
from finterm.domain.records.sheets import Charge as Charge
from finterm.domain.records.sheets import ContractSheet as ContractSheet
from finterm.domain.records.sheets import ShownWay as ShownWay
from finterm.domain.records.talking import Amendment as Amendment
from finterm.domain.records.talking import AttachedFile as AttachedFile
from finterm.domain.records.talking import Channel as Channel
from finterm.domain.records.talking import Conduct as Conduct
from finterm.domain.records.talking import Contact as Contact
from finterm.domain.records.talking import ContactKind as ContactKind
from finterm.domain.records.talking import Direction as Direction
from finterm.domain.records.talking import DueRef as DueRef
from finterm.domain.records.talking import FollowUp as FollowUp
from finterm.domain.records.talking import Promise as Promise
from finterm.domain.records.talking import PromiseState as PromiseState
from finterm.domain.records.talking import Request as Request
from finterm.domain.records.talking import Side as Side
from finterm.domain.records.talking import Talk as Talk
from finterm.domain.records.talking import ThirdParty as ThirdParty

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
    CreditReport,
    CreditAccount,
    CreditEnquiry,
    Dispute,
    ScoreEntry,
    Task,
    Claim,
    ContractSheet,
    Delivery,
    Snooze,
    Acknowledgement,
    Settings,
)
TYPES: dict[str, type[Record]] = {kind.table: kind for kind in STORED}
