"""A field of which any number can be picked: shows what is; space or enter opens the list to mark them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from finterm.locale import Words
from finterm.tui.actions import CHOICE, MARK
from finterm.tui.chrome import keys_of_place
from finterm.tui.view.cells import Column, Row, clean, fit
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.styles import line, style_of
from finterm.tui.widgets.table import Table

KEYS = {"mark": "mark", "finish": "finish", "leave": "leave"}


class Picks(Widget, can_focus=True):
    """Any of several values, each with its words; the value is those picked, with blanks between."""

    @dataclass
    class Changed(Message):
        """Others were picked."""

        picks: Picks

    @dataclass
    class Listed(Message):
        """The person wants to pick."""

        picks: Picks

    def __init__(
        self, choices: Sequence[tuple[str, str]], value: str, words: Words, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        take_keys(self, CHOICE, {"list_choices": "list", "choice_after": "list"})
        self.choices = choices
        self.words = words
        self._picked = tuple(value.split())

    @property
    def value(self) -> str:
        """The values picked, as far as there are such choices."""
        return " ".join(value for value, _ in self.choices if value in self._picked)

    @value.setter
    def value(self, value: str) -> None:
        if tuple(value.split()) != self._picked:
            self._picked = tuple(value.split())
            self.refresh()
            self.post_message(self.Changed(self))

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """From now on these can be picked."""
        if tuple(choices) != tuple(self.choices):
            self.choices = choices
            self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def render_line(self, y: int) -> Strip:
        """`[ words, words ]`, reversed while it has the focus."""
        room, picked = self.size.width, self.value.split()
        names = [clean(text) for value, text in self.choices if value in picked]
        said = self.words("tui.comma").join(names) or self.words("tui.picks.none")
        style = style_of("cursor" if self.has_focus else "" if names else "faint")
        return line([(fit(f"[ {said} ]", room).rstrip(), style)], room)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def action_list(self) -> None:
        if self.choices:
            self.post_message(self.Listed(self))

    def on_click(self) -> None:
        self.action_list()


class MarkScreen(ModalScreen[str | None]):
    """Marks any of `pairs`; closes with the values marked, or None when left as it was."""

    PLACE: ClassVar[str] = MARK

    def __init__(self, pairs: Sequence[tuple[str, str]], value: str, words: Words) -> None:
        super().__init__()
        take_keys(self, MARK, KEYS, first=KEYS)
        self.words = words
        self._pairs = pairs
        self._marked = set(value.split())

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog pick"):
            yield Table(header=False)
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self._show()
        self.query_one(Bar).show(keys_of_place(self.words, self.PLACE))
        self.query_one(Table).focus()

    def _show(self) -> None:
        rows = [Row(value, ("[x]" if value in self._marked else "[ ]", text)) for value, text in self._pairs]
        self.query_one(Table).show((Column(least=3), Column(weight=1, least=10)), rows, "")

    def action_mark(self) -> None:
        if (key := self.query_one(Table).key) is not None:
            self._marked ^= {key}
            self._show()

    def action_finish(self) -> None:
        self.dismiss(" ".join(value for value, _ in self._pairs if value in self._marked))

    def action_leave(self) -> None:
        self.dismiss(None)

    @on(Table.Chosen)
    @on(Table.Moved)
    def _nothing(self, event: Table.Chosen | Table.Moved) -> None:
        event.stop()
