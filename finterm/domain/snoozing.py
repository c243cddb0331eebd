"""Snoozing: what a person has looked at need not press every day until a day they name.

A due, or anything else that is reminded of. It changes what presses (the first lines of the first pane,
reminders) and nothing that is owed: sums, states and the agenda hold a snoozed due as any other. One record a
subject; snoozing again moves its day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from datetime import timedelta

import msgspec

from finterm.domain.due import comes_from
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.records import Record, Snooze

USUAL_DAYS = 3  # how long a snooze is unless told otherwise


def rests_until(snoozes: Iterable[Snooze]) -> dict[str, Date]:
    """The last day named for each subject that was ever snoozed, whether it has come or not."""
    last: dict[str, Date] = {}
    for one in snoozes:
        last[one.subject] = max(one.until, last.get(one.subject, one.until))
    return last


def snoozed(snoozes: Iterable[Snooze], on: Date) -> dict[str, Date]:
    """The day each snoozed subject presses again, by its name; those whose day has come are not there."""
    return {subject: until for subject, until in rests_until(snoozes).items() if until > on}


def usual_until(on: Date) -> Date:
    """The day a snooze made on `on` ends unless told otherwise."""
    return on + timedelta(days=USUAL_DAYS)


def snooze(subject: str, until: Date, on: Date, ledger: Ledger) -> Snooze:
    """The record that lets `subject` rest until `until`, in place of the one it had.

    Raises BadInput where `until` is not after `on`. The id follows from the subject, so that two machines
    that snooze the same make one record.
    """
    if until <= on:
        raise BadInput("until", "error.snooze_past")
    if kept := of_subject(ledger, subject):
        return msgspec.structs.replace(kept[0], until=until)
    return Snooze(id=f"snooze:{subject}", subject=subject, until=until)


def of_subject(ledger: Ledger, subject: str) -> list[Snooze]:
    """The snoozes of `subject`: the key of a due, or what else is reminded of."""
    return [one for one in ledger.snoozes if one.subject == subject]


def left_behind(ledger: Ledger, record: Record) -> list[Snooze]:
    """The snoozes of what comes from `record` (a loan, bill, promise ...), for when it goes."""
    return [one for one in ledger.snoozes if comes_from(one.subject, record)]
