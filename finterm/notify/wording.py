"""The sentences of a notice: what it is about, and the next step as a command to copy.

Every sentence exists with its amounts and without. The command is safe to paste into a shell as it stands.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from datetime import datetime as DateTime
from fractions import Fraction
from functools import reduce

from finterm.domain import money
from finterm.domain.due import Due
from finterm.domain.dues import due_totals
from finterm.domain.matters import Matter
from finterm.domain.money import Money
from finterm.domain.reminders import Reminder
from finterm.locale import Words

LONGEST_NAME = 60  # characters of a name: what follows it must be read, too
_BARE = re.compile(r"[\w@%+=:,./][\w@%+=:,./-]*")


def title(reminder: Reminder, words: Words, amounts: bool) -> str:
    """What it is about, and how near or late."""
    matter, late = reminder.matter, -reminder.days
    name = short(matter.name)
    if matter.due is None:
        return _budget_title(matter, words, amounts)
    if matter.due.state == "overdue":
        return words.count("notify.title.overdue", matter.due.days_overdue, name=name)
    if late > 0:
        return words.count("notify.title.in_grace", late, name=name)
    if late == 0:
        return words("notify.title.today", name=name)
    return words.count("notify.title.ahead", reminder.days, name=name)


def state_of(matter: Matter, words: Words) -> str:
    """How what is no due stands: a backup by its day, a fund by its share, an envelope by what it lacks."""
    if matter.kind == "backup":
        return words("notify.state.backup", day=matter.step.split(":")[1])
    if matter.kind == "emergency":
        return words("notify.state.emergency", share=_share(matter, words))
    overspent = (matter.minor or 0) < 0
    return words(f"notify.state.envelope.{'overspent' if overspent else matter.step.partition(':')[0]}")


def body(reminder: Reminder, words: Words, amounts: bool) -> str:
    """What is to be done, until when, and the command that does it."""
    matter = reminder.matter
    if matter.due is None:
        return words(f"notify.body.{matter.kind}", command=command(matter, amounts))
    told = amount_of(matter.due, words) if amounts else ""
    key = f"notify.body.{'pay' if matter.kind in ('instalment', 'bill') else matter.kind}"
    if matter.kind in ("instalment", "bill") and reminder.days < 0:
        key += ".late"
    if not told and not matter.due.is_step:
        key += ".bare"
    values = {"amount": told, "day": words.weekday(matter.date), "name": short(matter.name)}
    sentence = words(key, command=command(matter, amounts), **values)
    if matter.kind == "instalment":
        return words("notify.body.instalment", n=matter.due.n, sentence=sentence)
    return sentence


def digest_title(count: int, words: Words, idle_since: DateTime | None) -> str:
    """How many there are; since when nobody looked, where that is why."""
    if idle_since is None:
        return words.count("notify.digest.title", count)
    day, clock = words.weekday(idle_since.date()), f"{idle_since:%H:%M}"
    return words.count("notify.digest.missed", count, day=day, clock=clock)


def digest(reminders: Sequence[Reminder], words: Words, amounts: bool) -> str:
    """Many reminders in a few sentences."""
    dues = [one.matter.due for one in reminders if one.matter.due is not None]
    overdue = [due for due in dues if due.state == "overdue"]
    today = [
        one.matter.due
        for one in reminders
        if one.matter.due and one.days <= 0 and one.matter.due not in overdue
    ]
    parts = []
    for key, group in (("overdue", overdue), ("today", today)):
        if group:
            names = words.listed(list(dict.fromkeys(short(due.name) for due in group)))
            if amounts and (sums := due_totals(group)):
                total = words.sums(sums)
                parts.append(words.count(f"notify.digest.{key}", len(group), sum=total, names=names))
            else:
                parts.append(words.count(f"notify.digest.{key}.bare", len(group), names=names))
    if coming := [due for due in dues if due not in overdue and due not in today]:
        first = min(coming, key=lambda due: due.date)
        day = words.weekday(first.date)
        parts.append(words.count("notify.digest.coming", len(coming), name=short(first.name), day=day))
    others = [title(one, words, amounts) for one in reminders if one.matter.due is None]
    parts += [words("notify.digest.other", title=other) for other in others]
    said = reduce(lambda before, after: words("notify.digest.and", before=before, after=after), parts)
    return words("notify.digest.all", parts=said, command="finterm dues")


def command(matter: Matter, amounts: bool) -> str:
    """The command of the next step."""
    due = matter.due
    if matter.kind == "backup":
        return "finterm backup"
    if matter.kind == "expected":
        return f"finterm talk {argument(matter.name)}"
    payable = due is not None and due.is_payable and (due.bill or due.loan)
    if due is None or not payable:
        return "finterm" if due is None else "finterm dues"
    if due.outstanding is None or not amounts:
        return "finterm dues"
    return f"finterm pay {argument(matter.name)} {money.plain(due.outstanding, due.currency)}"


def amount_of(due: Due, words: Words) -> str:
    """What is to be paid, or was promised; empty where it is not known."""
    minor = due.scheduled if due.is_expected else due.outstanding
    return "" if minor is None else words.money(Money(minor, due.currency))


def short(name: str) -> str:
    """A name that leaves room for the sentence around it."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def argument(text: str) -> str:
    """`text` as one word of a shell, quoted where it must be, and no option of the command."""
    word = text if _BARE.fullmatch(text) else shlex.quote(text)
    return f"-- {word}" if text.startswith("-") else word


def _budget_title(matter: Matter, words: Words, amounts: bool) -> str:
    def said(minor: int | None) -> str:
        return words.money(Money(minor or 0, matter.currency))

    if matter.kind == "backup":
        day = matter.step.split(":")[1]
        return words("notify.title.backup", day=day)
    key = f"notify.title.{matter.kind}"
    if matter.kind == "envelope":
        state = "overspent" if (matter.minor or 0) < 0 else matter.step.partition(":")[0]
        key += f".{state}"
    if amounts:
        return words(key, name=short(matter.name), left=said(abs(matter.minor or 0)), of=said(matter.of))
    return words(f"{key}.bare", name=short(matter.name), share=_share(matter, words))


def _share(matter: Matter, words: Words) -> str:
    """What is there of what there should be."""
    return words.percent(float(Fraction(max(0, matter.minor or 0), matter.of)) if matter.of else 0, 0)
