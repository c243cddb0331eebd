"""Talks and what comes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime as DateTime
from typing import cast

from msgspec.structs import replace

from finterm.domain import diary, promises
from finterm.domain.errors import BadInput
from finterm.domain.records import Contact, Record, Talk
from finterm.tui import intents as want
from finterm.tui.doing.change import Change, fresh, thing
from finterm.tui.view.sight import Sight


def log_talk(sight: Sight, intent: want.LogTalk, new_id: Callable[[], str]) -> Change:
    made: list[Record] = []
    ledger, contact = sight.ledger, intent.contact
    if intent.new_contact.strip():
        person = Contact(
            id=new_id(),
            name=intent.new_contact.strip(),
            kind=intent.new_kind,
            phone=intent.new_phone,
            note=intent.new_note,
            loans=intent.fields.get("loans", ()),
        )
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
    if intent.claim is not None:
        talk = next(record for record in records if isinstance(record, Talk))
        made.append(replace(intent.claim, id=new_id(), talk=talk.id))
    name = next((c.name for c in ledger.contacts if c.id == contact), "") or intent.fields.get("person", "")
    return Change("core.done.talk", {"name": name}, fresh([*made, *records]))


def amend(sight: Sight, intent: want.AmendTalk, new_id: Callable[[], str]) -> Change:
    talk = next((talk for talk in sight.ledger.talks if talk.id == intent.talk), None)
    if talk is None:
        raise BadInput("", "error.due_gone")
    claims = () if intent.claim is None else (replace(intent.claim, id=new_id(), talk=talk.id),)
    try:
        record = diary.amend(sight.ledger, talk, sight.now, new_id=new_id, why=intent.why, **intent.changes)
    except BadInput as fault:
        if fault.what != "error.nothing_changed" or not claims:
            raise
        return Change(
            "core.done.add", thing(sight, claims[0]), fresh(claims)
        )  # of what it is was all that changed
    contact = sight.contacts.get(record.amended.contact)
    name = contact.name if contact else record.amended.person
    return Change("core.done.amend", {"name": name}, fresh([record, *claims]))


def finish(sight: Sight, intent: want.FinishFollowUp, new_id: Callable[[], str]) -> Change:
    step = next(step for step in sight.ledger.follow_ups if step.id == intent.follow_up)
    return Change("core.done.follow_up", {"name": step.what}, [(promises.done(step, intent.on), step)])


def mark(sight: Sight, intent: want.MarkPromise, new_id: Callable[[], str]) -> Change:
    found = next(promise for promise in sight.ledger.promises if promise.id == intent.promise)
    contact = sight.contacts.get(found.contact)
    values = {"name": contact.name if contact else found.note, "state": f"core.promise.{intent.state}"}
    return Change("core.done.promise", values, [(promises.mark(found, intent.state), found)])
