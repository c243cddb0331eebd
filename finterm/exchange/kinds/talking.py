"""The diary as files: contacts, talks with the promise and next step they brought, and amendments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast, get_args

import msgspec

from finterm.domain.diary import check_contact
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import plain
from finterm.domain.promises import check_instalment
from finterm.domain.records import (
    Amendment,
    AttachedFile,
    Channel,
    Conduct,
    Contact,
    ContactKind,
    Direction,
    DueRef,
    FollowUp,
    Promise,
    Record,
    Request,
    Side,
    Talk,
    ThirdParty,
)
from finterm.exchange import typed
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.names import gone_id
from finterm.exchange.sheet import shielded


def _listed(names: Names, loans: tuple[str, ...]) -> str:
    return shielded("; ".join(names.loans.shown(id) for id in loans))


def contact_named(names: Names, id: str) -> str:
    """The contact with `id` as a cell names it; nothing where there is none."""
    return shielded(names.contacts.shown(id)) if id else ""


def read_contact(cells: Cells, id: str) -> Contact:
    kind: ContactKind = cells.choice("kind", get_args(ContactKind), "other", "contact_kind")
    return Contact(
        id=id,
        name=cells.text("name", needed=True),
        kind=kind,
        phone=cells.text("phone"),
        email=cells.text("email"),
        loans=cells.several("loans", cells.names.loans),
        note=cells.text("note"),
    )


def write_contact(contact: Contact, names: Names) -> dict[str, str]:
    return {
        "name": shielded(contact.name),
        "kind": contact.kind,
        "phone": shielded(contact.phone),
        "email": shielded(contact.email),
        "loans": _listed(names, contact.loans),
        "note": shielded(contact.note),
    }


def _check_contact(contact: Contact, names: Names) -> None:
    others = names.contacts.named(contact.name)
    loans = [loan for id in contact.loans if (loan := names.loans.by_id(id))]
    there = msgspec.structs.replace(contact, loans=tuple(loan.id for loan in loans))
    check_contact(there, Ledger(contacts=others, loans=loans))


CONTACTS = Kind(
    name="contacts",
    record=Contact,
    columns=("name", "kind", "phone", "email", "loans", "note"),
    needed=frozenset({"name"}),
    read=read_contact,
    write=write_contact,
    check=_check_contact,
    named=True,
)

_TALK_COLUMNS = tuple(
    "at contact channel direction reached person loans dues reason request said_by_them said_by_me"
    " amount currency outcome reference files number third_party conduct".split()
)
_CAME_OF_IT = ("promise_by", "promise_date", "promise_amount", "follow_up_date", "follow_up")


def read_talk(cells: Cells, id: str) -> Talk:
    """The talk of one line; who it was with is a contact of the book, a person or agent id, or both."""
    names = cells.names
    loans = cells.several("loans", names.loans)
    shared = {loan.currency for loan in map(names.loans.by_id, loans) if loan}
    currency = cells.currency(shared.pop() if len(shared) == 1 else "")
    minor = cells.amount_or_none("amount", currency)
    contact = cells.one_id("contact", names.contacts)
    person = cells.text("person")
    if not contact and not person and not cells.given("contact"):
        cells.note("contact", BadInput("contact", "error.talk_who"))
    channel: Channel = cells.choice("channel", get_args(Channel), "phone", "channel")
    direction: Direction = cells.choice("direction", get_args(Direction), "incoming", "direction")
    request: Request | None = cells.choice("request", get_args(Request), "", "request") or None
    third_party: ThirdParty | None = (
        cells.choice("third_party", get_args(ThirdParty), "", "third_party") or None
    )
    return Talk(
        id=id,
        at=cells.moment("at", needed=True),
        contact=contact,
        channel=channel,
        direction=direction,
        reached=cells.yes("reached", True),
        person=person,
        loans=loans,
        dues=cells.read("dues", lambda cell: _dues(cell, names), ()),
        reason=cells.text("reason"),
        request=request,
        said_by_them=cells.text("said_by_them"),
        said_by_me=cells.text("said_by_me"),
        minor=minor,
        currency=currency if minor is not None or cells.given("currency") else "",
        outcome=cells.text("outcome"),
        reference=cells.text("reference"),
        files=cells.read("files", read_files, ()),
        number=cells.text("number"),
        third_party=third_party,
        conduct=cells.read("conduct", _conduct, ()),
    )


def _dues(cell: str, names: Names) -> tuple[DueRef, ...]:
    """Instalments as `name of the loan#number`, with `;` between them."""
    found = []
    for part in cell.replace("；", ";").split(";"):
        loan_name, _, number = part.strip().rpartition("#")
        loan_id = gone_id(loan_name.strip())
        loan = None if loan_id else names.loans.find(loan_name.strip(), "dues")
        n = typed.parse_number(number, "dues")
        if loan is not None:
            check_instalment(loan, n, "dues", names.arrangements.values())
            loan_id = loan.id
        found.append(DueRef(loan=loan_id, n=n))
    return tuple(found)


def read_files(cell: str) -> tuple[AttachedFile, ...]:
    """Files of the book as `sha256:name`, one a line, as an export writes them."""
    found = []
    for line in cell.splitlines():
        digest, _, name = line.partition(":")
        if len(digest) != 64 or not all(letter in "0123456789abcdef" for letter in digest):
            raise BadInput("files", "exchange.error.attached")
        found.append(AttachedFile(name=name, sha256=digest))
    return tuple(found)


def written_files(files: Sequence[AttachedFile]) -> str:
    """Files of the book as `read_files` reads them."""
    return "\n".join(f"{file.sha256}:{' '.join(file.name.splitlines())}" for file in files)


def _conduct(cell: str) -> tuple[Conduct, ...]:
    """What was noted about how they behaved, with `;` between."""
    found = [part.strip() for part in cell.replace("；", ";").split(";") if part.strip()]
    for noted in found:
        if noted not in get_args(Conduct):
            raise BadInput("conduct", "error.choice", typed=noted, choices=", ".join(get_args(Conduct)))
    return tuple(cast(Conduct, noted) for noted in dict.fromkeys(found))


def write_talk(talk: Talk, names: Names) -> dict[str, str]:
    return {
        "at": talk.at.isoformat(),
        "contact": contact_named(names, talk.contact),
        "channel": talk.channel,
        "direction": talk.direction,
        "reached": "yes" if talk.reached else "no",
        "person": shielded(talk.person),
        "loans": _listed(names, talk.loans),
        "dues": shielded("; ".join(f"{names.loans.shown(due.loan)}#{due.n}" for due in talk.dues)),
        "reason": shielded(talk.reason),
        "request": talk.request or "",
        "said_by_them": shielded(talk.said_by_them),
        "said_by_me": shielded(talk.said_by_me),
        "amount": "" if talk.minor is None else plain(talk.minor, talk.currency or names.currency),
        "currency": talk.currency,
        "outcome": shielded(talk.outcome),
        "reference": shielded(talk.reference),
        "files": written_files(talk.files),
        "number": shielded(talk.number),
        "third_party": talk.third_party or "",
        "conduct": "; ".join(talk.conduct),
    }


def _came_of_it(cells: Cells, talk: Talk, new_id: Callable[[], str]) -> tuple[Record, ...]:
    """The promise and the follow-up a talk's own line tells of."""
    made: list[Record] = []
    loan = talk.loans[0] if len(talk.loans) == 1 else ""
    if cells.given("promise_date") or cells.given("promise_amount"):
        currency = cells.currency(getattr(cells.names.loans.by_id(loan), "currency", ""))
        by: Side = cells.choice("promise_by", get_args(Side), "me", "side")
        promised = cells.date("promise_date", needed=True)
        if cells.given("promise_date") and promised < talk.at.date():
            cells.note("promise_date", BadInput("promise_date", "error.promise_before_talk"))
        minor = cells.amount_or_none("promise_amount", currency)
        made.append(
            Promise(
                id=new_id(), by=by, date=promised, minor=minor, currency=currency, talk=talk.id,
                contact=talk.contact, loan=loan, due=talk.dues[0].n if len(talk.dues) == 1 and loan else None,
            )
        )  # fmt: skip
    if cells.given("follow_up_date") or cells.given("follow_up"):
        date = cells.date("follow_up_date", needed=True)
        if cells.given("follow_up_date") and date < talk.at.date():
            cells.note("follow_up_date", BadInput("follow_up_date", "error.follow_up_before_talk"))
        contact = cells.names.contacts.by_id(talk.contact)
        what = cells.text("follow_up") or talk.reason or (contact.name if contact else talk.person)
        made.append(
            FollowUp(id=new_id(), date=date, what=what, talk=talk.id, contact=talk.contact, loan=loan)
        )
    return tuple(made)


