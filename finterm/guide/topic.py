"""One topic of the guide, read from its file and filled with the rules that hold.

A file begins with `# title` and `> what it is about`. Then come paragraphs, `## headings` and `- items`. No
number of a rule is written in it: `{cn.record_kept}` is where the value of that rule stands, `{start:...}`
the day from which it holds, `{cn.lender_answer[0]}` the first of several values. Lines with `=` name further
rules the topic rests on, lines with `@` what a reader can do next: an action, with its pane where it belongs
to one, and what it is good for here. `letter=dispute` opens that letter, `pane_credit=advice` stands on the
first line of that kind, `contacts=add` does a second action.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date as Date
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from finterm.locale import Words
from finterm.rules import said
from finterm.rules.rule import Rule, Rules

TOPICS = (
    "first_hour",
    "first_week",
    "record",
    "rebuild",
    "lender",
    "cost",
    "report",
    "scores",
    "budget",
    "reminders",
    "papers",
    "who",
    "scams",
    "free_help",
)
_HERE = Path(__file__).parent
_PLACE = re.compile(r"\{(start:)?([a-z]+)\.([a-z0-9_]+)(?:\[(\d)\])?\}")


class Part(NamedTuple):
    """A heading, a paragraph, or one item of a list."""

    kind: Literal["heading", "text", "item"]
    text: str


class Step(NamedTuple):
    """What a reader can do next: an action of the table, in the pane it belongs to (empty: in any).

    `then` is what it is done with: the letter, the kind of line the cursor is put on, or the action after it.
    """

    action: str
    pane: str
    why: str
    then: str = ""


class Source(NamedTuple):
    """Rules the topic rests on that are from one place, in words; `marks` says what to be careful about."""

    rules: tuple[str, ...]
    text: str
    marks: str


class Topic(NamedTuple):
    """A topic as a reader sees it on one day."""

    name: str
    title: str
    about: str
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]


class Written(NamedTuple):
    """A topic as its file has it: places unfilled, `rules` in the order they are named."""

    title: str
    about: str
    parts: tuple[Part, ...]
    steps: tuple[Step, ...]
    rules: tuple[tuple[str, str], ...]


@cache
def written(name: str, folder: str) -> Written:
    """The topic `name` in the language of `folder` (`en`, `zh_CN`)."""
    title = about = ""
    parts: list[Part] = []
    steps: list[Step] = []
    rules: dict[tuple[str, str], None] = {}
    for line in (_HERE / folder / f"{name}.md").read_text("utf-8").splitlines():
        rules.update(dict.fromkeys((found[2], found[3]) for found in _PLACE.finditer(line)))
        mark, _, text = line.partition(" ")
        match mark:
            case "#":
                title = text
            case ">":
                about = text
            case "##":
                parts.append(Part("heading", text))
            case "-":
                parts.append(Part("item", text))
            case "@":
                steps.append(_step(text))
            case "=":
                rules.update(dict.fromkeys(_named(text)))
            case "":
                pass
            case _:
                parts.append(Part("text", line))
    return Written(title, about, tuple(parts), tuple(steps), tuple(rules))


def _step(text: str) -> Step:
    where, _, why = text.partition(" ")
    pane, _, doing = where.rpartition(".")
    action, _, then = doing.partition("=")
    return Step(action, pane, why, then)


def _named(text: str) -> Iterator[tuple[str, str]]:
    for id in text.split():
        country, _, name = id.partition(".")
        yield country, name


def topic(name: str, words: Words, rules: Rules, on: Date) -> Topic:
    """The topic `name` with what the rules say on the day `on`."""
    text = written(name, words.folder)
    filled = _filler(words, rules, on)
    parts = tuple(Part(part.kind, filled(part.text)) for part in text.parts)
    named = [rule for country, id in text.rules if (rule := rules.last(id, on, country))]
    return Topic(name, text.title, text.about, parts, text.steps, _sources(words, named, on))


def _filler(words: Words, rules: Rules, on: Date) -> Callable[[str], str]:
    """Puts values where places are; a dash where no rule is known."""

    def value(found: re.Match[str]) -> str:
        rule = rules.last(found[3], on, found[2])
        if rule is None:
            return "–"
        if found[4] and isinstance(rule.value, tuple):
            rule = replace(rule, value=rule.value[int(found[4])])
        return words.day(rule.start) if found[1] else said.value_of(words, rule)

    return lambda text: _PLACE.sub(value, text)


def _sources(words: Words, rules: Sequence[Rule], on: Date) -> tuple[Source, ...]:
    """What the rules are, those of one place and with the same marks under each other's."""
    found: dict[tuple[str, str], list[Rule]] = {}
    for rule in rules:
        marks = words("core.comma").join(said.marks_of(words, rule, on))
        found.setdefault((said.cited(words, rule), marks), []).append(rule)
    return tuple(
        Source(
            tuple(f"{rule.country}.{rule.id}" for rule in same),
            words(
                "guide.source",
                name=words("guide.also").join(said.name_of(words, rule) for rule in same),
                cited=cited,
            ),
            marks,
        )
        for (cited, marks), same in found.items()
    )
