"""How a state looks. One place, in the terminal's own sixteen colours; a word always says it too."""

from __future__ import annotations

from functools import cache

from rich.style import Style

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
