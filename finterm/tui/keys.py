"""Keys by name: as Textual calls them, as people write them in the settings file, as the screen shows them. Pure.

A person writes `?`, `$`, `L`, `ctrl+r`, `space`, `F5`; Textual says `question_mark`, `dollar_sign` ...
"""

from __future__ import annotations

import string
import unicodedata

from finterm.domain.errors import BadInput

_OTHERWISE = {  # where Textual's name of a character is not that of Unicode
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_SHOWN = {
    "escape": "esc",
    "enter": "⏎",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
}
_WRITTEN = {"esc": "escape", "return": "enter", "pgup": "pageup", "pgdn": "pagedown", "del": "delete"}
_NAMED = {*_SHOWN, "space", "tab", "backspace", "delete", "insert", *(f"f{n}" for n in range(1, 25))}
_MODIFIERS = ("ctrl", "alt", "shift")
# What a terminal sends for these is what it sends for the other.
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace"}
TAKEN = "ctrl+c"  # always leaves, whatever the file says


def _name_of(character: str) -> str:
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _OTHERWISE.get(name, name)


_CHARACTERS = {_name_of(character): character for character in string.punctuation}


def key_of(written: str) -> str:
    """Textual's name of the key a person wrote. Raises BadInput where there is no such key."""
    text = written.strip()
    *modifiers, last = text.split("+") if len(text) > 1 and not text.endswith("+") else [text]
    if len(text) > 2 and text.endswith("++"):  # ctrl++
        *modifiers, last = [*text[:-2].split("+"), "+"]
    modifiers = [modifier.strip().lower() for modifier in modifiers]
    last = last.strip()
    if len(last) == 1 and last.isprintable() and last != " ":
        base = _name_of(last)
    else:
        base = _WRITTEN.get(last.lower(), last.lower())
        base = base if base in _NAMED or base in _CHARACTERS else ""
    if not base or any(modifier not in _MODIFIERS for modifier in modifiers):
        raise BadInput("", "tui.keys.unknown_key", key=written)
    if modifiers == ["shift"] and len(base) == 1:
        modifiers, base = [], base.upper()
    elif modifiers and len(base) == 1:
        base = base.lower()
    key = "+".join([*(modifier for modifier in _MODIFIERS if modifier in modifiers), base])
    if key in _SAME:
        raise BadInput("", "tui.keys.same_key", key=written, other=_SAME[key])
    if key == TAKEN:
        raise BadInput("", "tui.keys.taken_key", key=written)
    return key


def shown(key: str) -> str:
    """A key as the screen shows it: `?`, `^r`, `esc`."""
    *modifiers, base = key.split("+")
    base = _SHOWN.get(base) or _CHARACTERS.get(base) or (base.upper() if base[1:].isdigit() else base)
    if modifiers == ["ctrl"] and len(base) == 1:
        return f"^{base}"
    return "+".join([*modifiers, base])


def is_text(key: str) -> bool:
    """Whether pressing `key` types something where there is a field."""
    return len(key) == 1 or key == "space" or key in _CHARACTERS
