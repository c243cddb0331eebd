"""Reminders: each step of a due once, the latest after any downtime, and nothing for what is paid."""

from __future__ import annotations

from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.due import Due, state_on
from finterm.domain.records import Delivery
from finterm.domain.reminders import current_step, horizon, owed, told_on

LEADS = (7, 3, 1, 0)
DAY = Date(2026, 5, 15)


def a_due(date: Date = DAY, on: Date = DAY, paid: bool = False, key: str = "loan:a:1", **more: Any) -> Due:
    state, days = state_on(date, on, paid)
    fields: dict[str, Any] = {
        "key": key,
        "kind": "instalment",
        "date": date,
        "name": key,
        "currency": "CNY",
        "outstanding": 100,
        "scheduled": 100,
        "state": state,
        "days_overdue": days,
    }
    return Due(**{**fields, **more})


@pytest.mark.parametrize(
    ("on", "step"),
    [
        ("2026-05-07", ""),
        ("2026-05-08", "lead:7:2026-05-15"),
        ("2026-05-11", "lead:7:2026-05-15"),
        ("2026-05-12", "lead:3:2026-05-15"),
        ("2026-05-14", "lead:1:2026-05-15"),
        ("2026-05-15", "lead:0:2026-05-15"),
        ("2026-05-16", "overdue:2026-05-16"),
        ("2026-05-30", "overdue:2026-05-30"),
    ],
)
def test_a_due_is_announced_by_its_leads_and_then_daily_while_overdue(on: str, step: str) -> None:
    day = Date.fromisoformat(on)
    assert current_step(a_due(on=day), day, LEADS) == step


def test_days_of_grace_stay_at_the_last_lead() -> None:
    assert current_step(a_due(state="in_grace"), DAY + timedelta(days=2), LEADS) == "lead:0:2026-05-15"


def test_what_is_paid_owes_nothing() -> None:
    assert owed([a_due(paid=True)], DAY, frozenset(), LEADS) == ()


def test_what_was_told_is_not_told_again_and_what_was_missed_is_covered() -> None:
    (reminder,) = owed([a_due()], DAY, frozenset(), LEADS)
    assert (reminder.step, reminder.days) == ("lead:0:2026-05-15", 0)
    assert owed([a_due()], DAY, {(reminder.subject, reminder.step)}, LEADS) == ()


def test_a_due_moved_to_another_date_is_announced_anew() -> None:
    told = {("loan:a:1", "lead:3:2026-05-15")}
    later = a_due(date=DAY + timedelta(days=10), on=DAY + timedelta(days=7))
    assert [one.step for one in owed([later], DAY + timedelta(days=7), told, LEADS)] == ["lead:3:2026-05-25"]


def test_the_most_pressing_comes_first() -> None:
    dues = [a_due(DAY + timedelta(days=3), key="b"), a_due(DAY - timedelta(days=9), key="c"), a_due(key="a")]
    assert [one.subject for one in owed(dues, DAY, frozenset(), LEADS)] == ["c", "a", "b"]


def test_deliveries_count_for_their_own_channels_only() -> None:
    made = [
        Delivery(id=name, subject="s", step=name, channel=name, at=DateTime(2026, 5, 1, tzinfo=UTC))
        for name in ("desktop", "screen")
    ]
    assert told_on(made, ["desktop"]) == {("s", "desktop")}


def test_no_leads_mean_reminders_of_what_is_overdue_only() -> None:
    assert owed([a_due()], DAY, frozenset(), ()) == () and horizon(()) == 0
    assert len(owed([a_due(on=DAY + timedelta(days=1))], DAY + timedelta(days=1), frozenset(), ())) == 1


@given(
    offsets=st.lists(st.integers(-20, 20), min_size=1, max_size=6),
    paid_on=st.dictionaries(st.integers(0, 5), st.integers(0, 45)),
    runs=st.lists(st.integers(0, 45), min_size=1, max_size=60),
    leads=st.sets(st.integers(0, 14), max_size=5),
)
def test_whenever_it_runs_each_step_is_told_once_and_nothing_owed_is_left(
    offsets: list[int], paid_on: dict[int, int], runs: list[int], leads: set[int]
) -> None:
    told: set[tuple[str, str]] = set()
    for run in sorted(runs):
        on = DAY + timedelta(days=run - 20)
        dues = [
            a_due(DAY + timedelta(days=offset), on, paid_on.get(n, 99) <= run, key=f"due{n}")
            for n, offset in enumerate(offsets)
        ]
        for reminder in owed(dues, on, told, leads):
            assert (reminder.subject, reminder.step) not in told
            assert reminder.due.state != "paid"
            told.add((reminder.subject, reminder.step))
        for due in dues:
            ahead = (due.date - on).days
            must = due.state != "paid" and (ahead < 0 or any(lead >= ahead for lead in leads))
            assert must == bool(current_step(due, on, leads))
            assert not must or (due.key, current_step(due, on, leads)) in told
