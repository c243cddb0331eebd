"""One call of the command line: which book, which language, which day is today, JSON or not.

Options may stand before or after the verb; they all end up here. The book is opened when a verb first
asks for it. Looking at a book that is not there yet shows an empty one and makes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from finterm.domain.errors import FintermError
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.domain.ledger import Ledger
    from finterm.domain.records import Settings
    from finterm.store.book import Book


def usual_folder() -> Path:
    """The folder of the person's book: FINTERM_BOOK, else the system's place for data."""
    if chosen := os.environ.get("FINTERM_BOOK"):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("finterm", appauthor=False) / "book"


class Looked(NamedTuple):
    """What a reading verb sees of the book."""

    ledger: Ledger
    settings: Settings


class Call:
    """The wishes of one call; `stack` holds what must be closed when it ends."""

    def __init__(self, words: Words, stack: ExitStack) -> None:
        self.words = words
        self.stack = stack
        self.json = False
        self.book_chosen: Path | None = None
        self.on: Date | None = None
        self.demo = ""  # the made-up household to show: `arrears`, `calm`; empty for the person's own book
        self.theme = ""  # the theme to wear this once, instead of the one kept
        self._demo_folder: Path | None = None

    @property
    def today(self) -> Date:
        """The day of `--on`, else today."""
        if self.on is None:
            from finterm.clock import today

            self.on = today()
        return self.on

    @property
    def folder(self) -> Path:
        """The folder of the book; with `--demo` or `--demo-calm` a temporary one with a made-up book in it."""
        if self.demo:
            if self._demo_folder is None:
                self._demo_folder = self._make_demo()
            return self._demo_folder
        return self.book_chosen or usual_folder()

    def _make_demo(self) -> Path:
        from tempfile import TemporaryDirectory

        from finterm import clock
        from finterm.exchange.demo import fill
        from finterm.store.book import Book

        folder = Path(self.stack.enter_context(TemporaryDirectory(prefix="finterm-demo-"))) / "book"
        with Book.open(folder) as book:
            now = clock.now()
            if self.on is not None:
                now = now.replace(year=self.on.year, month=self.on.month, day=self.on.day)
            fill(book, now, self.words, self.demo)
        return folder

    @contextmanager
    def book(self) -> Iterator[Book]:
        """The book, open for writing; what opening found and mended is told on stderr."""
        from finterm.cli.output import warn
        from finterm.store.book import Book

        with Book.open(self.folder, origin="command") as book:
            for notice in book.notices:
                warn(self, self.words.notice(notice.key, notice.values))
            yield book

    def look(self) -> Looked:
        """The records of the book, for verbs that only read."""
        from finterm.domain.ledger import Ledger
        from finterm.domain.records import Settings

        if not self.demo and not self.exists:
            from finterm.cli.output import warn

            warn(self, self.words("cli.no_book", folder=self.folder))
            return Looked(Ledger(), Settings(id=Settings.THE))
        with self.book() as book:
            return Looked(Ledger.of(book.all), book.settings())

    @property
    def exists(self) -> bool:
        """Whether there is a folder to hold the book."""
        return self.folder.is_dir()

    def must_exist(self) -> None:
        """Raises FintermError where there is no book: nothing is made by asking about it."""
        if not self.demo and not self.exists:
            raise FintermError("cli.no_book", folder=self.folder)
