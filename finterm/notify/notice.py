"""One notice: what a channel is asked to show, as plain text in the person's language.

A notice is written at three levels of privacy at once; each channel shows the one the person chose for it.
It ends with the next step: the command that does it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime as DateTime
from typing import Literal, NamedTuple

from finterm.domain.reminders import Reminder
from finterm.locale import Words
from finterm.notify import wording

Level = Literal["full", "no_amounts", "count"]
LEVELS: tuple[Level, ...] = ("full", "no_amounts", "count")
LONGEST_TITLE, LONGEST_BODY = 100, 400
MOST_AT_ONCE = 3  # more reminders than this at one time are told as one digest


class Notice(NamedTuple):
    """Title and body, free of control characters, and the reminders they tell.

    `quieter` has title and body as they read without amounts, and as a bare number of tasks. `level` is how it
    reads now.
    """

    title: str
    body: str
    reminders: tuple[Reminder, ...] = ()
    quieter: tuple[tuple[str, str], ...] = ()
    level: Level = "full"

    def at(self, level: Level) -> Notice:
        """The notice as it reads at `level`; as it is where it tells no more, or was written at one level only."""
        if not self.quieter or LEVELS.index(level) <= LEVELS.index(self.level):
            return self
        title, body = self.quieter[LEVELS.index(level) - 1]
        return self._replace(title=title, body=body, level=level)


class Idle(NamedTuple):
    """A time in which nothing ran to tell reminders, on the person's own clock."""

    begin: DateTime
    end: DateTime


def notices(reminders: Sequence[Reminder], words: Words, idle: Idle | None = None) -> list[Notice]:
    """The notices that tell `reminders`: one each, or one digest where there are many.

    What was to be told in the time `idle` comes as one digest that says so.
    """
    missed = [one for one in reminders if idle.begin < one.since < idle.end] if idle else []
    if idle and len(missed) > 1:
        rest = [one for one in reminders if one not in missed]
        return [_digest(missed, words, idle.begin), *notices(rest, words)]
    if len(reminders) > MOST_AT_ONCE:
        return [_digest(reminders, words)]
    return [_single(reminder, words) for reminder in reminders]


def plain(text: str, longest: int) -> str:
    """`text` on one line, without control or escape characters, at most `longest` characters."""
    text = text[: 8 * longest]  # enough of it, however long it is
    shown = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    shown = " ".join(
        "".join(char for char in shown if unicodedata.category(char) not in ("Cf", "Cs")).split()
    )
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def _single(reminder: Reminder, words: Words) -> Notice:
    full = wording.title(reminder, words, True), wording.body(reminder, words, True)
    bare = wording.title(reminder, words, False), wording.body(reminder, words, False)
    return _made((reminder,), words, full, bare)


def _digest(reminders: Sequence[Reminder], words: Words, idle_since: DateTime | None = None) -> Notice:
    title = wording.digest_title(len(reminders), words, idle_since)
    full = title, wording.digest(reminders, words, True)
    return _made(tuple(reminders), words, full, (title, wording.digest(reminders, words, False)))


def _made(
    reminders: tuple[Reminder, ...], words: Words, full: tuple[str, str], bare: tuple[str, str]
) -> Notice:
    count = words.count("notify.count", len(reminders)), ""
    cut = [(plain(title, LONGEST_TITLE), plain(body, LONGEST_BODY)) for title, body in (full, bare, count)]
    return Notice(*cut[0], reminders, tuple(cut[1:]))
