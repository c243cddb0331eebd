"""Choosing one from a list by typing a part of it: for long choices in forms and for the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from finterm.locale import Words
from finterm.tui.actions import PICK
from finterm.tui.chrome import keys_of_place
from finterm.tui.view.cells import Cell, Column, Row, clean
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.editors import Line
from finterm.tui.widgets.table import Table

KEYS = {
    "up": "step(-1)",
    "down": "step(1)",
    "page_up": "leaf(-1)",
    "page_down": "leaf(1)",
    "leave": "leave",
    "narrow": "choose",
}


class PickScreen(ModalScreen[str | None]):
    """Closes with the value chosen, or None. `notes` stand on the right of each choice, `title` above them."""

    PLACE: ClassVar[str] = PICK

    def __init__(
        self,
        pairs: Sequence[tuple[str, str]],
        words: Words,
        *,
        at: str = "",
        notes: Sequence[str] = (),
        preview: Callable[[str], object] | None = None,
        title: str = "",
    ) -> None:
        super().__init__()
        take_keys(self, PICK, KEYS, first=KEYS)
        self.words = words
        self._at = at
        self._rows = _rows(pairs, notes)
        self._preview = preview
        self._title = clean(title)
        self.set_class(preview is not None, "-preview")  # what is previewed stays in sight

    def renew(self, pairs: Sequence[tuple[str, str]], notes: Sequence[str] = ()) -> None:
        """Shows other choices, with the same part typed and the cursor where it was."""
        self._rows = _rows(pairs, notes)
        self.fill(self.query_one(Input).value)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog pick"):
            if self._title:
                yield Static(self._title, classes="dialog-title", markup=False)
            line = Line(compact=True, placeholder=self.words("tui.pick.hint"), id="pick-filter")
            line.cursor_blink = False
            yield line
            yield Table(header=False)
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        table = self.query_one(Table)
        table.can_focus = False
        self.fill("")
        self.query_one(Bar).show(keys_of_place(self.words, self.PLACE))
        table.move_to(self._at)
        self.query_one(Input).focus()

    def fill(self, wanted: str) -> None:
        """Lists what fits `wanted`."""
        parts = wanted.casefold().split()
        rows = [row for row in self._rows if all(part in str(row.cells[0]).casefold() for part in parts)]
        columns = (Column(weight=1, least=10), Column(fold=1))
        self.query_one(Table).show(columns, rows, self.words("tui.pick.none"))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.fill(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.dismiss(event.key)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        if self._preview is not None and event.key is not None:
            self._preview(event.key)

    def action_step(self, step: int) -> None:
        self.query_one(Table).action_cursor(step)

    def action_leaf(self, way: int) -> None:
        self.query_one(Table).action_page(way)

    def action_choose(self) -> None:
        if (key := self.query_one(Table).key) is not None:
            self.dismiss(key)

    def action_leave(self) -> None:
        self.dismiss(None)


def _rows(pairs: Sequence[tuple[str, str]], notes: Sequence[str]) -> list[Row]:
    return [
        Row(value, (text, Cell(note, "faint")))
        for (value, text), note in zip(pairs, notes or [""] * len(pairs), strict=True)
    ]
