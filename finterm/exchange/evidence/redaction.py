"""A pack without other people in it: their names, numbers and addresses, and the files that may show them.

Lenders, platforms, collectors, bureaus and authorities stay named: the pack is about them. Everybody else,
and whoever spoke for them, becomes a numbered somebody, the same one everywhere. Numbers and addresses that
are not the institutions' own are masked wherever they were written. A name that is no contact's and no
speaker's cannot be known: the pack tells its owner to read it before handing it on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import msgspec

from finterm.domain.records import Amendment, Contact, Loan, Record, Talk
from finterm.exchange.evidence.subject import Chosen, Tables
from finterm.locale import Words

INSTITUTIONS = frozenset(("lender", "platform", "collector", "bureau", "regulator"))
_EXACT = frozenset(
    ("id", "sha256", "contract_no", "reference", "currency", "number")
)  # fields that stay as they are
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A date, which stays; or eight digits and more, however they are grouped: telephones, identity and bank cards.
_NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)|(?<![\w.])\+?\(?\d(?:[ ()-]?\d){7,}[Xx]?(?![\w.]*\d)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Redaction:
    """Takes third parties out of records and texts; who they are is known from the whole book."""

    def __init__(self, book: Tables, words: Words) -> None:
        self._words = words
        self._ids = {record.id for records in book.values() for record in records}
        contacts = [one for one in book.get("contacts", ()) if isinstance(one, Contact)]
        self._institutions = {one.id for one in contacts if one.kind in INSTITUTIONS}
        self._own = {_digits(one.phone) for one in contacts if one.id in self._institutions and one.phone}
        self._own |= {_digits(talk.number) for talk in _talks(book) if talk.number and self._is_theirs(talk)}
        self._mails = {one.email.casefold() for one in contacts if one.id in self._institutions and one.email}
        loans = [one for one in book.get("loans", ()) if isinstance(one, Loan)]
        named = {one.name.strip() for one in contacts if one.id in self._institutions}
        named |= {name.strip() for loan in loans for name in (loan.name, loan.brand, loan.legal_lender)}
        people = [one.name for one in contacts if one.id not in self._institutions]
        people += [talk.person for talk in _talks(book)]
        self._people: dict[str, str] = {}
        for name in people:
            if name.strip() and name.strip() not in named and name.strip() not in self._people:
                self._people[name.strip()] = words("evidence.somebody", n=len(self._people) + 1)
        # The names of institutions are found too, and stay: they may have the word for a person in them.
        spotted = sorted({*filter(None, named), *self._people}, key=len, reverse=True)
        self._names = re.compile("|".join(map(_spotted, spotted))) if spotted else None

    def _is_theirs(self, talk: Talk) -> bool:
        """Whether the number of `talk` is an institution's: it is the number that rang, and no one else's."""
        return talk.third_party is None and (talk.contact in self._institutions or not talk.contact)

    def text(self, text: str) -> str:
        """`text` without people, their numbers and their addresses."""
        if text.strip() in self._people:
            return self._people[text.strip()]
        if self._names:
            text = self._names.sub(lambda found: self._people.get(found[0], found[0]), text)
        text = _MAIL.sub(lambda found: self._address(found[0]), text)
        return _NUMBER.sub(lambda found: self._number(found[0]), text)

    def _address(self, mail: str) -> str:
        return mail if mail.casefold() in self._mails else self._words("evidence.masked")

    def _number(self, number: str) -> str:
        kept = _DATE.fullmatch(number) or _digits(number) in self._own
        return number if kept else self._words("evidence.masked")

    def chosen(self, chosen: Chosen) -> Chosen:
        """The records of a pack without third parties and without other creditors' loans."""
        loans = {loan.id for loan in chosen.loans}
        tables = {
            table: [self._record(record, loans) for record in records]
            for table, records in chosen.tables.items()
        }
        kept = cast("tuple[Loan, ...]", tuple(tables.get("loans", ())))
        return chosen._replace(tables=tables, loans=kept)

    def _record(self, record: Record, loans: set[str]) -> Record:
        if isinstance(record, Amendment):
            amended = self._talk(record.amended, loans)
            return cast("Record", self._value(msgspec.structs.replace(record, amended=amended)))
        if isinstance(record, Talk):
            return cast("Record", self._value(self._talk(record, loans)))
        if isinstance(record, Contact):
            return self._contact(record, loans)
        return cast("Record", self._value(record))

    def _talk(self, talk: Talk, loans: set[str]) -> Talk:
        """`talk` that names no loans but `loans`, and no number of anybody but an institution."""
        return msgspec.structs.replace(
            talk,
            loans=_among(talk.loans, loans),
            dues=tuple(due for due in talk.dues if due.loan in loans),
            number=talk.number if self._is_theirs(talk) else "",
        )

    def _contact(self, contact: Contact, loans: set[str]) -> Contact:
        about = _among(contact.loans, loans)
        if contact.id in self._institutions:
            return msgspec.structs.replace(contact, loans=about, note=self.text(contact.note))
        return Contact(id=contact.id, name=self.text(contact.name), kind=contact.kind, loans=about)

    def _value(self, value: Any, field: str = "") -> Any:
        """`value` with every text in it redacted; ids, references and codes stay."""
        if isinstance(value, str):
            return value if field in _EXACT or value in self._ids else self.text(value)
        if isinstance(value, tuple):
            return tuple(self._value(each, field) for each in value)
        if isinstance(value, msgspec.Struct):
            names = value.__struct_fields__
            return msgspec.structs.replace(value, **{n: self._value(getattr(value, n), n) for n in names})
        return value


def _among(ids: tuple[str, ...], kept: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in kept)


def _talks(book: Mapping[str, Sequence[Record]]) -> Iterable[Talk]:
    """Every wording of every talk of the book."""
    yield from (talk for talk in book.get("talks", ()) if isinstance(talk, Talk))
    yield from (one.amended for one in book.get("amendments", ()) if isinstance(one, Amendment))


def _spotted(name: str) -> str:
    """A pattern that finds `name`; one in Latin letters only as a whole word."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    return before + re.escape(name) + after


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
