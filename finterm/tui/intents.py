"""What a person wants done, said by a pane or a dialog and carried out by the app as one transaction.

An intent is plain data: it names things by id and holds what was typed, already read into values. How
it becomes records is in `running`.
"""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from finterm.domain.diary import AmendedFields, NextStep, TalkFields
from finterm.domain.promises import Pledge
from finterm.domain.records import (
    Claim,
    Component,
    ContactKind,
    ContractSheet,
    CreditReport,
    MoveKind,
    Plan,
    PromiseState,
    Record,
    Task,
)
from finterm.domain.reminders import Reminder

if TYPE_CHECKING:
    from finterm.rules.own import Entry

MY_READY = ""  # the source or envelope that stands for ready to assign


class PayDue(NamedTuple):
    """Pay `minor` for the due with `key`; from the envelope with that id, from ready to assign ("").

    With `budget` False the money does not show in the budget. `settles` closes a bill though less was paid.
    """

    key: str
    minor: int
    date: Date
    envelope: str = MY_READY
    budget: bool = True
    settles: bool | None = None
    note: str = ""


class PayLoan(NamedTuple):
    """Pay `minor` to a loan, the oldest due first unless an instalment is named; a payoff ends it."""

    loan: str
    minor: int
    date: Date
    due: int | None = None
    kind: Literal["payment", "payoff"] = "payment"
    envelope: str = MY_READY
    budget: bool = True
    note: str = ""


class RecordEvent(NamedTuple):
    """The lender charged or waived `minor` of one component."""

    loan: str
    kind: Literal["charge", "waiver"]
    component: Component
    minor: int
    date: Date
    due: int | None = None
    note: str = ""


class Arrange(NamedTuple):
    """A re-plan was agreed with the lender on `date`, in the talk with the id `talk` where there is one."""

    loan: str
    plan: Plan
    date: Date
    talk: str = ""
    note: str = ""


class BreakArrangement(NamedTuple):
    """The arrangement in force does not hold from `date`."""

    loan: str
    date: Date
    note: str = ""


class SaveSheet(NamedTuple):
    """The sheet of a contract as a form left it; `files` are copied into the book and added to those it has."""

    sheet: ContractSheet
    before: ContractSheet | None = None
    files: tuple[Path, ...] = ()


class SkipDue(NamedTuple):
    """Leave out this one date of a bill."""

    key: str


class EditDue(NamedTuple):
    """Another date, amount or note for this one date of a bill."""

    key: str
    date: Date | None = None
    minor: int | None = None
    note: str | None = None


class SnoozeSubjects(NamedTuple):
    """Let what these name rest until a day; None lets it press again. Several are the dues of one loan."""

    keys: tuple[str, ...]
    until: Date | None


class Acknowledge(NamedTuple):
    """A reminder was seen and need not be told again; with `seen` False it was not after all."""

    reminder: Reminder
    seen: bool = True


class LogTalk(NamedTuple):
    """A talk, with the promise made in it and the next step. `new_contact` is made first where named.

    It is of `new_kind`, with `new_phone` and `new_note`. `files` are copied into the book. `claim` is the amount
    they named, without the ids it gets with the talk.
    """

    at: object  # a moment with its zone
    contact: str
    fields: TalkFields
    pledge: Pledge | None = None
    next_step: NextStep | None = None
    new_contact: str = ""
    files: tuple[Path, ...] = ()
    new_kind: ContactKind = "other"
    claim: Claim | None = None
    new_phone: str = ""
    new_note: str = ""


class WriteLetter(NamedTuple):
    """A letter: written to `path` where one is given, and kept in the diary where it was `sent`."""

    subject: str
    text: str
    path: Path | None
    sent: LogTalk | None


class KeepRule(NamedTuple):
    """A rule of the person's own, written into a file beside the settings and not into the book."""

    entry: Entry


class AmendTalk(NamedTuple):
    """How a talk reads from now on; `files` are copied into the book and added to those it has.

    `claim` is the amount it names now, where that is another than before: the finding about the old words stays.
    """

    talk: str
    changes: AmendedFields
    why: str = ""
    files: tuple[Path, ...] = ()
    claim: Claim | None = None


class SaveRecord(NamedTuple):
    """A record as a form left it; `before` is what the form began with, None for a new one.

    With `paid` a new loan comes with the payments of all its dues before today. `files` are copied into the
    book and added to those the record has.
    """

    record: Record
    before: Record | None = None
    paid: bool = False
    files: tuple[Path, ...] = ()


class DeleteRecord(NamedTuple):
    """Take a record away, with what only makes sense with it."""

    record: Record


class MoveMoney(NamedTuple):
    """A movement of budget money between envelopes; "" is ready to assign."""

    kind: MoveKind
    minor: int | None
    currency: str
    date: Date
    envelope: str = MY_READY
    source: str = MY_READY
    note: str = ""


class AssignAmounts(NamedTuple):
    """Assign to several envelopes at once: pairs of an envelope's id and minor units of its currency."""

    amounts: tuple[tuple[str, int], ...]
    date: Date


class AssignMonthly(NamedTuple):
    """Fill the envelopes up to their monthly amounts, as far as there is money."""

    currency: str
    date: Date


class CloseEnvelope(NamedTuple):
    """Give back what is left in an envelope and stop using it."""

    envelope: str
    date: Date


class FinishFollowUp(NamedTuple):
    """A next step is done."""

    follow_up: str
    on: Date


class FinishTask(NamedTuple):
    """A task is done; `before` is the task as it stands in the book, None where it is not there yet."""

    task: Task
    on: Date
    before: Task | None = None


class SaveReport(NamedTuple):
    """A new copy of the credit report; `like` is the copy whose accounts it begins with, where wished.

    `files` are copied into the book: the copy as it was handed out.
    """

    report: CreditReport
    like: str = ""
    files: tuple[Path, ...] = ()


class MarkPromise(NamedTuple):
    """A promise was kept, broken or withdrawn."""

    promise: str
    state: PromiseState


Intent = (
    PayDue
    | PayLoan
    | RecordEvent
    | Arrange
    | BreakArrangement
    | SaveSheet
    | SkipDue
    | EditDue
    | SnoozeSubjects
    | Acknowledge
    | LogTalk
    | WriteLetter
    | KeepRule
    | AmendTalk
    | SaveRecord
    | DeleteRecord
    | MoveMoney
    | AssignAmounts
    | AssignMonthly
    | CloseEnvelope
    | FinishFollowUp
    | MarkPromise
    | FinishTask
    | SaveReport
)
