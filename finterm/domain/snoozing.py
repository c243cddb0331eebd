"""Snoozing: a due that a person has looked at need not press every day until a day they name.

It changes what presses (the first lines of the first pane, reminders) and nothing that is owed: sums,
states and the agenda hold a snoozed due as any other. One record a due; snoozing again moves its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from datetime import timedelta

import msgspec

from finterm.domain.due import Due
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.records import Record, Snooze

USUAL_DAYS = 3  # how long a snooze is unless told otherwise


def snoozed(snoozes: Iterable[Snooze], on: Date) -> dict[str, Date]:
    """The day each snoozed due presses again, by its key; those whose day has come are not there."""
    resting: dict[str, Date] = {}
    for one in snoozes:
        if one.until > on:
            resting[one.subject] = max(one.until, resting.get(one.subject, one.until))
    return resting


def usual_until(on: Date) -> Date:
    """The day a snooze made on `on` ends unless told otherwise."""
    return on + timedelta(days=USUAL_DAYS)


def snooze(due: Due, until: Date, on: Date, ledger: Ledger) -> Snooze:
    """The record that lets `due` rest until `until`, in place of the one it had.

    Raises BadInput where `until` is not after `on`. The id follows from the due, so that two machines
    that snooze the same due make one record.
    """
    if until <= on:
        raise BadInput("until", "error.snooze_past")
    if kept := of_due(ledger, due.key):
        return msgspec.structs.replace(kept[0], until=until)
    return Snooze(id=f"snooze:{due.key}", subject=due.key, until=until)


def of_due(ledger: Ledger, key: str) -> list[Snooze]:
    """The snoozes of the due with `key`."""
    return [one for one in ledger.snoozes if one.subject == key]


def left_behind(ledger: Ledger, record: Record) -> list[Snooze]:
    """The snoozes of dues that come from `record` (a loan, bill, promise or follow-up), for when it goes."""
    kind = {"loans": "loan", "bills": "bill", "promises": "promise", "follow_ups": "follow_up"}
    if record.table not in kind:
        return []
    whole = f"{kind[record.table]}:{record.id}"
    return [one for one in ledger.snoozes if one.subject == whole or one.subject.startswith(f"{whole}:")]
