"""Dues as days of a calendar: which of them, what they say there, when they ring.

What an event says follows from the book and not from the day it is looked at (no penalty interest that
grows, no "3 days late"), so that a file changes only when the book does. A due keeps its event for good,
whatever date it moves to. Paid ones stay for a year and say so; what is no longer due is cancelled.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date as Date
from datetime import timedelta
from hashlib import blake2b
from typing import Literal, NamedTuple, get_args

from finterm.domain import money
from finterm.domain.bills import bill_dates
from finterm.domain.due import Due, of_bill, of_promise
from finterm.domain.dues import agenda, instalment_key, positions
from finterm.domain.ledger import Ledger
from finterm.domain.matters import kind_of, leads_of
from finterm.domain.money import Money
from finterm.domain.promises import instalment_count
from finterm.domain.records import Loan, Settings
from finterm.domain.reminders import lead_day
from finterm.exchange.ics import Event, plain
from finterm.exchange.ics_revisions import Past
from finterm.locale import Words

Privacy = Literal["full", "no_amounts", "count"]
PRIVACIES: tuple[str, ...] = get_args(Privacy)
LONGEST = 60  # characters of a name
AHEAD = 366  # days of dues written unless told otherwise
KEPT = 366  # days for which what is paid stays
_BARE = re.compile(r"[\w@%+=:,./][\w@%+=:,./-]*")  # a word that a shell takes as it stands, in any script


class Wishes(NamedTuple):
    """What a person wants of the file: how much it says, and how many days ahead it reaches."""

    privacy: Privacy = "full"
    days: int = AHEAD


class Span(NamedTuple):
    """The days a file covers, both included. What is unpaid is there however old it is."""

    since: Date
    until: Date


def span(on: Date, wishes: Wishes) -> Span:
    """The days covered on `on`; the first is that of a month, so that a file need not change every day."""
    since = Date.fromordinal(max(1, on.toordinal() - KEPT)).replace(day=1)
    return Span(since, Date.fromordinal(min(Date.max.toordinal(), on.toordinal() + wishes.days)))


def uid(key: str) -> str:
    """The name of the event of the due with this key, the same for good; it tells nothing by itself."""
    return f"{blake2b(key.encode(errors='replace'), digest_size=16).hexdigest()}@finterm"


def events(
    ledger: Ledger, settings: Settings, on: Date, past: Past, words: Words, wishes: Wishes
) -> list[Event]:
    """The events of the dues as they stand on `on`, in no order."""
    standing = positions(ledger, on)
    covered = span(on, wishes)
    left = {
        instalment_key(id, due.n): due.left_principal + due.left_interest + due.left_fee
        for id, position in standing.items()
        for due in position.dues
    }
    loans = {loan.id: loan for loan in ledger.loans}
    rests: dict[str, Date] = {}
    for snooze in ledger.snoozes:
        rests[snooze.subject] = max(snooze.until, rests.get(snooze.subject, snooze.until))
    found = []
    for due in agenda(ledger, on, covered.until, since=covered.since, known=standing):
        due = due._replace(outstanding=left.get(due.key, due.outstanding))
        alarms = (
            () if due.state == "paid" else _alarms(due, settings, loans.get(due.loan), rests.get(due.key))
        )
        found.append(_event(due, past, words, wishes)._replace(alarms=alarms))
    for due in _no_longer_due(ledger, on, covered):
        event = _event(due, past, words, wishes)
        found.append(
            event._replace(summary=gone(_what(due, words, wishes), words), description=(), cancelled=True)
        )
    return found


def gone(what: str, words: Words) -> str:
    """The title of an event that is not due any more; `what` is empty where it must not be told."""
    return words("exchange.ics.gone", what=what) if what else words("exchange.ics.count.gone")


def lasting(ledger: Ledger) -> set[str]:
    """The keys of all that is in the book, on whatever date it may stand."""
    return {
        *(instalment_key(loan.id, n) for loan in ledger.loans for n in range(1, instalment_count(loan) + 1)),
        *(f"promise:{one.id}" for one in ledger.promises),
        *(f"follow_up:{one.id}" for one in ledger.follow_ups),
        *(f"task:{one.id}" for one in ledger.tasks),
        *(f"dispute:{one.id}" for one in ledger.disputes),
        *(f"bill:{one.bill}:{one.on.isoformat()}" for one in ledger.occurrences if one.date),
    }


def _no_longer_due(ledger: Ledger, on: Date, covered: Span) -> Iterator[Due]:
    """Dates of bills that are skipped, promises withdrawn or broken."""
    loans = {loan.id: loan for loan in ledger.loans}
    contacts = {contact.id: contact.name for contact in ledger.contacts}
    for promise in ledger.promises:
        if promise.state in ("withdrawn", "broken") and covered.since <= promise.date <= covered.until:
            yield of_promise(promise, loans.get(promise.loan), contacts.get(promise.contact, ""), "", on)
    for bill in ledger.bills:
        differing = [one for one in ledger.occurrences if one.bill == bill.id and one.skipped]
        if differing:
            for date in bill_dates(bill, covered.until, differing):
                if date.skipped and date.date >= covered.since:
                    yield of_bill(date, on)


def _event(due: Due, past: Past, words: Words, wishes: Wishes) -> Event:
    revision = past.of(_subjects(due))
    what = _what(due, words, wishes)
    if due.state != "paid":
        summary = what or words("exchange.ics.count.open")
    else:
        summary = (
            words(f"exchange.ics.done.{kind_of(due)}", what=what)
            if what
            else words("exchange.ics.count.done")
        )
    return Event(
        uid=uid(due.key),
        date=due.date,
        summary=summary,
        description=tuple(_description(due, words, wishes)) if due.state != "paid" else (),
        sequence=max(0, revision.times - 1),
        changed=revision.at,
    )


def _subjects(due: Due) -> list[str]:
    """What stands behind the event, as `ics_revisions` names it."""
    found = [due.key, "settings"]
    found += [f"loans:{due.loan}"] if due.loan else []
    found += [f"bills:{due.bill}"] if due.bill else []
    found += [f"contacts:{due.contact}"] if due.contact else []
    return found


def _what(due: Due, words: Words, wishes: Wishes) -> str:
    """What is due, in a few words: `手机分期 第5期 ¥545.00`; nothing where that is private."""
    if wishes.privacy == "count":
        return ""
    name = plain(due.name, LONGEST) or words(f"core.due_kind.{due.kind}")
    what = words(f"exchange.ics.what.{kind_of(due)}", name=name, n=due.n or 0)
    minor = due.scheduled if due.state == "paid" or due.is_expected else due.outstanding
    if minor is None or not due.currency or wishes.privacy != "full":
        return what
    return f"{what} {words.money(Money(minor, due.currency))}"


def _description(due: Due, words: Words, wishes: Wishes) -> Iterator[str]:
    if wishes.privacy == "count":
        return
    command = "finterm dues"
    if wishes.privacy == "full" and due.is_payable:
        if due.outstanding is None:
            yield words("exchange.ics.varies")
        elif due.currency:
            kind = ".instalment" if due.kind == "instalment" else ""
            yield words(
                f"exchange.ics.to_pay{kind}", amount=words.money(Money(due.outstanding, due.currency))
            )
            if due.part_paid and not due.part_waived and due.scheduled is not None:
                paid = words.money(Money(due.scheduled - due.outstanding, due.currency))
                whole = words.money(Money(due.scheduled, due.currency))
                yield words("exchange.ics.part_paid", paid=paid, whole=whole)
            if (due.loan or due.bill) and plain(due.name, LONGEST) == due.name and due.name[:1] != "-":
                name = due.name if _BARE.fullmatch(due.name) else shlex.quote(due.name)
                command = f"finterm pay {name} {money.plain(due.outstanding, due.currency)}"
    yield words("exchange.ics.kept", command=command)


def _alarms(
    due: Due, settings: Settings, loan: Loan | None, rests_until: Date | None
) -> tuple[timedelta, ...]:
    """When the event rings, counted from the beginning of its day: where a reminder would come, and not before
    the day it is snoozed to."""
    kind = kind_of(due)
    if kind in settings.unreminded:
        return ()
    days: set[Date] = set()
    for lead in leads_of(settings, kind, loan):
        with suppress(OverflowError):
            days.add(lead_day(due.date, lead, settings.weekends_earlier))
    if rests_until is not None:
        days = {day for day in days if day >= rests_until} | {rests_until}
    at = timedelta(hours=settings.remind_at.hour, minutes=settings.remind_at.minute)
    return tuple((day - due.date) + at for day in sorted(days))


def count(found: Iterable[Event]) -> int:
    """How many of the events are still due."""
    return sum(not event.cancelled for event in found)
