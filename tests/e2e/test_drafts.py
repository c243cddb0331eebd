"""Whatever ends the program in the middle of a form: what was typed is there again, the terminal is whole."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from finterm.domain.records import Talk
from finterm.store.book import Book
from tests.e2e.terminal import Terminal
from tests.tui.household import household

WORDS = "罚息照收, pay by Friday"
KEPT = 0.6  # seconds after the last key by which a draft is on the disk, on a busy machine


def left_in_a_form(opened: Callable[..., Terminal], **environment: str) -> Terminal:
    """A terminal in the middle of logging a talk."""
    terminal = opened(**environment)
    terminal.wait("Loans")
    terminal.press("2", "l")
    terminal.wait("said by them")
    terminal.type(*WORDS)
    terminal.wait("Friday")
    terminal.press("tab", *"545")
    return terminal


def goes_on(opened: Callable[..., Terminal], folder: Path) -> None:
    """The draft is offered, goes on as it was, and is saved once."""
    again = opened()
    again.wait("A talk begun")
    again.press("enter")
    shown = again.wait("said by them")
    assert WORDS in shown and "545" in shown
    again.press("ctrl+s")
    again.wait(lambda text: "said by them" not in text)
    again.press("q")
    assert again.process.wait(10) == 0
    with Book.open(folder / "book") as book:
        had = {record.id for record in household()}
        assert [talk.said_by_them for talk in book.all(Talk) if talk.id not in had] == [WORDS]
    last = opened()
    last.wait("Loans")
    last.press("1")
    assert "begun" not in last.text
    assert list((folder / "state" / "drafts").rglob("*.json")) == []


def test_a_form_outlives_the_plug_being_pulled(opened: Callable[..., Terminal], folder: Path) -> None:
    terminal = left_in_a_form(opened)
    time.sleep(KEPT)
    terminal.kill()
    goes_on(opened, folder)


def test_ctrl_s_keeps_what_is_typed_at_once(opened: Callable[..., Terminal], folder: Path) -> None:
    terminal = opened()
    terminal.wait("Loans")
    terminal.press("2", "a")
    terminal.wait("principal")
    terminal.press(*"Car")
    terminal.type("ctrl+s")
    terminal.wait("kept as a draft")
    terminal.kill()
    again = opened()
    assert "Car" in again.wait("A new loan begun")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_ends_it_clean_with_the_draft_on_the_disk(
    opened: Callable[..., Terminal], folder: Path, number: signal.Signals
) -> None:
    terminal = left_in_a_form(opened)
    terminal.type(*"0", "backspace")  # nothing typed is too young
    os.kill(terminal.process.pid, number)
    terminal.process.wait(10)
    terminal.read(0.5)
    for mode in (b"1049", b"1000", b"1003", b"1006", b"2004"):
        on = terminal.received.rfind(b"\x1b[?" + mode + b"h")
        assert on <= terminal.received.rfind(b"\x1b[?" + mode + b"l"), mode
    assert b"Traceback" not in terminal.received
    goes_on(opened, folder)


def test_a_lost_line_leaves_no_process_behind(opened: Callable[..., Terminal], folder: Path) -> None:
    terminal = left_in_a_form(opened)
    terminal.hang_up()
    assert terminal.process.wait(10) is not None
    goes_on(opened, folder)


def test_two_windows_keep_a_draft_each(opened: Callable[..., Terminal], folder: Path) -> None:
    one = left_in_a_form(opened)
    other = opened()
    other.wait("Loans")
    other.press("2", "l")
    other.wait("said by them")
    other.press(*"the other")
    time.sleep(KEPT)
    one.kill()
    other.kill()
    again = opened()
    again.wait(lambda text: "A talk begun" in text and WORDS in text and "the other" in text)
