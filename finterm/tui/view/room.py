"""How the lines of a dialog are shared out between its title, its fields, the sums, what is said and the keys. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from finterm.tui.view.cells import wrap

WIDE = 78  # columns of a dialog where there are as many; as in the style sheet
LEAST = 24  # lines of the lowest screen that everything fits on
LOW = 30  # lines below which a dialog does without blank lines
FEW = 4  # lines the fields keep for themselves


class Room(NamedTuple):
    """The lines of each text, as many as there is room for, and how many lines the fields get."""

    title: Sequence[str]
    said: Sequence[str]
    sums: Sequence[str]
    fields: int


def room(width: int, height: int, *, title: str, said: str, sums: str) -> Room:
    """The lines of a screen of `width` by `height` cells, its border and key line taken off.

    Where little is left the sums give way first, then what is said: a field to type into and the keys are
    always in sight.
    """
    blank = 0 if height < LOW else 1
    inside = max(1, min(WIDE, width) - 4)
    left = height - 3 - blank
    texts: list[list[str]] = []
    for text in (title, said, sums):
        parts = [line for part in text.splitlines() for line in wrap(part, inside)]
        parts = parts[: max(0, left - blank - FEW)]
        left -= len(parts) + blank * bool(parts)
        texts.append(parts)
    titled, told, summed = texts
    return Room(titled, told, summed, max(1, left))
