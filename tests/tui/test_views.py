"""What the panes say, read from the view models without a widget."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from typing import get_args

import pytest
from msgspec.structs import replace

from finterm.domain.advertised import Reason
from finterm.domain.dues import due_totals
from finterm.domain.records import Bill, Event, Loan, Move, Record
from finterm.locale import LANGUAGES
from finterm.tui.actions import ACTIONS, PANES, footer_of, named
from finterm.tui.view.budget import budget_view
from finterm.tui.view.cells import Row, text_of, width
from finterm.tui.view.contacts import contact_page, contacts_view
from finterm.tui.view.credit import credit_view, removals_of
from finterm.tui.view.credit_account import timeline_page
from finterm.tui.view.credit_page import credit_page
from finterm.tui.view.diary import talk_page, talks_view
from finterm.tui.view.due import due_page
from finterm.tui.view.dues import dues_of, dues_view, left_after
from finterm.tui.view.envelope import budget_page
from finterm.tui.view.help import help_blocks
from finterm.tui.view.loan import loan_page
from finterm.tui.view.loans import SORTS, loans_view, whole_of
from finterm.tui.view.page import Block, lay_out
from finterm.tui.view.safe import safe_page
from finterm.tui.view.sight import Sight
from finterm.tui.view.today import headline, today_view
from finterm.tui.view.today_page import today_page
from finterm.tui.view.told import told
from finterm.tui.view.whole import whole_page
from tests.tui.household import NOW, credit, household
from tests.tui.sights import sight_of

AMOUNT = re.compile(r"¥|\d\.\d\d(?![\d%])")


def said(blocks: Sequence[Block], room: int = 78) -> str:
    """A page as text."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lay_out(blocks, room))


def cells(row: Row) -> list[str]:
    return [text_of(cell) for cell in row.cells]


def without(*tables: type[Record]) -> list[Record]:
    return [record for record in household() if not isinstance(record, tables)]


def test_the_first_sentence_is_what_is_overdue_and_what_makes_it_current() -> None:
    sight = sight_of()
    first, second, third = headline(sight, dues_of(sight))[:3]
    assert said([first]) == "2 things are overdue, up to 48 days: 手机分期, 借呗."
    owed = sum(sight.positions[key].overdue for key in ("loan-1", "loan-2"))
    assert said([second]) == f"CN¥{owed / 100:,.2f} paid today leaves nothing overdue."
    assert said([third]) == "Due today: 宽带, CN¥99.00."


@pytest.mark.parametrize(
    ("language", "apart"),
    [("en", "apart from 水费, whose amount is not known."), ("zh", "除水费（金额未知）外就没有逾期了。")],
)
def test_nothing_is_said_to_be_current_while_an_overdue_bill_has_no_amount(language: str, apart: str) -> None:
    water = Bill(id="bill-9", name="水费", currency="CNY", first=Date(2026, 8, 20), count=1)
    sight = sight_of([*household(), water], language)
    second = said([headline(sight, dues_of(sight))[1]], 200)
    assert second.endswith(apart)
    alone = sight_of([water], language)
    (_, only) = headline(alone, dues_of(alone))
    assert "水费" in said([only]) and "–" not in said([only])


def test_the_sum_that_makes_everything_current_does() -> None:
    sight = sight_of()
    from finterm.domain.dues import overdue_totals

    (total,) = overdue_totals(dues_of(sight))
    assert total.minor == sum(position.overdue for position in sight.positions.values())


def test_a_loan_within_its_grace_is_not_called_overdue() -> None:
    sight = sight_of(now=NOW + timedelta(days=6))
    rows = {row.key: cells(row) for row in loans_view(sight).rows}
    assert rows["loan-3"][1] == "in grace" and rows["loan-1"][1] == "overdue 54 days"