TALKS = Kind(
    name="talks",
    record=Talk,
    columns=(*_TALK_COLUMNS, *_CAME_OF_IT),
    needed=frozenset({"at", "contact"}),
    read=read_talk,
    write=write_talk,
    extras=_came_of_it,
    fields={"amount": ("minor",)},
)


def read_amendment(cells: Cells, id: str) -> Amendment:
    talk = cells.text("talk", needed=True)
    if talk and talk not in cells.names.talks:
        cells.note("talk", BadInput("talk", "exchange.error.link", typed=talk))
    talk = cells.names.talks.get(talk, "")
    return Amendment(
        id=id,
        talk=talk,
        at=cells.moment("amended_at", needed=True),
        amended=read_talk(cells, talk),
        why=cells.text("why"),
    )


def write_amendment(amendment: Amendment, names: Names) -> dict[str, str]:
    return {
        "talk": amendment.talk,
        "amended_at": amendment.at.isoformat(),
        "why": shielded(amendment.why),
        **write_talk(amendment.amended, names),
    }


AMENDMENTS = Kind(
    name="amendments",
    record=Amendment,
    columns=("talk", "amended_at", "why", *_TALK_COLUMNS),
    needed=frozenset({"talk", "amended_at", "at", "contact"}),
    read=read_amendment,
    write=write_amendment,
)
