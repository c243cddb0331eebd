"""What a channel is: something a notice can be sent through, which says honestly whether it arrived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from finterm.notify.notice import Level, Notice

PATIENCE = 20.0  # seconds that a channel is waited for, unless told otherwise


class Failed(NamedTuple):
    """Why a channel could not tell a notice: a catalogue key, and what fills its places. Never a secret."""

    key: str
    values: Mapping[str, object] = {}


class Channel(Protocol):
    """A way to reach the person. `name` is recorded with each delivery.

    A channel that cannot know whether a notice arrived says so with `unsure = True`; one that could tell more if
    something were set says what, in `hint`, after it has told.
    """

    @property
    def name(self) -> str:
        """The name deliveries are recorded under."""

    def send(self, notice: Notice) -> Failed | None:
        """Shows `notice`; None when it arrived as far as can be known. Raises nothing, prints nothing."""


class Chosen(NamedTuple):
    """A channel the person chose: at which level of privacy it tells, and how many seconds it is waited for."""

    channel: Channel
    level: Level = "full"
    seconds: float = PATIENCE

    @property
    def name(self) -> str:
        """The name of the channel."""
        return self.channel.name
