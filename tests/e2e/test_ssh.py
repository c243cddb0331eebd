"""Over a real sshd on loopback: work, lose the line in the middle of a form, come back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from finterm.domain.records import Event
from finterm.store.book import Book
from tests.e2e.sshd import needs_sshd, sshd_in
from tests.e2e.terminal import SAVE, Terminal, finterm_in

pytestmark = needs_sshd
PATIENCE = 15.0

OpenLine = Callable[..., Terminal]


@pytest.fixture
def line(tmp_path: Path, folder: Path) -> Iterator[OpenLine]:
    """Opens finterm through ssh; closes all lines and the sshd."""
    with sshd_in(tmp_path / "ssh") as lines:

        def open_line(size: tuple[int, int] = (80, 24), **environment: str) -> Terminal:
            command, env = finterm_in(folder, "en", **environment)
            there = {k: v for k, v in env.items() if k.startswith("FINTERM_") or k in environment}
            return lines.open(command, there, env, size)

        yield open_line


def running_over(folder: Path) -> list[int]:
    """The processes of finterm over the book in `folder`."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"finterm" in words and str(folder / "book").encode() in words and b"env" not in words:
                found.append(int(process.name))
    return found


def test_a_line_dropped_in_a_form_loses_nothing_and_leaves_no_process(line: OpenLine, folder: Path) -> None:
    with Book.open(folder / "book") as book:
        before = {event.id for event in book.all(Event)}
    terminal = line()
    terminal.wait("Loans")
    terminal.press("2", "p")
    terminal.wait(SAVE)
    terminal.press("ctrl+s")
    terminal.wait(lambda text: SAVE not in text)
    terminal.press("l")
    terminal.wait("said by them")
    terminal.press(*"they call again on Friday")
    terminal.wait("Friday")
    terminal.read(1.0)  # a draft is on the disk a fraction of a second after the last key
    assert running_over(folder)
    terminal.kill()

    deadline = time.monotonic() + PATIENCE
    while running_over(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not running_over(folder)
    with Book.open(folder / "book") as book:
        assert len([event for event in book.all(Event) if event.id not in before]) == 1

    again = line()
    again.wait("A talk begun")
    again.press("enter")
    again.wait("they call again on Friday")
