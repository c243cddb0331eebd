"""An app that writes to the terminal only what differs from what stands there.

The way between Textual's updates and the terminal; what an update comes down to is the canvas's to say.
"""

from __future__ import annotations

from contextlib import suppress

from rich.console import Console, RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ScreenStackError
from textual.driver import Driver
from textual.screen import Screen

from finterm.tui.canvas import Canvas
from finterm.tui.pasting import reading_pastes


class Written(CompositorUpdate):
    """An update that is text for the terminal already."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render_segments(self, console: Console) -> str:
        return self._text


class Sparing(App[None]):
    """Keeps a canvas of what it has written."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.canvas = Canvas()

    def get_driver_class(self) -> type[Driver]:
        """What talks to the terminal, reading pasted text as text."""
        return reading_pastes(super().get_driver_class())

    async def on_event(self, event: events.Event) -> None:
        """A terminal of another size, or one that comes back from the background, may show anything."""
        if isinstance(event, events.Resize):
            self.canvas.forget()
        await super().on_event(event)

    def do_redraw(self) -> None:
        """Draws the whole screen again, for when something else has written on the terminal."""
        self.canvas.forget()
        self.screen.refresh()

    def paint(self) -> bool:
        """Draws what has changed now, and not with the next tick of the screen's clock.

        Whether widgets have moved, or somebody waited for the picture: they have more to do then.
        """
        with suppress(ScreenStackError):
            screen = self.screen
            more = screen._layout_required or bool(screen._callbacks)
            screen._on_timer_update()
            return more
        return False

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate) and self._writes:
            text = self.canvas.difference(renderable, self.console)
            if text is not None:
                renderable = Written(text) if text or self._cursor_moved else None
        super()._display(screen, renderable)

    @property
    def _writes(self) -> bool:
        """Whether an update goes to the terminal now, line by line from its top."""
        driver = self._driver
        ready = self._running and not self._closed and not self._batch_count
        return ready and driver is not None and not driver.is_headless and not driver.is_inline

    @property
    def _cursor_moved(self) -> bool:
        wanted = self.screen.outer_size.clamp_offset(self.cursor_position)
        return wanted != self._previous_cursor_position
