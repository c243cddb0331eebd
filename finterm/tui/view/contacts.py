"""What the diary pane says of contacts: the list, and everything on the time line of one. Pure."""

from __future__ import annotations

from finterm.domain.records import Contact, FollowUp, Promise, Talk
from finterm.domain.timeline import Entry, timeline
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.diary import loans_named, promise_words
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight


def contacts_view(sight: Sight) -> View:
    """The contacts by name."""
    words = sight.words
    columns = (
        Column(words("core.field.name"), least=8, weight=2),
        Column(words("core.field.kind"), least=6),
        Column(words("tui.contacts.phone"), least=8, fold=2),
        Column(words("tui.diary.about"), least=8, weight=1, fold=3),
    )
    people = sorted(sight.ledger.contacts, key=lambda contact: contact.name.casefold())
    rows = [
        Row(c.id, (c.name, words(f"core.contact_kind.{c.kind}"), c.phone, loans_named(sight, c.loans)))
        for c in people
    ]
    return View(columns, rows, words("tui.contacts.empty"))


def contact_page(sight: Sight, key: str | None) -> list[Block]:
    """A contact and everything on their time line, the latest first."""
    contact = sight.contacts.get(key or "")
    if contact is None:
        return []
    words = sight.words
    blocks: list[Block] = [
        Title(contact.name),
        Fact(words("core.field.kind"), words(f"core.contact_kind.{contact.kind}")),
        *_facts(sight, contact),
    ]
    if contact.note:
        blocks.append(Text(sight.free(contact.note), "faint"))
    entries = timeline(sight.ledger, contact=contact.id)[::-1]
    if entries:
        columns = (Column("", least=10), Column(""), Column("", least=8, weight=1))
        rows = [_entry_row(sight, entry) for entry in entries]
        blocks += [Title(words("tui.contacts.time_line")), Grid(columns, rows)]
    return blocks


def _facts(sight: Sight, contact: Contact) -> list[Block]:
    words = sight.words
    facts = (
        ("tui.contacts.phone", contact.phone),
        ("tui.contacts.email", contact.email),
        ("tui.diary.about", loans_named(sight, contact.loans)),
    )
    return [Fact(words(key), text) for key, text in facts if text]


def _entry_row(sight: Sight, entry: Entry) -> Row:
    words, record = sight.words, entry.record
    if isinstance(record, Talk):
        kind, text = (
            words(f"core.channel.{record.channel}"),
            sight.free(record.outcome or record.said_by_them or record.reason),
        )
    elif isinstance(record, Promise):
        kind, text = words("core.due_kind.promise"), promise_words(sight, record)
    elif isinstance(record, FollowUp):
        kind, text = words("core.due_kind.follow_up"), sight.free(record.what)
    else:
        loan = sight.loans.get(record.loan)
        amount = sight.money(record.minor, loan.currency if loan else "") if record.minor else ""
        parts = (amount, loan.name if loan else "")
        kind, text = words(f"core.event.{record.kind}"), " · ".join(part for part in parts if part)
    return Row(record.id, (words.day(entry.date), Cell(kind, "faint"), text))
