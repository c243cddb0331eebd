"""To whom a letter can go besides the people of the book, and what to know of them before it is sent. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from finterm.domain.letters import Facts, Letter
from finterm.domain.records import Contact, Loan
from finterm.rules.channels import channels, contact_of, fits
from finterm.tui.dialogs.parts import NEW, text
from finterm.tui.view.conduct import country, rule_sentence
from finterm.tui.view.form import Choices, Value
from finterm.tui.view.sight import Sight

# The bodies that rules name for a letter, as contacts that are not in the book yet, by the id of their rule.
Bodies = Mapping[str, Contact]


def bodies_for(sight: Sight, letter: str, loan: Loan | None, place: str) -> Bodies:
    """Those of the country `place` that the book does not hold yet, the ones that take complaints about the lender of
    `loan` first."""
    there = {(one.name, one.kind) for one in sight.ledger.contacts}
    found = {}
    lender = loan.legal_lender if loan else ""
    for rule in channels(sight.rules, letter, lender, sight.on, place):
        body = contact_of(sight.words, sight.rules, rule, letter)
        if (body.name, body.kind) not in there:
            found[rule.id] = body
    return found


def body_choices(sight: Sight, bodies: Bodies, loan: Loan | None) -> Choices:
    """The bodies to choose from, with their numbers; that one takes complaints about this lender is said."""
    words, found = sight.words, []
    place = country(sight, loan.id if loan else "")
    for id, body in bodies.items():
        rule = sight.rules.last(id, sight.on, place)
        takes = bool(rule and loan and fits(sight.rules, rule, loan.legal_lender, sight.on))
        parts = [body.name, body.phone, words("tui.letter.takes") if takes else ""]
        found.append((id, words("core.also").join(part for part in parts if part)))
    return tuple(found)


def first_choice(contact: Contact | None, bodies: Bodies) -> str:
    """What the form begins with: the contact, the body that it is, or somebody to be named."""
    if contact is None:
        return NEW
    return contact.id or next((id for id, body in bodies.items() if body == contact), NEW)


def addressee_note(
    sight: Sight, letter: Letter, known: Facts, values: Mapping[str, Value], bodies: Bodies
) -> str:
    """What a body takes and when it can be reached, that the lender comes first, and that the text names another."""
    words, to = sight.words, text(values, "contact")
    said = [bodies[to].note] if to in bodies else []
    if letter.name == "complaint" and not known.is_asked:
        said.append(words("letters.lender_first"))
        rule = sight.rules.last(
            "lender_answer", sight.on, country(sight, known.loan.id if known.loan else "")
        )
        said += [rule_sentence(sight, rule)] if rule else []
    if letter.name == "complaint" and known.awaited:
        said.append(words("letters.awaited", date=words.day(known.awaited)))
    people = {**bodies, **sight.contacts}
    if to in people and people[to].name not in text(values, "said_by_me").partition("\n")[0]:
        said.append(words("tui.letter.to_another", name=people[to].name))
    return "\n".join(said)
