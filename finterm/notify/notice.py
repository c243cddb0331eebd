"""One notice: what a channel is asked to show, as plain text in the person's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from finterm.domain.dues import due_totals
from finterm.domain.money import Money
from finterm.domain.reminders import Reminder
from finterm.locale import Words

LONGEST_TITLE, LONGEST_BODY = 100, 400
MOST_AT_ONCE = 3  # more reminders than this at one time are told as one digest


class Notice(NamedTuple):
    """Title and body, free of control characters, and the reminders they tell."""

    title: str
    body: str
    reminders: tuple[Reminder, ...]


def notices(reminders: Sequence[Reminder], words: Words) -> list[Notice]:
    """The notices that tell `reminders`: one each, or one digest where there are many."""
    if len(reminders) > MOST_AT_ONCE:
        return [_digest(reminders, words)]
    return [_single(reminder, words) for reminder in reminders]


def plain(text: str, longest: int) -> str:
    """`text` on one line, without control or escape characters, at most `longest` characters."""
    shown = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    shown = " ".join(
        "".join(char for char in shown if unicodedata.category(char) not in ("Cf", "Cs")).split()
    )
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _single(reminder: Reminder, words: Words) -> Notice:
    due, late = reminder.due, -reminder.days
    if due.state == "overdue":
        title = words.count("notify.title.overdue", due.days_overdue, name=due.name)
    elif late > 0:
        title = words.count("notify.title.in_grace", late, name=due.name)
    elif late == 0:
        title = words("notify.title.today", name=due.name)
    else:
        title = words.count("notify.title.ahead", reminder.days, name=due.name)
    kind = "expected" if due.is_expected else due.kind
    amount = due.scheduled if due.is_expected else due.outstanding
    told = words("notify.varies") if amount is None else words.money(Money(amount, due.currency))
    body = words(f"notify.body.{kind}", n=due.n or 0, amount=told, date=words.day(due.date), name=due.name)
    return Notice(plain(title, LONGEST_TITLE), plain(body, LONGEST_BODY), (reminder,))


def _digest(reminders: Sequence[Reminder], words: Words) -> Notice:
    dues = [reminder.due for reminder in reminders]
    overdue = [due for due in dues if due.state == "overdue"]
    parts = []
    if overdue:
        parts.append(words.count("notify.digest.overdue", len(overdue), sum=words.sums(due_totals(overdue))))
    if coming := [due for due in dues if due.state != "overdue"]:
        first = min(coming, key=lambda due: due.date)
        parts.append(
            words.count("notify.digest.coming", len(coming), name=first.name, date=words.day(first.date))
        )
    title = words.count("notify.digest.title", len(reminders))
    return Notice(plain(title, LONGEST_TITLE), plain(" ".join(parts), LONGEST_BODY), tuple(reminders))
