"""The channels a person chose, in their order."""

from __future__ import annotations

from finterm.notify.channel import Chosen
from finterm.notify.desktop import Desktop
from finterm.notify.terminal import Terminal


def channels() -> list[Chosen]:
    """The channels that reach a person outside the app, in the order they are tried."""
    return [Chosen(Desktop()), Chosen(Terminal())]


def every() -> bool:
    """Whether all channels tell, rather than the first that can."""
    return False
