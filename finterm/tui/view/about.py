"""Whom and what a person wants to see the diary of: a contact, a loan, or both. Pure."""

from __future__ import annotations

from typing import NamedTuple

from finterm.domain.diary import concerns
from finterm.domain.records import FollowUp, Promise, Talk
from finterm.tui.view.sight import Sight


class About(NamedTuple):
    """The ids of what is picked; empty where everything is wanted."""

    contact: str = ""
    loan: str = ""


def belongs(talk: Talk, about: About) -> bool:
    """Whether `talk` is with the contact and about the loan picked."""
    return (not about.contact or talk.contact == about.contact) and (
        not about.loan or concerns(talk, about.loan)
    )


def comes_from(record: Promise | FollowUp, about: About) -> bool:
    """Whether a promise or a next step is with the contact and about the loan picked."""
    return (not about.contact or record.contact == about.contact) and (
        not about.loan or record.loan == about.loan
    )


def choices(sight: Sight) -> list[tuple[str, str]]:
    """What can be picked: pairs of value and words."""
    words = sight.words
    people = sorted(sight.ledger.contacts, key=lambda contact: contact.name.casefold())
    return [
        ("", words("tui.narrow.everything")),
        *((f"contact:{c.id}", words("tui.diary.only_contact", name=c.name)) for c in people),
        *((f"loan:{loan.id}", words("tui.diary.only_loan", name=loan.name)) for loan in sight.ledger.loans),
    ]


def picked(about: About, value: str) -> About:
    """`about` once `value` of the choices is picked: beside what is picked of the other sort; "" ends it all."""
    if not value:
        return About()
    sort, _, id = value.partition(":")
    return about._replace(**{sort: id})


def sentence(sight: Sight, about: About) -> str:
    """What is picked, in words; empty where nothing is."""
    contact, loan = sight.contacts.get(about.contact), sight.loans.get(about.loan)
    names = [found.name for found in (contact, loan) if found]
    return sight.words("tui.narrow.only", names=" · ".join(names)) if names else ""
