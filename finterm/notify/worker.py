"""The worker: tells what is owed and records that it was told. The app and `finterm remind` share it.

A run holds the book's reminder lock from looking to recording, so of two processes only one tells; the
other finds it busy and leaves. Each reminder goes through the first channel that takes it and is then
recorded as a delivery keyed by subject, step and channel. A crash between telling and recording is
decided in favour of telling: at most the last notice comes a second time. When no channel takes it, it
stays owed.

Channels given together stand in for each other: what any of them delivered is told. The toast inside
the app is a channel of its own (`screen`), asked for in a run of its own, so a notice on the desktop
does not silence the screen, nor the screen the desktop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from hashlib import blake2b
from typing import NamedTuple

from finterm.domain.dues import agenda
from finterm.domain.errors import BookDamaged, Conflict
from finterm.domain.ledger import Ledger
from finterm.domain.position import Position
from finterm.domain.records import Delivery
from finterm.domain.reminders import horizon, owed, told_on
from finterm.locale import Words
from finterm.notify.channel import Channel, Failed
from finterm.notify.desktop import Desktop
from finterm.notify.notice import Notice, notices
from finterm.store.book import Book
from finterm.store.lock import locked

Standing = Callable[[Ledger, Date], Mapping[str, Position]]


class Told(NamedTuple):
    """A notice that arrived, and the channel it went through."""

    channel: str
    notice: Notice


class Report(NamedTuple):
    """What one run did. `untold` notices stay owed; `failures` say why, by channel; `busy`: another ran."""

    told: tuple[Told, ...] = ()
    untold: tuple[Notice, ...] = ()
    failures: dict[str, Failed] = {}
    busy: bool = False


def channels() -> list[Channel]:
    """The channels that reach a person outside the app, in the order they are tried."""
    return [Desktop()]


def run_once(
    book: Book,
    now: DateTime,
    words: Words,
    through: Sequence[Channel] | None = None,
    standing: Standing | None = None,
) -> Report:
    """Tells and records everything owed at `now`. Raises BookDamaged when the book refuses to record.

    `standing` gives the positions of the loans of a ledger on a day, for a caller that has them.
    """
    asked = channels() if through is None else list(through)
    try:
        with locked(book.folder / ".remind.lock", patience=0):
            return _run(book, now, words, asked, standing)
    except BookDamaged as fault:
        if fault.what == "error.book_locked" and fault.values.get("seconds") == 0:
            return Report(busy=True)
        raise


def owed_now(
    book: Book, now: DateTime, words: Words, names: Sequence[str], standing: Standing | None = None
) -> list[Notice]:
    """The notices owed at `now` that none of the channels `names` has delivered."""
    leads = book.settings().leads
    today = Date(now.year, now.month, now.day)
    ledger = Ledger.of(book.all)
    known = standing(ledger, today) if standing else None
    dues = agenda(ledger, today, today + timedelta(days=horizon(leads)), known=known)
    return notices(owed(dues, today, told_on(book.all(Delivery), names), leads), words)


def delivery_id(subject: str, step: str, channel: str) -> str:
    """The id of a delivery: the same wherever it is made, so that it exists once."""
    return "told-" + blake2b("\n".join((subject, step, channel)).encode(), digest_size=12).hexdigest()


def _run(book: Book, now: DateTime, words: Words, asked: list[Channel], standing: Standing | None) -> Report:
    book.refresh()
    told: list[Told] = []
    untold: list[Notice] = []
    failures: dict[str, Failed] = {}
    for notice in owed_now(book, now, words, [channel.name for channel in asked], standing):
        if channel := _sent(notice, asked, failures):
            _record(book, notice, channel, now)
            told.append(Told(channel, notice))
        else:
            untold.append(notice)
    return Report(tuple(told), tuple(untold), failures)


def _sent(notice: Notice, asked: list[Channel], failures: dict[str, Failed]) -> str:
    """The name of the first channel that took `notice`, or nothing; a channel that failed is not asked again."""
    for channel in asked:
        if channel.name in failures:
            continue
        if (why := channel.send(notice)) is None:
            return channel.name
        failures[channel.name] = why
    return ""


def _record(book: Book, notice: Notice, channel: str, now: DateTime) -> None:
    try:
        with book.transaction("core.done.delivery", undoable=False) as step:
            for one in notice.reminders:
                id = delivery_id(one.subject, one.step, channel)
                step.put(Delivery(id=id, subject=one.subject, step=one.step, channel=channel, at=now))
    except Conflict:
        book.refresh()  # another device's record of the same delivery came in between
