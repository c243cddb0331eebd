"""What is owed: each rule of the contract by example, and what must hold for every loan and history."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finterm.domain.money import round_half_up
from finterm.domain.position import position
from finterm.domain.records import Event
from tests.domain.making import a_loan, an_event, day, paid
from tests.domain.strategies import loans_with_events

# 12 instalments of 1,000.00 and a fee of 10.00, due on the 10th from 2026-02-10; nothing else agreed
FLAT: dict[str, Any] = {"method": "flat_fee", "rate": Decimal(0), "fee_minor": 1_000}
DAILY = {"penalty_rate": Decimal("0.0005"), "penalty_base": "overdue_instalment"}


def first(loan: Any, events: list[Event], on: str) -> Any:
    return position(loan, events, day(on)).dues[0]


class TestStates:
    @pytest.mark.parametrize(
        ("on", "state", "days"),
        [
            ("2026-02-09", "upcoming", 0),
            ("2026-02-10", "due_today", 0),
            ("2026-02-11", "in_grace", 0),
            ("2026-02-13", "in_grace", 0),
            ("2026-02-14", "overdue", 4),
            ("2026-03-09", "overdue", 27),
        ],
    )
    def test_a_due_goes_from_upcoming_through_grace_to_overdue(self, on: str, state: str, days: int) -> None:
        due = first(a_loan(**FLAT, grace_days=3), [], on)
        assert (due.state, due.days_overdue) == (state, days)

    def test_a_due_paid_in_full_is_paid_even_before_its_date(self) -> None:
        assert first(a_loan(**FLAT), [paid("2026-01-20", 101_000)], "2026-01-21").state == "paid"

    def test_a_remainder_within_the_tolerance_is_not_overdue_accrues_nothing_and_stays_owed(self) -> None:
        due = first(a_loan(**FLAT, **DAILY, tolerance=1_000), [paid("2026-02-10", 100_000)], "2026-06-01")
        assert (due.state, due.penalty, due.outstanding) == ("paid", 0, 1_000)

    def test_a_minor_unit_above_the_tolerance_is_overdue(self) -> None:
        assert (
            first(a_loan(**FLAT, tolerance=1_000), [paid("2026-02-10", 99_999)], "2026-02-11").state
            == "overdue"
        )

    def test_an_unpaid_due_is_upcoming_however_small(self) -> None:
        assert first(a_loan(**FLAT, tolerance=10**6), [], "2026-02-01").state == "upcoming"


class TestPenalty:
    @pytest.mark.parametrize(
        ("on", "penalty"), [("2026-02-10", 0), ("2026-02-13", 0), ("2026-02-14", 202), ("2026-02-15", 253)]
    )
    def test_it_counts_from_the_due_date_once_the_grace_is_missed(self, on: str, penalty: int) -> None:
        assert first(a_loan(**FLAT, **DAILY, grace_days=3), [], on).penalty == penalty

    @pytest.mark.parametrize(
        ("base", "compound", "unpaid"),
        [
            ("overdue_principal", False, lambda row: row.principal),
            ("overdue_principal", True, lambda row: row.principal + row.interest),
            ("overdue_instalment", False, lambda row: row.principal + row.interest + row.fee),
        ],
    )
    def test_it_counts_on_what_the_contract_says(self, base: str, compound: bool, unpaid: Any) -> None:
        loan = a_loan(fee_minor=777, penalty_rate=Decimal("0.0006"), penalty_base=base, compound=compound)
        due = first(loan, [], "2026-02-20")
        assert due.penalty == round_half_up(unpaid(due) * Fraction(6, 10_000) * 10)

    def test_once_the_grace_is_missed_it_counts_from_the_due_date_on_what_is_still_unpaid(self) -> None:
        loan = a_loan(**FLAT, **DAILY, grace_days=5)
        events = [paid("2026-02-12", 51_000)]
        seen = [first(loan, events, on).penalty for on in ("2026-02-15", "2026-02-16", "2026-02-17")]
        # What was paid within the grace cost nothing: 6 days, then 7, on the 500.00 that are left.
        assert seen == [0, 6 * 25, 7 * 25]

    def test_past_the_grace_each_day_counts_on_what_is_unpaid_that_day(self) -> None:
        due = first(a_loan(**FLAT, **DAILY), [paid("2026-02-20", 51_505)], "2026-02-22")
        # 10 days on 1,010.00 make 5.05, which the payment takes first; then 2 days on the 500.00 left.
        assert (due.left_principal, due.penalty) == (50_000, 2 * 25)

    def test_days_of_grace_are_forgotten_when_the_due_is_paid_in_them(self) -> None:
        loan = a_loan(**FLAT, **DAILY, grace_days=3, late_fee_minor=500)
        assert first(loan, [paid("2026-02-13", 101_000)], "2026-12-01").outstanding == 0

    def test_accrual_comes_before_the_events_of_its_day(self) -> None:
        loan = a_loan(**FLAT, **DAILY, late_fee_minor=500)
        due = first(loan, [paid("2026-02-11", 101_000)], "2026-02-11")
        assert due.outstanding == round_half_up(101_000 * Fraction(5, 10_000)) + 500

    def test_it_is_kept_exact_and_rounded_only_when_read_or_paid(self) -> None:
        loan = a_loan(method="flat_fee", rate=Decimal(0), **DAILY)
        events = [
            paid("2026-02-11", 99_951),
            paid("2026-02-12", 1),
        ]  # 50.00 accrued and 99,901 of principal; 99 left
        due = first(loan, events, "2026-02-20")
        # 99 x 0.0005 = 0.0495 on the first day, less than half a unit, then the rest day by day.
        assert due.left_principal == 98 and due.penalty == round_half_up(Fraction(5, 10_000) * (99 + 8 * 98))


class TestLateFee:
    def test_it_is_charged_once_on_the_first_day_past_the_grace(self) -> None:
        loan = a_loan(**FLAT, grace_days=3, late_fee_minor=2_500)
        assert [first(loan, [], on).late_fee for on in ("2026-02-13", "2026-02-14", "2026-08-01")] == [
            0,
            2_500,
            2_500,
        ]

    def test_a_percent_counts_on_what_is_then_unpaid(self) -> None:
        loan = a_loan(**FLAT, grace_days=3, late_fee_rate=Decimal("0.05"), late_fee_min=1_000)
        assert first(loan, [paid("2026-02-12", 61_000)], "2026-02-14").late_fee == 2_000

    def test_a_due_within_the_tolerance_on_that_day_is_spared_for_good(self) -> None:
        loan = a_loan(**FLAT, tolerance=1_000, late_fee_minor=2_500)
        events = [
            paid("2026-02-10", 100_000),
            an_event("charge", "2026-02-20", 5_000, component="fee", due=1),
        ]
        assert first(loan, events, "2026-03-01").late_fee == 0

    def test_it_ranks_with_the_fee_after_the_scheduled_one(self) -> None:
        due = first(a_loan(**FLAT, late_fee_minor=2_500), [paid("2026-02-20", 2_000)], "2026-02-20")
        assert (due.left_fee, due.late_fee) == (0, 1_500)


class TestAllocation:
    def test_a_payment_goes_to_the_oldest_due_first(self) -> None:
        dues = position(a_loan(**FLAT), [paid("2026-04-11", 150_000)], day("2026-04-11")).dues
        assert [due.outstanding for due in dues[:3]] == [0, 52_000, 101_000]

    def test_a_payment_that_names_a_due_pays_it_first(self) -> None:
        dues = position(a_loan(**FLAT), [paid("2026-04-11", 150_000, due=3)], day("2026-04-11")).dues
        assert [due.outstanding for due in dues[:3]] == [52_000, 101_000, 0]

    @pytest.mark.parametrize(
        ("order", "left"),
        [
            (("fee", "penalty", "interest", "principal"), (0, 0, 8_000, 94_619)),
            (("principal", "interest", "penalty", "fee"), (500, 947, 12_000, 89_172)),
            (("interest", "principal", "fee", "penalty"), (500, 947, 6_553, 94_619)),
        ],
    )
    def test_inside_a_due_the_contracts_order_decides(self, order: Any, left: Any) -> None:
        loan = a_loan(fee_minor=500, penalty_rate=Decimal("0.001"), allocation=order)
        due = first(loan, [paid("2026-02-20", 5_447)], "2026-02-20")
        before = first(loan, [], "2026-02-20")
        assert (before.left_fee, before.penalty, before.left_interest, before.left_principal) == (
            500,
            946,
            12_000,
            94_619,
        )
        owed = {"fee": 500, "penalty": 946, "interest": 12_000, "principal": 94_619}
        minor = 5_447
        for component in order:
            taken = min(minor, owed[component])
            owed[component] -= taken
            minor -= taken
        assert (due.left_fee, due.penalty, due.left_interest, due.left_principal) == tuple(owed.values())

    def test_more_than_everything_owed_is_kept_as_credit(self) -> None:
        seen = position(a_loan(**FLAT), [paid("2026-02-10", 2_000_000)], day("2026-02-10"))
        assert (seen.outstanding, seen.credit) == (0, 2_000_000 - 12 * 101_000)

    def test_events_of_one_day_go_in_the_order_they_were_entered(self) -> None:
        waiver = an_event("waiver", "2026-02-20", 505, component="penalty")
        loan = a_loan(**FLAT, **DAILY)
        waived_first = first(loan, [waiver, paid("2026-02-20", 101_000)], "2026-02-20")
        paid_first = first(loan, [paid("2026-02-20", 101_000), waiver], "2026-02-20")
        assert (waived_first.outstanding, paid_first.outstanding) == (0, 505)

    def test_events_after_the_date_are_not_there_yet(self) -> None:
        assert first(a_loan(**FLAT), [paid("2026-02-12", 101_000)], "2026-02-11").state == "overdue"


class TestChargesAndWaivers:
    def test_a_waiver_lowers_the_named_component_of_the_named_due(self) -> None:
        loan = a_loan(**FLAT, late_fee_minor=2_500)
        dues = position(
            loan, [an_event("waiver", "2026-04-20", 2_500, component="late_fee", due=2)], day("2026-04-20")
        ).dues
        assert [due.late_fee for due in dues[:3]] == [2_500, 0, 2_500]

    def test_a_waiver_without_a_due_begins_with_the_oldest(self) -> None:
        loan = a_loan(**FLAT, late_fee_minor=2_500)
        dues = position(
            loan, [an_event("waiver", "2026-04-20", 3_000, component="late_fee")], day("2026-04-20")
        ).dues
        assert [due.late_fee for due in dues[:3]] == [0, 2_000, 2_500]

    def test_what_was_paid_and_what_was_waived_of_a_due_are_told_apart(self) -> None:
        loan = a_loan(**FLAT)
        waiver = an_event("waiver", "2026-04-20", 100, component="principal", due=1)
        paid_one = an_event("payment", "2026-04-20", 200, due=2)
        dues = position(loan, [waiver, paid_one], day("2026-04-20")).dues
        assert [(due.part_paid, due.part_waived) for due in dues[:3]] == [
            (False, True),
            (True, False),
            (False, False),
        ]

    def test_a_waiver_of_more_than_is_owed_lowers_it_to_nothing(self) -> None:
        seen = position(
            a_loan(**FLAT), [an_event("waiver", "2026-02-01", 10**9, component="fee")], day("2026-02-01")
        )
        assert (sum(due.left_fee for due in seen.dues), seen.credit) == (0, 0)

    @pytest.mark.parametrize("component", ["fee", "penalty", "interest", "principal", "late_fee"])
    def test_a_charge_raises_its_component(self, component: Any) -> None:
        charge = an_event("charge", "2026-03-15", 3_333, component=component, due=1)
        loan = a_loan(**FLAT)
        before, after = position(loan, [], day("2026-03-15")), position(loan, [charge], day("2026-03-15"))
        assert (
            after.dues[0].outstanding == before.dues[0].outstanding + 3_333
            and after.overdue == before.overdue + 3_333
        )

    def test_a_charge_without_a_due_joins_the_oldest_with_anything_owed(self) -> None:
        events = [paid("2026-02-10", 101_000), an_event("charge", "2026-02-15", 500, component="late_fee")]
        assert position(a_loan(**FLAT), events, day("2026-02-15")).dues[1].late_fee == 500


class TestSums:
    def test_overdue_sums_overdue_dues_and_to_be_current_adds_grace_and_today(self) -> None:
        loan = a_loan(**FLAT, frequency="weekly", grace_days=7)  # dues on 10, 17, 24 February ...
        seen = position(loan, [], day("2026-02-24"))
        assert [due.state for due in seen.dues[:4]] == ["overdue", "in_grace", "due_today", "upcoming"]
        assert (seen.overdue, seen.to_be_current, seen.days_overdue) == (101_000, 303_000, 14)

    def test_payoff_adds_the_interest_accrued_since_the_last_due_date(self) -> None:
        loan = a_loan(day_count="actual/365")
        unpaid = position(loan, [], day("2026-02-25"))
        future = sum(due.left_principal for due in unpaid.dues[1:])
        assert unpaid.payoff == unpaid.overdue + future + round_half_up(
            future * Fraction(12, 100) * Fraction(15, 365)
        )

    def test_payoff_counts_interest_paid_ahead_against_the_interest_accrued(self) -> None:
        loan = a_loan(day_count="actual/365")
        total = position(loan, [], day("2026-02-10")).dues[0].outstanding
        seen = position(loan, [paid("2026-02-10", total + 5_000)], day("2026-02-25"))
        accrued = round_half_up(seen.remaining_principal * Fraction(12, 100) * Fraction(15, 365))
        assert seen.payoff == seen.remaining_principal + accrued - 5_000

    def test_payoff_of_periodic_interest_takes_the_share_of_the_period_that_has_passed(self) -> None:
        loan = a_loan()
        seen = position(loan, [], day("2026-01-25"))  # 15 of the 31 days of the first period
        assert seen.payoff == 1_200_000 + round_half_up(Fraction(12_000 * 15, 31))

    def test_payoff_before_the_start_is_the_principal(self) -> None:
        assert position(a_loan(), [], day("2025-12-01")).payoff == 1_200_000

    @pytest.mark.parametrize(("refunded", "fees"), [(False, 11 * 1_000), (True, 0)])
    def test_payoff_of_a_flat_fee_loan_adds_future_fees_unless_refunded(
        self, refunded: bool, fees: int
    ) -> None:
        seen = position(a_loan(**FLAT, fee_refunded=refunded), [], day("2026-02-10"))
        assert seen.payoff == 1_200_000 + 1_000 + fees

    @pytest.mark.parametrize("method", ["equal_payment", "equal_principal", "interest_only", "bullet"])
    def test_payoff_of_a_loan_that_bears_interest_leaves_out_fees_of_periods_to_come(
        self, method: Any
    ) -> None:
        loan = a_loan(method=method, fee_minor=1_000, day_count="actual/365")
        with_fees, without = (
            position(terms, [], day("2026-02-25"))
            for terms in (loan, a_loan(method=method, day_count="actual/365"))
        )
        fallen_due = sum(due.left_fee for due in with_fees.dues if due.due <= with_fees.on)
        assert with_fees.payoff == without.payoff + fallen_due
        ended = position(loan, [an_event("payoff", "2026-02-25", with_fees.payoff)], day("2027-06-01"))
        assert ended.outstanding == 0 and ended.credit == 0

    def test_remainders_count_when_they_would_leave_something_overdue(self) -> None:
        loan = a_loan(**FLAT, tolerance=1_000)
        events = [paid(f"2026-0{month}-10", 100_100, due=month - 1) for month in (2, 3, 4)]
        seen = position(loan, events, day("2026-05-11"))
        assert [due.outstanding for due in seen.dues[:4]] == [900, 900, 900, 101_000]
        assert seen.overdue == 101_000 and seen.to_be_current == 103_700


@given(loans_with_events())
def test_allocation_parts_sum_to_the_payments(case: Any) -> None:
    loan, events, on = case
    seen = position(loan, events, on)
    payments = {event.id: event.minor for event in events if event.kind == "payment" and event.date <= on}
    spent = sum(part.minor for part in seen.allocations if part.event in payments)
    assert spent + seen.credit == sum(payments.values())


@given(loans_with_events(), st.integers(1, 10**9))
def test_a_payment_never_raises_what_is_owed(case: Any, minor: int) -> None:
    loan, events, on = case
    before = position(loan, events, on)
    after = position(loan, [*events, paid(on, minor)], on)
    for name in (
        "outstanding",
        "overdue",
        "penalty",
        "late_fees",
        "to_be_current",
        "payoff",
        "remaining_principal",
    ):
        assert getattr(after, name) <= getattr(before, name), name


@given(loans_with_events())
def test_paying_to_be_current_leaves_nothing_overdue(case: Any) -> None:
    loan, events, on = case
    asked = position(loan, events, on).to_be_current
    assume(asked)
    after = position(loan, [*events, paid(on, asked)], on)
    assert after.overdue == 0
    assert all(due.state not in ("overdue", "in_grace") for due in after.dues)


@given(loans_with_events())
def test_paying_the_payoff_leaves_zero(case: Any) -> None:
    loan, events, on = case
    asked = position(loan, events, on).payoff
    after = position(loan, [*events, an_event("payoff", on, asked)], on)
    assert (after.outstanding, after.payoff, after.remaining_principal, after.to_be_current) == (0, 0, 0, 0)
    later = position(loan, [*events, an_event("payoff", on, asked)], on + timedelta(days=900))
    assert later.outstanding == 0 or any(event.date > on for event in events)


@given(loans_with_events())
def test_a_payoff_of_too_little_is_a_payment(case: Any) -> None:
    loan, events, on = case
    asked = position(loan, events, on).payoff
    assume(asked > 1)
    short = position(loan, [*events, an_event("payoff", on, asked - 1)], on)
    plain = position(loan, [*events, an_event("payment", on, asked - 1)], on)
    assert short.dues == plain.dues


@given(loans_with_events(), st.randoms())
def test_order_of_entry_does_not_matter_only_dates_do(case: Any, random: Any) -> None:
    loan, events, on = case
    days = sorted(events, key=lambda event: event.date)
    by_day = [list(group) for _, group in groupby(days, key=lambda event: event.date)]
    random.shuffle(by_day)
    assert position(loan, [event for group in by_day for event in group], on) == position(loan, days, on)


@given(loans_with_events())
def test_the_parts_of_a_due_sum_to_what_is_outstanding(case: Any) -> None:
    loan, events, on = case
    seen = position(loan, events, on)
    for due in seen.dues:
        parts = (due.left_principal, due.left_interest, due.left_fee, due.penalty, due.late_fee)
        assert min(parts) >= 0 and sum(parts) == due.outstanding
    assert seen.overdue <= seen.to_be_current <= seen.outstanding
    assert seen.remaining_principal <= seen.payoff


@given(loans_with_events(kinds=("payment", "waiver")))
def test_walking_day_by_day_gives_the_same_answer(case: Any) -> None:
    """An event of nothing on every day splits accrual into single days; the position must not notice."""
    loan, events, on = case
    span = (on - loan.start).days
    nothing = [
        an_event("waiver", loan.start + timedelta(days=n), 0, component="fee") for n in range(span + 1)
    ]
    assert position(loan, [*events, *nothing], on) == position(loan, events, on)


def test_the_same_contract_events_and_date_give_the_same_answer_from_stored_form() -> None:
    loan, events = a_loan(**FLAT, **DAILY), [paid("2026-03-20", 55_555)]
    again = msgspec.json.decode(msgspec.json.encode(loan), type=type(loan))
    assert position(again, events, day("2026-06-01")) == position(loan, events, day("2026-06-01"))
