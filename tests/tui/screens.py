"""Reading the screen as a person does: its lines as text, and each thing's place on them."""

from __future__ import annotations

from textual.app import App


def lines(app: App[None]) -> list[str]:
    """The lines on the screen, as drawn."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def text(app: App[None]) -> str:
    """The whole screen."""
    return "\n".join(lines(app))
