"""The calendar file a person set, made fresh with every look for reminders.

The exchange writes it; here is which file it is, and that a file which cannot be written is told like a channel
that failed.
"""

from __future__ import annotations

from datetime import datetime as DateTime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from finterm import config
from finterm.domain.errors import FintermError
from finterm.locale import Words
from finterm.notify.channel import Failed

if TYPE_CHECKING:
    from finterm.exchange.ics_file import Served
    from finterm.store.book import Book

CALENDAR = "calendar"  # the name it is reported under


class ServedFile(NamedTuple):
    """The file at `path`, which tells as much as `privacy` lets it."""

    path: Path
    privacy: str


def served_file() -> ServedFile | None:
    """The calendar file that the settings name now; None where they name none."""
    said = config.read().reminders
    return ServedFile(Path(said.calendar), said.calendar_privacy) if said.calendar else None


def fresh(file: ServedFile, book: Book, now: DateTime, words: Words) -> Failed | None:
    """Makes the file tell what `book` owes; why it could not. Costs next to nothing where nothing changed."""
    try:
        _served(file, book.folder).refresh(book, now.date(), words)
    except FintermError as fault:
        return Failed(fault.what, fault.values)
    except (OSError, RuntimeError, ValueError) as fault:  # a path that leads in circles, or to nobody's home
        return Failed("notify.failed.refused", {"reason": str(fault)})
    return None


@lru_cache(maxsize=4)
def _served(file: ServedFile, book_folder: Path) -> Served:
    """Remembers what was last written, for the one book and the one file that a process serves."""
    from finterm.exchange.ics_dues import Wishes
    from finterm.exchange.ics_file import Served

    return Served(file.path, Wishes(file.privacy))  # type: ignore[arg-type]
