"""A book of the household in a temporary folder, and the app over it at a fixed moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from finterm.locale import Words
from finterm.store.book import Book
from finterm.tui import actions
from finterm.tui.app import FintermApp
from finterm.tui.panes.base import Pane
from tests.rig import quick_apps
from tests.tui.household import NOW, household

OpenApp = Callable[..., FintermApp]


@pytest.fixture(autouse=True, scope="session")
def quick() -> Iterator[None]:
    """A pilot goes on as soon as the app has nothing left to do, and style sheets are parsed once."""
    with quick_apps():
        yield


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings and log of the tests, never those of the person who runs them; and our keys after each."""
    monkeypatch.setenv("FINTERM_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("FINTERM_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(Pane, "REST", 0.0)  # the detail follows at once, so that a test can look at it
    yield
    actions.use({})
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """The household as a book."""
    with Book.open(tmp_path / "book", device="test") as opened:
        with opened.transaction("core.done.import", {"name": "household"}, undoable=False) as transaction:
            for record in household():
                transaction.put(record)
        yield opened


@pytest.fixture
def empty_book(tmp_path: Path) -> Iterator[Book]:
    """A book with nothing in it."""
    with Book.open(tmp_path / "empty", device="test") as opened:
        yield opened


@pytest.fixture
def open_app(book: Book) -> OpenApp:
    """Makes the app over the household, or over the `over` given."""

    def make(language: str = "en", over: Book | None = None, theme: str = "") -> FintermApp:
        return FintermApp(over or book, Words(language), now=lambda: NOW, theme=theme)

    return make
