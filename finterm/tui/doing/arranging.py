"""Arrangements with a lender: one was agreed, one does not hold any more."""

from __future__ import annotations

from collections.abc import Callable

from finterm.domain import arrangement, paying
from finterm.domain.money import Money
from finterm.tui import intents as want
from finterm.tui.doing.change import Change, fresh, loan_of
from finterm.tui.view.sight import Sight


def arrange(sight: Sight, intent: want.Arrange, new_id: Callable[[], str]) -> Change:
    found = loan_of(sight, intent.loan)
    paying.check_begun(found, intent.date)
    record = arrangement.arrangement(
        found, intent.plan, intent.date, new_id=new_id, talk=intent.talk, note=intent.note
    )
    amount = sight.words.money(Money(record.minor, found.currency))
    return Change("core.done.arrangement", {"amount": amount, "name": found.name}, fresh([record]))


def break_it(sight: Sight, intent: want.BreakArrangement, new_id: Callable[[], str]) -> Change:
    found = loan_of(sight, intent.loan)
    events = sight.positions.events(found.id)
    record = arrangement.broken(found, events, intent.date, new_id=new_id, note=intent.note)
    return Change("core.done.broken", {"name": found.name}, fresh([record]))
