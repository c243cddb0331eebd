"""The diary: contacts, talks with what came of them, and amendments that keep the old words.

Logging a talk makes the talk and, in the same breath, the promise made in it and the next step. A
talk is never rewritten: an amendment says how it should read from then on, and every earlier wording
stays. Looking things up is in `timeline`, what becomes of promises and follow-ups in `promises`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Any, NamedTuple, TypedDict, Unpack, get_args

import msgspec

from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import LARGEST, parse_currency
from finterm.domain.promises import Pledge, check_instalment, check_promise, default_currency
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
    Talk,
    ThirdParty,
)

_CLOCKS_APART = timedelta(minutes=1)  # a moment typed to the minute may be a little ahead of now
_CHOICES: dict[str, tuple[str, ...]] = {
    "channel": get_args(Channel),
    "direction": get_args(Direction),
    "request": get_args(Request),
    "third_party": get_args(ThirdParty),
    "conduct": get_args(Conduct),
}
_MAY_BE_NONE = ("request", "third_party")


class TalkFields(TypedDict, total=False):
    """What can be said of a talk besides whom it was with and when; see `records.Talk`."""

    channel: Channel
    direction: Direction
    reached: bool
    person: str
    loans: tuple[str, ...]
    dues: tuple[DueRef, ...]
    reason: str
    request: Request | None
    said_by_them: str
    said_by_me: str
    minor: int | None
    currency: str
    outcome: str
    reference: str
    files: tuple[AttachedFile, ...]
    number: str
    third_party: ThirdParty | None
    conduct: tuple[Conduct, ...]


class AmendedFields(TalkFields, total=False):
    """What an amendment can change: all of a talk but its id."""

    at: DateTime
    contact: str


class NextStep(NamedTuple):
    """What to do next and when; without `what` the reason of the talk stands in for it."""

    date: Date
    what: str = ""


class Version(NamedTuple):
    """One wording of a talk: as logged (`changed` empty), or as amended at `at` because of `why`."""

    talk: Talk
    at: DateTime
    why: str
    changed: tuple[str, ...]


def log_talk(
    ledger: Ledger,
    at: DateTime,
    contact: str,
    *,
    new_id: Callable[[], str],
    pledge: Pledge | None = None,
    next_step: NextStep | None = None,
    now: DateTime | None = None,
    **fields: Unpack[TalkFields],
) -> tuple[Record, ...]:
    """The talk at `at` with the contact of that id ("" for none), then its promise and follow-up if any.

    A promise and a follow-up that name no loan get the talk's, where it concerns exactly one; the
    promise likewise the instalment. A currency left out is that of the loans, where they share one.
    Raises BadInput, naming the field: nobody named, an unknown contact, loan or instalment, an amount
    not above zero, a moment without its zone or after `now`, a promise or follow-up before the talk.
    """
    talk = _completed(ledger, Talk(id=new_id(), at=at, contact=contact, **fields))
    _check_talk(ledger, talk, None, now)
    made: list[Record] = [talk]
    loan = talk.loans[0] if len(talk.loans) == 1 else ""
    if pledge is not None:
        made.append(_promise(ledger, talk, pledge, loan, new_id))
    if next_step is not None:
        if next_step.date < at.date():
            raise BadInput("follow_up_date", "error.follow_up_before_talk")
        names = [c.name for c in ledger.contacts if c.id == talk.contact]
        what = next_step.what.strip() or talk.reason or (names[0] if names else talk.person)
        step = FollowUp(
            id=new_id(), date=next_step.date, what=what, talk=talk.id, contact=talk.contact, loan=loan
        )
        made.append(step)
    return tuple(made)


def amend(
    ledger: Ledger,
    talk: Talk,
    now: DateTime,
    *,
    new_id: Callable[[], str],
    why: str = "",
    **changes: Unpack[AmendedFields],
) -> Amendment:
    """The record, made `now`, that changes how `talk` reads from then on; its old words stay.

    Raises BadInput as `log_talk` does, for a field that is none, and where nothing would change.
    """
    before = current(talk, ledger.amendments)
    for name in changes:
        if name not in AmendedFields.__annotations__:
            raise BadInput("", "error.talk_field", typed=name)
    amended = msgspec.structs.replace(before, **changes)
    if amended == before:
        raise BadInput("", "error.nothing_changed")
    amended = _completed(ledger, amended)
    _check_moment(now)
    _check_talk(ledger, amended, before, now)
    return Amendment(id=new_id(), talk=talk.id, at=now, amended=amended, why=why.strip())


def current(talk: Talk, amendments: Iterable[Amendment]) -> Talk:
    """`talk` as it should read now: as last amended, else as logged."""
    mine = [amendment for amendment in amendments if amendment.talk == talk.id]
    return max(mine, key=_entered).amended if mine else talk


def current_talks(ledger: Ledger) -> dict[str, Talk]:
    """Every talk as it should read now, by id, in order of entry."""
    talks = {talk.id: talk for talk in ledger.talks}
    for amendment in sorted(ledger.amendments, key=_entered):
        if amendment.talk in talks:
            talks[amendment.talk] = amendment.amended
    return talks


def history(talk: Talk, amendments: Iterable[Amendment]) -> tuple[Version, ...]:
    """All wordings of `talk`, the first as logged; each later one with the names of the fields it changed."""
    versions = [Version(talk, talk.at, "", ())]
    for amendment in sorted((a for a in amendments if a.talk == talk.id), key=_entered):
        changed = _changed(versions[-1].talk, amendment.amended)
        versions.append(Version(amendment.amended, amendment.at, amendment.why, changed))
    return tuple(versions)


def guess_contact(ledger: Ledger, loan: str) -> Contact | None:
    """Who a talk about the loan with this id is most likely with: whoever it was last talked about with.

    Else a contact the loan is entered with; None where there is neither.
    """
    contacts = {contact.id: contact for contact in ledger.contacts}
    if about := [t for t in current_talks(ledger).values() if t.contact in contacts and concerns(t, loan)]:
        return contacts[max(about, key=lambda talk: (moment(talk.at), talk.id)).contact]
    return next((contact for contact in ledger.contacts if loan in contact.loans), None)


def concerns(talk: Talk, loan: str) -> bool:
    """Whether `talk` is about the loan with this id, or an instalment of it."""
    return loan in talk.loans or any(due.loan == loan for due in talk.dues)


def loans_of(talk: Talk) -> set[str]:
    """The ids of the loans that `talk` is about, itself or by an instalment."""
    return {*talk.loans, *(due.loan for due in talk.dues)}


def moment(at: DateTime) -> float:
    """Seconds since 1970, to sort moments of several zones; one without its zone is taken as UTC."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def check_contact(contact: Contact, ledger: Ledger) -> None:
    """Raises BadInput, naming the field, where `contact` makes no sense or shares another's name and kind."""
    if not contact.name.strip():
        raise BadInput("name", "error.required")
    _check_choice("kind", contact.kind, get_args(ContactKind))
    for other in ledger.contacts:
        same = other.name.strip().casefold() == contact.name.strip().casefold()
        if other.id != contact.id and same and other.kind == contact.kind:
            raise BadInput("name", "error.contact_name_taken", name=other.name)
    known = {loan.id for loan in ledger.loans}
    for loan in contact.loans:
        if loan not in known:
            raise BadInput("loans", "error.loan_unknown", typed=loan)


