"""What may be reminded of: dues with their own leads, envelopes that run low, the fund, the backup."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Any

import pytest

from finterm.domain.ledger import Ledger
from finterm.domain.matters import Matter, horizon, leads_of, matters
from finterm.domain.records import (
    Bill,
    Envelope,
    FollowUp,
    Move,
    Promise,
    Settings,
    Snooze,
)
from tests.domain.making import a_loan

ON = Date(2026, 5, 15)


def choices(**chosen: Any) -> Settings:
    return Settings(id=Settings.THE, **chosen)


def of_kind(kind: str, ledger: Ledger, settings: Settings | None = None, **more: Any) -> list[Matter]:
    return [one for one in matters(ledger, ON, settings or choices(), **more) if one.kind == kind]


def an_envelope(assigned: int, spent: int, **more: Any) -> Ledger:
    envelope = Envelope(id="food", name="food", currency="CNY", **more)
    moves = [
        Move(id="1", date=ON, kind="income", minor=10_000, currency="CNY"),
        Move(id="2", date=ON, kind="assign", envelope="food", minor=assigned, currency="CNY"),
        Move(id="3", date=ON, kind="spend", envelope="food", minor=spent, currency="CNY"),
    ]
    return Ledger(envelopes=[envelope], moves=[move for move in moves if move.minor])


def everything() -> Ledger:
    return Ledger(
        loans=[a_loan()],
        bills=[Bill(id="rent", name="rent", currency="CNY", first=ON, minor=5)],
        promises=[
            Promise(id="mine", by="me", date=ON, minor=5, currency="CNY"),
            Promise(id="theirs", by="them", date=ON, note="waive"),
        ],
        follow_ups=[FollowUp(id="call", date=ON, what="call")],
        envelopes=an_envelope(1000, 950).envelopes,
        moves=an_envelope(1000, 950).moves,
    )


def test_every_kind_is_reminded_of_unless_it_is_off() -> None:
    kinds = {one.kind for one in matters(everything(), ON, choices(), backup_on=Date(2026, 5, 1))}
    assert kinds == {"instalment", "bill", "promise", "expected", "follow_up", "envelope", "backup"}
    off = choices(unreminded=("instalment", "expected", "envelope", "backup"))
    kinds = {one.kind for one in matters(everything(), ON, off, backup_on=Date(2026, 5, 1))}
    assert kinds == {"bill", "promise", "follow_up"}


def test_leads_are_those_of_the_loan_else_of_the_kind_else_of_all() -> None:
    settings = choices(leads_by_kind=(("bill", (2,)), ("instalment", (5, 0))))
    assert leads_of(settings, "bill") == (2,) and leads_of(settings, "promise") == (7, 3, 1, 0)
    assert leads_of(settings, "instalment", a_loan(leads=(14,))) == (14,)
    assert leads_of(settings, "instalment", a_loan(leads=())) == ()
    ledger = Ledger(loans=[a_loan(leads=(40,))])
    assert horizon(ledger, settings) >= 40
    assert {one.leads for one in matters(ledger, ON, settings)} == {(40,)}
    assert max(one.date for one in matters(ledger, ON, settings)) > ON + timedelta(days=20)


@pytest.mark.parametrize(
    ("assigned", "spent", "step"),
    [
        (1000, 0, ""),
        (1000, 899, ""),
        (1000, 900, "low:2026-05"),
        (1000, 999, "low:2026-05"),
        (1000, 1000, "empty:2026-05"),
        (1000, 1200, "empty:2026-05"),
        (0, 50, "empty:2026-05"),
    ],
)
def test_an_envelope_is_nearly_empty_with_a_tenth_left_and_empty_with_nothing(
    assigned: int, spent: int, step: str
) -> None:
    found = of_kind("envelope", an_envelope(assigned, spent))
    assert [one.step for one in found] == ([step] if step else [])


def test_an_envelope_to_save_in_or_closed_is_never_empty() -> None:
    for more in ({"kind": "goal"}, {"kind": "emergency"}, {"closed": True}):
        assert of_kind("envelope", an_envelope(1000, 1000, **more)) == []


def test_the_emergency_fund_is_a_matter_of_payday_while_it_lacks_something() -> None:
    essential = Envelope(id="food", name="food", currency="CNY", kind="essential", monthly=1000)
    saving = Envelope(id="fund", name="fund", currency="CNY", kind="emergency")
    move = Move(id="1", date=ON, kind="assign", envelope="fund", minor=900, currency="CNY")
    ledger = Ledger(envelopes=[essential, saving], moves=[move])
    (one,) = of_kind("emergency", ledger, choices(paydays=(10,)))
    assert (one.step, one.minor, one.of) == ("payday:2026-05-10", 900, 3000)
    full = Ledger(envelopes=[essential, saving], moves=[Move(**{**_fields(move), "minor": 3000})])
    assert of_kind("emergency", full) == []


def _fields(move: Move) -> dict[str, Any]:
    return {name: getattr(move, name) for name in move.__struct_fields__}


@pytest.mark.parametrize(
    ("made", "step"),
    [
        ("2026-05-15", ""),
        ("2026-05-08", ""),
        ("2026-05-07", "old:2026-05-07:1"),
        ("2026-05-01", "old:2026-05-01:1"),
        ("2026-04-30", "old:2026-04-30:2"),
    ],
)
def test_a_backup_is_old_after_a_week_and_again_each_week(made: str, step: str) -> None:
    found = of_kind("backup", Ledger(), backup_on=Date.fromisoformat(made))
    assert [one.step for one in found] == ([step] if step else [])
    assert all(one.date <= ON for one in found)


def test_a_snooze_holds_for_any_subject() -> None:
    snoozes = [
        Snooze(id="1", subject="envelope:food", until=Date(2026, 5, 18)),
        Snooze(id="2", subject="envelope:food", until=Date(2026, 5, 20)),
    ]
    ledger = an_envelope(1000, 950)._replace(snoozes=snoozes)
    (one,) = of_kind("envelope", ledger)
    assert one.rests_until == Date(2026, 5, 20)
