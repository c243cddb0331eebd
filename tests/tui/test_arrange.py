"""Recording an arrangement and that it was broken, by keyboard; what the page of the loan says of it."""

from __future__ import annotations

import pytest

from finterm.domain.position import position
from finterm.domain.records import Event, Loan, Talk
from finterm.store.book import Book
from finterm.tui.app import FintermApp
from finterm.tui.widgets.form import FormScreen
from tests.tui.conftest import OpenApp
from tests.tui.screens import text

SIZE = (120, 60)


def fill(app: FintermApp, **typed: str) -> None:
    """Puts text into the fields of the form that is open."""
    assert isinstance(app.screen, FormScreen)
    for key, value in typed.items():
        app.screen.row(key).text = value


class TestArrange:
    @pytest.mark.parametrize("language", ["en", "zh"])
    async def test_it_shows_what_is_given_up_and_takes_the_place_of_what_is_unpaid(
        self, open_app: OpenApp, book: Book, language: str
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "r")
            fill(app, each="300", count="4", first="+10d")
            await pilot.press("tab")
            assert {"en": "less than ending the loan that day", "zh": "比当天提前结清少"}[language] in text(
                app
            )
            await pilot.press("ctrl+s")
            (event,) = [e for e in book.all(Event) if e.kind == "arrangement"]
            loan = next(one for one in book.all(Loan) if one.id == event.loan)
            events = [e for e in book.all(Event) if e.loan == loan.id]
            assert event.minor == 120_000
            assert position(loan, events, event.date).outstanding == 120_000
            await pilot.press("enter")
            assert {"en": "if it is broken", "zh": "一旦违约"}[language] in text(app)

    async def test_rows_are_taken_as_written_and_faults_told_beside_them(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "r")
            fill(app, how="rows", rows="2020-01-01:5")
            await pilot.press("ctrl+s")
            assert "cannot fall due before" in text(app)
            fill(app, rows="2099-01-01:5+1; 2099-02-01:7")
            await pilot.press("ctrl+s")
            (event,) = [e for e in book.all(Event) if e.kind == "arrangement"]
            assert event.minor == 1_300

    async def test_that_it_was_broken_shows_what_comes_back_before_it_is_saved(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "B")
            assert "has no arrangement in force" in text(app)
            await pilot.press("r")
            fill(app, each="300", count="4", first="+10d", if_broken="comes_back")
            await pilot.press("ctrl+s", "B")
            assert "more is owed then" in text(app) and "the contract as before comes back" in text(app)
            await pilot.press("ctrl+s")
            assert {"arrangement", "broken"} <= {e.kind for e in book.all(Event)}
            await pilot.press("h")
            assert "arrangement broken" in text(app)
            await pilot.press("escape", "enter")
            assert "broken on" in text(app) and "since then" in text(app)
            await pilot.press("escape", "u")
            kinds = {e.kind for e in book.all(Event)}
            assert "arrangement" in kinds and "broken" not in kinds

    async def test_the_page_names_the_talk_it_was_agreed_in_and_what_is_waived(
        self, open_app: OpenApp, book: Book
    ) -> None:
        app = open_app()
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("2", "l")
            fill(app, said_by_them="four times 300 and no penalty", reached="yes")
            await pilot.press("ctrl+s", "r")
            talk = next(one for one in book.all(Talk) if one.said_by_them.startswith("four times"))
            fill(app, each="300", count="4", first="+10d", waived="penalty", talk=talk.id)
            await pilot.press("ctrl+s")
            (event,) = [e for e in book.all(Event) if e.kind == "arrangement"]
            assert event.plan is not None
            assert (event.talk, event.plan.waived) == (talk.id, ("penalty",))
            await pilot.press("enter")
            assert "agreed in the talk" in text(app) and "what is waived" in text(app)
            await pilot.press("B")
            assert "if it is broken: the plan stays as it is" in text(app)
