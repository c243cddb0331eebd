"""What lies over a pane and is read, not typed into: its keys are rows of the table of actions."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from finterm.tui.actions import keys_of


def bindings_of(place: str) -> list[BindingType]:
    """The keys of `place`, each handed to the app, which looks the action up."""
    return [Binding(key, f"app.do('{key}')", show=False) for key in keys_of(place)]


class PlaceScreen(ModalScreen[None]):
    """A dialog named `PLACE`; an action of the table is a `do_<name>` here, else one of the app."""

    PLACE: ClassVar[str] = ""

    def __init_subclass__(cls, **more: Any) -> None:
        if cls.PLACE:
            own = cast("list[BindingType]", cls.__dict__.get("BINDINGS", []))
            cls.BINDINGS = [*own, *bindings_of(cls.PLACE)]
        super().__init_subclass__(**more)

    def renew(self) -> None:
        """Shows the book as it is seen now."""

    def say(self, sentence: str, state: str = "") -> None:
        """One sentence, where there is a line for it: the status line lies underneath."""

    def do_leave(self) -> None:
        """Closes it."""
        self.dismiss(None)
