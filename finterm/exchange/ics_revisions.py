"""How often and when what stands behind a due was changed, read from the journal.

A calendar takes the newer of two versions of an event, so every change must raise a number and none may
lower it: taking a payment back is a change too, though it leaves a record less. The journal knows each of
them; it counts the same on every machine, in whatever order its lines arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from finterm.store.journal import Change
from finterm.store.journal import Entry as Transaction

NEVER = DateTime(1970, 1, 1, tzinfo=UTC)


class Revision(NamedTuple):
    """How many times something was changed, and when it last was."""

    times: int = 0
    at: DateTime = NEVER

    def and_(self, other: Revision) -> Revision:
        """Both together."""
        return Revision(self.times + other.times, max(self.at, other.at))


class Past(NamedTuple):
    """The revisions by subject, and a mark by which one book is told from another."""

    revisions: dict[str, Revision]
    book: str

    def of(self, subjects: Iterable[str]) -> Revision:
        """What happened to `subjects`, in all."""
        revision = Revision()
        for subject in subjects:
            revision = revision.and_(self.revisions.get(subject, Revision()))
        return revision


class _Names(msgspec.Struct, frozen=True):
    """What a record says about the thing it belongs to, and the day from which it counts."""

    loan: str = ""
    bill: str = ""
    subject: str = ""
    date: Date | None = None
    done_on: Date | None = None
    answered_on: Date | None = None
    on: Date | None = None


_STEPS = {"follow_ups": "follow_up", "tasks": "task", "disputes": "dispute"}  # by table
_decode = msgspec.json.Decoder(_Names | None).decode


def past(transactions: Iterable[Transaction], on: Date) -> Past:
    """What the journal tells up to `on`. Subjects: `loans:<id>`, `bills:<id>`, `settings`, the key of a due ..."""
    revisions: dict[str, Revision] = {}
    first: tuple[int, str, DateTime] | None = None
    for transaction in transactions:
        begun = (transaction.clock, transaction.device, transaction.at)
        first = begun if first is None else min(first, begun)
        entered = transaction.at.date()
        touched = {one for change in transaction.changes for one in _touched(change)}
        for subject, day in sorted(touched, key=repr):
            if day is None:
                came = transaction.at
            elif entered < day <= on:
                came = DateTime.combine(day, Time(), UTC)
            else:
                continue
            revisions[subject] = revisions.get(subject, Revision()).and_(Revision(1, came))
    mark = blake2b(repr(first and (*first[:2], first[2].isoformat())).encode(), digest_size=8).hexdigest()
    return Past(revisions, mark)


def _touched(change: Change) -> Iterator[tuple[str, Date | None]]:
    """The subjects `change` is about; with a day, where it also counts from that day on."""
    table = change.table
    if table in ("loans", "bills", "contacts"):
        yield f"{table}:{change.id}", None
    elif table == "settings":
        yield table, None
    elif table == "promises":
        yield f"promise:{change.id}", None
    elif table in ("events", "occurrences", "bill_payments", "follow_ups", "tasks", "disputes", "snoozes"):
        for raw in (change.before, change.after):
            if names := _decode(raw):
                subject = _subject(table, change.id, names)
                yield subject, None
                day = _counts_from(table, names)
                if day and table != "occurrences":
                    yield subject, day


def _counts_from(table: str, names: _Names) -> Date | None:
    """The day from which a record counts, where that is not the day it was entered."""
    if table == "disputes":
        return names.answered_on
    return names.done_on if table in _STEPS else names.date


def _subject(table: str, id: str, names: _Names) -> str:
    if table in _STEPS:
        return f"{_STEPS[table]}:{id}"
    if table == "snoozes":
        return names.subject
    if table == "events":
        return f"loans:{names.loan}"
    return f"bill:{names.bill}:{names.on.isoformat() if names.on else ''}"
