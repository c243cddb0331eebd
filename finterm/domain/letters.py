"""Letters: which there are, and the facts of the book that each of them states. Pure.

A letter states facts, leaves a blank for what the book does not know, makes at most one proposal (one that
the budget supports), asks for an answer in writing and threatens nothing. The words are in the catalogues;
putting both together is in `exchange.letter`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta
from typing import Literal, NamedTuple

from finterm.domain.diary import concerns, current_talks, guess_contact, moment
from finterm.domain.ledger import Ledger
from finterm.domain.money import exponent
from finterm.domain.position import Position
from finterm.domain.promising import SafeToPromise
from finterm.domain.records import Contact, ContactKind, Loan, Request, Talk

Name = Literal[
    "replan", "card_plan", "reduction", "confirm", "third_party", "dispute", "complaint", "settlement"
]
USUAL_WAIT = 7  # days until a next step where no rule sets a term for the answer
LENDING: tuple[ContactKind, ...] = ("lender", "platform")
WRITTEN = ("letter", "email", "in_app_chat")


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
    Letter("complaint", "other", to=("regulator",), term="complaint"),
    Letter("settlement", "statement", to=LENDING),
)
BY_NAME: Mapping[str, Letter] = {letter.name: letter for letter in LETTERS}


class Terms(NamedTuple):
    """Days in which an answer is due, from rules; None where none is known."""

    dispute: int | None = None
    complaint: int | None = None


class Proposal(NamedTuple):
    """What I offer to pay: `minor` by `date`, or every month from then on."""

    minor: int
    date: Date
    monthly: bool


class Facts(NamedTuple):
    """What the book knows for a letter written on `on`; whatever is None becomes a blank.

    `told` is the latest talk in which they named an amount, `contacted` those with somebody instead of me,
    the newest first, `earlier` the latest letter that I wrote; `paid_off` is the day of the last payment
    of a loan that nothing is left of.
    """

    on: Date
    loan: Loan | None = None
    position: Position | None = None
    contact: Contact | None = None
    proposal: Proposal | None = None
    told: Talk | None = None
    contacted: tuple[Talk, ...] = ()
    earlier: Talk | None = None
    paid_off: Date | None = None


def facts(
    ledger: Ledger,
    letter: Letter,
    on: Date,
    *,
    loan: Loan | None = None,
    contact: str = "",
    position: Position | None = None,
    safe: SafeToPromise | None = None,
) -> Facts:
    """The facts for `letter` about `loan`, to the contact with that id ("": whom it usually goes to).

    `position` is that of the loan on `on`, `safe` what may be promised to it.
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
    return Facts(
        on=on,
        loan=loan,
        position=position,
        contact=addressee(ledger, letter, loan, contact),
        proposal=proposal(letter, position, safe) if safe else None,
        told=next((t for t in about if t.direction == "incoming" and t.minor is not None), None),
        contacted=tuple(talk for talk in about if talk.third_party is not None),
        earlier=next((t for t in about if t.direction == "outgoing" and t.channel in WRITTEN), None),
        paid_off=max(paid) if is_paid_off else None,
    )


def addressee(ledger: Ledger, letter: Letter, loan: Loan | None, contact: str) -> Contact | None:
    """Whom `letter` goes to: the contact with that id where it is named and fits, else the usual one."""
    named = next((one for one in ledger.contacts if one.id == contact), None)
    if not letter.to:
        return named or (guess_contact(ledger, loan.id) if loan else None)
    if named and named.kind in letter.to:
        return named
    for kind in letter.to:
        for one in ledger.contacts:
            if one.kind == kind and (kind not in LENDING or (loan and loan.id in one.loans)):
                return one
    return None


def proposal(letter: Letter, position: Position | None, safe: SafeToPromise) -> Proposal | None:
    """What the budget supports, in whole units of the currency, and never more than is owed; None: nothing."""
    if not letter.proposes or position is None:
        return None
    unit = 10 ** exponent(safe.currency)

    def offer(minor: int, owed: int, monthly: bool) -> Proposal | None:
        whole = min(minor, owed) if owed <= minor else minor // unit * unit
        return Proposal(whole, safe.payday, monthly) if whole > 0 else None

    if letter.proposes == "monthly" and safe.a_month:
        return offer(safe.a_month, position.outstanding, True)
    return offer(safe.once, position.to_be_current, False)


def answer_due(letter: Letter, on: Date, terms: Terms) -> Date:
    """When the answer to `letter`, sent on `on`, is due: by the term of its rule, else after the usual wait."""
    days = getattr(terms, letter.term) if letter.term else None
    return on + timedelta(days=USUAL_WAIT if days is None else days)
