"""What a person does in the agenda, by keyboard."""

from __future__ import annotations

from datetime import date as Date

import pytest

from finterm.domain.records import Event, Loan, Snooze
from finterm.store.book import Book
from tests.tui.conftest import OpenApp
from tests.tui.screens import lines, text
from tests.tui.test_tasks import SIZE, fill, made, said

LATE = "loan:loan-1:4"


@pytest.mark.parametrize(("language", "word"), [("en", "snoozed until"), ("zh", "暂缓提醒至")])
async def test_a_snoozed_due_leaves_the_first_pane_stays_in_the_agenda_and_undo_brings_it_back(
    open_app: OpenApp, book: Book, language: str, word: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3")
        app.pane.table.move_to("bill:bill-3:2026-09-01")
        await pilot.press("z", "ctrl+s")
        await pilot.pause()
        (snooze,) = book.all(Snooze)
        assert (snooze.subject, snooze.until) == ("bill:bill-3:2026-09-01", Date(2026, 9, 4))
        assert word in said(app) and any("宽带" in line and word in line for line in lines(app))
        await pilot.press("1")
        today = app.pane.table
        assert "bill:bill-3:2026-09-01" not in {row.key for row in today.rows}
        await pilot.press("u")
        assert book.all(Snooze) == []
        assert "bill:bill-3:2026-09-01" in {row.key for row in today.rows}


async def test_a_snooze_is_moved_and_ended_by_an_empty_day(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "z")
        await fill(pilot, until="today")
        await pilot.press("ctrl+s")
        assert "after today" in text(app) and book.all(Snooze) == []
        await fill(pilot, until="+10d")
        await pilot.press("ctrl+s", "z")
        await fill(pilot, until="+2d")
        await pilot.press("ctrl+s")
        assert [one.until for one in book.all(Snooze)] == [Date(2026, 9, 3)]
        await pilot.press("z")
        await fill(pilot, until="")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert book.all(Snooze) == [] and "presses again" in said(app)


async def test_deleting_a_loan_takes_the_snoozes_of_its_dues(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3")
        app.pane.table.move_to(LATE)
        await pilot.press("z", "ctrl+s", "2")
        app.pane.table.move_to("loan-1")
        await pilot.press("d")
        await pilot.pause()
        assert book.all(Snooze) == [] and book.get(Loan, "loan-1") is None
        await pilot.press("u")
        assert [one.subject for one in book.all(Snooze)] == [LATE]


async def test_a_part_is_typed_without_clearing_the_whole_first(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3")
        app.pane.table.move_to(LATE)
        await pilot.press("P", *"100", "ctrl+s")
        await pilot.pause()
        event = made(book, Event)[-1]
        assert (event.loan, event.due, event.minor) == ("loan-1", 4, 10000) and "part paid" in text(app)
