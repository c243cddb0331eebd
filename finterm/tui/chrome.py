"""Header and footer as data: the panes by number, the keys of the pane shown. From the table of actions."""

from __future__ import annotations

from finterm.locale import Words
from finterm.tui.actions import BY_NAME, PANES, footer_in
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.bars import SEPARATOR, Item


def header(sight: Sight, shown: str, pressing: int = 0) -> tuple[list[Item], str]:
    """The panes, and on the right the day, whether amounts are hidden, and how many reminders are `pressing`."""
    words = sight.words
    tabs = [
        Item(
            f"pane_{name}",
            BY_NAME[f"pane_{name}"].shown_in(shown),
            words(f"tui.action.pane_{name}"),
            current=name == shown,
            rank=0,
        )
        for name in PANES
    ]
    note = [f"{BY_NAME['notices'].shown_in(shown)} {pressing}"] if pressing else []
    note += [words("tui.hidden")] if sight.hidden else []
    return tabs, SEPARATOR.join([*note, words.weekday(sight.on)])


def footer(sight: Sight, shown: str) -> list[Item]:
    """The keys of the pane `shown`, or of what lies over it."""
    return keys_of_place(sight.words, shown)


def keys_of_place(words: Words, place: str, field: str = "") -> list[Item]:
    """The keys of a pane or of what lies over it, where the cursor may be in a `field` with keys of its own.

    An action that has no key there is not shown.
    """
    return [
        Item(a.name, key, words(a.words), rank=a.footer)
        for a, where in footer_in(place, field)
        if (key := a.shown_in(where))
    ]
