"""Reminders delivered, seen and put off; the choices that belong to the book."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from typing import ClassVar, Literal

from finterm.domain.records.base import Record

ReminderKind = Literal[
    "instalment", "bill", "promise", "expected", "follow_up", "task", "dispute", "envelope", "emergency",
    "backup",
]  # fmt: skip


class Delivery(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A reminder that reached `channel`. Its id is made from subject, step and channel, so it exists once."""

    table: ClassVar[str] = "deliveries"

    subject: str
    step: str
    channel: str
    at: DateTime


class Snooze(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What `subject` names (mostly a due) does not press before the day `until`. What is owed stays as it is."""

    table: ClassVar[str] = "snoozes"

    subject: str
    until: Date


class Acknowledgement(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The person has seen a reminder: `stage` is the step of a lead, or the whole time a due is overdue.

    Its id is made from subject and stage, so that it exists once.
    """

    table: ClassVar[str] = "acknowledgements"

    subject: str
    stage: str
    at: DateTime


class Settings(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The one record of choices that belong to the book.

    `paydays` are days of the month (31 means its last day). The emergency fund should hold
    `emergency_months` months of the essential envelopes.

    The rest is about reminders. `leads` are days before a due, `leads_by_kind` those of a kind that has its
    own; kinds in `unreminded` are not reminded of. A step is told from `remind_at` of its day on, in the
    person's zone; nothing is told from `quiet_from` until `quiet_until` (across midnight where the first is
    later; equal: no quiet hours). `weekends_earlier` tells leads that fall on a Saturday or Sunday on the
    Friday before. What is overdue is told daily, at most `most_overdue` times unless acknowledged before.
    """

    table: ClassVar[str] = "settings"
    THE: ClassVar[str] = "settings"

    currency: str = "CNY"
    paydays: tuple[int, ...] = (1,)
    emergency_months: int = 3
    leads: tuple[int, ...] = (7, 3, 1, 0)
    leads_by_kind: tuple[tuple[ReminderKind, tuple[int, ...]], ...] = ()
    unreminded: tuple[ReminderKind, ...] = ()
    remind_at: Time = Time(9)
    quiet_from: Time = Time(22)
    quiet_until: Time = Time(8)
    weekends_earlier: bool = False
    most_overdue: int = 30
