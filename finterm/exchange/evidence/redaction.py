"""A pack without other people in it: their names, numbers and addresses, and the files that may show them.

Lenders, platforms, collectors, bureaus and authorities stay named: the pack is about them. Everybody else,
and whoever spoke for them, becomes a numbered somebody, the same one everywhere. Numbers and addresses that
are not the institutions' own are masked wherever they were written. A name that is no contact's and no
speaker's cannot be known: the person can name it, and the pack tells its owner to read it before handing it on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast

import msgspec
from msgspec.structs import replace

from finterm.domain.records import (
    Amendment,
    AttachedFile,
    Contact,
    CreditAccount,
    Dispute,
    Loan,
    Record,
    Talk,
)
from finterm.exchange.evidence.spotting import Spotter, digits, numbers_in
from finterm.exchange.evidence.subject import Chosen, Subject, Tables
from finterm.locale import Words

INSTITUTIONS = frozenset(("lender", "platform", "collector", "bureau", "regulator"))
_AS_IS = frozenset(
    "id loan loans talk contact report after sha256 currency frequency code".split()
)  # no words
_REFERENCES = frozenset(("contract_no", "reference", "number"))  # whose figures stay
_LEAST_REFERENCE = 6  # letters, from which on one is known again in free text


class Redaction:
    """Takes third parties out of records and texts; who they are is known from the whole book.

    `others` are names and numbers the person wants taken out as well. `loans` are the ids of those the pack is
    about: who lent them is no third party, be it a friend.
    """

    def __init__(
        self, book: Tables, words: Words, others: Iterable[str] = (), loans: Collection[str] = ()
    ) -> None:
        self._words = words
        contacts = [one for one in book.get("contacts", ()) if isinstance(one, Contact)]
        third = [one for one in contacts if one.kind not in INSTITUTIONS]
        self._institutions = {one.id for one in contacts} - {one.id for one in third}
        talks = list(_talks(book))
        others = [*others]
        institutions = [one for one in contacts if one.id in self._institutions]
        kept = _named(book) - {one.name.strip() for one in third}
        kept |= {one.name.strip() for one in institutions} | _named(book, loans)
        people: dict[str, str] = {}
        for name in (*(one.name for one in third), *(talk.person for talk in talks)):
            if (name := name.strip()) and name not in kept and name not in people:
                people[name] = words("evidence.somebody", n=len(people) + 1)
        self._ids = {one.id: f"person-{n}" for n, one in enumerate(third, 1)}
        self._files: dict[str, str] = {}
        mine = [talk for talk in talks if self._is_theirs(talk)]
        own = {n for one in institutions for n in numbers_in(one.phone)} | {digits(t.number) for t in mine}
        known = {n for one in third for n in numbers_in(one.phone)}
        known |= {n for talk in talks if not self._is_theirs(talk) for n in numbers_in(talk.number)}
        known |= {n for one in others for n in numbers_in(one)}
        guessed = [one.name for one in third if one.kind == "other"]
        guessed += [talk.person for talk in talks if talk.third_party or talk.contact in self._ids]
        found: dict[str, Any] = {
            "mask": words("evidence.masked"),
            "others": others,
            "guessed": [name for name in dict.fromkeys(guessed) if name.strip() not in kept],
            "known": known,
            "own": own - {""},
            "mails": [one.email.strip() for one in institutions if one.email],
        }
        self._reference = Spotter(people, kept=kept, figures=True, **found)
        said = {ref for ref in _references(book) if len(ref) >= _LEAST_REFERENCE}
        self.text = Spotter(people, kept={*kept, *(r for r in said if self._reference(r) == r)}, **found)

    def _is_theirs(self, talk: Talk) -> bool:
        """Whether the number of `talk` is an institution's: it is the number that rang, and no one else's."""
        return talk.third_party is None and (talk.contact in self._institutions or not talk.contact)

    def subject(self, subject: Subject) -> Subject:
        """What the pack is about, by an id that says nothing of a person."""
        return subject._replace(id=self._ids.get(subject.id, subject.id))

    def chosen(self, chosen: Chosen) -> Chosen:
        """The records of a pack without third parties and without other creditors' loans."""
        loans = {loan.id for loan in chosen.loans}
        tables = {
            table: [self._record(record, loans) for record in records]
            for table, records in chosen.tables.items()
        }
        kept = cast("tuple[Loan, ...]", tuple(tables.get("loans", ())))
        return chosen._replace(subject=self.subject(chosen.subject), tables=tables, loans=kept)

    def _record(self, record: Record, loans: set[str]) -> Record:
        if isinstance(record, Amendment):
            record = replace(record, amended=self._talk(record.amended, loans))
        elif isinstance(record, Talk):
            record = self._talk(record, loans)
        elif isinstance(record, Contact):
            record = self._contact(record, loans)
        return cast("Record", self._value(record))

    def _talk(self, talk: Talk, loans: set[str]) -> Talk:
        """`talk` that names no loans but `loans`, and no number of anybody but an institution."""
        return replace(
            talk,
            loans=_among(talk.loans, loans),
            dues=tuple(due for due in talk.dues if due.loan in loans),
            number=talk.number if self._is_theirs(talk) else "",
        )

    def _contact(self, contact: Contact, loans: set[str]) -> Contact:
        """An institution as it is, of somebody else no more than that there is one."""
        about = _among(contact.loans, loans)
        if contact.id in self._institutions:
            return replace(contact, loans=about)
        return Contact(id=contact.id, name=contact.name, kind=contact.kind, loans=about)

    def _value(self, value: Any) -> Any:
        """`value` with every text in it redacted; ids, codes and the figures of references stay."""
        if isinstance(value, tuple):
            return tuple(self._value(each) for each in value)
        if isinstance(value, AttachedFile):
            return replace(value, name=self._file(value))
        if not isinstance(value, msgspec.Struct):
            return value
        institution = isinstance(value, Contact) and value.id in self._institutions
        changes: dict[str, Any] = {}
        for name, is_text in _fields(type(value)).items():
            found = getattr(value, name)
            if not is_text:
                changes[name] = self._ids.get(found, found) if isinstance(found, str) else self._value(found)
            elif found and not (institution and name in ("name", "phone", "email")):
                changes[name] = (self._reference if name in _REFERENCES else self.text)(found)
        return replace(value, **changes)

    def _file(self, file: AttachedFile) -> str:
        """A name that says no more of a file than its kind: what people call a picture, nobody can check."""
        if file.sha256 not in self._files:
            suffix = file.name.rpartition(".")[2] if "." in file.name else ""
            known = f".{suffix.lower()}" if suffix.isascii() and suffix.isalnum() and len(suffix) < 5 else ""
            number = len(self._files) + 1
            self._files[file.sha256] = self._words("evidence.file_n", n=number) + known
        return self._files[file.sha256]


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, bool]:
    """The fields of a record that are looked into: whether each is free text, or holds a link or records."""
    found = {}
    for field in msgspec.structs.fields(kind):
        is_text = field.type is str and field.name not in _AS_IS
        if is_text or field.type is str or "Literal" not in str(field.type):
            found[field.name] = is_text
    return found


