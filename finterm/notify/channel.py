"""What a channel is: something a notice can be sent through, which says honestly whether it arrived."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from finterm.notify.notice import Notice


class Failed(NamedTuple):
    """Why a channel could not tell a notice: a catalogue key, and what fills its places."""

    key: str
    values: dict[str, object] = {}


class Channel(Protocol):
    """A way to reach the person. `name` is recorded with each delivery."""

    @property
    def name(self) -> str:
        """The name deliveries are recorded under."""

    def send(self, notice: Notice) -> Failed | None:
        """Shows `notice`; None when it arrived as far as can be known. Raises nothing, prints nothing."""
