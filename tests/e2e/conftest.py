"""The household's book in a folder, and terminals over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from finterm.store.book import Book
from tests.e2e.terminal import Terminal, finterm_in
from tests.tui.household import household


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the household's book in it."""
    with (
        Book.open(tmp_path / "book") as book,
        book.transaction("core.done.import", {"name": "x"}, undoable=False) as step,
    ):
        for record in household():
            step.put(record)
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> Iterator[Callable[..., Terminal]]:
    """Opens terminals and closes them all."""
    terminals: list[Terminal] = []

    def open_terminal(size: tuple[int, int] = (80, 24), language: str = "en", **environment: str) -> Terminal:
        terminals.append(Terminal(*finterm_in(folder, language, **environment), size))
        return terminals[-1]

    yield open_terminal
    for terminal in terminals:
        terminal.close()
