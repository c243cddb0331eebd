"""The help of a pane or of another place, over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from finterm.tui.view.page import Block
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.place import PlaceScreen


class HelpScreen(PlaceScreen):
    """A page to read; escape, q or ? closes it, a number goes on to that pane."""

    PLACE: ClassVar[str] = "help"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,enter", "app.do('escape')", show=False)]

    def __init__(self, blocks: Callable[[], Sequence[Block]]) -> None:
        super().__init__()
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Page()

    def on_mount(self) -> None:
        self.renew()
        self.query_one(Page).focus()

    def renew(self) -> None:
        self.query_one(Page).show(self._blocks())

    def do_help(self) -> None:
        """Its own key closes it again."""
        self.do_leave()
