"""An intent becomes one transaction of the book, by way of the builders of the domain.

The only place of the screen that writes. Each intent becomes a `Change`: its name for the history and
the records to put and delete; `perform` writes it whole or not at all. Values of the history are kept
as catalogue keys where they are words, so that they read right in whatever language is shown later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime as DateTime
from typing import NamedTuple, cast

from finterm.domain import bills, diary, envelopes, loan, moves, paying, promises
from finterm.domain.dues import Due, find
from finterm.domain.errors import BadInput
from finterm.domain.money import Money
from finterm.domain.records import (
    Bill,
    BillPayment,
    Contact,
    Envelope,
    Event,
    FollowUp,
    Loan,
    Occurrence,
    Promise,
    Record,
    Settings,
    Talk,
)
from finterm.store.book import Book
from finterm.tui import intents as want
from finterm.tui.view.dues import dues_of
from finterm.tui.view.sight import Sight


class Change(NamedTuple):
    """What one intent does to the book. `puts` are records, each with the version it replaces."""

    name: str
    values: dict[str, str]
    puts: Sequence[tuple[Record, Record | None]] = ()
    deletes: Sequence[Record] = ()


def perform(book: Book, sight: Sight, intent: want.Intent) -> Change:
    """Carries out `intent`, seen from `sight`; durable when it returns. Raises a FintermError when refused."""
    change = change_of(sight, intent, book.new_id)
    with book.transaction(change.name, change.values) as transaction:
        for record, before in change.puts:
            transaction.put(record, before)
        for record in change.deletes:
            transaction.delete(record)
    return change


def change_of(sight: Sight, intent: want.Intent, new_id: Callable[[], str]) -> Change:
    """What `intent` does. Pure but for the ids."""
    return _BUILDERS[type(intent)](sight, intent, new_id)  # type: ignore[operator]  # one builder a type


def _fresh(records: Sequence[Record]) -> list[tuple[Record, Record | None]]:
    return [(record, None) for record in records]


def _with_before(sight: Sight, records: Sequence[Record]) -> list[tuple[Record, Record | None]]:
    """Pairs each record with the version in the book, so that a change made meanwhile is noticed."""
    known: dict[str, Record] = {}
    for promise in sight.ledger.promises:
        known[promise.id] = promise
    return [(record, known.get(record.id)) for record in records]


def _envelope(sight: Sight, id: str) -> Envelope | None:
    return envelopes.chosen(sight.envelopes, id) if id else None


def _due(sight: Sight, key: str) -> Due:
    found = find(dues_of(sight), key)
    if found is None:
        raise BadInput("due", "error.due_gone")
    return found


def _pay_due(sight: Sight, intent: want.PayDue, new_id: Callable[[], str]) -> Change:
    due = _due(sight, intent.key)
    records = paying.pay(
        due,
        intent.minor,
        intent.date,
        ledger=sight.ledger,
        new_id=new_id,
        envelope=_envelope(sight, intent.envelope),
        budget=intent.budget,
        settles=intent.settles,
        note=intent.note,
    )
    amount = sight.words.money(Money(intent.minor, due.currency))
    return Change("core.done.payment", {"amount": amount, "name": due.name}, _with_before(sight, records))


def _pay_loan(sight: Sight, intent: want.PayLoan, new_id: Callable[[], str]) -> Change:
    found = _loan(sight, intent.loan)
    records = paying.pay_loan(
        found,
        intent.minor,
        intent.date,
        ledger=sight.ledger,
        new_id=new_id,
        due=intent.due,
        kind=intent.kind,
        envelope=_envelope(sight, intent.envelope),
        budget=intent.budget,
        note=intent.note,
    )
    amount = sight.words.money(Money(intent.minor, found.currency))
    name = "core.done.payoff" if intent.kind == "payoff" else "core.done.payment"
    return Change(name, {"amount": amount, "name": found.name}, _with_before(sight, records))


def _loan(sight: Sight, id: str) -> Loan:
    found = sight.loans.get(id)
    if found is None:
        raise BadInput("loan", "error.loan_unknown", typed=id)
    return found


def _event(sight: Sight, intent: want.RecordEvent, new_id: Callable[[], str]) -> Change:
    found = _loan(sight, intent.loan)
    if intent.minor <= 0:
        raise BadInput("amount", "error.amount_positive")
    if intent.due is not None:
        promises.check_instalment(found, intent.due, "due")
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
    return Change("core.done.event", values, _fresh([record]))


def _skip(sight: Sight, intent: want.SkipDue, new_id: Callable[[], str]) -> Change:
    due = _due(sight, intent.key)
    record = paying.skip_due(due, sight.ledger, new_id=new_id)
    values = {"name": due.name, "date": (due.on or due.date).isoformat()}
    return Change("core.done.skip", values, [(record, _occurrence(sight, record))])


def _edit_due(sight: Sight, intent: want.EditDue, new_id: Callable[[], str]) -> Change:
    due = _due(sight, intent.key)
    record = paying.edit_due(
        due, sight.ledger, new_id=new_id, date=intent.date, minor=intent.minor, note=intent.note
    )
    values = {"what": "core.thing.occurrences", "name": f"{due.name} {(due.on or due.date).isoformat()}"}
    return Change("core.done.edit", values, [(record, _occurrence(sight, record))])


def _occurrence(sight: Sight, record: Occurrence) -> Occurrence | None:
    return next((known for known in sight.ledger.occurrences if known.id == record.id), None)


def _log_talk(sight: Sight, intent: want.LogTalk, new_id: Callable[[], str]) -> Change:
    ledger, made, contact = sight.ledger, [], intent.contact
    if intent.new_contact.strip():
        person = Contact(id=new_id(), name=intent.new_contact.strip(), loans=intent.fields.get("loans", ()))
        diary.check_contact(person, ledger)
        ledger = ledger._replace(contacts=[*ledger.contacts, person])
        made.append(person)
        contact = person.id
    records = diary.log_talk(
        ledger,
        cast(DateTime, intent.at),
        contact,
        new_id=new_id,
        pledge=intent.pledge,
        next_step=intent.next_step,
        now=sight.now,
        **intent.fields,
    )
    name = next((c.name for c in ledger.contacts if c.id == contact), "") or intent.fields.get("person", "")
    return Change("core.done.talk", {"name": name}, _fresh([*made, *records]))


def _amend(sight: Sight, intent: want.AmendTalk, new_id: Callable[[], str]) -> Change:
    talk = next((talk for talk in sight.ledger.talks if talk.id == intent.talk), None)
    if talk is None:
        raise BadInput("", "error.due_gone")
    record = diary.amend(sight.ledger, talk, sight.now, new_id=new_id, why=intent.why, **intent.changes)
    contact = sight.contacts.get(record.amended.contact)
    name = contact.name if contact else record.amended.person
    return Change("core.done.amend", {"name": name}, _fresh([record]))


def _save(sight: Sight, intent: want.SaveRecord, new_id: Callable[[], str]) -> Change:
    record = intent.record
    check(sight, record)
    if isinstance(record, Settings):
        return Change("core.done.settings", {}, [(record, intent.before)])
    name = "core.done.edit" if intent.before else "core.done.add"
    return Change(name, _thing(sight, record), [(record, intent.before)])


def check(sight: Sight, record: Record) -> None:
    """Raises BadInput, naming the field, where the domain finds no sense in `record`."""
    match record:
        case Loan():
            loan.check(record)
        case Bill():
            bills.check_bill(record, sight.envelopes)
        case Envelope():
            envelopes.check_envelope(record, sight.ledger.envelopes)
        case Contact():
            diary.check_contact(record, sight.ledger)
        case Promise():
            promises.check_promise(record, sight.ledger)
        case FollowUp():
            promises.check_follow_up(record)
        case _:
            pass


def _thing(sight: Sight, record: Record) -> dict[str, str]:
    return {"what": f"core.thing.{record.table}", "name": name_of(sight, record)}


def name_of(sight: Sight, record: Record) -> str:
    """What a person calls `record`."""
    if isinstance(record, Event):
        found = sight.loans.get(record.loan)
        amount = sight.words.money(Money(record.minor, found.currency if found else sight.settings.currency))
        return f"{record.date.isoformat()} {amount}"
    for field in ("name", "what", "note"):
        if text := getattr(record, field, ""):
            return str(text)
    return getattr(record, "date", sight.on).isoformat()


def _delete(sight: Sight, intent: want.DeleteRecord, new_id: Callable[[], str]) -> Change:
    record, ledger = intent.record, sight.ledger
    doomed: list[Record] = [record]
    match record:
        case Loan():
            doomed += [event for event in ledger.events if event.loan == record.id]
        case Bill():
            doomed += [o for o in ledger.occurrences if o.bill == record.id]
            doomed += [p for p in ledger.bill_payments if p.bill == record.id]
        case Event() | BillPayment():
            doomed += [move for move in ledger.moves if move.cause == record.id]
        case _:
            pass
    return Change("core.done.delete", _thing(sight, record), deletes=doomed)


def _move(sight: Sight, intent: want.MoveMoney, new_id: Callable[[], str]) -> Change:
    standing = envelopes.budget(sight.ledger.envelopes, sight.ledger.moves, max(intent.date, sight.on))
    target, source = _envelope(sight, intent.envelope), _envelope(sight, intent.source)
    date, note, minor = intent.date, intent.note, intent.minor or 0
    if intent.kind == "income":
        record = moves.income(minor, intent.currency, date, new_id=new_id, note=note)
    elif intent.kind == "spend":
        record = moves.spend(target, minor, intent.currency, date, new_id=new_id, note=note)
    elif target is not None and intent.kind == "assign":
        record = moves.assign(target, minor, date, new_id=new_id, note=note)
    elif target is not None and intent.kind == "cover":
        record = moves.cover(target, source, date, standing, new_id=new_id, minor=intent.minor, note=note)
    else:
        record = moves.move(source, target, minor, date, standing, new_id=new_id, note=note)
    name = target.name if target else source.name if source else "core.ready_to_assign"
    amount = sight.words.money(Money(record.minor, record.currency))
    return Change("core.done.move", {"kind": f"core.move.{record.kind}", "amount": amount, "name": name}, _fresh([record]))


def _monthly(sight: Sight, intent: want.AssignMonthly, new_id: Callable[[], str]) -> Change:
    standing = envelopes.budget(sight.ledger.envelopes, sight.ledger.moves, sight.on)
    records = moves.assign_monthly(standing, intent.currency, intent.date, new_id=new_id)
    if not records:
        raise BadInput("", "error.nothing_to_assign")
    amount = sight.words.money(Money(sum(move.minor for move in records), intent.currency))
    values = {"kind": "core.move.assign", "amount": amount, "name": "tui.budget.all"}
    return Change("core.done.move", values, _fresh(records))


def _close(sight: Sight, intent: want.CloseEnvelope, new_id: Callable[[], str]) -> Change:
    found = envelopes.chosen(sight.envelopes, intent.envelope)
    standing = envelopes.budget(sight.ledger.envelopes, sight.ledger.moves, sight.on)
    closed, *returned = moves.close(found, intent.date, standing, new_id=new_id)
    return Change("core.done.edit", _thing(sight, found), [(closed, found), *_fresh(returned)])


def _finish(sight: Sight, intent: want.FinishFollowUp, new_id: Callable[[], str]) -> Change:
    step = next(step for step in sight.ledger.follow_ups if step.id == intent.follow_up)
    return Change("core.done.follow_up", {"name": step.what}, [(promises.done(step, intent.on), step)])


def _mark(sight: Sight, intent: want.MarkPromise, new_id: Callable[[], str]) -> Change:
    found = next(promise for promise in sight.ledger.promises if promise.id == intent.promise)
    contact = sight.contacts.get(found.contact)
    values = {"name": contact.name if contact else found.note, "state": f"core.promise.{intent.state}"}
    return Change("core.done.promise", values, [(promises.mark(found, intent.state), found)])


_BUILDERS = {
    want.PayDue: _pay_due,
    want.PayLoan: _pay_loan,
    want.RecordEvent: _event,
    want.SkipDue: _skip,
    want.EditDue: _edit_due,
    want.LogTalk: _log_talk,
    want.AmendTalk: _amend,
    want.SaveRecord: _save,
    want.DeleteRecord: _delete,
    want.MoveMoney: _move,
    want.AssignMonthly: _monthly,
    want.CloseEnvelope: _close,
    want.FinishFollowUp: _finish,
    want.MarkPromise: _mark,
}
