"""Header and footer as data: the panes by number, the keys of the pane shown. From the table of actions."""

from __future__ import annotations

from finterm.tui.actions import PANES, footer_of
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.bars import Item


def header(sight: Sight, shown: str) -> tuple[list[Item], str]:
    """The panes, and on the right the day and whether amounts are hidden."""
    words = sight.words
    tabs = [
        Item(f"pane_{name}", str(n), words(f"tui.action.pane_{name}"), current=name == shown, rank=0)
        for n, name in enumerate(PANES, 1)
    ]
    day = words.weekday(sight.on)
    return tabs, f"{words('tui.hidden')} · {day}" if sight.hidden else day


def footer(sight: Sight, shown: str) -> list[Item]:
    """The keys of the pane `shown`, or of what lies over it."""
    words = sight.words
    return [Item(a.name, a.shown_key, words(a.words), rank=a.footer) for a in footer_of(shown)]
