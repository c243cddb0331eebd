"""How a state looks. One place, in the terminal's own sixteen colours; a word always says it too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_STATES = {
    "": "",
    "title": "bold",
    "label": "dim",
    "faint": "dim",
    "strong": "bold",
    "key": "bold cyan",
    "overdue": "bold red",
    "broken": "bold red",
    "overspent": "bold red",
    "error": "bold red",
    "due_today": "bold yellow",
    "in_grace": "yellow",
    "due_soon": "yellow",
    "warning": "yellow",
    "upcoming": "",
    "promised": "cyan",
    "open": "cyan",
    "paid": "green",
    "kept": "green",
    "good": "green",
    "skipped": "dim",
    "withdrawn": "dim",
    "closed": "dim",
}
CURSOR = Style(reverse=True)


@cache
def style_of(state: str) -> Style:
    """The style of `state`; plain for one that is not listed."""
    return Style.parse(_STATES.get(state, ""))


def line(parts: Iterable[tuple[str, Style]], room: int) -> Strip:
    """The parts as one line of `room` cells: cut or filled up, and every part with a style of its own.

    Filters of Textual (the one for NO_COLOR among them) fail on a part without a style.
    """
    plain = Style.null()
    segments = Segment.simplify([Segment(text, style) for text, style in parts if text])
    return Strip(segments).adjust_cell_length(room, plain)
