"""The form kit: a dialog made from fields, with each error beside its field.

Knows how to ask; what the answers mean is up to `save`, which gets the values and may refuse them
with a BadInput that names a field. ctrl+s saves, enter and the arrow keys go from field to field,
escape leaves and asks first only when something was typed. Scrolls when the screen is small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime as DateTime
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from finterm.domain.errors import BadInput, FintermError
from finterm.locale import Words
from finterm.tui.actions import FORM, keys_said
from finterm.tui.chrome import keys_of_place
from finterm.tui.view.cells import clean
from finterm.tui.view.form import Field, Value, read, shown, tidy
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.bound import take_keys
from finterm.tui.widgets.choice import Choice
from finterm.tui.widgets.pick import PickScreen

LOW = 30  # lines below which a dialog does without blank lines
KEYS = {"save": "save", "leave": "leave", "next_field": "step(1)", "field_before": "step(-1)"}
Save = Callable[[dict[str, Value]], None]


class FieldRow(Widget):
    """Label, editor, and the error under the editor."""

    def __init__(self, field: Field, words: Words) -> None:
        super().__init__(id=f"row-{field.key}")
        self.field = field
        self.words = words
        self.editor = self._editor()

    def _editor(self) -> Input | TextArea | Choice:
        field, name = self.field, f"field-{self.field.key}"
        if field.kind == "yes_no":
            pairs = [("no", self.words("core.no")), ("yes", self.words("core.yes"))]
            return Choice(pairs, field.value or "no", id=name)
        if field.kind == "choice":
            return Choice(field.choices, field.value, id=name)
        if field.kind == "area":
            first = "\n".join(clean(line) for line in field.value.splitlines())
            area = TextArea(first, id=name, compact=True, show_line_numbers=False, tab_behavior="focus")
            area.cursor_blink = False
            area.highlight_cursor_line = False
            return area
        line = Input(
            clean(field.value),
            id=name,
            compact=True,
            select_on_focus=False,
            placeholder=field.hint,
            password=field.kind == "secret",
        )
        line.cursor_blink = False
        return line

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self.editor.text if isinstance(self.editor, TextArea) else self.editor.value

    @text.setter
    def text(self, text: str) -> None:
        if isinstance(self.editor, TextArea):
            self.editor.text = text
        else:
            self.editor.value = text

    def compose(self) -> ComposeResult:
        if self.field.section:
            yield Static(clean(self.field.section), classes="section", markup=False)
        mark = "*" if self.field.required else " "
        with Horizontal(classes="line"):
            yield Static(f"{clean(self.field.label)} {mark}", classes="label", markup=False)
            yield self.editor
        yield Static("", classes="fault", markup=False)

    def on_descendant_focus(self) -> None:
        self.query_one(".label").add_class("-here")

    def on_descendant_blur(self) -> None:
        self.query_one(".label").remove_class("-here")

    def tell(self, sentence: str) -> None:
        """Shows `sentence` as the field's error; empty takes it away."""
        fault = self.query_one(".fault", Static)
        fault.update(f"! {sentence}" if sentence else "")
        fault.display = bool(sentence)

    def refill(self, now: DateTime) -> None:
        """Shows what was typed the short way in full."""
        if isinstance(self.editor, Input):
            full = tidy(self.field, self.editor.value, now)
            if full != self.editor.value:
                self.editor.value = full


class FormScreen(ModalScreen[bool]):
    """Asks for `fields`, and closes with True once `save` accepted them."""

    PLACE: ClassVar[str] = FORM
    AUTO_FOCUS = ""  # the focus goes to a field of the form's choice, once

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Save,
        words: Words,
        *,
        now: Callable[[], DateTime],
        focus: str = "",
    ) -> None:
        super().__init__()
        take_keys(self, FORM, KEYS, first=("save", "leave"))
        self.title_text = title
        self.fields = fields
        self.save = save
        self.words = words
        self.now = now
        self._focus_first = focus or fields[0].key
        self._first: dict[str, str] = {}
        self._asked = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(clean(self.title_text), classes="dialog-title", markup=False)
            with VerticalScroll(can_focus=False):
                for field in self.fields:
                    yield FieldRow(field, self.words)
            say = Static("", id="form-say", markup=False)
            say.display = False  # takes a line only when there is something to say
            yield say
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self._first = self.typed
        self.query_one(Bar).show(keys_of_place(self.words, self.PLACE))
        self._show_wanted()
        self.row(self._focus_first).editor.focus()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.height < LOW, "-low")
        self._make_room()

    def _make_room(self) -> None:
        """The fields get what is left by border, title, keys, what is said, and blank lines where there is room."""
        low = self.size.height < LOW
        around = (4 if low else 6) + self.query_one("#form-say").display * (1 if low else 2)
        self.query_one(VerticalScroll).styles.max_height = max(3, self.size.height - around)

    def row(self, key: str) -> FieldRow:
        """The row of the field `key`."""
        return self.query_one(f"#row-{key}", FieldRow)

    @property
    def typed(self) -> dict[str, str]:
        """What stands in each field."""
        return {row.field.key: row.text for row in self.query(FieldRow)}

    def _show_wanted(self) -> None:
        typed = self.typed
        for row in self.query(FieldRow):
            row.display = shown(row.field, typed)

    # -- leaving and saving ------------------------------------------------------------------------

    def action_save(self) -> None:
        result = read(self.fields, self.typed, self.now())
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
                self.dismiss(True)
                return
        self._show_faults(faults)

    def _show_faults(self, faults: dict[str, BadInput]) -> None:
        rows = [row for row in self.query(FieldRow) if row.display]
        for row in rows:
            fault = faults.get(row.field.key)
            row.tell(self.words(fault.what, **fault.values) if fault else "")
        first = next((row for row in rows if row.field.key in faults), None)
        if first:
            first.editor.focus()
            self._say(self.words.count("tui.form.faults", len(faults)), "fault")
        else:
            self._say(self.words.error(next(iter(faults.values()))), "fault")

    def _say(self, sentence: str, kind: str = "") -> None:
        line = self.query_one("#form-say", Static)
        line.update(clean(sentence))
        line.display = bool(sentence)
        self._make_room()
        line.set_class(kind == "fault", "fault-line")

    def action_leave(self) -> None:
        if self.typed == self._first or self._asked:
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

    @on(Choice.Changed)
    def _choice_changed(self) -> None:
        self._show_wanted()

    @on(Choice.Listed)
    def _list(self, event: Choice.Listed) -> None:
        choice = event.choice

        def chosen(value: str | None) -> None:
            if value is not None:
                choice.value = value
                self.focus_next()

        pairs = [(value, text) for value, text in choice.choices]
        self.app.push_screen(PickScreen(pairs, self.words, at=choice.value), chosen)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, Input) and isinstance(row := event.widget.parent, Widget):
            cast(FieldRow, row.parent).refill(self.now())

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self._asked:
            self._asked = False
            self._say("")
