"""The channels a person chose, in their order, as the settings say at this moment.

A channel that cannot be used (no program set, no address kept) is one that fails when it is asked to tell,
so that it is reported and the next one tried. The settings are read anew for each look.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from finterm import config
from finterm.notify.channel import Channel, Chosen
from finterm.notify.command import Command
from finterm.notify.desktop import Desktop
from finterm.notify.notice import Level
from finterm.notify.push import Push
from finterm.notify.sessions import Sessions
from finterm.notify.terminal import Terminal
from finterm.reminders import Reminding

_LIMITED = ("push", "mail", "command")  # have a limit of their own, and some time to end what they began
MARGIN = 5  # seconds


def channels(book_folder: Path) -> list[Chosen]:
    """The channels that tell what the book in `book_folder` owes, in the order they are tried."""
    said = reminding()
    return [dressed(channel, said) for name in said.channels if (channel := made(name, said, book_folder))]


def every() -> bool:
    """Whether all channels tell, rather than the first that can."""
    return reminding().all


def reminding() -> Reminding:
    """What the settings say of reminders now."""
    return config.read().reminders


def dressed(channel: Channel, said: Reminding) -> Chosen:
    """`channel` with the privacy and the time that are set for it."""
    choice = said.of(channel.name)
    margin = MARGIN if channel.name in _LIMITED else 0
    return Chosen(channel, cast(Level, choice.privacy), choice.seconds + margin)


def made(name: str, said: Reminding, book_folder: Path) -> Channel | None:
    """The channel `name`; None for one that there is not."""
    seconds = said.of(name).seconds
    if name == "desktop":
        return Desktop()
    if name == "terminal":
        return Terminal(said.terminal.kind)
    if name == "command":
        return Command(said.command.program, seconds)
    if name in ("push", "mail"):
        return Push(name, seconds)
    if name == "screen":
        return Sessions(book_folder)
    return None
