"""A letter in words: facts of the book in the sentences of a catalogue, blanks where the book knows nothing.

What comes out is plain text for the person to read and change; `write` makes a file of it once they have.
"""

from __future__ import annotations

import os
import re
from datetime import date as Date
from pathlib import Path
from typing import NamedTuple

from finterm.domain.conduct import Finding
from finterm.domain.disputed import Entry, disputed
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.letters import Facts, Letter, answer_due, facts, goes_to
from finterm.domain.position import Position
from finterm.domain.promising import SafeToPromise
from finterm.domain.records import Contact, Loan
from finterm.exchange.document import Heading, Paragraph, Part, as_markdown, as_text
from finterm.exchange.letter_places import Places
from finterm.locale import Words
from finterm.rules.channels import office
from finterm.rules.rule import Rules
from finterm.rules.standards import suggested, terms

_BLANK = re.compile(r"\[[^\]\n]*: [^\]\n]*\]|【[^】\n]*】")
_LEFT_OVER = re.compile(r"[【】]|\[to fill in")
OFFICES = ("bureau", "regulator")  # kinds of contact that answer by terms of their own
FORMATS = (".pdf", ".md", ".txt")  # of files, by the end of their names


class Written(NamedTuple):
    """A letter as it is first shown: its subject and its text, `to` whom it is meant for."""

    subject: str
    text: str
    to: str


class Draft(NamedTuple):
    """A letter ready to be read: its words, the facts they state, and when an answer is due."""

    told: Written
    known: Facts
    due: Date


def drafted(
    ledger: Ledger,
    letter: Letter,
    on: Date,
    words: Words,
    rules: Rules,
    currency: str,
    *,
    loan: Loan | None = None,
    contact: str = "",
    to: Contact | None = None,
    position: Position | None = None,
    safe: SafeToPromise | None = None,
    answer_by: Date | None = None,
    record: str = "",
) -> Draft:
    """`letter` about `loan` as the book fills it on `on`, beside the rules of its country: see `country_of`.

    It goes to `to`, else to the contact with that id, else to whom it usually goes. `currency` is the book's;
    `position` and `safe` are those of the loan, `record` is the id of an account or dispute of the credit record.
    """
    country = country_of(rules, letter, loan, disputed(ledger, loan, record), currency)
    lender = loan.legal_lender if loan else ""
    known = facts(
        ledger,
        letter,
        on,
        loan=loan,
        contact=contact,
        position=position,
        safe=safe,
        found=_found(ledger, rules, currency, loan, contact),
        office=office(words, rules, letter.name, lender, on, country),
        record=record,
    )
    if to is not None:
        known = known._replace(contact=to)
    due = answer_by or answer_due(letter, on, terms(rules, on, country), goes_to(letter, known))
    return Draft(written(letter, known, words, due, rules, currency), known, due)


def written(
    letter: Letter, facts: Facts, words: Words, answer_by: Date, rules: Rules, currency: str = ""
) -> Written:
    """The words of `letter` from `facts`, with the wish for an answer by `answer_by`.

    It names rules of its country: see `country_of`.
    """
    loan = facts.loan
    country = country_of(rules, letter, loan, facts.entry, currency)
    places = Places(letter, facts, words, rules, country)
    subject = (
        words(f"letters.{letter.name}.subject", loan=loan.name)
        if loan
        else words(f"letters.{letter.name}.subject.bare")
    )
    body = words(f"letters.{letter.name}.body", **places.all())
    to = _addressee(letter, facts, places)
    office = facts.contact is not None and facts.contact.kind in OFFICES
    closing = words(
        f"letters.closing.{letter.name}" if letter.term and office else "letters.closing",
        day=places.day(answer_by),
        name=places.blank("name"),
        phone=places.blank("phone"),
        today=places.day(facts.on),
    )
    text = "\n\n".join([words("letters.to", to=to), body, closing])
    return Written(subject, re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)^ +| +$", "", text)), to)


