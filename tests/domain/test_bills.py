"""Dates of bills: their rule, what differs on one of them, and what was paid for it."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.bills import bill_dates, check_bill, edit_occurrence, skip, unskip
from finterm.domain.records import Bill, BillPayment, Occurrence
from tests.domain.household import a_bill, an_envelope, ids, refusal
from tests.domain.making import day


def dates(bill: Bill, until: str, *occurrences: Occurrence) -> list[str]:
    found = bill_dates(bill, day(until), occurrences)
    return [standing.date.isoformat() for standing in found if not standing.skipped]


@pytest.mark.parametrize(
    ("terms", "until", "expected"),
    [
        ({}, "2026-04-30", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ({"every": 3}, "2026-12-31", ["2026-01-31", "2026-04-30", "2026-07-31", "2026-10-31"]),
        ({"rule": "weekly"}, "2026-02-14", ["2026-01-31", "2026-02-07", "2026-02-14"]),
        ({"rule": "weekly", "every": 2}, "2026-02-28", ["2026-01-31", "2026-02-14", "2026-02-28"]),
        (
            {"rule": "yearly", "first": Date(2024, 2, 29)},
            "2026-12-31",
            ["2024-02-29", "2025-02-28", "2026-02-28"],
        ),
        ({"count": 2}, "2027-01-01", ["2026-01-31", "2026-02-28"]),
        ({"until": Date(2026, 3, 31)}, "2027-01-01", ["2026-01-31", "2026-02-28", "2026-03-31"]),
        ({"until": Date(2026, 3, 30)}, "2027-01-01", ["2026-01-31", "2026-02-28"]),
        ({}, "2026-01-30", []),
    ],
)
def test_a_bill_falls_due_by_its_rule_until_its_end(
    terms: dict[str, Any], until: str, expected: list[str]
) -> None:
    assert dates(a_bill(**terms), until) == expected


def test_skipping_leaves_out_one_date_and_keeps_counting_it() -> None:
    bill = a_bill(count=3)
    skipped = skip(bill, day("2026-02-28"), [], new_id=ids())
    assert dates(bill, "2027-01-01", skipped) == ["2026-01-31", "2026-03-31"]
    back = unskip(bill, day("2026-02-28"), [skipped], new_id=ids())
    assert back.id == skipped.id
    assert dates(bill, "2027-01-01", back) == ["2026-01-31", "2026-02-28", "2026-03-31"]


def test_editing_one_date_changes_that_one_alone() -> None:
    bill = a_bill()
    edited = edit_occurrence(
        bill, day("2026-02-28"), [], new_id=ids(), date=day("2026-03-05"), minor=150_000, note="late"
    )
    standing = list(bill_dates(bill, day("2026-03-31"), [edited]))
    assert [(s.on, s.date, s.expected, s.note) for s in standing] == [
        (day("2026-01-31"), day("2026-01-31"), 200_000, ""),
        (day("2026-02-28"), day("2026-03-05"), 150_000, "late"),
        (day("2026-03-31"), day("2026-03-31"), 200_000, ""),
    ]


def test_a_second_edit_of_one_date_replaces_the_record_and_keeps_what_it_does_not_change() -> None:
    bill, new_id, on = a_bill(), ids(), day("2026-02-28")
    first = edit_occurrence(bill, on, [], new_id=new_id, date=day("2026-03-05"))
    second = edit_occurrence(bill, on, [first], new_id=new_id, minor=1)
    skipped = skip(bill, on, [second], new_id=new_id)
    assert first.id == second.id == skipped.id
    assert (second.date, second.minor) == (day("2026-03-05"), 1)
    assert (skipped.date, skipped.minor, skipped.skipped) == (day("2026-03-05"), 1, True)


def test_moving_a_date_back_to_its_own_day_forgets_that_it_was_moved() -> None:
    bill, on = a_bill(), day("2026-02-28")
    moved = edit_occurrence(bill, on, [], new_id=ids(), date=day("2026-03-05"))
    assert edit_occurrence(bill, on, [moved], new_id=ids(), date=on).date is None


def test_an_amount_typed_for_one_date_stays_when_the_bill_is_raised() -> None:
    bill, on = a_bill(), day("2026-02-28")
    edited = edit_occurrence(bill, on, [], new_id=ids(), minor=200_000)
    raised = list(bill_dates(a_bill(minor=250_000), day("2026-03-31"), [edited]))
    assert [s.expected for s in raised] == [250_000, 200_000, 250_000]


@pytest.mark.parametrize(
    ("moved_to", "until", "there"),
    [
        ("2026-02-20", "2026-02-25", True),  # pulled in before the horizon
        ("2026-03-05", "2026-02-28", False),  # moved out beyond it
        ("2026-03-05", "2026-03-05", True),
    ],
)
def test_the_horizon_looks_at_the_date_it_was_moved_to(moved_to: str, until: str, there: bool) -> None:
    moved = edit_occurrence(a_bill(), day("2026-02-28"), [], new_id=ids(), date=day(moved_to))
    assert (moved_to in dates(a_bill(), until, moved)) is there


def test_an_occurrence_of_a_date_the_rule_no_longer_gives_is_not_there() -> None:
    orphan = Occurrence(id="o", bill="rent", on=day("2026-02-15"), date=day("2026-02-16"))
    assert dates(a_bill(), "2026-02-28", orphan) == ["2026-01-31", "2026-02-28"]


@pytest.mark.parametrize(
    ("minor", "paid", "settles", "settled", "outstanding"),
    [
        (200_000, [], False, False, 200_000),
        (200_000, [50_000], False, False, 150_000),
        (200_000, [50_000, 150_000], False, True, 0),
        (200_000, [250_000], False, True, 0),
        (200_000, [50_000], True, True, 0),
        (None, [], False, False, None),
        (None, [50_000], False, False, None),
        (None, [50_000], True, True, 0),
    ],
)
def test_payments_close_a_date_when_they_reach_its_amount_or_settle_it(
    minor: int | None, paid: list[int], settles: bool, settled: bool, outstanding: int | None
) -> None:
    on = day("2026-01-31")
    payments = [
        BillPayment(id=str(n), bill="rent", on=on, date=day("2026-01-20"), minor=amount, settles=settles)
        for n, amount in enumerate(paid)
    ]
    standing = next(bill_dates(a_bill(minor=minor), on, (), payments))
    assert (standing.settled, standing.outstanding, standing.paid) == (settled, outstanding, sum(paid))


def test_a_date_set_to_nothing_asks_for_nothing() -> None:
    free = edit_occurrence(a_bill(), day("2026-01-31"), [], new_id=ids(), minor=0)
    assert next(bill_dates(a_bill(), day("2026-01-31"), [free])).outstanding == 0


@pytest.mark.parametrize("on", ["2026-02-27", "2025-12-31", "2026-03-31"])
def test_a_date_that_is_not_of_the_bill_cannot_be_skipped(on: str) -> None:
    with refusal("date", "error.bill_no_such_date"):
        skip(a_bill(count=2), day(on), [], new_id=ids())


def test_an_occurrence_cannot_cost_less_than_nothing() -> None:
    with refusal("amount", "error.amount_negative"):
        edit_occurrence(a_bill(), day("2026-01-31"), [], new_id=ids(), minor=-1)


@pytest.mark.parametrize(
    ("terms", "where", "what"),
    [
        ({"name": " "}, "name", "error.required"),
        ({"currency": "yuan"}, "currency", "error.currency"),
        ({"minor": 0}, "amount", "error.amount_positive"),
        ({"minor": -5}, "amount", "error.amount_positive"),
        ({"minor": 10**16}, "amount", "error.amount_large"),
        ({"every": 0}, "every", "error.range"),
        ({"count": 0}, "count", "error.range"),
        ({"count": 3, "until": Date(2027, 1, 1)}, "until", "error.bill_two_ends"),
        ({"until": Date(2026, 1, 30)}, "until", "error.bill_ends_before_first"),
        ({"envelope": "nowhere"}, "envelope", "error.envelope_unknown"),
        ({"envelope": "dollars"}, "envelope", "error.envelope_currency"),
    ],
)
def test_a_bill_that_makes_no_sense_is_refused_at_its_field(
    terms: dict[str, Any], where: str, what: str
) -> None:
    envelopes = {"home": an_envelope("home"), "dollars": an_envelope("dollars", currency="USD")}
    check_bill(a_bill(envelope="home"), envelopes)
    with refusal(where, what):
        check_bill(a_bill(**terms), envelopes)


BILLS = st.builds(
    lambda first, rule, every, count: a_bill(first=first, rule=rule, every=every, count=count),
    st.dates(Date(2024, 1, 1), Date(2026, 12, 31)),
    st.sampled_from(["monthly", "weekly", "yearly"]),
    st.integers(1, 5),
    st.none() | st.integers(1, 30),
)


@given(BILLS, st.data())
def test_skipping_any_one_date_takes_away_that_date_and_no_other(bill: Bill, data: st.DataObject) -> None:
    until = Date(2028, 12, 31)
    whole = list(bill_dates(bill, until))
    gone = data.draw(st.sampled_from(whole))
    skipped = skip(bill, gone.on, [], new_id=ids())
    left = [s for s in bill_dates(bill, until, [skipped]) if not s.skipped]
    assert left == [s for s in whole if s.on != gone.on]
