"""Logging a talk while on the phone: few keys, in the order a call goes, everything else further down."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from finterm.domain.records import AttachedFile, DueRef, FollowUp, Promise, Talk
from finterm.store.book import Book
from finterm.tui.widgets.choice import Choice
from finterm.tui.widgets.form import FormScreen
from finterm.tui.widgets.picks import MarkScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, household
from tests.tui.screens import text
from tests.tui.test_drafts import SIZE

ORDER = [
    "contact loan reached said_by_them amount said_by_me outcome promise promise_amount promise_date".split(),
    "follow_up_date follow_up at channel direction person".split(),
]


class Keys:
    """Presses keys and counts them."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.count = 0

    async def press(self, *keys: str) -> None:
        self.count += len(keys)
        await self.pilot.press(*keys)

    async def write(self, words: str) -> None:
        """Free text, which is as long as it is."""
        await self.pilot.press(*words)


def new(book: Book, kind: type) -> list:  # type: ignore[type-arg]
    had = {record.id for record in household()}
    return [record for record in book.all(kind) if record.id not in had]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_typical_call_takes_at_most_25_keys_beside_the_words(
    open_app: OpenApp, book: Book, language: str
) -> None:
    """A collector rings, says something, names an amount; I promise 500 on Friday and follow up in 3 days."""
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2")  # the loan they ring about is under the cursor
        keys = Keys(pilot)
        await keys.press("l")
        await keys.write("全部还清, or the file goes to court")
        await keys.press("tab", *"545", "tab", "tab", "tab")
        await keys.press("i" if language == "en" else "w")  # I promise / wo chengnuo
        await keys.press("tab", *"500", "tab")
        await keys.press(*("fri" if language == "en" else ["周", "五"]), "tab", *"+3d", "ctrl+s")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert keys.count <= 25, keys.count
    (talk,) = new(book, Talk)
    (promise,) = new(book, Promise)
    (step,) = new(book, FollowUp)
    assert talk.said_by_them == "全部还清, or the file goes to court" and talk.minor == 54500
    assert (talk.contact, talk.loans, talk.at) == ("contact-1", ("loan-1",), NOW)
    assert (talk.channel, talk.direction, talk.reached) == ("phone", "incoming", True)
    assert (promise.by, promise.minor, promise.date) == ("me", 50000, Date(2026, 9, 4))
    assert step.date == NOW.date() + timedelta(days=3)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_what_a_call_needs_stands_on_a_small_screen_in_the_order_it_goes(
    open_app: OpenApp, language: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "l")
        form = app.screen
        assert isinstance(form, FormScreen)
        form.row("promise").text = "me"
        await pilot.pause()
        rows = [field.key for field in form.form.fields if form.row(field.key).display]
        assert rows[: len(ORDER[0]) + len(ORDER[1])] == [*ORDER[0], *ORDER[1]]
        for key in [*ORDER[0], "follow_up_date", "follow_up"]:
            region = form.row(key).region
            assert region.height and region.y > 0 and region.bottom <= 22, (key, region)


@pytest.mark.parametrize("pane", ["1", "2", "3", "4", "5"])
async def test_l_opens_it_from_everywhere(open_app: OpenApp, pane: str) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(pane, "l")
        assert isinstance(app.screen, FormScreen)
        typed = app.screen.typed
        assert typed["contact"].startswith("contact-") and typed["loan"].startswith("loan-")
        assert typed["at"] == "2026-09-01 14:30" and app.screen.row("said_by_them").editor.has_focus


async def test_letters_jump_among_choices_and_y_and_n_answer(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "l", "shift+tab")
        form = app.screen
        assert isinstance(form, FormScreen) and form.row("reached").editor.has_focus
        await pilot.press("n")
        assert form.typed["reached"] == "no"
        await pilot.press("y")
        assert form.typed["reached"] == "yes"
        await pilot.press("space")
        assert form.typed["reached"] == "no"
        form.row("channel").editor.focus()
        for keys, value in (
            ("e", "email"),
            ("let", "letter"),
            ("v", "visit"),
            ("zz", "visit"),
            ("in", "in_app_chat"),
        ):
            await pilot.press(*keys)
            assert form.typed["channel"] == value, keys
            form.row("direction").editor.focus()
            form.row("channel").editor.focus()
            await pilot.pause()


async def test_chinese_choices_are_found_by_sound_and_by_character(open_app: OpenApp) -> None:
    app = open_app("zh")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "l")
        form = app.screen
        assert isinstance(form, FormScreen)
        form.row("channel").editor.focus()
        await pilot.pause()
        for keys, value in (("d", "sms"), ("sm", "visit"), ("邮", "email")):
            await pilot.press(*keys)
            assert form.typed["channel"] == value, keys
            form.row("direction").editor.focus()
            form.row("channel").editor.focus()
            await pilot.pause()
        form.row("reached").editor.focus()
        await pilot.pause()
        await pilot.press("n")
        assert form.typed["reached"] == "no"


async def test_the_rest_of_a_talk_is_reachable_further_down(
    open_app: OpenApp, book: Book, tmp_path: Path
) -> None:
    letter = tmp_path / "a letter 信.txt"
    letter.write_text("dear", "utf-8")
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "l", *"hello")
        form = app.screen
        assert isinstance(form, FormScreen)
        form.row("reference").text = "WO-1"
        form.row("dues").editor.focus()
        await pilot.press("enter")
        assert isinstance(app.screen, MarkScreen)
        await pilot.press("space", "down", "space", "enter")
        await pilot.pause()
        assert form.typed["dues"] == "loan-1#4 loan-1#5" and "#4 2026-07-15" in text(app)
        form.row("more_loans").text = "loan-2"
        form.row("files").text = f"'{letter}'; {tmp_path}/none"
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        assert isinstance(app.screen, FormScreen) and "There is no file" in text(app)
        form.row("files").text = letter.as_uri()
        await pilot.press("ctrl+s")
        await pilot.pause()
    (talk,) = new(book, Talk)
    assert talk.dues == (DueRef(loan="loan-1", n=4), DueRef(loan="loan-1", n=5))
    assert talk.loans == ("loan-1", "loan-2") and talk.reference == "WO-1"
    (file,) = talk.files
    assert isinstance(file, AttachedFile) and file.name == "a letter 信.txt"
    assert (book.folder / "attachments" / file.sha256).read_text("utf-8") == "dear"


async def test_a_talk_that_is_refused_leaves_no_file_behind(
    open_app: OpenApp, book: Book, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear", "utf-8")
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "l", *"hello")
        form = app.screen
        assert isinstance(form, FormScreen)
        form.row("files").text = str(letter)
        form.row("follow_up_date").text = "2020-01-01"
        await pilot.press("ctrl+s")
        assert isinstance(app.screen, FormScreen)
    assert list((book.folder / "attachments").iterdir()) == []


async def test_the_amount_is_in_the_currency_of_the_loan_chosen(open_app: OpenApp, book: Book) -> None:
    from msgspec.structs import replace

    from finterm.domain.records import Loan

    before = book.get(Loan, "loan-3")
    assert before is not None
    with book.transaction("core.done.edit", {"what": "", "name": ""}) as step:
        step.put(replace(before, currency="JPY", tolerance=1), before)
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("2", "l", *"x")
        form = app.screen
        assert isinstance(form, FormScreen)
        editor = form.row("loan").editor
        assert isinstance(editor, Choice)
        editor.value = "loan-3"
        form.row("amount").text = "5000"
        await pilot.pause()
        assert "5000             ¥ " in text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
    (talk,) = new(book, Talk)
    assert (talk.minor, talk.currency) == (5000, "JPY")
