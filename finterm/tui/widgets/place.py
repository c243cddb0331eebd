"""What lies over a pane and is read, not typed into: its keys are rows of the table of actions."""

from __future__ import annotations

from typing import ClassVar

from textual.screen import ModalScreen

from finterm.tui.widgets.bound import take_keys


class PlaceScreen(ModalScreen[None]):
    """A dialog named `PLACE`; an action of the table is a `do_<name>` here, else one of the app."""

    PLACE: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        take_keys(self, self.PLACE)

    def renew(self) -> None:
        """Shows the book as it is seen now."""

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence, where there is a line for it: the status line lies underneath."""

    def do_leave(self) -> None:
        """Closes it."""
        self.dismiss(None)
