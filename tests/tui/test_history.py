"""Undo says what it undid; the history tells what, who and when, field by field, and goes back."""

from __future__ import annotations

import subprocess
import sys
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from finterm.domain.records import (
    STORED,
    Acknowledgement,
    Amendment,
    AttachedFile,
    Charge,
    Claim,
    ContractSheet,
    Delivery,
    Event,
    Loan,
    Move,
    Occurrence,
    Record,
    Settings,
    Snooze,
)
from finterm.store.book import Book
from finterm.store.past import Changed, Done
from finterm.tui.app import FintermApp
from finterm.tui.view.fields import told_fields
from finterm.tui.view.history import Here, history_view, step_page, who
from finterm.tui.view.page import lay_out
from finterm.tui.view.sight import HIDDEN
from finterm.tui.widgets.bars import Status
from finterm.tui.widgets.history import HistoryScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, credit, household
from tests.tui.screens import lines, text
from tests.tui.sights import sight_of

LANGUAGES = ["en", "zh"]
SIZE = (80, 24)
HERE = Here("here", 7, NOW - timedelta(hours=1))
ELSEWHERE = """
import sys
from datetime import date
from pathlib import Path
from finterm.store import Book
from finterm.domain.records import Event
with Book.open(Path(sys.argv[1]), device="test", origin="command") as book:
    with book.transaction("core.done.payment", {"amount": "¥77.00", "name": "x"}) as change:
        change.put(Event(id="other", loan="loan-1", date=date(2026, 8, 1), kind="payment", minor=7700))
"""


def step(**more: object) -> Done:
    values = {"amount": "¥545.00", "name": "手机分期"}
    fields = {"name": "core.done.payment", "values": values, "at": NOW, "device": "here", "process": 7}
    return Done(**{**fields, "stamp": (1, "here"), **more})  # type: ignore[arg-type]


def said(app: FintermApp) -> str:
    return app.screen_stack[0].query_one(Status).sentence


def page(changes: list[Changed], language: str = "en", *, hidden: bool = False, **more: object) -> str:
    blocks = step_page(sight_of(language=language, hidden=hidden), step(**more), changes, HERE)
    return "\n".join("".join(part for part, _ in line).rstrip() for line in lay_out(blocks, 76))


def loan_1() -> Loan:
    return next(record for record in household() if isinstance(record, Loan))


class TestWords:
    @pytest.mark.parametrize(
        ("language", "undone", "redone"),
        [("en", "Undone: payment of", "Done again: payment of"), ("zh", "已撤销：", "已重做：")],
    )
    async def test_undo_and_redo_name_the_thing_and_the_amount(
        self, open_app: OpenApp, language: str, undone: str, redone: str
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("p", "enter", "ctrl+s", "u")
            assert said(app).startswith(undone) and "¥1,104.71" in said(app) and "手机分期" in said(app)
            assert "^r" in said(app)
            await pilot.press("ctrl+r")
            assert said(app).startswith(redone) and "¥1,104.71" in said(app)

    async def test_while_amounts_are_hidden_they_are_hidden_there_too(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("p", "enter", "ctrl+s", "dollar_sign", "u")
            assert HIDDEN in said(app) and "104" not in said(app)


class TestWho:
    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            ({}, "this screen"),
            ({"at": NOW - timedelta(days=1)}, "another program here"),  # the number was given out again
            ({"process": 8, "origin": "screen"}, "another screen or an earlier one"),
            ({"process": 8, "origin": "command"}, "the command line"),
            ({"process": 8}, "another program here"),
            ({"device": "laptop2"}, "another device (laptop2)"),
        ],
    )
    def test_the_program_is_named(self, more: dict[str, object], expected: str) -> None:
        assert who(sight_of(), step(**more), HERE) == expected

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_list_tells_when_what_who_and_what_is_undone(self, language: str) -> None:
        steps = [
            step(stamp=(3, "here")),
            step(stamp=(2, "here"), at=NOW - timedelta(days=3), taken_back=True),
            step(stamp=(1, "here"), at=NOW - timedelta(days=300)),
        ]
        sight = sight_of(language=language)
        rows = [
            [str(getattr(cell, "text", cell)) for cell in row.cells]
            for row in history_view(sight, steps, HERE).rows
        ]
        assert "14:30" in rows[0][0] and rows[1][0] == "08-29 14:30" and rows[2][0] == "2025-11-05"
        assert all("手机分期" in row[1] and "¥545.00" in row[1] for row in rows)
        assert [bool(row[3]) for row in rows] == [False, True, False]

    def test_times_are_told_in_the_persons_zone(self) -> None:
        at = DateTime.fromisoformat("2026-09-01T01:00:00+00:00")
        row = history_view(sight_of(), [step(at=at)], HERE).rows[0]
        assert row.cells[0] == "today 09:00"


