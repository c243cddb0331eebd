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
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from finterm.domain.errors import BadInput, FintermError
from finterm.locale import Words
from finterm.tui.actions import FORM, keys_said
from finterm.tui.chrome import keys_of_place
from finterm.tui.drafts import Draft, Typed
from finterm.tui.view.ask import Form
from finterm.tui.view.cells import clean, wrap
from finterm.tui.view.form import Value, read
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.choice import Choice
from finterm.tui.widgets.fieldrow import FieldRow
from finterm.tui.widgets.pick import PickScreen
from finterm.tui.widgets.picks import MarkScreen, Picks

WIDE = 78  # columns of a dialog where there are as many; as in the style sheet
LOW = 30  # lines below which a dialog does without blank lines
KEPT_AFTER = 0.25  # seconds from a key to the draft being on its way to the disk
SETTLED = 0.05  # seconds after which rows that were shown or hidden have their place
KEYS = {"save": "save", "leave": "leave", "next_field": "step(1)", "field_before": "step(-1)"}
Save = Callable[[dict[str, Value]], None]


class Rows(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields, as far as there is room; the arrow keys are the form's."""


class FormScreen(ModalScreen[bool]):
    """Asks for `fields`, and closes with True once `save` accepted them."""

    PLACE: ClassVar[str] = FORM
    AUTO_FOCUS = ""  # the focus goes to a field of the form's choice, once

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
        self._draft = draft
        self._begun = typed
        self._first: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._asked = False
        self._waiting = False  # whether a draft will be kept in a moment
        self._sums = ""
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
        self.query_one(Bar).show(keys_of_place(self.words, self.PLACE))
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
        self.set_class(event.size.height < LOW, "-low")
        self._make_room()

    def _make_room(self) -> None:
        """The fields get what is left by border, title, keys, sums, what is said, and blank lines where there is room."""
        low = self.size.height < LOW
        inside = min(WIDE, self.size.width) - 4
        sums = sum(len(wrap(part, inside)) for part in self._sums.splitlines())
        sums += bool(sums and not low)
        around = (4 if low else 6) + sums + self.query_one("#form-say").display * (1 if low else 2)
        self.query_one(Rows).styles.max_height = max(3, self.size.height - around)

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
        if self._asked:
            self._asked = False
            self._say("")

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
            line = self.query_one("#form-sums", Static)
            line.display = bool(sums)
            line.update("\n".join(clean(part) for part in sums.splitlines()))
            self._make_room()

    def _derived(self, values: dict[str, Value]) -> Mapping[str, str]:
        try:
            return self.form.derive(values) if self.form.derive else {}
        except FintermError:  # the answers do not make sense together yet
            return {}

    def _keep(self, typed: dict[str, str]) -> None:
        """Notes a draft, on the disk a fraction of a second later; none while nothing is typed."""
        if self._draft is None:
            return
        secret = {field.key for field in self.form.fields if field.kind == "secret"}
        texts = {key: text for key, text in typed.items() if key not in secret}
        here = self.focused.parent.parent if self.focused and self.focused.parent else None
        focus = here.field.key if isinstance(here, FieldRow) else ""
        self._draft.note(Typed(texts, {key: self._first[key] for key in texts}, focus))
        if not self._waiting:
            self._waiting = True
            self.set_timer(KEPT_AFTER, self._keep_now)

    def _keep_now(self) -> None:
        self._waiting = False
        if self._draft is not None and self._draft.is_behind:
            self._draft.save()

    def _drop(self) -> None:
        if self._draft is not None:
            self._draft.drop()
            self._draft = None

    # -- leaving and saving ------------------------------------------------------------------------

    def action_save(self) -> None:
        self._keep_now()
        result = read(self.form.fields, self.typed, self.now())
        faults = dict(result.faults)
        if not faults:
            try:
                self.save(result.values)
            except BadInput as fault:
                faults[fault.where] = fault
            except FintermError as fault:
                self._say(self.words.error(fault), "fault")
                return
            else:
                self._drop()
                self.dismiss(True)
                return
        self._show_faults(faults)

    def _show_faults(self, faults: dict[str, BadInput]) -> None:
        rows = [row for row in self.rows.values() if row.display]
        for row in rows:
            fault = faults.get(row.field.key)
            row.tell(fault)
        first = next((row for row in rows if row.field.key in faults), None)
        if first:
            first.editor.focus()
            self._say(f"{self.words.count('tui.form.faults', len(faults))} {self._kept()}", "fault")
        else:
            self._say(self.words.error(next(iter(faults.values()))), "fault")

    def _kept(self) -> str:
        """Whether what was typed outlives a crash."""
        if self._draft is None or self.typed == self._first:
            return ""
        if (fault := self._draft.fault) is not None:
            return self.words("tui.draft.not_kept", why=fault.strerror or str(fault))
        return self.words("tui.draft.kept")

    def _say(self, sentence: str, kind: str = "") -> None:
        line = self.query_one("#form-say", Static)
        line.update(clean(sentence))
        line.display = bool(sentence)
        self._make_room()
        line.set_class(kind == "fault", "fault-line")
        here = self.focused.parent.parent if self.focused and self.focused.parent else None
        if isinstance(here, FieldRow):
            self._bring(here)

    def action_leave(self) -> None:
        if (self._begun is None and self.typed == self._first) or self._asked:
            self._drop()
            self.dismiss(False)
            return
        self._asked = True
        self._say(self.words("tui.form.leave", **keys_said(self.PLACE)), "fault")

    # -- from field to field -----------------------------------------------------------------------

    def action_step(self, way: int) -> None:
        if way > 0:
            self.focus_next()
        else:
            self.focus_previous()

    @on(Input.Submitted)
    def _next_field(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    @on(Choice.Listed)
    def _list(self, event: Choice.Listed) -> None:
        choice = event.choice

        def chosen(value: str | None) -> None:
            if value is not None:
                choice.value = value
                self.focus_next()

        pairs = [(value, text) for value, text in choice.choices]
        self.app.push_screen(PickScreen(pairs, self.words, at=choice.value), chosen)

    @on(Picks.Listed)
    def _mark(self, event: Picks.Listed) -> None:
        picks = event.picks

        def marked(value: str | None) -> None:
            if value is not None:
                picks.value = value

        self.app.push_screen(MarkScreen(list(picks.choices), picks.value, self.words), marked)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """What stands under a field is brought into sight with it."""
        if isinstance(line := event.widget.parent, Widget) and isinstance(row := line.parent, FieldRow):
            self._bring(row)

    def _bring(self, row: FieldRow) -> None:
        """Scrolls a whole row into sight, once the room for rows is what it will be."""
        scroll = self.query_one(Rows)

        def bring() -> None:
            scroll.scroll_to_widget(row, animate=False, immediate=True)

        self.set_timer(SETTLED, bring)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        line = event.widget.parent
        if self.is_current and line is not None and isinstance(row := line.parent, FieldRow):
            row.leave(self.typed, self.now())
