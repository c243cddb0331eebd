"""What is filled in gives way to what is typed, the key line follows the field, and neither gets lost."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from finterm.locale import LANGUAGES, Words
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Kind
from finterm.tui.widgets.bars import Bar
from finterm.tui.widgets.choice import Choice
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW
from tests.tui.screens import lines, text

SIZE = (80, 24)


def keys(screen: FormScreen) -> list[str]:
    """The actions on the key line, as many as fit."""
    return [action for _, _, action in screen.query_one(Bar)._spots]


async def test_the_first_key_takes_the_place_of_what_was_filled_in(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter", *"300")
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.typed["amount"] == "300"
        await pilot.press("down", *"+1")
        assert form.typed["date"] == "+1"
        await pilot.press("up", "backspace")  # what I typed myself is chosen again, as in a sheet
        assert form.typed["amount"] == ""


@pytest.mark.parametrize(("key", "left"), [("left", "9"), ("right", "9"), ("home", "9"), ("end", "9")])
async def test_keys_that_move_keep_what_was_filled_in(open_app: OpenApp, key: str, left: str) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter")
        form = app.screen
        assert isinstance(form, FormScreen)
        before = form.typed["amount"]
        await pilot.press(key, left)
        expected = before + left if key in ("right", "end") else left + before
        assert form.typed["amount"] == expected


async def test_a_stray_key_is_taken_back_with_one(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter")
        form = app.screen
        assert isinstance(form, FormScreen)
        before = form.typed["amount"]
        await pilot.press("x", "ctrl+z")
        assert form.typed["amount"] == before
        await pilot.press("ctrl+z")
        assert form.typed["amount"] == "x"


async def test_hidden_amounts_hide_again_when_they_are_brought_back(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("dollar_sign", "p", "enter", "7")
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.typed["amount"] == "7"
        assert "amount * 7" in text(app)
        await pilot.press("ctrl+z")
        assert form.typed["amount"] not in text(app) and "•••" in text(app)


@pytest.mark.parametrize(
    ("kind", "key", "value", "chosen"),
    [
        ("text", "name", "Rent", True),
        ("text", "note", "said so", False),
        ("area", "note", "said so", False),
        ("amount", "amount", "12", True),
        ("date", "date", "2026-09-05", True),
    ],
)
async def test_names_and_values_give_way_and_notes_do_not(
    open_app: OpenApp, kind: Kind, key: str, value: str, chosen: bool
) -> None:
    app = open_app()
    form = Form("f", [Field("other", "o"), Field(key, "k", kind, value, currency="CNY")], lambda values: None)
    async with app.run_test(size=SIZE) as pilot:
        screen = FormScreen(form, lambda values: None, Words("en"), now=lambda: NOW)
        await app.push_screen(screen)
        await pilot.press("tab", "z")
        assert (value in screen.typed[key]) is not chosen and "z" in screen.typed[key]
        if kind == "text":  # what I typed into a field of words stays, and is written on
            await pilot.press("tab", "shift+tab", *"yx")
            assert screen.typed[key].endswith("zyx") or screen.typed[key] == "zyx" + value


async def test_what_is_chosen_is_seen_without_colour(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = open_app(theme="monochrome")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter")
        editor = app.screen.query_one("#field-amount", Input)
        assert editor.get_component_rich_style("input--selection").reverse


async def test_the_key_line_follows_the_field(open_app: OpenApp) -> None:
    app = open_app()
    fields = [
        Field("name", "n"),
        Field("sure", "s", "yes_no"),
        Field("which", "w", "choice", "a", choices=(("a", "a"), ("b", "b"))),
        Field("some", "p", "picks", choices=(("a", "a"),)),
        Field("said", "t", "area"),
    ]
    own = {"say_yes", "say_no", "list_choices", "choice_before", "choice_after", "new_line"}
    async with app.run_test(size=(120, 40)) as pilot:
        screen = FormScreen(Form("f", fields, lambda v: None), lambda v: None, Words("en"), now=lambda: NOW)
        await app.push_screen(screen)
        seen = []
        for _ in fields:
            await pilot.pause()
            seen.append(own & set(keys(screen)))
            assert {"save", "leave"} <= set(keys(screen))
            await pilot.press("tab")
        assert seen[0] == set() and {"say_yes", "say_no"} <= seen[1] <= own - {"new_line", "list_choices"}
        assert "list_choices" in seen[2] and "say_yes" not in seen[2]
        assert seen[3:] == [{"list_choices"}, {"new_line"}]


async def test_y_and_n_answer_a_question_with_more_than_one_yes() -> None:
    choice = Choice([("no", "no"), ("me", "I promise"), ("them", "they promise")], "no")
    said = []
    for yes in (True, True, True, False):
        choice._answer(yes)
        said.append(choice.value)
    assert said == ["me", "them", "me", "no"]
    three = Choice([("auto", "by itself"), ("yes", "yes"), ("no", "no")], "auto")
    three._answer(True)
    assert three.value == "yes"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(60, 20), (60, 24), (80, 20), (100, 30), (160, 50)])
async def test_no_form_loses_its_key_line_whatever_it_has_to_say(
    open_app: OpenApp, language: str, size: tuple[int, int]
) -> None:
    app = open_app(language)
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", "e")
        form = app.screen
        assert isinstance(form, FormScreen)
        form.row("name").text = "A very long name of a loan " * 4
        form.row("principal").text = "9999999999.99"
        await pilot.press("escape")  # asks in a sentence of its own
        await pilot.pause()
        shown = lines(app)
        assert "^s" in shown[form.query_one(Bar).region.y]
        assert form.query_one("Rows").size.height >= 4
        assert form.row("name").editor.region.height == 1


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_promise_is_answered_with_y_and_n_in_either_language(
    open_app: OpenApp, language: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("l")
        form = app.screen
        assert isinstance(form, FormScreen)
        form.row("promise").editor.focus()
        await pilot.press("y")
        assert form.typed["promise"] == "me" and form.row("promise_date").display
        assert {"say_yes", "say_no"} <= set(keys(form))
        await pilot.press("n")
        assert form.typed["promise"] == "no" and not form.row("promise_date").display
