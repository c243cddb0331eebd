"""Months of a budget say what the budget said at each month's end."""

from __future__ import annotations

from calendar import monthrange
from datetime import date as Date

from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.envelopes import budget
from finterm.domain.months import budget_months, envelope_months
from finterm.domain.records import Move
from tests.domain.household import a_move, an_envelope
from tests.domain.making import day

ON = day("2026-09-12")
FOOD = an_envelope("food")
TRIP = an_envelope("trip", rollover=False)
MOVES = [
    a_move("income", "2026-07-01", 100_000),
    a_move("assign", "2026-07-02", 30_000, envelope="food"),
    a_move("spend", "2026-07-20", 12_000, envelope="food"),
    a_move("assign", "2026-07-02", 9_000, envelope="trip"),
    a_move("move", "2026-08-05", 5_000, source="food", envelope="trip"),
    a_move("spend", "2026-09-01", 1_000, envelope="food"),
    a_move("spend", "2026-09-13", 7_000, envelope="food"),
]


def test_what_is_left_goes_into_the_next_month_or_not() -> None:
    food = [row[1:] for row in envelope_months(FOOD, MOVES, ON, 3)]
    assert food == [(30_000, 0, 12_000, 18_000), (0, -5_000, 0, 13_000), (0, 0, 1_000, 12_000)]
    trip = [row[1:] for row in envelope_months(TRIP, MOVES, ON, 3)]
    assert trip == [(9_000, 0, 0, 9_000), (0, 5_000, 0, 5_000), (0, 0, 0, 0)]


def test_all_money_of_a_month_is_what_came_in_went_out_and_is_there() -> None:
    rows = budget_months([FOOD, TRIP], MOVES, "CNY", ON, 2)
    assert [row[1:] for row in rows] == [(0, 0, 0, 88_000), (0, 0, 1_000, 87_000)]
    assert [row.month for row in rows] == [day("2026-08-01"), day("2026-09-01")]


def test_months_are_counted_back_over_a_year_and_empty_ones_say_so() -> None:
    rows = envelope_months(FOOD, MOVES, ON)
    assert len(rows) == 12 and rows[0].month == day("2025-10-01") and rows[0].is_empty
    assert not rows[-1].is_empty


@st.composite
def moves(draw: st.DrawFn) -> list[Move]:
    places = st.sampled_from(["", "food", "trip", "gone"])
    return [
        a_move(
            draw(st.sampled_from(["income", "assign", "spend", "move", "cover"])),
            draw(st.dates(Date(2026, 1, 1), Date(2026, 10, 31))),
            draw(st.integers(0, 900)),
            id=str(n),
            envelope=draw(places),
            source=draw(places),
            currency=draw(st.sampled_from(["CNY", "CNY", "USD"])),
        )
        for n in range(draw(st.integers(0, 25)))
    ]


@given(moves(), st.integers(1, 14))
def test_each_month_agrees_with_the_budget_of_its_last_day(made: list[Move], count: int) -> None:
    of = {envelope.id: envelope_months(envelope, made, ON, count) for envelope in (FOOD, TRIP)}
    whole = budget_months([FOOD, TRIP], made, "CNY", ON, count)
    for n, month in enumerate(row.month for row in whole):
        last = min(ON, month.replace(day=monthrange(month.year, month.month)[1]))
        standing = budget([FOOD, TRIP], made, last)
        assert whole[n].left == standing.money.get("CNY", 0)
        assert whole[n].assigned == sum(position.assigned for position in standing.positions.values())
        for id, rows in of.items():
            position = standing.positions[id]
            assert rows[n][1:] == (position.assigned, position.moved, position.spent, position.left)