@pytest.mark.parametrize("sort", SORTS)
def test_loans_can_be_sorted_and_none_is_lost(sort: str) -> None:
    rows = loans_view(sight_of(), sort).rows
    assert {row.key for row in rows} == {"loan-1", "loan-2", "loan-3", "loan-4"}
    first = {"urgency": "loan-1", "name": "loan-3", "next_due": "loan-3", "remaining": "loan-3"}
    assert rows[0].key == first.get(sort, rows[0].key)


def test_the_page_of_a_loan_says_what_is_owed_named_costs_terms_schedule_and_events() -> None:
    page = said(loan_page(sight_of(), "loan-3"))
    for words in (
        "upfront deduction    CN¥1,000.00".split("  ")[0],
        "CN¥1,000.00",
        "nominal yearly cost",
        "effective yearly cost",
        "Riverside Credit Union",
        "24 × monthly",
        "7.25% a year",
        "1.5 × the contract rate",
        "5% of what is unpaid, at least CN¥20.00, at most CN¥50.00",
        "fee → penalty interest → interest → principal",
        "payment",
        "2027-12-05",
    ):
        assert words in page, words


def test_the_first_figures_above_the_loans_are_what_presses_and_the_whole_debt() -> None:
    sight = sight_of()
    owed = sum(position.payoff for position in sight.positions.values())
    current, whole, left = said(loans_view(sight).headline).splitlines()
    assert current.startswith("overdue, due, in grace") and current.endswith(
        "CN¥2,883.73, all of it overdue (2 loans)"
    )
    assert whole.startswith("whole debt") and f"CN¥{owed / 100:,.2f}" in whole
    assert left.startswith("remaining principal")


@pytest.mark.parametrize(("language", "said_of_it"), [("en", "not paid out yet"), ("zh", "放款")])
def test_a_loan_to_be_paid_out_later_is_told_apart_from_the_debt(language: str, said_of_it: str) -> None:
    later = replace(
        next(r for r in household() if r.id == "loan-1"),
        id="later",
        start=NOW.date() + timedelta(days=3),
        first_due=NOW.date() + timedelta(days=33),
    )
    before, sight = sight_of(language=language), sight_of([*household(), later], language)
    assert said(whole_page(sight)).splitlines()[1:3] == said(whole_page(before)).splitlines()[1:3]
    *same, last = said(loans_view(sight).headline).splitlines()
    assert same == said(loans_view(before).headline).splitlines() and said_of_it in last
    assert said_of_it in cells(next(row for row in loans_view(sight).rows if row.key == "later"))[1]


def test_a_sum_that_is_all_overdue_is_said_once() -> None:
    for days in range(1, 60, 7):
        sight = sight_of(now=NOW + timedelta(days=days))
        (whole,) = (one for one in whole_of(sight) if one.currency == "CNY")
        first = said(loans_view(sight).headline).splitlines()[0]
        same = whole.overdue == whole.to_be_current
        assert ("all of it overdue" in first) == same and ("overdue of it" in first) != same
    standing = sight_of().positions["loan-1"]
    assert standing.overdue == standing.to_be_current
    page = said(loan_page(sight_of(), "loan-1"))
    assert page.split("cost")[0].count(sight_of().money(standing.overdue, "CNY")) == 1


def test_a_loan_paid_back_at_once_has_a_due_date_and_no_periods() -> None:
    loan = replace(next(r for r in household() if r.id == "loan-1"), id="once", method="bullet", periods=6)
    page = said(loan_page(sight_of([loan]), "once"))
    assert "due date" in page and "first due" not in page and "periods" not in page
    (due,) = sight_of([loan]).positions["once"].dues
    assert re.search(rf"due date +{due.due}", page)


