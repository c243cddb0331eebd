"""Arrangements: what they put in the place of what is unpaid, and what holds once they are broken."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from finterm.domain.arrangement import (
    arrangement,
    broken,
    broken_arrangement,
    check_plan,
    equal_rows,
    standing_arrangement,
    total,
)
from finterm.domain.course import course, steps
from finterm.domain.dues import agenda
from finterm.domain.ledger import Ledger
from finterm.domain.paying import pay_loan
from finterm.domain.position import Position, position
from finterm.domain.records import CustomRow, Event, Loan, Plan
from tests.domain.household import ids, refusal
from tests.domain.making import a_loan, an_event, day, paid

# 12 instalments of 1,000.00 and a fee of 10.00, due on the 10th from 2026-02-10; 0.05% a day once late
TERMS: dict[str, Any] = {
    "method": "flat_fee",
    "rate": Decimal(0),
    "fee_minor": 1_000,
    "penalty_rate": Decimal("0.0005"),
    "penalty_base": "overdue_instalment",
}
PAID = paid("2026-02-10", 101_000)  # the first instalment, on its day
DAYS = ("2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01")


def loan(**terms: Any) -> Loan:
    return a_loan(**{**TERMS, **terms})


def plan(*, principal: int = 275_000, fee: int = 0, **terms: Any) -> Plan:
    """Four instalments from 1 June that pay back what is left of the principal."""
    rows = tuple(CustomRow(due=day(due), principal=principal, fee=fee) for due in DAYS)
    return Plan(rows=rows, **terms)


def agreed(made: Plan, on: str = "2026-05-20") -> Event:
    return an_event("arrangement", on, total(made.rows), plan=made)


def seen(on: str, *events: Event, **terms: Any) -> Position:
    return position(loan(**terms), [PAID, *events], day(on))


class TestPlan:
    def test_its_rows_take_the_place_of_everything_unpaid_and_count_on(self) -> None:
        dues = seen("2026-05-20", agreed(plan())).dues
        assert [(d.n, d.due, d.outstanding, d.state) for d in dues] == [
            (1, day("2026-02-10"), 0, "paid"),
            *((n, day(due), 275_000, "upcoming") for n, due in enumerate(DAYS, 13)),
        ]

    def test_the_day_before_it_is_not_there(self) -> None:
        before = seen("2026-05-19", agreed(plan()))
        assert before == seen("2026-05-19") and before.overdue > 0

    def test_nothing_is_overdue_on_its_day(self) -> None:
        now = seen("2026-05-20", agreed(plan()))
        assert (now.overdue, now.to_be_current, now.penalty, now.late_fees) == (0, 0, 0, 0)

    def test_it_tells_what_it_took_the_place_of(self) -> None:
        (arranged,) = seen("2026-05-20", agreed(plan(principal=200_000))).arranged
        assert (arranged.before, arranged.after) == (1_100_000, 800_000)
        assert [replaced.n for replaced in arranged.replaced] == list(range(2, 13))

    def test_a_part_paid_before_stays_paid(self) -> None:
        part = paid("2026-03-10", 40_000, 2)
        (arranged,) = seen("2026-05-20", part, agreed(plan())).arranged
        assert arranged.before == 1_200_000 - 100_000 - 39_000  # 40.00 less the fee of the second

    def test_an_instalment_paid_ahead_keeps_its_place_and_one_paid_in_part_leaves_its_rest(self) -> None:
        """By hand: 12 x 1,000.00, of which the first, the fifth and 390.00 of the sixth are paid (10.00 its fee)."""
        ahead, part = paid("2026-05-01", 101_000, 5), paid("2026-05-02", 40_000, 6)
        now = seen("2026-05-20", ahead, part, agreed(plan()))
        assert now.arranged[0].before == 1_200_000 - 200_000 - 39_000
        assert [(d.n, d.due, d.state) for d in now.dues] == [
            (1, day("2026-02-10"), "paid"),
            (13, day("2026-06-01"), "upcoming"),
            (5, day("2026-06-10"), "paid"),
            *((n, day(due), "upcoming") for n, due in enumerate(DAYS[1:], 14)),
        ]
        assert (now.remaining_principal, now.payoff, now.credit) == (1_100_000, 1_100_000, 0)

    def test_too_much_paid_ahead_stays_as_credit_of_later_rows(self) -> None:
        events = [agreed(plan()), paid("2026-06-01", 300_000)]
        now = seen("2026-06-02", *events)
        assert [d.outstanding for d in now.dues if d.n > 12] == [0, 250_000, 275_000, 275_000]
        assert now.payoff == 1_100_000 - 300_000

    def test_a_payment_goes_to_its_rows_and_may_name_one(self) -> None:
        dues = seen("2026-06-02", agreed(plan()), paid("2026-06-01", 275_000, 14)).dues
        assert [d.state for d in dues] == ["paid", "overdue", "paid", "upcoming", "upcoming"]

    def test_paying_it_all_ends_the_loan(self) -> None:
        events = [agreed(plan()), *(paid(due, 275_000) for due in DAYS)]
        assert (seen("2026-09-02", *events).outstanding, seen("2026-09-02", *events).payoff) == (0, 0)

    def test_a_payoff_keeps_the_costs_it_took_over_and_only_the_interest_that_has_run(self) -> None:
        rows = tuple(CustomRow(due=day(due), principal=275_000, interest=3_000, fee=500) for due in DAYS)
        now = seen("2026-06-16", agreed(Plan(rows=rows), "2026-05-31"), paid("2026-06-01", 278_500))
        assert now.payoff == 3 * 275_000 + 3 * 500 + 3_000 * 15 // 30

    @pytest.mark.parametrize(("runs", "penalty"), [(True, 275_000 * 10 * 5 // 10_000), (False, 0)])
    def test_a_row_that_is_late_bears_penalty_interest_only_where_interest_runs(
        self, runs: bool, penalty: int
    ) -> None:
        now = seen("2026-06-11", agreed(plan(interest_runs=runs)))
        assert (now.penalty, now.overdue, now.days_overdue) == (penalty, 275_000 + penalty, 10)

    def test_a_later_one_replaces_it(self) -> None:
        later = Plan(rows=(CustomRow(due=day("2026-12-01"), principal=500_000),))
        now = seen("2026-06-20", agreed(plan()), agreed(later, "2026-06-15"))
        assert [(d.n, d.outstanding) for d in now.dues] == [(1, 0), (17, 500_000)]

    def test_the_course_of_the_debt_follows_it(self) -> None:
        events = [PAID, agreed(plan(principal=200_000))]
        points = course(steps(position(loan(), events, day("2026-05-31")), events), day("2026-05-31"))
        assert [p.minor for p in points if p.date >= day("2026-04-30")] == [
            1_100_000, 800_000, 600_000, 400_000, 200_000, 0,
        ]  # fmt: skip


class TestBroken:
    EVENTS = (paid("2026-06-01", 275_000), an_event("broken", "2026-07-15", 0))

    def test_a_plan_that_stays_stays(self) -> None:
        kept = agreed(plan())
        assert seen("2026-07-20", kept, *self.EVENTS) == seen("2026-07-20", kept, self.EVENTS[0])

    def test_all_of_it_falls_due_that_day_and_bears_penalty_interest_from_then(self) -> None:
        now = seen("2026-07-20", agreed(plan(if_broken="all_due", interest_runs=False)), *self.EVENTS)
        owing = [d for d in now.dues if d.outstanding]
        assert [(d.n, d.due, d.days_overdue) for d in owing] == [
            (14, day("2026-07-01"), 19), (15, day("2026-07-15"), 5), (16, day("2026-07-15"), 5),
        ]  # fmt: skip
        daily = 275_000 * 5 / 10_000  # from the day it was broken, not from when the row was late
        assert [d.penalty for d in owing] == [round(daily * 5 + 0.01)] * 3

    def test_the_contract_comes_back_with_what_was_given_up_and_what_was_paid_since(self) -> None:
        now = seen("2026-07-20", agreed(plan(if_broken="comes_back")), *self.EVENTS)
        assert now == seen("2026-07-20", self.EVENTS[0])
        assert now.payoff > seen("2026-07-14", agreed(plan(if_broken="comes_back")), *self.EVENTS).payoff

    def test_the_contract_that_comes_back_bears_its_penalty_interest_as_if_there_had_been_no_plan(
        self,
    ) -> None:
        """By hand: 2,750.00 of 1 June pay the second to the fourth with 0.05% a day, then a part of the fifth."""
        now = seen("2026-07-20", agreed(plan(if_broken="comes_back")), *self.EVENTS)
        late = [round(101_000 * days * 5 / 10_000 + 0.001) for days in (83, 52)]  # 10 March, 10 April
        left = 275_000 - sum(101_000 + penalty for penalty in late)  # for that of 10 May
        rest = 101_000 + round(101_000 * 22 * 5 / 10_000) - left
        third = next(d for d in now.dues if d.n == 4)
        assert [d.state for d in now.dues[:4]] == ["paid", "paid", "paid", "overdue"]
        assert third.outstanding - third.penalty == rest
        assert third.penalty == round(rest * 49 * 5 / 10_000)  # from 1 June to 20 July

    def test_the_one_before_comes_back_where_there_was_one(self) -> None:
        first, second = agreed(plan()), agreed(plan(principal=100_000, if_broken="comes_back"), "2026-06-15")
        now = seen("2026-07-20", first, second, *self.EVENTS)
        assert now == seen("2026-07-20", first, self.EVENTS[0])

    def test_the_one_before_was_replaced_for_good_where_the_broken_one_stays(self) -> None:
        first, second = agreed(plan(if_broken="comes_back")), agreed(plan(principal=100_000), "2026-06-15")
        events = [first, second, *self.EVENTS]
        assert standing_arrangement(events, day("2026-07-20")) is None
        assert seen("2026-07-20", *events) == seen("2026-07-20", *events[:3])
        ended = broken_arrangement(events, day("2026-07-20"))
        assert ended is not None and (ended.arrangement, ended.broken) == (second, self.EVENTS[1])
        assert broken_arrangement(events, day("2026-07-14")) is None

    def test_one_that_was_broken_holds_no_more(self) -> None:
        events = [agreed(plan()), *self.EVENTS]
        assert standing_arrangement(events, day("2026-07-14")) is events[0]
        assert standing_arrangement(events, day("2026-07-15")) is None
        with refusal("date", "error.no_arrangement"):
            broken(loan(), events, day("2026-08-01"), new_id=ids())


class TestRows:
    def test_equal_rows_pay_back_the_principal_and_count_the_rest_as_fees(self) -> None:
        rows = equal_rows(100_000, 3, day("2026-01-31"), "monthly", 250_000, last=50_001)
        assert [row.due for row in rows] == [day("2026-01-31"), day("2026-02-28"), day("2026-03-31")]
        assert [row.principal + row.fee for row in rows] == [100_000, 100_000, 50_001]
        assert sum(row.principal for row in rows) == 250_000 and sum(row.fee for row in rows) == 1

    def test_where_less_than_the_principal_was_agreed_all_of_it_is_principal(self) -> None:
        rows = equal_rows(100_000, 2, day("2026-01-31"), "monthly", 900_000)
        assert [(row.principal, row.fee) for row in rows] == [(100_000, 0)] * 2

    @pytest.mark.parametrize(
        ("made", "where", "what"),
        [
            (Plan(rows=()), "rows", "error.rows_missing"),
            (plan(principal=0), "rows", "error.amount_positive"),
            (Plan(rows=plan().rows[::-1]), "rows", "error.rows_order"),
            (Plan(rows=(CustomRow(due=day("2026-05-19"), principal=1),)), "first", "error.plan_before"),
            (Plan(rows=(CustomRow(due=day("2026-05-20"), principal=-1),)), "rows", "error.amount_negative"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, made: Plan, where: str, what: str) -> None:
        with refusal(where, what):
            check_plan(agreed(made))


def test_the_record_sums_its_rows() -> None:
    event = arrangement(loan(), plan(), day("2026-05-20"), new_id=ids(), talk="t")
    assert (event.kind, event.minor, event.talk) == ("arrangement", 1_100_000, "t")


def test_its_rows_are_on_the_agenda_and_paid_by_number() -> None:
    ledger = Ledger(loans=[loan()], events=[PAID, agreed(plan())])
    found = agenda(ledger, day("2026-05-20"), day("2026-12-31"))
    assert [(due.key, due.outstanding) for due in found] == [
        (f"loan:loan:{n}", 275_000) for n in range(13, 17)
    ]
    pay_loan(loan(), 275_000, day("2026-06-01"), ledger=ledger, new_id=ids(), due=16, budget=False)
    with refusal("due", "error.no_due"):
        pay_loan(loan(), 275_000, day("2026-06-01"), ledger=ledger, new_id=ids(), due=17, budget=False)
