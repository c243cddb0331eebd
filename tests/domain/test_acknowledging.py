"""Acknowledging: one record a subject and stage, taken back whole, gone with what it is about."""

from __future__ import annotations

from datetime import datetime as DateTime
from datetime import timedelta

from finterm.domain.acknowledging import acknowledge, left_behind, of_reminder, seen_id
from finterm.domain.ledger import Ledger
from finterm.domain.matters import matters
from finterm.domain.records import Acknowledgement, Settings
from finterm.domain.reminders import Reminder, owed, seen_of, standing
from tests.domain.household import a_bill, moment, with_loan, with_records
from tests.domain.making import day

ON = moment("2026-03-12T10:00")
LATE = "loan:loan:1"
SETTINGS = Settings(id="settings")


def of(ledger: Ledger, subject: str = LATE, at: DateTime = ON) -> Reminder:
    found = standing(matters(ledger, at.date(), SETTINGS), at, SETTINGS)
    return next(one for one in found if one.subject == subject)


def owed_subjects(ledger: Ledger, at: DateTime) -> set[str]:
    seen = seen_of(ledger.acknowledgements)
    return {one.subject for one in owed(matters(ledger, at.date(), SETTINGS), at, SETTINGS, (), seen)}


def seen_ledger() -> Ledger:
    ledger = with_loan()
    return with_records(ledger, acknowledge(of(ledger), ON, ledger))


def test_what_is_overdue_and_acknowledged_is_not_told_again_on_any_later_day() -> None:
    ledger = seen_ledger()
    for ahead in range(5):
        found = owed_subjects(ledger, ON + timedelta(days=ahead))
        assert LATE not in found and "loan:loan:2" in found


def test_it_is_told_again_once_the_acknowledgement_is_taken_back() -> None:
    ledger = seen_ledger()
    kept = of_reminder(ledger.acknowledgements, of(ledger))
    rest = ledger._replace(acknowledgements=[a for a in ledger.acknowledgements if a not in kept])
    assert len(kept) == 1 and LATE in owed_subjects(rest, ON)


def test_it_is_the_same_record_wherever_and_however_often_it_is_made() -> None:
    ledger = with_loan()
    one, other = acknowledge(of(ledger), ON, ledger), acknowledge(of(ledger), ON + timedelta(1), ledger)
    assert one.id == other.id == seen_id(LATE, of(ledger).stage) and one.id.startswith("seen-")
    assert len(one.id) == 29
    again = acknowledge(of(ledger), ON + timedelta(1), with_records(ledger, one))
    assert again == one


def test_one_lead_seen_leaves_the_next_one_to_be_told() -> None:
    ledger = with_loan()
    at = DateTime.combine(day("2026-04-03"), ON.timetz())
    upcoming = next(
        one for one in standing(matters(ledger, at.date(), SETTINGS), at, SETTINGS) if one.days > 0
    )
    ledger = with_records(ledger, acknowledge(upcoming, at, ledger))
    assert upcoming.subject not in owed_subjects(ledger, at)
    assert upcoming.subject in owed_subjects(ledger, at + timedelta(days=upcoming.days))


def test_acknowledgements_of_what_is_deleted_go_with_it() -> None:
    ledger = with_records(
        seen_ledger(),
        Acknowledgement(id="1", subject="bill:rent:2026-03-31", stage="lead:0:2026-03-31", at=ON),
        Acknowledgement(id="2", subject="bill:rent-2:2026-03-31", stage="lead:0:2026-03-31", at=ON),
    )
    assert [one.id for one in left_behind(ledger, a_bill())] == ["1"]
    assert [one.subject for one in left_behind(ledger, ledger.loans[0])] == [LATE]
