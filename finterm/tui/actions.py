"""The one table of actions. Keys, footer, help and palette are all made from it.

An action has a name, keys, the panes it works in (none: in all of them), the places beside the panes
(forms, lists to pick from, the history ...) where it works too, the key of its words, and a rank in the
footer (0: not there; when room is short the highest go first). In panes where it is `said` on the lines
themselves the footer leaves it out. The keys are those we give; a person may choose others, everywhere
or in one place, and whoever asks gets the keys that hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from finterm.tui.keys import is_text, shown

PANES = ("today", "loans", "dues", "budget", "diary", "credit")
FORM, PICK, RECORDS, HISTORY, HELP = "form", "pick", "records", "history", "help"
MARK, DRAFTS = "mark", "drafts"
NOTICES = "notices"
GUIDE = "guide"
RULE = "rule"
ENQUIRIES = "enquiries"
ASSIGNING = "assigning"
PLACES = (
    FORM,
    PICK,
    RECORDS,
    ENQUIRIES,
    HISTORY,
    NOTICES,
    GUIDE,
    RULE,
    HELP,
    ASSIGNING,
    MARK,
    DRAFTS,
)  # what may lie over a pane
READING = (
    RECORDS,
    ENQUIRIES,
    HISTORY,
    NOTICES,
    GUIDE,
    RULE,
    HELP,
    DRAFTS,
)  # those where a letter is a key and not text
LIST, PAGE = "list", "page"  # what the cursor may be in, wherever that lies
CHOICE, PICKS, YES_NO, AREA = "choice", "picks", "yes_no", "area"  # and which field of a form
TYPING = (FORM, PICK, ASSIGNING, CHOICE, PICKS, AREA)  # where it is text
FIELDS = (CHOICE, PICKS, YES_NO, AREA)
WIDGETS = (LIST, PAGE, *FIELDS)
MOVING = (LIST, PAGE, PICK)

# No amount has an equals sign in it; letters jump among choices, and none begins with a blank.
_NOT_TYPED = (("equals_sign", ASSIGNING), ("space", CHOICE), ("space", PICKS))

Chosen = Mapping[tuple[str, str], tuple[str, ...]]  # keys by place (empty: everywhere) and name of the action
_chosen: Chosen = {}


def use(chosen: Chosen) -> None:
    """From now on these keys hold instead of ours."""
    global _chosen
    _chosen = chosen


def types(key: str, place: str) -> bool:
    """Whether `key` is text in `place` and so can do nothing else there."""
    return place in TYPING and is_text(key) and (key, place) not in _NOT_TYPED


class Action(NamedTuple):
    """One thing a person can do. `keys` are Textual key names, as we give them."""

    name: str
    keys: tuple[str, ...]
    panes: tuple[str, ...] = ()
    footer: int = 0
    also: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Catalogue key of its short name; `.help` behind it is the longer sentence."""
        return f"tui.action.{self.name}"

    def keys_in(self, place: str = "") -> tuple[str, ...]:
        """The keys that hold in `place`. Where text is typed only keys that type nothing do, ours if need be."""
        return self.keys_with(_chosen, place)

    def keys_with(self, chosen: Chosen, place: str = "") -> tuple[str, ...]:
        """The keys that would hold in `place` were these chosen."""
        keys = chosen.get((place, self.name)) or chosen.get(("", self.name)) or self.keys
        return tuple(key for key in keys if not types(key, place)) or tuple(
            key for key in self.keys if not types(key, place)
        )

    def shown_in(self, place: str = "") -> str:
        """The first key in `place` as a person reads it; empty where it has none."""
        return next((shown(key) for key in self.keys_in(place)), "")

    @property
    def shown_key(self) -> str:
        """The first key as a person reads it."""
        return self.shown_in()

    def works_in(self, pane: str) -> bool:
        """Whether it does something in `pane`, or in the place of that name."""
        return pane in self.also or (pane in self.panes if self.panes else pane in PANES)


