"""One agenda of everything with a date: instalments, bills, promises and follow-ups, and their sums.

A `Due` is a fact as it stands on a day, made from records and never stored. What is overdue stays on
the agenda until it is paid. A promise about a loan is the same money as the dues of that loan: it has
a line of its own, and the sums here count it only as far as it goes beyond them. What others promised
is an expectation: shown, and never money to be paid. Paying is in `paying`, dates of bills in `bills`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from typing import Literal, NamedTuple

from finterm.domain.bills import BillDate, bill_dates
from finterm.domain.ledger import Ledger, events_by_loan
from finterm.domain.money import Money, total
from finterm.domain.position import DuePosition, DueState, Position, position
from finterm.domain.records import BillPayment, FollowUp, Loan, Occurrence, Promise, Side

DueKind = Literal["instalment", "bill", "promise", "follow_up"]
_ORDER: dict[DueKind, int] = {"instalment": 0, "bill": 1, "promise": 2, "follow_up": 3}


class Due(NamedTuple):
    """One line of the agenda as it stands on a day; amounts in minor units of `currency`.

    `key` names it for good (`loan:<id>:<n>`, `bill:<id>:<date>`, `promise:<id>`, `follow_up:<id>`).
    `outstanding` is what I still have to pay; None where that is not known (a bill that varies), and
    for follow-ups and promises of others. `scheduled` is the amount agreed: the instalment without
    penalty and late fee, the expected bill, the amount promised. `on` is the scheduled date of a bill
    (`date` is where it was moved to). `same_as` is the key of the unpaid instalment a promise names.
    `part_paid`: something of it was paid; `promised`: an open promise of mine names this instalment.
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
    contact: str = ""
    envelope: str = ""
    note: str = ""
    by: Side = "me"
    same_as: str = ""
    part_paid: bool = False
    promised: bool = False

    @property
    def is_expected(self) -> bool:
        """Whether somebody else promised it: shown, but nothing for me to pay."""
        return self.kind == "promise" and self.by == "them"

    @property
    def is_payable(self) -> bool:
        """Whether money is still to be paid for it, known or not."""
        return self.state != "paid" and self.kind != "follow_up" and self.by == "me"


class Counted(NamedTuple):
    """How much of `due` a sum counts, in minor units: less than it is where it repeats other dues."""

    due: Due
    minor: int


def instalment_key(loan: str, n: int) -> str:
    """The key of instalment `n` of the loan with the id `loan`."""
    return f"loan:{loan}:{n}"


def positions(ledger: Ledger, on: Date) -> dict[str, Position]:
    """The position of every loan at the end of `on`, by the loan's id."""
    events = events_by_loan(ledger.events)
    return {loan.id: position(loan, events.get(loan.id, ()), on) for loan in ledger.loans}


def agenda(
    ledger: Ledger,
    on: Date,
    until: Date,
    *,
    since: Date | None = None,
    known: Mapping[str, Position] | None = None,
) -> tuple[Due, ...]:
    """All that is unpaid or undone and dated up to and including `until`, seen on `on`, by date.

    What is past and unpaid is always there. With `since`, what was dated from that day on and is paid
    or done is there too. `known` are positions at the end of `on` by loan id, where they were
    computed before; loans missing from it are computed.
    """
    standing = dict(known or {})
    missing = [loan for loan in ledger.loans if loan.id not in standing]
    if missing:
        standing |= positions(ledger._replace(loans=missing), on)
    dues = [
        *_instalments(ledger, standing, until, since),
        *_bills(ledger, on, until, since),
        *_promises(ledger, standing, on, until, since),
        *_follow_ups(ledger, on, until, since),
    ]
    return tuple(sorted(dues, key=lambda due: (due.date, _ORDER[due.kind], due.name, due.key)))


def find(dues: Iterable[Due], key: str) -> Due | None:
    """The due with `key`, or None."""
    return next((due for due in dues if due.key == key), None)


def counted(dues: Iterable[Due]) -> tuple[Counted, ...]:
    """How much each payable due of known amount adds to a sum over `dues`, no money counted twice.

    Instalments and bills count in full. Promises about a loan count only in excess of that loan's
    instalments among `dues`, taken together; a promise that names an instalment which is not among
    them (it falls due later) is other money and counts in full, as one about no loan does.
    """
    payable = [due for due in dues if due.is_payable and due.outstanding is not None]
    present = {due.key for due in payable if due.kind == "instalment"}
    cover: dict[str, int] = {}
    for due in payable:
        if due.kind == "instalment":
            cover[due.loan] = cover.get(due.loan, 0) + (due.outstanding or 0)
    lines = []
    for due in payable:
        minor = due.outstanding or 0
        if due.kind == "promise" and due.loan and (not due.same_as or due.same_as in present):
            repeated = min(minor, cover.get(due.loan, 0))
            cover[due.loan] = cover.get(due.loan, 0) - repeated
            minor -= repeated
        lines.append(Counted(due, minor))
    return tuple(lines)


