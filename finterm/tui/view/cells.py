"""Text in terminal cells: cleaning, cutting and aligning with wide characters; columns over a width.

Knows how wide a character is on a terminal (a Chinese character takes two cells) and how columns
share a line. Knows nothing of widgets or of what the text means. Everything shown passes `clean`:
names and notes are data, and no control or escape character in them reaches the terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

GAP = 2  # blank cells between columns
_SPACES = dict.fromkeys(map(ord, "\t\n\r\v\f\u0085\u2028\u2029"), " ")


class Cell(NamedTuple):
    """A text and the state that gives it its style (`overdue`, `paid` ...; empty: plain)."""

    text: str
    state: str = ""


class Column(NamedTuple):
    """How one column shares a line.

    It is as wide as its widest text, at least `least` and at most `most` cells (0: no limit); room
    left over goes to columns by `weight`, and a column with weight gives way down to `least` first.
    When still too narrow, columns with the highest `fold` vanish first; 0 never does.
    """

    title: str = ""
    least: int = 1
    weight: int = 0
    most: int = 0
    right: bool = False
    fold: int = 0


class Row(NamedTuple):
    """One line of a table. `key` tells the pane which thing it is; a `heading` cannot be chosen."""

    key: str
    cells: tuple[Cell | str, ...]
    heading: bool = False


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """`text` on one line, without control, escape, direction or zero-width characters."""
    if text.isascii() and text.isprintable():
        return text
    flat = text.translate(_SPACES)
    return "".join(c for c in flat if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))


def width(text: str) -> int:
    """Cells that `text` takes on a terminal."""
    return cell_len(text)


def fit(text: str, cells: int, right: bool = False) -> str:
    """`text` in exactly `cells` cells: cut with an ellipsis, or filled up on the proper side."""
    taken = cell_len(text)
    if taken > cells:
        return set_cell_size(set_cell_size(text, cells - 1).rstrip() + "…", cells) if cells > 0 else ""
    return " " * (cells - taken) + text if right else text + " " * (cells - taken)


def text_of(cell: Cell | str) -> str:
    """The cleaned text of a cell."""
    return clean(cell.text if isinstance(cell, Cell) else cell)


def state_of(cell: Cell | str) -> str:
    """The state of a cell; empty where it is plain text."""
    return cell.state if isinstance(cell, Cell) else ""


def column_widths(columns: Sequence[Column], sample: Sequence[Row], room: int) -> list[int]:
    """The width of each column in a line of `room` cells; 0 for a column folded away.

    `sample` are rows to measure (all of a short table, the visible ones of a long one).
    """
    natural = [max(c.least, width(clean(c.title))) for c in columns]
    for row in sample:
        if not row.heading:
            for k, cell in enumerate(row.cells):
                natural[k] = max(natural[k], width(text_of(cell)))
    wanted = [min(n, c.most) if c.most else n for n, c in zip(natural, columns, strict=True)]
    shown = [True] * len(columns)
    while True:
        spare = room - sum(_needed(c, w) for c, w, on in zip(columns, wanted, shown, strict=True) if on)
        spare -= GAP * (sum(shown) - 1)
        foldable = [k for k, c in enumerate(columns) if shown[k] and c.fold]
        if spare >= 0 or not foldable:
            break
        shown[max(foldable, key=lambda k: columns[k].fold)] = False
    widths = [_needed(c, w) if on else 0 for c, w, on in zip(columns, wanted, shown, strict=True)]
    return _share(columns, widths, wanted, shown, spare)


def _needed(column: Column, wanted: int) -> int:
    return min(column.least, wanted) if column.weight else wanted


def _share(
    columns: Sequence[Column], widths: list[int], wanted: list[int], shown: list[bool], spare: int
) -> list[int]:
    """Spare room first brings weighted columns to what they want; the rest goes out by weight."""
    weighted = [k for k, c in enumerate(columns) if shown[k] and c.weight]
    for k in weighted:
        more = max(0, min(wanted[k] - widths[k], spare))
        widths[k] += more
        spare -= more
    total = sum(columns[k].weight for k in weighted if not columns[k].most)
    for k in weighted:
        if total and spare > 0 and not columns[k].most:
            widths[k] += spare * columns[k].weight // total
    if spare < 0:  # narrower than the columns that never fold: they are cut from the right
        for k in reversed(range(len(widths))):
            cut = min(widths[k] - 1, -spare) if widths[k] else 0
            widths[k] -= cut
            spare += cut
    return widths


def wrap(text: str, cells: int) -> list[str]:
    """`text` cut into lines of at most `cells` cells: at blanks, and between any two wide characters."""
    return list(_wrapped(text, max(cells, 2)))  # a wide character must find a place


@lru_cache(maxsize=2048)
def _wrapped(text: str, cells: int) -> tuple[str, ...]:
    if text.isprintable() and width(flat := clean(text)) <= cells:
        return (flat.rstrip(),)
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for piece in _pieces(clean(paragraph)):
            if width(line) + width(piece.rstrip()) <= cells or not line:
                line += piece
            else:
                lines.append(line.rstrip())
                line = piece.lstrip()
            while width(line.rstrip()) > cells:
                head = set_cell_size(line, cells).rstrip()
                lines.append(head)
                line = line[len(head) :]
        lines.append(line.rstrip())
    return tuple(lines)


def _pieces(text: str) -> list[str]:
    """Places where a line may break: after a blank, and around each wide character but before a full stop."""
    pieces: list[str] = []
    for c in text:
        breaks = not pieces or pieces[-1].endswith(" ")
        if not breaks and c != " " and c not in "，。；：、！？）》”’…%":
            breaks = width(c) == 2 or width(pieces[-1][-1]) == 2
        if breaks and not (pieces and pieces[-1][-1] in "（《“‘"):
            pieces.append(c)
        else:
            pieces[-1] += c
    return pieces
