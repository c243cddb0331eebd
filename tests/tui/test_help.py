"""Help for every pane and place, made from the one table; number keys lead on from wherever one reads."""

from __future__ import annotations

import pytest

from finterm.locale import Words
from finterm.tui.actions import ACTIONS, FORM, HELP, PANES, PICK, PLACES, READING, footer_of
from finterm.tui.view.help import help_blocks
from finterm.tui.view.page import lay_out
from finterm.tui.widgets import choice, form, pick
from finterm.tui.widgets.help import HelpScreen
from tests.tui.conftest import OpenApp
from tests.tui.screens import text

SIZE = (80, 24)
LANGUAGES = ["en", "zh"]


def told(language: str, place: str) -> str:
    blocks = help_blocks(Words(language), place)
    return "\n".join("".join(part for part, _ in line) for line in lay_out(blocks, 110))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [*PANES, *PLACES])
def test_every_key_of_the_place_is_there(language: str, place: str) -> None:
    words, page = Words(language), told(language, place)
    for action in ACTIONS:
        if action.keys and action.works_in(place):
            assert words(action.words) in page and action.shown_in(place) in page, action.name
    assert words(f"tui.help.{place}")[:20] in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_tells_no_key_that_does_nothing_there(language: str) -> None:
    assert Words(language)("tui.action.income") not in told(language, "form")
    assert Words(language)("tui.action.go_back") not in told(language, "today")


@pytest.mark.parametrize(("place", "does"), [(FORM, {**form.KEYS, **choice.KEYS}), (PICK, pick.KEYS)])
def test_what_the_table_says_of_forms_and_lists_is_what_they_listen_to(
    place: str, does: dict[str, str]
) -> None:
    assert {action.name for action in ACTIONS if place in action.panes} == set(does)


@pytest.mark.parametrize(
    ("keys", "help_key", "place"),
    [
        ((), "question_mark", "today"),
        (("3",), "f1", "dues"),
        (("H",), "question_mark", "history"),
        (("2", "h"), "question_mark", "records"),
        (("l",), "f1", "form"),
        (("ctrl+p",), "f1", "pick"),
    ],
)
async def test_it_explains_the_place_one_is_in_and_leads_back(
    open_app: OpenApp, keys: tuple[str, ...], help_key: str, place: str
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys, help_key)
        assert isinstance(app.screen, HelpScreen)
        assert app.words(f"tui.help.{place}")[:40] in text(app)
        await pilot.press(help_key)
        assert app.place == place


@pytest.mark.parametrize(
    "keys", [("question_mark",), ("H",), ("2", "h"), ("2", "enter"), ("H", "question_mark")]
)
async def test_a_number_leads_on_to_its_pane(open_app: OpenApp, keys: tuple[str, ...]) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys, "4")
        assert app.place == app.shown == "budget"


async def test_a_number_typed_into_a_form_is_text(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter", "4")
        assert app.place == "form" and app.shown == "today"


async def test_the_language_and_the_mask_change_what_lies_over_a_pane_too(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter", "ctrl+s", "H")
        await pilot.press("dollar_sign", "L")
        assert "历史" in text(app) and "¥" not in text(app) and "•••" in text(app)
        await pilot.press("question_mark", "L")
        assert "Everything done lately" in text(app)


def test_every_place_to_read_in_has_the_keys_one_expects() -> None:
    for place in READING:
        names = {action.name for action in ACTIONS if action.works_in(place)}
        assert {"leave", "help", "lock", "hide", "language", "pane_today"} <= names


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [*PANES, *PLACES])
def test_no_sentence_of_a_place_is_cut_at_eighty_columns(place: str, language: str) -> None:
    page = lay_out(help_blocks(Words(language), place), 72)
    assert not [line for line in page if line and line[-1][0].rstrip().endswith("…")]


def test_help_does_not_offer_itself() -> None:
    assert "help" not in [action.name for action in footer_of(HELP)]
