"""Disputes and complaints: when an answer is due, where each stands, what comes next. Pure.

The term was read from the rules when it was filed and is kept with it: a rule that changes later does
not move a clock that runs.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date as Date
from datetime import timedelta
from typing import Literal, NamedTuple

import msgspec

from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.records import Dispute, DisputeOutcome

ClockState = Literal["waiting", "due_today", "late", "closed"]
NextMove = Literal["wait", "ask", "complain", "court", "verify", "explain", "none"]
LONGEST = 3650  # days an answer may take; a term beyond is a slip of the finger


class Clock(NamedTuple):
    """Where `dispute` stands: the answer is due on `due`, `left` days from now (negative: so many late)."""

    dispute: Dispute
    due: Date
    state: ClockState
    left: int
    next: NextMove


def answer_due(dispute: Dispute) -> Date:
    """The last day for an answer, at most the last of the calendar; the day it was filed is not counted."""
    return dispute.filed_on + min(timedelta(days=dispute.days), Date.max - dispute.filed_on)


def is_open(dispute: Dispute, on: Date) -> bool:
    """Whether an answer is still awaited at the end of `on`."""
    answered = dispute.answered_on is not None and dispute.answered_on <= on
    return dispute.outcome == "open" and not answered


def followed_in(ledger: Ledger) -> frozenset[str]:
    """The ids of the disputes that a complaint followed."""
    return frozenset(dispute.after for dispute in ledger.disputes if dispute.after)


def clock(dispute: Dispute, followed: Collection[str], on: Date) -> Clock:
    """Where `dispute` stands on `on`; `followed` are the ids of disputes that a complaint followed."""
    due = answer_due(dispute)
    left = (due - on).days
    if not is_open(dispute, on):
        return Clock(dispute, due, "closed", left, _after(dispute, followed))
    if left < 0:
        return Clock(dispute, due, "late", left, _refused(dispute, followed))
    return Clock(dispute, due, "due_today" if left == 0 else "waiting", left, "ask" if left == 0 else "wait")


def _after(dispute: Dispute, followed: Collection[str]) -> NextMove:
    """What comes after an answer."""
    if dispute.outcome == "corrected":
        return "verify"
    if dispute.outcome == "unverifiable":
        return "explain"
    return _refused(dispute, followed) if dispute.outcome == "unchanged" else "none"


def _refused(dispute: Dispute, followed: Collection[str]) -> NextMove:
    """What comes after no answer, or one that changes nothing: a complaint, once; after that a court is left."""
    if dispute.kind == "complaint":
        return "court"
    return "none" if dispute.id in followed else "complain"


def answered(dispute: Dispute, outcome: DisputeOutcome, on: Date, note: str = "") -> Dispute:
    """`dispute` with the answer that came on `on`. Raises BadInput where that is before it was filed."""
    if on < dispute.filed_on:
        raise BadInput("date", "error.dispute_answer_before")
    done = None if outcome == "open" else on
    kept = note.strip() or dispute.note
    return msgspec.structs.replace(dispute, outcome=outcome, answered_on=done, note=kept)


def check_dispute(dispute: Dispute, ledger: Ledger) -> None:
    """Raises BadInput, naming the field, where `dispute` makes no sense."""
    if not dispute.what.strip():
        raise BadInput("what", "error.required")
    if not 1 <= dispute.days <= LONGEST:
        raise BadInput("days", "error.dispute_days", most=LONGEST)
    if dispute.answered_on is not None and dispute.answered_on < dispute.filed_on:
        raise BadInput("answered_on", "error.dispute_answer_before")
    if dispute.after and all(other.id != dispute.after for other in ledger.disputes):
        raise BadInput("after", "error.due_gone")
