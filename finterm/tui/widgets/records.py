"""A list over the pane whose rows can be taken away: events of a loan, movements of an envelope."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from finterm.tui.view.cells import clean
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


class RecordsScreen(ModalScreen[None]):
    """Shows `view` of the book as it is, `d` takes the row away by way of `delete`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,h", "leave", show=False),
        Binding("d,delete", "delete", show=False),
        Binding("u", "undo", show=False),
    ]

    def __init__(self, title: str, view: Callable[[Sight], View], delete: Callable[[str], None]) -> None:
        super().__init__()
        self._title = title
        self._view = view
        self._delete = delete

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(clean(self._title), classes="dialog-title", markup=False)
            yield Table()
            yield Static(cast("FintermApp", self.app).words("tui.records.keys"), id="form-say", markup=False)

    def on_mount(self) -> None:
        self.renew()
        self.query_one(Table).focus()

    def renew(self) -> None:
        """Shows the book as it is seen now."""
        view = self._view(cast("FintermApp", self.app).sight)
        self.query_one(Table).show(view.columns, view.rows, view.empty)

    def action_delete(self) -> None:
        if (key := self.query_one(Table).key) is not None:
            self._delete(key)

    def action_undo(self) -> None:
        cast("FintermApp", self.app).do_undo()

    def action_leave(self) -> None:
        self.dismiss(None)

    @on(Table.Moved)
    @on(Table.Chosen)
    def _nothing(self, event: Table.Moved | Table.Chosen) -> None:
        event.stop()
