"""The list of reminders: what stands, whether it was told and seen, and what can be done from it."""

from __future__ import annotations

import asyncio
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta

import pytest

from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.records import (
    Acknowledgement,
    Bill,
    Delivery,
    Event,
    FollowUp,
    Promise,
    Record,
    Snooze,
)
from finterm.locale import Words
from finterm.notify import runs
from finterm.notify.channel import Failed
from finterm.notify.worker import delivery_id
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.intents import Acknowledge, DeleteRecord, SnoozeSubjects
from finterm.tui.running import perform
from finterm.tui.view.cells import text_of, width
from finterm.tui.view.notices import Heard, notice_page, notices_view, standing_notices
from finterm.tui.view.page import lay_out
from finterm.tui.view.sight import Sight
from finterm.tui.widgets.bars import Status
from finterm.tui.widgets.form import FormScreen
from finterm.tui.widgets.notices import NoticesScreen
from finterm.tui.widgets.table import Table
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, household
from tests.tui.screens import lines, text
from tests.tui.sights import sight_of

SIZE = (80, 24)
LANGUAGES = ["en", "zh"]
LATE = "loan:loan-1:5"


def rows(sight: Sight, heard: Heard) -> dict[str, list[str]]:
    notices = standing_notices(sight, heard)
    view = notices_view(sight, heard, notices)
    return {row.key: [text_of(cell) for cell in row.cells] for row in view.rows}


def page(sight: Sight, heard: Heard, subject: str) -> str:
    notice = next(one for one in standing_notices(sight, heard) if one.reminder.subject == subject)
    return "\n".join(
        "".join(t for t, _ in line).rstrip() for line in lay_out(notice_page(sight, heard, notice), 74)
    )


def told(subject: str, step: str, channel: str, at: DateTime = NOW) -> Delivery:
    return Delivery(
        id=delivery_id(subject, step, channel), subject=subject, step=step, channel=channel, at=at
    )


def late_subject() -> str:
    return standing_notices(sight_of(), Heard())[0].reminder.subject


def said(app: FintermApp) -> str:
    return app.screen.query_one("#place-say", Status).sentence


def key(app: FintermApp) -> str:
    return app.screen.query_one(Table).key or ""


