"""The help of a pane or of another place, over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.containers import Vertical

from finterm.tui.chrome import keys_of_place
from finterm.tui.view.page import Block
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.place import PlaceScreen

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp


class HelpScreen(PlaceScreen):
    """A page to read; escape or its own key closes it, a number goes on to that pane."""

    PLACE: ClassVar[str] = "help"

    def __init__(self, blocks: Callable[[], Sequence[Block]]) -> None:
        super().__init__()
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Page()
            yield Bar(id="place-keys")

    def on_mount(self) -> None:
        self.renew()
        self.query_one(Page).focus()

    def renew(self) -> None:
        self.query_one(Page).show(self._blocks())
        self.query_one(Bar).show(keys_of_place(cast("FintermApp", self.app).words, self.PLACE))

    def do_help(self) -> None:
        """Its own key closes it again."""
        self.do_leave()


class ReadScreen(HelpScreen):
    """Another page to read, which has its own help over it."""

    def do_help(self) -> None:
        """What the keys of such a page do."""
        cast("FintermApp", self.app).do_help()
