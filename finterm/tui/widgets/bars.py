"""One-line bars: the header with the panes, the footer with keys, the status line. Drawn as one strip each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from finterm.tui.view.cells import clean, fit, width
from finterm.tui.widgets.styles import line, style_of

SEPARATOR = " · "  # between the parts of a note, the most important first


class Item:
    """One thing on a bar: a key, its words, the action a click starts, and whether it is the current one."""

    __slots__ = ("action", "current", "key", "rank", "words")

    def __init__(self, action: str, key: str, words: str, *, current: bool = False, rank: int = 1) -> None:
        self.action = action
        self.key = key
        self.words = words
        self.current = current
        self.rank = rank

    @property
    def facts(self) -> tuple[object, ...]:
        """All that decides how it looks."""
        return self.action, self.key, self.words, self.current, self.rank

    @property
    def width(self) -> int:
        return width(self.key) + 1 + width(self.words)


class Bar(Widget):
    """Items from the left, a note on the right; items of the highest rank vanish when room is short."""

    @dataclass
    class Pressed(Message):
        """An item was clicked."""

        action: str

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._items: Sequence[Item] = ()
        self._note = ""
        self._spots: list[tuple[int, int, str]] = []

    def show(self, items: Sequence[Item], note: str = "") -> None:
        """Shows `items` and `note`; draws nothing when they are shown already."""
        if [item.facts for item in items] == [item.facts for item in self._items] and clean(
            note
        ) == self._note:
            return
        self._items, self._note = items, clean(note)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The bar."""
        room = self.size.width
        note = self._note
        items = list(self._items)
        gap = 2
        while items and sum(i.width + gap for i in items) + 1 + width(note) > room:
            worst = max(items, key=lambda i: i.rank)
            if worst.rank == 0:  # items that must stay: the note gives way
                note = note.partition(SEPARATOR)[0] if SEPARATOR in note else ""
                if sum(i.width + gap for i in items) + 1 <= room or gap == 1:
                    break
                gap = 1
                continue
            items.remove(worst)
        parts, at, self._spots = [(" ", style_of(""))], 1, []
        for item in items:
            if item.current:
                parts.append((f"{item.key} {item.words}", style_of("tab")))
            else:
                parts += [(item.key, style_of("key")), (f" {item.words}", style_of(""))]
            parts.append((" " * gap, style_of("")))
            self._spots.append((at, at + item.width, item.action))
            at += item.width + gap
        parts.append((fit(note, max(0, room - at - 1), right=True), style_of("faint")))
        return line(parts, room)

    def on_click(self, event: events.Click) -> None:
        for start, end, action in self._spots:
            if start <= event.x < end and action:
                self.post_message(self.Pressed(action))


class Status(Widget):
    """The last thing that happened, or what went wrong, in one sentence."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.sentence = ""
        self._state = ""

    def say(self, sentence: str, state: str = "") -> None:
        """Shows `sentence` until the next one."""
        self.sentence, self._state = clean(sentence), state
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The sentence; a fault begins with an exclamation mark, so that colour is not alone."""
        room = self.size.width
        mark = "! " if self._state == "error" else ""
        text = fit(f" {mark}{self.sentence}", room)
        return line([(text, style_of(self._state))], room)
