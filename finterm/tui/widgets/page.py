"""A page of text that scrolls: draws the blocks of a view model, and only the lines that changed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.geometry import Size

from finterm.tui.actions import PAGE
from finterm.tui.view.page import Block, Line, lay_out
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.lines import Lines, Part
from finterm.tui.widgets.styles import style_of

KEYS = {
    "up": "scroll(-1)",
    "down": "scroll(1)",
    "page_up": "leaf(-1)",
    "page_down": "leaf(1)",
    "first": "to_top",
    "last": "to_bottom",
}


class Page(Lines, can_focus=True):
    """Shows blocks at its width; arrow and vim keys scroll."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        take_keys(self, PAGE, KEYS)
        self.blocks: Sequence[Block] = ()
        self._lines: list[Line] = []

    def show(self, blocks: Sequence[Block], *, top: bool = False) -> None:
        """Shows `blocks`, from the top again when `top` says that they are of another thing."""
        self.blocks = blocks
        if top and self.scroll_offset.y:
            self.scroll_to(y=0, animate=False, force=True)
        self._lay_out()

    @property
    def line_count(self) -> int:
        """How many lines the page has at its width."""
        return len(self._lines)

    def measure(self) -> None:
        """Makes lines of the blocks."""
        room = self.size.width - 2  # a blank on the left, the bar whether it is there or not
        self._lines = lay_out(self.blocks, room) if room > 0 else []

    def _lay_out(self) -> None:
        if self.size.width <= 2:
            return
        self.measure()
        # A page that fits is as high as its place: going from one such page to another moves nothing.
        self.extend(Size(self.size.width, max(len(self._lines), self.size.height)))
        self.redraw()

    def on_resize(self) -> None:
        self._lay_out()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(lay_out(self.blocks, max(1, width - 2)))

    def parts(self, y: int, room: int) -> list[Part]:
        """The line `y` of the widget."""
        n = y + self.scroll_offset.y
        if n >= len(self._lines):
            return []
        return [(" ", style_of("")), *((text, style_of(state)) for text, state in self._lines[n])]

    def on_click(self, event: events.Click) -> None:
        self.is_on_bar(event)

    def action_scroll(self, step: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + step, animate=False)

    def action_leaf(self, way: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + way * max(1, self.size.height - 1), animate=False)

    def action_to_top(self) -> None:
        self.scroll_to(y=0, animate=False)

    def action_to_bottom(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False)