ACTIONS: tuple[Action, ...] = (
    *(Action(f"pane_{name}", (str(n),), also=READING) for n, name in enumerate(PANES, 1)),
    Action("open", ("enter",), footer=8, also=(HISTORY, NOTICES, GUIDE)),
    Action("pay", ("p",), ("today", "loans", "dues"), footer=1, also=(NOTICES,)),
    Action("acknowledge", ("a",), (NOTICES,), footer=2),
    Action("add", ("a", "n"), ("loans", "dues", "budget", "diary", "credit"), footer=2, also=(ENQUIRIES,)),
    Action("edit", ("e",), ("loans", "dues", "budget", "diary", "credit"), footer=3, also=(RULE, ENQUIRIES)),
    Action(
        "delete",
        ("d", "delete"),
        ("loans", "dues", "budget", "diary", "credit"),
        footer=4,
        also=(RECORDS, RULE, ENQUIRIES),
    ),
    Action("talk", ("l",), footer=2),
    Action("letter", ("W",)),
    Action("conduct", ("C",), ("loans", "diary")),
    Action("safe_promise", ("S",), ("loans",)),
    Action("whole", ("v",), ("loans",), footer=6),
    Action("events", ("h",), ("loans",), footer=7),
    Action("charge", ("c",), ("loans",), footer=9),
    Action("waive", ("w",), ("loans",), footer=9),
    Action("claim", ("K",), ("loans",), footer=6),
    Action("arrange", ("r",), ("loans",), footer=9),
    Action("sheet", ("t",), ("loans",), footer=9),
    Action("broken", ("B",), ("loans",)),
    Action("skip", ("x",), ("dues",), footer=5),
    Action("snooze", ("z",), ("today", "dues"), footer=3, also=(NOTICES,)),
    Action("part", ("P",), ("dues",)),
    Action("only", ("F",), ("dues", "diary"), footer=4),
    Action("calendar", ("c",), ("dues",), footer=7),
    Action("earlier", ("left_square_bracket",), ("dues",)),
    Action("later", ("right_square_bracket",), ("dues",)),
    Action("day_before", ("left",), ("dues",)),
    Action("day_after", ("right",), ("dues",)),
    Action("notice_settings", ("e",), (NOTICES,), footer=6),
    Action("done", ("space",), ("today", "dues", "credit"), footer=5, also=(NOTICES,), said=("today",)),
    Action("notice_status", ("s",), (NOTICES,), footer=7),
    Action("income", ("i",), ("budget",), footer=1),
    Action("assign_down", ("A",), ("budget",), footer=1),
    Action("assign", ("plus",), ("today", "budget"), footer=2, said=("today",)),
    Action("spend", ("minus",), ("today", "budget"), footer=2, said=("today",)),
    Action("move", ("m",), ("budget",), footer=5),
    Action("cover", ("v",), ("budget",), footer=6),
    Action("monthly", ("f",), ("budget",), footer=5),
    Action("moves", ("h",), ("budget",), footer=7),
    Action("months", ("M",), ("budget",), footer=4),
    Action("pay_cycle", ("y",), ("budget",), footer=8),
    Action("contacts", ("c",), ("diary",), footer=4),
    Action("evidence", ("X",), ("loans", "diary"), footer=10),
    Action("file", ("f",), ("credit",), footer=3),
    Action("timeline", ("v",), ("credit",), footer=6),
    Action("enquiries", ("h",), ("credit",), footer=9),
    Action("filter", ("slash",), footer=9),
    Action("sort", ("s",), ("loans", "dues", "diary"), footer=10),
    Action("go_back", ("b",), (HISTORY,), footer=3),
    Action("save", ("ctrl+s",), (FORM, ASSIGNING), footer=1),
    Action("take_target", ("tab", "equals_sign"), (ASSIGNING,), footer=2),
    Action("next_line", ("down", "enter"), (ASSIGNING,), footer=3),
    Action("line_before", ("up", "shift+tab"), (ASSIGNING,)),
    Action("next_field", ("down", "tab"), (FORM,), footer=8),
    Action("field_before", ("up", "shift+tab"), (FORM,), footer=9),
    Action("restore", ("ctrl+z",), (FORM,), footer=10),
    Action("list_choices", ("enter",), (FORM, CHOICE), footer=3, also=(PICKS,)),
    Action("say_yes", ("y",), (YES_NO,), footer=2),
    Action("say_no", ("n",), (YES_NO,), footer=2),
    Action("new_line", ("enter",), (AREA,), footer=3),
    Action("next_blank", ("ctrl+n",), (AREA,)),
    Action("mark", ("space",), (MARK,), footer=1),
    Action("finish", ("enter",), (MARK,), footer=1),
    Action("continue", ("enter",), (DRAFTS,), footer=1),
    Action("drop", ("d", "delete"), (DRAFTS,), footer=2),
    Action("narrow", ("enter",), (PICK,), footer=1),
    Action("undo", ("u",), footer=6, also=(RECORDS, ENQUIRIES, HISTORY, NOTICES)),
    Action("redo", ("ctrl+r",), also=(HISTORY, NOTICES)),
    Action("history", ("H",)),
    Action("notices", ("exclamation_mark",)),
    Action("reminders_settings", ()),
    Action("guide", ("g",), footer=9, also=READING, said=(DRAFTS,)),
    Action("reminders_status", ()),
    Action("hide", ("dollar_sign",), also=READING),
    Action("lock", ("ctrl+l",), also=PLACES),
    Action("redraw", ("f5",), also=PLACES),
    Action("mistakes", ("E",)),
    Action("rules", ("R",)),
    Action("lock_phrase", ()),
    Action("language", ("L",), also=READING),
    Action("theme", ("T",)),
    Action("palette", ("ctrl+p",)),
    Action("close", ("escape",)),
    Action("leave", ("escape", "q"), PLACES, footer=7),
    Action("turn", ("tab",)),
    Action("steps", ("tab",), (GUIDE,), footer=2),
    Action("up", ("up", "k"), MOVING),
    Action("down", ("down", "j"), MOVING),
    Action("page_up", ("pageup", "ctrl+b"), (*MOVING, ASSIGNING)),
    Action("page_down", ("pagedown", "ctrl+f"), (*MOVING, ASSIGNING)),
    Action("first", ("home",), (LIST, PAGE, ASSIGNING)),
    Action("last", ("end", "G"), (LIST, PAGE, ASSIGNING)),
    Action("choice_before", ("left",), (FORM, CHOICE), footer=9),
    Action("choice_after", ("right", "space"), (FORM, CHOICE), footer=5, also=(YES_NO,)),
    Action("help", ("question_mark", "f1"), footer=1, also=PLACES, said=(HELP,)),
    Action("quit", ("q", "ctrl+q"), footer=1),
)
BY_NAME = {action.name: action for action in ACTIONS}


