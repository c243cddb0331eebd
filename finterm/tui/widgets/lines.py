"""What is drawn line by line, and drawn again only where it changed.

Every cell written costs time on a slow line, so a line is compared with what stands on the screen and only
the cells between the first and the last difference are written. Knows strips, not what they say.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from finterm.tui.view.cells import width


class Lines(ScrollView):
    """A scrolling widget that says each of its lines by `strip` and calls `redraw` after a change."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._drawn: dict[int, Strip] = {}  # the lines as last drawn
        self._measured = 0  # the width that was measured for

    def measure(self) -> None:
        """Lays the content out in the width there is. Nothing is drawn by it."""
        raise NotImplementedError

    def strip(self, y: int) -> Strip:
        """The line `y` of the widget as it should stand now."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line `y`, for the screen, which may ask before it tells of a new size."""
        if self.size.width != self._measured:
            self._measured = self.size.width
            self.measure()
        strip = self._drawn[y] = self.strip(y)
        return strip

    def redraw(self, *lines: int) -> None:
        """Draws again what changed on `lines`; on all of them where none is named."""
        size = self.size
        for y in lines or range(size.height):
            if (before := self._drawn.get(y)) is None:
                self.refresh(Region(0, y, size.width, 1))
            elif span := changed(before, self.strip(y)):
                self.refresh(Region(span[0], y, span[1], 1))

    def extend(self, size: Size) -> None:
        """Sets what there is to scroll over. Lays the screen out anew only where that moves anything."""
        if size == self.virtual_size:
            return
        if self.styles.is_auto_height:
            self.virtual_size = size
        else:  # the reactive attribute would lay out and draw the whole screen again
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolled: many lines may be what they were, most end in the same blanks."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self.redraw()


def changed(before: Strip, after: Strip) -> tuple[int, int] | None:
    """The first cell and the number of cells that differ; None where the two look the same."""
    old, new = list(before), list(after)
    if old == new:
        return None
    wide = max(before.cell_length, after.cell_length)
    start = _alike(old, new)
    end = _alike(old[::-1], new[::-1], backwards=True)
    return start, max(1, wide - start - end)


def _alike(old: Sequence[Segment], new: Sequence[Segment], *, backwards: bool = False) -> int:
    """How many cells look the same from the beginning, of segments and in them of characters, or from the end."""
    cells = 0
    for one, other in zip(old, new, strict=False):
        if one == other:
            cells += one.cell_length
            continue
        if one.style == other.style:
            step = -1 if backwards else 1
            cells += width(_common(one.text[::step], other.text[::step]))
        break
    return cells


def _common(one: str, other: str) -> str:
    """What both begin with, as long as every character has cells of its own."""
    n = 0
    for a, b in zip(one, other, strict=False):
        if a != b or not (a.isascii() or width(a)):
            break
        n += 1
    # A character without cells belongs to the one before it: they are drawn together.
    while n and any(len(text) > n and not text[n].isascii() and not width(text[n]) for text in (one, other)):
        n -= 1
    return one[:n]
