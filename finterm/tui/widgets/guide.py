"""The guide over the pane: the list of topics; one topic with what to do next, which enter does.

While the words are read enter already does the step that is marked below them. Tab goes to the steps, and so
does the arrow down where there is nothing more to read.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from finterm.guide.topic import TOPICS, Step, Topic, topic
from finterm.rules.rule import Rules
from finterm.tui.actions import BY_NAME
from finterm.tui.chrome import footer
from finterm.tui.view.cells import clean
from finterm.tui.view.guide import key_of, steps_view, topic_page, topics_view
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.place import PlaceScreen
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


class Reading(Page):
    """The words of a topic; `at_end` is called when somebody reads on below them."""

    def __init__(self, at_end: Callable[[], None]) -> None:
        super().__init__()
        self._at_end = at_end

    def action_scroll(self, step: int) -> None:
        if step > 0 and self.scroll_offset.y >= self.max_scroll_y:
            self._at_end()
        else:
            super().action_scroll(step)


class GuideScreen(PlaceScreen):
    """`enter` opens a topic and does one of its next steps; tab goes from the words to the steps."""

    PLACE: ClassVar[str] = "guide"

    def __init__(self, rules: Callable[[], Rules], follow: Callable[[Step], Awaitable[None]]) -> None:
        super().__init__()
        self._rules = rules
        self._follow = follow
        self._topics: dict[str, Topic] = {}
        self._opened = ""  # the name of the topic whose page is shown

    @property
    def finterm(self) -> FintermApp:
        """The app."""
        return cast("FintermApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall wide"):
            yield Static("", classes="dialog-title", markup=False)
            yield Table(id="guide-topics")
            page = Reading(self._to_steps)
            steps = Table(id="guide-steps", header=False)
            page.display = steps.display = False
            yield page
            yield steps
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self.renew()
        self._topics_table.focus()

    @property
    def _topics_table(self) -> Table:
        return self.query_one("#guide-topics", Table)

    @property
    def _steps_table(self) -> Table:
        return self.query_one("#guide-steps", Table)

    def renew(self) -> None:
        """Shows the guide in the language and with the rules of now."""
        sight, rules = self.finterm.sight, self._rules()
        self._topics = {name: topic(name, sight.words, rules, sight.on) for name in TOPICS}
        view = topics_view(sight.words, list(self._topics.values()))
        self.query_one(".dialog-title", Static).update(clean(sight.words("guide.title")))
        self._topics_table.show(view.columns, view.rows, view.empty)
        self.query_one("#place-keys", Bar).show(footer(sight, self.PLACE))
        if self._opened:
            self._show_topic(self._topics[self._opened])

    def _show_topic(self, found: Topic, *, top: bool = False) -> None:
        words = self.finterm.words
        steps = steps_view(words, found.steps)
        self.query_one(".dialog-title", Static).display = False
        self.query_one(Page).show(topic_page(words, found), top=top)
        table = self._steps_table
        table.styles.height = len(steps.rows) + 1  # and the line above them
        table.show(steps.columns, steps.rows, steps.empty)

    def _open(self, name: str) -> None:
        self._opened = name
        self._turn_to(topic=True)
        self._show_topic(self._topics[name], top=True)
        table = self._steps_table
        table.action_edge(-1)
        self.query_one(Page).focus()

    def _turn_to(self, *, topic: bool) -> None:
        self._topics_table.display = self.query_one(".dialog-title").display = not topic
        self.query_one(Page).display = self._steps_table.display = topic

    def do_open(self) -> None:
        """Enter in the words of a topic does the step that is marked below them."""
        if self._opened and (key := self._steps_table.key) is not None:
            self._do_step(key)

    def _to_steps(self) -> None:
        self._steps_table.focus()

    def do_steps(self) -> None:
        """Tab: from the words to the next steps and back."""
        if self._opened:
            page, steps = self.query_one(Page), self._steps_table
            (page if steps.has_focus else steps).focus()

    def do_leave(self) -> None:
        """From a topic to the list, from the list back to where one was."""
        if self._opened:
            self.do_guide()
        else:
            self.dismiss(None)

    def do_guide(self) -> None:
        """Its own key leads to the list of topics, and closes that."""
        if not self._opened:
            self.dismiss(None)
            return
        self._opened = ""
        self._turn_to(topic=False)
        self._topics_table.focus()

    def on_key(self, event: events.Key) -> None:
        """The key that stands beside a step does it, where it is no other's."""
        steps = self._topics[self._opened].steps if self._opened else ()
        meant = [step for step in steps if event.key in BY_NAME[step.action].keys_in(step.pane)]
        if len(meant) == 1:
            event.stop()
            self.app.call_later(self._follow, meant[0])

    @on(Table.Chosen, "#guide-topics")
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        if self._opened:  # pressed again before the words had the focus
            self.do_open()
        else:
            self._open(event.key)

    @on(Table.Chosen, "#guide-steps")
    def _stepped(self, event: Table.Chosen) -> None:
        event.stop()
        self._do_step(event.key)

    def _do_step(self, key: str) -> None:
        steps = {key_of(step): step for step in self._topics[self._opened].steps}
        self.app.call_later(self._follow, steps[key])
