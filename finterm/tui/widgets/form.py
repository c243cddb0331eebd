"""The form kit: a dialog made from fields, with each error beside its field.

Knows how to ask; what the answers mean is up to `save`, which gets the values and may refuse them
with a BadInput that names a field. ctrl+s saves, enter and the arrow keys go from field to field,
escape leaves and asks first only when something was typed. What follows from the answers is shown while
they are typed, and what is typed is kept as a draft. Scrolls when the screen is small.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime as DateTime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from finterm.domain.errors import BadInput, FintermError
from finterm.locale import Words
from finterm.tui.actions import FORM, keys_said
from finterm.tui.chrome import keys_of_place
from finterm.tui.drafts import Draft, Typed
from finterm.tui.view.ask import Form
from finterm.tui.view.cells import clean
from finterm.tui.view.form import Value, read
from finterm.tui.view.room import LEAST, LOW, room
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.choice import Choice
from finterm.tui.widgets.editors import Line
from finterm.tui.widgets.fieldrow import FieldRow
from finterm.tui.widgets.keeping import Keeping
from finterm.tui.widgets.picks import Picks

SETTLED = 0.05  # seconds after which rows that were shown or hidden have their place
KEYS = {
    "save": "save",
    "leave": "leave",
    "next_field": "step(1)",
    "field_before": "step(-1)",
    "restore": "restore",
}
Save = Callable[[dict[str, Value]], None]


class Rows(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields, as far as there is room; the arrow keys are the form's."""


