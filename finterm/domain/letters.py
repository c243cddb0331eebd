"""Letters: which there are, and the facts of the book that each of them states. Pure.

A letter states facts, leaves a blank for what the book does not know, makes at most one proposal (one that
the budget supports), asks for an answer in writing and threatens nothing. The words are in the catalogues;
putting both together is in `exchange.letter`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import timedelta
from types import MappingProxyType
from typing import Literal, NamedTuple

from finterm.domain.conduct import Finding
from finterm.domain.diary import concerns, current_talks, guess_contact, moment
from finterm.domain.disputed import Entry, disputed
from finterm.domain.ledger import Ledger
from finterm.domain.money import exponent
from finterm.domain.position import Position
from finterm.domain.promising import SafeToPromise
from finterm.domain.records import (
    Contact,
    ContactKind,
    Loan,
    Request,
    Talk,
)

Name = Literal[
    "replan", "card_plan", "reduction", "confirm", "third_party", "dispute", "complaint", "settlement"
]
USUAL_WAIT = 7  # days until a next step where no rule sets a term for the answer
LENDING: tuple[ContactKind, ...] = ("lender", "platform")
WRITTEN = ("letter", "email", "in_app_chat")
HEARD = (*WRITTEN, "sms")  # ways in which they may have answered in writing


class Letter(NamedTuple):
    """One kind of letter. `request` is what a talk says it asks for; `proposes`: once, monthly or nothing.

    `to` are the kinds of contact it goes to, the usual one first: the lender decides, whoever calls; empty:
    whoever the loan was last talked about with. `term` names the term its answer is due in, as `Terms` does; empty where none is set.
    """

    name: Name
    request: Request
    proposes: Literal["", "once", "monthly"] = ""
    to: tuple[ContactKind, ...] = ()
    term: Literal["", "dispute", "complaint"] = ""


LETTERS: tuple[Letter, ...] = (
    Letter("confirm", "statement"),
    Letter("replan", "re_plan", "monthly", to=LENDING),
    Letter("card_plan", "re_plan", "monthly", to=LENDING),
    Letter("reduction", "waiver", "once", to=LENDING),
    Letter("third_party", "other"),
    Letter("dispute", "correction", to=("bureau", *LENDING), term="dispute"),
    Letter("complaint", "other", to=("regulator", *LENDING), term="complaint"),
    Letter("settlement", "statement", to=LENDING),
)
BY_NAME: Mapping[str, Letter] = {letter.name: letter for letter in LETTERS}


class Terms(NamedTuple):
    """Days in which an answer is due, from rules; None where none is known. `lender`: to a complaint, by it."""

    dispute: int | None = None
    complaint: int | None = None
    lender: int | None = None


class Proposal(NamedTuple):
    """What I offer to pay: `minor` by `date`, or every month from then on.

    `is_most`: the budget bears no more. `catches_up`: a month is more than the contract asks, until nothing is
    overdue.
    """

    minor: int
    date: Date
    monthly: bool
    is_most: bool = True
    catches_up: bool = False


class Facts(NamedTuple):
    """What the book knows for a letter written on `on`; whatever is None or empty becomes a blank.

    `people` are all contacts by id. `told` is the latest talk in which they named an amount, `contacted`
    those with somebody instead of me, the newest first. `is_asked`: the lender was asked for something. `earlier` is the latest request that I made, of the lender where there is one, in
    writing or that has a reference, `requests` all of that sort, the newest first, `awaited` the day to come until which its answer is waited for, `answered` says whether anything in writing came after it. `staff` are the
    names or numbers that they gave. `found` is what the diary suggests about conduct, the earliest first.
    `entry` is that of the credit report. `paid_off` is the day of
    the last payment of a loan that nothing is left of. `is_spent`: the budget is known, and leaves nothing.
    """

    on: Date
    loan: Loan | None = None
    position: Position | None = None
    contact: Contact | None = None
    proposal: Proposal | None = None
    told: Talk | None = None
    contacted: tuple[Talk, ...] = ()
    is_asked: bool = False
    earlier: Talk | None = None
    requests: tuple[Talk, ...] = ()
    awaited: Date | None = None
    answered: bool = False
    staff: tuple[str, ...] = ()
    found: tuple[Finding, ...] = ()
    entry: Entry = Entry()
    paid_off: Date | None = None
    is_spent: bool = False
    people: Mapping[str, Contact] = MappingProxyType({})


def facts(
    ledger: Ledger,
    letter: Letter,
    on: Date,
    *,
    loan: Loan | None = None,
    contact: str = "",
    position: Position | None = None,
    safe: SafeToPromise | None = None,
    found: Sequence[Finding] = (),
    office: Contact | None = None,
    record: str = "",
) -> Facts:
    """The facts for `letter` about `loan`, to the contact with that id ("": whom it usually goes to).

    `position` is that of the loan on `on`, `safe` what may be promised to it, `found` what the diary suggests
    about it. `office` is where such a letter goes when nobody in the book takes it: see `addressee`.
    `record` is the id of the account or dispute of the credit record that is meant.
    """
    about = sorted(
        (
            talk
            for talk in current_talks(ledger).values()
            if (concerns(talk, loan.id) if loan else bool(contact) and talk.contact == contact)
        ),
        key=lambda talk: (moment(talk.at), talk.id),
        reverse=True,
    )
    paid = [e.date for e in ledger.events if loan and e.loan == loan.id and e.kind in ("payment", "payoff")]
    is_paid_off = position is not None and not position.outstanding and paid
    theirs = [talk for talk in about if talk.direction == "incoming"]
    people = {one.id: one for one in ledger.contacts}
    requests = [talk for talk in about if _is_a_request(talk)]
    of_lender = [
        talk for talk in requests if talk.contact not in people or people[talk.contact].kind in LENDING
    ]
    earlier = next(iter(of_lender or requests), None)
    since = moment(earlier.at) if earlier else 0.0
    offer = proposal(letter, position, safe) if safe else None
    entry = disputed(ledger, loan, record)
    told = next((talk for talk in theirs if talk.minor is not None), None)
    contacted = tuple(talk for talk in about if talk.third_party is not None)
    quoted = {"confirm": told, "third_party": contacted[0] if contacted else None}.get(letter.name)
    return Facts(
        on=on,
        loan=loan,
        position=position,
        contact=people.get(quoted.contact if quoted and not contact else "")
        or addressee(ledger, _filed(letter, entry), loan, contact, bool(of_lender), office),
        proposal=offer,
        told=told,
        contacted=contacted,
        is_asked=bool(of_lender),
        earlier=earlier,
        requests=tuple(of_lender or requests),
        awaited=_awaited(ledger, earlier, on),
        answered=any(talk.channel in HEARD and moment(talk.at) > since for talk in theirs),
        staff=tuple(dict.fromkeys(talk.person for talk in reversed(about) if talk.person)),
        found=tuple(sorted(found, key=lambda one: moment(one.talks[0].at))),
        entry=entry,
        paid_off=max(paid) if is_paid_off else None,
        is_spent=safe is not None and safe.a_month == 0 and safe.once == 0,
        people=people,
    )


def _filed(letter: Letter, entry: Entry) -> Letter:
    """The letter of a dispute that was filed already goes where that went."""
    if letter.name != "dispute" or entry.dispute is None:
        return letter
    kinds: Mapping[str, tuple[ContactKind, ...]] = {"bureau": ("bureau",), "lender": LENDING}
    return letter._replace(to=kinds.get(entry.dispute.filed_with, letter.to))


def _awaited(ledger: Ledger, talk: Talk | None, on: Date) -> Date | None:
    """The day after `on` until which the answer to `talk` is waited for."""
    steps = [
        step.date for step in ledger.follow_ups if talk and step.talk == talk.id and step.done_on is None
    ]
    return max((day for day in steps if day > on), default=None)


def _is_a_request(talk: Talk) -> bool:
    """Whether it can be shown that I asked for something: in writing, or under a reference that they gave."""
    return talk.direction == "outgoing" and bool(talk.channel in WRITTEN or talk.reference)


def addressee(
    ledger: Ledger,
    letter: Letter,
    loan: Loan | None,
    contact: str,
    is_asked: bool = False,
    office: Contact | None = None,
) -> Contact | None:
    """Whom `letter` goes to: the contact with that id where it is named and fits, else the usual one.

    A complaint goes to the lender first, and once it `is_asked` to a regulator: one entered
    with the loan, else `office`, under which name it may be in the book already. Any other letter goes to
    `office` where nobody in the book takes it.
    """
    named = next((one for one in ledger.contacts if one.id == contact), None)
    if not letter.to:
        return named or (guess_contact(ledger, loan.id) if loan else None)
    kinds = letter.to
    if letter.name == "complaint":
        kinds = letter.to[:1] if is_asked else letter.to[1:]
        office = office if is_asked else None
    if named and named.kind in kinds:
        return named
    for kind in kinds:
        there = [one for one in ledger.contacts if one.kind == kind]
        of_loan = [one for one in there if loan and loan.id in one.loans]
        if kind in LENDING or of_loan:
            there = of_loan
        elif kind == "regulator" and office:
            there = [one for one in there if one.name == office.name] or [office]
        if there:
            return there[0]
    return office


def proposal(letter: Letter, position: Position | None, safe: SafeToPromise) -> Proposal | None:
    """What the budget supports, in whole units of the currency; None: nothing.

    Safe to promise is a ceiling and no target: never more than is owed, nor a month than the contract asks for
    from now on and what is overdue. What is overdue is offered at once where the budget bears that.
    """
    if not letter.proposes or position is None:
        return None
    unit = 10 ** exponent(safe.currency)

    def offer(minor: int, owed: int, monthly: bool) -> Proposal | None:
        is_most = minor < owed
        whole = minor // unit * unit if is_most else owed
        return Proposal(whole, safe.payday, monthly, is_most) if whole > 0 else None

    late = position.to_be_current
    if letter.proposes == "once":  # what it asks to be waived is not offered
        late = max(0, late - position.penalty - position.late_fees)
    at_once = bool(late) and safe.once >= late
    if letter.proposes == "once" or at_once or not safe.a_month:
        return offer(safe.once, late, False)
    coming = [due for due in position.dues if due.outstanding and due.due > position.on]
    asked = max((due.principal + due.interest + due.fee for due in coming), default=position.outstanding)
    made = offer(safe.a_month, min(asked + late, position.outstanding), True)
    if made is None or not coming:
        return made
    made = made._replace(catches_up=bool(late) and made.minor > asked)
    if made.is_most:
        return made
    return made._replace(date=max(made.date, min(due.due for due in coming)))


def can_pay(letter: Letter, known: Facts) -> bool:
    """Whether the budget bears all that is asked of me, though `letter` says that I cannot pay."""
    offer = known.proposal
    return letter.proposes == "monthly" and offer is not None and not offer.is_most


def goes_to(letter: Letter, known: Facts) -> ContactKind:
    """The kind of contact that `letter` goes to, whether or not it is in the book yet."""
    if known.contact:
        return known.contact.kind
    if letter.name == "complaint" and not known.is_asked:
        return LENDING[0]
    return letter.to[0] if letter.to else "other"


def answer_due(letter: Letter, on: Date, terms: Terms, to: ContactKind = "other") -> Date:
    """When the answer to `letter`, sent on `on` to a contact of that kind, is due.

    That is the term of its rule, else the usual wait.
    """
    days = getattr(terms, letter.term) if letter.term else None
    if letter.term == "complaint" and to in LENDING:
        days = terms.lender
    return on + timedelta(days=USUAL_WAIT if days is None else days)
