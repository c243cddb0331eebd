"""Reminders while the screen is open."""

from __future__ import annotations

import asyncio

import pytest

from finterm.domain.records import Delivery
from finterm.notify.channel import Chosen, Failed
from finterm.notify.notice import Notice
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.widgets.bars import Status
from tests.tui.conftest import OpenApp


class Deaf:
    """A desktop that takes nothing."""

    name = "desktop"

    def send(self, notice: Notice) -> Failed | None:
        return Failed("notify.failed.no_bus")


def said(app: FintermApp) -> str:
    return app.query_one(Status).sentence


@pytest.fixture(autouse=True)
def deaf_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finterm.notify.chosen.channels", lambda: [Chosen(Deaf())])


async def test_what_is_owed_is_toasted_once_and_a_deaf_desktop_named_once(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert len(app._notifications) == 1 and "overdue" in next(iter(app._notifications)).message
        assert {delivery.channel for delivery in book.all(Delivery)} == {"screen"}
        assert "no session bus" in said(app)
        app.say("")
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert len(app._notifications) == 1 and said(app) == ""


async def test_a_toast_hides_amounts_when_they_are_hidden(open_app: OpenApp) -> None:
    app = open_app("zh")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("dollar_sign")
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert all("¥" not in note.message + note.title for note in app._notifications)


async def test_a_worker_that_breaks_is_one_sentence(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app()
    monkeypatch.setattr("finterm.notify.looking.run_once", lambda *_, **__: 1 // 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert "Reminders stopped for now (ZeroDivisionError)" in said(app)


async def test_the_thread_begins_with_the_screen_and_ends_with_it(book: Book) -> None:
    from finterm.locale import Words
    from tests.tui.household import NOW

    app = FintermApp(book, Words("en"), now=lambda: NOW, remind=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for _ in range(50):
            await pilot.pause(0.05)
            if book.all(Delivery):
                break
        assert book.all(Delivery)
    assert not app._reminding._thread.is_alive()
