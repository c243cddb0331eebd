"""The worker: tells what is owed and records that it was told. The app and `finterm remind` share it.

A run holds the book's reminder lock from looking to recording, so of two processes only one tells; the
other finds it busy and leaves. Each reminder is recorded, the moment it was told, as a delivery keyed by
subject, step and channel. A crash between telling and recording is decided in favour of telling: at most the
last notice of a channel comes a second time. When no channel takes it, it stays owed.

Channels stand in for each other, in the person's order, and what any of them delivered is told; or all of
them tell everything, each on its own. The toast inside the app is a channel too (`screen`), asked for in a
run of its own, so a notice on the desktop does not silence the screen, nor the screen the desktop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from hashlib import blake2b
from threading import Thread
from typing import NamedTuple

from finterm.domain.errors import BookDamaged, Conflict
from finterm.domain.ledger import Ledger
from finterm.domain.matters import Matter, matters
from finterm.domain.position import Position
from finterm.domain.records import Acknowledgement, Delivery, Settings
from finterm.domain.reminders import owed, seen_of, told_on
from finterm.locale import Words
from finterm.notify.channel import Chosen, Failed
from finterm.notify.notice import Idle, Notice, notices
from finterm.store.book import Book
from finterm.store.lock import locked

Standing = Callable[[Ledger, Date], Mapping[str, Position]]
LATE = timedelta(hours=1)  # what is told later than this, because nothing ran, was missed
LOCK = ".remind.lock"
AWAY = {f"notify.failed.{why}" for why in ("no_terminal", "no_session", "detached")}


class Told(NamedTuple):
    """A notice that arrived, and the channel it went through."""

    channel: str
    notice: Notice


class Report(NamedTuple):
    """What one run did. `untold` notices stay owed; `failures` say why, by channel; `busy`: another ran.

    `hints` say, by channel, what the person could set so that it tells more than it did.
    """

    told: tuple[Told, ...] = ()
    untold: tuple[Notice, ...] = ()
    failures: dict[str, Failed] = {}
    busy: bool = False
    hints: dict[str, Failed] = {}


def run_once(
    book: Book,
    now: DateTime,
    words: Words,
    through: Sequence[Chosen],
    *,
    every: bool = False,
    last_run: DateTime | None = None,
    standing: Standing | None = None,
) -> Report:
    """Tells and records everything owed at `now`. Raises BookDamaged when the book refuses to record.

    `through` are the channels in the order they are tried; with `every` all of them tell. `last_run` is when
    the worker last ran: what came up since, and is late now, is told as missed. `standing` gives the
    positions of the loans of a ledger on a day, for a caller that has them.
    """
    try:
        with locked(book.folder / LOCK, patience=0):
            book.refresh()
            run = _Run(book, now, words, last_run, standing)
            if every:
                return joined(_here(run.parts([[one] for one in through])))
            return run.part(through)
    except BookDamaged as fault:
        if fault.what == "error.book_locked" and fault.values.get("seconds") == 0:
            return Report(busy=True)
        raise


def delivery_id(subject: str, step: str, channel: str) -> str:
    """The id of a delivery: the same wherever it is made, so that it exists once."""
    return "told-" + blake2b("\n".join((subject, step, channel)).encode(), digest_size=12).hexdigest()


class _Run:
    """One look at the book at one moment, and what is told of it."""

    def __init__(
        self, book: Book, now: DateTime, words: Words, last_run: DateTime | None, standing: Standing | None
    ) -> None:
        self.book = book
        self.now = now
        self.words = words
        self.settings: Settings = book.settings()
        self.last_run = last_run.astimezone(now.tzinfo).replace(tzinfo=None) if last_run else None
        self.idle = _idle(last_run, now)
        today = Date(now.year, now.month, now.day)
        ledger = Ledger.of(book.all)
        known = standing(ledger, today) if standing else None
        self.matters: list[Matter] = matters(
            ledger, today, self.settings, known=known, backup_on=book.backup_on()
        )
        self.seen = seen_of(book.all(Acknowledgement))

    def part(self, through: Sequence[Chosen]) -> Report:
        """Tells what none of the channels `through` has told yet, each notice by the first that takes it."""
        told_before = told_on(self.book.all(Delivery), [one.name for one in through])
        reminders = owed(self.matters, self.now, self.settings, told_before, self.seen, self.last_run)
        told: list[Told] = []
        untold: list[Notice] = []
        failures: dict[str, Failed] = {}
        for notice in notices(reminders, self.words, self.idle):
            if channel := _sent(notice, through, failures):
                self._record(notice, channel)
                told.append(Told(channel, notice))
            else:
                untold.append(notice)
        hints = {
            one.name: hint
            for one in through
            if told and (hint := getattr(one.channel, "hint", None)) is not None
        }
        return Report(tuple(told), tuple(untold), failures, hints=hints)

    def parts(self, groups: Sequence[Sequence[Chosen]]) -> list[Report]:
        """Every group of channels in its own right, side by side: none waits for another."""
        with ThreadPoolExecutor(max(1, len(groups)), "telling") as pool:
            return list(pool.map(self.part, groups))

    def _record(self, notice: Notice, channel: str) -> None:
        try:
            with self.book.transaction("core.done.delivery", undoable=False) as step:
                for one in notice.reminders:
                    id = delivery_id(one.subject, one.step, channel)
                    step.put(
                        Delivery(id=id, subject=one.subject, step=one.step, channel=channel, at=self.now)
                    )
        except Conflict:
            self.book.refresh()  # another device's record of the same delivery came in between


def _idle(last_run: DateTime | None, now: DateTime) -> Idle | None:
    """The time in which nothing ran to tell anything, on the person's clock."""
    if last_run is None or now - last_run <= LATE:
        return None
    return Idle(last_run.astimezone(now.tzinfo).replace(tzinfo=None), (now - LATE).replace(tzinfo=None))


