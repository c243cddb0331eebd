"""`remind test`: one notice through each channel, and an honest word on whether it arrived.

Nothing that is owed is told or recorded by it; how the channels fared is noted beside what the runs note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import listed
from finterm.cli.output import clean, coloured, say, table, tell_json, warn
from finterm.domain.errors import FintermError
from finterm.locale import Words
from finterm.reminders import CHANNELS

if TYPE_CHECKING:
    from finterm.notify.channel import Chosen, Failed


class Fared(NamedTuple):
    """How a channel fared: why it failed, or whether it can know that the notice arrived."""

    name: str
    why: Failed | None
    sure: bool
    hint: Failed | None

    @property
    def arrived(self) -> bool | None:
        """Whether the notice arrived; None where nobody can know."""
        return False if self.why else True if self.sure else None


def command(verb: str, words: Words) -> click.Command:
    """The command `test` of `remind`."""
    channel = click.Argument(["channel"], type=listed(CHANNELS), required=False, metavar="[CHANNEL]")
    return made(words, verb, test, channel)


def test(call: Call, channel: str | None) -> None:
    """`finterm remind test`. Exits with 1 when a channel failed, or there is none."""
    from finterm.cli.reminding import warn_of_faults
    from finterm.clock import moment
    from finterm.notify import runs

    warn_of_faults(call)
    if not (asked := _asked(call, channel)):
        raise FintermError("cli.remind.test.none")
    fared = [_fared(one, call.words) for one in asked]
    failed = {one.name: one.why for one in fared if one.why}
    if call.exists or call.demo:
        told = [one.name for one in fared if not one.why]
        runs.note_channels(call.folder, moment(), told, failed)
    _tell(call, fared)
    if failed:
        raise FintermError(
            "cli.remind.test.failed", channels=", ".join(_name(one, call.words) for one in failed)
        )


def _asked(call: Call, name: str | None) -> list[Chosen]:
    from finterm.notify import chosen

    if name is None:
        return chosen.channels(call.folder)
    said = chosen.reminding()
    channel = chosen.made(name, said, call.folder)
    return [chosen.dressed(channel, said)] if channel else []


def _fared(one: Chosen, words: Words) -> Fared:
    from finterm.notify.notice import LONGEST_BODY, LONGEST_TITLE, Notice, plain
    from finterm.notify.worker import tried

    title = plain(words("cli.remind.test.title"), LONGEST_TITLE)
    body = plain(words("cli.remind.test.body", channel=_name(one.name, words)), LONGEST_BODY)
    why = tried(Notice(title, body)._replace(level=one.level), one)
    sure = not getattr(one.channel, "unsure", False)
    return Fared(one.name, why, sure, None if why else getattr(one.channel, "hint", None))


def _tell(call: Call, fared: list[Fared]) -> None:
    words = call.words
    for one in fared:
        if one.hint:
            warn(call, words(one.hint.key, **one.hint.values))
    if call.json:
        tell_json({"channels": [_shape(one, words) for one in fared]})
        return
    rows = [
        [_name(one.name, words), coloured(clean(_said(one, words)), "overdue" if one.why else "")]
        for one in fared
    ]
    say(*table(["", ""], rows, "<<")[1:])


def _said(one: Fared, words: Words) -> str:
    if one.why:
        return words("cli.remind.test.not", why=words(one.why.key, **one.why.values))
    return words("cli.remind.test.arrived" if one.sure else "cli.remind.test.unsure")


def _shape(one: Fared, words: Words) -> dict[str, Any]:
    why = words(one.why.key, **one.why.values) if one.why else None
    return {"channel": one.name, "arrived": one.arrived, "why": why}


def _name(channel: str, words: Words) -> str:
    return words(key) if words.has(key := f"notify.channel.{channel}") else channel
