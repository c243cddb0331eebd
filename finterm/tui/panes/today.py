"""The first pane: what presses, what comes next, and what is left until payday."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from finterm.tui.panes.dues import AgendaPane
from finterm.tui.view.dues import due_page
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.view.today import today_page, today_view


class TodayPane(AgendaPane):
    """The most important sentence first."""

    NAME: ClassVar[str] = "today"

    def view(self, sight: Sight) -> View:
        return today_view(sight)

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        """Money until payday; opened, the due under the cursor."""
        return due_page(sight, self.due) if self.has_class("-open") else today_page(sight)

    def do_open(self) -> None:
        super().do_open()
        self.show_detail()

    def close_or_clear(self) -> bool:
        closed = super().close_or_clear()
        self.show_detail()
        return closed