class TestPage:
    def test_a_changed_record_is_told_field_by_field_before_and_after(self) -> None:
        loan = loan_1()
        after = replace(loan, name="电脑分期", fee_rate=Decimal("0.006"), grace_days=3, note="")
        told = page([Changed("loans", loan.id, loan, after)])
        assert "手机分期 → 电脑分期" in told and "0.75% → 0.6%" in told
        assert "– → 3" in told and "phone bought in 12 instalments → –" in told
        assert "principal" not in told  # what stayed is not told

    def test_a_new_and_a_deleted_record_are_told_in_full(self) -> None:
        event = Event(
            id="e", loan="loan-1", date=Date(2026, 9, 1), kind="waiver", minor=5000, component="penalty"
        )
        move = Move(id="m", date=Date(2026, 9, 1), kind="spend", minor=5000, currency="CNY", envelope="env-3")
        told = page([Changed("events", "e", None, event), Changed("moves", "m", move, None)])
        assert "event added" in told and "waiver" in told and "penalty interest" in told
        assert "CN¥50.00" in told and "手机分期" in told and "movement deleted" in told

    def test_an_amendment_is_told_by_the_words_it_gives_the_talk(self) -> None:
        amendment = next(record for record in household() if isinstance(record, Amendment))
        told = page([Changed("amendments", amendment.id, None, amendment)], "zh")
        assert "补正" in told and amendment.why in told

    def test_an_id_of_something_gone_is_no_riddle(self) -> None:
        event = Event(id="e", loan="nowhere", date=Date(2026, 9, 1), kind="payment", minor=5000)
        assert "(no longer there)" in page([Changed("events", "e", None, event)])

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_amount_is_told_while_amounts_are_hidden(self, language: str) -> None:
        changes = [Changed(record.table, record.id, None, record) for record in household()]
        told = page(changes, language, hidden=True)
        assert "¥" not in told and HIDDEN in told

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_field_of_every_record_has_words(self, language: str) -> None:
        sight = sight_of(language=language)
        seen: set[type[Record]] = set()
        day = Date(2026, 9, 1)
        more = [
            Settings(id="settings", paydays=(5, 20)),
            Snooze(id="s", subject="loan:loan-1:6", until=day),
            Snooze(id="s2", subject="envelope:env-3", until=day),
            Acknowledgement(id="a", subject="loan:loan-1:6", stage="lead:3:2026-09-15", at=NOW),
            Acknowledgement(id="b", subject="emergency:CNY", stage="payday:2026-09-01", at=NOW),
            replace(
                Settings(id="settings", unreminded=("backup",), weekends_earlier=True),
                leads_by_kind=(("bill", (3, 0)), ("promise", ())),
            ),
            Claim(
                id="c",
                loan="loan-1",
                on=day,
                minor=9,
                ours=7,
                measure="whole",
                penalty=1,
                late_fee=2,
                note="x",
            ),
            ContractSheet(
                id="sheet:loan-1",
                loan="loan-1",
                **dict.fromkeys(
                    (
                        "rate_basis",
                        "penalty_clause",
                        "late_fee_clause",
                        "allocation_clause",
                        "prepayment",
                        "acceleration",
                        "forum",
                        "note",
                    ),
                    "x",
                ),
                shown_on=day,
                shown_rate=Decimal("0.18"),
                shown_way="simple",
                charges=(Charge(name="x", minor=5, collector="y"),),
                late_charges=(Charge(name="x"),),
                files=(AttachedFile(name="x", sha256="0"),),
            ),
            Occurrence(id="o", bill="bill-1", on=day, skipped=True, date=day, minor=5, note="x"),
        ]
        for record in [*household(), *credit(), *more]:
            seen.add(type(record))
            for field, (label, value) in told_fields(sight, record).items():
                assert label and value, (record.table, field)
                if language == "zh":
                    assert any(ord(c) > 255 for c in label), (record.table, field, label)
        assert set(STORED) - seen <= {Delivery}  # reminders told are no step of the history


