"""What is drawn line by line, with the bar that says how far it is scrolled, and again only where it changed.

The bar is the last cell of each line and no widget: nothing is laid out anew when it comes or goes, and only
the cells it moves by are written. Knows parts of lines and their styles, not what they say.
"""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from finterm.tui.view.cells import width
from finterm.tui.widgets.styles import line, style_of

Part = tuple[str, Style]
THUMB, TRACK = "▐", " "


class Lines(ScrollView):
    """A scrolling widget that says each of its lines by `parts` and calls `redraw` after a change."""

    DEFAULT_CSS: ClassVar[str] = "Lines { overflow: hidden hidden; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._drawn: dict[int, list[Part]] = {}  # the lines as last drawn
        self._measured = 0  # the width that was measured for

    def measure(self) -> None:
        """Lays the content out in the width there is. Nothing is drawn by it."""
        raise NotImplementedError

    def parts(self, y: int, room: int) -> list[Part]:
        """The line `y` of the widget as it should stand now, in at most `room` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line `y`, for the screen, which may ask before it tells of a new size."""
        if self.size.width != self._measured:
            self._measured = self.size.width
            self.measure()
        parts = self._drawn[y] = self._with_bar(y)
        return line(parts, self.size.width)

    def _with_bar(self, y: int) -> list[Part]:
        room = self.size.width - 1
        if room <= 0:
            return []
        parts = self.parts(y, room)
        left = room - sum(width(text) for text, _ in parts)
        if left < 0:  # cut where it is full
            parts = [(segment.text, segment.style or style_of("")) for segment in line(parts, room)]
        return [*parts, (" " * left, style_of("")), self._bar(y)]

    def _bar(self, y: int) -> Part:
        height, whole = self.size.height, self.virtual_size.height
        thumb = max(1, height * height // max(1, whole))
        top = round(self.scroll_offset.y * (height - thumb) / max(1, whole - height))
        inside = self.can_focus and whole > height and top <= y < top + thumb
        return (THUMB, style_of("scrollbar")) if inside else (TRACK, style_of(""))

    def redraw(self, *lines: int) -> None:
        """Draws again what changed on `lines`; on all of them where none is named."""
        size = self.size
        for y in lines or range(size.height):
            if self._drawn.get(y) != self._with_bar(y):
                self.refresh(Region(0, y, size.width, 1))

    def extend(self, size: Size) -> None:
        """Sets what there is to scroll over. Lays the screen out anew only where that moves anything."""
        if size == self.virtual_size:
            return
        if self.styles.is_auto_height:
            self.virtual_size = size
        else:  # the reactive attribute would lay out and draw the whole screen again
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    @property
    def allow_vertical_scroll(self) -> bool:
        """Whether there is more than fits; the wheel of a mouse asks."""
        return self.max_scroll_y > 0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolled: many lines may be what they were."""
        if round(old_value) != round(new_value):
            self.redraw()

    def is_on_bar(self, event: events.Click) -> bool:
        """Whether a click is on the bar; it goes there then."""
        if event.x != self.size.width - 1 or not self.max_scroll_y:
            return False
        event.stop()
        self.scroll_to(y=round(event.y * self.max_scroll_y / max(1, self.size.height - 1)), animate=False)
        return True