def joined(reports: Sequence[Report]) -> Report:
    """What several parts of a run did together; busy where any of them found another at work."""
    failures: dict[str, Failed] = {}
    hints: dict[str, Failed] = {}
    for report in reports:
        failures |= report.failures
        hints |= report.hints
    return Report(
        tuple(told for report in reports for told in report.told),
        tuple(notice for report in reports for notice in report.untold),
        failures,
        any(report.busy for report in reports),
        hints,
    )


def _here(reports: Sequence[Report]) -> Sequence[Report]:
    """Leaves out channels with nobody at their end just now, unless all are so: what they are to tell
    stays owed, and a run is not called a failure each time for a terminal that no service has.
    """
    away = [bool(one.failures) and {why.key for why in one.failures.values()} <= AWAY for one in reports]
    if all(away):
        return reports
    return [report for report, gone in zip(reports, away, strict=True) if not gone]


def _sent(notice: Notice, through: Sequence[Chosen], failures: dict[str, Failed]) -> str:
    """The name of the first channel that took `notice`, or nothing; a channel that failed is not asked again."""
    for chosen in through:
        if chosen.name in failures:
            continue
        if (why := tried(notice.at(chosen.level), chosen)) is None:
            return chosen.name
        failures[chosen.name] = why
    return ""


def tried(notice: Notice, chosen: Chosen) -> Failed | None:
    """Sends `notice`, and waits no longer than the channel may take; why it did not arrive."""
    answers: list[Failed | None] = []

    def send() -> None:
        try:
            answers.append(chosen.channel.send(notice))
        except Exception as fault:  # a channel must not stop the worker, whatever is wrong with it
            answers.append(Failed("notify.failed.refused", {"reason": type(fault).__name__}))

    sending = Thread(target=send, name=f"sending-{chosen.name}", daemon=True)
    sending.start()
    sending.join(chosen.seconds)
    return answers[0] if answers else Failed("notify.failed.slow", {"seconds": round(chosen.seconds)})
