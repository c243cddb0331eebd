"""What an evidence pack is about, and which records of the book belong to it. Pure.

A loan's pack holds what was said about it by anyone; a contact's pack holds every talk with them, and the
loans they are entered with or that were talked about. A talk belongs with each of its wordings: what an
amendment took away is evidence too. Of the credit reports, the accounts that are its loans belong to it, and
which copy shows them. The budget, tasks, scores and reminders are nobody else's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Any, Literal, NamedTuple, cast

import msgspec

from finterm.domain.diary import concerns
from finterm.domain.records import (
    Acknowledgement,
    Amendment,
    Bill,
    BillPayment,
    Contact,
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    Delivery,
    Envelope,
    Loan,
    Move,
    Occurrence,
    Record,
    ScoreEntry,
    Settings,
    Snooze,
    Talk,
    Task,
)

Tables = Mapping[str, Sequence[Record]]
_BUDGET = (Bill, Occurrence, BillPayment, Envelope, Move)
_OWN = (Task, ScoreEntry, CreditEnquiry, Delivery, Snooze, Acknowledgement, Settings)
PRIVATE: frozenset[type[Record]] = frozenset((*_BUDGET, *_OWN))
_NAMED = (Loan, Contact, CreditReport)  # belong where something names them
_DATES = ("date", "at", "on", "filed_on", "from_date", "start")  # where a record has its day


class Subject(NamedTuple):
    """A loan or a contact, by id."""

    kind: Literal["loan", "contact"]
    id: str


class Span(NamedTuple):
    """The days a pack is about, both included; None: from the first, to the last there is."""

    first: Date | None = None
    last: Date | None = None

    def holds(self, day: Date | None) -> bool:
        """Whether `day` is one of them; what has no day always belongs."""
        return day is None or not (
            (self.first is not None and day < self.first) or (self.last is not None and day > self.last)
        )


class Chosen(NamedTuple):
    """The records of a pack by table, and every event of its loans, which positions are computed from."""

    subject: Subject
    span: Span
    tables: Tables
    loans: tuple[Loan, ...]
    happened: Tables  # events of any day, by the id of their loan


def day_of(record: Any) -> Date | None:
    """The day a record is about; None for one that has none (a contact, a contract)."""
    if isinstance(record, Loan | Contact):
        return None
    for name in _DATES:
        value = getattr(record, name, None)
        if isinstance(value, Date):  # a moment is a day too
            return value.date() if isinstance(value, DateTime) else value
    return None


def chosen(tables: Tables, subject: Subject, span: Span) -> Chosen:
    """What of `tables` (as `exporting.tables` gives them) belongs to the pack."""
    wordings = _wordings(tables)
    talks = {id for id, said in wordings.items() if any(_is_about(talk, subject) for talk in said)}
    loans = _loans(tables, subject, [talk for id in talks for talk in wordings[id]])
    shown = {id for id in talks if any(span.holds(talk.at.date()) for talk in wordings[id])}
    found: dict[str, list[Record]] = {}
    for table, records in tables.items():
        if not records or type(records[0]) in PRIVATE or isinstance(records[0], _NAMED):
            continue
        kept = [one for one in records if _belongs(one, subject, talks, shown, loans, span)]
        if kept:
            found[table] = kept
    kept_loans = [loan for loan in tables.get("loans", ()) if loan.id in loans]
    contacts = _contacts(tables, subject, loans, found)
    # In the order of the book, so that the same book makes the same pack.
    shown_in = {one.report for one in found.get("credit_accounts", ()) if isinstance(one, CreditAccount)}
    # The file of a copy shows every other debt too: it stays at home.
    copies: list[Record] = [
        msgspec.structs.replace(copy, files=())
        for copy in tables.get("credit_reports", ())
        if isinstance(copy, CreditReport) and copy.id in shown_in
    ]
    together = {**found, "loans": kept_loans, "contacts": contacts, "credit_reports": copies}
    ordered = {table: together[table] for table in tables if together.get(table)}
    events = {id: [e for e in tables.get("events", ()) if getattr(e, "loan", "") == id] for id in loans}
    return Chosen(subject, span, ordered, cast("tuple[Loan, ...]", tuple(kept_loans)), events)


def _wordings(tables: Tables) -> dict[str, list[Talk]]:
    """Every wording of every talk, by its id."""
    said = {talk.id: [talk] for talk in tables.get("talks", ()) if isinstance(talk, Talk)}
    for amendment in tables.get("amendments", ()):
        if isinstance(amendment, Amendment) and amendment.talk in said:
            said[amendment.talk].append(amendment.amended)
    return said


def _is_about(talk: Talk, subject: Subject) -> bool:
    return talk.contact == subject.id if subject.kind == "contact" else concerns(talk, subject.id)


def _loans(tables: Tables, subject: Subject, talks: Iterable[Talk]) -> set[str]:
    """The ids of the loans of the pack that are in the book."""
    if subject.kind == "loan":
        return {subject.id}
    named = {loan for talk in talks for loan in (*talk.loans, *(due.loan for due in talk.dues))}
    for contact in tables.get("contacts", ()):
        if isinstance(contact, Contact) and contact.id == subject.id:
            named.update(contact.loans)
    for table in ("promises", "follow_ups"):
        named |= {one.loan for one in tables.get(table, ()) if getattr(one, "contact", "") == subject.id}  # type: ignore[attr-defined]
    return named & {loan.id for loan in tables.get("loans", ())}


def _belongs(
    record: Any, subject: Subject, talks: set[str], shown: set[str], loans: set[str], span: Span
) -> bool:
    if isinstance(record, Talk):
        return record.id in shown
    if isinstance(record, Amendment):
        return record.talk in shown
    talk, contact, loan = (getattr(record, name, "") for name in ("talk", "contact", "loan"))
    if loan and loan not in loans:
        return False  # another loan's, though it came up in the same talk
    if talk in shown:
        return True  # what came of a talk stays with it, whatever its day
    if not span.holds(day_of(record)):
        return False
    if talk in talks:
        return True
    if loan in loans and (subject.kind == "loan" or not hasattr(record, "contact")):
        return True
    return bool(subject.kind == "contact" and contact == subject.id)


def _contacts(tables: Tables, subject: Subject, loans: set[str], found: Tables) -> list[Record]:
    """The contacts that the pack's records name, and those its loan is entered with."""
    named = {subject.id} if subject.kind == "contact" else set()
    for records in found.values():
        for record in records:
            named |= {
                getattr(record, "contact", ""),
                getattr(getattr(record, "amended", None), "contact", ""),
            }
    return [
        contact
        for contact in tables.get("contacts", ())
        if contact.id in named
        or (subject.kind == "loan" and isinstance(contact, Contact) and loans & {*contact.loans})
    ]
