"""A paste into a real terminal: whatever is in it arrives as text and presses no key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from finterm.domain.records import Event, Talk
from finterm.store.book import Book
from finterm.tui.pasting import END, START
from tests.e2e.terminal import Terminal
from tests.tui.household import household


def test_a_paste_with_escapes_is_text_in_a_form_and_nothing_on_a_pane(
    opened: Callable[..., Terminal], folder: Path
) -> None:
    terminal = opened((100, 30), "en")
    terminal.wait("Safe to spend")
    terminal.type(f"{START}p\x1bq\x11\x13\r{END}")  # on a pane: neither a payment nor the end
    terminal.press("l")
    terminal.wait("said by them")
    terminal.type(f"{START}they \x1bsaid\x1b[A \x13¥500\x1b \x00now{END}")
    terminal.wait("they said ¥500 now")
    terminal.press("ctrl+s")
    terminal.wait(lambda text: "said by them" not in text)
    terminal.press("q")
    assert terminal.process.wait(10) == 0
    had = {record.id for record in household()}
    with Book.open(folder / "book") as book:
        assert [talk.said_by_them for talk in book.all(Talk) if talk.id not in had] == ["they said ¥500 now"]
        assert not [event for event in book.all(Event) if event.id not in had]