def _promise(ledger: Ledger, talk: Talk, pledge: Pledge, loan: str, new_id: Callable[[], str]) -> Promise:
    if pledge.date < talk.at.date():
        raise BadInput("promise_date", "error.promise_before_talk")
    about, due = pledge.loan or loan, pledge.due
    if due is None and len(talk.dues) == 1 and talk.dues[0].loan == about:
        due = talk.dues[0].n
    promise = Promise(
        id=new_id(),
        by=pledge.by,
        date=pledge.date,
        minor=pledge.minor,
        currency=pledge.currency or default_currency(ledger, (about,)) or talk.currency,
        talk=talk.id,
        contact=talk.contact,
        loan=about,
        due=due,
        note=pledge.note.strip(),
    )
    check_promise(promise, ledger)
    return promise


def _completed(ledger: Ledger, talk: Talk) -> Talk:
    """`talk` with the loans its instalments are of, and the currency its amount is most likely in."""
    loans = tuple(dict.fromkeys((*talk.loans, *(due.loan for due in talk.dues))))
    currency = talk.currency
    if talk.minor is not None and not currency:
        currency = default_currency(ledger, loans)
    return msgspec.structs.replace(talk, loans=loans, currency=currency)


def _check_talk(ledger: Ledger, talk: Talk, before: Talk | None, now: DateTime | None) -> None:
    """Raises BadInput where `talk` makes no sense; what it names as `before` did may be gone by now."""
    _check_moment(talk.at)
    if now is not None and talk.at > now + _CLOCKS_APART:
        raise BadInput("at", "error.talk_future")
    if not talk.contact and not talk.person.strip():
        raise BadInput("contact", "error.talk_who")
    if talk.contact not in {"", before and before.contact, *(contact.id for contact in ledger.contacts)}:
        raise BadInput("contact", "error.contact_unknown", typed=talk.contact)
    loans = {loan.id: loan for loan in ledger.loans}
    for id in talk.loans:
        if id not in loans and (before is None or id not in before.loans):
            raise BadInput("loans", "error.loan_unknown", typed=id)
    for due in talk.dues:
        if due.loan in loans:
            check_instalment(loans[due.loan], due.n, "dues", ledger.events)
    for name, choices in _CHOICES.items():
        value = getattr(talk, name)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None or name not in _MAY_BE_NONE:
                _check_choice(name, one, choices)
    if talk.minor is not None:
        if talk.minor <= 0:
            raise BadInput("amount", "error.amount_positive")
        if talk.minor > LARGEST:
            raise BadInput("amount", "error.amount_large", typed=talk.minor)
        if not talk.currency:
            raise BadInput("currency", "error.required")
        parse_currency(talk.currency)


def _check_moment(at: DateTime) -> None:
    if at.tzinfo is None or at.utcoffset() is None:
        raise BadInput("at", "error.talk_zone")


def _check_choice(where: str, value: Any, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise BadInput(where, "error.choice", typed=value, choices=", ".join(choices))


def _changed(before: Talk, after: Talk) -> tuple[str, ...]:
    return tuple(name for name in Talk.__struct_fields__ if getattr(before, name) != getattr(after, name))


def _entered(amendment: Amendment) -> tuple[float, str]:
    return moment(amendment.at), amendment.id
