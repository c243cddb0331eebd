"""Keys in the order they were typed, each after everything the one before it asked for.

Over a slow line keys come in bursts. Textual hands each to the widget that has the focus when it arrives,
though a key before it may be about to open a form or move the focus, and so what was typed would land in
the wrong place. Here a key waits until the widgets on its way, and the app itself, have nothing left to do.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from textual import events
from textual.app import ScreenStackError
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from finterm.tui.sparing import Sparing

PATIENCE = 5.0  # seconds that one key may keep the next ones waiting: a busy machine must not misplace one
QUIET = (
    2  # quiet looks in a row that are asked for: a pump holds one message back that its queue does not count
)

Place = tuple[Screen[object] | None, Widget | None]


class TypeAhead(Sparing):
    """An app that never lets a key overtake another."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._ahead: asyncio.Queue[events.Key | events.Paste] = asyncio.Queue()
        self._taking: asyncio.Task[None] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Takes keys and pasted text in turn; everything else at once."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        if self._taking is None:
            self._taking = asyncio.create_task(self._take())
        self._ahead.put_nowait(event)

    def stop_taking(self) -> None:
        """The app is closing: keys still ahead have nowhere to go."""
        if self._taking is not None:
            self._taking.cancel()

    async def every_key_taken(self) -> None:
        """Returns once every key that arrived has done what it does."""
        await self._ahead.join()

    async def _take(self) -> None:
        while True:
            event = await self._ahead.get()
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(PATIENCE):
                        with self.batch_update():  # one picture of all that a key does
                            await super().on_event(event)
                            await self._settle()
                        if self.paint():
                            await self._settle()
            except Exception as fault:  # this task has nobody above it; the app knows what to do with a fault
                self._handle_exception(fault)
            finally:
                self._ahead.task_done()

    async def _settle(self) -> None:
        """Returns once nothing is on its way and the focus stays where it is."""
        quiet, place = 0, self._place
        while quiet < QUIET:
            for pump in self._pumps():
                await _idle(pump)
            before, place = place, self._place
            quiet = quiet + 1 if place == before else 0

    @property
    def _place(self) -> Place:
        try:
            return self.screen, self.focused
        except ScreenStackError:
            return None, None

    def _pumps(self) -> list[MessagePump]:
        """The focused widget and those around it, inside out: the way a key goes, up to the app."""
        screen, focused = self._place
        pump: MessagePump | None = focused or screen
        found: list[MessagePump] = []
        while pump is not None:
            found.append(pump)
            pump = pump._parent
        return found


async def _idle(pump: MessagePump) -> None:
    """Returns once `pump` has done what it was told."""
    while True:
        reached = asyncio.Event()
        if not pump.call_later(reached.set):
            return
        await reached.wait()
        if not pump.message_queue_size:
            return
