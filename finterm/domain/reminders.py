"""Which reminders are owed at a moment, given what was delivered.

A due is announced some days ahead (its leads) and then, while it is overdue, once a day. Each such
step of a subject is owed from its day on until it was told or a later step of the same subject took
its place: after any downtime the latest step is told and those before it are covered by it. Knows
neither channels nor words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date as Date
from typing import NamedTuple

from finterm.domain.due import Due
from finterm.domain.records import Delivery


class Reminder(NamedTuple):
    """One reminder that is owed. `subject` is the key of `due`; (subject, step) is told once.

    `days` is how far ahead the due is: 0 today, negative once its date has passed.
    """

    subject: str
    step: str
    due: Due
    days: int


def owed(
    dues: Iterable[Due], on: Date, told: Collection[tuple[str, str]], leads: Collection[int]
) -> tuple[Reminder, ...]:
    """The reminders owed on `on`, most pressing first, given the (subject, step) pairs already told.

    `leads` are days before a due. What is paid, done or snoozed owes nothing.
    """
    reminders = []
    for due in dues:
        step = current_step(due, on, leads)
        if step and (due.key, step) not in told:
            reminders.append(Reminder(due.key, step, due, (due.date - on).days))
    return tuple(sorted(reminders, key=lambda one: (one.days, one.due.name, one.subject)))


def current_step(due: Due, on: Date, leads: Collection[int]) -> str:
    """The step `due` stands at on `on`; empty when there is nothing to remind of.

    A step carries the date it is about, so that a due moved to another date is announced anew. Days of
    grace cost nothing and stay at the last lead. What is snoozed stands at no step until its day comes.
    """
    if due.state == "paid" or (due.snoozed_until and on < due.snoozed_until):
        return ""
    if due.state == "overdue":
        return f"overdue:{on.isoformat()}"
    ahead = max(0, (due.date - on).days)
    reached = [lead for lead in leads if lead >= ahead]
    return f"lead:{min(reached)}:{due.date.isoformat()}" if reached else ""


def told_on(deliveries: Iterable[Delivery], channels: Collection[str]) -> frozenset[tuple[str, str]]:
    """The (subject, step) pairs that any of `channels` has delivered."""
    return frozenset((one.subject, one.step) for one in deliveries if one.channel in channels)


def horizon(leads: Collection[int]) -> int:
    """How many days ahead the agenda must reach for `leads`."""
    return max(leads, default=0)
