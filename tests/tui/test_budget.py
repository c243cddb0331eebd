"""What a person does with the budget, by keyboard, and what its pages say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta

import pytest
from textual import events

from finterm.domain.errors import BadInput
from finterm.domain.records import Envelope, Move, Settings
from finterm.domain.spendable import safe_to_spend
from finterm.locale import LANGUAGES
from finterm.store.book import Book
from finterm.tui.intents import AssignMonthly
from finterm.tui.running import change_of
from finterm.tui.view.assigning import amounts_of, assigning_view
from finterm.tui.view.budget import BAR_CELLS, budget_of, budget_view, pace_bar, safe_of
from finterm.tui.view.cells import text_of, width
from finterm.tui.view.envelope import envelope_blocks
from finterm.tui.view.months import months_page
from finterm.tui.view.page import Block, lay_out
from finterm.tui.view.safe import safe_page
from finterm.tui.widgets.assigning import AssignScreen
from tests.tui.conftest import OpenApp
from tests.tui.household import NOW, household
from tests.tui.screens import text
from tests.tui.sights import sight_of
from tests.tui.test_tasks import SIZE, made, said

AMOUNT = re.compile(r"-?(?:CN)?[¥￥]([\d,]+\.\d\d)")


def page_text(blocks: Sequence[Block], room: int = 78) -> str:
    return "\n".join("".join(piece for piece, _ in line).rstrip() for line in lay_out(blocks, room))


def minor(line: str) -> int:
    """The last amount on a line, in fen, with its sign."""
    found = list(AMOUNT.finditer(line))[-1]
    whole = int(found[1].replace(",", "").replace(".", ""))
    return -whole if found[0].startswith("-") else whole


# -- safe to spend -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [0, 3, 9, 20])
def test_the_page_of_safe_to_spend_adds_up_to_the_last_fen(language: str, days: int) -> None:
    sight = sight_of(language=language, now=NOW + timedelta(days=days))
    shown = page_text(safe_page(sight)).splitlines()
    end = next(n for n, line in enumerate(shown) if line.strip().startswith("= "))
    begin = next(n for n, line in enumerate(shown) if sight.words("core.ready_money") in line)
    lines = [line for line in shown[begin:end] if AMOUNT.search(line)]
    safe = safe_of(sight)
    assert len(lines) == 1 + len(safe.dues) + len(safe.reserves)
    assert sum(map(minor, lines)) == minor(shown[end]) == safe.result


@pytest.mark.parametrize("paydays", [(10,), (1, 15), (31,), (1,)])
def test_safe_to_spend_on_the_screen_is_that_of_the_domain(paydays: tuple[int, ...]) -> None:
    settings = Settings(id="settings", paydays=paydays)
    others = [record for record in household() if not isinstance(record, Settings)]
    sight = sight_of([settings, *others])
    assert safe_of(sight) == safe_to_spend(sight.ledger, sight.on, settings)


def test_every_due_until_payday_and_every_reserve_has_its_line() -> None:
    sight = sight_of()
    shown = page_text(safe_page(sight))
    for words in (
        "手机分期 #4 · overdue",
        "Credit union car loan #9",
        "宽带",
        "Pay cycle Mon 10 Aug to Thu 10 Sep",
    ):
        assert words in shown, words
    assert "held by the envelope 房租水电" in shown and "Paid from essential envelopes" in shown
    assert "short" in text_of(budget_view(sight).rows[0].cells[-1]) or safe_of(sight).result >= 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_enter_on_safe_to_spend_opens_it_line_by_line(open_app: OpenApp, size: tuple[int, int]) -> None:
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("4")
        assert app.pane.key == "env-1"
        await pilot.press("up", "enter")
        shown = text(app)
        assert "Pay cycle" in shown and "ready money" in shown and "手机分期 #4 · overdue" in shown
        await pilot.press("escape")
        assert "房租水电" in text(app)


# -- bars and months -----------------------------------------------------------------------------------


def test_a_bar_shows_spent_left_lacking_and_the_pace_of_the_month() -> None:
    envelope = Envelope(id="e", name="e", currency="CNY", monthly=100_00)
    moves = [
        Move(id="1", date=Date(2026, 9, 1), kind="assign", minor=60_00, currency="CNY", envelope="e"),
        Move(id="2", date=Date(2026, 9, 2), kind="spend", minor=30_00, currency="CNY", envelope="e"),
    ]
    sight = sight_of([envelope, *moves], now=NOW + timedelta(days=14))  # 15 September, half of the month
    position = budget_of(sight).positions["e"]
    assert pace_bar(position, 10) == "███▒▒│░░░░" and not position.is_behind
    more = Move(id="3", date=Date(2026, 9, 3), kind="spend", minor=40_00, currency="CNY", envelope="e")
    sight = sight_of([envelope, *moves, more], now=NOW + timedelta(days=14))
    position = budget_of(sight).positions["e"]
    assert pace_bar(position, 10) == "█████│█░░░" and position.is_behind
    saving = Envelope(id="e", name="e", currency="CNY", monthly=100_00, kind="emergency")
    sight = sight_of([saving, moves[0]], now=NOW + timedelta(days=14))
    assert pace_bar(budget_of(sight).positions["e"], 10) == "█████│░░░░"


def test_every_bar_is_as_wide_as_its_column() -> None:
    for row in budget_view(sight_of()).rows[1:]:
        assert width(text_of(row.cells[3])) in (0, BAR_CELLS)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_state_of_an_envelope_is_a_word_at_80_columns_too(open_app: OpenApp, language: str) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4")
        assert app.words("tui.budget.overspent") in text(app)


def test_months_of_an_envelope_and_of_all_money_stand_latest_first() -> None:
    shown = page_text(months_page(sight_of(), sight_of().envelopes["env-2"]))
    assert shown.index("September 2026") < shown.index("August 2026")
    august = next(line for line in shown.splitlines() if line.startswith("August 2026"))
    assert "1,500.00" in august and "980.50" in august and "519.50" in august
    whole = shown[shown.index("All money") :]
    assert "9,500.00" in whole and "5,800.00" in whole and "8,109.50" in whole


async def test_months_open_on_a_key_and_escape_brings_the_list_back(open_app: OpenApp) -> None:
    app = open_app("zh")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "M")
        assert "房租水电，逐月" in text(app) and "全部资金，逐月" in text(app) and "2026年8月" in text(app)
        await pilot.press("escape")
        assert "逐月" not in "\n".join(text(app).splitlines()[:-1]) and "信封" in text(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [30, 50, 78, 118])
def test_no_line_of_the_new_pages_is_too_wide_or_shows_what_is_hidden(language: str, room: int) -> None:
    for hidden in (False, True):
        sight = sight_of(language=language, hidden=hidden)
        for page in (
            safe_page(sight),
            months_page(sight, sight.envelopes["env-5"]),
            months_page(sight, None),
        ):
            for line in lay_out(page, room):
                assert sum(width(piece) for piece, _ in line) <= room
            assert not hidden or not re.search(r"¥|\d\.\d\d(?![\d%])", page_text(page, room))


# -- assigning down the list ---------------------------------------------------------------------------


async def test_amounts_are_typed_down_the_list_and_recorded_as_one_step(
    open_app: OpenApp, book: Book
) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "A")
        assert "Ready to assign CN¥3,100.00" in text(app) and "(2,800.00)" in text(app)
        await pilot.press(*"1200.50", "enter")
        assert "after this CN¥1,899.50" in text(app)
        await pilot.press("down", *"0.1", "万", "backspace", "backspace", "2", "enter", "tab")
        assert "after this CN¥1,599.30" in text(app), "tab took the 300.00 that Fun lacks"
        await pilot.press("ctrl+s")
        await pilot.pause()
        new = made(book, Move)
        assert [(move.kind, move.envelope, move.minor) for move in new] == [
            ("assign", "env-1", 120050),
            ("assign", "env-3", 20),
            ("assign", "env-5", 30000),
        ]
        assert "assigned to 房租水电" in said(app) and "Ready to assign CN¥1,599.30" in text(app)
        await pilot.press("u")
        assert made(book, Move) == []


async def test_escape_asks_only_when_an_amount_was_typed(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "A", "escape")
        assert not isinstance(app.screen, AssignScreen)
        await pilot.press("A", "5", "escape")
        assert isinstance(app.screen, AssignScreen) and "not saved" in text(app)
        await pilot.press("0", "escape")
        assert isinstance(app.screen, AssignScreen)
        await pilot.press("escape")
        assert not isinstance(app.screen, AssignScreen) and made(book, Move) == []


async def test_amounts_typed_before_a_crash_are_offered_again(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "A", *"70", "down", *"8.5")
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        assert "Amounts to assign begun" in text(app)
        await pilot.press("enter", "ctrl+s")
        await pilot.pause()
        assert [(move.envelope, move.minor) for move in made(book, Move)] == [("env-1", 7000), ("env-2", 850)]
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        assert "begun" not in text(app)
        await pilot.press("4", "A", "9", "escape", "escape", "A")
        assert isinstance(app.screen, AssignScreen) and "9_" not in text(app), "left on purpose is not kept"


async def test_what_is_no_amount_is_marked_and_nothing_is_recorded(open_app: OpenApp, book: Book) -> None:
    app = open_app("zh")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "A", *"12x", "down", "7", "ctrl+s")
        assert isinstance(app.screen, AssignScreen) and "12x" in text(app) and made(book, Move) == []
        assert app.screen.table.key == "env-1", "the cursor goes to the line at fault"
        await pilot.press("ctrl+u", "ctrl+s")
        await pilot.pause()
        assert [(move.envelope, move.minor) for move in made(book, Move)] == [("env-2", 700)]


async def test_nothing_typed_is_told_and_a_pasted_amount_counts(open_app: OpenApp, book: Book) -> None:
    app = open_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "A", "ctrl+s")
        assert isinstance(app.screen, AssignScreen) and "tab takes" in text(app)
        app.post_message(events.Paste("１,０００\n"))
        await pilot.pause()
        await app.every_key_taken()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert [move.minor for move in made(book, Move)] == [100000]


async def test_an_empty_budget_has_nothing_to_assign_to(open_app: OpenApp, empty_book: Book) -> None:
    app = open_app(over=empty_book)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "A")
        await pilot.pause()
        assert not isinstance(app.screen, AssignScreen) and "No envelopes yet" in said(app)
        await pilot.press("M", "escape", "enter", "escape")
        assert "No envelopes yet" in text(app)


def test_ready_to_assign_counts_down_a_currency_at_a_time_and_says_when_there_is_not_enough() -> None:
    records = [*household(), Envelope(id="usd", name="Trip", currency="USD", kind="goal", monthly=5000)]
    sight = sight_of(records)
    view = assigning_view(sight, {"env-1": "4000", "usd": "20"}, "env-1")
    headline = page_text(view.headline, 118)
    assert "· over-assigned by CN¥900.00" in headline and "after this" not in headline
    assert "· over-assigned by $20.00" in headline
    rows = {row.key: [text_of(cell) for cell in row.cells] for row in view.rows}
    assert rows["env-1"][3] == "4000_" and rows["usd"][3] == "20.00" and rows["env-4"][3] == "(500.00)"


@pytest.mark.parametrize(
    ("language", "words", "after"),
    [("en", "ver-assigned by CN¥900.00", "ready to assign"), ("zh", "多分配 ¥900.00", "待分配")],
)
async def test_assigning_more_than_there_is_is_said_while_typing_and_stays_said(
    open_app: OpenApp, book: Book, language: str, words: str, after: str
) -> None:
    app = open_app(language)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("4", "plus", "ctrl+u", *"4000")
        await pilot.pause()
        assert text(app).count(words) == 1
        await pilot.press("ctrl+s")
        await pilot.pause()
        lines = [line for line in text(app).splitlines()[:4] if "900.00" in line]
        assert len(lines) == 1 and words.replace("多分配", "多分配了") in lines[0], text(app)
        assert after not in lines[0].casefold()


def test_typing_is_read_as_everywhere_and_nothing_or_nought_assigns_nothing() -> None:
    sight = sight_of([record for record in household() if not isinstance(record, Settings)])
    read = amounts_of(sight, {"env-1": "1.2万", "env-2": " ", "env-3": "0", "env-4": "-5", "env-5": "1.234"})
    assert read.minor == {"env-1": 1200000} and set(read.faults) == {"env-4", "env-5"}


def test_hidden_amounts_stay_hidden_beside_the_line_being_typed() -> None:
    rows = assigning_view(sight_of(hidden=True), {"env-1": "4000", "env-2": "7"}, "env-2").rows
    shown = " ".join(text_of(cell) for row in rows for cell in row.cells)
    assert "7_" in shown and not re.search(r"4,?000|\d\.\d\d", shown)


@pytest.mark.parametrize(("language", "word"), [("en", "short"), ("zh", "不够")])
def test_an_envelope_that_does_not_reach_for_its_dues_is_not_called_fine(language: str, word: str) -> None:
    poor = [r for r in household() if not (isinstance(r, Move) and r.envelope == "env-1")]
    sight = sight_of(poor, language)
    rows = {row.key: [text_of(cell) for cell in row.cells] for row in budget_view(sight).rows}
    assert rows["env-1"][-1] == word
    assert sight.money(260000, "CNY") in page_text(
        envelope_blocks(sight, budget_of(sight).positions["env-1"])
    )
    shown = page_text(safe_page(sight))
    assert sight.words("tui.budget.held_for_dues", name="房租水电") in shown


@pytest.mark.parametrize(("income", "key"), [(0, "error.nothing_to_assign"), (90, "error.envelopes_full")])
def test_filling_says_whether_money_or_need_is_missing(income: int, key: str) -> None:
    full = Envelope(id="e", name="Rent", currency="CNY", kind="essential", monthly=10)
    moves = [Move(id="m", date=NOW.date(), kind="assign", minor=10, currency="CNY", envelope="e")]
    moves += [Move(id="i", date=NOW.date(), kind="income", minor=10 + income, currency="CNY")]
    with pytest.raises(BadInput) as refused:
        change_of(sight_of([full, *moves]), AssignMonthly("CNY", NOW.date()), lambda: "new")
    assert refused.value.what == key
