"""Money is always somewhere: in an envelope or ready to assign, each currency by itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date as Date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.envelopes import (
    EnvelopePosition,
    budget,
    check_envelope,
    chosen,
    emergency_fund,
    left,
    ready_money,
    ready_to_assign,
)
from finterm.domain.records import Envelope, Move
from tests.domain.household import a_move, an_envelope, refusal
from tests.domain.making import day

FOOD = an_envelope("food", kind="essential", monthly=100_000)
FUN = an_envelope("fun", rollover=False)
DOLLARS = an_envelope("dollars", currency="USD")
ALL = [FOOD, FUN, DOLLARS]
DAYS = st.dates(Date(2026, 1, 1), Date(2026, 5, 15))


@st.composite
def moves(draw: st.DrawFn) -> list[Move]:
    """Moves of every kind, also such as only a faulty import makes: unknown envelopes, other currencies."""
    places = st.sampled_from(["", "food", "fun", "dollars", "gone"])
    parts = st.tuples(
        st.sampled_from(["income", "assign", "spend", "move", "cover"]),
        DAYS,
        st.integers(0, 10_000),
        places,
        places,
        st.sampled_from(["CNY", "USD"]),
    )
    return [
        a_move(kind, on, minor, id=str(n), envelope=envelope, source=source, currency=currency)
        for n, (kind, on, minor, envelope, source, currency) in enumerate(draw(st.lists(parts, max_size=25)))
    ]


def by_the_month(
    envelopes: Sequence[Envelope], moved: Sequence[Move], on: Date
) -> dict[tuple[str, str], int]:
    """The same budget told the long way: month by month, emptying envelopes without rollover at each end."""
    held: dict[tuple[str, str], int] = {}
    known = {(envelope.id, envelope.currency): envelope for envelope in envelopes}

    def put(place: str, currency: str, minor: int) -> None:
        where = (place if (place, currency) in known else "", currency)
        held[where] = held.get(where, 0) + minor

    month = (2026, 1)
    while month <= (on.year, on.month):
        for move in moved:
            if (move.date.year, move.date.month) != month or move.date > on:
                continue
            if move.kind in ("income", "spend"):
                sign = 1 if move.kind == "income" else -1
                put("" if move.kind == "income" else move.envelope, move.currency, sign * move.minor)
            else:
                put("" if move.kind == "assign" else move.source, move.currency, -move.minor)
                put(move.envelope, move.currency, move.minor)
        month = (month[0], month[1] + 1)
        if month <= (on.year, on.month):
            for (id, currency), envelope in known.items():
                if not envelope.rollover:
                    put("", currency, held.pop((id, currency), 0))
    return held


@given(moves(), DAYS)
def test_ready_to_assign_and_all_envelopes_are_ready_money_in_every_currency(
    moved: list[Move], on: Date
) -> None:
    standing = budget(ALL, moved, on)
    for currency in ("CNY", "USD"):
        held = sum(p.left for p in standing.positions.values() if p.envelope.currency == currency)
        assert standing.ready.get(currency, 0) + held == standing.money.get(currency, 0)
        known = [m for m in moved if m.currency == currency and m.date <= on]
        income = sum(m.minor for m in known if m.kind == "income")
        assert ready_money(moved, on).get(currency, 0) == income - sum(
            m.minor for m in known if m.kind == "spend"
        )


@given(moves(), DAYS)
def test_the_budget_is_what_going_through_it_month_by_month_gives(moved: list[Move], on: Date) -> None:
    standing, told = budget(ALL, moved, on), by_the_month(ALL, moved, on)
    for envelope in ALL:
        assert standing.left(envelope.id) == told.get((envelope.id, envelope.currency), 0)
        assert left(envelope, moved, on) == standing.left(envelope.id)
    for currency in ("CNY", "USD"):
        assert ready_to_assign(ALL, moved, on).get(currency, 0) == told.get(("", currency), 0)


@given(moves(), DAYS, st.randoms())
def test_the_order_of_entry_of_moves_does_not_matter(moved: list[Move], on: Date, chance: Any) -> None:
    shuffled = list(moved)
    chance.shuffle(shuffled)
    assert budget(ALL, shuffled, on) == budget(ALL, moved, on)


@given(moves(), DAYS)
def test_the_columns_of_an_envelope_sum_to_what_is_left_and_bars_stay_in_bounds(
    moved: list[Move], on: Date
) -> None:
    for p in budget(ALL, moved, on).positions.values():
        assert p.left == p.brought + p.assigned + p.moved - p.spent
        assert p.left + p.overspent >= 0
        for share in (p.share_left, p.share_funded):
            assert share is None or 0 <= share <= 1


MONTH = [
    a_move("income", "2026-03-01", 500_000),
    a_move("assign", "2026-03-01", 100_000, envelope="food"),
    a_move("assign", "2026-03-01", 30_000, envelope="fun"),
    a_move("spend", "2026-03-05", 40_000, envelope="food"),
    a_move("spend", "2026-03-06", 50_000, envelope="fun"),
    a_move("spend", "2026-03-06", 7_000),
    a_move("cover", "2026-03-07", 20_000, envelope="fun", source="food"),
    a_move("move", "2026-03-08", 10_000, source="food"),
    a_move("assign", "2026-03-09", 5_000, envelope="fun"),
]


@pytest.mark.parametrize(
    ("on", "food", "fun", "ready"),
    [
        ("2026-02-28", 0, 0, 0),
        ("2026-03-01", 100_000, 30_000, 370_000),
        ("2026-03-05", 60_000, 30_000, 370_000),
        ("2026-03-06", 60_000, -20_000, 363_000),
        ("2026-03-07", 40_000, 0, 363_000),
        ("2026-03-08", 30_000, 0, 373_000),
        ("2026-03-31", 30_000, 5_000, 368_000),
        ("2026-04-01", 30_000, 0, 373_000),  # without rollover it goes back to ready to assign
    ],
)
def test_each_kind_of_move_puts_money_where_it_says(on: str, food: int, fun: int, ready: int) -> None:
    standing = budget(ALL, MONTH, day(on))
    assert (standing.left("food"), standing.left("fun"), standing.ready.get("CNY", 0)) == (food, fun, ready)


def test_the_month_shows_what_was_brought_assigned_moved_and_spent() -> None:
    march = budget(ALL, MONTH, day("2026-03-31")).positions["food"]
    assert march == EnvelopePosition(FOOD, day("2026-03-31"), 0, 100_000, -30_000, 40_000)
    april = budget(ALL, MONTH, day("2026-04-02")).positions["food"]
    assert april == EnvelopePosition(FOOD, day("2026-04-02"), 30_000, 0, 0, 0)


def test_overspending_without_rollover_is_taken_from_ready_to_assign_at_the_months_end() -> None:
    overspent = [a_move("income", "2026-03-01", 10_000), a_move("spend", "2026-03-06", 4_000, envelope="fun")]
    assert budget(ALL, overspent, day("2026-03-31")).ready == {"CNY": 10_000}
    assert budget(ALL, overspent, day("2026-04-01")).ready == {"CNY": 6_000}
    assert budget(ALL, overspent, day("2026-04-01")).left("fun") == 0


def test_overspending_with_rollover_stays_until_it_is_covered() -> None:
    overspent = [a_move("spend", "2026-03-06", 4_000, envelope="food")]
    assert budget(ALL, overspent, day("2026-06-01")).positions["food"].overspent == 4_000


def test_assigning_more_than_there_is_shows_as_less_than_nothing_to_assign() -> None:
    assert ready_to_assign(ALL, [a_move("assign", "2026-03-01", 5, envelope="food")], day("2026-03-01")) == {
        "CNY": -5
    }


@pytest.mark.parametrize(
    ("columns", "share_left", "share_funded", "to_fund"),
    [
        ((0, 0, 0, 0), None, 0, 100_000),
        ((0, 100_000, 0, 25_000), Fraction(3, 4), 1, 0),
        ((20_000, 40_000, 0, 60_000), 0, Fraction(2, 5), 60_000),
        ((0, 50_000, 0, 80_000), 0, Fraction(1, 2), 50_000),
        ((0, 0, -10_000, 0), None, 0, 110_000),
        ((0, 150_000, 0, 0), 1, 1, 0),
    ],
)
def test_bars_show_what_is_left_and_how_far_the_month_is_funded(
    columns: tuple[int, int, int, int], share_left: Any, share_funded: Any, to_fund: int
) -> None:
    position = EnvelopePosition(FOOD, day("2026-03-10"), *columns)
    assert (position.share_left, position.share_funded) == (share_left, share_funded)
    assert position.to_fund == to_fund


def test_an_envelope_without_a_monthly_amount_has_no_progress() -> None:
    assert EnvelopePosition(FUN, day("2026-03-10"), 0, 5, 0, 0).share_funded is None


@pytest.mark.parametrize(
    ("kind", "on", "assigned", "spent", "pace", "behind"),
    [
        ("essential", "2026-04-15", 100_000, 50_000, 0, False),
        ("essential", "2026-04-15", 100_000, 60_000, -10_000, True),
        ("essential", "2026-04-15", 100_000, 20_000, 30_000, False),
        ("essential", "2026-04-15", 100_000, 100_000, -50_000, False),  # spent to the last: it is done
        ("essential", "2026-04-15", 200_000, 60_000, 40_000, False),  # more was there than the monthly
        ("essential", "2026-04-30", 100_000, 100_000, 0, False),
        ("goal", "2026-04-15", 30_000, 0, -20_000, True),
        ("emergency", "2026-04-15", 0, 0, -50_000, True),
        ("goal", "2026-04-15", 50_000, 0, 0, False),
    ],
)
def test_pace_is_spending_against_the_days_passed_or_saving_for_funds_and_goals(
    kind: str, on: str, assigned: int, spent: int, pace: int, behind: bool
) -> None:
    envelope = an_envelope("e", kind=kind, monthly=100_000)
    position = EnvelopePosition(envelope, day(on), 0, assigned, 0, spent)
    assert (position.pace, position.is_behind) == (pace, behind)
    assert monthrange(2026, 4)[1] == 30  # what the shares above count on


def test_the_emergency_fund_wants_months_of_essentials_and_counts_emergency_envelopes() -> None:
    envelopes = [
        FOOD,
        an_envelope("rent", kind="essential", monthly=200_000),
        an_envelope("old", kind="essential", monthly=900_000, closed=True),
        an_envelope("trip", kind="goal", monthly=50_000),
        an_envelope("abroad", kind="essential", monthly=70_000, currency="USD"),
        an_envelope("fund", kind="emergency"),
        an_envelope("more", kind="emergency"),
    ]
    moved = [
        a_move("assign", "2026-03-01", 150_000, envelope="fund"),
        a_move("assign", "2026-03-02", 75_000, envelope="more"),
        a_move("assign", "2026-03-02", 75_000, envelope="trip"),
    ]
    fund = emergency_fund(budget(envelopes, moved, day("2026-03-31")), 3, "CNY")
    assert (fund.monthly, fund.target, fund.have, fund.missing) == (300_000, 900_000, 225_000, 675_000)
    assert (fund.progress, fund.months_covered) == (Fraction(1, 4), Fraction(3, 4))


def test_an_emergency_fund_without_essentials_has_no_progress_and_a_full_one_has_no_more_than_all() -> None:
    nothing = emergency_fund(budget([], [], day("2026-03-31")), 3, "CNY")
    assert (nothing.progress, nothing.months_covered, nothing.missing) == (None, None, 0)
    envelopes = [FOOD, an_envelope("fund", kind="emergency")]
    rich = emergency_fund(
        budget(envelopes, [a_move("assign", "2026-03-01", 10**6, envelope="fund")], day("2026-03-31")),
        3,
        "CNY",
    )
    assert (rich.progress, rich.missing, rich.months_covered) == (Fraction(1), 0, Fraction(10))


@pytest.mark.parametrize(
    ("terms", "where", "what"),
    [
        ({"name": ""}, "name", "error.required"),
        ({"name": "FOOD"}, "name", "error.envelope_name_taken"),
        ({"currency": "??"}, "currency", "error.currency"),
        ({"monthly": -1}, "monthly", "error.amount_negative"),
        ({"monthly": 10**16}, "monthly", "error.amount_large"),
    ],
)
def test_an_envelope_that_makes_no_sense_is_refused(terms: dict[str, Any], where: str, what: str) -> None:
    check_envelope(FOOD, ALL)
    check_envelope(an_envelope("new", name="old"), [an_envelope("gone", name="old", closed=True)])
    with refusal(where, what):
        check_envelope(an_envelope("new", **terms), ALL)


def test_an_envelope_is_chosen_by_id_or_name_an_open_one_first() -> None:
    closed = an_envelope("1", name="Food", closed=True)
    opened = an_envelope("2", name="food")
    assert chosen([closed, opened], " FOOD ") == opened
    assert chosen({"1": closed, "2": opened}, "1") == closed
    with refusal("source", "error.envelope_unknown"):
        chosen([closed, opened], "rent", "source")
