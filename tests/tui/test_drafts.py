"""What is typed into a form outlives whatever ends the program."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Iterator
from datetime import date as Date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from finterm.domain.records import Contact, Event, Loan, Promise, Talk
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.dialogs.again import form_again
from finterm.tui.drafts import Drafts, Typed
from finterm.tui.view.budget import budget_of
from finterm.tui.widgets.drafts import DraftsScreen
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, credit, household
from tests.tui.screens import text
from tests.tui.sights import sight_of

SIZE = (80, 24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts"


@pytest.fixture
def gone(folder: Path) -> Iterator[Drafts]:
    """Drafts of a process that will be gone: `vanish` lets go of all it held, as the system does at a kill."""
    drafts = Drafts(folder, lambda: NOW)
    yield drafts
    vanish(drafts)


def vanish(drafts: Drafts) -> None:
    drafts.settled()
    drafts._held.close()


def typed(**texts: str) -> Typed:
    return Typed(texts, dict.fromkeys(texts, ""), next(iter(texts)))


def keep(drafts: Drafts, form: str = "talk", **texts: str) -> None:
    draft = drafts.begin(form)
    draft.note(typed(**texts))
    draft.save()
    drafts.settled()


class TestOnTheDisk:
    def test_what_was_typed_comes_back_as_it_was(self, folder: Path, gone: Drafts) -> None:
        keep(gone, said="对方说\n“还钱”", amount="545")
        vanish(gone)
        (left,) = Drafts(folder, lambda: NOW).left()
        assert left.form == "talk" and left.begun == NOW
        assert left.typed == typed(said="对方说\n“还钱”", amount="545")

    @pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
    def test_nobody_else_can_read_it(self, folder: Path, gone: Drafts) -> None:
        keep(gone, said="x")
        modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        assert modes == {0o600} and stat.S_IMODE(folder.stat().st_mode) == 0o700

    def test_the_draft_of_a_living_process_is_nobody_elses(self, folder: Path, gone: Drafts) -> None:
        keep(gone, said="mine")
        other = Drafts(folder, lambda: NOW)
        assert other.left() == []
        keep(other, said="theirs")
        assert {json.loads(path.read_text("utf-8"))["texts"]["said"] for path in folder.glob("*.json")} == {
            "mine",
            "theirs",
        }
        vanish(gone)
        assert [left.typed.texts["said"] for left in other.left()] == ["mine"]
        other.close()

    def test_of_two_who_continue_one_does(self, folder: Path, gone: Drafts) -> None:
        keep(gone, said="x")
        vanish(gone)
        one, other = Drafts(folder, lambda: NOW), Drafts(folder, lambda: NOW)
        (mine,), (theirs,) = one.left(), other.left()
        assert one.take(mine) is not None and other.take(theirs) is None
        assert other.left() == []
        one.close()
        other.close()

    def test_dropping_and_closing_leave_nothing_behind(self, folder: Path) -> None:
        drafts = Drafts(folder, lambda: NOW)
        keep(drafts, said="x")
        for draft in list(drafts._open):
            draft.drop()
        drafts.close()
        assert list(folder.iterdir()) == []

    def test_a_dropped_draft_is_not_offered_while_a_slow_disk_still_has_it(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        drafts, disk = Drafts(folder, lambda: NOW), threading.Event()
        draft = drafts.begin("talk")
        draft.note(typed(said="x"))
        draft.save()
        drafts.settled()
        unlink = Path.unlink
        monkeypatch.setattr(Path, "unlink", lambda *args, **kw: disk.wait(5) and unlink(*args, **kw))
        draft.drop()
        assert draft.path.exists() and drafts.left() == []
        disk.set()
        drafts.close()
        assert not draft.path.exists()

    def test_closing_writes_what_was_typed_a_moment_ago(self, folder: Path) -> None:
        drafts = Drafts(folder, lambda: NOW)
        drafts.begin("talk").note(typed(said="last words"))
        drafts.close()
        assert [left.typed.texts["said"] for left in Drafts(folder, lambda: NOW).left()] == ["last words"]

    def test_only_drafts_of_the_form_asked_for_the_latest_first(self, folder: Path) -> None:
        drafts = Drafts(folder, lambda: NOW)
        keep(drafts, "talk", said="1")
        keep(drafts, "loan:", name="2")
        keep(drafts, "talk", said="3")
        drafts.close()
        found = Drafts(folder, lambda: NOW).left("talk")
        assert [left.typed.texts["said"] for left in found] == ["3", "1"]

    @pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"form": "talk"}', b"\xff\xfe"])
    def test_a_damaged_draft_is_passed_over(self, folder: Path, damage: bytes) -> None:
        folder.mkdir()
        (folder / "aa.1.json").write_bytes(damage)
        assert Drafts(folder, lambda: NOW).left() == []

    def test_a_folder_that_cannot_be_written_is_a_fault_and_no_crash(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        drafts = Drafts(tmp_path / "file" / "drafts", lambda: NOW)
        keep(drafts, said="x")
        assert isinstance(drafts.fault, OSError)
        drafts.close()


def test_every_form_with_a_draft_is_opened_again_by_its_name() -> None:
    from finterm.domain.dues import find
    from finterm.tui.dialogs import bill, contact, dispute, loan, money, pay, talk
    from finterm.tui.dialogs import credit as crediting
    from finterm.tui.view.ahead import dues_of
    from finterm.tui.view.credit import advice_of, usual_words
    from finterm.tui.view.talks import talks_of

    sight = sight_of([*household(), *credit()])
    ledger, planned = sight.ledger, advice_of(sight)[0]
    copy, score = ledger.credit_reports[1], ledger.credit_scores[0]
    a_loan, envelope = sight.loans["loan-1"], sight.envelopes["env-2"]
    due, rent = find(dues_of(sight), "loan:loan-1:4"), find(dues_of(sight), "bill:bill-1:2026-09-03")
    assert due is not None and rent is not None
    forms = [
        loan.loan_form(sight, new_id="x"),
        loan.loan_form(sight, a_loan),
        bill.bill_form(sight, new_id="x"),
        bill.bill_form(sight, sight.bills["bill-1"]),
        contact.contact_form(sight, new_id="x"),
        contact.contact_form(sight, sight.contacts["contact-1"]),
        contact.follow_up_form(sight, sight.follow_ups["follow-1"]),
        money.envelope_form(sight, new_id="x"),
        money.envelope_form(sight, envelope),
        money.move_form(sight, "income", budget_of(sight)),
        money.move_form(sight, "cover", budget_of(sight), envelope),
        money.settings_form(sight),
        pay.pay_due(sight, due),
        pay.pay_loan(sight, a_loan),
        pay.charge_or_waiver(sight, a_loan, "charge"),
        pay.charge_or_waiver(sight, a_loan, "waiver"),
        pay.edit_occurrence(sight, rent),
        pay.snooze_form(sight, [due, rent]),
        talk.log_form(sight),
        crediting.report_form(sight, new_id="x"),
        crediting.report_form(sight, copy),
        crediting.account_form(sight, copy, new_id="x"),
        crediting.account_form(sight, copy, ledger.credit_accounts[1]),
        crediting.enquiry_form(sight, copy, new_id="x"),
        crediting.score_form(sight, new_id="x"),
        crediting.score_form(sight, score),
        dispute.dispute_form(sight, new_id="x"),
        dispute.dispute_form(sight, ledger.disputes[0]),
        dispute.answer_form(sight, ledger.disputes[0]),
        dispute.task_form(sight, new_id="x"),
        dispute.task_form(sight, ledger.tasks[0]),
        dispute.plan_form(sight, planned, usual_words(sight, planned)),
        talk.amend_form(sight, talks_of(sight)["talk-1"]),
    ]
    assert len({form.draft for form in forms}) == len(forms)
    for form in forms:
        again = form_again(sight, form.draft, lambda: "x")
        assert again is not None and again.title == form.title, form.draft
        assert [field.key for field in again.fields] == [field.key for field in form.fields]
    for name in ("loan:gone", "pay:loan:gone:1", "move:lend:", "amend:", "nothing", ""):
        assert form_again(sight, name, lambda: "x") is None


async def a_form_left_open(app: FintermApp, *keys: str) -> None:
    """Types into a form and ends the app in the middle of it, as when the line is lost."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        app.exit()


