"""The history over the pane: a list of steps, one of them field by field, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from finterm.domain.errors import FintermError
from finterm.store.past import Changed, Done
from finterm.tui.chrome import footer
from finterm.tui.view.cells import clean
from finterm.tui.view.history import Here, go_back_warning, history_view, key_of, step_page
from finterm.tui.widgets.bars import Bar, Status
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.place import PlaceScreen
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp

MOST = 500  # steps listed; what is older stays in the journal and in `finterm history --limit`


class HistoryScreen(PlaceScreen):
    """`enter` opens a step and closes it, `b` says what going back would do, and once more does it."""

    PLACE: ClassVar[str] = "history"

    def __init__(
        self,
        steps: Callable[[int], Sequence[Done]],
        changes: Callable[[Done], Sequence[Changed]],
        go_back: Callable[[Done], str],
        here: Here,
    ) -> None:
        super().__init__()
        self._read = steps
        self._changes = changes
        self._go_back = go_back
        self._here = here
        self._steps: dict[str, Done] = {}
        self._opened = ""  # the key of the step whose page is shown
        self._warned = ""  # the key of the step that `b` was asked about

    @property
    def finterm(self) -> FintermApp:
        """The app."""
        return cast("FintermApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall wide"):
            yield Static("", classes="dialog-title", markup=False)
            yield Table()
            page = Page()
            page.display = False
            yield page
            yield Status(id="place-say")
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self.renew()
        self.query_one(Table).focus()

    def renew(self) -> None:
        """Shows the history as it is now."""
        sight = self.finterm.sight
        self._steps = {key_of(step): step for step in self._read(MOST)}
        view = history_view(sight, list(self._steps.values()), self._here)
        self.query_one(".dialog-title", Static).update(clean(sight.words("tui.history.title")))
        self.query_one(Table).show(view.columns, view.rows, view.empty)
        self.query_one("#place-keys", Bar).show(footer(sight, self.PLACE))
        if step := self._steps.get(self._opened):
            self._show_step(step)

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence above the keys."""
        self.query_one("#place-say", Status).say(sentence, state)

    @property
    def step(self) -> Done | None:
        """The step that is open, or under the cursor."""
        return self._steps.get(self._opened or self.query_one(Table).key or "")

    def do_open(self) -> None:
        """The step field by field; once more, the list again."""
        if self._opened or (step := self.step) is None:
            self._close_step()
            return
        self._opened = key_of(step)
        page, table = self.query_one(Page), self.query_one(Table)
        table.display, page.display = False, True
        self._show_step(step, top=True)
        page.focus()

    def _show_step(self, step: Done, *, top: bool = False) -> None:
        blocks = step_page(self.finterm.sight, step, self._changes(step), self._here)
        self.query_one(Page).show(blocks, top=top)

    def _close_step(self) -> None:
        self._opened = ""
        page, table = self.query_one(Page), self.query_one(Table)
        table.display, page.display = True, False
        table.focus()

    def do_leave(self) -> None:
        if self._opened:
            self._close_step()
        else:
            self.dismiss(None)

    def do_go_back(self) -> None:
        """Says first what it will do; the second time does it."""
        if (step := self.step) is None:
            return
        key, sight = key_of(step), self.finterm.sight
        if self._warned != key:
            self._warned = key
            later = sum(one.stamp > step.stamp and not one.taken_back for one in self._steps.values())
            self.say(go_back_warning(sight, later), "warning")
            return
        self._warned = ""
        try:
            self.say(self._go_back(step))
        except FintermError as fault:
            self.say(sight.words.error(fault), "error")

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        if self._warned and event.key != self._warned:
            self._warned = ""
            self.say("")

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.do_open()
