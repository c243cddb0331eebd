"""The calendar file: the dues of a book in a file that is made anew as the book changes.

The file remembers what it said before: what it held and the book no longer knows (a loan deleted, a bill
that ends earlier) is cancelled in it, because a calendar that imported it would go on ringing. A file
that finterm did not write is never written over unasked. Same book, same day: same bytes.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from pathlib import Path
from typing import NamedTuple

from finterm.domain.errors import FintermError
from finterm.domain.ledger import Ledger
from finterm.exchange import exporting, ics
from finterm.exchange.ics import Calendar, Event
from finterm.exchange.ics_dues import Span, Wishes, events, gone, lasting, span, uid
from finterm.exchange.ics_revisions import NEVER, past
from finterm.locale import Words
from finterm.store.book import Book

USUAL = Wishes()


class Made(NamedTuple):
    """The bytes of a file, the events in it and the book they come from."""

    data: bytes
    events: tuple[Event, ...]
    book: str

    def updates(self, before: Calendar) -> bool:
        """Whether `before` was made from the same book."""
        return before.mark.partition(" ")[0] == self.book


def made(book: Book, on: Date, words: Words, wishes: Wishes = USUAL, before: Calendar | None = None) -> Made:
    """The calendar of `book` as it stands on `on`; `before` is what the file held until now."""
    ledger = Ledger.of(book.all)
    known = past(book.transactions(), on)
    found = events(ledger, book.settings(), on, known, words, wishes)
    mark = f"{known.book} {words.language} {wishes.privacy}"
    if before is not None and before.mark.partition(" ")[0] == known.book:
        there = {event.uid for event in found} | {uid(key) for key in lasting(ledger)}
        latest = max((revision.at for revision in known.revisions.values()), default=NEVER)
        found += [
            _cancelled(event, latest, before.mark == mark, words)
            for event in before.events
            if event.uid not in there and _covers(span(on, wishes), event)
        ]
    found.sort(key=lambda event: (event.date, event.uid))
    calendar = Calendar(words("exchange.ics.name"), mark, tuple(found))
    return Made(ics.write(calendar), calendar.events, known.book)


def _covers(covered: Span, event: Event) -> bool:
    return covered.since <= event.date <= covered.until


def _cancelled(event: Event, at: DateTime, says_the_same: bool, words: Words) -> Event:
    """`event` as not due any more. Its words stay only where the file is to say as much in the same language."""
    if event.cancelled and says_the_same:
        return event
    what = event.summary if says_the_same and not event.cancelled else ""
    return event._replace(
        summary=gone(what, words),
        cancelled=True,
        sequence=event.sequence + 1,
        changed=max(event.changed, at),
    )


def update(
    book: Book, path: Path, on: Date, words: Words, wishes: Wishes = USUAL, force: bool = False
) -> Made | None:
    """Writes the file at `path` where it is missing or not as the book is; None where it was fresh.

    Only the file's owner can read it, and whoever reads it meanwhile finds the old or the new one whole.
    Raises FintermError for a file that is no calendar of this book, unless `force`, and where it cannot
    be written.
    """
    path = path.expanduser().resolve()
    old = _content(path)
    before = ics.read(old) if old is not None else None
    fresh = made(book, on, words, wishes, before)
    if old == fresh.data:
        return None
    if not (force or old is None or (before is not None and fresh.updates(before))):
        raise FintermError("exchange.error.exists", path=path)
    exporting.write(path, fresh.data, force=True)
    return fresh


def _content(path: Path) -> bytes | None:
    """What is at `path`; None where nothing is. What cannot be read is something else than ours."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""


class Served:
    """A file kept fresh for calendar programs that subscribe to it. Looking costs nothing while nothing changed."""

    def __init__(self, path: Path, wishes: Wishes = USUAL, force: bool = False) -> None:
        self.path = path.expanduser()
        self.wishes = wishes
        self._force = force
        self._seen: object = None

    def refresh(self, book: Book, on: Date, words: Words) -> Made | None:
        """Writes the file where the book, the day or the language moved on; None where it was fresh.

        The book is taken as read so far. Raises as `update` does.
        """
        seen = (book.extent(), on, words.language)
        if seen == self._seen and self.path.exists():
            return None
        written = update(book, self.path, on, words, self.wishes, self._force)
        self._seen, self._force = seen, False
        return written


def refresh(book: Book, path: Path, now: DateTime, words: Words, wishes: Wishes = USUAL) -> bool:
    """Makes the file at `path` as the book, as read so far, is at `now`; whether that changed it.

    For a caller that looks once; one that looks again and again holds a `Served`. Raises as `update` does.
    """
    return update(book, path, now.date(), words, wishes) is not None
