"""How a state looks on the screen: the theme in use as styles of Rich and variables of the style sheet.

One place. The theme is that of the process, as the terminal is; a word or a sign always says a state too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.theme import Theme as Registered

from finterm.tui.themes.look import Look
from finterm.tui.themes.theme import STATES, Theme

_PLAIN = Theme("", "", True, "default", "default", {})
_theme = _PLAIN


def use(theme: Theme) -> None:
    """From now on states look as `theme` says."""
    global _theme
    _theme = theme
    style_of.cache_clear()


@cache
def style_of(state: str) -> Style:
    """The style of `state`; that of plain text for one that is not listed."""
    look = _theme.look(state)
    return Style(
        color=look.colour or _own(_theme.foreground),
        bgcolor=look.behind or _own(_theme.background),
        **dict.fromkeys(look.attributes, True),  # type: ignore[arg-type]
    )


def _own(colour: str) -> str | None:
    """The colour; None for the terminal's, which costs no byte where nothing is said."""
    return None if colour == "default" else colour


def line(parts: Iterable[tuple[str, Style]], room: int) -> Strip:
    """The parts as one line of `room` cells: cut or filled up, and every part with a style of its own.

    Filters of Textual (the one for NO_COLOR among them) fail on a part without a style.
    """
    segments = Segment.simplify([Segment(text, style) for text, style in parts if text])
    return Strip(segments).adjust_cell_length(room, style_of(""))


def registered(theme: Theme, name: str) -> Registered:
    """The theme as Textual wants it, under `name`, with `$<state>-front`, `-behind` and `-style` for each state."""
    front, back = _css(theme.foreground), _css(theme.background)
    return Registered(
        name=name,
        primary=front,
        foreground=front,
        background=back,
        dark=theme.dark,
        ansi=True,  # colours of the terminal stay its own, others pass as they are
        variables=_variables(theme, front, back),
    )


def _variables(theme: Theme, front: str, back: str) -> dict[str, str]:
    variables = {  # those that the style sheets of Textual's own widgets ask for
        "ansi-foreground": front,
        "ansi-background": back,
        "screen-selection-foreground": back,
        "screen-selection-background": front,
    }
    for state in STATES:
        look: Look = theme.look(state)
        css = state.replace("_", "-")
        variables[f"{css}-front"] = _css(look.colour) if look.colour else front
        variables[f"{css}-behind"] = _css(look.behind) if look.behind else back
        variables[f"{css}-style"] = " ".join(look.attributes) or "none"
    return variables


def _css(colour: str) -> str:
    return colour if colour.startswith("#") else f"ansi_{colour}"
