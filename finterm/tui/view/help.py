"""Help and palette, made from the table of actions. Pure."""

from __future__ import annotations

from finterm.locale import Words
from finterm.tui.actions import actions_of
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Grid, Text, Title


def help_blocks(words: Words, pane: str) -> list[Block]:
    """What `pane` is for, its keys, and the keys that work everywhere."""
    actions = actions_of(pane)
    mine = [a for a in actions if a.panes]
    every = [a for a in actions if not a.panes]
    columns = (Column("", least=3), Column("", least=8), Column("", least=10, weight=1))

    def grid(chosen: list) -> Grid:  # type: ignore[type-arg]
        rows = [
            Row(a.name, (Cell(a.shown_key, "key"), words(a.words), Cell(words(f"{a.words}.help"), "faint")))
            for a in chosen
        ]
        return Grid(columns, rows)

    blocks: list[Block] = [Title(words(f"tui.action.pane_{pane}")), Text(words(f"tui.help.{pane}"))]
    if mine:
        blocks += [Title(words("tui.help.here")), grid(mine)]
    return [
        *blocks,
        Title(words("tui.help.everywhere")),
        grid(every),
        Title(words("tui.help.moving")),
        Text(words("tui.help.moving_keys")),
        Title(words("tui.help.typing")),
        Text(words("tui.help.typing_ways")),
    ]


def palette(words: Words, pane: str) -> tuple[list[tuple[str, str]], list[str]]:
    """All actions that work in `pane`: pairs of name and words, and their keys."""
    actions = actions_of(pane)
    pairs = [(a.name, f"{words(a.words)} – {words(f'{a.words}.help')}") for a in actions]
    return pairs, [a.shown_key for a in actions]
