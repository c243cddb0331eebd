"""What a newcomer must find by keyboard alone, in terminals of every kind people come with."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from finterm.domain.records import Event, Talk
from finterm.store.book import Book
from tests.e2e.terminal import Terminal
from tests.tui.household import household

AMOUNT = r"¥[\d,]+\.\d\d"
KINDS = {
    "xterm": {"TERM": "xterm-256color"},
    "screen": {"TERM": "screen-256color"},
    "console": {"TERM": "linux"},
    "plain-locale": {"TERM": "xterm-256color", "LANG": "C", "LC_ALL": "C"},
}


def shows(pattern: str) -> Callable[[str], bool]:
    """Whether the screen shows something that looks like `pattern`."""
    return lambda text: bool(re.search(pattern, text))


@pytest.mark.parametrize("environment", KINDS.values(), ids=KINDS)
def test_a_newcomer_finds_everything_within_a_few_keys(
    opened: Callable[..., Terminal], folder: Path, environment: dict[str, str]
) -> None:
    terminal = opened((80, 24), "en", **environment)

    # what must be paid today, and what is left till payday: on the first screen, before any key
    terminal.wait(shows(rf"{AMOUNT} paid today leaves nothing overdue"))
    terminal.wait(shows(rf"Safe to spend .*{AMOUNT}"))
    # what the whole debt is
    terminal.press("2")
    terminal.wait(shows(rf"whole debt today +.*{AMOUNT}"))
    # how to record a payment: the key stands in the last line
    assert shows(r"p pay")(terminal.lines[-1])
    terminal.press("p")
    terminal.wait("save")
    terminal.press("ctrl+s")
    terminal.wait(shows(r"payment of .*手机分期"))
    # how to undo it, and what was undone
    assert shows(r"u undo")(terminal.lines[-1])
    terminal.press("u")
    terminal.wait(shows(rf"Undone: payment of .*{AMOUNT}.*手机分期"))
    # how to log the call they are on
    assert shows(r"l log a talk")(terminal.lines[-1])
    terminal.press("l")
    terminal.wait("said by them")
    terminal.press(*"will call again", "ctrl+s")
    terminal.wait(lambda text: "said by them" not in text)
    # how to change language and theme: both stand in the help
    terminal.press("?", "pagedown", "pagedown")
    terminal.wait(shows(r"L +中文"))
    terminal.wait(shows(r"T +theme"))
    terminal.press("escape", "L")
    terminal.wait("贷款")
    terminal.press("L", "T")
    terminal.wait("High contrast")
    terminal.press("escape")
    # how to leave
    assert shows(r"q quit")(terminal.lines[-1])
    terminal.press("q")
    assert terminal.process.wait(10) == 0

    had = {record.id for record in household()}
    with Book.open(folder / "book") as book:
        assert [talk.said_by_them for talk in book.all(Talk) if talk.id not in had] == ["will call again"]
        assert not [event for event in book.all(Event) if event.id not in had]
