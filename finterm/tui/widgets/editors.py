"""One line or a few lines to type into. What is pasted comes in as text and nothing else.

A paste of several lines into one line becomes one line; control characters, escape sequences and marks
without width never arrive. Keys as an input method commits them (wide characters) are typed as they are.
"""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Selection

from finterm.tui.actions import AREA, BY_NAME
from finterm.tui.pasting import pasted_lines
from finterm.tui.widgets import wrapping


class Line(Input):
    """One line. Where `select_on_focus` is set the first key typed takes the place of what it came with.

    How long its text is never moves another widget, and so a key typed asks for no new layout.
    """

    virtual_size = Reactive(Size(0, 0))
    came_with = ""  # what stood in it when the focus came
    refused = False  # whether what stands in it was told to be wrong: that is nothing to go back to

    def on_focus(self) -> None:
        if not self.refused:
            self.came_with = self.value

    def restore(self) -> None:
        """Puts back what stood in it when the focus came; once more, what was typed since."""
        if self.value != self.came_with:
            self.value, self.came_with = self.came_with, self.value
            self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = " ".join(filter(None, (line.strip() for line in pasted_lines(event.text))))
        if text:
            self.replace(text, *sorted(self.selection))


wrapping.install()


class Area(TextArea):
    """A few lines; the arrow keys leave it at its first and last line. `masked` shows dots for what it holds."""

    masked = False

    def get_line(self, line_index: int) -> Text:
        found = super().get_line(line_index)
        return Text("•" * len(found), end="") if self.masked else found

    async def _on_key(self, event: events.Key) -> None:
        """The key for a new line is that of the table."""
        if event.key in BY_NAME["next_blank"].keys_in(AREA):
            event.prevent_default()
            event.stop()
            self._to_next_blank()
            return
        new_line = event.key in BY_NAME["new_line"].keys_in(AREA)
        if not new_line and event.key != "enter":
            return
        event.prevent_default()
        if new_line:
            event.stop()
            self._replace_via_keyboard("\n", *self.selection)

    def _to_next_blank(self) -> None:
        """Marks the next place of a letter to fill in, so that what is typed takes its place."""
        from finterm.exchange.letter import next_blank

        lines = self.document.lines
        row, column = max(self.selection)
        at = sum(len(line) + 1 for line in lines[:row]) + column
        if (span := next_blank("\n".join(lines), at)) is None:
            return
        begin, end = span  # a blank lies within one line
        row = 0
        while begin > len(lines[row]):
            begin, end, row = begin - len(lines[row]) - 1, end - len(lines[row]) - 1, row + 1
        self.selection = Selection((row, begin), (row, end))
        self.scroll_cursor_visible()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if result := self._replace_via_keyboard("\n".join(pasted_lines(event.text)), *self.selection):
            self.move_cursor(result.end_location)

    def action_cursor_up(self, select: bool = False) -> None:
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)
