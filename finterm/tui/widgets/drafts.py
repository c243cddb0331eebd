"""Drafts that were left over, to be continued or dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from finterm.tui.actions import DRAFTS
from finterm.tui.chrome import footer
from finterm.tui.drafts import Left
from finterm.tui.view import drafts as view
from finterm.tui.view.ask import Form
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.place import PlaceScreen
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


class DraftsScreen(PlaceScreen):
    """Offers `found`. Then `carry_on` gets the one to continue, `drop` those dropped; `otherwise` when none is."""

    PLACE: ClassVar[str] = DRAFTS

    def __init__(
        self,
        found: Sequence[Left],
        form_of: Callable[[Left], Form | None],
        carry_on: Callable[[Left], None],
        drop: Callable[[Left], None],
        otherwise: Callable[[], None],
    ) -> None:
        super().__init__()
        self._found = {str(left.path): left for left in found}
        self._form_of = form_of
        self._carry_on = carry_on
        self._drop = drop
        self._otherwise = otherwise

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("", classes="dialog-title", markup=False)
            yield Table(header=False)
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self.renew()
        self.query_one(Table).focus()

    def renew(self) -> None:
        sight = cast("FintermApp", self.app).sight
        rows = [
            view.row(sight, left, self._form_of(left), _changed(left), key)
            for key, left in self._found.items()
        ]
        table = self.query_one(Table)
        table.styles.height = min(8, len(rows))
        table.show(view.COLUMNS, rows, "")
        self.query_one(Bar).show(footer(sight, self.PLACE))
        self._tell()

    def _tell(self) -> None:
        """The sentence about the one under the cursor."""
        if left := self._left:
            sight = cast("FintermApp", self.app).sight
            self.query_one(Static).update(view.sentence(sight, left, self._form_of(left)))

    @property
    def _left(self) -> Left | None:
        return self._found.get(self.query_one(Table).key or "")

    def do_continue(self) -> None:
        """Opens the form as it was."""
        if (left := self._left) and self._form_of(left):
            self.dismiss(None)
            self._carry_on(left)

    def do_drop(self) -> None:
        """Throws it away."""
        if left := self._left:
            self._drop(left)
            del self._found[str(left.path)]
        if self._found:
            self.renew()
        else:
            self.do_leave()

    def do_leave(self) -> None:
        """Keeps what is left for later."""
        self.dismiss(None)
        self._otherwise()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.do_continue()

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._tell()


def _changed(left: Left) -> dict[str, str]:
    """What the person typed, without what was filled in for them."""
    texts, first = left.typed.texts, left.typed.first
    return {key: text for key, text in texts.items() if text != first.get(key, "")}