def country_of(rules: Rules, letter: Letter, loan: Loan | None, entry: Entry, currency: str) -> str:
    """The country whose rules `letter` goes by; empty where there are rules of none.

    A dispute is of the country it was filed in or its copy of the report is from, else of that of the account.
    Any other letter is of the country of its loan, or of `currency` where it is about none.
    """
    if letter.name == "dispute":
        named = (entry.dispute.country if entry.dispute else "") or (
            entry.report.country if entry.report else ""
        )
        if named:
            return named
        if entry.account and loan is None:
            return rules.country_of(entry.account.currency)
    return rules.country_of(loan.currency if loan else currency)


def parts(subject: str, text: str) -> list[Part]:
    """The document of a letter as the person left it: a heading, and a paragraph for each blank line."""
    found: list[Part] = [Heading(subject)]
    return found + [Paragraph(part.strip("\n")) for part in re.split(r"\n\s*\n", text) if part.strip()]


def blanks(text: str) -> int:
    """How many places of a letter are left to fill in; what is left over of one counts, too."""
    rest, whole = _BLANK.subn("", text)
    return whole + len(_LEFT_OVER.findall(rest))


def next_blank(text: str, at: int) -> tuple[int, int] | None:
    """Where the first blank that begins at or after `at` begins and ends, else the first of all; None without any."""
    found = [match.span() for match in _BLANK.finditer(text)]
    return next((span for span in found if span[0] >= at), found[0] if found else None)


def new_file(typed: str) -> Path:
    """The path of a file to be made. Raises BadInput: another format, no such folder, a file that is there."""
    path = Path(typed.strip().strip("\"'"))
    if path.suffix.lower() not in FORMATS:
        raise BadInput("file", "letters.file.kind")
    try:
        path = path.expanduser()
        if not path.parent.is_dir():
            raise BadInput("file", "letters.file.folder", folder=str(path.parent))
        if path.exists():
            raise BadInput("file", "letters.file.there", name=path.name)
    except RuntimeError as fault:  # the home folder of nobody
        raise BadInput("file", "letters.file.folder", folder=str(path.parent)) from fault
    except OSError as fault:  # a name too long, a folder closed to us
        raise _failed(path, fault) from fault
    return path


def as_file(suffix: str, subject: str, text: str, language: str) -> bytes:
    """The letter as a file whose name ends in `suffix`, one of FORMATS."""
    document = parts(subject, text)
    if suffix.lower() == ".pdf":
        from finterm.exchange.pdf import as_pdf

        return as_pdf(document, subject, language)
    return (as_markdown(document) if suffix.lower() == ".md" else as_text(document)).encode()


def write(path: Path, subject: str, text: str, language: str) -> None:
    """Writes the letter to a new file that only its owner may read, whole or not at all.

    Raises BadInput where that cannot be.
    """
    content = as_file(path.suffix, subject, text, language)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as fault:
        raise BadInput("file", "letters.file.there", name=path.name) from fault
    except (OSError, ValueError) as fault:
        raise _failed(path, fault) from fault
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except OSError as fault:
        path.unlink(missing_ok=True)
        raise _failed(path, fault) from fault


def _failed(path: Path, fault: Exception) -> BadInput:
    why = getattr(fault, "strerror", "") or str(fault)
    return BadInput("file", "letters.file.failed", name=path.name, why=why)


def _found(
    ledger: Ledger, rules: Rules, currency: str, loan: Loan | None, contact: str
) -> tuple[Finding, ...]:
    """What the diary suggests about the loan, or about the contact where there is no loan."""
    if loan is not None:
        return suggested(ledger, rules, currency, loan=loan.id)
    return suggested(ledger, rules, currency, contact=contact) if contact else ()


def _addressee(letter: Letter, facts: Facts, places: Places) -> str:
    if facts.contact:
        return facts.contact.name
    asked = letter.name == "complaint" and facts.is_asked
    return places.blank("office") if asked else places.lender()
