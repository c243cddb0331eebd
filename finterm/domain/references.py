"""Which records name others, and which of those are not in the book. Pure.

An import by hand, a synchroniser that lost a file or a deletion can leave a payment without its loan. What
names nothing is passed over by every sum, so the person has to be told. Reminders and snoozes name dues
and not records; they are not looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from finterm.domain.records import (
    Amendment,
    Bill,
    BillPayment,
    Claim,
    Contact,
    ContractSheet,
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    Dispute,
    Envelope,
    Event,
    FollowUp,
    Loan,
    Move,
    Occurrence,
    Promise,
    Record,
    Talk,
    Task,
)

Named = Iterator[tuple[str, str]]  # what a record should find, and the id it has there ("": none)

# A payment that a spending names may be any of three kinds of record.
TARGETS: Mapping[str, tuple[type[Record], ...]] = {
    "loans": (Loan,),
    "bills": (Bill,),
    "envelopes": (Envelope,),
    "contacts": (Contact,),
    "talks": (Talk,),
    "credit_reports": (CreditReport,),
    "disputes": (Dispute,),
    "payments": (Event, BillPayment, Promise),
}


class Missing(NamedTuple):
    """`id` is none of the `target` records (a key of TARGETS); `named_by` counts by table what names it."""

    target: str
    id: str
    named_by: Mapping[str, int]


def _of_talk(talk: Talk) -> Named:
    yield "contacts", talk.contact
    yield from (("loans", loan) for loan in {*talk.loans, *(due.loan for due in talk.dues)})


def _of_amendment(amendment: Amendment) -> Named:
    yield "talks", amendment.talk
    yield from _of_talk(amendment.amended)


def _of_what_came_of_it(record: Promise | FollowUp) -> Named:
    yield from (("talks", record.talk), ("contacts", record.contact), ("loans", record.loan))


def _of_move(move: Move) -> Named:
    yield from (("envelopes", move.envelope), ("envelopes", move.source), ("payments", move.cause))


_NAMES: Mapping[type[Record], Callable[[Any], Named]] = {
    Event: lambda event: iter([("loans", event.loan), ("talks", event.talk)]),
    Bill: lambda bill: iter([("envelopes", bill.envelope)]),
    Occurrence: lambda occurrence: iter([("bills", occurrence.bill)]),
    BillPayment: lambda payment: iter([("bills", payment.bill)]),
    Move: _of_move,
    Contact: lambda contact: (("loans", loan) for loan in contact.loans),
    Talk: _of_talk,
    Amendment: _of_amendment,
    Claim: lambda claim: iter([("loans", claim.loan), ("talks", claim.talk)]),
    ContractSheet: lambda sheet: iter([("loans", sheet.loan)]),
    Promise: _of_what_came_of_it,
    FollowUp: _of_what_came_of_it,
    CreditAccount: lambda account: iter([("credit_reports", account.report), ("loans", account.loan)]),
    CreditEnquiry: lambda enquiry: iter([("credit_reports", enquiry.report)]),
    Dispute: lambda dispute: iter([("loans", dispute.loan), ("disputes", dispute.after)]),
    Task: lambda task: iter([("loans", task.loan)]),
}


def missing(every: Callable[[Any], Sequence[Any]]) -> list[Missing]:
    """What is named and not there, in the order of TARGETS; `every(kind)` gives all records of a kind."""
    there = {
        target: {record.id for kind in kinds for record in every(kind)} for target, kinds in TARGETS.items()
    }
    found: dict[tuple[str, str], Counter[str]] = {}
    for kind, names in _NAMES.items():
        for record in every(kind):
            for target, id in set(names(record)):
                if id and id not in there[target]:
                    found.setdefault((target, id), Counter())[kind.table] += 1
    order = list(TARGETS)
    return [
        Missing(target, id, counted)
        for (target, id), counted in sorted(
            found.items(), key=lambda one: (order.index(one[0][0]), one[0][1])
        )
    ]
