"""The rules over the pane: typing narrows the list, enter opens one, escape goes back a step."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING, cast

from textual import on
from textual.widgets import Input

from finterm.rules import load
from finterm.rules.loading import own_folder
from finterm.tui.chrome import keys_of_place
from finterm.tui.view.rules import rule_page, rules_view
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.help import ReadScreen
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
        finterm, folder = self.finterm, str(own_folder())
        finterm.push_screen(ReadScreen(lambda: rule_page(finterm.words, load(), key, self.today, folder)))