def _among(ids: tuple[str, ...], kept: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in kept)


def _talks(book: Mapping[str, Sequence[Record]]) -> Iterable[Talk]:
    """Every wording of every talk of the book."""
    yield from (talk for talk in book.get("talks", ()) if isinstance(talk, Talk))
    yield from (one.amended for one in book.get("amendments", ()) if isinstance(one, Amendment))


def _named(book: Tables, loans: Collection[str] | None = None) -> set[str]:
    """Who lends, by brand, contract and credit report: on `loans`, else on any."""
    named: set[str] = set()
    for records in book.values():
        for one in records:
            if isinstance(one, Loan) and (loans is None or one.id in loans):
                named |= {one.brand.strip(), one.legal_lender.strip()}
            elif isinstance(one, CreditAccount | Dispute) and (loans is None or one.loan in loans):
                named.add(one.lender.strip())
    return named - {""}


def _references(book: Tables) -> set[str]:
    """Numbers of contracts, cases and accounts: they are not somebody's telephone."""
    found: set[str] = set()
    for record in (*(one for records in book.values() for one in records), *_talks(book)):
        names = ("contract_no", "reference") if not isinstance(record, CreditAccount) else ("number",)
        found |= {str(getattr(record, name, "")).strip() for name in names}
    return found - {""}
