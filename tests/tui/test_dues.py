"""What a person does in the agenda, by keyboard."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta

import pytest

from finterm.domain.dues import find
from finterm.domain.records import Event, Loan, Snooze
from finterm.store.book import Book
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.cells import text_of
from finterm.tui.view.dues import dues_view
from finterm.tui.view.today import lines_of
from finterm.tui.widgets.pick import PickScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW
from tests.tui.screens import lines, text
from tests.tui.sights import sight_of
from tests.tui.test_tasks import SIZE, fill, made, said

LATE = "loan:loan-1:4"


@pytest.mark.parametrize(("language", "word"), [("en", "snoozed until"), ("zh", "暂缓提醒")])
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
        assert "bill:bill-3:2026-09-01" not in {due.key for due in lines_of(app.sight)["next"]}
        await pilot.press("u")
        assert book.all(Snooze) == []
        assert "bill:bill-3:2026-09-01" in {due.key for due in lines_of(app.sight)["next"]}


async def test_snoozing_a_loan_on_the_first_pane_lets_all_that_is_overdue_of_it_rest(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("z", "enter", "ctrl+s")  # the latest stands first
        await pilot.pause()
        assert [one.subject for one in book.all(Snooze)] == ["loan:loan-1:4", "loan:loan-1:5"]
        assert {due.loan for due in lines_of(app.sight)["overdue"]} == {"loan-2"}
        shown = text(app)
        assert "借呗 is overdue" in shown and "counted above where overdue: 手机分期, CN¥1,104.71" in shown
        await pilot.press("u")
        assert book.all(Snooze) == [] and lines_of(app.sight)["overdue"][0].loan == "loan-1"


async def test_when_all_that_is_late_rests_the_first_pane_does_not_call_it_clear(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        for key in ("overdue", "agreed", "next"):
            app.pane.table.move_to(key)
            while any(due.state != "upcoming" for due in lines_of(app.sight).get(key, ())):
                await pilot.press("z")
                if isinstance(app.screen, PickScreen):  # what presses most stands first
                    await pilot.press("enter")
                await pilot.press("ctrl+s")
                await pilot.pause()
        shown = text(app)
        assert "Nothing is overdue" not in shown and "apart from what you snoozed" in shown
        assert "Snoozed and still owed" in shown


async def test_a_snooze_is_moved_and_ended_by_an_empty_day(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "z")
        await fill(pilot, until="today")
        await pilot.press("ctrl+s")
        assert "tomorrow or later" in text(app) and book.all(Snooze) == []
        await fill(pilot, until="+10d")
        await pilot.press("ctrl+s", "z")
        await fill(pilot, until="+2d")
        await pilot.press("ctrl+s")
        assert [one.until for one in book.all(Snooze)] == [Date(2026, 9, 3)]
        await pilot.press("z")
        await fill(pilot, until="")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert book.all(Snooze) == [] and "snooze of" in said(app)


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


async def test_the_month_stands_beside_the_agenda_only_where_there_is_room(open_app: OpenApp) -> None:
    for size, there in (((80, 24), False), ((99, 40), False), ((100, 40), True), ((120, 40), True)):
        app = open_app()
        async with app.run_test(size=size) as pilot:
            await pilot.press("3")
            assert ("July 2026" in text(app)) is there, size  # the first due is of July
            assert "to pay" in text(app)


async def test_a_terminal_made_wider_gains_the_month(open_app: OpenApp) -> None:
    app = open_app("zh")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("3")
        assert "2026年7月" not in text(app)
        await pilot.resize_terminal(130, 40)
        await pilot.pause()
        assert "2026年7月" in text(app)
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        assert "2026年7月" not in text(app)


async def test_the_month_follows_the_cursor_and_can_be_left_for_another(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        app.pane.table.move_to("bill:bill-3:2026-09-01")
        await pilot.pause()
        shown = text(app)
        assert "September 2026" in shown and "▸[ 1]•" in shown and "15!" not in shown
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert "November 2026" in text(app)
        await pilot.press("left_square_bracket")
        assert "October 2026" in text(app) and "▸[" not in text(app)
        await pilot.press("home")
        shown = text(app)
        assert "July 2026" in shown and "▸ 15!" in shown and "due this month" in shown


async def test_at_80_columns_the_month_opens_over_the_pane_with_the_due_below(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(80, 36)) as pilot:
        await pilot.press("3", "c")
        assert "July 2026" in text(app) and "▸ 15!" in text(app) and "to pay" in text(app)
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert ("September 2026" in text(app) and "1,799.34" in text(app)) or "[ 1]" in text(app)
        await pilot.press("escape")
        assert "September 2026" not in text(app) and "Overdue · " in text(app)
        await pilot.press("enter")
        assert "July 2026" not in text(app) and "to pay" in text(app)


async def test_the_agenda_is_narrowed_to_a_kind_then_a_lender_and_escape_shows_everything(
    open_app: OpenApp,
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3")
        every = len(app.pane.table.rows)
        await pilot.press("F", *"bill", "enter")
        keys = {row.key for row in app.pane.table.rows if not row.heading}
        assert keys and all(key.startswith("bill:") for key in keys) and "Only: bill" in text(app)
        await pilot.press("F", *"instal", "enter", "F", *"Riverside", "enter")
        keys = {row.key for row in app.pane.table.rows if not row.heading}
        assert keys and all(key.startswith("loan:loan-3:") for key in keys)
        assert "Only: instalment · Riverside CU" in text(app)
        await pilot.press("slash", *"10", "enter", "escape")
        assert "Only: instalment" in text(app)
        await pilot.press("escape")
        assert len(app.pane.table.rows) == every and "Only:" not in text(app)


async def test_dues_of_an_envelope_can_be_seen_alone_in_chinese(open_app: OpenApp) -> None:
    app = open_app("zh")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "F", *"房租水电", "enter")
        keys = {row.key for row in app.pane.table.rows if not row.heading}
        assert keys and all(key.startswith("bill:bill-1:") for key in keys)
        assert "只看：房租水电" in text(app)


def test_a_section_counts_and_sums_what_the_filter_leaves_of_it() -> None:
    heading, *rest = dues_view(sight_of(), wanted="宽带").rows
    assert [row.key.partition(":")[0] for row in rest if not row.heading][:1] == ["bill"]
    assert text_of(heading.cells[0]) == "Today and in grace · 1 · CN¥99.00"


@pytest.mark.parametrize(("language", "none"), [("en", "Nothing matches"), ("zh", "没有符合的内容")])
async def test_a_filter_that_finds_nothing_does_not_say_that_there_is_nothing(
    open_app: OpenApp, language: str, none: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        for pane in "2345":
            await pilot.press(pane, "slash", *"qqq", "enter")
            await pilot.pause()
            assert none in text(app), pane
            await pilot.press("escape")
            assert none not in text(app), pane


def test_what_is_nothing_to_pay_is_not_counted_as_overdue() -> None:
    heading = dues_view(sight_of(now=NOW + timedelta(days=2))).rows[0]
    assert text_of(heading.cells[0]).startswith("Date passed · ")
    assert text_of(dues_view(sight_of()).rows[0].cells[0]).startswith("Overdue · ")


def here(shown: str) -> int:
    """The day that the mark of the calendar stands before."""
    found = re.findall(r"▸ ?\[? ?(\d{1,2})[\]!• ]", shown)
    return int(found[-1])


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_arrows_go_by_days_and_weeks_once_the_calendar_has_the_keyboard(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        app.pane.table.move_to("bill:bill-3:2026-09-01")
        await pilot.press("tab" if size[0] >= 100 else "c")
        await pilot.pause()
        assert app.pane.page.has_focus
        for key, day in (("right", 2), ("down", 9), ("left", 8), ("up", 1), ("down", 8), ("j", 15)):
            await pilot.press(key)
            await pilot.pause()
            assert here(text(app)) == day and app.pane.page.has_focus, (key, text(app))
        await pilot.press("up", "up", "left")  # the last day of the month before
        await pilot.pause()
        assert here(text(app)) == 31 and "August 2026" in text(app)
        await pilot.press("escape")
        assert app.pane.table.has_focus


async def test_the_agenda_follows_the_day_and_a_day_without_a_due_says_so(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        app.pane.table.move_to("bill:bill-3:2026-09-01")
        dues = {due.date for due in dues_of(app.sight)}
        for _ in range(14):
            await pilot.press("right")
            await pilot.pause()
            day = Date(2026, 9, here(text(app)))
            found = find(dues_of(app.sight), app.pane.key or "")
            assert found is not None and (found.date == day) == (day in dues)
            assert ("Nothing is due on" in text(app)) == (day not in dues)


async def test_another_month_puts_the_cursor_on_its_first_due(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("3")
        for key, month in (
            ("right_square_bracket", 10),
            ("right_square_bracket", 11),
            ("left_square_bracket", 10),
        ):
            app.pane.table.focus()
            before = find(dues_of(app.sight), app.pane.key or "")
            if before and before.date.month < 9:  # begins on what is overdue
                app.pane.table.move_to("bill:bill-3:2026-09-01")
                await pilot.pause()
            await pilot.press(key)
            await pilot.pause()
            found = find(dues_of(app.sight), app.pane.key or "")
            assert found is not None
            assert found.date == min(due.date for due in dues_of(app.sight) if due.date.month == month)
