"""What a person does to a due: pay it, leave it out, change one date of a bill.

Builders of records. A payment becomes an event of the loan or a payment of the bill, the spending it
is in the budget (unless it is none), and what it does to promises of mine about the same money. Knows
nothing of the book: all records returned by one call belong into one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from typing import Literal

import msgspec

from finterm.domain import bills
from finterm.domain.dues import Due
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import LARGEST
from finterm.domain.moves import spend
from finterm.domain.position import position
from finterm.domain.promises import check_instalment
from finterm.domain.records import Bill, BillPayment, Envelope, Event, Loan, Occurrence, Promise, Record
from finterm.domain.schedule import schedule


def pay(
    due: Due,
    minor: int,
    date: Date,
    *,
    ledger: Ledger,
    new_id: Callable[[], str],
    envelope: Envelope | None = None,
    budget: bool = True,
    settles: bool | None = None,
    note: str = "",
) -> tuple[Record, ...]:
    """The records of paying `minor` for `due` on `date`, in full, in part or more, early or late.

    The money comes out of `envelope`, or of ready to assign where that is None; with `budget` False
    the budget is left alone. Paying an instalment names it. `settles` says whether a bill is done with
    this payment: None means that it is when enough was paid or its amount was not known. Raises
    BadInput for an amount not above zero, a due that is nothing to pay, and what `moves.spend` refuses.
    """
    _check_amount(minor)
    if not due.is_payable:
        reason = "error.due_paid" if due.state == "paid" and due.by == "me" else "error.due_not_payable"
        raise BadInput("due", reason, name=due.name)
    loan = next((loan for loan in ledger.loans if loan.id == due.loan), None)
    if due.kind == "bill":
        return _pay_bill(due, minor, date, new_id, envelope, budget, settles, note)
    if loan is not None:
        return pay_loan(
            loan,
            minor,
            date,
            ledger=ledger,
            new_id=new_id,
            due=due.n if due.kind == "instalment" or due.same_as else None,
            promise=due.promise,
            envelope=envelope,
            budget=budget,
            note=note,
        )
    promise = next((promise for promise in ledger.promises if promise.id == due.promise), None)
    if promise is None:
        raise BadInput("due", "error.due_not_payable", name=due.name)
    paid = _paid_towards(promise, minor)
    return (paid, *_spending(due.currency, minor, date, new_id, envelope, budget, promise.id, note))


def pay_loan(
    loan: Loan,
    minor: int,
    date: Date,
    *,
    ledger: Ledger,
    new_id: Callable[[], str],
    due: int | None = None,
    kind: Literal["payment", "payoff"] = "payment",
    promise: str = "",
    envelope: Envelope | None = None,
    budget: bool = True,
    note: str = "",
) -> tuple[Record, ...]:
    """The records of paying `minor` to `loan` on `date`, for instalment number `due` where one is named.

    Open promises of mine that this payment keeps are marked so: first the one with the id `promise`,
    then those about the loan as a whole or about an instalment the money goes to. Raises BadInput as
    `pay` does, for an instalment the loan does not have, and for a day before it began.
    """
    _check_amount(minor)
    if due is not None:
        check_instalment(loan, due, "due", ledger.events)
    check_begun(loan, date)
    event = Event(id=new_id(), loan=loan.id, date=date, kind=kind, minor=minor, due=due, note=note)
    kept = _promises_kept(ledger, loan, event, promise)
    return (event, *kept, *_spending(loan.currency, minor, date, new_id, envelope, budget, event.id, note))


def past_payments(loan: Loan, on: Date, *, new_id: Callable[[], str]) -> tuple[Event, ...]:
    """A payment of each instalment that was due before `on`, in full and on its day: a loan that runs already
    and was always paid. The budget is left alone, for that money is gone since long."""
    return tuple(
        Event(id=new_id(), loan=loan.id, date=row.due, kind="payment", minor=row.total, due=row.n)
        for row in schedule(loan)
        if row.due < on and row.total > 0
    )


def skip_due(due: Due, ledger: Ledger, *, new_id: Callable[[], str]) -> Occurrence:
    """The record that leaves out this one date of a bill. Raises BadInput when `due` is no bill."""
    return bills.skip(_bill(due, ledger), _on(due), ledger.occurrences, new_id=new_id)


def edit_due(
    due: Due,
    ledger: Ledger,
    *,
    new_id: Callable[[], str],
    date: Date | None = None,
    minor: int | None = None,
    note: str | None = None,
) -> Occurrence:
    """The record that changes this one date of a bill; what is None stays. Raises BadInput when it is no bill."""
    return bills.edit_occurrence(
        _bill(due, ledger),
        _on(due),
        ledger.occurrences,
        new_id=new_id,
        date=date,
        minor=minor,
        note=note,
    )


def usual_envelope(due: Due, ledger: Ledger) -> Envelope | None:
    """The open envelope a due is usually paid from: the one its bill names."""
    return next((e for e in ledger.envelopes if e.id == due.envelope and not e.closed), None)


def _pay_bill(
    due: Due,
    minor: int,
    date: Date,
    new_id: Callable[[], str],
    envelope: Envelope | None,
    budget: bool,
    settles: bool | None,
    note: str,
) -> tuple[Record, ...]:
    # A full payment settles for good: raising the amount of the bill later must not open it again.
    enough = due.outstanding is None or minor >= due.outstanding
    payment = BillPayment(
        id=new_id(),
        bill=due.bill,
        on=_on(due),
        date=date,
        minor=minor,
        settles=enough if settles is None else settles,
        note=note,
    )
    spending = _spending(due.currency, minor, date, new_id, envelope, budget, payment.id, note)
    return (payment, *spending)


def _promises_kept(ledger: Ledger, loan: Loan, event: Event, first: str) -> list[Promise]:
    """The open promises of mine that `event` pays something towards, as they stand afterwards."""
    made = {talk.id: talk.at.date() for talk in ledger.talks}
    open_ones = [
        promise
        for promise in ledger.promises
        if promise.loan == loan.id
        and promise.by == "me"
        and promise.state == "open"
        # A payment from before the talk, noted down late, is not what was promised in it.
        and (promise.id == first or made.get(promise.talk, event.date) <= event.date)
    ]
    if not open_ones:
        return []
    goes_to = _goes_to(ledger, loan, event)
    left, kept = event.minor, []
    for promise in sorted(open_ones, key=lambda p: (p.id != first, p.date, p.id)):
        named = promise.due is not None and promise.id != first and promise.due != event.due
        reach = min(left, goes_to.get(promise.due or 0, 0)) if named else left
        wanted = reach if promise.minor is None else min(reach, max(0, promise.minor - promise.paid))
        if wanted > 0:
            kept.append(_paid_towards(promise, wanted))
            left -= wanted
    return kept


def _goes_to(ledger: Ledger, loan: Loan, event: Event) -> dict[int, int]:
    """How much of `event` goes to which instalment, in minor units by number."""
    events = [*(e for e in ledger.events if e.loan == loan.id), event]
    sums: dict[int, int] = {}
    for allocation in position(loan, events, event.date).allocations:
        if allocation.event == event.id:
            sums[allocation.n] = sums.get(allocation.n, 0) + allocation.minor
    return sums


def _paid_towards(promise: Promise, minor: int) -> Promise:
    """`promise` with `minor` more paid, kept once it is paid in full (any payment, where no amount was named)."""
    paid = promise.paid + minor
    full = promise.minor is None or paid >= promise.minor
    return msgspec.structs.replace(promise, paid=paid, state="kept" if full else "open")


def _spending(
    currency: str,
    minor: int,
    date: Date,
    new_id: Callable[[], str],
    envelope: Envelope | None,
    budget: bool,
    cause: str,
    note: str,
) -> tuple[Record, ...]:
    if not budget:
        return ()
    return (spend(envelope, minor, currency, date, new_id=new_id, cause=cause, note=note),)


def _bill(due: Due, ledger: Ledger) -> Bill:
    found = next((bill for bill in ledger.bills if due.kind == "bill" and bill.id == due.bill), None)
    if found is None:
        raise BadInput("due", "error.due_no_bill", name=due.name)
    return found


def _on(due: Due) -> Date:
    return due.on or due.date


def check_begun(loan: Loan, date: Date) -> None:
    """Raises BadInput where something is said to have happened to `loan` before it began."""
    if date < loan.start:
        raise BadInput("date", "error.before_start", name=loan.name, start=loan.start.isoformat())


def _check_amount(minor: int) -> None:
    if minor <= 0:
        raise BadInput("amount", "error.amount_positive")
    if minor > LARGEST:
        raise BadInput("amount", "error.amount_large", typed=minor)
