"""The guide as rows and blocks: the list of topics, one topic with its sources, what to do next. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.guide.topic import Step, Topic
from finterm.locale import Words
from finterm.tui.actions import BY_NAME
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.rows import View


def topics_view(words: Words, topics: Sequence[Topic]) -> View:
    """Every topic with what it is about."""
    columns = (
        Column(words("guide.topic"), least=16),
        Column(words("guide.about"), least=10, weight=1, fold=1),
    )
    rows = [Row(topic.name, (topic.title, Cell(topic.about, "faint"))) for topic in topics]
    return View(columns, rows, "")


def topic_page(words: Words, topic: Topic) -> list[Block]:
    """One topic; below it the rules it rests on, each with its source and what to be careful about."""
    blocks: list[Block] = [Title(topic.title), Text(topic.about, "faint")]
    for part in topic.parts:
        if part.kind == "heading":
            blocks.append(Title(part.text))
        elif part.kind == "item":
            blocks.append(Fact("•", part.text))
        else:
            blocks += [Text(""), Text(part.text), Text("")]
    if topic.sources:
        blocks.append(Title(words("guide.sources")))
    for source in topic.sources:
        blocks.append(Fact("•", source.text, "faint"))
        if source.marks:
            blocks.append(Fact("!", source.marks, "warning"))
    return _single_spaced(blocks)


def _single_spaced(blocks: Sequence[Block]) -> list[Block]:
    """Never two empty lines in a row, and none before a heading, which brings its own."""
    kept: list[Block] = []
    for n, block in enumerate(blocks):
        empty = block == Text("")
        if empty and (kept[-1] == block or n + 1 == len(blocks) or isinstance(blocks[n + 1], Title)):
            continue
        kept.append(block)
    return kept


def key_of(step: Step) -> str:
    """The key of its line."""
    return f"{step.pane}.{step.action}={step.then}"


def steps_view(words: Words, steps: Sequence[Step]) -> View:
    """What can be done next, each with its key and where it works."""
    columns = (Column("", least=3), Column("", least=10, weight=1), Column("", least=8, fold=1))
    rows = []
    for step in steps:
        where = words(f"tui.action.pane_{step.pane}") if step.pane else ""
        keys = Cell(BY_NAME[step.action].shown_in(step.pane or "today"), "key")
        rows.append(Row(key_of(step), (keys, step.why, Cell(where, "faint"))))
    return View(columns, rows, "")
