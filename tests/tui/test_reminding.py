"""Reminders while the screen is open."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from finterm.domain.records import Delivery
from finterm.locale import Words
from finterm.notify import runs
from finterm.notify.channel import Chosen, Failed
from finterm.notify.notice import Notice
from finterm.notify.sessions import Session, Sessions
from finterm.service.steps import Found
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.reminding import Told
from finterm.tui.widgets.bars import Status
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW
from tests.tui.screens import text


class Deaf:
    """A desktop that takes nothing."""

    name = "desktop"

    def send(self, notice: Notice) -> Failed | None:
        return Failed("notify.failed.no_bus")


def said(app: FintermApp) -> str:
    return app.query_one(Status).sentence


@pytest.fixture(autouse=True)
def deaf_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finterm.notify.chosen.channels", lambda *_: [Chosen(Deaf())])


async def test_what_is_owed_is_toasted_once_and_a_deaf_desktop_named_once(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert len(app._notifications) == 1 and "10 reminders" in next(iter(app._notifications)).title
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
    app = FintermApp(book, Words("en"), now=lambda: NOW, remind=True)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for _ in range(50):
            await pilot.pause(0.05)
            if book.all(Delivery):
                break
        assert book.all(Delivery)
    assert not app._reminding._thread.is_alive()


async def test_the_status_tells_looks_and_channels_and_asks_the_system_beside_the_screen(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = threading.Event()

    def found(*_: object) -> list[Found]:
        assert asked.wait(5), "the page did not stand while the system was asked"
        return [Found("systemd-timer", "/home/me/finterm-remind.timer", False)]

    monkeypatch.setattr("finterm.service.carrying.found", found)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await asyncio.to_thread(app._reminding.run)
        await app.do("reminders_status")
        await pilot.pause()
        page = text(app)
        assert "an open finterm" in page and "no desktop session" in page and "systemd timer" not in page
        asked.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "NOT active" in text(app) and "What to do" in text(app)
        await pilot.press("question_mark")
        assert "reminder status" not in text(app)
        await pilot.press("escape")
        assert "reminder status" in text(app)
        await pilot.press("escape")
        assert said(app).startswith("reminders: last look") and "no session bus" in said(app)


async def test_a_day_without_a_look_is_said_once_on_the_status_line(open_app: OpenApp, book: Book) -> None:
    runs.note(book.folder, "once", NOW - timedelta(days=3))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert said(app).startswith("Reminders did not run since 2") and len(said(app)) < 78
        app.say("")
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert "did not run" not in said(app)


async def test_what_is_said_already_is_not_overwritten_by_a_day_without_a_look(
    open_app: OpenApp, book: Book
) -> None:
    runs.note(book.folder, "once", NOW - timedelta(days=3))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.say("the person's own")
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert said(app) == "the person's own"


HANDED = Notice(
    "rent: due today", "Pay ¥2,000.00", (), (("rent: due today", "Pay"), ("finterm: 1 task due", ""))
)


async def test_what_another_program_hands_over_is_shown_masked_and_once(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finterm.tui.reminding.FIRST", 0.0)
    app = FintermApp(book, Words("en"), now=lambda: NOW, remind=True)
    ran = threading.Event()
    monkeypatch.setattr(app._reminding, "run", ran.set)  # what is owed besides is not told here
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("dollar_sign")
        assert await asyncio.to_thread(ran.wait, 5)
        assert len(Sessions(book.folder).hand(HANDED)) == 1
        for _ in range(2):
            app._look_around()
            await pilot.pause()
        (note,) = app._notifications
        assert (note.title, note.message) == ("rent: due today", "! opens the list")
    assert Sessions(book.folder).hand(HANDED) == []


async def test_what_is_handed_over_wakes_the_worker_for_the_channels_of_this_screen(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("finterm.tui.reminding.FIRST", 0.0)
    monkeypatch.setattr("finterm.tui.reminding.SOON", 0.0)
    app = FintermApp(book, Words("en"), now=lambda: NOW, remind=True)
    ran = []
    monkeypatch.setattr(app._reminding, "run", lambda: ran.append(threading.current_thread().name))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(100):
            await pilot.pause(0.01)
            if ran:
                break
        Sessions(book.folder).hand(HANDED)
        app._look_around()
        for _ in range(100):
            await pilot.pause(0.01)
            if len(ran) == 2:
                break
    assert ran[:2] == ["reminding"] * 2


async def test_a_toast_of_this_app_comes_up_in_every_other_one_too(open_app: OpenApp, book: Book) -> None:
    other = Session(book.folder)
    other.open()
    app = open_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await asyncio.to_thread(app._reminding.run)
        await pilot.pause()
        assert [note.title for note in app._notifications] == [one.title for one in other.taken()]
    other.close()


async def test_a_toast_names_a_key_of_the_app_and_no_command_of_a_shell(open_app: OpenApp) -> None:
    for language, more in (("en", "! opens the list"), ("zh", "按 ! 打开列表")):
        app = open_app(language)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            app.post_message(Told(Notice("rent is overdue", "Pay it: finterm pay rent 2000.00")))
            await pilot.pause(0.3)
            assert "rent is overdue" in text(app) and more in text(app) and "finterm pay" not in text(app)
            await pilot.press("exclamation_mark")
            await pilot.pause(0.3)
            assert app.place == "notices" and not app._notifications
            await pilot.press("escape")
            app._look_around()
            assert not app._notifications  # what was read in the list does not come again


async def test_a_reminder_waits_until_the_form_is_closed_and_one_that_stood_comes_back_with_it(
    open_app: OpenApp,
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.post_message(Told(Notice("first", "")))
        await pilot.pause()
        assert [note.title for note in app._notifications] == ["first"]
        await pilot.press("l")
        app.post_message(Told(Notice("second", "")))
        app._look_around()
        await pilot.pause(0.3)
        assert not app._notifications and "opens the list" not in text(app)
        await pilot.press("escape")
        app._look_around()
        await pilot.pause()
        assert [note.title for note in app._notifications] == ["finterm: 2 tasks due"]


async def test_many_that_waited_are_told_by_their_number(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("l")
        for n in range(4):
            app.post_message(Told(Notice(f"bill {n}", "")))
        await pilot.pause()
        await pilot.press("escape")
        app._look_around()
        await pilot.pause()
        assert [note.title for note in app._notifications] == [app.words.count("notify.count", 4)]


async def test_several_toasts_are_one_that_counts_them(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        for name in ("rent", "water", "card"):
            app.post_message(Told(Notice(f"{name} is overdue", "")))
        await pilot.pause(0.1)
        (note,) = app._notifications
        assert note.title == "finterm: 3 tasks due"
        await pilot.press("l")
        await pilot.pause()
        assert not app._notifications  # a form lies there now
        await pilot.press("escape")
        app._look_around()
        await pilot.pause()
        (note,) = app._notifications
        assert note.title == "finterm: 3 tasks due"
