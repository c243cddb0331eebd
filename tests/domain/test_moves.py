"""Making moves: what is let pass and shown, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from finterm.domain import moves
from finterm.domain.envelopes import budget
from finterm.domain.errors import BadInput
from finterm.domain.records import Envelope, Move, Record
from tests.domain.household import a_move, an_envelope, ids, refusal
from tests.domain.making import day

ON = day("2026-03-10")
FOOD = an_envelope("food", kind="essential", monthly=60_000)
LOANS = an_envelope("loans", kind="loan", monthly=30_000)
TRIP = an_envelope("trip", kind="goal", monthly=20_000)
DOLLARS = an_envelope("dollars", currency="USD", monthly=5_000)
CLOSED = an_envelope("closed", closed=True, monthly=900)
ALL = [TRIP, LOANS, FOOD, DOLLARS, CLOSED]
HELD = [
    a_move("income", "2026-03-01", 70_000),
    a_move("assign", "2026-03-01", 10_000, envelope="food"),
    a_move("spend", "2026-03-02", 4_000, envelope="loans"),
    a_move("assign", "2026-03-01", 500, envelope="closed"),
]
STANDING = budget(ALL, HELD, ON)


def after(*made: Record) -> dict[str, int]:
    standing = budget(ALL, [*HELD, *(move for move in made if isinstance(move, Move))], ON)
    return {id: p.left for id, p in standing.positions.items()} | {"": standing.ready["CNY"]}


BEFORE = {"trip": 0, "loans": -4_000, "food": 10_000, "dollars": 0, "closed": 500, "": 59_500}


@pytest.mark.parametrize(
    ("make", "changes"),
    [
        (lambda new: moves.income(100, "cny", ON, new_id=new), {"": 59_600}),
        (lambda new: moves.assign(FOOD, 100, ON, new_id=new), {"": 59_400, "food": 10_100}),
        (lambda new: moves.assign(FOOD, 60_000, ON, new_id=new), {"": -500, "food": 70_000}),
        (lambda new: moves.spend(FOOD, 100, "CNY", ON, new_id=new), {"food": 9_900}),
        (lambda new: moves.spend(FOOD, 11_000, "CNY", ON, new_id=new), {"food": -1_000}),
        (lambda new: moves.spend(None, 100, "CNY", ON, new_id=new), {"": 59_400}),
        (lambda new: moves.move(FOOD, TRIP, 10_000, ON, STANDING, new_id=new), {"food": 0, "trip": 10_000}),
        (lambda new: moves.move(FOOD, None, 100, ON, STANDING, new_id=new), {"food": 9_900, "": 59_600}),
        (lambda new: moves.move(None, TRIP, 60_000, ON, STANDING, new_id=new), {"": -500, "trip": 60_000}),
        (lambda new: moves.move(CLOSED, None, 500, ON, STANDING, new_id=new), {"closed": 0, "": 60_000}),
        (lambda new: moves.cover(LOANS, FOOD, ON, STANDING, new_id=new), {"loans": 0, "food": 6_000}),
        (lambda new: moves.cover(LOANS, None, ON, STANDING, new_id=new), {"loans": 0, "": 55_500}),
        (
            lambda new: moves.cover(LOANS, FOOD, ON, STANDING, new_id=new, minor=1_000),
            {"loans": -3_000, "food": 9_000},
        ),
    ],
)
def test_a_move_takes_money_where_it_says_and_puts_it_where_it_says(
    make: Callable[[Callable[[], str]], Move], changes: dict[str, int]
) -> None:
    assert after() == BEFORE
    assert after(make(ids())) == BEFORE | changes


MAKERS: list[Callable[[int], Move]] = [
    lambda minor: moves.income(minor, "CNY", ON, new_id=ids()),
    lambda minor: moves.assign(FOOD, minor, ON, new_id=ids()),
    lambda minor: moves.spend(FOOD, minor, "CNY", ON, new_id=ids()),
    lambda minor: moves.move(None, FOOD, minor, ON, STANDING, new_id=ids()),
    lambda minor: moves.cover(LOANS, None, ON, STANDING, new_id=ids(), minor=minor),
]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("minor", "what"),
    [(0, "error.amount_positive"), (-1, "error.amount_positive"), (10**16, "error.amount_large")],
)
def test_an_amount_that_is_none_is_refused(make: Callable[[int], Move], minor: int, what: str) -> None:
    with refusal("amount", what):
        make(minor)


@pytest.mark.parametrize(
    ("source", "target", "minor", "where", "what"),
    [
        (FOOD, FOOD, 1, "envelope", "error.envelope_same"),
        (None, None, 1, "envelope", "error.envelope_same"),
        (FOOD, DOLLARS, 1, "envelope", "error.envelope_currency"),
        (FOOD, CLOSED, 1, "envelope", "error.envelope_closed"),
        (FOOD, TRIP, 10_001, "amount", "error.envelope_short"),
        (LOANS, TRIP, 1, "amount", "error.envelope_short"),
        (an_envelope("gone"), TRIP, 1, "amount", "error.envelope_short"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(
    source: Envelope | None, target: Envelope | None, minor: int, where: str, what: str
) -> None:
    with refusal(where, what):
        moves.move(source, target, minor, ON, STANDING, new_id=ids())


def test_a_move_too_large_says_how_much_is_left() -> None:
    with pytest.raises(BadInput) as refused:
        moves.move(FOOD, TRIP, 10_001, ON, STANDING, new_id=ids())
    assert refused.value.values == {"name": "food", "left": "100.00"}


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: moves.assign(CLOSED, 1, ON, new_id=ids()), "error.envelope_closed"),
        (lambda: moves.spend(CLOSED, 1, "CNY", ON, new_id=ids()), "error.envelope_closed"),
        (lambda: moves.spend(FOOD, 1, "USD", ON, new_id=ids()), "error.envelope_currency"),
        (lambda: moves.cover(FOOD, None, ON, STANDING, new_id=ids()), "error.envelope_not_overspent"),
        (lambda: moves.cover(LOANS, LOANS, ON, STANDING, new_id=ids()), "error.envelope_same"),
        (lambda: moves.close(LOANS, ON, STANDING, new_id=ids()), "error.envelope_overspent"),
    ],
)
def test_an_envelope_that_cannot_take_part_is_refused(make: Callable[[], Any], what: str) -> None:
    with refusal("envelope", what):
        make()


def test_income_of_no_currency_is_refused() -> None:
    with refusal("currency", "error.currency"):
        moves.income(1, "money", ON, new_id=ids())


@pytest.mark.parametrize(
    ("income", "given"),
    [
        (0, {"food": 50_000, "loans": 9_500}),  # 595.00 ready: essentials first, then loans
        (100_000, {"food": 50_000, "loans": 30_000, "trip": 20_000}),
    ],
)
def test_monthly_amounts_are_assigned_as_far_as_the_money_goes(income: int, given: dict[str, int]) -> None:
    standing = budget(ALL, [*HELD, a_move("income", "2026-03-05", income)], ON)
    made = moves.assign_monthly(standing, "CNY", ON, new_id=ids())
    assert {move.envelope: move.minor for move in made} == given


def test_assigning_monthly_amounts_again_assigns_nothing_more() -> None:
    standing = budget(ALL, [*HELD, a_move("income", "2026-03-05", 10**6)], ON)
    made = moves.assign_monthly(standing, "CNY", ON, new_id=ids())
    again = budget(ALL, [*HELD, a_move("income", "2026-03-05", 10**6), *made], ON)
    assert moves.assign_monthly(again, "CNY", ON, new_id=ids()) == ()


def test_closing_an_envelope_gives_back_what_is_left_in_it() -> None:
    closed, back = moves.close(FOOD, ON, STANDING, new_id=ids())
    assert isinstance(closed, Envelope) and closed.closed
    assert after(back) == BEFORE | {"food": 0, "": 69_500}
    assert moves.close(TRIP, ON, STANDING, new_id=ids()) == (
        an_envelope("trip", kind="goal", monthly=20_000, closed=True),
    )
