"""One due as it stands on a day, and how each kind of record becomes one.

Knows one line at a time. Which of them are on the agenda, and what they sum to, is in `dues`.
"""

from __future__ import annotations

from datetime import date as Date
from typing import Literal, NamedTuple

from finterm.domain.bills import BillDate
from finterm.domain.disputes import answer_due, is_open
from finterm.domain.position import DuePosition, DueState
from finterm.domain.records import Dispute, FollowUp, Loan, Promise, Record, Side, Task
from finterm.domain.tasks import is_done

DueKind = Literal["instalment", "bill", "promise", "follow_up", "task", "dispute"]
STEPS: tuple[DueKind, ...] = ("follow_up", "task", "dispute")  # something to do or await, and no money


class Due(NamedTuple):
    """One line of the agenda as it stands on a day; amounts in minor units of `currency`.

    `key` names it for good (`loan:<id>:<n>`, `bill:<id>:<date>`, `promise:<id>`, `follow_up:<id>`,
    `task:<id>`, `dispute:<id>`, whose date is that of the answer).
    `outstanding` is what I still have to pay; None where that is not known (a bill that varies), and
    for follow-ups and promises of others. `scheduled` is the amount agreed: the instalment without
    penalty and late fee, the expected bill, the amount promised. `on` is the scheduled date of a bill
    (`date` is where it was moved to). `same_as` is the key of the unpaid instalment a promise names.
    `part_paid`: something of it was paid; `part_waived`: the lender gave up something of it; `promised`: an open promise of mine names this instalment.
    `snoozed_until`: the day before which it is not to press, None where it may; it is owed all the same.
    """

    key: str
    kind: DueKind
    date: Date
    name: str
    currency: str
    outstanding: int | None
    scheduled: int | None
    state: DueState
    days_overdue: int = 0
    loan: str = ""
    n: int | None = None
    bill: str = ""
    on: Date | None = None
    promise: str = ""
    follow_up: str = ""
    task: str = ""
    dispute: str = ""
    contact: str = ""
    envelope: str = ""
    note: str = ""
    by: Side = "me"
    same_as: str = ""
    part_paid: bool = False
    part_waived: bool = False
    promised: bool = False
    snoozed_until: Date | None = None

    @property
    def is_expected(self) -> bool:
        """Whether somebody else promised it: shown, but nothing for me to pay."""
        return self.kind == "promise" and self.by == "them"

    @property
    def is_payable(self) -> bool:
        """Whether money is still to be paid for it, known or not."""
        return self.state != "paid" and not self.is_step and self.by == "me"

    @property
    def is_step(self) -> bool:
        """Whether it is something to do or to await, and no money."""
        return self.kind in STEPS


_KINDS = {
    "loans": "loan",
    "bills": "bill",
    "promises": "promise",
    "follow_ups": "follow_up",
    "envelopes": "envelope",
    "tasks": "task",
    "disputes": "dispute",
}


def instalment_key(loan: str, n: int) -> str:
    """The key of instalment `n` of the loan with the id `loan`."""
    return f"loan:{loan}:{n}"


def comes_from(subject: str, record: Record) -> bool:
    """Whether what `subject` names (the key of a due, `envelope:<id>`) comes from `record`."""
    kind = _KINDS.get(record.table)
    whole = f"{kind}:{record.id}"
    return kind is not None and (subject == whole or subject.startswith(f"{whole}:"))


def state_on(date: Date, on: Date, done: bool = False) -> tuple[DueState, int]:
    """State and days overdue of something without days of grace, dated `date`, seen on `on`."""
    late = (on - date).days
    if done:
        return "paid", 0
    if late > 0:
        return "overdue", late
    return ("due_today" if late == 0 else "upcoming"), 0


def of_instalment(loan: Loan, due: DuePosition, promised: bool) -> Due:
    """Instalment of `loan`; `promised` says that an open promise of mine names it."""
    scheduled = due.principal + due.interest + due.fee
    return Due(
        key=instalment_key(loan.id, due.n),
        kind="instalment",
        date=due.due,
        name=loan.name,
        currency=loan.currency,
        outstanding=due.outstanding,
        scheduled=scheduled,
        state=due.state,
        days_overdue=due.days_overdue,
        loan=loan.id,
        n=due.n,
        note=loan.note,
        part_paid=due.part_paid,
        part_waived=due.part_waived,
        promised=promised,
    )


def of_bill(standing: BillDate, on: Date) -> Due:
    """One date of a bill, seen on `on`."""
    bill = standing.bill
    state, days = state_on(standing.date, on, standing.settled)
    return Due(
        key=f"bill:{bill.id}:{standing.on.isoformat()}",
        kind="bill",
        date=standing.date,
        name=bill.name,
        currency=bill.currency,
        outstanding=standing.outstanding,
        scheduled=standing.expected,
        state=state,
        days_overdue=days,
        bill=bill.id,
        on=standing.on,
        envelope=bill.envelope,
        note=standing.note,
        part_paid=not standing.settled and standing.paid > 0,
    )


def of_promise(promise: Promise, loan: Loan | None, contact: str, same_as: str, on: Date) -> Due:
    """A promise, seen on `on`, with its loan and the name of its contact where it has them."""
    state, days = state_on(promise.date, on, promise.state == "kept")
    outstanding: int | None = None
    if promise.by == "me" and promise.minor is not None:
        outstanding = 0 if state == "paid" else max(0, promise.minor - promise.paid)
    return Due(
        key=f"promise:{promise.id}",
        kind="promise",
        date=promise.date,
        name=(loan.name if loan else "") or contact or promise.note,
        currency=promise.currency or (loan.currency if loan else ""),
        outstanding=outstanding,
        scheduled=promise.minor,
        state=state,
        days_overdue=days,
        loan=promise.loan,
        n=promise.due,
        promise=promise.id,
        contact=promise.contact,
        note=promise.note,
        by=promise.by,
        same_as=same_as,
        part_paid=state != "paid" and promise.paid > 0,
    )


def of_follow_up(follow_up: FollowUp, name: str, done: bool, on: Date) -> Due:
    """A follow-up, seen on `on`, under `name`."""
    state, days = state_on(follow_up.date, on, done)
    return Due(
        key=f"follow_up:{follow_up.id}",
        kind="follow_up",
        date=follow_up.date,
        name=name,
        currency="",
        outstanding=None,
        scheduled=None,
        state=state,
        days_overdue=days,
        loan=follow_up.loan,
        follow_up=follow_up.id,
        contact=follow_up.contact,
    )


def of_task(task: Task, on: Date) -> Due:
    """A task, seen on `on`."""
    state, days = state_on(task.date, on, is_done(task, on))
    return _step(f"task:{task.id}", "task", task.date, task.what, state, days)._replace(
        loan=task.loan, task=task.id
    )


def of_dispute(dispute: Dispute, on: Date) -> Due:
    """The answer to a dispute or complaint, seen on `on`."""
    due = answer_due(dispute)
    state, days = state_on(due, on, not is_open(dispute, on))
    return _step(f"dispute:{dispute.id}", "dispute", due, dispute.what, state, days)._replace(
        loan=dispute.loan, dispute=dispute.id
    )


def _step(key: str, kind: DueKind, date: Date, name: str, state: DueState, days: int) -> Due:
    return Due(
        key=key, kind=kind, date=date, name=name, currency="", outstanding=None, scheduled=None,
        state=state, days_overdue=days,
    )  # fmt: skip
