"""`guide`: what to do when a payment is late, topic by topic."""

from __future__ import annotations

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import listed
from finterm.cli.output import clean, coloured, say, table, tell_json
from finterm.guide.topic import TOPICS, Topic, topic
from finterm.locale import Words

WIDTH = 80  # columns of an English line; Chinese breaks anywhere


def command(verb: str, words: Words) -> click.Command:
    """The command `guide`."""
    return made(
        words,
        verb,
        guide,
        click.Argument(
            ["topic"], required=False, type=listed(TOPICS), metavar=f"[{words('cli.metavar.topic')}]"
        ),
    )


def guide(call: Call, topic: str | None) -> None:
    """`finterm guide [TOPIC]`."""
    found = [_topic(call, name) for name in ((topic,) if topic else TOPICS)]
    if call.json:
        tell_json(found[0] if topic else found)
    elif topic:
        say(*_lines(call.words, found[0]))
    else:
        rows = [[one.name, clean(one.title), coloured(clean(one.about), "quiet")] for one in found]
        head = [call.words(f"guide.{column}") for column in ("name", "topic", "about")]
        say(*table(head, rows, "<<<"))


def _topic(call: Call, name: str) -> Topic:
    from finterm.rules.loading import load

    return topic(name, call.words, load(), call.today)


def _lines(words: Words, found: Topic) -> list[str]:
    lines = [coloured(clean(found.title), "heading"), *_wrapped(words, found.about), ""]
    for part in found.parts:
        if part.kind == "heading":
            lines += ["", coloured(clean(part.text), "heading")]
        elif part.kind == "item":
            lines += _wrapped(words, part.text, "- ")
        else:
            lines += ["", *_wrapped(words, part.text), ""]
    if found.sources:
        lines += ["", coloured(words("guide.sources"), "heading")]
    for source in found.sources:
        lines += _wrapped(words, source.text, "- ")
        if source.marks:
            lines += _wrapped(words, source.marks, "! ")
    lines += ["", coloured(words("guide.next"), "heading")]
    for step in found.steps:
        lines += _wrapped(words, step.why, "- ")
    return [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]


def _wrapped(words: Words, text: str, mark: str = "") -> list[str]:
    """`text` in lines, under its mark."""
    from textwrap import wrap

    if words.language == "zh":
        return [mark + clean(text)]
    return wrap(clean(text), WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
