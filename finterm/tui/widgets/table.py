"""A windowed table: draws only the lines on the screen, whatever the number of rows.

Knows columns, rows and a cursor; knows nothing of what they mean. Rows come from any sequence (a
list, or a lazy one that makes a row when asked), so that starting costs the same for ten rows and a
hundred thousand. Moving the cursor redraws two lines. Text is data: cleaned, never read as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message

from finterm.tui.actions import LIST
from finterm.tui.view.cells import (
    GAP,
    Column,
    Row,
    column_widths,
    fit,
    state_of,
    text_of,
    wrap,
)
from finterm.tui.view.rows import LazyRows
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.lines import Lines, Part
from finterm.tui.widgets.styles import style_of

SAMPLE = 500  # rows measured for the width of columns: all of a short table, a part of a long one
KEYS = {
    "up": "cursor(-1)",
    "down": "cursor(1)",
    "page_up": "page(-1)",
    "page_down": "page(1)",
    "first": "edge(-1)",
    "last": "edge(1)",
    "open": "choose",
}
MARK, NO_MARK = "▸", " "  # the line of the cursor is marked without colour too


class Table(Lines, can_focus=True):
    """Rows under columns with a line cursor."""

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or on the same one with new content."""

        table: Table
        key: str | None

        @property
        def control(self) -> Table:
            return self.table

    @dataclass
    class Chosen(Message):
        """Enter, or a click on the row of the cursor."""

        table: Table
        key: str

        @property
        def control(self) -> Table:
            return self.table

    @dataclass
    class Missed(Message):
        """Enter in a table without rows."""

        table: Table

        @property
        def control(self) -> Table:
            return self.table

    def __init__(self, *, id: str | None = None, header: bool = True) -> None:
        super().__init__(id=id)
        take_keys(self, LIST, KEYS)
        self.columns: Sequence[Column] = ()
        self.rows: Sequence[Row] = ()
        self.cursor = 0
        self.empty = ""
        self._header = 1 if header else 0
        self._widths: list[int] = []
        self._lost: tuple[str, str | None] | None = (
            None  # a row that went away, and the one the cursor fell on
        )

    # -- content -----------------------------------------------------------------------------------

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor; None in an empty table."""
        if 0 <= self.cursor < len(self.rows) and not (row := self.rows[self.cursor]).heading:
            return row.key
        return None

    def show(self, columns: Sequence[Column], rows: Sequence[Row], empty: str = "") -> None:
        """Shows `rows`; the cursor stays on the row with its key, else near where it was.

        When a row that went away is there again (a delete undone), so is the cursor, unless it was moved.
        """
        kept, place = self.key, self.cursor
        self.columns, self.rows, self.empty = columns, rows, empty
        same_place = kept is not None and place < len(rows) and rows[place].key == kept
        if not same_place:
            found = self._find(kept) if kept is not None else None
            self.cursor = self._choosable(min(place, len(rows) - 1) if found is None else found, 1)
            if found is None and kept is not None:
                self._lost = (kept, self.key)
        if self._lost and self._lost[1] == self.key and (back := self._find(self._lost[0])) is not None:
            self.cursor, self._lost = back, None
        self._lay_out()
        self._keep_in_view()
        self.post_message(self.Moved(self, self.key))

    def move_to(self, key: str) -> None:
        """Puts the cursor on the row with `key`, when there is one."""
        if (found := self._find(key)) is not None:
            self._move(found)

    def _find(self, key: str | None) -> int | None:
        if isinstance(self.rows, LazyRows):
            return self.rows.find(key or "")
        return next((n for n, row in enumerate(self.rows) if row.key == key and not row.heading), None)

    def measure(self) -> None:
        """Shares the width among the columns."""
        room = self.size.width - 2  # the mark of the cursor, and the bar whether it is there or not
        sample = self.rows if len(self.rows) <= SAMPLE else [*self.rows[:SAMPLE]]
        self._widths = column_widths(self.columns, sample, room) if room > 0 else []

    def _lay_out(self) -> None:
        if self.size.width <= 2:
            return
        self.measure()
        self.extend(Size(self.size.width, len(self.rows) + self._header))
        self.redraw()

    def on_resize(self) -> None:
        self._lay_out()
        self._keep_in_view()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.rows) + self._header

    # -- drawing -----------------------------------------------------------------------------------

    def parts(self, y: int, room: int) -> list[Part]:
        """The line `y` of the widget (not of the table: the header stays)."""
        if not self.rows:
            lines = ["", *wrap(self.empty, max(1, room - 2))] if self.empty else []
            text = fit("  " + lines[y], room) if y < len(lines) else " " * room
            return [(text, style_of("faint"))]
        if y < self._header:
            return self._line(NO_MARK, [c.title for c in self.columns], room, "heading")
        n = y - self._header + self.scroll_offset.y
        if n >= len(self.rows):
            return []
        row = self.rows[n]
        if row.heading:
            first = row.cells[0]
            text = fit(f"{NO_MARK}{text_of(first)}", room)
            return [(text, style_of(state_of(first) or "title"))]
        if n != self.cursor:
            return self._line(NO_MARK, row.cells, room)
        return self._line(MARK, row.cells, room, "cursor" if self.has_focus else "")

    def _line(self, mark: str, cells: Sequence[object], room: int, whole: str = "") -> list[Part]:
        """One row; `whole` is the state of the line as a whole, which silences those of its cells."""
        base = style_of(whole)
        parts = [(mark, base)]
        taken, gap = 1, 0
        for column, cell, cells_wide in zip(self.columns, cells, self._widths, strict=False):
            if not cells_wide:
                continue
            text = " " * gap + fit(text_of(cell), cells_wide, column.right)  # type: ignore[arg-type]
            # On the line of the cursor the state is said by its word alone: reversed colours shout.
            style = base if whole else style_of(state_of(cell))  # type: ignore[arg-type]
            parts.append((text, style))
            taken += gap + cells_wide
            gap = GAP
        parts.append((" " * max(0, room - taken), base))
        return parts

    # -- moving ------------------------------------------------------------------------------------

    def _choosable(self, n: int, way: int) -> int:
        """The nearest row from `n` on in direction `way` that is no heading, else in the other one."""
        n = max(0, min(n, len(self.rows) - 1))
        for step in (way, -way):
            at = n
            while 0 <= at < len(self.rows):
                if not self.rows[at].heading:
                    return at
                at += step
        return 0

    def _move(self, n: int, way: int = 1, ahead: int = 0) -> None:
        if not self.rows:
            return
        before, self.cursor, self._lost = self.cursor, self._choosable(n, way), None
        if self.cursor == before:
            if way < 0 and self.scroll_offset.y:
                self._keep_in_view()
            return
        for n in (before, self.cursor):
            self._redraw_row(n)
        self._keep_in_view(ahead)
        self.post_message(self.Moved(self, self.key))

    def _redraw_row(self, n: int) -> None:
        y = n - self.scroll_offset.y + self._header
        if self._header <= y < self.size.height:
            self.redraw(y)

    def _keep_in_view(self, ahead: int = 0) -> None:
        """Scrolls to the cursor where it is out of view, and `ahead` lines further on (up where negative)."""
        height = self.size.height - self._header
        if height <= 0:
            return
        top = self.scroll_offset.y
        first = self.cursor
        while first > 0 and self.cursor - first < height - 1 and self.rows[first - 1].heading:
            first -= 1  # a heading above the first row of its section comes into view with it
        wanted = min(first, max(top, self.cursor - height + 1))
        if wanted != top:
            wanted = max(self.cursor - height + 1, min(first, wanted + ahead))
            self.scroll_to(y=wanted, animate=False, force=True)

    def action_cursor(self, step: int) -> None:
        # Half of the lines at a time: one key in many draws them all again, and not every one.
        self._move(self.cursor + step, step, step * (self.size.height // 2))

    def action_page(self, way: int) -> None:
        self._move(self.cursor + way * max(1, self.size.height - self._header - 1), way)

    def action_edge(self, way: int) -> None:
        self._move(len(self.rows) - 1 if way > 0 else 0, -way)

    def action_choose(self) -> None:
        if self.key is not None:
            self.post_message(self.Chosen(self, self.key))
        else:
            self.post_message(self.Missed(self))

    def on_click(self, event: events.Click) -> None:
        if self.is_on_bar(event):
            return
        n = event.y - self._header + self.scroll_offset.y
        if event.y < self._header or not 0 <= n < len(self.rows) or self.rows[n].heading:
            return
        event.stop()
        if n == self.cursor:
            self.action_choose()
        else:
            self._move(n)

    def on_focus(self) -> None:
        self._redraw_row(self.cursor)

    def on_blur(self) -> None:
        self._redraw_row(self.cursor)
