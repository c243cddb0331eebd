"""What becomes of promises and follow-ups after the talk they come from.

Whether a promise was kept is for the person to say. What the book shows about it (days left, money
seen since) is told beside it and changes nothing by itself; only a payment recorded for a promise
marks it kept (see `paying`). Promises on the agenda are in `dues`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from typing import NamedTuple, get_args

import msgspec

from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import LARGEST, parse_currency
from finterm.domain.records import Event, FollowUp, Loan, Promise, PromiseState, Side


class Pledge(NamedTuple):
    """What somebody promised in a talk. `minor` is None where no amount was named."""

    by: Side
    date: Date
    minor: int | None = None
    currency: str = ""
    loan: str = ""
    due: int | None = None
    note: str = ""


class PromisePosition(NamedTuple):
    """What the book shows about a promise on `on`; amounts in minor units.

    `made` is the day of its talk, None where it came from none. `days_left` is negative once its date
    has passed. `seen` is what was paid to its loan from the day it was made to `on`, whatever for: a
    hint, never a judgement.
    """

    promise: Promise
    on: Date
    made: Date | None
    days_left: int
    outstanding: int | None
    seen: int

    @property
    def is_overdue(self) -> bool:
        """Whether it is still open though its date has passed."""
        return self.promise.state == "open" and self.days_left < 0

    @property
    def may_be_kept(self) -> bool:
        """Whether an open promise of mine looks kept by what was paid: worth asking the person."""
        promise = self.promise
        return (
            promise.state == "open"
            and promise.by == "me"
            and promise.minor is not None
            and self.seen >= promise.minor
        )


def promise_position(promise: Promise, ledger: Ledger, on: Date) -> PromisePosition:
    """What the book shows about `promise` on `on`."""
    made = next((talk.at.date() for talk in ledger.talks if talk.id == promise.talk), None)
    seen = 0
    if promise.by == "me" and promise.loan and made is not None:
        seen = sum(
            event.minor
            for event in ledger.events
            if event.loan == promise.loan
            and event.kind in ("payment", "payoff")
            and made <= event.date <= on
            and (promise.due is None or event.due in (None, promise.due))
        )
    outstanding = None if promise.minor is None else max(0, promise.minor - promise.paid)
    if promise.state != "open":
        outstanding = 0
    return PromisePosition(promise, on, made, (promise.date - on).days, outstanding, seen)


def mark(promise: Promise, state: PromiseState) -> Promise:
    """`promise` marked kept, broken or withdrawn, or open again. Raises BadInput where that changes nothing."""
    if state not in get_args(PromiseState):
        raise BadInput("state", "error.choice", typed=state, choices=", ".join(get_args(PromiseState)))
    if state == promise.state:
        raise BadInput("state", "error.nothing_changed")
    return msgspec.structs.replace(promise, state=state)


def done(follow_up: FollowUp, on: Date) -> FollowUp:
    """`follow_up` done on `on`."""
    return msgspec.structs.replace(follow_up, done_on=on)


def reopened(follow_up: FollowUp) -> FollowUp:
    """`follow_up` to be done after all."""
    return msgspec.structs.replace(follow_up, done_on=None)


def postponed(follow_up: FollowUp, date: Date) -> FollowUp:
    """`follow_up` moved to `date`."""
    return msgspec.structs.replace(follow_up, date=date)


def check_promise(promise: Promise, ledger: Ledger) -> None:
    """Raises BadInput, naming the field, where `promise` makes no sense."""
    if promise.by not in get_args(Side):
        raise BadInput("promise_by", "error.choice", typed=promise.by, choices=", ".join(get_args(Side)))
    loan = next((loan for loan in ledger.loans if loan.id == promise.loan), None)
    if promise.loan and loan is None:
        raise BadInput("loan", "error.loan_unknown", typed=promise.loan)
    if promise.due is not None:
        if loan is None:
            raise BadInput("due", "error.promise_due_without_loan")
        check_instalment(loan, promise.due, "due", ledger.events)
    if promise.minor is not None:
        if promise.minor <= 0:
            raise BadInput("promise_amount", "error.amount_positive")
        if promise.minor > LARGEST:
            raise BadInput("promise_amount", "error.amount_large", typed=promise.minor)
        if not promise.currency:
            raise BadInput("currency", "error.required")
    if promise.currency:
        parse_currency(promise.currency)


def check_follow_up(follow_up: FollowUp) -> None:
    """Raises BadInput where `follow_up` does not say what is to be done."""
    if not follow_up.what.strip():
        raise BadInput("what", "error.required")


def check_instalment(loan: Loan, n: int, where: str, events: Iterable[Event] = ()) -> None:
    """Raises BadInput where `loan` has no instalment number `n`; `events` hold its arrangements."""
    count = instalment_count(loan, events)
    if not 1 <= n <= count:
        raise BadInput(where, "error.no_due", name=loan.name, n=n, count=count)


def instalment_count(loan: Loan, events: Iterable[Event] = ()) -> int:
    """How many instalments `loan` has, the rows of arrangements among `events` counted on."""
    own = len(loan.rows) if loan.method == "custom_rows" else loan.periods
    return own + sum(len(e.plan.rows) for e in events if e.plan is not None and e.loan == loan.id)


def default_currency(ledger: Ledger, loans: tuple[str, ...]) -> str:
    """The currency of the loans with these ids, where they share one; else nothing."""
    shared = {loan.currency for loan in ledger.loans if loan.id in loans}
    return shared.pop() if len(shared) == 1 else ""
