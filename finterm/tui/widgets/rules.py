"""The rules over the pane: typing narrows the list, enter opens one, escape goes back a step."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from finterm.rules import Rule, load
from finterm.rules.loading import own_folder
from finterm.tui.actions import RULE
from finterm.tui.chrome import keys_of_place
from finterm.tui.view.page import Block
from finterm.tui.view.rules import key_of, rule_page, rules_view
from finterm.tui.widgets.bars import Bar, Status
from finterm.tui.widgets.help import ReadScreen
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.pick import PickScreen
from finterm.tui.widgets.table import Table

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


class RulesScreen(PickScreen):
    """Every rule, with its source and marks; read anew whenever the list comes up."""

    def __init__(self) -> None:
        super().__init__([], self.finterm.words)

    @property
    def finterm(self) -> FintermApp:
        """The app."""
        return cast("FintermApp", self.app)

    @property
    def today(self) -> Date:
        """The day the marks are seen from."""
        return self.finterm.sight.on

    def fill(self, wanted: str) -> None:
        view = rules_view(self.finterm.words, load(), self.today, wanted)
        self.query_one(Table).show(view.columns, view.rows, view.empty)

    def on_screen_resume(self) -> None:
        """Back from a page the language may be another."""
        self.words = self.finterm.words
        self.query_one(Bar).show(keys_of_place(self.words, self.PLACE))
        self.fill(self.query_one(Input).value)

    def action_choose(self) -> None:
        if (key := self.query_one(Table).key) is not None:
            self._open(key)

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        event.prevent_default()
        self._open(event.key)

    def _open(self, key: str) -> None:
        self.finterm.push_screen(RuleScreen(key))


class RuleScreen(ReadScreen):
    """One rule; its key enters a value of one's own."""

    PLACE: ClassVar[str] = RULE

    def __init__(self, key: str) -> None:
        super().__init__(self._page)
        self._key = key

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Page()
            said = Status(id="place-say")
            said.display = False  # takes a line only when there is something to say
            yield said
            yield Bar(id="place-keys")

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence above the keys."""
        said = self.query_one(Status)
        said.display = bool(sentence)
        said.say(sentence, state)

    @property
    def finterm(self) -> FintermApp:
        """The app."""
        return cast("FintermApp", self.app)

    def _page(self) -> list[Block]:
        finterm = self.finterm
        return rule_page(finterm.words, load(), self._key, finterm.sight.on, str(own_folder()))

    def on_screen_resume(self) -> None:
        """Back from the form the value may be another."""
        if self.is_mounted:
            self.renew()

    @property
    def _rule(self) -> Rule | None:
        """The rule as it is now."""
        return next((one for one in load().current(self.finterm.sight.on) if key_of(one) == self._key), None)

    def do_delete(self) -> None:
        """Takes back a value of one's own."""
        rule = self._rule
        if rule is not None:
            self.finterm.forget_rule(rule)
            self.renew()

    def do_edit(self) -> None:
        """Opens the form; words that a rule is made of are written in the file alone."""
        from finterm.tui.dialogs.rule import rule_form

        finterm, rule = self.finterm, self._rule
        if rule is None:
            return
        if rule.unit == "words":
            finterm.say(finterm.words("tui.rules.in_words"), "warning")
        else:
            finterm.filling.ask(rule_form(finterm.sight, rule))
