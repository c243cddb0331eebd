"""The clock of a dispute, what comes next, and its line on the agenda."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta

import pytest
from msgspec.structs import replace

from finterm.domain.disputes import answer_due, answered, check_dispute, clock, followed_in
from finterm.domain.dues import agenda
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.matters import matters
from finterm.domain.records import Dispute, Settings

FILED = Date(2026, 8, 1)
ASKED = Dispute(id="d-1", what="month 2026-05 was paid", filed_on=FILED, days=20)


def ledger(*disputes: Dispute) -> Ledger:
    return Ledger(disputes=disputes)


@pytest.mark.parametrize(
    ("filed", "days", "due"),
    [
        (FILED, 20, Date(2026, 8, 21)),
        (FILED, 30, Date(2026, 8, 31)),
        (Date(2028, 2, 9), 20, Date(2028, 2, 29)),  # a leap year
        (Date(2028, 2, 9), 21, Date(2028, 3, 1)),
        (Date(2027, 2, 9), 20, Date(2027, 3, 1)),  # none
        (Date(2028, 2, 29), 20, Date(2028, 3, 20)),
        (Date(2028, 1, 31), 30, Date(2028, 3, 1)),  # days, and not a month
        (Date(2027, 1, 31), 30, Date(2027, 3, 2)),
        (Date(2026, 12, 20), 20, Date(2027, 1, 9)),
        (Date(9999, 12, 20), 20, Date.max),
    ],
)
def test_the_day_it_was_filed_is_not_counted(filed: Date, days: int, due: Date) -> None:
    assert answer_due(replace(ASKED, filed_on=filed, days=days)) == due


@pytest.mark.parametrize(
    ("on", "state", "left", "step"),
    [
        (Date(2026, 8, 1), "waiting", 20, "wait"),
        (Date(2026, 8, 20), "waiting", 1, "wait"),
        (Date(2026, 8, 21), "due_today", 0, "ask"),
        (Date(2026, 8, 22), "late", -1, "complain"),
    ],
)
def test_until_an_answer_comes_the_clock_tells_what_is_next(
    on: Date, state: str, left: int, step: str
) -> None:
    found = clock(ASKED, (), on)
    assert (found.state, found.left, found.next) == (state, left, step)


@pytest.mark.parametrize(
    ("outcome", "step"),
    [("corrected", "verify"), ("unchanged", "complain"), ("unverifiable", "explain"), ("withdrawn", "none")],
)
def test_an_answer_stops_it_and_leads_on(outcome: str, step: str) -> None:
    done = answered(ASKED, outcome, Date(2026, 8, 15))  # type: ignore[arg-type]
    found = clock(done, (), Date(2026, 9, 15))
    assert (found.state, found.next) == ("closed", step)
    assert clock(done, (), Date(2026, 8, 14)).state == "closed"  # what came of it is known


def test_a_complaint_takes_its_place_and_has_a_clock_of_its_own() -> None:
    complaint = Dispute(
        id="d-2", what="no answer", filed_on=Date(2026, 8, 22), days=30, kind="complaint", after="d-1"
    )
    both = ledger(ASKED, complaint)
    assert clock(ASKED, followed_in(both), Date(2026, 9, 1)).next == "none"
    dues = agenda(both, Date(2026, 9, 1), Date(2026, 12, 31))
    assert [(due.key, due.date) for due in dues] == [("dispute:d-2", Date(2026, 9, 21))]
    assert clock(complaint, followed_in(both), Date(2026, 9, 21)).next == "ask"
    assert (
        clock(complaint, followed_in(both), Date(2026, 9, 22)).next == "court"
    )  # and not to complain once more
    assert (
        clock(replace(complaint, outcome="unchanged"), followed_in(both), Date(2026, 9, 30)).next == "court"
    )


def test_an_answer_awaited_is_on_the_agenda_and_is_no_money() -> None:
    (due,) = agenda(ledger(ASKED), Date(2026, 8, 23), Date(2026, 8, 23))
    assert (due.kind, due.state, due.days_overdue, due.outstanding) == ("dispute", "overdue", 2, None)
    assert due.is_step and not due.is_payable
    done = answered(ASKED, "corrected", Date(2026, 8, 15))
    assert agenda(ledger(done), Date(2026, 8, 23), Date(2026, 8, 23)) == ()
    (shown,) = agenda(ledger(done), Date(2026, 8, 23), Date(2026, 8, 23), since=FILED)
    assert shown.state == "paid"


def test_it_is_reminded_of_by_the_leads_of_its_kind() -> None:
    settings = Settings(id=Settings.THE, leads_by_kind=(("dispute", (2,)),))
    found = [one for one in matters(ledger(ASKED), Date(2026, 8, 20), settings) if one.kind == "dispute"]
    assert [(one.subject, one.date, one.leads) for one in found] == [("dispute:d-1", Date(2026, 8, 21), (2,))]


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"what": " "}, "what"),
        ({"days": 0}, "days"),
        ({"answered_on": FILED - timedelta(days=1)}, "answered_on"),
        ({"after": "nothing"}, "after"),
    ],
)
def test_a_dispute_that_makes_no_sense_is_refused(more: dict[str, object], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_dispute(replace(ASKED, **more), ledger(ASKED))
    assert refused.value.where == where


def test_no_answer_comes_before_it_was_filed() -> None:
    with pytest.raises(BadInput):
        answered(ASKED, "corrected", FILED - timedelta(days=1))
