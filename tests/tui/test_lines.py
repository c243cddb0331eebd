"""What a key says that finds no line to act on, and where the cursor is once a line was added."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from finterm.domain.records import Contact, Envelope
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.intents import SaveRecord
from finterm.tui.widgets.bars import Status
from tests.tui.conftest import OpenApp
from tests.tui.household import household
from tests.tui.screens import text

SIZE = (80, 24)


def status(app: FintermApp) -> str:
    return app.query_one("#status", Status).sentence


KEYS = [
    ("2", ("e", "d", "p", "c", "w", "h", "enter"), "No loan yet: a adds one.", "还没有贷款"),
    ("3", ("e", "d", "p", "P", "x", "z", "space", "enter"), "Nothing is due: a adds a bill.", "没有应还"),
    ("4", ("e", "d", "enter"), "No envelope yet: a adds one.", "还没有信封"),
    ("5", ("e", "d", "enter"), "No talk yet: l logs one.", "还没有沟通记录"),
]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_key_that_needs_a_line_says_how_to_add_the_first(
    open_app: OpenApp, empty_book: Book, language: str
) -> None:
    app = open_app(language, over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        for pane, keys, english, chinese in KEYS:
            await pilot.press(pane)
            for key in keys:
                app.say("")
                await pilot.press(key)
                await pilot.pause()
                assert (english if language == "en" else chinese) in status(app), (pane, key)
                assert app.place == app.shown, (pane, key)
        await pilot.press("5", "c")
        for key in ("e", "d", "enter"):
            app.say("")
            await pilot.press(key)
            await pilot.pause()
            assert ("No contact yet: a adds one." if language == "en" else "还没有联系人") in status(app)


async def test_where_a_filter_leaves_nothing_that_is_what_is_said(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "slash", *"zzz", "enter", "e")
        await pilot.pause()
        assert "No loan yet" not in status(app) and status(app) == app.pane.table.empty


async def test_on_the_line_of_what_is_safe_to_spend_keys_of_envelopes_say_so(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "home")
        for key in ("d", "e"):
            app.say("")
            await pilot.press(key)
            await pilot.pause()
            assert "choose another one" in status(app) and app.place == "budget"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "d (delete) does nothing here; it is for loans, dues, budget, diary, credit."),
        ("zh", "在这里不起作用，可用于"),
    ],
)
async def test_a_key_of_other_panes_says_where_it_works(open_app: OpenApp, language: str, said: str) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("down", "down", "d")
        await pilot.pause()
        assert said.casefold() in status(app).casefold(), status(app)


async def test_the_cursor_goes_to_what_was_added(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "a", *"Zoo", "ctrl+s")
        await pilot.pause()
        made = next(e for e in book.all(Envelope) if e.name == "Zoo")
        assert app.pane.key == made.id and status(app) == "Saved: envelope “Zoo” added"
        await pilot.press("5", "c", "a", *"Aunt", "ctrl+s")
        await pilot.pause()
        person = next(c for c in book.all(Contact) if c.name == "Aunt")
        assert app.pane.key == person.id and app.pane.table.has_focus


@pytest.mark.parametrize(("pane", "old"), [("2", "loan-3"), ("3", "bill-1")])
async def test_a_loan_or_bill_just_added_is_under_the_cursor_wherever_it_sorts(
    open_app: OpenApp, pane: str, old: str
) -> None:
    app = open_app()
    record = replace(next(r for r in household() if r.id == old), id="new", name="Piano")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(pane, "down", "down")
        app.carry_out(SaveRecord(record))
        await pilot.pause()
        assert "new" in (app.pane.key or "") and "▸" in next(
            line for line in text(app).splitlines()[3:] if "Piano" in line
        )


async def test_escape_goes_from_the_contacts_back_to_the_talks(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5")
        talks = text(app)
        await pilot.press("c")
        assert text(app) != talks
        await pilot.press("enter", "escape", "slash", "z", "escape")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert text(app) == talks


@pytest.mark.parametrize(("language", "said"), [("en", "Saved: payment of"), ("zh", "已保存：")])
@pytest.mark.parametrize("width", [80, 120])
async def test_what_was_done_is_said_to_be_saved(
    open_app: OpenApp, language: str, said: str, width: int
) -> None:
    app = open_app(language)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press("2", "p", "ctrl+s")
        await pilot.pause()
        assert status(app).startswith(said) and status(app) in text(app)


@pytest.mark.parametrize("day", ["today", "2026-08-01"])
async def test_a_snooze_that_would_end_today_or_before_is_refused_in_its_form(
    open_app: OpenApp, day: str
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "z", "ctrl+u", *day, "ctrl+s")
        await pilot.pause()
        assert app.place == "form" and "tomorrow or later" in text(app), text(app)
