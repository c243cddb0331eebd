"""One field of a form on the screen: label, editor, what stands beside it, and the line under it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime as DateTime

from textual import on
from textual.app import ComposeResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from finterm.domain.errors import BadInput
from finterm.locale import Words
from finterm.tui.actions import AREA, PICKS
from finterm.tui.view.cells import clean, fit, width, wrap
from finterm.tui.view.form import AREAS, NARROW, Field, beside, choices_of, fault_in, label_of, shown, tidy
from finterm.tui.view.sight import FREE
from finterm.tui.widgets.choice import Choice
from finterm.tui.widgets.editors import Area, Line
from finterm.tui.widgets.pick import PickScreen
from finterm.tui.widgets.picks import MarkScreen, Picks
from finterm.tui.widgets.styles import line, style_of

LABEL = 24  # columns of a label
Editor = Line | Area | Choice | Picks


class FieldRow(Widget):
    """A field; `masked` says that an amount filled in stays hidden until it is changed."""

    def __init__(self, field: Field, words: Words, masked: bool = False) -> None:
        super().__init__(id=f"row-{field.key}")
        self.field = field
        self.words = words
        self._hides = masked and field.holds_amounts and bool(field.value)
        self.fault: BadInput | None = None
        self._refused = ""  # what stood in the field when the fault was told
        self._hint = self._beside = ""
        self._more = 0  # lines of an area above those it has on the lowest screen
        self._called = self._label({})
        self.editor = self._editor()
        self._first = self.text
        self._mask()

    def _editor(self) -> Editor:
        field, name = self.field, f"field-{self.field.key}"
        if field.kind == "yes_no":
            pairs = [("no", self.words("core.no")), ("yes", self.words("core.yes"))]
            return Choice(pairs, field.value or "no", id=name)
        if field.kind == "choice":
            return Choice(field.choices, field.value, id=name)
        if field.kind == "picks":
            return Picks(field.choices, field.value, self.words, id=name)
        if field.kind in AREAS:
            area = Area("", id=name, compact=True, placeholder=field.hint)
            area.text = "\n".join(clean(line) for line in field.value.splitlines())
            area.cursor_blink = area.highlight_cursor_line = False
            area.styles.height = field.high
            return area
        line = Line(
            clean(field.value),
            id=name,
            compact=True,
            placeholder="" if field.kind in NARROW else field.hint,
            password=field.kind == "secret",
        )
        line.cursor_blink = False
        if field.kind in NARROW:
            line.styles.width = NARROW[field.kind]
        return line

    @property
    def place(self) -> str:
        """Where the keys of its editor are found; empty where it has none of its own."""
        if isinstance(self.editor, Choice):
            return self.editor.place
        return AREA if isinstance(self.editor, Area) else PICKS if isinstance(self.editor, Picks) else ""

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self.editor.text if isinstance(self.editor, Area) else self.editor.value

    @text.setter
    def text(self, text: str) -> None:
        if isinstance(self.editor, Area):
            self.editor.text = text
        else:
            self.editor.value = text

    def compose(self) -> ComposeResult:
        self.editor.styles.margin = (len(self._above()), 0, 0, LABEL + 1)
        yield self.editor

    def on_descendant_focus(self) -> None:
        self.refresh()

    def on_descendant_blur(self) -> None:
        self.refresh()

    # -- how it looks ------------------------------------------------------------------------------
    # All but the editor is painted by the row itself: widgets for it would make a long form slow.

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._above()) + self._middle() + len(self._under(width))

    def grow(self, more: int) -> None:
        """Gives an area that grows so many lines more."""
        if self.field.grows and more != self._more:
            self._more = more
            self.editor.styles.height = self.field.high + more
            self.refresh(layout=True)

    def make_room(self) -> None:
        """The screen has become low or is so no longer: with or without a blank line above a section."""
        self.editor.styles.margin = (len(self._above()), 0, 0, LABEL + 1)
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        above, middle, room = self._above(), self._middle(), self.size.width
        if y < len(above):
            return line([(fit(above[y], room), style_of("title" if above[y] else ""))], room)
        y -= len(above)
        if y < middle:
            return self._beside_editor(y, room)
        under = self._under(room)
        text = under[y - middle] if y - middle < len(under) else ""
        beside = max(0, room - LABEL - 1)
        style = style_of("error" if self.fault else "faint")
        return line([(" " * (LABEL + 1), style_of("")), (fit(text, beside), style)], room)

    def _beside_editor(self, y: int, room: int) -> Strip:
        labels = self._labels()
        label = labels[y] if y < len(labels) else ""
        here = style_of("focus" if self.editor.has_focus else "")
        parts = [(" " * (LABEL - width(label)), style_of("")), (label, here), (" ", style_of(""))]
        if y == 0 and self._beside:
            across = self.editor.outer_size.width + 1
            parts += [
                (" " * across, style_of("")),
                (fit(self._beside, room - LABEL - 1 - across), style_of("faint")),
            ]
        return line(parts, room)

    def _above(self) -> list[str]:
        if not self.field.section:
            return []
        return (
            [clean(self.field.section)] if self.screen.has_class("-low") else ["", clean(self.field.section)]
        )

    def _labels(self) -> list[str]:
        """The label with its star where something must be typed, or with blanks in the place of one."""
        if self.field.required:
            return wrap(f"{self._called} *", LABEL)
        lines = wrap(self._called, LABEL)
        return [*lines[:-1], lines[-1] + " " * min(2, LABEL - width(lines[-1]))]

    def _middle(self) -> int:
        """Lines of the editor, or of a label that is longer."""
        lines = self.field.high + self._more if self.field.kind in AREAS else 1
        return max(lines, len(self._labels()))

    def _under(self, room: int) -> list[str]:
        fault = self.fault
        text = f"! {self.words(fault.what, **fault.values)}" if fault else self._hint
        return wrap(text, room - LABEL - 1) if text else []

    @on(Choice.Listed)
    def _list(self, event: Choice.Listed) -> None:
        event.stop()
        choice = event.choice

        def chosen(value: str | None) -> None:
            if value is not None:
                choice.value = value
                self.screen.focus_next()

        self.app.push_screen(PickScreen(list(choice.choices), self.words, at=choice.value), chosen)

    @on(Picks.Listed)
    def _list_picks(self, event: Picks.Listed) -> None:
        event.stop()
        picks = event.picks

        def marked(value: str | None) -> None:
            if value is not None:
                picks.value = value

        self.app.push_screen(MarkScreen(list(picks.choices), picks.value, self.words), marked)

    # -- what it shows -----------------------------------------------------------------------------

    def renew(self, typed: Mapping[str, str], now: DateTime) -> None:
        """Shows or hides the field, its unit and choices, as what stands in all fields wants it."""
        wanted = shown(self.field, typed)
        if self.display != wanted:
            self.display = wanted
        if isinstance(self.editor, Picks):
            self.editor.offer(choices_of(self.field, typed))
        text = clean(beside(self.field, typed, now, self.words))
        if text != self._beside:
            self._beside = text
            self.refresh()
        if (called := self._label(typed)) != self._called:
            before = self._middle()
            self._called = called
            self.refresh(layout=self._middle() != before)
        self._mask()
        if self.fault is not None:  # told once, it is watched until it is mended
            found = fault_in(self.field, typed, now)
            missing = self.fault.what == "error.required" and not self.text.strip()
            self.tell(self.fault if found is None and missing else found)

    def _label(self, typed: Mapping[str, str]) -> str:
        return clean(label_of(self.field, typed))

    def _mask(self) -> None:
        """What a person types themself they may read, and go on with; what was filled in gives way to it."""
        filled_in = self.text == self._first
        masked = self._hides and filled_in
        if isinstance(self.editor, Line):
            one_value = self.field.kind not in ("text", "secret")
            sentence = self.field.key in FREE
            self.editor.select_on_focus = one_value or (filled_in and not sentence)
            if self._hides:
                self.editor.password = masked
        elif isinstance(self.editor, Area) and self.editor.masked != masked:
            self.editor.masked = masked
            self.editor.refresh()

    def tell(self, fault: BadInput | None) -> None:
        """Shows `fault` under the field; None takes it away."""
        if isinstance(self.editor, Line):
            self.editor.refused = fault is not None
        if fault is not self.fault:
            before = self._under(self.size.width)
            self.fault, self._refused = fault, self.text
            self._show_under(before)

    def hint(self, words: str) -> None:
        """What follows from the answer, under the field unless a fault is."""
        if words != self._hint:
            before = self._under(self.size.width)
            self._hint = words
            self._show_under(before)

    def _show_under(self, before: list[str]) -> None:
        """Asks for another layout only where the lines under the field are more or fewer than `before`."""
        self.refresh(layout=len(self._under(self.size.width)) != len(before))

    def leave(self, typed: Mapping[str, str], now: DateTime) -> None:
        """The person went on: shows in full what was typed the short way, and what is wrong with it."""
        if isinstance(self.editor, Line):
            full = tidy(self.field, typed, now)
            if full != self.editor.value:
                self.editor.value = full
                return
        found = fault_in(self.field, typed, now)
        unmended = self.fault is not None and self.text == self._refused
        self.tell(self.fault if found is None and unmended else found)
