"""The made-up book shows something on every pane, whatever the day."""

from __future__ import annotations

from datetime import datetime as DateTime
from datetime import timedelta
from itertools import count

import pytest

from finterm.domain.bills import check_bill
from finterm.domain.diary import check_contact
from finterm.domain.dues import agenda, positions
from finterm.domain.envelopes import budget
from finterm.domain.ledger import Ledger
from finterm.domain.loan import check
from finterm.domain.records import Record, Talk
from finterm.exchange.demo import made_up
from finterm.locale import Words
from tests.exchange.book_of import ZONE

DAYS = ["2026-01-01", "2026-02-28", "2028-02-29", "2026-03-31", "2026-05-09", "2026-09-10", "2026-12-31"]


def household(day: str, language: str = "en") -> list[Record]:
    numbers = count()
    moment = DateTime.fromisoformat(f"{day}T00:30:00").replace(tzinfo=ZONE)
    return made_up(moment, Words(language), lambda: f"{next(numbers):016}")


def ledger_of(records: list[Record]) -> Ledger:
    return Ledger.of(lambda kind: [record for record in records if isinstance(record, kind)])


@pytest.mark.parametrize("day", DAYS)
def test_on_any_day_something_is_overdue_in_grace_soon_and_said(day: str) -> None:
    ledger = ledger_of(household(day))
    on = DateTime.fromisoformat(day).date()
    standing = positions(ledger, on)
    states = {due.state for position in standing.values() for due in position.dues}
    assert states >= {"paid", "upcoming", "overdue"}
    assert sum(position.overdue > 0 for position in standing.values()) >= 2
    assert {loan.currency for loan in ledger.loans} == {"CNY", "USD"}
    kinds = {(due.kind, due.is_expected) for due in agenda(ledger, on, on + timedelta(days=14))}
    assert kinds >= {
        ("instalment", False),
        ("bill", False),
        ("promise", False),
        ("promise", True),
        ("follow_up", False),
    }
    assert len(ledger.contacts) == 5 and len(ledger.talks) == 6 and len(ledger.amendments) == 1
    assert any(p.left for p in budget(ledger.envelopes, ledger.moves, on).positions.values())


@pytest.mark.parametrize("day", DAYS)
def test_it_is_a_book_a_person_could_have_typed(day: str) -> None:
    ledger = ledger_of(household(day))
    for loan in ledger.loans:
        check(loan)
    for bill in ledger.bills:
        check_bill(bill, {envelope.id: envelope for envelope in ledger.envelopes})
    for contact in ledger.contacts:
        check_contact(contact, ledger)
    latest = max(event.date for event in ledger.events)
    assert latest.isoformat() <= day and all(move.date.isoformat() <= day for move in ledger.moves)


def test_both_languages_tell_the_same_figures_in_other_words() -> None:
    english, chinese = household("2026-09-10", "en"), household("2026-09-10", "zh")
    assert [type(record) for record in english] == [type(record) for record in chinese]
    talks = [
        (a, b) for a, b in zip(english, chinese, strict=True) if isinstance(a, Talk) and isinstance(b, Talk)
    ]
    assert all(a.minor == b.minor and a.reason != b.reason for a, b in talks)
