"""Help, made from the table of actions. Pure."""

from __future__ import annotations

from finterm.locale import Words
from finterm.tui.actions import FIELDS, FORM, LIST, PANES, Action, actions_of, keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Grid, Text, Title


def help_blocks(words: Words, place: str) -> list[Block]:
    """What the pane or place is for, its keys, and the keys that work everywhere."""
    found = [action for action in actions_of(place) if action.shown_in(place)]
    if place not in PANES:
        blocks: list[Block] = [Title(words(f"tui.place.{place}")), Text(words(f"tui.help.{place}"))]
        blocks += [Title(words("tui.help.here")), _keys(words, found, place)]
        if place == FORM:
            own = {kind: [a for a in actions_of(kind) if FORM not in a.panes] for kind in FIELDS}
            blocks += [_keys(words, actions, kind) for kind, actions in own.items() if actions]
            blocks += _typing(words)
        return blocks
    mine = [action for action in found if action.panes]
    blocks = [Title(words(f"tui.action.pane_{place}")), Text(words(f"tui.help.{place}"))]
    if mine:
        blocks += [Title(words("tui.help.here")), _keys(words, mine, place)]
    return [
        *blocks,
        Title(words("tui.help.everywhere")),
        _keys(words, [action for action in found if not action.panes], place),
        Title(words("tui.help.moving")),
        _keys(words, actions_of(LIST), LIST),
        Text(words("tui.help.moving_keys")),
        *_typing(words),
    ]


def _typing(words: Words) -> list[Block]:
    return [Title(words("tui.help.typing")), Text(words("tui.help.typing_ways"))]


def _keys(words: Words, actions: list[Action], place: str) -> Grid:
    columns = (Column("", least=3), Column("", least=8), Column("", least=10, weight=1))
    said = keys_said(place)
    rows = [
        Row(
            a.name,
            (
                Cell(a.shown_in(place), "key"),
                words(a.words),
                Cell(words(f"{a.words}.help", **said), "faint"),
            ),
        )
        for a in actions
    ]
    return Grid(columns, rows)
