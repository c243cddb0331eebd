"""A reminder for the terminal the app stands on: handed to the desktop, through SSH and tmux too.

How to speak to the terminal is asked by the thread that reminds, since tmux may take its time. The bytes go
out on the app's own thread, by way of its driver, so they come between two pictures and cut none in half.
What is switched on is the mark in the window's title; the next key, or the end of the app, takes it off.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from finterm.tui.sparing import Sparing

if TYPE_CHECKING:
    from textual.app import App

    from finterm.notify.channel import Failed
    from finterm.notify.multiplexer import Spoken
    from finterm.notify.notice import Notice

SOMEBODY = (events.Key, events.Paste, events.MouseDown, events.AppFocus)  # who is there has seen the mark


class Rung(Message):
    """A notice for the terminal, and how to speak to it."""

    def __init__(self, notice: Notice, how: Spoken) -> None:
        super().__init__()
        self.notice = notice
        self.how = how


class Ring:
    """The channel `terminal` inside the app. `kind`: the sequence the person names, or "auto"."""

    name = "terminal"
    unsure = True

    def __init__(self, app: App[None], kind: str = "auto") -> None:
        self._app = app
        self._kind = kind
        self.hint: Failed | None = None  # after a notice: what to set so that more than the bell arrives

    def send(self, notice: Notice) -> Failed | None:
        """Hands the notice to the app; refused while nobody is attached, or the app is closing."""
        from finterm.notify.channel import Failed
        from finterm.notify.multiplexer import spoken

        self.hint = None
        how = spoken(os.environ, self._kind)
        if isinstance(how, Failed):
            return how
        if not self._app.post_message(Rung(notice, how)):
            return Failed("notify.failed.refused", {"reason": "–"})
        self.hint = how.hint
        return None


class Ringing(Sparing):
    """An app whose terminal can be rung."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._unseen = 0  # notices that the title of the window counts

    def ring(self, notice: Notice, how: Spoken) -> None:
        """Tells the terminal `notice` as it stands; call it on the app's thread."""
        from finterm.notify.sequences import marked, unmarked
        from finterm.notify.terminal import bytes_of

        if self._driver is None or self._driver.is_headless or not self._running:
            return
        text = bytes_of(notice, how).decode()
        if how.voice.marks:
            before = unmarked() if self._unseen else ""
            self._unseen += 1
            text = f"{before}{marked(f'({self._unseen}) finterm')}{text}"
        self._driver.write(text)
        self._driver.flush()

    def stop_ringing(self) -> None:
        """Gives the window its title back."""
        from finterm.notify.sequences import unmarked

        if self._unseen and self._driver is not None:
            self._unseen = 0
            self._driver.write(unmarked())
            self._driver.flush()

    async def on_event(self, event: events.Event) -> None:
        """Whoever presses a key or comes back to the window has seen the mark."""
        if self._unseen and isinstance(event, SOMEBODY):
            self.stop_ringing()
        await super().on_event(event)
