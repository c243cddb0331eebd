"""The locked screen: nothing of the book, and a line that says how to unlock."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finterm.locale import Words
from finterm.tui.widgets.editors import Line


class LockScreen(ModalScreen[None]):
    """Covers everything. Any key unlocks, or the phrase where one is set; nothing moves while it waits."""

    PLACE: ClassVar[str] = "lock"

    def __init__(self, words: Words, fits: Callable[[str], bool] | None) -> None:
        super().__init__()
        self.words = words
        self._fits = fits  # None: no phrase is set

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog lock"):
            yield Static(self.words("tui.lock.locked" if self._fits else "tui.lock.any_key"), markup=False)
            if self._fits:
                line = Line(password=True, compact=True, placeholder=self.words("tui.lock.phrase"))
                line.cursor_blink = False
                yield line
                yield Static("", id="lock-say", markup=False)

    def on_mount(self) -> None:
        if self._fits:
            self.query_one(Input).focus()

    def try_key(self) -> None:
        """Any key, where no phrase is set; that key does nothing else."""
        if self._fits is None:
            self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        if self._fits is None:
            event.stop()
            event.prevent_default()
            self.try_key()

    def on_click(self) -> None:
        self.try_key()

    @on(Input.Submitted)
    def _tried(self, event: Input.Submitted) -> None:
        event.stop()
        if self._fits is None or self._fits(event.value):
            self.dismiss(None)
            return
        event.input.value = ""
        self.query_one("#lock-say", Static).update(self.words("tui.lock.wrong"))
