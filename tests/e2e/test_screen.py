"""The real program in a real terminal: keys go in, a terminal emulator shows what a person would see."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from finterm.domain.records import Event, Promise, Talk
from finterm.store.book import Book
from tests.e2e.terminal import Terminal
from tests.tui.household import household

SAVE = "^s"  # the key that saves, below every form


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_payment_and_a_promise_outlive_the_plug_being_pulled(
    opened: Callable[..., Terminal], folder: Path, size: tuple[int, int], language: str
) -> None:
    loans, said = ("Loans", "Undone") if language == "en" else ("贷款", "已撤销")
    terminal = opened(size, language)
    terminal.wait(loans)
    terminal.press("2", "p")
    terminal.wait(SAVE)
    terminal.press("ctrl+s")
    terminal.wait(lambda text: SAVE not in text)
    terminal.press("u")
    terminal.wait(said)
    terminal.press("ctrl+r")
    terminal.wait(lambda text: said not in text)
    terminal.press("l")
    terminal.wait(SAVE)
    terminal.press(*"call back 借")
    # amount, said by me, outcome, then the choice of a promise
    terminal.press("tab", "tab", "tab", "tab", " ", "tab", *"545", "tab", *"+3d", "ctrl+s")
    terminal.wait(lambda text: SAVE not in text)
    terminal.kill()

    with Book.open(folder / "book") as book:
        had = {record.id for record in household()}
        payments = [event for event in book.all(Event) if event.id not in had]
        talks = [talk for talk in book.all(Talk) if talk.id not in had]
        promises = [promise for promise in book.all(Promise) if promise.id not in had]
    assert [payment.loan for payment in payments] == ["loan-1"]
    assert [talk.said_by_them for talk in talks] == ["call back 借"]
    assert [(promise.by, promise.minor) for promise in promises] == [("me", 54500)]

    again = opened(size, language)
    again.wait(loans)
    again.press("5")
    shown = again.wait("call back 借")
    assert "545" in shown
    again.press("q")
    assert again.process.wait(10) == 0


def test_without_colour_every_state_is_still_a_word(opened: Callable[..., Terminal]) -> None:
    terminal = opened(NO_COLOR="1")
    terminal.wait(lambda text: bool(re.search(r"手机分期.*overdue \d+ days", text)))
    for code in re.findall(rb"\x1b\[([0-9;]*)m", terminal.received):
        numbers = [int(part) for part in code.split(b";") if part]
        assert not any(30 <= n <= 38 or 40 <= n <= 48 or 90 <= n <= 107 for n in numbers), code


def test_leaving_gives_the_terminal_back_clean(opened: Callable[..., Terminal]) -> None:
    terminal = opened()
    terminal.wait("Loans")
    terminal.press("q")
    assert terminal.process.wait(10) == 0
    terminal.read(0.5)
    for mode in (b"1049", b"1000", b"1003", b"1006", b"2004"):
        on, off = (
            terminal.received.rfind(b"\x1b[?" + mode + b"h"),
            terminal.received.rfind(b"\x1b[?" + mode + b"l"),
        )
        assert on <= off, mode
    assert b"Traceback" not in terminal.received


def test_what_another_process_records_appears_by_itself(
    opened: Callable[..., Terminal], folder: Path
) -> None:
    terminal = opened()
    terminal.wait("Loans")
    terminal.press("2", "enter")
    terminal.wait("What it costs")
    command = [sys.executable, "-m", "finterm", "--book", str(folder / "book"), "pay", "手机分期", "1.23"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    terminal.wait(f"{json.loads(done.stdout)['to_be_current'] / 100:,.2f}")


def test_wide_characters_align_in_a_real_terminal(opened: Callable[..., Terminal]) -> None:
    terminal = opened(language="zh")
    terminal.wait("今日")
    terminal.press("2")
    terminal.wait("招联好期贷")
    rows = [line for line in terminal.lines if re.search(r"手机分期|借呗|招联好期贷|Credit union", line)][:4]
    ends = {cell_len(row[: match.end()]) for row in rows if (match := re.search(r"(逾期|正常|已结清)", row))}
    assert len(rows) == 4 and len(ends) <= 2, rows
