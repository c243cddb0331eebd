"""Acknowledging: a person has seen a reminder and need not be told it again.

It silences the stage a matter stands at: one lead, or the whole time a due is overdue; the next stage is told
again. It changes nothing that is owed. One record a subject and stage, the same wherever it is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime as DateTime
from hashlib import blake2b

from finterm.domain.due import comes_from
from finterm.domain.ledger import Ledger
from finterm.domain.records import Acknowledgement, Record
from finterm.domain.reminders import Reminder


def seen_id(subject: str, stage: str) -> str:
    """The id of an acknowledgement: the same on every machine, so that it exists once."""
    return "seen-" + blake2b("\n".join((subject, stage)).encode(), digest_size=12).hexdigest()


def acknowledge(reminder: Reminder, at: DateTime, ledger: Ledger) -> Acknowledgement:
    """The record that silences `reminder` until its next stage, as of `at`; the one there is where it was seen."""
    if kept := of_reminder(ledger.acknowledgements, reminder):
        return kept[0]
    subject, stage = reminder.subject, reminder.stage
    return Acknowledgement(id=seen_id(subject, stage), subject=subject, stage=stage, at=at)


def of_reminder(acknowledgements: Iterable[Acknowledgement], reminder: Reminder) -> list[Acknowledgement]:
    """What is to be taken away so that `reminder` is told again."""
    return [one for one in acknowledgements if (one.subject, one.stage) == (reminder.subject, reminder.stage)]


def left_behind(ledger: Ledger, record: Record) -> list[Acknowledgement]:
    """The acknowledgements of what comes from `record`, for when it goes."""
    return [one for one in ledger.acknowledgements if comes_from(one.subject, record)]
