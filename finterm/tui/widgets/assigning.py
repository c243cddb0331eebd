"""The screen for assigning down the list: amounts are typed straight onto the lines.

Knows how typing reaches a line; what the lines say is in the view, what saving means is up to the app.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from finterm.domain.errors import FintermError
from finterm.tui.actions import ASSIGNING, keys_of, keys_said
from finterm.tui.chrome import footer
from finterm.tui.drafts import Draft, Typed
from finterm.tui.intents import AssignAmounts
from finterm.tui.pasting import pasted_lines
from finterm.tui.view.assigning import amounts_of, assigning_view, field_of, target_of
from finterm.tui.view.cells import clean
from finterm.tui.widgets.bars import Bar, Status
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.place import PlaceScreen
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp

KEYS = {"page_up": "page(-1)", "page_down": "page(1)", "first": "edge(-1)", "last": "edge(1)"}
KEPT_AFTER = 0.25  # seconds from a key to the draft being on its way to the disk
LONGEST = 24  # characters of an amount


class AmountTable(Table):
    """A table whose letters and figures are typed onto the line of the cursor."""

    @dataclass
    class Typed(Message):
        """`text` was typed or pasted."""

        text: str

    @dataclass
    class Erased(Message):
        """The last character goes, or the `whole` line."""

        whole: bool

    def __init__(self) -> None:
        super().__init__()
        take_keys(self, ASSIGNING, KEYS)

    async def _on_key(self, event: events.Key) -> None:
        if event.key in ("backspace", "delete", "ctrl+u", "ctrl+w"):
            self.post_message(self.Erased(event.key != "backspace"))
        elif event.is_printable and event.character and event.key not in keys_of(ASSIGNING):
            self.post_message(self.Typed(event.character))
        else:
            return
        event.stop()
        event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.post_message(self.Typed(" ".join(pasted_lines(event.text)).strip()))


class AssignScreen(PlaceScreen):
    """Envelopes with an amount cell each; `ctrl+s` records all amounts as one step."""

    PLACE: ClassVar[str] = ASSIGNING

    def __init__(self, draft: Draft, at: str = "") -> None:
        super().__init__()
        self._draft = draft
        self.typed: dict[str, str] = {}
        self._first = at
        self._at: str | None = None  # the line last shown as the one typed into
        self._asked = False

    @property
    def finterm(self) -> FintermApp:
        """The app."""
        return cast("FintermApp", self.app)

    @property
    def table(self) -> AmountTable:
        """The lines."""
        return self.query_one(AmountTable)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall wide"):
            yield Static("", classes="dialog-title", markup=False)
            page = Page(classes="headline")
            page.can_focus = False
            yield page
            yield AmountTable()
            yield Status(id="place-say")
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self.renew()
        self.table.move_to(self._first)
        self.table.focus()

    def renew(self) -> None:
        sight = self.finterm.sight
        self.query_one(".dialog-title", Static).update(clean(sight.words("tui.assigning.title")))
        self.query_one("#place-keys", Bar).show(footer(sight, self.PLACE))
        self._show()

    def _show(self) -> None:
        table = self.table
        view = assigning_view(self.finterm.sight, self.typed, table.key)
        if table.key is None and view.rows:  # nothing stood here yet
            view = assigning_view(self.finterm.sight, self.typed, view.rows[0].key)
        page = self.query_one(Page)
        before = page.line_count
        page.show(view.headline)
        if page.line_count != before:
            page.refresh(layout=True)
        table.show(view.columns, view.rows, view.empty)

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence above the keys."""
        self.query_one("#place-say", Status).say(sentence, state)

    # -- typing ------------------------------------------------------------------------------------

    @on(AmountTable.Typed)
    def _typed(self, event: AmountTable.Typed) -> None:
        event.stop()
        if (key := self.table.key) is not None:
            text = clean(event.text.strip().splitlines()[0]) if event.text.strip() else ""
            self._put(key, (self.typed.get(key, "") + text)[:LONGEST])

    @on(AmountTable.Erased)
    def _erased(self, event: AmountTable.Erased) -> None:
        event.stop()
        if (key := self.table.key) is not None:
            self._put(key, "" if event.whole else self.typed.get(key, "")[:-1])

    def _put(self, key: str, text: str) -> None:
        self.typed[key] = text
        self._keep(key)
        if self._asked:
            self._asked = False
            self.say("")
        self._show()

    def _keep(self, at: str) -> None:
        """Notes a draft, on the disk a fraction of a second later."""
        texts = {field_of(key): text for key, text in self.typed.items()}
        if not self._draft.is_behind:
            self.set_timer(KEPT_AFTER, self._draft.save)
        self._draft.note(Typed(texts, dict.fromkeys(texts, ""), field_of(at)))

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self._show_at(event.key)

    def _show_at(self, key: str | None) -> None:
        """The line of the cursor shows what is typed, the one before what it came to."""
        if key != self._at:
            self._at = key
            self._show()

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()

    # -- actions -----------------------------------------------------------------------------------

    def do_next_line(self) -> None:
        self.table.action_cursor(1)

    def do_line_before(self) -> None:
        self.table.action_cursor(-1)

    def do_take_target(self) -> None:
        """What the month still lacks on a line where nothing was typed; then the next line."""
        key = self.table.key
        if key is not None and not self.typed.get(key, "") and (text := target_of(self.finterm.sight, key)):
            self._put(key, text)
        self.do_next_line()

    def do_save(self) -> None:
        """Records every amount as one step."""
        sight, words = self.finterm.sight, self.finterm.words
        amounts = amounts_of(sight, self.typed)
        if amounts.faults:
            key, fault = next(iter(amounts.faults.items()))
            self.table.move_to(key)
            self.say(words(fault.what, **fault.values), "error")
            return
        try:
            self.finterm.carry_out(AssignAmounts(tuple(amounts.minor.items()), sight.on))
        except FintermError as fault:
            self.say(words.error(fault), "error")
        else:
            self._end()

    def _end(self) -> None:
        self._draft.drop()
        self.dismiss(None)

    def do_leave(self) -> None:
        """Leaves; asks first where something was typed."""
        if any(self.typed.values()) and not self._asked:
            self._asked = True
            self._draft.save()
            self.say(self.finterm.words("tui.form.leave", **keys_said(self.PLACE)), "error")
        else:
            self._end()
