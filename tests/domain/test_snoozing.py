"""Snoozing: a due rests until its day, stays owed, and presses again."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from datetime import timedelta

from finterm.domain.dues import agenda, due_totals, find
from finterm.domain.ledger import Ledger
from finterm.domain.matters import matters
from finterm.domain.records import Settings, Snooze
from finterm.domain.reminders import Reminder, owed
from finterm.domain.snoozing import left_behind, snooze, snoozed, usual_until
from tests.domain.household import a_bill, a_move, an_envelope, refusal, with_loan, with_records
from tests.domain.making import day

ON = day("2026-03-12")
LATE = "loan:loan:1"
SETTINGS = Settings(id="settings")


def owed_at(ledger: Ledger, on: Date) -> tuple[Reminder, ...]:
    """What is owed at ten in the morning of `on`, the newest backup being of January."""
    found = matters(ledger, on, SETTINGS, backup_on=day("2026-01-05"))
    return owed(found, DateTime.combine(on, Time(10)), SETTINGS)


def snoozed_ledger(until: str = "2026-03-15") -> Ledger:
    ledger = with_loan()
    return with_records(ledger, snooze(LATE, day(until), ON, ledger))


def test_a_snoozed_due_says_until_when_and_is_owed_as_before() -> None:
    before, after = agenda(with_loan(), ON, ON), agenda(snoozed_ledger(), ON, ON)
    due = find(after, LATE)
    assert due is not None and due.snoozed_until == day("2026-03-15") and due.state == "overdue"
    assert due_totals(after) == due_totals(before)
    assert [one._replace(snoozed_until=None) for one in after] == list(before)


def test_reminders_leave_it_alone_until_its_day_and_then_remind_again() -> None:
    ledger = snoozed_ledger()
    subjects = {}
    for ahead in range(5):
        on = ON + timedelta(days=ahead)
        subjects[on.isoformat()] = {one.subject for one in owed_at(ledger, on)}
    assert LATE not in subjects["2026-03-12"] and LATE not in subjects["2026-03-14"]
    assert LATE in subjects["2026-03-15"] and LATE in subjects["2026-03-16"]
    assert all("loan:loan:2" in found for found in subjects.values())


def test_an_envelope_a_fund_and_the_backup_can_rest_too() -> None:
    food = an_envelope("food", kind="essential", monthly=100_000)
    moves = [a_move("income", "2026-03-01", 100_000)] + [
        a_move(kind, "2026-03-02", minor, envelope="food")
        for kind, minor in (("assign", 100_000), ("spend", 99_000))
    ]
    ledger = Ledger(envelopes=[food], moves=moves)
    every = {"envelope:food", "emergency:CNY", "backup"}
    assert {one.subject for one in owed_at(ledger, ON)} == every
    for subject in every:
        resting = with_records(ledger, snooze(subject, day("2026-03-15"), ON, ledger))
        assert {one.subject for one in owed_at(resting, ON)} == every - {subject}
        assert subject in {one.subject for one in owed_at(resting, day("2026-03-15"))}


def test_snoozing_again_moves_the_day_of_the_one_record() -> None:
    ledger = snoozed_ledger()
    again = snooze(LATE, day("2026-03-13"), ON, ledger)
    assert again.id == ledger.snoozes[0].id
    assert snoozed(with_records(ledger, again).snoozes, ON) == {LATE: day("2026-03-13")}


def test_a_snooze_ends_after_today() -> None:
    for until in (ON, ON - timedelta(days=1)):
        with refusal("until", "error.snooze_past"):
            snooze(LATE, until, ON, with_loan())
    assert usual_until(ON) == day("2026-03-15")


def test_two_snoozes_of_one_due_last_as_long_as_the_longer() -> None:
    both = [Snooze(id=until, subject=LATE, until=day(until)) for until in ("2026-03-20", "2026-03-14")]
    assert snoozed(both, ON) == {LATE: day("2026-03-20")}


def test_snoozes_of_what_is_deleted_go_with_it() -> None:
    ledger = with_records(
        snoozed_ledger(),
        Snooze(id="1", subject="bill:rent:2026-03-31", until=day("2026-03-20")),
        Snooze(id="2", subject="bill:rent-2:2026-03-31", until=day("2026-03-20")),
    )
    assert [one.id for one in left_behind(ledger, a_bill())] == ["1"]
    assert [one.subject for one in left_behind(ledger, ledger.loans[0])] == [LATE]
