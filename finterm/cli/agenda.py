"""Verbs over everything with a date: `dues` and `today`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta

import click

from finterm.cli import shapes
from finterm.cli.call import Call
from finterm.cli.looking import state_words
from finterm.cli.options import Day, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, coloured, say, table, tell_json
from finterm.domain.dues import Due, agenda, due_totals, overdue_totals, positions, unknown_amounts
from finterm.domain.money import Money, total
from finterm.locale import Words

AHEAD = 30  # days of dues shown unless told otherwise
SOON = 7  # days that `today` looks ahead
MOST = 8  # overdue dues that `today` lists; it is to fit a screen


def command(verb: str, words: Words) -> click.Command:
    """The command for one of this family's verbs."""
    if verb == "today":
        return made(words, verb, today)
    date = words("cli.metavar.date")
    return made(
        words,
        verb,
        dues,
        option(words, verb, "--until", type=Day(), metavar=date),
        option(words, verb, "--days", type=click.IntRange(0, 36525), metavar=words("cli.metavar.n")),
        option(words, verb, "--since", type=Day(), metavar=date),
    )


def dues(call: Call, until: Date | None, days: int | None, since: Date | None) -> None:
    """`finterm dues`."""
    ledger, _ = call.look()
    end = until or _later(call.today, AHEAD if days is None else days)
    found = agenda(ledger, call.today, end, since=since)
    if call.json:
        tell_json([shapes.agenda_due(due) for due in found])
        return
    if not found:
        say(call.words("cli.dues.none", until=call.words.day(end)))
        return
    say(*due_lines(found, call.words), "", *_due_sums(found, call.words, end))


def _later(day: Date, days: int) -> Date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return Date.max


def due_lines(found: Iterable[Due], words: Words) -> list[str]:
    """The agenda as a table."""
    head = [
        words("cli.due_date"),
        words("cli.what"),
        words("core.field.name"),
        words("cli.outstanding"),
        words("cli.state"),
    ]
    rows = []
    for due in found:
        name = f"{clean(due.name)} {due.n}" if due.kind == "instalment" else clean(due.name)
        if due.is_expected:
            name = words("cli.expected", name=name)
        shown = coloured(state_words(due.state, due.days_overdue, words), due.state)
        if due.snoozed_until:
            shown += words("core.also") + words("core.snoozed_until", date=words.day(due.snoozed_until))
        rows.append(
            [words.day(due.date), words(f"core.due_kind.{due.kind}"), name, due_amount(due, words), shown]
        )
    return table(head, rows, "<<<><")


def due_amount(due: Due, words: Words) -> str:
    """What is to be paid, or what was agreed where that is not for me to pay."""
    minor = due.scheduled if due.is_expected or due.state == "paid" else due.outstanding
    if minor is not None:
        return words.money(Money(minor, due.currency)) if due.currency else words("core.none")
    return words("core.varies") if due.is_payable else words("core.none")


def _due_sums(found: Sequence[Due], words: Words, end: Date) -> list[str]:
    lines = [
        words("cli.dues.total", until=words.day(end), amount=words.sums(due_totals(found))),
        words("cli.dues.overdue", amount=words.sums(overdue_totals(found))),
    ]
    if unknown := unknown_amounts(found):
        lines.append(
            words(
                "cli.dues.unknown",
                names=words("core.comma").join(dict.fromkeys(clean(due.name) for due in unknown)),
            )
        )
    return lines


def today(call: Call) -> None:
    """`finterm today`."""
    from finterm.domain.envelopes import budget
    from finterm.domain.spendable import currencies, safe_to_spend

    ledger, settings = call.look()
    on, words = call.today, call.words
    known = positions(ledger, on)
    standing = budget(ledger.envelopes, ledger.moves, on)
    found = agenda(ledger, on, _later(on, SOON), known=known)
    overdue = [due for due in found if due.state == "overdue"]
    coming = [due for due in found if due not in overdue]
    to_be_current = total([Money(p.to_be_current, p.loan.currency) for p in known.values()])
    safe = [
        safe_to_spend(ledger, on, settings, currency, known=known, standing=standing)
        for currency in currencies(ledger, settings.currency)
    ]
    if call.json:
        tell_json(
            {
                "on": on,
                "overdue": shapes.amounts(overdue_totals(found)),
                "to_be_current": shapes.amounts(to_be_current),
                "overdue_dues": [shapes.agenda_due(due) for due in overdue],
                "next_dues": [shapes.agenda_due(due) for due in coming],
                "safe_to_spend": [shapes.spendable(line, standing) for line in safe],
            }
        )
        return
    pressing = [money for money in to_be_current if money.minor]
    lines = [coloured(words.weekday(on), "heading")]
    if overdue:
        lines += [
            "",
            words("cli.today.overdue", amount=words.sums(overdue_totals(found))),
            *due_lines(overdue[:MOST], words),
        ]
        if len(overdue) > MOST:
            lines.append(words.count("cli.today.more", len(overdue) - MOST))
    else:
        lines += ["", words("cli.today.nothing_overdue")]
    if pressing:
        lines.append(words("cli.today.to_be_current", amount=words.sums(pressing)))
    if coming:
        lines += ["", words.count("cli.today.next", SOON), *due_lines(coming, words)]
    lines.append("")
    for line in safe:
        if line.ready_money or line.dues or line.reserves or len(safe) == 1:
            amount = words.money(Money(line.result, line.currency))
            lines.append(words("cli.today.safe", amount=amount, payday=words.day(line.payday)))
    say(*lines)
