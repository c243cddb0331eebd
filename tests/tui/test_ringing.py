"""The terminal under the app is rung through its driver, with what the mask lets be seen."""

from __future__ import annotations

import asyncio
from unittest.mock import Mock

import pytest
from textual.pilot import Pilot

from finterm.domain.records import Delivery
from finterm.notify.channel import Chosen
from finterm.notify.terminal import Terminal
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from tests.tui.conftest import OpenApp


@pytest.fixture(autouse=True)
def kitty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app stands on kitty, and the terminal is the channel the person chose."""
    monkeypatch.setattr("finterm.notify.chosen.channels", lambda *_: [Chosen(Terminal(tty="/nonexistent"))])
    for name in ("TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-kitty")


async def rung(app: FintermApp, pilot: Pilot[None]) -> str:
    """What the driver was given to write while the reminders ran."""
    written: list[str] = []
    driver = app._driver
    assert driver is not None
    app._driver = Mock(is_headless=False, write=written.append)
    await asyncio.to_thread(app._reminding.run)
    while app._message_queue.qsize():
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    app._driver = driver
    return "".join(text for text in written if "\x1b]" in text)


async def test_the_terminal_is_rung_once_and_its_title_marked(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        told = await rung(app, pilot)
        assert "\x1b]99;" in told and "\x1b[22;2t\x1b]2;(1) finterm\x1b\\" in told
        assert "terminal" in {delivery.channel for delivery in book.all(Delivery)}
        assert await rung(app, pilot) == ""


async def test_a_key_takes_the_mark_off_the_title(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await rung(app, pilot)
        assert app._unseen == 1
        await pilot.press("2")
        assert app._unseen == 0


async def test_hidden_amounts_do_not_go_out_and_a_blank_screen_names_nobody(
    open_app: OpenApp, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "foot")  # plain text, which can be read here
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("dollar_sign")
        told = await rung(app, pilot)
        assert "\x1b]777;notify;" in told and "¥" not in told
    with book.transaction("core.done.import", undoable=False) as step:
        for delivery in book.all(Delivery):
            step.delete(delivery)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.do_lock()
        await pilot.pause()
        told = await rung(app, pilot)
        assert f"\x1b]777;notify;{app.words('tui.lock.reminder')};\x1b" in told