async def begun(pilot: Pilot[None]) -> FormScreen:
    """The form that the draft offered opens."""
    await pilot.pause()
    assert isinstance(pilot.app.screen, DraftsScreen), pilot.app.screen
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, FormScreen)
    return pilot.app.screen


class TestOnTheScreen:
    @pytest.mark.parametrize("language", ["en", "zh"])
    async def test_an_unfinished_talk_is_offered_at_the_start_and_goes_on_as_it_was(
        self, open_app: OpenApp, book: Book, language: str
    ) -> None:
        keys = ["2", "l", *"罚息 stays", "tab", *"545", "tab", "tab", "tab"]
        await a_form_left_open(open_app(language), *keys, "i" if language == "en" else "我", "tab", *"500")
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            said = "A talk begun 14:30 was not saved" if language == "en" else "14:30 开始的沟通记录没有保存"
            assert said in text(app) and "罚息 stays" in text(app)
            form = await begun(pilot)
            assert form.typed["said_by_them"] == "罚息 stays" and form.typed["promise_amount"] == "500"
            assert form.row("promise_amount").editor.has_focus
            await pilot.press("tab", *"fri", "ctrl+s")
            await pilot.pause()
            (promise,) = [p for p in book.all(Promise) if p not in household()]
            assert (promise.minor, promise.date) == (50000, Date(2026, 9, 4))
        async with open_app(language).run_test(size=SIZE) as pilot:
            assert not isinstance(pilot.app.screen, DraftsScreen)

    async def test_d_drops_it_for_good(self, open_app: OpenApp, book: Book) -> None:
        await a_form_left_open(open_app(), "2", "l", *"hello")
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press("d")
            assert len(app.screen_stack) == 1 and app.filling.drafts.left() == []
        assert len(book.all(Talk)) == len([r for r in household() if isinstance(r, Talk)])

    async def test_escape_leaves_it_for_later_and_the_same_form_offers_it_again(
        self, open_app: OpenApp
    ) -> None:
        await a_form_left_open(open_app(), "2", "a", *"Car")
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press("escape", "l")  # another form opens without asking
            assert isinstance(app.screen, FormScreen) and app.screen.form.draft == "talk"
            await pilot.press("escape", "2", "a")
            form = await begun(pilot)
            assert form.typed["name"] == "Car"
            await pilot.press("escape", "escape")  # asked once, then thrown away
            await pilot.press("a")
            assert isinstance(app.screen, FormScreen) and app.screen.typed["name"] == ""

    async def test_escape_in_the_offer_opens_the_empty_form(self, open_app: OpenApp) -> None:
        await a_form_left_open(open_app(), "2", "a", *"Car")
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press("escape", "2", "a", "escape")
            assert isinstance(app.screen, FormScreen) and app.screen.typed["name"] == ""

    async def test_saving_with_something_missing_keeps_the_draft_and_says_so(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "a", *"Car", "ctrl+s")
            assert "needed" in text(app) and "kept as a draft" in text(app)
            (path,) = app.filling.drafts.folder.glob("*.json")
            assert json.loads(path.read_text("utf-8"))["texts"]["name"] == "Car"

    async def test_a_draft_is_on_the_disk_a_moment_after_the_last_key(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "a", *"Car")
            await pilot.pause(0.4)
            app.filling.drafts.settled()
            (path,) = app.filling.drafts.folder.glob("*.json")
            assert json.loads(path.read_text("utf-8"))["texts"]["name"] == "Car"

    async def test_nothing_is_kept_of_a_form_that_is_only_looked_at(self, open_app: OpenApp) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "a", "escape", "p", "tab", "tab", "escape")
            await pilot.pause(0.4)
        assert not app.filling.drafts.folder.exists()

    async def test_a_continued_change_spares_what_others_changed_meanwhile(
        self, open_app: OpenApp, book: Book
    ) -> None:
        await a_form_left_open(open_app(), "2", "e", "tab", "end", *" Bank")
        with book.transaction("core.done.edit", {"what": "", "name": ""}) as step:
            from msgspec.structs import replace

            before = book.get(Loan, "loan-1")
            assert before is not None
            step.put(replace(before, note="moved on"), before)
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await begun(pilot)
            await pilot.press("ctrl+s")
            await pilot.pause()
        after = book.get(Loan, "loan-1")
        assert after is not None and (after.brand, after.note) == ("来分期 Bank", "moved on")

    async def test_what_a_draft_was_about_may_be_gone(self, open_app: OpenApp, book: Book) -> None:
        await a_form_left_open(open_app(), "5", "c", "e", "end", *"x")
        contact = next(c for c in book.all(Contact) if c.id == "contact-1")
        with book.transaction("core.done.delete", {"what": "", "name": ""}) as step:
            step.delete(contact)
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert "what it was about is" in text(app) and "来分期客服x" in text(app)
            await pilot.press("enter")
            assert isinstance(app.screen, DraftsScreen)
            await pilot.press("d")
            assert len(app.screen_stack) == 1

    async def test_a_hidden_amount_is_hidden_in_the_offer_too(self, open_app: OpenApp, book: Book) -> None:
        await a_form_left_open(open_app(), "2", "p", "ctrl+u", *"777.77")
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert "777.77" in text(app)
            await pilot.press("dollar_sign")
            assert "777.77" not in text(app)
        assert len(book.all(Event)) == len([r for r in household() if isinstance(r, Event)])
