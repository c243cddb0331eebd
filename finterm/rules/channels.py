"""Where a letter can go besides to the people of the book: the bodies that rules name, those that fit first. Pure.

Which bodies take what is in the rules. What a lender is shows in its name, since a licensed one has to say it
there; where the name does not say it no body fits, and the person chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date

from finterm.domain.records import Contact, ContactKind
from finterm.locale import Words
from finterm.rules.rule import Rule, Rules
from finterm.rules.said import authority_of, name_of, note_of, value_of

# The words by which the name of a company says what it is; the one that stands first in it counts.
_SAID: Mapping[str, tuple[str, ...]] = {
    "microloan": ("小额贷款", "小贷", "microcredit", "microloan", "micro-loan"),
    "consumer_finance": ("消费金融", "consumer finance"),
    "insurer": ("保险", "insurance"),
    "bank": ("银行", "bank"),
}
_OF: Mapping[str, tuple[str, ...]] = {
    "complaint": ("regulator", "government", "central_bank", "internet_finance", "bureau"),
    "dispute": ("credit_centre",),
}
_BY_SOURCE = ("channel_bureau",)
_KINDS: Mapping[str, ContactKind] = {"complaint": "regulator", "dispute": "bureau"}


def kind_of_lender(name: str) -> str:
    """What the legal lender of that name is, in a word of `rules.word`; empty where its name does not say it."""
    told = name.casefold()
    found = [(told.find(word), kind) for kind, words in _SAID.items() for word in words if word in told]
    return min(found)[1] if found else ""


def channels(rules: Rules, letter: str, lender: str, on: Date, country: str) -> list[Rule]:
    """Where a letter of that name about the lender of that name can go, the ones that take it first."""
    found = [
        (not _takes(rules, id, kind_of_lender(lender), on, country), rule)
        for id in _OF.get(letter, ())
        if (rule := rules.last(f"channel_{id}", on, country)) is not None
    ]
    return [rule for _, rule in sorted(found, key=lambda pair: pair[0])]


def fits(rules: Rules, channel: Rule, lender: str, on: Date) -> bool:
    """Whether the body of `channel` takes complaints about the lender of that name."""
    id = channel.id.removeprefix("channel_")
    return _takes(rules, id, kind_of_lender(lender), on, channel.country)


def office(words: Words, rules: Rules, letter: str, lender: str, on: Date, country: str) -> Contact | None:
    """The contact for the body that takes such a letter about such a lender; None where none is known to."""
    for rule in channels(rules, letter, lender, on, country):
        if letter != "complaint" or fits(rules, rule, lender, on):
            return contact_of(words, rules, rule, letter)
    return None


def contact_of(words: Words, rules: Rules, channel: Rule, letter: str) -> Contact:
    """The body of `channel` as a contact that is not in the book yet: it has no id. Its hours stand in the note."""
    numbers = [text for text in channel.texts if not _is_address(text)]
    hours = [value_of(words, rule) for rule in rules.history(f"{channel.id}_hours", channel.country)[:1]]
    said = (*filter(_is_address, channel.texts), *hours, note_of(words, channel))
    note = words("core.also").join(part for part in said if part)
    return Contact(
        id="",
        name=_name(words, channel),
        kind=_KINDS[letter],
        phone=numbers[0] if numbers else "",
        note=note,
    )


def _name(words: Words, channel: Rule) -> str:
    """What the body is called: by its rule, or by its source where that is the body itself."""
    return authority_of(words, channel) if channel.id in _BY_SOURCE else name_of(words, channel)


def _is_address(text: str) -> bool:
    return "." in text


def _takes(rules: Rules, id: str, kind: str, on: Date, country: str) -> bool:
    """Whether the body takes complaints about such lenders; one of which no rule says whom it takes takes all."""
    rule = rules.last(f"channel_{id}_for", on, country)
    return rule is None or kind in rule.texts
