"""How a pane asks: for a form, for something to be done, for a sentence on the status line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from finterm.tui.intents import Intent
    from finterm.tui.view.ask import Form
    from finterm.tui.view.today import Place


class Ask(Message):
    """The pane wants this form filled in."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form


class Run(Message):
    """The pane wants this done."""

    def __init__(self, intent: Intent) -> None:
        super().__init__()
        self.intent = intent


@dataclass
class Say(Message):
    """The pane wants this sentence on the status line; one that `waits` is said when no dialog hides that line."""

    sentence: str
    state: str = ""
    waits: bool = False


class Go(Message):
    """The pane wants another pane in front, the cursor on a record there."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
