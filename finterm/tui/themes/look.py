"""How one thing looks: a colour, a colour behind it, and attributes. Pure.

Written as people say it: `bold #ff8800`, `black on bright_white`, `dim underline`. Colours are the sixteen
names of a terminal, `default` for its own, or `#rrggbb`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from finterm.domain.errors import BadInput

_HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
NAMES = ("default", *_HUES, *(f"bright_{hue}" for hue in _HUES))
ATTRIBUTES = ("bold", "dim", "italic", "underline", "reverse")
_HEX = re.compile(r"#[0-9a-f]{6}")


class Look(NamedTuple):
    """A colour and the colour behind it (empty: what is there anyway), and attributes."""

    colour: str = ""
    behind: str = ""
    attributes: tuple[str, ...] = ()


def colour(text: object) -> str:
    """A colour as it is kept: a name, or `#rrggbb` in small letters. Raises BadInput."""
    word = text.strip().lower() if isinstance(text, str) else ""
    if word in NAMES or _HEX.fullmatch(word):
        return word
    raise BadInput("", "tui.theme.bad_colour", word=text)


def look(text: object) -> Look:
    """What `text` says. Raises BadInput where a word of it is neither colour nor attribute."""
    if not isinstance(text, str):
        raise BadInput("", "core.bad.text")
    front, behind, attributes = "", "", []
    words = text.lower().split()
    while words:
        word = words.pop(0)
        if word in ATTRIBUTES:
            attributes.append(word)
        elif word == "on":
            behind = colour(words.pop(0) if words else "")
        elif word != "none":
            front = colour(word)
    return Look(front, behind, tuple(dict.fromkeys(attributes)))


def is_rgb(colour: str) -> bool:
    """Whether the colour is one of its own and not the terminal's."""
    return colour.startswith("#")
