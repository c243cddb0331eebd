"""A field with fixed choices on one line: `‹ equal payment ›`. Arrow keys change it, enter lists all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from finterm.tui.actions import CHOICE
from finterm.tui.view.cells import clean, fit
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.styles import line, style_of

KEYS = {"choice_before": "step(-1)", "choice_after": "step(1)", "list_choices": "list"}


class Choice(Widget, can_focus=True):
    """One of several values, each with its words."""

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: Choice
        value: str

    @dataclass
    class Listed(Message):
        """The person wants to choose from the whole list."""

        choice: Choice

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        take_keys(self, CHOICE, KEYS)
        self.choices = choices
        values = [v for v, _ in choices]
        self._at = values.index(value) if value in values else 0

    @property
    def value(self) -> str:
        """The chosen value."""
        return self.choices[self._at][0] if self.choices else ""

    @value.setter
    def value(self, value: str) -> None:
        values = [v for v, _ in self.choices]
        if value in values and values.index(value) != self._at:
            self._at = values.index(value)
            self.refresh()
            self.post_message(self.Changed(self, value))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def render_line(self, y: int) -> Strip:
        """`‹ words ›`, reversed while it has the focus."""
        words = clean(self.choices[self._at][1]) if self.choices else ""
        room = self.size.width
        text = fit(f"‹ {words} ›", room).rstrip()
        style = style_of("cursor" if self.has_focus else "")
        return line([(text, style)], room)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_step(self, step: int) -> None:
        if self.choices:
            self.value = self.choices[(self._at + step) % len(self.choices)][0]

    def action_list(self) -> None:
        self.post_message(self.Listed(self))

    def on_click(self, event: events.Click) -> None:
        if self.has_focus:
            self.action_step(1)