@pytest.fixture(autouse=True)
def no_channels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told outside the app."""
    monkeypatch.setattr("finterm.notify.chosen.channels", lambda _: [])


class TestList:
    def test_the_most_pressing_stands_first_with_what_it_is_and_costs(self) -> None:
        found = rows(sight_of(), Heard())
        first = next(iter(found.values()))
        assert "手机分期" in first[0] and first[1].startswith("overdue") and "¥" in first[2]
        assert first[3] == "not yet" and first[4] == ""

    def test_when_and_through_which_channels_it_was_told_and_another_days_step_does_not_count(self) -> None:
        sight, subject = sight_of(), late_subject()
        before = told(subject, "overdue:2026-08-31", "desktop", NOW - timedelta(days=1))
        assert rows(sight, Heard([before]))[subject][3] == "not yet"
        now = [
            told(subject, "overdue:2026-09-01", "desktop"),
            told(subject, "overdue:2026-09-01", "screen", NOW + timedelta(minutes=1)),
        ]
        heard = Heard([before, *now])
        assert rows(sight, heard)[subject][3] == "14:30 desktop, screen"
        assert "14:31" in page(sight, heard, subject)

    def test_what_was_told_as_often_as_is_allowed_still_stands_in_the_list(self) -> None:
        subject = late_subject()
        every = [told(subject, f"overdue:2026-07-{n:02}", "desktop") for n in range(1, 32)]
        assert subject in rows(sight_of(), Heard(every))

    def test_seen_and_resting_have_a_sign_and_a_word(self) -> None:
        one, other = [n.reminder for n in standing_notices(sight_of(), Heard())][:2]
        more: list[Record] = [
            Acknowledgement(id="a", subject=one.subject, stage=one.stage, at=NOW),
            Snooze(id="s", subject=other.subject, until=Date(2026, 9, 4)),
        ]
        sight = sight_of([*household(), *more])
        found = rows(sight, Heard())
        assert found[one.subject][4] == "✓ seen" and found[other.subject][4] == "z until 09-04"
        assert "a takes that back" in page(sight, Heard(), one.subject)
        assert list(found) == list(rows(sight_of(), Heard()))  # nothing jumps

    def test_an_envelope_a_fund_and_an_old_backup_are_told_in_words(self) -> None:
        found = rows(sight_of(), Heard(backup_on=Date(2026, 8, 1)))
        assert found["backup"][1] == "none since 2026-08-01" and found["backup"][2] == ""
        assert "of its target" in found["emergency:CNY"][1]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_amount_is_told_while_amounts_are_hidden(self, language: str) -> None:
        sight, heard = sight_of(language=language, hidden=True), Heard(backup_on=Date(2026, 8, 1))
        found = rows(sight, heard)
        shown = str(found) + "".join(page(sight, heard, subject) for subject in found)
        assert "¥" not in shown and "1,104" not in shown and "1104" not in shown

    def test_the_head_says_what_fails_and_that_hours_are_quiet(self) -> None:
        now = NOW.replace(hour=23)
        by = {"loop": runs.Run(now, "loop", 1, now + timedelta(minutes=10))}
        why = runs.Fared(failure=now, why=Failed("notify.failed.no_bus"))
        heard = Heard(runs=runs.Runs(by, {"desktop": why}))
        head = notices_view(sight_of(now=now), heard, []).headline
        said = "\n".join("".join(t for t, _ in line) for line in lay_out(head, 74))
        assert "23:30" in said and "session bus" in said and "until 08:00" in said

    def test_with_nothing_to_tell_it_says_so_and_what_comes_next(self) -> None:
        assert "No reminder is to come" in notices_view(sight_of([]), Heard(), []).empty
        rent = Bill(id="b", name="rent", currency="CNY", first=Date(2026, 9, 10), minor=5)
        sight = sight_of([rent])
        assert standing_notices(sight, Heard()) == []
        assert "The next reminder comes on Thu 3 Sep 09:00: rent." in notices_view(sight, Heard(), []).empty


class TestScreen:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 40)])
    async def test_it_opens_from_everywhere_and_fits(
        self, open_app: OpenApp, language: str, size: tuple[int, int]
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=size) as pilot:
            await pilot.press("4", "exclamation_mark")
            assert isinstance(app.screen, NoticesScreen) and "手机分期" in text(app)
            assert all(width(line) == size[0] for line in lines(app))
            await pilot.press("escape")
            assert app.place == "budget"

    async def test_acknowledging_is_one_step_taken_back_by_the_same_key_or_undo(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("exclamation_mark", "a")
            (kept,) = book.all(Acknowledgement)
            assert kept.subject == key(app) and kept.at == NOW
            assert "✓ seen" in text(app) and "acknowledged" in said(app)
            await pilot.press("a")
            assert book.all(Acknowledgement) == [] and "no longer acknowledged" in said(app)
            await pilot.press("u")
            assert len(book.all(Acknowledgement)) == 1 and "✓ seen" in text(app)

    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_the_header_counts_what_asks_for_something(self, open_app: OpenApp, language: str) -> None:
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            assert "! " not in lines(app)[0]
            await asyncio.to_thread(app._reminding.run)
            await pilot.pause()
            count = len(standing_notices(app.sight, Heard()))
            assert f"! {count}" in lines(app)[0]
            await pilot.press("exclamation_mark", "a", "down", "z", "ctrl+s", "escape", "dollar_sign")
            assert f"! {count - 2}" in lines(app)[0]
            assert all(width(line) == SIZE[0] for line in lines(app))

    async def test_snoozing_asks_until_when_and_marks_the_line(self, open_app: OpenApp, book: Book) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("exclamation_mark", "z")
            assert isinstance(app.screen, FormScreen)
            await pilot.press("ctrl+s")
            (kept,) = book.all(Snooze)
            assert kept.until == Date(2026, 9, 4) and "z until 09-04" in text(app)

    async def test_what_is_no_due_can_rest_too(self, open_app: OpenApp, book: Book) -> None:
        app = open_app("zh")
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("exclamation_mark", "G")
            while key(app) != "emergency:CNY":
                await pilot.press("k")
            await pilot.press("z", "ctrl+s")
            assert [one.subject for one in book.all(Snooze)] == ["emergency:CNY"]
            assert "应急金" in said(app)
            await pilot.press("p")
            assert not isinstance(app.screen, FormScreen) and "应急金" in said(app)

    async def test_paying_from_it_pays_the_due_of_the_line(self, open_app: OpenApp, book: Book) -> None:
        app, before = open_app(), len(book.all(Event))
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("exclamation_mark")
            subject = key(app)
            await pilot.press("p", "ctrl+s")
            assert len(book.all(Event)) == before + 1
            assert isinstance(app.screen, NoticesScreen) and key(app) != subject

    async def test_space_finishes_a_next_step_and_asks_how_a_promise_went(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("exclamation_mark")
            for kind, table in (("follow_up", FollowUp), ("promise", Promise)):
                before = book.all(table)
                subjects = [row.key for row in app.screen.query_one(Table).rows]
                wanted = next(subject for subject in subjects if subject.startswith(f"{kind}:"))
                app.screen.query_one(Table).move_to(wanted)
                await pilot.press("space")
                if kind == "promise":
                    await pilot.press("enter")
                assert book.all(table) != before, kind
                assert wanted not in [row.key for row in app.screen.query_one(Table).rows]

    async def test_enter_goes_to_what_the_line_is_about(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("exclamation_mark")
            subject = key(app)
            await pilot.press("enter")
            assert app.place == "dues" and app.pane.key == subject
            await pilot.press("exclamation_mark", "G")
            while not key(app).startswith("emergency"):
                await pilot.press("k")
            await pilot.press("enter")
            assert app.place == "budget"

    async def test_an_empty_list_takes_every_key_kindly(self, open_app: OpenApp, empty_book: Book) -> None:
        app = open_app(over=empty_book)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("exclamation_mark", "enter", "a", "z", "p", "space")
            assert "Nothing to remind you of now" in text(app) and "There is no reminder here" in said(app)

    async def test_the_status_opens_over_it(self, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("finterm.service.carrying.found", lambda *_: [])
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("exclamation_mark", "s")
            await app.workers.wait_for_complete()
            assert not isinstance(app.screen, NoticesScreen)
            await pilot.press("escape")
            assert isinstance(app.screen, NoticesScreen)


def test_what_was_seen_of_a_bill_goes_with_the_bill_and_comes_back_with_it(book: Book) -> None:
    rent = Bill(id="b", name="rent", currency="CNY", first=Date(2026, 9, 1), minor=5)
    with book.transaction("core.done.add", {}) as step:
        step.put(rent)

    def sight() -> Sight:
        return Sight(Ledger.of(book.all), book.settings(), NOW, Words("en"))

    found = next(
        one for one in standing_notices(sight(), Heard()) if one.reminder.subject.startswith("bill:b:")
    )
    perform(book, sight(), Acknowledge(found.reminder))
    perform(book, sight(), SnoozeSubjects((found.reminder.subject,), Date(2026, 9, 9)))
    assert (len(book.all(Acknowledgement)), len(book.all(Snooze))) == (1, 1)
    perform(book, sight(), DeleteRecord(rent))
    assert book.all(Acknowledgement) == [] and book.all(Snooze) == []
    book.undo()
    assert (len(book.all(Acknowledgement)), len(book.all(Snooze))) == (1, 1)


def test_what_is_gone_cannot_be_snoozed(book: Book) -> None:
    sight = Sight(Ledger.of(book.all), book.settings(), NOW, Words("en"))
    for subject in ("envelope:gone", "bill:gone:2026-09-01", "nonsense"):
        with pytest.raises(BadInput):
            perform(book, sight, SnoozeSubjects((subject,), Date(2026, 9, 9)))
