"""A field with fixed choices on one line: `‹ equal payment ›`.

Arrow keys and space change it, letters jump to the choice that begins with them (Chinese ones by the
letters of their sounds too), enter lists all. Where one of them is "no", y and n answer: n with it, y with
"yes", or with each of the others in turn. Text that no choice begins with changes nothing and is told.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from finterm.tui.actions import CHOICE, YES_NO, named
from finterm.tui.view.cells import clean, fit
from finterm.tui.view.pinyin import spelled_at
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.styles import line, style_of

ANSWERS = {"say_yes": True, "say_no": False}
KEYS = {"choice_before": "step(-1)", "choice_after": "step(1)", "list_choices": "list"}
YES, NO = "yes", "no"
PAUSE = 1.0  # seconds after which a letter begins a new word


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

    @dataclass
    class Unheard(Message):
        """What was typed is no choice."""

        choice: Choice

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        value: str,
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        take_keys(self, CHOICE, KEYS)
        self.choices = choices
        values = [v for v, _ in choices]
        self.place = YES_NO if NO in values else CHOICE  # where its keys are found
        self._at = values.index(value) if value in values else 0
        self._letters, self._letter_at = "", 0.0
        self._first = self._at  # where it stood when the first of the letters came
        self._strayed = False  # whether the letters are text meant for elsewhere

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
        self._letters, self._strayed = "", False
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """A letter jumps; the keys of `BINDINGS` pass."""
        letter = event.character or ""
        going_on = bool(self._letters) and time.monotonic() - self._letter_at < PAUSE
        if not event.is_printable or (letter.isspace() and not going_on):
            return
        event.stop()
        event.prevent_default()
        answer = named(letter.casefold(), self.place) if self.place == YES_NO and not going_on else None
        if answer is not None and answer.name in ANSWERS:
            self._answer(ANSWERS[answer.name])
        else:
            self._jump(letter.casefold())

    def _answer(self, yes: bool) -> None:
        values = [value for value, _ in self.choices]
        others = [value for value in values[self._at + 1 :] + values[: self._at + 1] if value != NO]
        self.value = NO if not yes else YES if YES in values else others[0]

    def _jump(self, letter: str) -> None:
        """To the choice that begins with the letters so far, or with the same letter again to the next such.

        Where none does they are text, meant for a field of text: it stands again where it stood before them.
        """
        now = time.monotonic()
        before = self._letters if now - self._letter_at < PAUSE else ""
        self._letter_at, self._letters = now, before + letter
        if not before:
            self._first, self._strayed = self._at, False
        tries = [(self._letters, self._at)]
        if not before.strip(letter):  # the first one, or the same again
            tries = [(letter, self._at + 1)] if not before else [*tries, (letter, self._at + 1)]
        for letters, start in () if self._strayed else tries:
            if (found := self._beginning(letters, start)) is not None:
                self.value = self.choices[found][0]
                return
        self._strayed = True
        self.value = self.choices[self._first][0] if self.choices else ""
        self.post_message(self.Unheard(self))

    def _beginning(self, letters: str, start: int) -> int | None:
        """The first choice from `start` on, round and round, whose words begin with `letters`."""
        order = [n % len(self.choices) for n in range(start, start + len(self.choices))]
        return next((n for n in order if begins(self.choices[n][1], letters)), None)

    def action_step(self, step: int) -> None:
        self._letters, self._strayed = "", False
        if self.choices:
            self.value = self.choices[(self._at + step) % len(self.choices)][0]

    def action_list(self) -> None:
        """Lists all; the enter that ends a text typed here by mistake opens nothing the next one would fall into."""
        if self._strayed:
            self._letters, self._strayed = "", False
            self.post_message(self.Unheard(self))
        else:
            self.post_message(self.Listed(self))

    def on_click(self, event: events.Click) -> None:
        if self.has_focus:
            self.action_step(1)


def begins(words: str, letters: str) -> bool:
    """Whether `words` begin with `letters` (in lower case), as written or as spelled; signs are passed over."""
    bare = words.casefold().lstrip("+-–— ·\"'“")
    return bare.startswith(letters) or (not bare.isascii() and spelled_at(bare, letters) == 0)
