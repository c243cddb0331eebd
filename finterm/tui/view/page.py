"""What a detail page is made of: headings, facts, paragraphs, bars and small grids; and their layout.

Pure: a page is a list of blocks, `lay_out` makes lines of styled spans for a width. Knows nothing of
widgets or of the book.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from finterm.tui.view.cells import (
    GAP,
    Cell,
    Column,
    Row,
    clean,
    column_widths,
    fit,
    state_of,
    text_of,
    width,
    wrap,
)

Span = tuple[str, str]  # text, state
Line = tuple[Span, ...]


class Title(NamedTuple):
    """The name of the page or of a part of it."""

    text: str
    state: str = "title"


class Fact(NamedTuple):
    """A label and its value; values of a run of facts stand under each other."""

    label: str
    value: str
    state: str = ""


class Text(NamedTuple):
    """A paragraph, wrapped to the width."""

    text: str
    state: str = ""


class Grid(NamedTuple):
    """A small table inside a page."""

    columns: Sequence[Column]
    rows: Sequence[Row]


class Bar(NamedTuple):
    """How far something is, as a bar with its words: `████░░░░  40%`; `part` from 0 to 1."""

    part: float
    words: str
    state: str = ""


class Picture(NamedTuple):
    """Something drawn with characters; `draw` gives its lines for a width in cells."""

    draw: Callable[[int], list[Line]]


Block = Title | Fact | Text | Grid | Bar | Picture
LABEL_MOST = 34


def bar(part: float, cells: int) -> str:
    """A bar of `cells` cells; anything above nothing shows, and only all of it fills the bar."""
    inside = max(0.0, min(1.0, part))
    full = int(inside * cells + 1e-9)
    if inside > 0 and not full:
        full = 1
    return "█" * full + "░" * (cells - full)


def lay_out(blocks: Sequence[Block], room: int) -> list[Line]:
    """The lines of a page in `room` cells."""
    lines: list[Line] = []
    label = 0  # the width of the labels of a run of facts
    for n, block in enumerate(blocks):
        match block:
            case Title(text, state):
                if lines:
                    lines.append(())
                lines += [((piece, state),) for piece in wrap(text, room)]
            case Fact():
                if not n or not isinstance(blocks[n - 1], Fact):
                    label = _label_width(blocks, n, room)
                lines += _fact(block, label, room)
            case Text(text, state):
                lines += [((piece, state),) for piece in wrap(text, room)]
            case Grid(columns, rows):
                lines += _grid(columns, rows, room)
            case Bar(part, words, state):
                cells = max(8, min(24, room - width(words) - GAP))
                lines.append(((bar(part, cells), state), (fit("  " + clean(words), room - cells), "")))
            case Picture(draw):
                lines += draw(room)
    return lines


def _label_width(blocks: Sequence[Block], first: int, room: int) -> int:
    """The width of the labels of the facts that begin at `first` and follow each other."""
    run = takewhile(lambda block: isinstance(block, Fact), islice(blocks, first, None))
    widest = max(width(clean(fact.label)) for fact in run if isinstance(fact, Fact))
    return min(widest, LABEL_MOST, max(8, room // 2))


def _fact(fact: Fact, label_width: int, room: int) -> list[Line]:
    left = max(1, room - label_width - GAP)
    labels = wrap(fact.label, label_width) if width(clean(fact.label)) > label_width else [clean(fact.label)]
    values = wrap(fact.value, left)
    lines: list[Line] = []
    for k in range(max(len(labels), len(values))):
        label = fit(labels[k] if k < len(labels) else "", label_width + GAP)
        lines.append(((label, "label"), (values[k] if k < len(values) else "", fact.state)))
    return lines


def _grid(columns: Sequence[Column], rows: Sequence[Row], room: int) -> list[Line]:
    widths = column_widths(columns, rows, room)
    lines: list[Line] = []
    if any(c.title for c in columns):
        lines.append(_grid_line(columns, [Cell(c.title, "label") for c in columns], widths))
    lines += [_grid_line(columns, row.cells, widths) for row in rows]
    return lines


def _grid_line(columns: Sequence[Column], cells: Sequence[Cell | str], widths: Sequence[int]) -> Line:
    spans: list[Span] = []
    for column, cell, cells_wide in zip(columns, cells, widths, strict=True):
        if cells_wide:
            lead = " " * GAP if spans else ""
            spans.append((lead + fit(text_of(cell), cells_wide, column.right), state_of(cell)))
    return tuple(spans)
