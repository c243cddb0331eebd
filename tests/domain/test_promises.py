"""What becomes of promises and follow-ups: told beside them, judged by the person."""

from __future__ import annotations

from typing import Any

import pytest

from finterm.domain.promises import (
    check_follow_up,
    check_promise,
    done,
    mark,
    postponed,
    promise_position,
    reopened,
)
from finterm.domain.records import FollowUp, Promise
from tests.domain.household import a_promise, a_talk, refusal, with_loan
from tests.domain.making import an_event, day, paid

LEDGER = with_loan()._replace(
    talks=[a_talk("2026-03-05T14:30", id="t")],
    events=[
        paid("2026-03-04", 1_000),  # before the talk
        paid("2026-03-05", 2_000),
        paid("2026-03-08", 3_000, due=1),
        an_event("charge", "2026-03-08", 50_000, due=1),
        paid("2026-03-20", 4_000, due=2),
    ],
)


@pytest.mark.parametrize(
    ("terms", "on", "seen", "may_be_kept"),
    [
        ({}, "2026-03-10", 5_000, True),
        ({}, "2026-03-07", 2_000, False),
        ({"due": 1}, "2026-03-31", 5_000, True),
        ({"due": 2}, "2026-03-31", 6_000, True),
        ({"due": 2}, "2026-03-19", 2_000, False),
        ({"talk": ""}, "2026-03-31", 0, False),  # nobody knows when it was made
        ({"loan": ""}, "2026-03-31", 0, False),
        ({"by": "them"}, "2026-03-31", 0, False),
        ({"state": "kept"}, "2026-03-31", 9_000, False),
        ({"minor": None}, "2026-03-31", 9_000, False),
    ],
)
def test_what_was_paid_since_a_promise_is_shown_and_changes_nothing(
    terms: dict[str, Any], on: str, seen: int, may_be_kept: bool
) -> None:
    promise = a_promise("2026-03-12", terms.pop("minor", 5_000), **{"talk": "t", "loan": "loan", **terms})
    position = promise_position(promise, LEDGER, day(on))
    assert (position.seen, position.may_be_kept, position.promise) == (seen, may_be_kept, promise)


@pytest.mark.parametrize(
    ("on", "state", "days_left", "is_overdue", "outstanding"),
    [
        ("2026-03-10", "open", 2, False, 3_000),
        ("2026-03-12", "open", 0, False, 3_000),
        ("2026-03-14", "open", -2, True, 3_000),
        ("2026-03-14", "broken", -2, False, 0),
        ("2026-03-14", "kept", -2, False, 0),
    ],
)
def test_an_open_promise_is_overdue_once_its_date_has_passed(
    on: str, state: str, days_left: int, is_overdue: bool, outstanding: int
) -> None:
    promise = a_promise("2026-03-12", 5_000, paid=2_000, state=state)
    position = promise_position(promise, LEDGER, day(on))
    assert (position.days_left, position.is_overdue) == (days_left, is_overdue)
    assert position.outstanding == outstanding


def test_a_promise_is_marked_by_hand_and_can_be_opened_again() -> None:
    promise = a_promise("2026-03-12", 5_000)
    for state in ("kept", "broken", "withdrawn"):
        marked = mark(promise, state)
        assert (marked.state, mark(marked, "open")) == (state, promise)
    with refusal("state", "error.nothing_changed"):
        mark(promise, "open")
    with refusal("state", "error.choice"):
        mark(promise, "forgotten")  # type: ignore[arg-type]


def test_a_follow_up_is_done_opened_again_or_postponed() -> None:
    step = FollowUp(id="f", date=day("2026-03-12"), what="call")
    assert done(step, day("2026-03-13")).done_on == day("2026-03-13")
    assert reopened(done(step, day("2026-03-13"))) == step
    assert postponed(step, day("2026-04-01")).date == day("2026-04-01")
    check_follow_up(step)
    with refusal("what", "error.required"):
        check_follow_up(FollowUp(id="f", date=day("2026-03-12"), what=" "))


@pytest.mark.parametrize(
    ("promise", "where", "what"),
    [
        (a_promise("2026-03-12", 0), "promise_amount", "error.amount_positive"),
        (a_promise("2026-03-12", 1, currency=""), "currency", "error.required"),
        (a_promise("2026-03-12", 1, currency="x"), "currency", "error.currency"),
        (a_promise("2026-03-12", 1, loan="gone"), "loan", "error.loan_unknown"),
        (a_promise("2026-03-12", 1, due=1), "due", "error.promise_due_without_loan"),
        (a_promise("2026-03-12", 1, loan="loan", due=0), "due", "error.no_due"),
    ],
)
def test_a_promise_that_makes_no_sense_is_refused(promise: Promise, where: str, what: str) -> None:
    check_promise(a_promise("2026-03-12", None, currency="", loan="loan", due=12), LEDGER)
    with refusal(where, what):
        check_promise(promise, LEDGER)
