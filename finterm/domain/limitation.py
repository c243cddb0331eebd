"""Entries of the book that may restart the period of limitation of a debt, said neutrally. Pure.

Under the law of many countries a debtor who asks for a deferral or a plan, promises to pay or pays a part
agrees to the debt, and the period in which it can be sued for begins anew; so may a demand of the creditor.
Which entries may do so is marked here, so that a person knows when they are logged. It counts no period,
and is no reason not to pay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date as Date
from itertools import islice
from typing import Literal, NamedTuple

from finterm.domain.diary import concerns, current_talks
from finterm.domain.ledger import Ledger
from finterm.domain.position import Position, position
from finterm.domain.records import Event, Loan, Promise, Request, Side
from finterm.domain.schedule import schedule

MOST = 6  # part payments looked at: each takes two positions
MarkKind = Literal["deferral_asked", "plan_asked", "plan_agreed", "promised", "part_paid"]
OF_REQUEST: dict[Request, MarkKind] = {"grace": "deferral_asked", "re_plan": "plan_asked"}


class Mark(NamedTuple):
    """An entry of `date` that may restart the period; `record` is the id of the talk, promise or event."""

    date: Date
    kind: MarkKind
    record: str


def marks_said(request: Request | None, promised_by: Iterable[Side] = ()) -> tuple[MarkKind, ...]:
    """What a talk with that request and promises by these may be, each once."""
    found: list[MarkKind] = []
    if request in OF_REQUEST:
        found.append(OF_REQUEST[request])
    if "me" in promised_by:
        found.append("promised")
    return tuple(found)


def marks(ledger: Ledger, loan: Loan, on: Date) -> tuple[Mark, ...]:
    """The marks of `loan` up to and including `on`, the newest first; of part payments the MOST newest."""
    found = [
        Mark(talk.at.date(), OF_REQUEST[talk.request], talk.id)
        for talk in current_talks(ledger).values()
        if talk.request in OF_REQUEST and concerns(talk, loan.id)
    ]
    made = {talk.id: talk.at.date() for talk in ledger.talks}
    found += [
        Mark(made.get(promise.talk, promise.date), "promised", promise.id)
        for promise in ledger.promises
        if promise.by == "me" and promise.loan == loan.id
    ]
    events = [event for event in ledger.events if event.loan == loan.id]
    behind = _paid_late(loan, [event for event in events if event.date <= on])
    part = (event for event in behind if is_part_payment(loan, events, event))
    found += [Mark(event.date, "part_paid", event.id) for event in islice(part, MOST)]
    found += [Mark(event.date, "plan_agreed", event.id) for event in events if event.kind == "arrangement"]
    return tuple(sorted((one for one in found if one.date <= on), key=_in_time, reverse=True))


def marks_of_talk(talk: str, request: Request | None, promises: Iterable[Promise]) -> tuple[MarkKind, ...]:
    """What the talk with that id may be, by its request and the promises made in it."""
    return marks_said(request, [promise.by for promise in promises if promise.talk == talk])


def is_part_payment(
    loan: Loan,
    events: Iterable[Event],
    paid: Event,
    standing: Callable[[Loan, list[Event], Date], Position] = position,
) -> bool:
    """Whether `paid` was paid towards what was overdue by then, and left some of the debt to be paid.

    What is paid by its date is the contract kept, and is not marked.
    """
    if paid.kind != "payment":
        return False
    until_then = [one for one in events if one.date <= paid.date and one.id != paid.id]
    if not standing(loan, until_then, paid.date).overdue:
        return False
    return standing(loan, [*until_then, paid], paid.date).outstanding > 0


def _paid_late(loan: Loan, events: list[Event]) -> list[Event]:
    """Payments, the newest first, before which less was paid than had fallen due: those worth a close look."""
    payments = sorted(
        (event for event in events if event.kind == "payment"), key=lambda e: (e.date, e.id), reverse=True
    )
    if any(event.kind == "arrangement" for event in events):
        return payments  # the schedule of the contract says nothing from then on
    rows = schedule(loan)
    paid = sum(event.minor for event in events if event.kind in ("payment", "waiver"))
    found = []
    for event in payments:
        paid -= event.minor
        if paid < sum(row.total for row in rows if row.due < event.date):
            found.append(event)
    return found


def _in_time(mark: Mark) -> tuple[Date, str]:
    return mark.date, mark.record
