"""The one table of actions. Keys, footer, help and palette are all made from it.

An action has a name, keys, the panes it works in (none: everywhere), the key of its words, and a rank
in the footer (0: not there; when room is short the highest go first).
"""

from __future__ import annotations

from typing import NamedTuple

PANES = ("today", "loans", "dues", "budget", "diary")


class Action(NamedTuple):
    """One thing a person can do. `keys` are Textual key names; the first is the one shown."""

    name: str
    keys: tuple[str, ...]
    panes: tuple[str, ...] = ()
    footer: int = 0

    @property
    def words(self) -> str:
        """Catalogue key of its short name; `.help` behind it is the longer sentence."""
        return f"tui.action.{self.name}"

    @property
    def shown_key(self) -> str:
        """The first key as a person reads it."""
        return KEY_NAMES.get(self.keys[0], self.keys[0])

    def works_in(self, pane: str) -> bool:
        """Whether it does something in `pane`."""
        return not self.panes or pane in self.panes


KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "dollar_sign": "$",
    "ctrl+r": "^r",
    "ctrl+p": "^p",
    "escape": "esc",
    "enter": "⏎",
    "plus": "+",
    "minus": "-",
}

ACTIONS: tuple[Action, ...] = (
    *(Action(f"pane_{name}", (str(n),)) for n, name in enumerate(PANES, 1)),
    Action("open", ("enter",), footer=8),
    Action("pay", ("p",), ("today", "loans", "dues"), footer=1),
    Action("add", ("a", "n"), ("loans", "dues", "budget", "diary"), footer=2),
    Action("edit", ("e",), ("loans", "dues", "budget", "diary"), footer=3),
    Action("delete", ("d", "delete"), ("loans", "dues", "budget", "diary"), footer=4),
    Action("talk", ("l",), footer=2),
    Action("events", ("h",), ("loans",), footer=7),
    Action("charge", ("c",), ("loans",), footer=9),
    Action("waive", ("w",), ("loans",), footer=9),
    Action("skip", ("x",), ("dues",), footer=5),
    Action("snooze", ("z",), ("today", "dues"), footer=6),
    Action("part", ("P",), ("dues",)),
    Action("done", ("space",), ("today", "dues"), footer=5),
    Action("income", ("i",), ("budget",), footer=1),
    Action("assign", ("plus",), ("budget",), footer=1),
    Action("spend", ("minus",), ("budget",), footer=2),
    Action("move", ("m",), ("budget",), footer=5),
    Action("cover", ("v",), ("budget",), footer=6),
    Action("monthly", ("f",), ("budget",), footer=5),
    Action("moves", ("h",), ("budget",), footer=7),
    Action("pay_cycle", ("y",), ("budget",), footer=8),
    Action("contacts", ("c",), ("diary",), footer=4),
    Action("filter", ("slash",), footer=9),
    Action("sort", ("s",), ("loans", "dues", "diary"), footer=10),
    Action("undo", ("u",), footer=6),
    Action("redo", ("ctrl+r",)),
    Action("hide", ("dollar_sign",)),
    Action("language", ("L",)),
    Action("palette", ("ctrl+p",)),
    Action("help", ("question_mark", "f1"), footer=1),
    Action("quit", ("q", "ctrl+q"), footer=1),
)
BY_NAME = {action.name: action for action in ACTIONS}


def actions_of(pane: str) -> list[Action]:
    """The actions that do something in `pane`, those of the pane itself first."""
    mine = [a for a in ACTIONS if a.panes and a.works_in(pane)]
    return mine + [a for a in ACTIONS if not a.panes]


def footer_of(pane: str) -> list[Action]:
    """The actions of the footer in `pane`, in reading order."""
    return [a for a in ACTIONS if a.footer and a.works_in(pane)]


def named(key: str, pane: str) -> Action | None:
    """The action of `key` in `pane`; a key may mean another thing in another pane."""
    return next((a for a in ACTIONS if key in a.keys and a.works_in(pane)), None)