class TestScreen:
    async def test_a_step_is_opened_and_closed_and_gone_back_to(self, open_app: OpenApp, book: Book) -> None:
        app = open_app()
        before = len(book.all(Event))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("p", "enter", "ctrl+s", "p", "ctrl+s", "H")
            assert isinstance(app.screen, HistoryScreen) and text(app).count("payment of") == 2
            assert "this screen" in text(app)
            await pilot.press("enter")
            assert "event added" in text(app) and "amount" in text(app)
            await pilot.press("escape")
            assert isinstance(app.screen, HistoryScreen) and "event added" not in text(app)
            await pilot.press("down", "b")
            assert "Takes back 1 later step" in text(app) and len(book.all(Event)) == before + 2
            await pilot.press("b")
            assert "u takes this back" in text(app) and len(book.all(Event)) == before + 1
            assert "went back to how the book was" in text(app) and "undone" in text(app)
            await pilot.press("u")
            assert len(book.all(Event)) == before + 2 and "Undone: went back" in text(app)
            await pilot.press("ctrl+r", "escape")
            assert len(book.all(Event)) == before + 1 and app.place == "today"

    async def test_moving_on_forgets_what_b_was_asked_about(self, open_app: OpenApp, book: Book) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("p", "enter", "ctrl+s", "p", "ctrl+s", "down", "p", "enter", "ctrl+s")
            await pilot.press("H", "down", "down", "b")
            written = len(book.all(Event))
            await pilot.press("up", "b")
            assert len(book.all(Event)) == written and "Takes back 1 later step" in text(app)

    async def test_going_back_to_now_says_that_nothing_was_changed(self, open_app: OpenApp) -> None:
        app = open_app("zh")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("p", "enter", "ctrl+s", "H", "b", "b")
            assert "未做任何改动" in text(app)

    async def test_another_process_is_named_and_its_step_taken_back(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("p", "enter", "ctrl+s")
            subprocess.run([sys.executable, "-c", ELSEWHERE, str(book.folder)], check=True, timeout=60)
            book.refresh()
            await pilot.press("H")
            assert "the command line" in text(app) and "payment of ¥77.00 on x" in text(app)
            await pilot.press("down", "b", "b")
            assert not any(event.id == "other" for event in book.all(Event))

    async def test_a_refusal_is_told_where_the_person_looks(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("p", "enter", "ctrl+s", "H")
            assert isinstance(app.screen, HistoryScreen)
            gone = step(stamp=(99, "nobody"))
            app.screen._steps = {app.screen.query_one("Table").key: gone}  # type: ignore[attr-defined]
            await pilot.press("b", "b")
            assert "! this step is not in the history" in text(app)

    async def test_an_empty_history_says_so(self, open_app: OpenApp, empty_book: Book) -> None:
        app = open_app(over=empty_book)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("H", "b", "enter")
            assert "Nothing was done yet." in text(app)

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
    async def test_it_fits_and_numbers_lead_on_to_a_pane(
        self, open_app: OpenApp, language: str, size: tuple[int, int]
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=size) as pilot:
            await pilot.press("p", "enter", "ctrl+s", "H", "enter")
            from finterm.tui.view.cells import width

            assert all(width(line) == size[0] for line in lines(app))
            await pilot.press("2")
            assert app.shown == "loans" and app.place == "loans"
