"""Paying, charging, waiving, skipping: what happens to dues."""

from __future__ import annotations

from collections.abc import Callable

from finterm.domain import paying, promises
from finterm.domain.dues import Due, find
from finterm.domain.errors import BadInput
from finterm.domain.money import Money
from finterm.domain.records import Event, Occurrence
from finterm.tui import intents as want
from finterm.tui.doing.change import Change, envelope_of, fresh, loan_of, with_before
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.sight import Sight


def pay_due(sight: Sight, intent: want.PayDue, new_id: Callable[[], str]) -> Change:
    due = _due(sight, intent.key)
    records = paying.pay(
        due,
        intent.minor,
        intent.date,
        ledger=sight.ledger,
        new_id=new_id,
        envelope=envelope_of(sight, intent.envelope),
        budget=intent.budget,
        settles=intent.settles,
        note=intent.note,
    )
    amount = sight.words.money(Money(intent.minor, due.currency))
    return Change("core.done.payment", {"amount": amount, "name": due.name}, with_before(sight, records))


def pay_loan(sight: Sight, intent: want.PayLoan, new_id: Callable[[], str]) -> Change:
    found = loan_of(sight, intent.loan)
    records = paying.pay_loan(
        found,
        intent.minor,
        intent.date,
        ledger=sight.ledger,
        new_id=new_id,
        due=intent.due,
        kind=intent.kind,
        envelope=envelope_of(sight, intent.envelope),
        budget=intent.budget,
        note=intent.note,
    )
    amount = sight.words.money(Money(intent.minor, found.currency))
    name = "core.done.payoff" if intent.kind == "payoff" else "core.done.payment"
    return Change(name, {"amount": amount, "name": found.name}, with_before(sight, records))


def event(sight: Sight, intent: want.RecordEvent, new_id: Callable[[], str]) -> Change:
    found = loan_of(sight, intent.loan)
    if intent.minor <= 0:
        raise BadInput("amount", "error.amount_positive")
    if intent.due is not None:
        promises.check_instalment(found, intent.due, "due", sight.positions.events(found.id))
    paying.check_begun(found, intent.date)
    record = Event(
        id=new_id(),
        loan=found.id,
        date=intent.date,
        kind=intent.kind,
        minor=intent.minor,
        component=intent.component,
        due=intent.due,
        note=intent.note,
    )
    amount = sight.words.money(Money(intent.minor, found.currency))
    values = {"kind": f"core.event.{intent.kind}", "amount": amount, "name": found.name}
    return Change("core.done.event", values, fresh([record]))


def skip(sight: Sight, intent: want.SkipDue, new_id: Callable[[], str]) -> Change:
    due = _due(sight, intent.key)
    record = paying.skip_due(due, sight.ledger, new_id=new_id)
    values = {"name": due.name, "date": (due.on or due.date).isoformat()}
    return Change("core.done.skip", values, [(record, _occurrence(sight, record))])


def edit_due(sight: Sight, intent: want.EditDue, new_id: Callable[[], str]) -> Change:
    due = _due(sight, intent.key)
    record = paying.edit_due(
        due, sight.ledger, new_id=new_id, date=intent.date, minor=intent.minor, note=intent.note
    )
    values = {"what": "core.thing.occurrences", "name": f"{due.name} {(due.on or due.date).isoformat()}"}
    return Change("core.done.edit", values, [(record, _occurrence(sight, record))])


def _due(sight: Sight, key: str) -> Due:
    found = find(dues_of(sight), key)
    if found is None:
        raise BadInput("due", "error.due_gone")
    return found


def _occurrence(sight: Sight, record: Occurrence) -> Occurrence | None:
    return next((known for known in sight.ledger.occurrences if known.id == record.id), None)