def test_the_advertised_rate_stands_beside_the_real_cost_with_the_reason() -> None:
    page = said(loan_page(sight_of(), "loan-1"))
    for words in ("9.00% (0.75% × 12)", "16.22%", "17.48%", "The fee counts on the original principal"):
        assert words in page, words
    assert "CN¥1,000.00 was taken off before" in said(loan_page(sight_of(), "loan-3"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_a_difference_has_its_sentence(language: str) -> None:
    words = sight_of(language=language).words
    assert all(words.has(f"tui.loans.why.{reason}") for reason in get_args(Reason))


def test_a_bar_says_what_was_paid_and_what_is_owed() -> None:
    assert "paid CN¥1,635.00 · still to pay CN¥4,919.71" in said(loan_page(sight_of(), "loan-1"))


def test_payments_talks_and_promises_stand_on_one_time_line_the_newest_first() -> None:
    rows = [line.split() for line in said(loan_page(sight_of(), "loan-1")).splitlines()]
    at = next(n for n, row in enumerate(rows) if row[:2] == ["What", "happened"])
    assert [(row[0], row[1]) for row in rows[at + 1 : at + 6]] == [
        ("2026-09-05", "="),
        ("2026-09-01", "="),
        ("2026-09-01", "»"),
        ("2026-08-20", "-"),
        ("2026-08-20", "←"),
    ]


def test_a_part_paid_instalment_says_so() -> None:
    sight = sight_of()
    row = next(row for row in dues_view(sight).rows if row.key == "loan:loan-2:7")
    assert cells(row)[-1] == "overdue 4 days, part paid"


@pytest.mark.parametrize(("language", "words"), [("en", "promise"), ("zh", "承诺")])
def test_a_promise_says_that_it_is_one_where_the_kind_has_no_room(language: str, words: str) -> None:
    rows = dues_view(sight_of(language=language)).rows
    state = cells(next(row for row in rows if row.key == "promise:promise-1"))[-1]
    assert state.endswith(words)


@pytest.mark.parametrize(("language", "words"), [("en", "part waived"), ("zh", "已减免部分")])
def test_a_due_lowered_by_a_waiver_is_not_called_part_paid(language: str, words: str) -> None:
    waiver = Event(id="w", loan="loan-1", date=NOW.date(), kind="waiver", minor=900, component="fee", due=4)
    sight = sight_of([*household(), waiver], language)
    row = next(row for row in dues_view(sight).rows if row.key == "loan:loan-1:4")
    assert cells(row)[-1].endswith(words)


def test_the_agenda_has_sections_with_their_sums() -> None:
    headings = [cells(row)[0] for row in dues_view(sight_of()).rows if row.heading]
    assert [heading.split(" · ")[0] for heading in headings] == [
        "Overdue",
        "Today and in grace",
        "Next 7 days",
        "Next 30 days",
        "Later",
    ]
    assert all(" · CN¥" in heading for heading in headings)


@pytest.mark.parametrize(
    ("language", "again"),
    [("en", "CN¥545.00 promised, counted above"), ("zh", "其中承诺 ¥545.00 已含在应还里")],
)
def test_the_sections_add_up_and_a_promise_towards_overdue_dues_is_not_summed_again(
    language: str, again: str
) -> None:
    sight = sight_of(language=language)
    headings = {row.key: cells(row)[0] for row in dues_view(sight).rows if row.heading}
    week = [due for due in dues_of(sight) if due.is_payable and "promise-1" in due.key]
    assert [due.outstanding for due in week] == [54500] and headings["section:week"].endswith(again)
    sums = [re.findall(r"¥([\d,]+\.\d\d)", heading)[0] for heading in headings.values()]
    (whole,) = due_totals(dues_of(sight))
    assert sum(int(one.replace(",", "").replace(".", "")) for one in sums) == whole.minor


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Not counted, in another currency"), ("zh", "未计入")]
)
def test_a_due_in_another_currency_before_payday_is_named_beside_the_sums_that_leave_it_out(
    language: str, words: str
) -> None:
    abroad = Bill(id="b", name="VPS", currency="USD", first=Date(2026, 9, 5), minor=46247)
    sight = sight_of([*household(), abroad], language)
    assert words not in said(safe_page(sight_of(language=language)))
    for shown in (said(safe_page(sight), 200), said(dues_view(sight).headline, 200)):
        assert words in shown and "$462.47" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_falls_on_payday_itself_is_named_where_safe_to_spend_is_explained(language: str) -> None:
    rent = Bill(id="b", name="Lease", currency="CNY", first=Date(2026, 9, 10), minor=1254000)
    shown = said(safe_page(sight_of([*household(), rent], language)), 200)
    assert re.search(r"Lease (CN)?¥12,540\.00", shown)


def test_what_is_left_falls_down_the_agenda_and_what_is_missing_is_said_in_words() -> None:
    sight = sight_of()
    after = left_after(sight)
    shown = [row.key for row in dues_view(sight).rows if row.key in after]
    figures = [after[key] for key in shown]
    assert figures == sorted(figures, reverse=True) and figures[0] > 0 > figures[-1]
    rows = {row.key: cells(row) for row in dues_view(sight).rows}
    assert rows[shown[0]][4] == f"{figures[0] / 100:,.2f}"
    assert rows[shown[-1]][4] == f"short {-figures[-1] / 100:,.2f}"
    due = next(due for due in dues_of(sight) if due.key == shown[-1])
    assert "after this you are short" in said(due_page(sight, due)) and "Electricity" in said(
        due_page(sight, due)
    )


def test_what_is_left_is_not_made_up_where_no_money_was_recorded() -> None:
    sight = sight_of(without(Move))
    assert all(cells(row)[4] == "" for row in dues_view(sight).rows if not row.heading)
    assert "after this" not in said(due_page(sight, dues_of(sight)[0])) and not dues_view(sight).headline


def test_an_expectation_is_shown_in_brackets_and_never_as_money_to_pay() -> None:
    row = next(row for row in dues_view(sight_of()).rows if row.key == "promise:promise-2")
    assert cells(row)[3] == "(CN¥3.00)" and "from them" in cells(row)[-1]


def test_an_overspent_envelope_is_marked_in_words_and_sign() -> None:
    row = next(row for row in budget_view(sight_of()).rows if row.key == "env-5")
    assert "-CN¥110.00" in cells(row) and "overspent" in cells(row)


def test_safe_to_spend_is_explained_line_by_line() -> None:
    page = said(budget_page(sight_of(), "env-1"))
    for words in (
        "ready money",
        "less dues till then",
        "less essential envelopes",
        "safe to spend",
        "set aside",
        "Payday: day 10",
    ):
        assert words in page, words


def test_a_talk_reads_as_amended_above_its_old_words() -> None:
    page = said(talk_page(sight_of(), "talk-1"))
    now, before = page.index("工号 8832"), page.index("工号 8823")
    assert now < before < page.index("misheard")
    assert "I promised" in page and "they promised" in page and "next step" in page


def test_the_diary_finds_words_a_talk_no_longer_has() -> None:
    assert [row.key for row in talks_view(sight_of(), wanted="8823").rows] == ["talk-1"]


def test_a_contact_shows_everything_that_was_said_and_paid() -> None:
    page = said(contact_page(sight_of(), "contact-1"))
    assert "罚息减免 3 元" in page and "payment" in page and "ask for the waiver" in page
    assert len(contacts_view(sight_of()).rows) == 2


def views(sight: Sight) -> list[tuple[str, Sequence[Row]]]:
    return [
        ("today", today_view(sight).rows),
        ("loans", loans_view(sight).rows),
        ("dues", dues_view(sight).rows),
        ("budget", budget_view(sight).rows),
        ("diary", talks_view(sight).rows),
        ("contacts", contacts_view(sight).rows),
        ("credit", credit_view(sight).rows),
    ]


def pages(sight: Sight) -> list[Sequence[Block]]:
    return [
        *(today_page(sight, row.key) for row in today_view(sight).rows),
        today_view(sight).headline,
        *(loan_page(sight, key) for key in sight.loans),
        budget_page(sight, "env-5"),
        budget_page(sight, None),
        whole_page(sight),
        talk_page(sight, "talk-1"),
        contact_page(sight, "contact-1"),
        *(credit_page(sight, row.key) for row in credit_view(sight).rows),
        timeline_page(sight, removals_of(sight)),
        *(help_blocks(sight.words, pane) for pane in PANES),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_amount_is_left_on_any_view_when_they_are_hidden(language: str) -> None:
    sight = sight_of([*household(), *credit()], language, hidden=True)
    for name, rows in views(sight):
        for row in rows:
            assert not any(AMOUNT.search(cell) for cell in cells(row)), (name, cells(row))
    for page in pages(sight)[: -len(PANES)]:
        assert not AMOUNT.search(said(page))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [30, 50, 78, 118])
def test_no_line_of_any_page_is_wider_than_its_room(language: str, room: int) -> None:
    for page in pages(sight_of([*household(), *credit()], language)):
        for line in lay_out(page, room):
            assert sum(width(text) for text, _ in line) <= room


def test_a_position_is_computed_once_until_its_loan_or_events_change() -> None:
    sight = sight_of()
    again = Sight(sight.ledger, sight.settings, NOW, sight.words, known=sight.known)
    assert again.positions["loan-2"] is sight.positions["loan-2"]
    fewer = sight.ledger._replace(events=[e for e in sight.ledger.events if e.loan != "loan-2"])
    changed = Sight(fewer, sight.settings, NOW, sight.words, known=sight.known)
    assert changed.positions["loan-2"].overdue > sight.positions["loan-2"].overdue
    later = Sight(sight.ledger, sight.settings, NOW + timedelta(days=1), sight.words, known=sight.known)
    assert later.positions["loan-1"].days_overdue == sight.positions["loan-1"].days_overdue + 1


@pytest.mark.parametrize("pane", PANES)
def test_no_key_means_two_things_in_one_pane(pane: str) -> None:
    keys = [key for action in ACTIONS if action.works_in(pane) for key in action.keys]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_has_words_and_help(language: str) -> None:
    words = sight_of(language=language).words
    for action in ACTIONS:
        assert words.has(action.words) and words.has(f"{action.words}.help"), action.name
    for pane in PANES:
        told = said(help_blocks(words, pane), 110)
        assert all(words(action.words) in told for action in footer_of(pane))


def test_keys_of_the_design_do_what_they_say() -> None:
    for key, pane, name in (
        ("1", "diary", "pane_today"),
        ("5", "today", "pane_diary"),
        ("a", "loans", "add"),
        ("n", "dues", "add"),
        ("e", "budget", "edit"),
        ("d", "loans", "delete"),
        ("enter", "today", "open"),
        ("p", "dues", "pay"),
        ("l", "budget", "talk"),
        ("u", "loans", "undo"),
        ("ctrl+r", "loans", "redo"),
        ("slash", "dues", "filter"),
        ("s", "loans", "sort"),
        ("question_mark", "today", "help"),
        ("ctrl+p", "today", "palette"),
        ("dollar_sign", "today", "hide"),
        ("L", "today", "language"),
        ("q", "today", "quit"),
    ):
        action = named(key, pane)
        assert action is not None and action.name == name, (key, pane)


def test_what_was_done_is_said_in_the_language_of_now_and_obeys_the_mask() -> None:
    values = {"kind": "core.event.waiver", "amount": "¥3.00", "name": "借呗"}
    assert told(sight_of(language="zh"), "core.done.event", values) == told(
        sight_of(language="zh"), "core.done.event", {**values, "kind": "减免"}
    )
    assert "¥" not in told(sight_of(hidden=True), "core.done.event", values)
    assert told(sight_of(), "core.done.event", {}) == "core.done.event"


def test_a_big_book_shows_its_loans_without_looking_at_each() -> None:
    loan = next(record for record in household() if isinstance(record, Loan))
    from msgspec.structs import replace

    many = [replace(loan, id=f"l{n:05d}", name=f"loan {n}") for n in range(300)]
    sight = sight_of(many)
    rows = loans_view(sight, "name").rows
    assert rows[0].key in sight.loans and len(sight.known.costs) == 1
