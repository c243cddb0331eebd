"""What the history says: each step with what, who and when; and one step field by field. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime as DateTime
from typing import NamedTuple

from finterm.domain.records import Move, Record
from finterm.store.past import Changed, Done
from finterm.tui.actions import HISTORY, keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.fields import told_fields
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.rows import LazyRows, View
from finterm.tui.view.sight import Sight
from finterm.tui.view.told import told


class Here(NamedTuple):
    """This device and process, and when the process opened the book: a number may be given out again."""

    device: str
    process: int
    since: DateTime


def key_of(done: Done) -> str:
    """The key of its line."""
    return f"{done.stamp[0]}:{done.stamp[1]}"


def history_view(sight: Sight, steps: Sequence[Done], here: Here) -> View:
    """The steps, newest first."""
    words = sight.words
    columns = (
        Column(words("tui.history.when"), least=11),
        Column(words("tui.history.what"), least=20, weight=3),
        Column(words("tui.history.who"), least=10, fold=2),
        Column(words("tui.loans.state"), least=6),
    )
    by_key = {key_of(step): step for step in steps}

    def row(key: str) -> Row:
        step = by_key[key]
        state = Cell(words("tui.history.undone"), "skipped") if step.taken_back else ""
        what = told(sight, step.name, step.values)
        return Row(
            key,
            (
                _when(sight, step.at),
                Cell(what, "skipped") if step.taken_back else what,
                Cell(who(sight, step, here), "faint"),
                state,
            ),
        )

    return View(columns, LazyRows(list(by_key), row), words("tui.history.empty"))


def _when(sight: Sight, at: DateTime) -> str:
    """The time alone today, else month and day too; a year only where it is another one."""
    local = at.astimezone(sight.now.tzinfo)
    if local.date() == sight.on:
        return sight.words("tui.history.today", time=f"{local:%H:%M}")
    return f"{local:%m-%d %H:%M}" if local.year == sight.on.year else f"{local:%Y-%m-%d}"


def who(sight: Sight, step: Done, here: Here) -> str:
    """Which program did it: this screen, another or an earlier one, the command line, another device."""
    words = sight.words
    if step.device != here.device:
        return words("tui.history.device", device=step.device)
    if step.origin == "command":
        return words("tui.history.command")
    if step.process == here.process and step.at >= here.since:
        return words("tui.history.this")
    return words("tui.history.screen" if step.origin == "screen" else "tui.history.other")


def step_page(sight: Sight, step: Done, changes: Sequence[Changed], here: Here) -> list[Block]:
    """One step: what, who, when, and its changes field by field, before and after."""
    words = sight.words
    blocks: list[Block] = [
        Title(told(sight, step.name, step.values)),
        Fact(words("tui.history.when"), words.moment(step.at.astimezone(sight.now.tzinfo))),
        Fact(
            words("tui.history.who"),
            words("tui.history.process", who=who(sight, step, here), process=step.process),
        ),
    ]
    if step.taken_back:
        blocks.append(Text(words("tui.history.is_undone"), "warning"))
    for change in changes:
        blocks += _change(sight, change)
    return blocks


def _change(sight: Sight, change: Changed) -> list[Block]:
    words = sight.words
    record = change.after or change.before
    name = _name(sight, record) if record else ""
    what = "changed" if change.before and change.after else "added" if change.after else "deleted"
    thing = words(f"core.thing.{change.table}")
    title = (
        words(f"tui.history.{what}", what=thing, name=name)
        if name
        else words(f"tui.history.{what}_plain", what=thing)
    )
    blocks: list[Block] = [Title(title)]
    before, after = told_fields(sight, change.before), told_fields(sight, change.after)
    for field in dict.fromkeys([*after, *before]):
        label = (after.get(field) or before[field])[0]
        old, new = before.get(field, ("", ""))[1], after.get(field, ("", ""))[1]
        if what == "changed":
            if _stored(change.before, field) != _stored(change.after, field):
                none = words("core.none")
                blocks.append(Fact(label, words("tui.history.became", old=old or none, new=new or none)))
        else:
            blocks.append(Fact(label, new or old))
    return blocks


def _stored(record: Record | None, field: str) -> object:
    amended = getattr(record, "amended", None)
    return getattr(amended, field, None) if amended is not None else getattr(record, field, None)


def _name(sight: Sight, record: Record) -> str:
    """What tells the record from others of its kind, where its fields do not say it first."""
    if isinstance(record, Move):
        return ""
    return str(getattr(record, "name", "") or getattr(record, "what", ""))


def go_back_warning(sight: Sight, later: int) -> str:
    """What going back over `later` steps will do, and that undo takes it back."""
    words, keys = sight.words, keys_said(HISTORY)
    if not later:
        return words("tui.history.will_nothing", **keys)
    return words.count("tui.history.will", later, **keys)
