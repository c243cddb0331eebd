"""Typing faster than the screen draws: every key lands where the person meant it."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from finterm.domain.records import Event, Talk
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """Sends all keys before the app has seen the first."""
    app = cast(FintermApp, pilot.app)
    for key in keys:
        character = key if len(key) == 1 else None
        event = events.Key(_character_to_key(key) if character else key, character)
        event.set_sender(app)
        app.post_message(event)
    await settled(app)


async def settled(app: FintermApp) -> None:
    """Waits until every key was taken and has done what it does."""
    seen = asyncio.Event()
    app.call_later(seen.set)
    async with asyncio.timeout(20):
        await seen.wait()
        await app.every_key_taken()


async def test_a_payment_typed_in_one_burst_is_the_payment_meant(open_app: OpenApp, book: Book) -> None:
    before = book.all(Event)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await burst(pilot, "2", "p", *["backspace"] * 12, *"321.09", "ctrl+s")
        assert not isinstance(app.screen, FormScreen)
    assert [event.minor for event in book.all(Event) if event not in before] == [32109]


async def test_a_whole_talk_typed_in_one_burst_is_kept_to_the_last_letter(
    open_app: OpenApp, book: Book
) -> None:
    before = book.all(Talk)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        typed = (*"will call back in 3 days 还款", "tab", *"1,200", "tab", *"I said ok")
        await burst(pilot, "l", *typed, "ctrl+s")
        assert not isinstance(app.screen, FormScreen)
    (talk,) = (talk for talk in book.all(Talk) if talk not in before)
    assert (talk.said_by_them, talk.minor, talk.said_by_me) == (
        "will call back in 3 days 还款",
        120000,
        "I said ok",
    )


async def test_pasted_text_keeps_its_place_among_keys(open_app: OpenApp, book: Book) -> None:
    before = book.all(Talk)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for event in (events.Key("l", "l"), events.Paste("agreed: ¥545"), events.Key("x", "x")):
            app.post_message(event)
        await burst(pilot, "ctrl+s")
    (talk,) = (talk for talk in book.all(Talk) if talk not in before)
    assert talk.said_by_them == "agreed: ¥545x"


@pytest.mark.parametrize("pane", ["1", "2", "3", "4", "5"])
async def test_a_filter_typed_right_behind_its_key_is_a_filter(open_app: OpenApp, pane: str) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await burst(pilot, pane, "/", *"quit")
        assert app.is_running and app.pane.wanted == "quit"
