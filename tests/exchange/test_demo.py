"""Each made-up book shows something on every pane, whatever the day."""

from __future__ import annotations

from datetime import datetime as DateTime
from datetime import timedelta
from itertools import count
from typing import get_args

import pytest

from finterm.domain.bills import check_bill
from finterm.domain.diary import check_contact
from finterm.domain.dues import agenda, positions
from finterm.domain.envelopes import budget
from finterm.domain.ledger import Ledger
from finterm.domain.loan import check
from finterm.domain.records import Channel, EventKind, Method, MoveKind, Record, Talk
from finterm.exchange.demo import HOUSEHOLDS, made_up
from finterm.locale import Words
from tests.exchange.book_of import ZONE

DAYS = ["2026-01-01", "2026-02-28", "2028-02-29", "2026-03-31", "2026-05-09", "2026-09-10", "2026-12-31"]


def household(day: str, language: str = "en", which: str = "arrears") -> list[Record]:
    numbers = count()
    moment = DateTime.fromisoformat(f"{day}T00:30:00").replace(tzinfo=ZONE)
    return made_up(moment, Words(language), lambda: f"{next(numbers):016}", which)


def ledger_of(records: list[Record]) -> Ledger:
    return Ledger.of(lambda kind: [record for record in records if isinstance(record, kind)])


class TestInArrears:
    @pytest.mark.parametrize("day", DAYS)
    def test_on_any_day_dues_stand_in_every_state(self, day: str) -> None:
        ledger = ledger_of(household(day))
        on = DateTime.fromisoformat(day).date()
        standing = positions(ledger, on)
        states = {due.state for position in standing.values() for due in position.dues}
        assert states == {"paid", "upcoming", "overdue", "in_grace", "due_today"}
        assert sum(position.overdue > 0 for position in standing.values()) == 2
        assert sum(not position.payoff for position in standing.values()) == 2  # paid off
        kinds = {(due.kind, due.is_expected) for due in agenda(ledger, on, on + timedelta(days=14))}
        assert kinds >= {
            ("instalment", False),
            ("bill", False),
            ("promise", False),
            ("promise", True),
            ("follow_up", False),
        }

    @pytest.mark.parametrize("day", DAYS)
    def test_the_rent_is_paid_from_what_was_put_aside_for_it(self, day: str) -> None:
        ledger = ledger_of(household(day))
        rent = next(bill.envelope for bill in ledger.bills if bill.envelope)
        for spent in (move for move in ledger.moves if move.kind == "spend" and move.envelope == rent):
            assert budget(ledger.envelopes, ledger.moves, spent.date).left(rent) >= 0

    def test_it_has_loans_of_every_method_in_several_currencies(self) -> None:
        ledger = ledger_of(household(DAYS[0]))
        assert {loan.method for loan in ledger.loans} == set(get_args(Method))
        assert {loan.currency for loan in ledger.loans} == {"CNY", "USD", "JPY"}
        assert {event.kind for event in ledger.events} == set(get_args(EventKind))

    @pytest.mark.parametrize("day", DAYS)
    def test_it_talks_through_every_channel_and_promises_in_every_state(self, day: str) -> None:
        ledger = ledger_of(household(day))
        assert {talk.channel for talk in ledger.talks} == set(get_args(Channel))
        assert {promise.state for promise in ledger.promises} == {"open", "kept", "broken"}
        assert {promise.by for promise in ledger.promises if promise.state == "open"} == {"me", "them"}
        assert len(ledger.amendments) == 1
        assert {bool(step.done_on) for step in ledger.follow_ups} == {True, False}
        assert len({contact.kind for contact in ledger.contacts}) == 5

    @pytest.mark.parametrize("day", DAYS)
    def test_it_has_three_months_of_envelopes_before_the_present_one(self, day: str) -> None:
        ledger = ledger_of(household(day))
        on = DateTime.fromisoformat(day).date()
        standing = budget(ledger.envelopes, ledger.moves, on)
        assert len({(move.date.year, move.date.month) for move in ledger.moves}) >= 4
        assert any(p.overspent for p in standing.positions.values())
        assert all(p.left >= 0 for p in standing.positions.values() if p.envelope.kind == "essential")
        assert {kind for kind in get_args(MoveKind) if any(m.kind == kind for m in ledger.moves)} >= {
            "income",
            "assign",
            "spend",
            "cover",
        }
        assert standing.ready["CNY"] >= 0


class TestInOrder:
    @pytest.mark.parametrize("day", DAYS)
    def test_nothing_is_overdue_and_every_envelope_holds_something(self, day: str) -> None:
        ledger = ledger_of(household(day, which="calm"))
        on = DateTime.fromisoformat(day).date()
        coming = agenda(ledger, on, on + timedelta(days=31))
        assert coming and not any(due.state in ("overdue", "in_grace") for due in coming)
        standing = budget(ledger.envelopes, ledger.moves, on)
        assert all(p.left >= 0 for p in standing.positions.values()) and standing.ready["CNY"] > 0
        assert any(not position.payoff for position in positions(ledger, on).values())


@pytest.mark.parametrize("which", HOUSEHOLDS)
@pytest.mark.parametrize("day", DAYS)
def test_it_is_a_book_a_person_could_have_typed(day: str, which: str) -> None:
    ledger = ledger_of(household(day, which=which))
    for loan in ledger.loans:
        check(loan)
    for bill in ledger.bills:
        check_bill(bill, {envelope.id: envelope for envelope in ledger.envelopes})
    for contact in ledger.contacts:
        check_contact(contact, ledger)
    latest = max(event.date for event in ledger.events)
    assert latest.isoformat() <= day and all(move.date.isoformat() <= day for move in ledger.moves)
    assert all(payment.date.isoformat() <= day for payment in ledger.bill_payments)


@pytest.mark.parametrize("which", HOUSEHOLDS)
def test_both_languages_tell_the_same_figures_in_other_words(which: str) -> None:
    english, chinese = (household("2026-09-10", language, which) for language in ("en", "zh"))
    assert [type(record) for record in english] == [type(record) for record in chinese]
    talks = [
        (a, b) for a, b in zip(english, chinese, strict=True) if isinstance(a, Talk) and isinstance(b, Talk)
    ]
    assert talks and all(a.minor == b.minor and a.reason != b.reason for a, b in talks)
