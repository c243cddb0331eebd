"""`remind list`: every reminder that stands, told or not, with what is to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from finterm.cli.agenda import due_amount
from finterm.cli.call import Call
from finterm.cli.looking import state_words
from finterm.cli.options import command as made
from finterm.cli.output import clean, coloured, say, table, tell_json
from finterm.cli.remind_about import named, opened, standing
from finterm.domain.money import Money
from finterm.domain.records import Delivery
from finterm.domain.stands import Stands
from finterm.locale import Words
from finterm.notify.wording import command as next_step
from finterm.notify.wording import state_of


def command(verb: str, words: Words) -> click.Command:
    """The command `list` of `remind`."""
    return made(words, verb, remind_list)


def remind_list(call: Call) -> None:
    """`finterm remind list`."""
    with opened(call) as book:
        found = standing(call, book)
        told: dict[tuple[str, str], list[Delivery]] = {}
        for one in book.all(Delivery):
            told.setdefault((one.subject, one.step), []).append(one)
    told_of = [
        sorted(told.get((s.reminder.subject, s.reminder.step), ()), key=lambda one: one.at) for s in found
    ]
    if call.json:
        tell_json([_shape(one, deliveries) for one, deliveries in zip(found, told_of, strict=True)])
    elif not found:
        say(call.words("cli.remind.list.nothing"))
    else:
        say(*_lines(call.words, found, told_of))


def _lines(words: Words, found: Sequence[Stands], told_of: Sequence[Sequence[Delivery]]) -> list[str]:
    head = [
        words("core.field.name"),
        words("cli.state"),
        words("cli.outstanding"),
        words("cli.remind.list.told"),
        words("cli.remind.list.subject"),
    ]
    rows = []
    for one, told in zip(found, told_of, strict=True):
        matter = one.reminder.matter
        due = matter.due
        if due is not None:
            state = coloured(state_words(due.state, due.days_overdue, words), due.state)
            if due.state == "upcoming":
                state = words.day(due.date)
            amount = due_amount(due, words)
        else:
            state = state_of(matter, words)
            amount = (
                "" if matter.minor is None else words.money(Money(abs(matter.minor or 0), matter.currency))
            )
        if one.seen:
            state += words("core.also") + words("notify.mark.seen")
        if one.rests_until:
            state += words("core.also") + words("core.snoozed_until", date=words.day(one.rests_until))
        rows.append([clean(named(matter, words)), state, amount, _told(words, told), clean(matter.subject)])
    return [*table(head, rows, "<<><<"), "", words("cli.remind.list.how")]


def _told(words: Words, told: Sequence[Delivery]) -> str:
    if not told:
        return words("cli.remind.list.untold")
    names = words("core.comma").join(dict.fromkeys(clean(one.channel) for one in told))
    return f"{told[0].at:%m-%d %H:%M} {names}"


def _shape(one: Stands, told: Sequence[Delivery]) -> dict[str, Any]:
    matter, due = one.reminder.matter, one.reminder.matter.due
    return {
        "subject": matter.subject,
        "kind": matter.kind,
        "name": matter.name,
        "n": due.n if due else None,
        "date": matter.date,
        "days": one.reminder.days,
        "step": one.reminder.step,
        "state": due.state if due else matter.step.partition(":")[0],
        "currency": matter.currency,
        "outstanding": due.outstanding if due else None,
        "left": matter.minor if due is None else None,
        "told": [{"channel": delivery.channel, "at": delivery.at} for delivery in told],
        "seen": one.seen,
        "snoozed_until": one.rests_until,
        "next": next_step(matter, True),
    }
