"""`rules`: the dated, sourced facts that everything else goes by."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import click

from finterm.cli.call import Call
from finterm.cli.options import Day, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, coloured, say, table, tell_json, warn, wrapped
from finterm.domain.errors import FintermError
from finterm.locale import Words

if TYPE_CHECKING:
    from datetime import date as Date
    from pathlib import Path

    from finterm.rules import Rule, Rules

_NAMED = 5  # of rules that all match, so many are named


def command(verb: str, words: Words) -> click.Command:
    """The command `rules`."""
    id = click.Argument(["id"], required=False, metavar=f"[{words('cli.metavar.id')}]")
    day, text = words("cli.metavar.date"), words("cli.metavar.text")
    return made(
        words,
        verb,
        rules,
        id,
        option(words, verb, "--country", metavar=words("cli.metavar.country")),
        option(words, verb, "--value", metavar=text),
        option(words, verb, "--from", "since", type=Day(), metavar=day),
        option(words, verb, "--to", "until", type=Day(), metavar=day),
        option(words, verb, "--source", metavar=text),
        option(words, verb, "--forget", is_flag=True),
    )


def rules(
    call: Call,
    id: str | None,
    country: str | None,
    value: str | None,
    since: Date | None,
    until: Date | None,
    source: str | None,
    forget: bool,
) -> None:
    """`finterm rules [ID]`; with `--value` a rule of the person's own, which `--forget` takes back."""
    from finterm.rules import load

    known = load()
    found = _found(call, known, id, country)
    if value is not None:
        path = _kept(call, found, value, since, until, source)
        known = load()
        found = _found(call, known, f"{found[0].country}.{found[0].id}", None)
        if not call.json:
            say(call.words("tui.rules.kept", file=str(path)))
    elif forget:
        path = _forgotten(found)
        known = load()
        found = _found(call, known, f"{found[0].country}.{found[0].id}", None)
        if not call.json:
            say(call.words("tui.rules.forgotten", file=str(path)))
    elif since or until or source:
        raise FintermError("cli.rules.no_value")
    for fault in known.faults:
        warn(call, call.words.error(fault))
    if call.json:
        shown = (
            found if id is None else [one for rule in found for one in known.history(rule.id, rule.country)]
        )
        tell_json([shape(rule, call.today) for rule in shown])
    elif id is None:
        say(*_listed(call.words, found, call.today))
    else:
        say(*_told(call.words, known, found, call.today))


def _found(call: Call, known: Rules, id: str | None, country: str | None) -> list[Rule]:
    """The rules in force or last known that are called so; raises FintermError where there are none."""
    if country is not None and country.lower() not in known.countries:
        raise FintermError("cli.rules.no_country", typed=clean(country), countries=", ".join(known.countries))
    found = [
        rule
        for rule in known.current(call.today)
        if (country is None or rule.country == country.lower())
        and (id is None or _is_called(call.words, rule, id))
    ]
    exact = [rule for rule in found if (id or "").strip() in (rule.id, f"{rule.country}.{rule.id}")]
    if not found:
        raise FintermError("cli.rules.none", typed=clean(id or country or ""))
    return exact or found


def _one(found: list[Rule]) -> Rule:
    """The one rule found; raises FintermError where several are."""
    if len(found) > 1:
        names = ", ".join(f"{rule.country}.{rule.id}" for rule in found[:_NAMED])
        raise FintermError("cli.rules.several", names=names)
    return found[0]


def _forgotten(found: list[Rule]) -> Path:
    """Takes back the value of one's own that is in force for the one rule found."""
    from finterm.rules.own import forget

    if (path := forget(_one(found))) is None:
        raise FintermError("tui.rules.not_own")
    return path


def _kept(
    call: Call, found: list[Rule], value: str, since: Date | None, until: Date | None, source: str | None
) -> Path:
    """Writes a value of one's own for the one rule found, from where the known one ended if no day is named."""
    from finterm.rules import said
    from finterm.rules.own import Entry, is_far, keep, ours, usual_start, written

    rule = _one(found)
    if not (source or "").strip():
        raise FintermError("cli.rules.no_source")
    start = since or usual_start(rule, call.today)
    entry = Entry(rule.id, rule.country, written(value, rule), start, until, (source or "").strip())
    path = keep(entry, call.today)
    if is_far(ours(rule), entry.value):
        warn(call, call.words("cli.rules.far", value=clean(said.value_of(call.words, ours(rule)))))
    return path


def _is_called(words: Words, rule: Rule, typed: str) -> bool:
    """Whether every word typed is in the id or the name of the rule."""
    from finterm.rules import said

    text = f"{rule.country}.{rule.id} {said.name_of(words, rule)}".casefold()
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
            lines.append(f"  {said.period_of(words, one)}  {clean(said.value_of(words, one))}")
            lines += wrapped(words, said.cited(words, one), "    ")
            for mark in said.marks_of(words, one, on) if one == rule else ():
                lines += wrapped(words, mark, "    ")
        for gap in said.gaps_of(words, known, rule, on):
            lines += wrapped(words, gap, "  ")
        if note := said.note_of(words, rule):
            lines += wrapped(words, note, "  ")
    return lines
