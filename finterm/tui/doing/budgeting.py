"""Movements of budget money."""

from __future__ import annotations

from collections.abc import Callable

from finterm.domain import envelopes, moves
from finterm.domain.errors import BadInput
from finterm.domain.money import Money, total
from finterm.tui import intents as want
from finterm.tui.doing.change import Change, envelope_of, fresh, thing
from finterm.tui.view.sight import Sight


def move(sight: Sight, intent: want.MoveMoney, new_id: Callable[[], str]) -> Change:
    standing = envelopes.budget(sight.ledger.envelopes, sight.ledger.moves, max(intent.date, sight.on))
    target, source = envelope_of(sight, intent.envelope), envelope_of(sight, intent.source)
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
    return Change(
        "core.done.move",
        {"kind": f"core.move.{record.kind}", "amount": amount, "name": name},
        fresh([record]),
    )


def assign(sight: Sight, intent: want.AssignAmounts, new_id: Callable[[], str]) -> Change:
    records, names = [], []
    for id, minor in intent.amounts:
        envelope = envelopes.chosen(sight.envelopes, id)
        records.append(moves.assign(envelope, minor, intent.date, new_id=new_id))
        names.append(envelope.name)
    if not records:
        raise BadInput("", "tui.assigning.none")
    sums = sight.words.sums(total([Money(move.minor, move.currency) for move in records]))
    return Change("core.done.assign", {"amount": sums, "names": sight.words.listed(names)}, fresh(records))


def monthly(sight: Sight, intent: want.AssignMonthly, new_id: Callable[[], str]) -> Change:
    standing = envelopes.budget(sight.ledger.envelopes, sight.ledger.moves, sight.on)
    records = moves.assign_monthly(standing, intent.currency, intent.date, new_id=new_id)
    if not records:
        there_is = standing.ready.get(intent.currency, 0) > 0
        raise BadInput("", "error.envelopes_full" if there_is else "error.nothing_to_assign")
    amount = sight.words.money(Money(sum(move.minor for move in records), intent.currency))
    return Change("core.done.assign_monthly", {"amount": amount}, fresh(records))


def close(sight: Sight, intent: want.CloseEnvelope, new_id: Callable[[], str]) -> Change:
    found = envelopes.chosen(sight.envelopes, intent.envelope)
    standing = envelopes.budget(sight.ledger.envelopes, sight.ledger.moves, sight.on)
    closed, *returned = moves.close(found, intent.date, standing, new_id=new_id)
    return Change("core.done.close", thing(sight, found), [(closed, found), *fresh(returned)])