def due_totals(dues: Iterable[Due], until: Date | None = None) -> list[Money]:
    """What is to be paid for `dues` dated up to and including `until`, one sum a currency, none twice."""
    lines = counted(due for due in dues if until is None or due.date <= until)
    return total([Money(line.minor, line.due.currency) for line in lines])


def overdue_totals(dues: Iterable[Due]) -> list[Money]:
    """What is overdue among `dues`, one sum a currency, none twice."""
    return due_totals(due for due in dues if due.state == "overdue")


def unknown_amounts(dues: Iterable[Due]) -> tuple[Due, ...]:
    """Payable dues whose amount is not known: no sum holds them, so a person must be told of them."""
    return tuple(due for due in dues if due.is_payable and due.outstanding is None)


def state_on(date: Date, on: Date, done: bool = False) -> tuple[DueState, int]:
    """State and days overdue of something without days of grace, dated `date`, seen on `on`."""
    late = (on - date).days
    if done:
        return "paid", 0
    if late > 0:
        return "overdue", late
    return ("due_today" if late == 0 else "upcoming"), 0


def _shown(paid: bool, date: Date, until: Date, since: Date | None) -> bool:
    return date <= until and (not paid or (since is not None and date >= since))


def _instalments(
    ledger: Ledger, standing: Mapping[str, Position], until: Date, since: Date | None
) -> Iterator[Due]:
    promised = {(p.loan, p.due) for p in ledger.promises if p.state == "open" and p.by == "me" and p.loan}
    for loan in ledger.loans:
        for due in standing[loan.id].dues:
            if due.due > until:
                break
            if _shown(due.state == "paid", due.due, until, since):
                yield _instalment(loan, due, (loan.id, due.n) in promised)


def _instalment(loan: Loan, due: DuePosition, promised: bool) -> Due:
    scheduled = due.principal + due.interest + due.fee
    left = due.left_principal + due.left_interest + due.left_fee
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
        part_paid=due.state != "paid" and left < scheduled,
        promised=promised,
    )


def _bills(ledger: Ledger, on: Date, until: Date, since: Date | None) -> Iterator[Due]:
    differing: dict[str, list[Occurrence]] = {}
    for occurrence in ledger.occurrences:
        differing.setdefault(occurrence.bill, []).append(occurrence)
    payments: dict[str, list[BillPayment]] = {}
    for payment in ledger.bill_payments:
        if payment.date <= on:
            payments.setdefault(payment.bill, []).append(payment)
    for bill in ledger.bills:
        for standing in bill_dates(bill, until, differing.get(bill.id, ()), payments.get(bill.id, ())):
            if not standing.skipped and _shown(standing.settled, standing.date, until, since):
                yield _bill(standing, on)


def _bill(standing: BillDate, on: Date) -> Due:
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


def _promises(
    ledger: Ledger, standing: Mapping[str, Position], on: Date, until: Date, since: Date | None
) -> Iterator[Due]:
    contacts = {contact.id: contact.name for contact in ledger.contacts}
    loans = {loan.id: loan for loan in ledger.loans}
    for promise in ledger.promises:
        kept = promise.state == "kept"
        if (kept or promise.state == "open") and _shown(kept, promise.date, until, since):
            loan = loans.get(promise.loan)
            contact = contacts.get(promise.contact, "")
            yield _promise(promise, loan, contact, _same_as(promise, standing), on)


def _same_as(promise: Promise, standing: Mapping[str, Position]) -> str:
    """The key of the unpaid instalment `promise` names, or nothing."""
    if promise.due is None or promise.loan not in standing:
        return ""
    dues = standing[promise.loan].dues
    unpaid = any(due.n == promise.due and due.state != "paid" for due in dues)
    return instalment_key(promise.loan, promise.due) if unpaid else ""


def _promise(promise: Promise, loan: Loan | None, contact: str, same_as: str, on: Date) -> Due:
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


def _follow_ups(ledger: Ledger, on: Date, until: Date, since: Date | None) -> Iterator[Due]:
    names = {contact.id: contact.name for contact in ledger.contacts}
    names |= {loan.id: loan.name for loan in ledger.loans}
    for follow_up in ledger.follow_ups:
        done = follow_up.done_on is not None and follow_up.done_on <= on
        if _shown(done, follow_up.date, until, since):
            name = follow_up.what or names.get(follow_up.contact, "") or names.get(follow_up.loan, "")
            yield _follow_up(follow_up, name, done, on)


def _follow_up(follow_up: FollowUp, name: str, done: bool, on: Date) -> Due:
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
