"""What all panes share: sentences above, a list, its detail, a filter; and how they ask for things.

A pane shows what its view model says and never writes the book. It asks: `Ask` opens a form, `Run`
carries out an intent. Actions of the table come in as `do_<name>` methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime as DateTime
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget

from finterm.tui.actions import keys_said
from finterm.tui.panes.messages import Ask, Run, Say
from finterm.tui.view.page import Block
from finterm.tui.view.rows import View, filtered
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from textual.widgets import Input

    from finterm.tui.app import FintermApp
    from finterm.tui.intents import Intent
    from finterm.tui.view.ask import Form

WIDE = 100  # columns from which the detail stands beside the list
LOW = 14  # lines below which there is no room for the detail


class Pane(Widget):
    """A headline, a list and the detail of what the cursor stands on."""

    NAME: ClassVar[str] = ""
    SORTS: ClassVar[tuple[str, ...]] = ()
    HEADER: ClassVar[bool] = True  # whether the columns of the list have titles
    # Seconds the cursor rests before the detail follows: going down a list over a slow line costs the list alone.
    REST: ClassVar[float] = 0.1

    def __init__(self) -> None:
        super().__init__(id=f"pane-{self.NAME}", classes="pane")
        self.sort = self.SORTS[0] if self.SORTS else ""
        self.wanted = ""
        self._seen: Sight | None = None
        self._filter: Input | None = None
        self._detail_of: str | None = None
        self._resting: Timer | None = None

    # -- what a pane says for itself ---------------------------------------------------------------

    def view(self, sight: Sight) -> View:
        """Headline, columns and rows."""
        raise NotImplementedError

    def detail(self, sight: Sight, key: str | None) -> Sequence[Block]:
        """The page about the row with `key`."""
        raise NotImplementedError

    # -- drawing -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Page(classes="headline")
        with Container(classes="halves"):
            yield Table(header=self.HEADER)
            yield self.detail_page()

    def detail_page(self) -> Page:
        """What the detail is drawn on."""
        return Page(classes="detail")

    @property
    def sight(self) -> Sight:
        """The book as the app sees it now."""
        return cast("FintermApp", self.app).sight

    def now(self) -> DateTime:
        """The moment it is; a sight may be older."""
        return cast("FintermApp", self.app).now()

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one(Table)

    @property
    def page(self) -> Page:
        """The detail."""
        return self.query_one(".detail", Page)

    @property
    def key(self) -> str | None:
        """The key of the row under the cursor."""
        return self.table.key

    def on_mount(self) -> None:
        self.query_one(".headline", Page).can_focus = False

    def renew(self, *, force: bool = False) -> None:
        """Shows the book as it is seen now; does nothing when that was shown already."""
        sight = self.sight
        if self._seen is sight and not force:
            return
        self._seen = sight
        view = self.view(sight)
        headline = self.query_one(".headline", Page)
        headline.display = bool(view.headline)
        before = headline.line_count
        headline.show(view.headline)
        if headline.line_count != before:
            headline.refresh(layout=True)
        self._detail_of = ""
        empty = view.empty
        if self.wanted.strip():
            empty = sight.words("tui.filter.none", **keys_said(self.NAME))
        self.table.show(view.columns, self.narrowed(view), empty)
        self.show_detail()

    def narrowed(self, view: View) -> Sequence:  # type: ignore[type-arg]
        """The rows that pass the filter."""
        return filtered(view.rows, self.wanted)

    def show_detail(self, *, top: bool = False) -> None:
        """Shows the page about the row under the cursor, from its top when the row or `top` says so."""
        key = self.key
        top = top or key != self._detail_of
        self._detail_of = key
        self.page.show(self.detail(self.sight, key), top=top)

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if self._seen is None or event.key == self._detail_of:
            return
        if self.REST:
            self._resting = self.set_timer(self.REST, self.catch_up)
        else:
            self.show_detail()

    def on_descendant_focus(self) -> None:
        """Who goes to the detail must not wait for it."""
        if self._seen is not None:
            self.catch_up()

    def catch_up(self) -> None:
        """Shows the detail of the row under the cursor where it shows that of another one."""
        if self.key != self._detail_of:
            self.show_detail()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.do_open()

    @on(Table.Missed)
    def _missed(self, event: Table.Missed) -> None:
        event.stop()
        self.missing()

    @property
    def things(self) -> str:
        """What the list is of, as the key of the sentence that says how to add one; empty where it is narrowed."""
        return self.NAME

    def missing(self) -> None:
        """Says why a key that needs a line has none: the list is empty, or the line is of another kind."""
        words = self.sight.words
        if self.table.rows:
            sentence = words("tui.none.here")
        elif self.wanted.strip() or not words.has(f"tui.none.{self.things}"):
            sentence = self.table.empty
        else:
            sentence = words(f"tui.none.{self.things}", **keys_said(self.NAME))
        self.post_message(Say(sentence, "error"))

    def on_resize(self, event: events.Resize) -> None:
        self.fit(event.size)

    def fit(self, size: Size) -> None:
        """Shares out the room: the detail beside the list, below it, or folded away."""
        self.set_class(size.width >= WIDE, "-wide")
        self.set_class(size.height < LOW, "-low")

    def take_focus(self) -> None:
        """Gives the keyboard to the list, or to the page where it is open."""
        (self.page if self.has_class("-open") else self.table).focus()

    def key_of(self, kind: str, id: str) -> str | None:
        """The key of the row about a record, once this pane lists its kind; None where it is not listed."""
        return id

    def reveal(self, kind: str, id: str, *, opened: bool = True) -> None:
        """Puts the cursor on a record, whatever is filtered; `opened`: and opens its detail."""
        self._clear_filter()
        self.remove_class("-open")
        key = self.key_of(kind, id)
        self.renew(force=True)
        self.take_focus()
        if key is None:
            return
        self.table.move_to(key)
        if self.key == key:
            self.show_detail()
            if opened:
                self.do_open()

    def move_to_kind(self, kind: str) -> None:
        """Puts the cursor on the first line whose key begins with `kind` and a colon, when there is one."""
        key = next((row.key for row in self.table.rows if row.key.startswith(f"{kind}:")), "")
        self.table.move_to(key)

    # -- actions every pane has --------------------------------------------------------------------

    def do_open(self) -> None:
        """The detail over the whole pane; once more, or escape, brings the list back."""
        if self.key is None and not self.has_class("-open"):
            self.missing()
            return
        self.catch_up()
        self.toggle_class("-open")
        self.take_focus()

    def close_or_clear(self) -> bool:
        """Escape: closes what is open, then clears the filter. Whether there was anything to do."""
        if self.has_class("-open"):
            self.remove_class("-open")
        elif self.wanted or (self._filter is not None and self._filter.display):
            self._clear_filter()
            self.post_message(Say(""))  # what is said of the filter does not hold any more
            self.renew(force=True)
        else:
            return False
        self.take_focus()
        return True

    def left(self) -> None:
        """Another pane comes to the front."""

    async def do_filter(self) -> None:
        self.remove_class("-open")
        if self._filter is None:  # made when first asked for: many never are
            from finterm.tui.widgets.editors import Line

            hint = self.sight.words("tui.filter.hint", **keys_said(self.NAME))
            self._filter = Line(compact=True, classes="filter", placeholder=hint)
            self._filter.cursor_blink = False
            await self.mount(self._filter, after=".headline")
        self._filter.display = True
        self._filter.focus()

    def _clear_filter(self) -> None:
        self.wanted = ""
        if self._filter is not None:
            self._filter.value, self._filter.display = "", False

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self.wanted:
            self.wanted = event.value
            self.renew(force=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        event.input.display = bool(self.wanted)
        if self.wanted.strip():
            names = self.wanted.strip()
            self.post_message(Say(self.sight.words("tui.narrow.only", names=names, **keys_said(self.NAME))))
        self.take_focus()

    def do_sort(self) -> None:
        self.sort = self.SORTS[(self.SORTS.index(self.sort) + 1) % len(self.SORTS)]
        self.renew(force=True)
        words = self.sight.words
        self.post_message(Say(words("tui.sorted", by=words(f"tui.sort.{self.sort}"))))

    def new_id(self) -> str:
        """An id for a record that a form will make."""
        id: str = cast("FintermApp", self.app).book.new_id()
        return id

    def ask_for_pack(self, kind: Literal["loan", "contact"], id: str) -> None:
        """Asks what goes into an evidence pack about that loan or contact."""
        from finterm.exchange.evidence.subject import Subject
        from finterm.tui.packing import ask_for_pack

        ask_for_pack(cast("FintermApp", self.app), Subject(kind, id))

    def ask(self, form: Form) -> None:
        """Asks the app to open `form`."""
        self.post_message(Ask(form))

    def run(self, intent: Intent) -> None:
        """Asks the app to carry out `intent`."""
        self.post_message(Run(intent))

    def talk_about(self) -> tuple[str, str]:
        """The ids of loan and contact a talk logged now is most likely about."""
        return "", ""

    def letter_about(self) -> str:
        """The id of the record of the credit record that a letter is about; empty where it is about none."""
        return ""
