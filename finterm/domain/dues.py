"""One agenda of everything with a date: instalments, bills, promises, follow-ups, tasks, disputes; their sums.

A `Due` is a fact as it stands on a day, made from records and never stored. What is overdue stays on
the agenda until it is paid. A promise about a loan is the same money as the dues of that loan: it has
a line of its own, and the sums here count it only as far as it goes beyond them. What others promised
is an expectation: shown, and never money to be paid. Paying is in `paying`, dates of bills in `bills`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from typing import NamedTuple

from finterm.domain.bills import bill_dates
from finterm.domain.disputes import followed_in
from finterm.domain.due import Due as Due
from finterm.domain.due import DueKind as DueKind
from finterm.domain.due import instalment_key as instalment_key
from finterm.domain.due import of_bill, of_dispute, of_follow_up, of_instalment, of_promise, of_task
from finterm.domain.due import state_on as state_on
from finterm.domain.ledger import Ledger, events_by_loan
from finterm.domain.money import Money, total
from finterm.domain.position import Position, position
from finterm.domain.records import BillPayment, Occurrence, Promise
from finterm.domain.snoozing import snoozed
from finterm.domain.tasks import is_over

_ORDER: dict[DueKind, int] = {
    "instalment": 0,
    "bill": 1,
    "promise": 2,
    "follow_up": 3,
    "task": 4,
    "dispute": 5,
}


class Counted(NamedTuple):
    """How much of `due` a sum counts, in minor units: less than it is where it repeats other dues."""

    due: Due
    minor: int


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
        *_credit(ledger, on, until, since),
    ]
    if resting := snoozed(ledger.snoozes, on):
        dues = [due._replace(snoozed_until=resting.get(due.key)) for due in dues]
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


def added_totals(groups: Iterable[Iterable[Due]]) -> list[list[Money]]:
    """What each of `groups` asks for on top of those before it: together they are the sums of all their dues.

    A promise about a loan adds nothing where the instalments of that loan in its own or an earlier group are
    as much.
    """
    before: list[Due] = []
    sums: dict[str, int] = {}
    added = []
    for group in groups:
        dues = list(group)
        before += dues
        now = {currency: minor for minor, currency in due_totals(before)}
        here = due_totals(dues)
        added.append([Money(now[currency] - sums.get(currency, 0), currency) for _, currency in here])
        sums = now
    return added


def overdue_totals(dues: Iterable[Due]) -> list[Money]:
    """What is overdue among `dues`, one sum a currency, none twice."""
    return due_totals(due for due in dues if due.state == "overdue")


def unknown_amounts(dues: Iterable[Due]) -> tuple[Due, ...]:
    """Payable dues whose amount is not known: no sum holds them, so a person must be told of them."""
    return tuple(due for due in dues if due.is_payable and due.outstanding is None)


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
                yield of_instalment(loan, due, (loan.id, due.n) in promised)


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
                yield of_bill(standing, on)


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
            yield of_promise(promise, loan, contact, _same_as(promise, standing), on)


def _same_as(promise: Promise, standing: Mapping[str, Position]) -> str:
    """The key of the unpaid instalment `promise` names, or nothing."""
    if promise.due is None or promise.loan not in standing:
        return ""
    dues = standing[promise.loan].dues
    unpaid = any(due.n == promise.due and due.state != "paid" for due in dues)
    return instalment_key(promise.loan, promise.due) if unpaid else ""


def _follow_ups(ledger: Ledger, on: Date, until: Date, since: Date | None) -> Iterator[Due]:
    names = {contact.id: contact.name for contact in ledger.contacts}
    names |= {loan.id: loan.name for loan in ledger.loans}
    for follow_up in ledger.follow_ups:
        done = follow_up.done_on is not None and follow_up.done_on <= on
        if _shown(done, follow_up.date, until, since):
            name = follow_up.what or names.get(follow_up.contact, "") or names.get(follow_up.loan, "")
            yield of_follow_up(follow_up, name, done, on)


def _credit(ledger: Ledger, on: Date, until: Date, since: Date | None) -> Iterator[Due]:
    """Tasks, and the answers awaited to disputes; where a complaint followed, that of the complaint."""
    followed = followed_in(ledger)
    steps = [of_task(task, on) for task in ledger.tasks if not is_over(task, on)]
    steps += [of_dispute(one, on) for one in ledger.disputes if one.id not in followed]
    yield from (due for due in steps if _shown(due.state == "paid", due.date, until, since))
