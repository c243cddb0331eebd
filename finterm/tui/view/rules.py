"""The list of rules and the page of one: value, source, weight, how sure, and what to be careful about. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from finterm.locale import Words
from finterm.rules import Rule, Rules, said
from finterm.rules.loading import FOLDER
from finterm.rules.own import usual_start, value_in_toml
from finterm.tui.actions import RULE, keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.rows import View, filtered

COLUMNS = (Column(weight=1, least=24), Column(least=8, most=26, fold=2), Column(least=4, most=12, fold=1))


def key_of(rule: Rule) -> str:
    """The key of its line: country and name."""
    return f"{rule.country}.{rule.id}"


def rules_view(words: Words, rules: Rules, on: Date, wanted: str = "") -> View:
    """A line a rule under its country; `wanted` narrows by name, value, id or source."""
    rows: list[Row] = []
    country = ""
    for rule in rules.current(on):
        if rule.country != country:
            country = rule.country
            rows.append(Row(f"country.{country}", (said.country_of(words, country), "", ""), heading=True))
        rows.append(_row(words, rule, on))
    by_key = {key_of(rule): rule for rule in rules.current(on)}
    found = filtered(
        [row._replace(cells=(*row.cells, _found_by(words, by_key.get(row.key)))) for row in rows], wanted
    )
    return View(COLUMNS, [row._replace(cells=row.cells[:-1]) for row in found], words("tui.pick.none"))


def _row(words: Words, rule: Rule, on: Date) -> Row:
    state = "faint" if set(rule.marks(on)) <= {"ahead"} else "warning"
    shown = Cell(said.short_mark(words, rule, on), state)
    return Row(key_of(rule), (said.name_of(words, rule), said.value_of(words, rule), shown))


def _found_by(words: Words, rule: Rule | None) -> str:
    """What a line is found by beside what it shows."""
    return f"{rule.id} {said.source_of(words, rule)} {said.status_of(words, rule)}" if rule else ""


def rule_page(words: Words, rules: Rules, key: str, on: Date, folder: str) -> list[Block]:
    """Everything about the rule `key`; `folder` is where a person's own rules are written."""
    country, _, id = key.partition(".")
    history = rules.history(id, country)
    rule = next((one for one in rules.current(on) if key_of(one) == key), None)
    if rule is None:
        return []
    blocks: list[Block] = [Title(said.name_of(words, rule))]
    blocks += [Text(mark, "warning") for mark in said.marks_of(words, rule, on)]
    blocks += [Text(gap, "warning") for gap in said.gaps_of(words, rules, rule, on)]
    facts = {
        "value": said.value_of(words, rule),
        "period": said.period_of(words, rule),
        "source": said.source_of(words, rule),
        "status": said.status_of(words, rule),
        "confidence": said.confidence_of(words, rule),
        "confirmed": words.day(rule.confirmed),
        "country": said.country_of(words, country),
        "id": rule.id,
    }
    blocks += [
        Fact(words(f"tui.rules.{name}"), text, "strong" if name == "value" else "")
        for name, text in facts.items()
    ]
    if note := said.note_of(words, rule):
        blocks.append(Text(note))
    if rule.unit != "words":
        key = "tui.rules.key_own" if rule.own.startswith(f"{FOLDER}/app-") else "tui.rules.key"
        blocks += [Text(""), Text(words(key, **keys_said(RULE)), "label")]
    if len(history) > 1:
        blocks += [Title(words("tui.rules.others")), _others(words, history)]
    return [*blocks, *_correction(words, rule, on, folder)]


def _others(words: Words, history: Sequence[Rule]) -> Grid:
    columns = (Column(least=10), Column(least=8), Column(weight=1, least=10))
    rows = [
        Row(
            str(n),
            (
                said.period_of(words, one),
                said.value_of(words, one),
                Cell(said.source_of(words, one), "faint"),
            ),
        )
        for n, one in enumerate(history)
    ]
    return Grid(columns, rows)


def _correction(words: Words, rule: Rule, on: Date, folder: str) -> list[Block]:
    """How to write a rule of one's own in the place of this one: lines that can be copied as they are."""
    start = usual_start(rule, on)
    said_of = {
        f"[rule.{rule.id}{f'.{start}' if start else ''}]": "since" if start else "",
        f"value = {value_in_toml(rule)}": "value",
        f"confirmed = {on}": "confirmed",
        'authority = "…"': "authority",
    }
    unit = said.unit_of(words, rule)
    said_by = {name: words(f"tui.rules.line.{name}", unit=unit) if name else "" for name in said_of.values()}
    lines = [f"{line}  # {told}" if (told := said_by[name]) else line for line, name in said_of.items()]
    return [
        Title(words("tui.rules.correct")),
        Text(words("tui.rules.correct_how", file=f"{folder}/{rule.country}.toml")),
        *(Text(line, "faint") for line in lines),
    ]