class FormScreen(ModalScreen[bool]):
    """Asks for `fields`, and closes with True once `save` accepted them."""

    PLACE: ClassVar[str] = FORM
    AUTO_FOCUS = ""  # the focus goes to a field of the form's choice, once
    focused = Reactive(None, repaint=False)  # the two rows draw themselves; the rest stays as it is

    def __init__(
        self,
        form: Form,
        save: Save,
        words: Words,
        *,
        now: Callable[[], DateTime],
        masked: bool = False,
        draft: Draft | None = None,
        typed: Typed | None = None,
    ) -> None:
        """`masked` hides the amounts filled in; `typed` is what a draft left by an earlier time holds."""
        super().__init__()
        take_keys(self, FORM, KEYS, first=("save", "leave"))
        self.form = form
        self.save = save
        self.words = words
        self.now = now
        self.rows: dict[str, FieldRow] = {}  # by the key of the field; a query for them at each key is dear
        self._masked = masked
        self._keeping = Keeping(self, draft, {f.key for f in form.fields if f.kind == "secret"})
        self._begun = typed
        self._first: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._asked = self._faulty = False  # whether it asks before it closes, or counts what is wrong
        self._questioned: dict[str, str] | None = None  # what stood in the form when its question was asked
        self._sums = self._said = ""
        self._texts: dict[str, str] = {}  # as they stand on the screen
        self._shown = False

    def compose(self) -> ComposeResult:
        self.set_class(self.app.size.height < LOW, "-low")  # before there is anything to style twice
        with Vertical(classes="dialog"):
            yield Static(clean(self.form.title), classes="dialog-title", markup=False)
            with Rows():
                for field in self.form.fields:
                    self.rows[field.key] = FieldRow(field, self.words, self._masked)
                yield from self.rows.values()
            yield Static("", id="form-sums", markup=False)
            say = Static("", id="form-say", markup=False)
            say.display = False  # takes a line only when there is something to say
            yield say
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self.query_one("#form-sums").display = False
        self._first = self._last = self.typed
        focus = self.form.focus or self.form.fields[0].key
        if self._begun is not None:
            focus = self._continue(self._begun) or focus
        self._follow(self.typed)
        self.row(focus).editor.focus()

    def _continue(self, begun: Typed) -> str:
        """Fills in what was typed an earlier time; the field it was left in.

        In a form that changes something, only what the person had changed: the rest may have moved on.
        """
        for key, text in begun.texts.items():
            if key in self.rows and (self.form.fresh or text != begun.first.get(key)):
                self.row(key).text = text
        return begun.focus if begun.focus in self.rows else ""

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """The first time every widget has its styles already, a moment old."""
        event.refresh_styles = self._shown
        self._shown = True

    def on_resize(self, event: events.Resize) -> None:
        low = event.size.height < LOW
        if low != self.has_class("-low"):
            self.set_class(low, "-low")
            for row in self.rows.values():
                row.make_room()
        for row in self.rows.values():
            row.grow(max(0, event.size.height - LEAST))
        self._make_room()

    def _make_room(self) -> None:
        """Shares the lines out anew: the fields get what the rest leaves."""
        shared = room(*self.size, title=self.form.title, said=self._said, sums=self._sums)
        texts = {".dialog-title": shared.title, "#form-say": shared.said, "#form-sums": shared.sums}
        for name, parts in texts.items():
            line, text = self.query_one(name, Static), "\n".join(parts)
            if text != self._texts.get(name):
                self._texts[name] = text
                line.display = bool(text)
                line.update(text)
        self.query_one(Rows).styles.max_height = shared.fields

    def row(self, key: str) -> FieldRow:
        """The row of the field `key`."""
        return self.rows[key]

    @property
    def typed(self) -> dict[str, str]:
        """What stands in each field."""
        return {row.field.key: row.text for row in self.rows.values()}

    # -- while typing ------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(Picks.Changed)
    def _changed(self) -> None:
        typed = self.typed
        if typed == self._last:
            return
        self._last = typed
        self._follow(typed)
        self._keep(typed)
        self._questioned = None
        if self._faulty:
            self._say_faults(sum(row.fault is not None for row in self.rows.values() if row.display))
        elif self._said:
            self._asked = False
            self._say("")

    def _say_faults(self, count: int) -> None:
        """How many fields are wrong still."""
        self._faulty = bool(count)
        said = f"{self.words.count('tui.form.faults', count)} {self._kept()}" if count else ""
        if said != self._said:
            self._say(said, "fault")

    @on(Choice.Unheard)
    def _unheard(self, event: Choice.Unheard) -> None:
        event.stop()
        self._faulty = False
        self._say(self.words("tui.form.unheard", **keys_said(event.choice.place)), "fault")

    def _follow(self, typed: dict[str, str]) -> None:
        """Shows what follows from what stands in the fields."""
        now = self.now()
        for row in self.rows.values():
            row.renew(typed, now)
        if self.form.derive is None:
            return
        hints = self._derived(read(self.form.fields, typed, now).values)
        for row in self.rows.values():
            row.hint(hints.get(row.field.key, ""))
        sums = hints.get("", "")
        if sums != self._sums:
            self._sums = sums
            self._make_room()

    def _derived(self, values: dict[str, Value]) -> Mapping[str, str]:
        try:
            return self.form.derive(values) if self.form.derive else {}
        except FintermError:  # the answers do not make sense together yet
            return {}

    def _keep(self, typed: dict[str, str]) -> None:
        self._keeping.note(typed, self._first, self._here.field.key if self._here else "")

    @property
    def _here(self) -> FieldRow | None:
        """The row with the focus."""
        return row if self.focused and isinstance(row := self.focused.parent, FieldRow) else None

    # -- leaving and saving ------------------------------------------------------------------------

    def action_save(self) -> None:
        self._changed()  # what was typed last is heard of later, and would take the fault from its field
        self._keeping.now()
        result = read(self.form.fields, self.typed, self.now())
        faults = dict(result.faults)
        if faults and self.form.check:
            faults = {**self.form.check(result.values), **faults}
        if not faults and self._in_question(result.values):
            return
        if not faults:
            try:
                self.save(result.values)
            except BadInput as fault:
                faults[fault.where] = fault
            except FintermError as fault:
                self._say(self.words.error(fault), "fault")
                return
            else:
                self._keeping.drop()
                self.dismiss(True)
                return
        self._show_faults(faults)

    def _in_question(self, values: dict[str, Value]) -> bool:
        """Whether the form asks first; saving the same once more is the answer."""
        if self.form.question is None or self._questioned == self.typed:
            return False
        if question := self.form.question(values):
            self._questioned = self.typed
            self._say(self.words("tui.form.again", question=question, **keys_said(self.PLACE)), "fault")
        return bool(question)

    def _show_faults(self, faults: dict[str, BadInput]) -> None:
        rows = [row for row in self.rows.values() if row.display]
        for row in rows:
            fault = faults.get(row.field.key)
            row.tell(fault)
        first = next((row for row in rows if row.field.key in faults), None)
        if first:
            first.editor.focus()
            self._say_faults(len(faults))
        else:
            self._say(self.words.error(next(iter(faults.values()))), "fault")

    def _kept(self) -> str:
        """Whether what was typed outlives a crash."""
        return "" if self.typed == self._first else self._keeping.said(self.words)

    def _say(self, sentence: str, kind: str = "") -> None:
        self._said = sentence
        self.query_one("#form-say", Static).set_class(kind == "fault", "fault-line")
        self._make_room()
        if self._here:
            self._bring(self._here)

    def action_leave(self) -> None:
        if (self._begun is None and self.typed == self._first) or self._asked:
            self._keeping.drop()
            self.dismiss(False)
            return
        self._asked, self._faulty = True, False
        self._say(self.words("tui.form.leave", **keys_said(self.PLACE)), "fault")

    # -- from field to field -----------------------------------------------------------------------

    def action_step(self, way: int) -> None:
        if way > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_restore(self) -> None:
        """What stood in the field when the person came to it; again: what they typed since."""
        if isinstance(self.focused, Line):
            self.focused.restore()

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What stands under a field is brought into sight with it."""
        if isinstance(row := event.widget.parent, FieldRow):
            self._bring(row)
            self.query_one(Bar).show(keys_of_place(self.words, self.PLACE, row.place))

    def _bring(self, row: FieldRow) -> None:
        """Scrolls a whole row into sight, once the room for rows is what it will be."""
        scroll = self.query_one(Rows)

        def bring() -> None:
            scroll.scroll_to_widget(row, animate=False, immediate=True)

        self.set_timer(SETTLED, bring)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if self.is_current and isinstance(row := event.widget.parent, FieldRow):
            row.leave(self.typed, self.now())