def actions_of(pane: str) -> list[Action]:
    """The actions that do something in `pane` or place, those that are not everywhere first."""
    found = [a for a in ACTIONS if a.works_in(pane)]
    return sorted(found, key=lambda action: not action.panes)


def footer_of(pane: str) -> list[Action]:
    """The actions of the footer in `pane`, in reading order."""
    return [a for a in ACTIONS if a.footer and a.works_in(pane) and pane not in a.said]


def footer_in(place: str, field: str) -> list[tuple[Action, str]]:
    """The actions of the footer of `place` while the cursor is in `field`, and where the key of each is found.

    Those of other kinds of field are left out; `field` is empty in one that has no keys of its own.
    """
    own = [(a, field) for a in footer_of(field)] if field else []
    of_fields = [a for kind in FIELDS for a in footer_of(kind)]
    shared = [(a, place) for a in footer_of(place) if a not in of_fields]
    return sorted([*shared, *own], key=lambda found: ACTIONS.index(found[0]))


def named(key: str, pane: str) -> Action | None:
    """The action of `key` in `pane`; a key may mean another thing in another pane."""
    return next((a for a in ACTIONS if a.works_in(pane) and key in a.keys_in(pane)), None)


def keys_of(place: str) -> list[str]:
    """Every key that does something in `place`."""
    return sorted({key for a in ACTIONS if a.works_in(place) for key in a.keys_in(place)})


def keys_said(place: str = "") -> dict[str, str]:
    """The key of every action in `place` for a sentence that names one: `{key_undo}` is where undo's stands."""
    return {f"key_{action.name}": action.shown_in(place) for action in ACTIONS}
