"""The keys a person chose in the settings file, laid over the table of actions; and what cannot hold of them. Pure.

A line names an action (`pay`) or an action in one place (`dues.pay`) and its keys. No key may mean two
things where the cursor can be; of two lines that clash the later one is not used, ours come back instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from finterm.config import FILE, KeyChoice
from finterm.domain.errors import BadInput, BadSetting
from finterm.tui.actions import (
    ACTIONS,
    ASSIGNING,
    BY_NAME,
    CHOICE,
    FORM,
    HELP,
    HISTORY,
    LIST,
    PAGE,
    PANES,
    PICK,
    PLACES,
    RECORDS,
    WIDGETS,
    YES_NO,
    Action,
    Chosen,
    types,
)
from finterm.tui.keys import key_of

# Where keys meet: a pane or what lies over it, and the widgets inside that take keys first.
SCOPES: Mapping[str, tuple[str, ...]] = {
    **{pane: (pane, LIST, PAGE) for pane in PANES},
    RECORDS: (RECORDS, LIST),
    HISTORY: (HISTORY, LIST, PAGE),
    HELP: (HELP, PAGE),
    PICK: (PICK,),
    ASSIGNING: (ASSIGNING,),
    FORM: (FORM, CHOICE),
    YES_NO: (YES_NO,),
}
Line = tuple[str, str]  # place (empty: everywhere) and name of an action


class Binding(NamedTuple):
    """The keys that hold by place and action, and the faults of the lines that do not."""

    chosen: Chosen
    faults: tuple[BadSetting, ...] = ()


def bound(choices: Sequence[KeyChoice]) -> Binding:
    """What the lines of `[keys]` come to."""
    faults: list[BadSetting] = []
    lines: dict[Line, KeyChoice] = {}
    chosen: dict[Line, tuple[str, ...]] = {}
    for choice in choices:
        try:
            line, keys = _read(choice)
        except BadInput as fault:
            faults.append(_fault(choice, fault.what, **fault.values))
        else:
            lines[line], chosen[line] = choice, keys
    while clash := next(_clashes(chosen), None):
        one, other, key = clash
        later, first = sorted((one, other), key=lambda line: lines[line].line if line in lines else -1)[::-1]
        written = next((text for text in lines[later].keys if key_of(text) == key), key)
        faults.append(_fault(lines[later], "tui.keys.clash", key=written, other=_written(first)))
        del chosen[later], lines[later]
    return Binding(chosen, tuple(sorted(faults, key=lambda fault: fault.line)))


def _read(choice: KeyChoice) -> tuple[Line, tuple[str, ...]]:
    place, _, name = choice.action.rpartition(".")
    action = BY_NAME.get(name)
    if action is None:
        from difflib import get_close_matches

        near = get_close_matches(name, BY_NAME, 1)
        raise BadInput(
            "", "tui.keys.unknown_action_near" if near else "tui.keys.unknown_action", near="".join(near)
        )
    if place and not (place in (*PANES, *PLACES, *WIDGETS) and action.works_in(place)):
        where = ", ".join(one for one in (*PANES, *PLACES, *WIDGETS) if action.works_in(one))
        raise BadInput("", "tui.keys.not_there", action=name, place=place, places=where)
    keys = tuple(dict.fromkeys(key_of(text) for text in choice.keys))
    places = [place] if place else [one for one in (*PANES, *PLACES, *WIDGETS) if action.works_in(one)]
    if all(types(key, one) for key in keys for one in places):
        raise BadInput("", "tui.keys.typed", key=choice.keys[0])
    return (place, name), keys


def _clashes(chosen: Chosen) -> Iterator[tuple[Line, Line, str]]:
    """Pairs of lines (or of a line and an action left as it was) with the key that both want in one scope."""
    for places in SCOPES.values():
        owners: dict[str, tuple[Line, Action]] = {}
        for place in places:
            for action in ACTIONS:
                if not action.works_in(place):
                    continue
                line = (place, action.name) if (place, action.name) in chosen else ("", action.name)
                for key in action.keys_with(chosen, place):
                    owner, owning = owners.setdefault(key, (line, action))
                    if owning is not action and (owner in chosen or line in chosen):
                        yield owner, line, key


def _fault(choice: KeyChoice, what: str, /, **values: object) -> BadSetting:
    return BadSetting(FILE, choice.line, f"keys.{choice.action}", what, **values)


def _written(line: Line) -> str:
    place, name = line
    return f"{place}.{name}" if place else name
