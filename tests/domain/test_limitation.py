"""Which entries may restart the period of limitation, and which are only the contract kept."""

from __future__ import annotations

from datetime import datetime as DateTime

import pytest
from msgspec.structs import replace

from finterm.domain.ledger import Ledger
from finterm.domain.limitation import marks, marks_of_talk, marks_said
from finterm.domain.records import Amendment, CustomRow, Loan, Plan, Request, Side
from finterm.domain.schedule import schedule
from tests.domain.household import a_promise, a_talk, moment
from tests.domain.making import a_loan, an_event, day

LOAN = a_loan()
ON = day("2026-05-20")


@pytest.mark.parametrize(
    ("request_made", "promised_by", "expected"),
    [
        (None, (), ()),
        ("grace", (), ("deferral_asked",)),
        ("re_plan", (), ("plan_asked",)),
        ("waiver", (), ()),
        ("statement", (), ()),
        ("correction", (), ()),
        (None, ("them",), ()),
        (None, ("me",), ("promised",)),
        ("grace", ("me", "them"), ("deferral_asked", "promised")),
    ],
)
def test_asking_for_time_or_a_plan_and_promising_are_marked(
    request_made: Request | None, promised_by: tuple[Side, ...], expected: tuple[str, ...]
) -> None:
    assert marks_said(request_made, promised_by) == expected


def test_a_promise_belongs_to_the_day_of_its_talk_and_to_it() -> None:
    talk = a_talk("2026-05-01 10:00", loans=("loan",))
    promise = a_promise("2026-05-10", 5_000, talk=talk.id, loan="loan")
    ledger = Ledger(loans=[LOAN], talks=[talk], promises=[promise])
    assert [(m.date, m.kind) for m in marks(ledger, LOAN, ON)] == [(day("2026-05-01"), "promised")]
    assert marks_of_talk(talk.id, None, [promise]) == ("promised",)
    assert marks_of_talk("another", None, [promise]) == ()


def test_a_talk_is_marked_as_it_reads_now() -> None:
    talk = a_talk("2026-05-01 10:00", loans=("loan",), request="grace")
    ledger = Ledger(loans=[LOAN], talks=[talk])
    assert [m.kind for m in marks(ledger, LOAN, ON)] == ["deferral_asked"]
    amended = replace(talk, request=None)
    now = Amendment(id="a", talk=talk.id, at=moment("2026-05-02 09:00"), amended=amended)
    assert not marks(ledger._replace(amendments=[now]), LOAN, ON)
    assert not marks(ledger, a_loan(id="other"), ON)


def test_a_payment_in_time_is_no_part_payment_and_one_of_what_is_overdue_is() -> None:
    in_time = an_event("payment", "2026-02-10", 106_619)
    late = an_event("payment", "2026-03-20", 1_000)
    ledger = Ledger(loans=[LOAN], events=[in_time, late])
    assert [(m.date, m.kind, m.record) for m in marks(ledger, LOAN, ON)] == [
        (late.date, "part_paid", late.id)
    ]


def test_what_ends_the_debt_is_no_part_payment() -> None:
    payoff = an_event("payoff", "2026-03-20", 2_000_000)
    whole = an_event("payment", "2026-03-20", 2_000_000)
    assert not marks(Ledger(loans=[LOAN], events=[payoff]), LOAN, ON)
    assert not marks(Ledger(loans=[a_loan(periods=1)], events=[whole]), a_loan(periods=1), ON)


def test_marks_are_told_the_newest_first_and_none_that_is_to_come() -> None:
    talks = [a_talk(f"2026-05-{d} 10:00", loans=("loan",), request="grace") for d in ("01", "21", "11")]
    assert [m.date.day for m in marks(Ledger(loans=[LOAN], talks=talks), LOAN, ON)] == [11, 1]


def test_a_plan_agreed_is_marked_on_its_day() -> None:
    agreed = an_event(
        "arrangement", "2026-04-01", 0, plan=Plan(rows=(CustomRow(due=ON, principal=1_200_000),))
    )
    assert [(m.date, m.kind) for m in marks(Ledger(loans=[LOAN], events=[agreed]), LOAN, ON)] == [
        (agreed.date, "plan_agreed")
    ]


def instalment(loan: Loan) -> int:
    """What the first instalment of the loan is."""
    return schedule(loan)[0].total


@pytest.mark.parametrize(
    ("first_due", "grace", "paid_on", "share", "is_marked"),
    [
        ("2026-02-10", 0, "2026-02-09", 0.5, False),  # before it is due
        ("2026-02-10", 0, "2026-02-10", 0.5, False),  # on its day
        ("2026-02-10", 0, "2026-02-11", 0.5, True),  # the day after
        ("2026-02-10", 0, "2026-02-11", 1, True),  # what is overdue, and the rest of the debt stays
        ("2026-02-10", 3, "2026-02-13", 0.5, False),  # the last of three days of grace
        ("2026-02-10", 3, "2026-02-14", 0.5, True),
        ("2028-02-29", 0, "2028-02-29", 0.5, False),  # the leap day
        ("2028-02-29", 0, "2028-03-01", 0.5, True),
        ("2028-02-28", 0, "2028-02-29", 0.5, True),
    ],
)
def test_paying_a_part_is_marked_from_the_day_on_which_something_is_overdue(
    first_due: str, grace: int, paid_on: str, share: float, is_marked: bool
) -> None:
    loan = a_loan(start=day("2026-01-10"), first_due=day(first_due), grace_days=grace)
    paid = an_event("payment", paid_on, int(instalment(loan) * share))
    found = marks(Ledger(loans=[loan], events=[paid]), loan, day("2028-12-31"))
    assert [(m.kind, m.date) for m in found] == ([("part_paid", paid.date)] if is_marked else [])


@pytest.mark.parametrize("kind", ["waiver", "charge"])
def test_what_the_lender_does_is_no_payment_of_mine(kind: str) -> None:
    event = an_event(kind, "2026-03-20", 1_000, component="penalty")
    assert not marks(Ledger(loans=[LOAN], events=[event]), LOAN, ON)


@pytest.mark.parametrize(
    ("at", "on", "marked_on"),
    [
        ("2026-05-01T23:59:00+08:00", "2026-05-01", "2026-05-01"),
        ("2026-05-02T00:00:00+08:00", "2026-05-02", "2026-05-02"),
        ("2026-05-02T00:00:00+08:00", "2026-05-01", None),  # still to come
        (
            "2026-05-01T12:00:00-05:00",
            "2026-05-01",
            "2026-05-01",
        ),  # past midnight in China: its own clock counts
        ("2028-02-29T10:00:00+08:00", "2028-02-29", "2028-02-29"),
    ],
)
def test_a_request_is_marked_on_the_day_of_the_clock_it_was_noted_by(
    at: str, on: str, marked_on: str | None
) -> None:
    talk = replace(
        a_talk("2026-05-01 10:00", loans=("loan",), request="re_plan"), at=DateTime.fromisoformat(at)
    )
    found = marks(Ledger(loans=[LOAN], talks=[talk]), LOAN, day(on))
    assert [m.date for m in found] == ([day(marked_on)] if marked_on else [])
