"""The form of reminders: what stands in it is what is saved, and what follows from it is told while it is typed."""

from __future__ import annotations

from datetime import time as Time
from typing import cast, get_args

import pytest
from msgspec.structs import replace

from finterm.domain.matters import leads_of
from finterm.domain.records import Loan, ReminderKind, Settings
from finterm.store.book import Book
from finterm.tui.dialogs.again import form_again
from finterm.tui.dialogs.loan import loan_form
from finterm.tui.dialogs.reminding import reminders_form
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.form import read
from finterm.tui.widgets.form import FormScreen
from finterm.tui.widgets.notices import NoticesScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, household
from tests.tui.screens import text
from tests.tui.sights import sight_of
from tests.tui.test_forms import faults, filled, saved
from tests.tui.test_tasks import fill

OWN = replace(
    Settings(id="settings", leads=(5, 2), unreminded=("bill", "backup"), remind_at=Time(7, 30)),
    leads_by_kind=(("bill", (9,)), ("promise", ())),
    weekends_earlier=True,
    most_overdue=4,
)


def form_of(settings: Settings | None = None, language: str = "en") -> Form:
    more = [settings] if settings else []
    rest = [record for record in household() if not isinstance(record, Settings)]
    return reminders_form(sight_of([*rest, *more], language))


def settings_of(form: Form, **typed: str) -> Settings:
    return cast(Settings, cast(SaveRecord, saved(form, **typed)).record)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("settings", [Settings(id="settings"), OWN])
def test_saved_as_it_opens_it_changes_nothing(settings: Settings, language: str) -> None:
    assert settings_of(form_of(settings, language)) == settings


def test_days_times_and_kinds_are_saved() -> None:
    made = settings_of(
        form_of(), leads="0 3,3 10", remind_at="7", quiet_from="23:30", weekends_earlier="yes",
        bill="1", instalment="none", promise="off", backup="no", most_overdue="5",
    )  # fmt: skip
    assert made.leads == (10, 3, 0) and made.remind_at == Time(7) and made.quiet_from == Time(23, 30)
    assert made.weekends_earlier and made.most_overdue == 5
    assert made.leads_by_kind == (("instalment", ()), ("bill", (1,)))
    assert made.unreminded == ("promise", "backup")
    assert leads_of(made, "instalment") == () and leads_of(made, "follow_up") == (10, 3, 0)


def test_what_is_switched_off_keeps_its_own_days_for_later() -> None:
    assert dict(settings_of(form_of(OWN)).leads_by_kind)["bill"] == (9,)
    assert "bill" not in dict(settings_of(form_of(OWN), bill="").leads_by_kind)


def test_every_kind_can_be_switched_off() -> None:
    kinds = get_args(ReminderKind)
    form = form_of(language="zh")
    typed = {f.key: "no" if f.kind == "yes_no" else "不提醒" for f in form.fields if f.key in kinds}
    assert set(settings_of(form, **typed).unreminded) == set(kinds)


def test_what_cannot_be_is_told_beside_its_field() -> None:
    wrong = {"leads": "400", "remind_at": "25:00", "bill": "soon", "most_overdue": "-1", "quiet_until": ""}
    assert faults(form_of(), **wrong) == {
        "leads": "error.range",
        "remind_at": "error.time",
        "bill": "error.number",
        "most_overdue": "error.range",
        "quiet_until": "error.required",
    }


def test_the_next_reminder_follows_what_is_typed() -> None:
    form = form_of()
    assert form.derive is not None

    def told(**typed: str) -> str:
        assert form.derive is not None
        return form.derive(read(form.fields, filled(form, **typed), NOW).values)[""]

    assert "Wed 2 Sep 09:00" in told() and "Wed 2 Sep 11:15" in told(remind_at="11:15")
    assert told(remind_at="x") == told()
    assert "Wed 2 Sep 12:00" in told(quiet_from="20:00", quiet_until="12:00")


class TestLoan:
    def test_a_loan_has_days_of_its_own_or_those_of_others(self) -> None:
        sight = sight_of()
        loan = sight.ledger.loans[0]

        def leads(before: Loan, **typed: str) -> tuple[int, ...] | None:
            return cast(Loan, cast(SaveRecord, saved(loan_form(sight, before), **typed)).record).leads

        assert (
            leads(loan) is None and leads(loan, leads="1 14") == (14, 1) and leads(loan, leads="none") == ()
        )
        own = replace(loan, leads=())
        assert leads(own) == () and leads(own, leads="") is None
        assert faults(loan_form(sight, loan), leads="x") == {"leads": "error.number"}


class TestScreen:
    async def test_it_opens_from_the_list_and_saves_one_step(self, open_app: OpenApp, book: Book) -> None:
        app = open_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("exclamation_mark", "e")
            assert isinstance(app.screen, FormScreen) and "The next reminder comes on" in text(app)
            await fill(pilot, leads="2")
            await pilot.press("ctrl+s")
            assert isinstance(app.screen, NoticesScreen) and book.settings().leads == (2,)
            await pilot.press("u")
            assert book.settings().leads == (7, 3, 1, 0)

    async def test_it_is_found_in_the_palette(self, open_app: OpenApp) -> None:
        app = open_app("zh")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("ctrl+p", *"txsz", "enter")
            assert isinstance(app.screen, FormScreen) and "提前提醒天数" in text(app)

    def test_a_draft_of_it_opens_again(self) -> None:
        form = form_again(sight_of(), form_of().draft, lambda: "new")
        assert form is not None and form.title == form_of().title
