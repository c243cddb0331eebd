"""The guide on the screen: one key, readable at eighty columns, and every step opens what it speaks of."""

from __future__ import annotations

from typing import cast

import pytest
from textual.pilot import Pilot

from finterm.guide.topic import TOPICS, Step, topic, written
from finterm.locale import Words
from finterm.rules.loading import shipped
from finterm.tui import guiding
from finterm.tui.app import FintermApp
from finterm.tui.view.guide import topic_page, topics_view
from finterm.tui.view.page import lay_out
from finterm.tui.widgets.form import FormScreen
from finterm.tui.widgets.guide import GuideScreen
from finterm.tui.widgets.help import HelpScreen
from finterm.tui.widgets.page import Page
from finterm.tui.widgets.table import Table
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW
from tests.tui.screens import text

SIZE = (80, 24)


async def follow(pilot: Pilot[None], step: Step) -> None:
    """Does a step of the guide as enter on it does."""
    app = cast(FintermApp, pilot.app)
    await guiding.follow(app, step)
    await pilot.pause()


@pytest.mark.parametrize(("language", "title"), [("en", "The first hour"), ("zh", "第一小时")])
async def test_one_key_lists_the_topics_and_enter_opens_one(
    open_app: OpenApp, language: str, title: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g")
        assert isinstance(app.screen, GuideScreen) and title in text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(Page).has_focus
        assert app.words("guide.sources") not in title and title in text(app)
        await pilot.press("escape")
        assert isinstance(app.screen, GuideScreen)
        await pilot.press("escape")
        assert not isinstance(app.screen, GuideScreen)


async def test_from_a_call_to_the_form_that_logs_it_in_four_keys(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "enter", "tab", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and "Log a talk" in text(app)


async def test_enter_does_the_marked_step_while_the_words_are_read(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and "Log a talk" in text(app)


async def test_enter_pressed_before_the_words_have_the_focus_counts(open_app: OpenApp) -> None:
    """On a slow line the second enter still comes from the list that was left."""
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "enter")
        topics = app.screen.query_one("#guide-topics", Table)
        topics.post_message(Table.Chosen(topics, "first_hour"))
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and "Log a talk" in text(app)


async def test_reading_on_below_the_words_leads_to_the_steps(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "enter", "end", "down")
        await pilot.pause()
        assert app.screen.query_one("#guide-steps").has_focus
        await pilot.press("tab")
        assert app.screen.query_one(Page).has_focus


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("first_hour", "confirm"),
        ("rebuild", "settlement"),
        ("lender", "replan"),
        ("report", "dispute"),
        ("free_help", "complaint"),
    ],
)
async def test_a_step_that_speaks_of_a_letter_opens_that_letter(
    open_app: OpenApp, name: str, letter: str
) -> None:
    app = open_app()
    [step] = [step for step in written(name, "en").steps if step.action == "letter"]
    async with app.run_test(size=SIZE) as pilot:
        await follow(pilot, step)
        assert app.place == "pick" and app.words("guide.which") in text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
        assert app.words(f"letters.{letter}.name") in app.screen.form.title


async def test_a_step_about_one_loan_asks_which(open_app: OpenApp) -> None:
    """A claim about one loan is never checked against another that the cursor happens to stand on."""
    app = open_app()
    [step] = [step for step in written("first_hour", "en").steps if step.action == "claim"]
    async with app.run_test(size=SIZE) as pilot:
        await follow(pilot, step)
        assert app.words("guide.which") in text(app) and "手机分期" in text(app)
        await pilot.press(*"借呗", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and "借呗" in app.screen.form.title
        assert app.pane.key == "loan-2"
        await pilot.press("escape")
        await follow(pilot, step)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1 and app.shown == "loans"


async def test_a_step_about_tasks_stands_on_the_first_of_them(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        [step] = [step for step in written("rebuild", "en").steps if step.action == "pane_credit"]
        await follow(pilot, step)
        assert app.shown == "credit" and (app.pane.key or "").startswith("advice:")


async def test_a_step_that_enters_a_contact_opens_its_form_whatever_was_listed(open_app: OpenApp) -> None:
    app = open_app()
    [step] = [step for step in written("who", "en").steps if step.action == "contacts"]
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(2):  # the second time the people are listed already
            await follow(pilot, step)
            assert isinstance(app.screen, FormScreen) and app.screen.form.title == app.words(
                "tui.contacts.add"
            )
            await pilot.press("escape")
            await pilot.pause()


async def test_the_key_beside_a_step_does_it(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "enter", "l")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen) and "Log a talk" in text(app)


async def test_a_key_of_two_steps_does_neither(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "down", "enter", "a")  # a loan, a bill or an envelope could be added
        await pilot.pause()
        assert isinstance(app.screen, GuideScreen)


async def test_every_step_of_every_topic_leads_somewhere(open_app: OpenApp) -> None:
    steps = {(step.action, step.pane): step for name in TOPICS for step in written(name, "en").steps}
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        for (action, pane), step in sorted(
            steps.items(), key=lambda found: found[0][1]
        ):  # few changes of pane
            await guiding.follow(app, step)
            await pilot.pause()
            assert app.shown == (pane or app.shown), step
            if action.startswith("pane_"):
                assert app.place == action.removeprefix("pane_"), step
            elif action != "contacts" or step.then:  # which are a list of their pane
                assert len(app.screen_stack) > 1, step
            while len(app.screen_stack) > 1:
                app.pop_screen()


async def test_it_opens_from_the_help_too_and_a_step_closes_both(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen) and "g guide" in text(app)
        await pilot.press("g", "enter", "tab", "down", "down", "enter")
        await pilot.pause()
        assert app.place == "loans"


async def test_its_key_leads_back_to_the_topics_and_out(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "down", "enter", "g")
        assert isinstance(app.screen, GuideScreen) and "Scams to know" in text(app)
        await pilot.press("g")
        assert app.place == "today"


async def test_the_language_changes_under_a_topic(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("g", "enter", "L")
        await pilot.pause()
        assert "第一小时" in text(app) and "first hour" not in text(app)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", [72, 112])
def test_a_topic_is_short_and_no_line_is_cut(language: str, room: int) -> None:
    words = Words(language)
    found = [topic(name, words, shipped(), NOW.date()) for name in TOPICS]
    for one in found:
        lines = lay_out(topic_page(words, one._replace(sources=())), room)
        assert len(lines) <= 46, (one.name, len(lines))
        assert not [line for line in lay_out(topic_page(words, one), room) if line and "…" in line[-1][0]]
    assert [row.key for row in topics_view(words, found).rows] == list(TOPICS)
