"""The first pane: at most five lines in the order of consequence, each a step into its place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from datetime import timedelta

import pytest
from msgspec.structs import replace

from finterm.domain.dues import due_totals
from finterm.domain.records import (
    Bill,
    Envelope,
    Event,
    FollowUp,
    Loan,
    Move,
    Promise,
    Record,
    Settings,
    Snooze,
)
from finterm.locale import LANGUAGES
from finterm.store.book import Book
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.budget import SAFE
from finterm.tui.view.cells import Row, text_of
from finterm.tui.view.page import lay_out
from finterm.tui.view.sight import Sight
from finterm.tui.view.today import (
    AGREED,
    FUND,
    NEXT,
    OVERDUE,
    Place,
    choice_of,
    destination,
    lines_of,
    today_view,
    together,
)
from finterm.tui.view.today_page import today_page
from finterm.tui.widgets.form import FormScreen
from finterm.tui.widgets.pick import PickScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, household
from tests.tui.screens import lines, text
from tests.tui.sights import sight_of
from tests.tui.test_tasks import made, said

SIZE = (80, 24)
FIVE = [OVERDUE, AGREED, NEXT, SAFE, FUND]


def cells(row: Row) -> list[str]:
    return [text_of(cell) for cell in row.cells]


def rows_of(sight: Sight) -> dict[str, list[str]]:
    return {row.key: cells(row) for row in today_view(sight).rows}


def page(sight: Sight, key: str) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lay_out(today_page(sight, key), 78))


def sentences(sight: Sight) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lay_out(today_view(sight).headline, 78))


def of_loan(loan: str) -> list[Record]:
    """One loan of the household with its events, and nothing else."""
    return [
        record
        for record in household()
        if isinstance(record, Settings) or loan in (getattr(record, "id", ""), getattr(record, "loan", ""))
    ]


def on_time() -> list[Record]:
    """The household with everything paid that fell due, and nothing agreed."""
    kept = [r for r in household() if not isinstance(r, Promise | FollowUp | Bill)]
    return [
        r
        for r in kept
        if not (isinstance(r, Loan | Event) and "loan-3" not in (r.id, getattr(r, "loan", "")))
    ]


# -- what the lines say ------------------------------------------------------------------------------


def test_there_are_five_lines_in_the_order_of_consequence() -> None:
    assert list(rows_of(sight_of())) == FIVE


def test_the_first_line_says_how_late_each_loan_is_and_the_sum_that_makes_it_current() -> None:
    label, words, amount, key = rows_of(sight_of())[OVERDUE]
    assert (label, words, key) == ("Overdue", "手机分期 48 days, 借呗 4 days", "p pay")
    assert amount == "CN¥2,883.73"


def test_promises_and_next_steps_of_today_stand_on_one_line() -> None:
    _, words, amount, key = rows_of(sight_of())[AGREED]
    assert "ask for the waiver in writing" in words and "their promise: 手机分期" in words
    assert (amount, key) == ("", "space done")


def test_a_promise_of_mine_due_today_is_paid_from_its_line() -> None:
    today = [
        replace(r, date=NOW.date()) if isinstance(r, Promise) and r.by == "me" else r for r in household()
    ]
    kept = [
        r for r in today if not isinstance(r, FollowUp) and not (isinstance(r, Promise) and r.by == "them")
    ]
    _, words, amount, key = rows_of(sight_of(kept))[AGREED]
    assert (words, amount, key) == ("my promise: 手机分期", "CN¥545.00", "p pay")


def test_the_next_three_dues_begin_with_what_is_due_today() -> None:
    sight = sight_of()
    _, words, amount, key = rows_of(sight)[NEXT]
    assert words.startswith("宽带 due today") and key == "p pay"
    dues = lines_of(sight)[NEXT]
    assert len(dues) == 3 and [due.date for due in dues] == sorted(due.date for due in dues)
    assert amount == f"first {sight.sums(due_totals(dues[:1]))}"  # no sum of three, which answers no question


def test_more_than_three_dues_today_are_all_on_the_line() -> None:
    more = [
        Bill(id=f"more-{n}", name=f"bill {n}", currency="CNY", first=NOW.date(), minor=100) for n in range(5)
    ]
    dues = lines_of(sight_of([*household(), *more]))[NEXT]
    assert len(dues) == 6 and {due.state for due in dues} == {"due_today"}


def test_a_loan_in_grace_comes_before_what_is_still_to_come() -> None:
    sight = sight_of(now=NOW + timedelta(days=6))
    assert lines_of(sight)[NEXT][0].state == "in_grace" and "in grace" in rows_of(sight)[NEXT][1]


def test_no_due_stands_on_two_lines_and_none_that_presses_is_left_out() -> None:
    for days in range(40):
        sight = sight_of(now=NOW + timedelta(days=days))
        keys = [due.key for dues in lines_of(sight).values() for due in dues]
        assert len(keys) == len(set(keys))
        assert {due.key for due in dues_of(sight) if due.state != "upcoming"} <= set(keys), days


def test_safe_to_spend_and_the_fund_close_the_list_with_their_keys() -> None:
    rows = rows_of(sight_of())
    assert rows[SAFE][1] == "until payday, Thu 10 Sep" and rows[SAFE][3] == "- spend"
    assert "%" in rows[FUND][1] and rows[FUND][3] == "+ assign"


@pytest.mark.parametrize(("language", "word"), [("en", "short for dues"), ("zh", "不够留足")])
def test_too_little_until_payday_is_said_by_words_and_by_a_sign_where_words_are_cut(
    language: str, word: str
) -> None:
    poor = [replace(r, minor=1000) if isinstance(r, Move) and r.kind == "income" else r for r in household()]
    _, words, amount, _ = rows_of(sight_of(poor, language))[SAFE]
    assert words.startswith(word) and amount.startswith("-CN¥" if language == "en" else "-¥")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_snoozed_of_an_overdue_loan_stays_in_the_sum_that_leaves_nothing_overdue(
    language: str,
) -> None:
    awake = sight_of(language=language)
    snooze = Snooze(id="s", subject="loan:loan-1:4", until=NOW.date() + timedelta(days=3))
    sight = sight_of([*household(), snooze], language)
    late = [due for due in dues_of(sight) if due.state == "overdue" and due.is_payable]
    whole = sight.sums(due_totals(late))
    before, after = (sentences(one).splitlines()[:2] for one in (awake, sight))
    assert after == before and whole in after[1]
    assert rows_of(sight)[OVERDUE][:3] == rows_of(awake)[OVERDUE][:3]
    assert rows_of(sight)[OVERDUE][2] == whole and whole in page(sight, OVERDUE)
    assert [due.n for due in lines_of(sight)[OVERDUE] if due.loan == "loan-1"] == [4, 5]


def test_a_line_without_anything_to_say_is_not_there() -> None:
    assert list(rows_of(sight_of(of_loan("loan-3")))) == [NEXT]
    assert list(rows_of(sight_of([r for r in household() if isinstance(r, Move | Envelope | Settings)]))) == [
        SAFE,
        FUND,
    ]


def test_a_varying_bill_alone_says_that_it_varies() -> None:
    bill = Bill(id="b", name="Power", currency="CNY", first=NOW.date())
    assert rows_of(sight_of([bill]))[NEXT][2] == "varies"
    assert "Due today: Power, varies." in sentences(sight_of([bill]))


# -- when nothing presses ----------------------------------------------------------------------------


def test_when_nothing_presses_the_pane_says_so_kindly_and_names_the_next_due() -> None:
    text = sentences(sight_of(of_loan("loan-3")))
    assert text.startswith("Nothing is overdue and nothing is due today.")
    assert "nothing you must do today" in text and "Credit union car loan" in text and "in 4 days" in text


def test_a_next_step_of_today_is_not_hidden_behind_an_all_clear() -> None:
    step = FollowUp(id="f", date=NOW.date(), what="send the letter")
    text = sentences(sight_of([*of_loan("loan-3"), step]))
    assert text.startswith("Nothing is overdue") and "nothing you must do" not in text
    assert rows_of(sight_of([*of_loan("loan-3"), step]))[AGREED][1] == "send the letter"


def test_an_empty_book_is_welcomed_and_told_the_three_first_steps_with_their_keys() -> None:
    sight = sight_of([])
    assert sentences(sight).startswith("Welcome.")
    assert [row[-1] for row in rows_of(sight).values()] == ["2 a", "3 a", "4 i"]
    assert "? helps" in page(sight, "begin:loan")


# -- what stands beside a line -----------------------------------------------------------------------


def test_the_detail_of_what_is_overdue_names_each_loan_and_the_whole_debt() -> None:
    sight = sight_of()
    shown = page(sight, OVERDUE)
    whole = sum(position.payoff for position in sight.positions.values())
    for words in (
        "手机分期",
        "2 instalments",
        "CN¥1,104.71",
        "借呗",
        "CN¥1,779.02",
        "leaves nothing overdue",
    ):
        assert words in shown, words
    assert f"CN¥{whole / 100:,.2f}" in shown and "whole debt" in shown and "⏎ goes to it in Loans" in shown


def test_the_detail_of_the_next_dues_has_their_dates_and_amounts() -> None:
    shown = page(sight_of(), NEXT)
    assert "2026-09-01" in shown and "CN¥99.00" in shown and "within 7 days" in shown


def test_the_detail_of_safe_to_spend_explains_it() -> None:
    assert "ready money" in page(sight_of(), SAFE) and "months of essentials" in page(sight_of(), FUND)


def test_without_a_budget_one_learns_where_it_would_be() -> None:
    assert "With a budget (4)" in page(sight_of(of_loan("loan-3")), NEXT)


# -- where a line leads ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (OVERDUE, Place("loans", "loan", "loan-1")),
        (AGREED, Place("dues", "due", "follow_up:follow-1")),
        (NEXT, Place("dues", "due", "bill:bill-3:2026-09-01")),
        (SAFE, Place("budget", "envelope", SAFE)),
        (FUND, Place("budget", "envelope", "env-4")),
        ("nothing", None),
    ],
)
def test_every_line_has_its_place(key: str, place: Place | None) -> None:
    sight = sight_of()
    if key == AGREED:
        sight = sight_of([r for r in household() if not (isinstance(r, Promise) and r.by == "them")])
    assert destination(sight, key) == place


def test_an_overdue_bill_leads_to_the_agenda() -> None:
    bill = Bill(id="b", name="Rent", currency="CNY", first=Date(2026, 8, 1), minor=100, count=1)
    assert destination(sight_of([bill]), OVERDUE) == Place("dues", "due", "bill:b:2026-08-01")


def test_overdue_instalments_of_one_loan_are_one_choice() -> None:
    sight = sight_of()
    found = [choice_of(sight, one) for one in together(lines_of(sight)[OVERDUE])]
    assert [(choice.dues[0].loan, len(choice.dues)) for choice in found] == [("loan-1", 2), ("loan-2", 1)]
    assert found[0].label == "手机分期 · overdue 48 days"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "pane", "stands_on"),
    [
        (OVERDUE, "loans", "loan-1"),
        (AGREED, "dues", "promise:promise-2"),
        (NEXT, "dues", "bill:bill-3:2026-09-01"),
        (SAFE, "budget", SAFE),
        (FUND, "budget", "env-4"),
    ],
)
async def test_enter_goes_to_the_place_of_the_line(
    open_app: OpenApp, key: str, pane: str, stands_on: str, language: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        app.pane.table.move_to(key)
        await pilot.press("enter")
        await pilot.pause()
        assert app.shown == pane and app.pane.key == stands_on and app.pane.table.has_focus
        await pilot.press("1")
        assert app.pane.key == key


async def test_enter_finds_a_due_behind_a_filter(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("3", "slash", *"car", "enter", "1")
        app.pane.table.move_to(NEXT)
        await pilot.press("enter")
        await pilot.pause()
        assert app.pane.key == "bill:bill-3:2026-09-01"


# -- keys --------------------------------------------------------------------------------------------


async def test_pay_on_the_overdue_line_asks_which_and_begins_with_the_latest(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p")
        assert isinstance(app.screen, PickScreen) and "手机分期 · overdue 48 days" in text(app)
        await pilot.press("down", "enter")
        assert isinstance(app.screen, FormScreen) and "Pay 借呗" in text(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert made(book, Event)[-1].loan == "loan-2"
        await pilot.press("p")  # one loan is left, so its form opens at once
        assert isinstance(app.screen, FormScreen) and "Pay 手机分期" in text(app)


async def test_paying_what_is_overdue_brings_the_pane_to_what_comes_next(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("p", "enter", "ctrl+s", "p", "ctrl+s")
        await pilot.pause()
        assert OVERDUE not in {row.key for row in app.pane.table.rows} and "is overdue" not in text(app)


async def test_a_bill_due_today_is_paid_from_its_line(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.table.move_to(NEXT)
        await pilot.press("p", "enter", "ctrl+s")
        await pilot.pause()
        assert "宽带" in said(app) and "宽带 due today" not in text(app)


async def test_a_talk_is_about_the_loan_that_is_latest(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=SIZE):
        assert app.pane.talk_about()[0] == "loan-1"


async def test_spending_and_saving_begin_here_too(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.table.move_to(FUND)
        await pilot.press("plus")
        assert isinstance(app.screen, FormScreen) and app.screen.row("envelope").text == "env-4"
        await pilot.press("escape", "minus")
        assert isinstance(app.screen, FormScreen) and "Spend" in text(app)


@pytest.mark.parametrize(("key", "pressed"), [(SAFE, "p"), (NEXT, "space"), (SAFE, "z")])
async def test_a_key_that_fits_nothing_on_the_line_says_so(open_app: OpenApp, key: str, pressed: str) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        app.pane.table.move_to(key)
        await pilot.press(pressed)
        await pilot.pause()
        assert said(app) and len(app.screen_stack) == 1


@pytest.mark.parametrize(
    ("key", "pane"), [("begin:loan", "loans"), ("begin:bill", "dues"), ("begin:income", "budget")]
)
async def test_enter_on_a_first_step_opens_its_form(
    open_app: OpenApp, empty_book: Book, key: str, pane: str
) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        app.pane.table.move_to(key)
        await pilot.press("enter")
        await pilot.pause()
        if pane == "dues":  # a bill or a next step: the bill is the first of the two
            await pilot.press("enter")
        assert app.shown == pane and isinstance(app.screen, FormScreen)


# -- what fits on a screen ---------------------------------------------------------------------------


def starts(shown: Iterable[str], words: Iterable[str]) -> bool:
    found = list(shown)
    return all(any(line.lstrip("▸ ").startswith(word) for line in found) for word in words)


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ("Overdue", "Agreed", "Next dues", "Safe to spend", "Emergency fund")),
        ("zh", ("逾期", "约定事项", "接下来应还", "可支配", "应急金")),
    ],
)
async def test_headline_and_five_lines_stand_on_a_small_screen_without_scrolling(
    open_app: OpenApp, language: str, labels: tuple[str, ...]
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert starts(lines(app), labels) and app.pane.table.scroll_offset.y == 0
        assert "手机分期" in lines(app)[1] and "2,883.73" in lines(app)[2]
        assert "1,104.71" in text(app)  # and there is room for what the first line is made of


def test_a_book_of_many_late_loans_names_some_and_counts_the_others() -> None:
    loan = next(record for record in household() if isinstance(record, Loan))
    many = [replace(loan, id=f"l{n}", name=f"loan {n}") for n in range(50)]
    sight = sight_of(many)
    assert rows_of(sight)[OVERDUE][1].endswith("and 47 more")
    assert "and 30 more" in page(sight, OVERDUE) and len(page(sight, OVERDUE).splitlines()) < 30


async def test_on_a_wide_screen_the_lines_keep_their_whole_text(open_app: OpenApp) -> None:
    app = open_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        table, detail = app.pane.table.region, app.pane.page.region
        assert table.width == 120 and detail.y >= table.bottom and "…" not in text(app)


def test_no_list_is_longer_than_five() -> None:
    assert len(rows_of(sight_of())) <= 5 and len(rows_of(sight_of(on_time()))) <= 5
