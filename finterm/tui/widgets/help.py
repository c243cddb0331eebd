"""The help of a pane, over it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from finterm.tui.view.page import Block
from finterm.tui.widgets.page import Page


class HelpScreen(ModalScreen[None]):
    """A page to read; escape, q or ? closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "leave", show=False),
    ]

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Page()

    def on_mount(self) -> None:
        page = self.query_one(Page)
        page.show(self._blocks)
        page.focus()

    def action_leave(self) -> None:
        self.dismiss(None)
