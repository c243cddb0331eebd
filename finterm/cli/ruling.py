"""`rules`: the dated, sourced facts that everything else goes by."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import option
from finterm.cli.output import clean, coloured, say, table, tell_json, warn, wrapped
from finterm.domain.errors import FintermError
from finterm.locale import Words

if TYPE_CHECKING:
    from datetime import date as Date

    from finterm.rules import Rule, Rules


def command(verb: str, words: Words) -> click.Command:
    """The command `rules`."""
    id = click.Argument(["id"], required=False, metavar=f"[{words('cli.metavar.id')}]")
    country = option(words, verb, "--country", metavar=words("cli.metavar.country"))
    return made(words, verb, rules, id, country)


def rules(call: Call, id: str | None, country: str | None) -> None:
    """`finterm rules [ID]`."""
    from finterm.rules import load

    known = load()
    for fault in known.faults:
        warn(call, call.words.error(fault))
    found = [
        rule
        for rule in known.current(call.today)
        if (country is None or rule.country == country.lower())
        and (id is None or _is_called(call.words, rule, id))
    ]
    if id is not None and (exact := [rule for rule in found if rule.id == id.strip()]):
        found = exact
    if not found:
        raise FintermError("cli.rules.none", typed=clean(id or country or ""))
    if call.json:
        shown = (
            found if id is None else [one for rule in found for one in known.history(rule.id, rule.country)]
        )
        tell_json([shape(rule, call.today) for rule in shown])
    elif id is None:
        say(*_listed(call.words, found, call.today))
    else:
        say(*_told(call.words, known, found, call.today))


def _is_called(words: Words, rule: Rule, typed: str) -> bool:
    """Whether every word typed is in the id or the name of the rule."""
    from finterm.rules import said

    text = f"{rule.id} {said.name_of(words, rule)}".casefold()
    return all(part in text for part in typed.casefold().split())


def shape(rule: Rule, on: Date) -> dict[str, object]:
    """A rule for a program: figures in its unit, days in ISO form."""

    def plain(part: Decimal | int | str) -> object:
        return float(part) if isinstance(part, Decimal) else part

    value = [plain(part) for part in rule.value] if isinstance(rule.value, tuple) else plain(rule.value)
    return {
        "id": rule.id,
        "country": rule.country,
        "value": value,
        "unit": rule.unit,
        "from": rule.start,
        "to": rule.end,
        "authority": rule.authority,
        "instrument": rule.instrument,
        "article": rule.article,
        "dated": rule.dated,
        "status": rule.status,
        "confidence": rule.confidence,
        "confirmed": rule.confirmed,
        "note": rule.note,
        "own": rule.own,
        "in_force": rule.holds(on),
        "marks": list(rule.marks(on)),
    }


def _listed(words: Words, found: list[Rule], on: Date) -> list[str]:
    from finterm.rules import said

    head = [words(f"cli.rules.{name}") for name in ("id", "name", "value", "mark")]
    rows = []
    for rule in found:
        name = f"{rule.country}.{rule.id}"
        rows.append(
            [
                clean(name),
                clean(said.name_of(words, rule)),
                clean(said.value_of(words, rule)),
                said.short_mark(words, rule, on),
            ]
        )
    return table(head, rows, "<<<<")


def _told(words: Words, known: Rules, found: list[Rule], on: Date) -> list[str]:
    from finterm.rules import said

    lines: list[str] = []
    for rule in found:
        lines += (
            ["", coloured(clean(said.name_of(words, rule)), "heading")]
            if lines
            else [coloured(clean(said.name_of(words, rule)), "heading")]
        )
        for one in known.history(rule.id, rule.country):
            told = [said.period_of(words, one), said.value_of(words, one), said.cited(words, one)]
            lines += wrapped(words, " · ".join(told), "  ")
            for mark in said.marks_of(words, one, on) if one == rule else ():
                lines += wrapped(words, mark, "    ")
        if note := said.note_of(words, rule):
            lines += wrapped(words, note, "  ")
    return lines
