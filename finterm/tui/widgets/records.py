"""A list over the pane whose rows can be taken away: events of a loan, movements of an envelope."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from finterm.tui.chrome import footer
from finterm.tui.view.cells import clean
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.bars import Bar, Status
from finterm.tui.widgets.place import PlaceScreen
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


class RecordsScreen(PlaceScreen):
    """Shows `view` of the book as it is, `d` takes the row away by way of `delete`."""

    PLACE: ClassVar[str] = "records"

    def __init__(self, title: str, view: Callable[[Sight], View], delete: Callable[[str], None]) -> None:
        super().__init__()
        self._title = title
        self._view = view
        self._delete = delete

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(clean(self._title), classes="dialog-title", markup=False)
            yield Table()
            yield Status(id="place-say")
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self.renew()
        self.query_one(Table).focus()

    def renew(self) -> None:
        sight = cast("FintermApp", self.app).sight
        view = self._view(sight)
        self.query_one(Table).show(view.columns, view.rows, view.empty)
        self.query_one(Bar).show(footer(sight, self.PLACE))

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence above the keys."""
        self.query_one(Status).say(sentence, state)

    def do_delete(self) -> None:
        """Takes the row under the cursor away."""
        if (key := self.query_one(Table).key) is not None:
            self._delete(key)

    @on(Table.Moved)
    @on(Table.Chosen)
    def _nothing(self, event: Table.Moved | Table.Chosen) -> None:
        event.stop()
