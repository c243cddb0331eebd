"""What the diary pane says: talks or contacts, and everything about one of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.diary import current_talks, history, moment
from finterm.domain.records import Contact, FollowUp, Promise, Talk
from finterm.domain.timeline import Entry, search, timeline
from finterm.tui.actions import keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.rows import LazyRows, View
from finterm.tui.view.sight import Sight

SORTS = ("newest", "oldest", "who")


def talks_of(sight: Sight) -> dict[str, Talk]:
    """Every talk as it reads now, by id; computed once a sight."""
    return sight.remember("talks", lambda: current_talks(sight.ledger))


def talks_view(sight: Sight, sort: str = "newest", wanted: str = "") -> View:
    """The time line of talks. `wanted` is searched in every wording a talk ever had."""
    words = sight.words
    columns = (
        Column(words("tui.diary.when"), least=16),
        Column(words("tui.diary.who"), least=8, weight=1, most=28),
        Column(words("tui.diary.channel"), least=5, fold=3),
        Column("", least=2),
        Column(words("tui.diary.about"), least=6, weight=1, most=24, fold=2),
        Column(words("tui.diary.gist"), least=8, weight=3, fold=1),
    )
    talks: Sequence[Talk] = search(sight.ledger, wanted)
    if sort == "oldest":
        talks = talks[::-1]
    elif sort == "who":
        talks = sorted(talks, key=lambda talk: (who(sight, talk).casefold(), -moment(talk.at)))
    rows = LazyRows([talk.id for talk in talks], lambda key: _talk_row(sight, talks_of(sight)[key]))
    return View(columns, rows, words("tui.diary.empty", **keys_said("diary")))


def who(sight: Sight, talk: Talk) -> str:
    """Whom a talk was with: the contact, the person, or both."""
    contact = sight.contacts.get(talk.contact)
    names = [name for name in (contact.name if contact else "", talk.person) if name]
    return " · ".join(names) or "–"


def about(sight: Sight, loans: Sequence[str]) -> str:
    """Names of loans in a row."""
    names = [sight.loans[id].name for id in loans if id in sight.loans]
    return sight.words("tui.comma").join(names)


def _talk_row(sight: Sight, talk: Talk) -> Row:
    words = sight.words
    gist = sight.free(talk.outcome or talk.said_by_them or talk.reason or talk.said_by_me)
    if not talk.reached:
        gist = words("tui.diary.not_reached") + (f" · {gist}" if gist else "")
    arrow = words("tui.diary.in") if talk.direction == "incoming" else words("tui.diary.out")
    channel = words(f"core.channel.{talk.channel}")
    return Row(
        talk.id, (words.moment(talk.at), who(sight, talk), channel, arrow, about(sight, talk.loans), gist)
    )


def talk_page(sight: Sight, key: str | None) -> list[Block]:
    """A talk as it reads now, its promise and next step, and below it every earlier wording."""
    talk = talks_of(sight).get(key or "")
    logged = next((t for t in sight.ledger.talks if t.id == key), None)
    if talk is None or logged is None:
        return []
    words = sight.words
    versions = history(logged, sight.ledger.amendments)
    title = f"{who(sight, talk)} · {words.moment(talk.at)}"
    blocks: list[Block] = [Title(title), *_said(sight, talk)]
    for promise in sight.ledger.promises:
        if promise.talk == talk.id:
            blocks.append(Fact(words(f"tui.diary.promise_{promise.by}"), promise_words(sight, promise)))
    for step in sight.ledger.follow_ups:
        if step.talk == talk.id:
            blocks.append(Fact(words("tui.diary.next_step"), follow_up_words(sight, step)))
    if len(versions) > 1:
        blocks += [Title(words("tui.diary.amendments")), Text(words("tui.diary.kept"), "faint")]
        for version in versions[1:]:
            why = sight.free(version.why) or words("tui.diary.no_reason")
            blocks.append(Text(words("tui.diary.amended", at=words.moment(version.at), why=why)))
        blocks.append(Title(words("tui.diary.as_logged")))
        blocks += _said(sight, logged)
    return blocks


def _said(sight: Sight, talk: Talk) -> list[Block]:
    words = sight.words
    amount = "" if talk.minor is None else sight.money(talk.minor, talk.currency)
    how = f"{words(f'core.channel.{talk.channel}')}, {words(f'core.direction.{talk.direction}')}"
    if not talk.reached:
        how += f", {words('tui.diary.not_reached')}"
    dues = words("tui.comma").join(
        f"{sight.loans[ref.loan].name} #{ref.n}" for ref in talk.dues if ref.loan in sight.loans
    )
    facts = (
        ("tui.diary.how", how),
        ("tui.diary.person", talk.person),
        ("tui.diary.about", about(sight, talk.loans)),
        ("tui.diary.dues", dues),
        ("tui.diary.reason", sight.free(talk.reason)),
        ("tui.diary.request", words(f"core.request.{talk.request}") if talk.request else ""),
        ("tui.diary.said_by_them", sight.free(talk.said_by_them)),
        ("tui.diary.said_by_me", sight.free(talk.said_by_me)),
        ("tui.diary.amount", amount),
        ("tui.diary.outcome", sight.free(talk.outcome)),
        ("tui.diary.reference", talk.reference),
        ("tui.diary.files", words("tui.comma").join(file.name for file in talk.files)),
    )
    return [Fact(words(key), text) for key, text in facts if text]


def promise_words(sight: Sight, promise: Promise) -> str:
    """A promise in one phrase: amount, date, state."""
    words = sight.words
    amount = (
        sight.money(promise.minor, promise.currency) if promise.minor is not None else words("tui.no_amount")
    )
    state = words(f"core.promise.{promise.state}")
    note = f" · {sight.free(promise.note)}" if promise.note else ""
    return f"{amount} · {words.day(promise.date)} · {state}{note}"


def follow_up_words(sight: Sight, step: FollowUp) -> str:
    """A next step in one phrase: date, what, whether it is done."""
    words = sight.words
    state = words("tui.diary.done_on", day=words.day(step.done_on)) if step.done_on else sight.when(step.date)
    return f"{words.day(step.date)} · {step.what} · {state}"


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
        Row(c.id, (c.name, words(f"core.contact_kind.{c.kind}"), c.phone, about(sight, c.loans)))
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
        ("tui.diary.about", about(sight, contact.loans)),
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
        kind, text = words("core.due_kind.follow_up"), record.what
    else:
        loan = sight.loans.get(record.loan)
        amount = sight.money(record.minor, loan.currency if loan else "")
        kind, text = words(f"core.event.{record.kind}"), f"{amount} · {loan.name if loan else ''}"
    return Row(record.id, (words.day(entry.date), Cell(kind, "faint"), text))
