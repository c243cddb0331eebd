"""The one table of actions. Keys, footer, help and palette are all made from it.

An action has a name, keys, the panes it works in (none: in all of them), the places beside the panes
(forms, lists to pick from, the history ...) where it works too, the key of its words, and a rank in the
footer (0: not there; when room is short the highest go first).
"""

from __future__ import annotations

from typing import NamedTuple

PANES = ("today", "loans", "dues", "budget", "diary")
FORM, PICK, RECORDS, HISTORY, HELP = "form", "pick", "records", "history", "help"
ASSIGNING = "assigning"
PLACES = (FORM, PICK, RECORDS, HISTORY, HELP, ASSIGNING)  # what may lie over a pane
READING = (RECORDS, HISTORY, HELP)  # those where a letter is a key and not text


class Action(NamedTuple):
    """One thing a person can do. `keys` are Textual key names; the first is the one shown."""

    name: str
    keys: tuple[str, ...]
    panes: tuple[str, ...] = ()
    footer: int = 0
    also: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Catalogue key of its short name; `.help` behind it is the longer sentence."""
        return f"tui.action.{self.name}"

    @property
    def shown_key(self) -> str:
        """The first key as a person reads it."""
        return KEY_NAMES.get(self.keys[0], self.keys[0]) if self.keys else ""

    def works_in(self, pane: str) -> bool:
        """Whether it does something in `pane`, or in the place of that name."""
        return pane in self.also or (pane in self.panes if self.panes else pane in PANES)


KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "dollar_sign": "$",
    "ctrl+r": "^r",
    "ctrl+p": "^p",
    "ctrl+l": "^l",
    "ctrl+s": "^s",
    "down": "↓",
    "up": "↑",
    "escape": "esc",
    "enter": "⏎",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
}

ACTIONS: tuple[Action, ...] = (
    *(Action(f"pane_{name}", (str(n),), also=READING) for n, name in enumerate(PANES, 1)),
    Action("open", ("enter",), footer=8, also=(HISTORY,)),
    Action("pay", ("p",), ("today", "loans", "dues"), footer=1),
    Action("add", ("a", "n"), ("loans", "dues", "budget", "diary"), footer=2),
    Action("edit", ("e",), ("loans", "dues", "budget", "diary"), footer=3),
    Action("delete", ("d", "delete"), ("loans", "dues", "budget", "diary"), footer=4, also=(RECORDS,)),
    Action("talk", ("l",), footer=2),
    Action("whole", ("v",), ("loans",), footer=6),
    Action("events", ("h",), ("loans",), footer=7),
    Action("charge", ("c",), ("loans",), footer=9),
    Action("waive", ("w",), ("loans",), footer=9),
    Action("skip", ("x",), ("dues",), footer=5),
    Action("snooze", ("z",), ("today", "dues"), footer=3),
    Action("part", ("P",), ("dues",)),
    Action("only", ("F",), ("dues",), footer=4),
    Action("calendar", ("c",), ("dues",), footer=7),
    Action("earlier", ("left_square_bracket",), ("dues",)),
    Action("later", ("right_square_bracket",), ("dues",)),
    Action("done", ("space",), ("today", "dues"), footer=5),
    Action("income", ("i",), ("budget",), footer=1),
    Action("assign_down", ("A",), ("budget",), footer=1),
    Action("assign", ("plus",), ("budget",), footer=2),
    Action("spend", ("minus",), ("budget",), footer=2),
    Action("move", ("m",), ("budget",), footer=5),
    Action("cover", ("v",), ("budget",), footer=6),
    Action("monthly", ("f",), ("budget",), footer=5),
    Action("moves", ("h",), ("budget",), footer=7),
    Action("months", ("M",), ("budget",), footer=4),
    Action("pay_cycle", ("y",), ("budget",), footer=8),
    Action("contacts", ("c",), ("diary",), footer=4),
    Action("filter", ("slash",), footer=9),
    Action("sort", ("s",), ("loans", "dues", "diary"), footer=10),
    Action("go_back", ("b",), (HISTORY,), footer=3),
    Action("save", ("ctrl+s",), (FORM, ASSIGNING), footer=1),
    Action("take_target", ("tab", "equals_sign"), (ASSIGNING,), footer=2),
    Action("next_line", ("down", "enter"), (ASSIGNING,), footer=3),
    Action("line_before", ("up", "shift+tab"), (ASSIGNING,)),
    Action("next_field", ("down", "tab"), (FORM,)),
    Action("field_before", ("up", "shift+tab"), (FORM,)),
    Action("list_choices", ("enter",), (FORM,)),
    Action("narrow", ("enter",), (PICK,)),
    Action("undo", ("u",), footer=6, also=(RECORDS, HISTORY)),
    Action("redo", ("ctrl+r",), also=(HISTORY,)),
    Action("history", ("H",)),
    Action("hide", ("dollar_sign",), also=READING),
    Action("lock", ("ctrl+l",), also=PLACES),
    Action("lock_phrase", ()),
    Action("language", ("L",), also=READING),
    Action("theme", ("T",)),
    Action("palette", ("ctrl+p",)),
    Action("leave", ("escape",), PLACES, footer=7),
    Action("help", ("question_mark", "f1"), footer=1, also=PLACES),
    Action("quit", ("q", "ctrl+q"), footer=1),
)
BY_NAME = {action.name: action for action in ACTIONS}


def actions_of(pane: str) -> list[Action]:
    """The actions that do something in `pane` or place, those that are not everywhere first."""
    found = [a for a in ACTIONS if a.works_in(pane)]
    return sorted(found, key=lambda action: not action.panes)


def footer_of(pane: str) -> list[Action]:
    """The actions of the footer in `pane`, in reading order."""
    return [a for a in ACTIONS if a.footer and a.works_in(pane)]


def named(key: str, pane: str) -> Action | None:
    """The action of `key` in `pane`; a key may mean another thing in another pane."""
    return next((a for a in ACTIONS if key in a.keys and a.works_in(pane)), None)


def keys_of(place: str) -> list[str]:
    """Every key that does something in `place`."""
    return sorted({key for a in ACTIONS if a.works_in(place) for key in a.keys})


def is_text(key: str) -> bool:
    """Whether pressing `key` types something where there is a field."""
    return len(key) == 1 or (len(KEY_NAMES.get(key, key)) == 1 and key not in ("up", "down", "enter"))
