"""Looking things up in the diary: a time line by contact or loan, and a search through all words.

Shows talks as they read now, and finds them by any words they ever had.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Literal, NamedTuple
from unicodedata import normalize

from finterm.domain.diary import concerns, current_talks, loans_of, moment
from finterm.domain.ledger import Ledger
from finterm.domain.money import plain
from finterm.domain.records import Event, FollowUp, Promise, Talk

EntryKind = Literal["talk", "promise", "follow_up", "event"]


class Entry(NamedTuple):
    """One line of a time line: a talk at its moment, anything else on its date (`at` is None).

    A promise stands on the date promised, a follow-up on the date it is meant for. A talk reads as it
    does now; `amended` says that it once read otherwise.
    """

    date: Date
    at: DateTime | None
    kind: EntryKind
    record: Talk | Promise | FollowUp | Event
    amended: bool = False


def timeline(ledger: Ledger, *, contact: str = "", loan: str = "") -> tuple[Entry, ...]:
    """Talks, promises, follow-ups and events in order of time, of one contact, one loan or both (by id).

    A contact's time line holds the events of the loans the contact is entered with. What comes from a
    talk belongs where the talk does, unless it names a loan of its own. With neither, all there is.
    """
    talks = current_talks(ledger)
    amended = {amendment.talk for amendment in ledger.amendments}
    loans_of_contact = {id for c in ledger.contacts if c.id == contact for id in c.loans}

    def belongs(talk: Talk | None, its_contact: str, its_loan: str) -> bool:
        if contact and contact not in (its_contact, talk.contact if talk else ""):
            return False
        return not loan or its_loan == loan or (not its_loan and talk is not None and concerns(talk, loan))

    entries = [
        Entry(talk.at.date(), talk.at, "talk", talk, talk.id in amended)
        for talk in talks.values()
        if belongs(talk, talk.contact, "")
    ]
    for promise in ledger.promises:
        if belongs(talks.get(promise.talk), promise.contact, promise.loan):
            entries.append(Entry(promise.date, None, "promise", promise))
    for follow_up in ledger.follow_ups:
        if belongs(talks.get(follow_up.talk), follow_up.contact, follow_up.loan):
            entries.append(Entry(follow_up.date, None, "follow_up", follow_up))
    for event in ledger.events:
        if (not loan or event.loan == loan) and (not contact or event.loan in loans_of_contact):
            entries.append(Entry(event.date, None, "event", event))
    return tuple(sorted(entries, key=_in_time))


def timelines(ledger: Ledger) -> dict[str, tuple[Entry, ...]]:
    """The time line of every loan that has one, by its id, as `timeline` gives it; one look at each record."""
    talks = current_talks(ledger)
    found: dict[str, list[Entry]] = {}
    for entry in timeline(ledger):
        record = entry.record
        if isinstance(record, Talk):
            about = loans_of(record)
        elif record.loan or isinstance(record, Event):
            about = {record.loan}
        else:
            about = loans_of(talks[record.talk]) if record.talk in talks else set()
        for loan in about:
            found.setdefault(loan, []).append(entry)
    return {loan: tuple(entries) for loan, entries in found.items()}


def search(ledger: Ledger, text: str) -> tuple[Talk, ...]:
    """Talks, as they read now and the newest first, that hold every word of `text` in any of their fields.

    Upper and lower case, full and half width are the same; old wordings, reasons of amendments, names
    of contact and loans, promises and follow-ups of the talk count. Without words, all talks.
    """
    words = _folded(text).split()
    texts = search_texts(ledger) if words else {}
    found = [talk for talk in current_talks(ledger).values() if all(word in texts[talk.id] for word in words)]
    return tuple(sorted(found, key=lambda talk: (moment(talk.at), talk.id), reverse=True))


def search_texts(ledger: Ledger) -> dict[str, str]:
    """What `search` looks through, folded, by the id of the talk."""
    contacts = {contact.id: contact.name for contact in ledger.contacts}
    loans = {loan.id: (loan.name, loan.brand, loan.legal_lender, loan.contract_no) for loan in ledger.loans}
    parts: dict[str, list[str]] = {talk.id: _words_of(talk, contacts, loans) for talk in ledger.talks}
    for amendment in ledger.amendments:
        if amendment.talk in parts:
            parts[amendment.talk] += [amendment.why, *_words_of(amendment.amended, contacts, loans)]
    for promise in ledger.promises:
        if promise.talk in parts:
            amount = _amount(promise.minor, promise.currency)
            parts[promise.talk] += [promise.note, promise.date.isoformat(), amount]
    for follow_up in ledger.follow_ups:
        if follow_up.talk in parts:
            parts[follow_up.talk] += [follow_up.what, follow_up.date.isoformat()]
    return {id: _folded("\n".join(words)) for id, words in parts.items()}


def _words_of(talk: Talk, contacts: dict[str, str], loans: Mapping[str, tuple[str, ...]]) -> list[str]:
    about: Iterable[str] = (word for id in talk.loans for word in loans.get(id, ()))
    return [
        talk.at.strftime("%Y-%m-%d %H:%M"),
        contacts.get(talk.contact, ""),
        talk.channel,
        talk.direction,
        talk.person,
        talk.reason,
        talk.request or "",
        talk.said_by_them,
        talk.said_by_me,
        _amount(talk.minor, talk.currency),
        talk.outcome,
        talk.reference,
        talk.number,
        *(file.name for file in talk.files),
        *about,
    ]


def _amount(minor: int | None, currency: str) -> str:
    return "" if minor is None else f"{plain(minor, currency)} {currency}"


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()


def _in_time(entry: Entry) -> tuple[Date, bool, float, str]:
    """Talks by their moment; what has only a date after the talks of that day."""
    return (entry.date, entry.at is None, moment(entry.at) if entry.at else 0.0, entry.record.id)
