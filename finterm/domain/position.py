"""Contract + events + a date -> what is owed, per due and in all.

`position` replays the events of one loan over its schedule (`account` does the replaying) and reads
the result. Nothing computed here is ever stored: the same contract, events and date give the same
answer forever.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from itertools import groupby
from typing import Literal, NamedTuple

from finterm.domain.account import Account, Allocation
from finterm.domain.arrangement import Arranged, in_force
from finterm.domain.open_due import OpenDue
from finterm.domain.records import Event, Loan

DueState = Literal["paid", "upcoming", "due_today", "in_grace", "overdue"]


class DuePosition(NamedTuple):
    """What is owed of one instalment; amounts in minor units.

    `principal`, `interest`, `fee` are as scheduled, `left_*` what is still unpaid of them. `penalty`
    and `late_fee` are what is still owed of those. `outstanding` is everything still owed of the due;
    a paid due can keep an outstanding remainder within the contract's tolerance. `paid` and `waived` are
    what was paid and given up of the scheduled parts.
    """

    n: int
    due: Date
    principal: int
    interest: int
    fee: int
    left_principal: int
    left_interest: int
    left_fee: int
    penalty: int
    late_fee: int
    outstanding: int
    state: DueState
    days_overdue: int
    paid: int = 0
    waived: int = 0

    @property
    def part_paid(self) -> bool:
        """Whether something of it was paid and something is still to be."""
        return self.state != "paid" and self.paid > 0

    @property
    def part_waived(self) -> bool:
        """Whether the lender gave up something of it and something is still to be paid."""
        return self.state != "paid" and self.waived > 0


class Position(NamedTuple):
    """What is owed on a loan at the end of the day `on`; amounts in minor units.

    `overdue` sums the overdue dues, with their penalty interest and late fees. `to_be_current`, paid on
    `on`, leaves nothing overdue, in grace or due that day. `payoff`, paid on `on`, ends the loan.
    `penalty` and `late_fees` are those still owed, over all dues. `credit` was paid but found nothing
    to pay. `total_interest` and `total_fees` are those of the schedule. Where an arrangement is in force
    `dues` are what was paid before it and its rows; `arranged` says what each arrangement changed.
    """

    loan: Loan
    on: Date
    dues: tuple[DuePosition, ...]
    overdue: int
    penalty: int
    late_fees: int
    to_be_current: int
    payoff: int
    remaining_principal: int
    days_overdue: int
    total_interest: int
    total_fees: int
    credit: int
    allocations: tuple[Allocation, ...]
    arranged: tuple[Arranged, ...] = ()

    @property
    def outstanding(self) -> int:
        """Everything still owed by the schedule, future interest and fees included, in minor units."""
        return sum(due.outstanding for due in self.dues)


def position(loan: Loan, events: Iterable[Event], on: Date) -> Position:
    """The position of `loan` at the end of `on`; events after that day are not yet there.

    `events` are those of this loan, in the order they were entered. An event that names an instalment
    the loan does not have counts as naming none.
    """
    account = Account(loan)
    happened = in_force(sorted((event for event in events if event.date <= on), key=lambda event: event.date))
    for day, group in groupby(happened, key=lambda event: event.date):
        account.accrue(day)
        for event in group:
            account.apply(event)
    account.accrue(on)
    return _read(account, on)


def _read(account: Account, on: Date) -> Position:
    """The position as the account stands, accrual having come to `on`."""
    dues = tuple(_read_due(account, due, on) for due in account.dues)
    overdue = [due for due in dues if due.state == "overdue"]
    return Position(
        loan=account.loan,
        on=on,
        dues=dues,
        overdue=sum(due.outstanding for due in overdue),
        penalty=sum(due.penalty for due in dues),
        late_fees=sum(due.late_fee for due in dues),
        to_be_current=_to_be_current(account.loan, dues),
        payoff=account.payoff(on),
        remaining_principal=sum(due.left_principal for due in dues),
        days_overdue=max((due.days_overdue for due in overdue), default=0),
        total_interest=sum(due.interest for due in dues),
        total_fees=sum(due.fee for due in dues),
        credit=account.credit,
        allocations=tuple(account.allocations),
        arranged=tuple(account.arranged),
    )


def _read_due(account: Account, due: OpenDue, on: Date) -> DuePosition:
    outstanding = account.outstanding(due)
    state = _state(account, due, outstanding, on)
    return DuePosition(
        n=due.row.n,
        due=due.row.due,
        principal=due.row.principal,
        interest=due.row.interest,
        fee=due.row.fee,
        left_principal=due.left["principal"],
        left_interest=due.left["interest"],
        left_fee=due.left["fee"],
        penalty=account.owed(due, "penalty"),
        late_fee=due.left["late_fee"],
        outstanding=outstanding,
        state=state,
        days_overdue=(on - due.row.due).days if state == "overdue" else 0,
        paid=due.paid,
        waived=due.waived,
    )


def _state(account: Account, due: OpenDue, outstanding: int, on: Date) -> DueState:
    """A due within the tolerance counts as paid once anything of it was paid or its date has passed."""
    late = (on - due.row.due).days
    within = due.unpaid <= account.loan.tolerance and (due.touched or late > 0)
    if within or not outstanding:
        return "paid"
    if late < 0:
        return "upcoming"
    if late == 0:
        return "due_today"
    return "in_grace" if late <= account.loan.grace_days else "overdue"


def _to_be_current(loan: Loan, dues: tuple[DuePosition, ...]) -> int:
    """What, paid that day, leaves nothing overdue: the overdue dues, those in grace and due today.

    Payments go to the oldest due first, so remainders within the tolerance take their share before.
    Where they would leave more than the tolerance unpaid of the last due, they are part of the amount.
    """
    pressing = [due for due in dues if due.state in ("overdue", "in_grace", "due_today")]
    if not pressing:
        return 0
    remainders = sum(due.outstanding for due in dues if due.state == "paid" and due.due < pressing[-1].due)
    return sum(due.outstanding for due in pressing) + (remainders if remainders > loan.tolerance else 0)
