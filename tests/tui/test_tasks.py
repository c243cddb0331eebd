"""What a person does, by keyboard, on the real book."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TypeVar

import pytest
from textual.pilot import Pilot

from finterm import config
from finterm.domain.records import (
    Amendment,
    Bill,
    Contact,
    Envelope,
    Event,
    FollowUp,
    Loan,
    Move,
    Occurrence,
    Promise,
    Record,
    Settings,
    Talk,
)
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.panes.base import Pane
from finterm.tui.widgets.bars import Status
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, household
from tests.tui.screens import lines, text

SIZE = (80, 24)
R = TypeVar("R", bound=Record)


def said(app: FintermApp) -> str:
    """The status line."""
    return app.screen_stack[0].query_one(Status).sentence


def made(book: Book, kind: type[R]) -> list[R]:
    """The records of `kind` that the household did not have, in the order of entry."""
    had = {record.id for record in household()}
    return [record for record in book.all(kind) if record.id not in had]


async def fill(pilot: Pilot[None], **typed: str) -> None:
    """Writes into fields of the form on the screen."""
    form = pilot.app.screen
    assert isinstance(form, FormScreen), form
    for key, value in typed.items():
        form.row(key).text = value
        await pilot.pause()


async def test_a_due_is_paid_undone_and_paid_again(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter", "ctrl+s")
        await pilot.pause()
        event = made(book, Event)[-1]
        assert (event.loan, event.kind, event.minor, event.date) == (
            "loan-1",
            "payment",
            110471,
            Date(2026, 9, 1),
        )
        assert "payment" in said(app) and "手机分期" in said(app)
        assert "手机分期 48 days" not in text(app)
        await pilot.press("u")
        assert said(app).startswith("Undone: payment") and "手机分期 48 days" in text(app)
        assert event.id not in {e.id for e in book.all(Event)}
        await pilot.press("ctrl+r")
        assert said(app).startswith("Done again") and "手机分期 48 days" not in text(app)
        assert event.id in {e.id for e in book.all(Event)}


async def test_a_part_payment_from_an_envelope_is_spent_there(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter")
        await fill(pilot, amount="１００", date="yesterday", envelope="env-3")
        await pilot.press("ctrl+s")
        await pilot.pause()
        event, move = made(book, Event)[-1], made(book, Move)[-1]
        assert (event.minor, event.date) == (10000, Date(2026, 8, 31))
        assert (move.kind, move.minor, move.envelope, move.cause) == ("spend", 10000, "env-3", event.id)
        assert "part paid" in text(app)


async def test_a_bad_amount_is_told_beside_its_field_and_nothing_is_written(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app("zh")
    before = book.all(Event)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter")
        await fill(pilot, amount="[bold]many[/]", date="someday")
        await pilot.press("ctrl+s")
        shown = lines(app)
        row = next(n for n, line in enumerate(shown) if "[bold]many[/]" in line and "!" not in line)
        assert "! “[bold]many[/]”" in shown[row + 1]
        assert isinstance(app.screen, FormScreen) and app.screen.row("amount").editor.has_focus
    assert book.all(Event) == before


async def test_a_refusal_of_the_domain_stands_beside_its_field(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "a")
        await fill(pilot, name="n", principal="100", received="200", start="today", first_due="+30d")
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, FormScreen)
        assert app.screen.row("received").editor.has_focus and "more cash received" in text(app)
    assert len(book.all(Loan)) == 4


async def test_escape_asks_only_when_something_was_typed(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "a", "escape")
        assert not isinstance(app.screen, FormScreen)
        await pilot.press("a", "x", "escape")
        assert isinstance(app.screen, FormScreen) and "not saved" in text(app)
        await pilot.press("y")
        assert "not saved" not in text(app)
        await pilot.press("escape", "escape")
        assert not isinstance(app.screen, FormScreen)


async def test_a_loan_is_added_edited_deleted_and_brought_back(open_app: OpenApp, empty_book: Book) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "a", *"Car loan", "enter", "enter", "enter", *"1.2", "万", "enter", "enter")
        await pilot.press(*"2026-08-01", "enter", *"2026-09-01", "ctrl+s")
        await pilot.pause()
        loan = empty_book.all(Loan)[0]
        assert (loan.name, loan.principal, loan.first_due) == ("Car loan", 1200000, Date(2026, 9, 1))
        await pilot.press("e")
        await fill(pilot, rate="12%", brand="Ford")
        await pilot.press("ctrl+s")
        assert empty_book.all(Loan)[0].brand == "Ford" and "Ford" in text(app)
        await pilot.press("d")
        await pilot.pause()
        assert empty_book.all(Loan) == [] and "u undoes" in said(app)
        await pilot.press("u")
        assert empty_book.all(Loan)[0].brand == "Ford"


async def test_deleting_a_loan_takes_its_events_and_undo_brings_them_back(
    open_app: OpenApp, book: Book
) -> None:
    app, before = open_app(), book.all(Event)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "d")
        await pilot.pause()
        assert not [event for event in book.all(Event) if event.loan == "loan-1"]
        await pilot.press("u")
        assert book.all(Event) == before and book.get(Loan, "loan-1") is not None


async def test_charges_and_waivers_change_what_is_owed_and_can_be_taken_away(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "c")
        await fill(pilot, amount="20", component="late_fee")
        await pilot.press("ctrl+s")
        await pilot.pause()
        charge = made(book, Event)[-1]
        assert (charge.kind, charge.component, charge.minor) == ("charge", "late_fee", 2000)
        await pilot.press("w")
        await fill(pilot, amount="5", component="late_fee", due="4")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert made(book, Event)[-1].kind == "waiver"
        await pilot.press("h", "d")
        await pilot.pause()
        assert made(book, Event)[-1] == charge
        await pilot.press("u", "escape")
        assert made(book, Event)[-1].kind == "waiver"


async def test_the_whole_debt_has_a_page_of_its_own_that_closes_again(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "v")
        await pilot.pause()
        assert "The whole debt, CNY" in text(app) and "share" in text(app) and "▲ today" in text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "The whole debt, CNY" not in text(app) and app.pane.key == "loan-1"
        await pilot.press("v", "v", "down", "enter")
        await pilot.pause()
        assert "The whole debt, CNY" not in text(app) and "What it costs" in text(app)


async def test_a_bill_is_added_skipped_once_and_one_date_edited(open_app: OpenApp, empty_book: Book) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "a", "enter")
        await fill(pilot, name="Rent", amount="2600", first="2026-09-05", end="count", count="3")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert empty_book.all(Bill)[0].count == 3 and text(app).count("Rent") >= 3
        await pilot.press("x")
        await pilot.pause()
        assert empty_book.all(Occurrence)[0].skipped and "2026-09-05" not in "\n".join(lines(app)[1:10])
        await pilot.press("e", "enter")
        await pilot.pause()
        await fill(pilot, amount="2500", date="2026-10-07")
        await pilot.press("ctrl+s")
        await pilot.pause()
        edited = empty_book.all(Occurrence)[-1]
        assert (edited.on, edited.date, edited.minor) == (Date(2026, 10, 5), Date(2026, 10, 7), 250000)
        assert "2026-10-07" in text(app)


async def test_a_follow_up_is_done_and_a_promise_of_theirs_marked(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.table.move_to("agreed")
        await pilot.press("space", *"waiver", "enter")
        await pilot.pause()
        step = book.get(FollowUp, "follow-1")
        assert step is not None and step.done_on == Date(2026, 9, 1)
        await pilot.press("space", "down", "enter")  # only the promise is left, so what became of it is asked
        await pilot.pause()
        promise = book.get(Promise, "promise-2")
        assert promise is not None and promise.state == "broken"
        assert "agreed" not in {row.key for row in app.pane.table.rows}


async def test_money_comes_in_is_assigned_spent_moved_and_covered(
    open_app: OpenApp, empty_book: Book
) -> None:
    app = open_app(over=empty_book)

    async def save(**typed: str) -> None:
        await pilot.pause()
        await fill(pilot, **typed)
        await pilot.press("ctrl+s")
        await pilot.pause()

    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "a")
        await save(name="Food", monthly="1500")
        await pilot.press("a")
        await save(name="Fun", kind="other")
        await pilot.press("i")
        await save(amount="9500")
        app.pane.table.move_to(empty_book.all(Envelope)[0].id)
        await pilot.press("plus")
        await save(envelope=empty_book.all(Envelope)[0].id)
        assert empty_book.all(Move)[-1].minor == 150000
        await pilot.press("end", "minus")
        await save(amount="100")
        assert "overspent" in text(app) or "-CN¥100.00" in text(app)
        await pilot.press("v")
        await save()
        app.pane.table.move_to(empty_book.all(Envelope)[0].id)
        await pilot.press("m")
        await save(amount="50", envelope=empty_book.all(Envelope)[1].id)
        kinds = [move.kind for move in empty_book.all(Move)]
        assert kinds == ["income", "assign", "spend", "cover", "move"]
        assert "Ready to assign CN¥7,900.00" in text(app)
        await pilot.press("y")
        await save(paydays="10, 25", emergency_months="6")
        assert empty_book.get(Settings, "settings") == Settings(
            id="settings", paydays=(10, 25), emergency_months=6
        )


async def test_a_used_envelope_is_closed_and_an_unused_one_deleted(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "d")
        await pilot.pause()
        envelope = book.get(Envelope, "env-1")
        assert envelope is not None and envelope.closed
        assert "closed; its movements stay" in said(app)
        await pilot.press("a")
        await fill(pilot, name="Spare")
        await pilot.press("ctrl+s")
        await pilot.pause()
        app.pane.table.move_to(made(book, Envelope)[-1].id)
        await pilot.press("d")
        await pilot.pause()
        assert [e for e in book.all(Envelope) if e.name == "Spare"] == []


async def test_a_talk_is_logged_from_anywhere_in_a_few_keys(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("l", *"pay by Friday", "ctrl+s")
        await pilot.pause()
        talk = made(book, Talk)[-1]
        assert (talk.said_by_them, talk.contact, talk.loans) == ("pay by Friday", "contact-1", ("loan-1",))
        assert talk.at == NOW and "来分期客服" in said(app)


async def test_a_talk_with_a_promise_and_a_next_step_reaches_the_agenda(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "down", "l")
        await fill(pilot, said_by_them="说好了", promise="me")
        await fill(
            pilot, promise_amount="1799", promise_date="5", follow_up_date="+2d", follow_up="send the receipt"
        )
        await pilot.press("ctrl+s")
        await pilot.pause()
        promise, step = made(book, Promise)[-1], made(book, FollowUp)[-1]
        assert (promise.loan, promise.minor, promise.date) == ("loan-2", 179900, Date(2026, 9, 5))
        assert (step.what, step.date, step.loan) == ("send the receipt", Date(2026, 9, 3), "loan-2")
        await pilot.press("3", "slash", *"receipt", "enter")
        assert "send the receipt" in text(app)


async def test_a_talk_is_amended_and_its_old_words_stay(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5", "down", "e")
        await fill(pilot, outcome="waiver of 5", why="the letter says five")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert len(book.all(Talk)) == 2 and made(book, Amendment)[-1].amended.outcome == "waiver of 5"
        assert "amended 2 times" in text(app) and "罚息减免 3 元" in text(app)
        await pilot.press("enter", "end")
        assert "the letter says five" in text(app)
        await pilot.press("escape")
        await pilot.press("d")
        assert len(book.all(Talk)) == 2 and "never deleted" in said(app)


async def test_contacts_are_added_edited_and_deleted(open_app: OpenApp, empty_book: Book) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("5", "c", "a")
        await fill(pilot, name="Adviser", kind="adviser", phone="1")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("e")
        await fill(pilot, phone="12348")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert empty_book.all(Contact)[0].phone == "12348" and "12348" in text(app)
        await pilot.press("d")
        await pilot.pause()
        assert empty_book.all(Contact) == []


async def test_one_key_hides_every_amount_everywhere(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("dollar_sign")
        for pane in "12345":
            await pilot.press(pane)
            await pilot.pause()
            body = "\n".join(lines(app)[1:])
            assert "¥" not in body and "545.00" not in body and "2,800" not in body, body
            await pilot.press("down", "enter")
            await pilot.pause()
            assert "¥" not in text(app), pane
            await pilot.press("escape")
        await pilot.press("dollar_sign", "1")
        assert "¥" in text(app)


async def test_one_key_changes_the_language_live_and_keeps_it(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        assert "Today" in text(app)
        await pilot.press("L")
        assert "今日" in text(app) and "Today" not in text(app)
        assert config.read().language == "zh"
        await pilot.press("2", "L")
        assert "Loans" in text(app) and config.read().language == "en"


async def test_a_change_of_another_process_appears(open_app: OpenApp, book: Book, tmp_path: Path) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        with (
            Book.open(tmp_path / "book", device="other") as other,
            other.transaction("core.done.add") as change,
        ):
            change.put(
                Loan(
                    id=other.new_id(),
                    name="From elsewhere",
                    currency="CNY",
                    principal=100,
                    received=100,
                    start=Date(2026, 8, 1),
                    first_due=Date(2026, 8, 20),
                    periods=1,
                    method="bullet",
                )
            )
        app._look_around()
        await pilot.pause()
        assert "From elsewhere" in text(app)


async def test_a_record_changed_elsewhere_is_refused_with_a_sentence(
    open_app: OpenApp, book: Book, tmp_path: Path
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "e")
        await fill(pilot, brand="mine")
        loan = book.get(Loan, "loan-1")
        assert loan is not None
        from msgspec.structs import replace

        with book.transaction("core.done.edit", {"what": "core.thing.loans", "name": "x"}) as change:
            change.put(replace(loan, brand="theirs"))
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, FormScreen)
        kept = book.get(Loan, "loan-1")
        assert kept is not None and kept.brand == "theirs"
        assert "changed" in text(app)


async def test_the_unexpected_is_one_sentence_and_a_log_file(
    open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setattr(app.book, "undo", lambda: 1 // 0)
        await pilot.press("u")
        assert "Something unexpected" in said(app) and "Traceback" not in text(app)
    log = tmp_path / "state" / "finterm.log"
    assert "ZeroDivisionError" in log.read_text() and log.stat().st_mode & 0o077 == 0


async def test_names_are_data_and_never_markup_or_control(open_app: OpenApp, empty_book: Book) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        with empty_book.transaction("core.done.add") as change:
            change.put(
                Loan(
                    id="x",
                    name="[red]evil[/]\x1b[2J{name}",
                    currency="CNY",
                    principal=100,
                    received=100,
                    start=Date(2026, 8, 1),
                    first_due=Date(2026, 8, 20),
                    periods=1,
                    method="bullet",
                )
            )
        app.see_change()
        for keys in (("1",), ("2",), ("3",), ("3", "p"), ("escape", "2", "e")):
            await pilot.press(*keys)
            assert "[red]evil[/]" in text(app) and "\x1b" not in text(app), keys


async def test_help_and_palette_come_from_the_table_of_actions(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=(120, 60)) as pilot:
        await pilot.press("4", "question_mark")
        assert "Puts ready money into an envelope" in text(app) and "Masks every amount" in text(app)
        await pilot.press("escape", "ctrl+p", *"talk", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)


async def test_an_empty_book_says_how_to_begin(open_app: OpenApp, empty_book: Book) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        assert "Press 2 and then a" in text(app)
        for pane, sentence in (
            ("2", "No loans yet"),
            ("3", "Nothing is due"),
            ("4", "No envelopes yet"),
            ("5", "No talks yet"),
        ):
            await pilot.press(pane, "enter", "e", "d", "p")
            assert sentence in text(app)


async def test_everything_works_on_a_small_and_on_a_wide_terminal(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(40, 10)) as pilot:
        for pane in "12345":
            await pilot.press(pane, "down", "enter", "escape")
        await pilot.resize_terminal(160, 50)
        await pilot.pause()
        await pilot.press("2", "home")
        assert "16.22%" in text(app)


async def test_the_detail_follows_once_the_cursor_rests(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pane, "REST", 0.5)
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")
        first = app.pane.page.blocks[0]
        await pilot.press("down")
        assert app.pane.page.blocks[0] == first
        await pilot.press("tab")  # who goes to the detail must not wait for it
        assert app.pane.page.blocks[0] != first
        await pilot.press("tab", "down")
        second = app.pane.page.blocks[0]
        await pilot.pause(0.7)
        assert app.pane.page.blocks[0] != second


async def test_undoing_the_delete_of_a_loan_puts_the_cursor_back_on_it(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "down")
        before = app.pane.key
        await pilot.press("d", "u")
        await pilot.pause()
        assert app.pane.key == before and len(book.all(Loan)) == 4


@pytest.mark.parametrize(("language", "words"), [("en", "counting only from"), ("zh", "起才计入")])
async def test_a_payment_of_a_day_to_come_says_so_before_and_after_it_is_saved(
    open_app: OpenApp, book: Book, language: str, words: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "p")
        await pilot.pause()
        await fill(pilot, amount="200.50", date="2026-12-20")
        assert app.words("tui.pay.ahead") in text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert made(book, Event)[-1].date == Date(2026, 12, 20) and words in said(app)


async def test_a_payoff_of_less_than_the_payoff_is_refused_and_what_it_takes_is_named(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("2", "p")
        await pilot.pause()
        needed = app.sight.money(app.sight.positions[app.pane.key or ""].payoff, "CNY")
        await fill(pilot, kind="payoff", amount="500")
        assert needed in text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and not made(book, Event)
        await fill(pilot, kind="payment")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert made(book, Event)[-1].kind == "payment"


@pytest.mark.parametrize(("language", "words"), [("en", "again saves it all the same"), ("zh", "仍会保存")])
async def test_a_waiver_of_more_than_is_owed_is_saved_only_when_asked_twice(
    open_app: OpenApp, book: Book, language: str, words: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "w")
        await pilot.pause()
        await fill(pilot, amount="9999", component="fee")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert words in " ".join(text(app).split()) and not made(book, Event)
        await fill(pilot, amount="9998")
        assert words not in " ".join(text(app).split())
        await pilot.press("ctrl+s", "ctrl+s")
        await pilot.pause()
        assert made(book, Event)[-1].minor == 999800


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Payday is taken to be day 1"), ("zh", "暂按每月1日")]
)
async def test_the_first_income_says_which_payday_is_assumed_and_the_key_that_changes_it(
    open_app: OpenApp, empty_book: Book, language: str, words: str
) -> None:
    app = open_app(language, empty_book)
    async with app.run_test(size=SIZE) as pilot:
        for shown in (True, False):
            await pilot.press("4", "i")
            await pilot.pause()
            await fill(pilot, amount="5000")
            await pilot.press("ctrl+s")
            await pilot.pause()
            assert (words in said(app)) is shown
            assert not shown or "4 y" in said(app)
