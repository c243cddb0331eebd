"""A theme: a look for every state of the screen, and the reader of its file. Pure.

A file says `foreground`, `background`, `dark` and, under `[styles]`, a look for each state. A state left
out looks like the head of its family, so that a person's own file may be five lines long. A file with a
mistake is refused whole: half a theme could hide what is overdue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from finterm.domain.errors import BadInput, BadSetting
from finterm.tomlfile import TomlFile
from finterm.tui.themes.look import Look, colour, look

DEFAULT = "terminal"
MONOCHROME = "monochrome"

# Every state with the one it looks like where a file leaves it out; none: plain text.
STATES: Mapping[str, str] = {
    "title": "strong",
    "strong": "",
    "label": "faint",
    "faint": "",
    "heading": "label",
    "key": "strong",
    "tab": "cursor",
    "cursor": "",
    "error": "strong",
    "overdue": "error",
    "broken": "error",
    "overspent": "error",
    "due_today": "warning",
    "in_grace": "warning",
    "due_soon": "warning",
    "warning": "",
    "upcoming": "",
    "promised": "",
    "open": "promised",
    "paid": "",
    "kept": "paid",
    "good": "paid",
    "skipped": "faint",
    "withdrawn": "faint",
    "closed": "faint",
    "focus": "key",
    "caret": "cursor",
    "selection": "cursor",
    "border": "faint",
    "scrollbar": "border",
}
# Without a word in the file, only these look other than plain: the terminal must show where one stands.
_PLAINEST = {"cursor": Look(attributes=("reverse",)), "strong": Look(attributes=("bold",))}


class Theme(NamedTuple):
    """How the screen looks. `name` is that of the file without `.toml`, `title` what the file calls itself."""

    name: str
    title: str
    dark: bool
    foreground: str
    background: str
    looks: Mapping[str, Look]

    def look(self, state: str) -> Look:
        """The look of `state`; plain for one that is no state."""
        while state:
            if state in self.looks:
                return self.looks[state]
            if state in _PLAINEST:
                return _PLAINEST[state]
            state = STATES.get(state, "")
        return Look()


class Reading(NamedTuple):
    """What came of a file: its theme, or the faults for which it is ignored."""

    theme: Theme | None
    faults: tuple[BadSetting, ...] = ()


def theme_of(name: str, file: TomlFile) -> Reading:
    """The theme that `file` describes."""
    faults = list(file.faults)
    values = dict(file.values)

    def use(key: str, reader: Any, value: Any, default: Any) -> Any:
        try:
            return reader(value)
        except BadInput as fault:
            faults.append(file.fault(key, fault.what, **fault.values))
            return default

    title = use("title", _text, values.pop("title", ""), "")
    dark = use("dark", _yes_no, values.pop("dark", True), True)
    foreground = use("foreground", colour, values.pop("foreground", "default"), "default")
    background = use("background", colour, values.pop("background", "default"), "default")
    styles = values.pop("styles", {})
    looks = {}
    for state, value in styles.items() if isinstance(styles, Mapping) else ():
        if state in STATES:
            looks[state] = use(f"styles.{state}", look, value, Look())
        else:
            faults.append(file.unknown(f"styles.{state}", "tui.theme.bad_state", STATES))
    if not isinstance(styles, Mapping):
        values["styles"] = styles
    known = ("title", "dark", "foreground", "background", "styles")
    faults += [file.unknown(key, "core.bad.setting", known) for key in values]
    if faults:
        return Reading(None, tuple(sorted(faults, key=lambda fault: fault.line)))
    return Reading(Theme(name, title, dark, foreground, background, looks))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadInput("", "core.bad.text")
    return value


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise BadInput("", "tui.theme.bad_yes_no")
    return value
