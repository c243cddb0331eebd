"""A letter in words: facts of the book in the sentences of a catalogue, blanks where the book knows nothing.

What comes out is plain text for the person to read and change; `write` makes a file of it once they have.
"""

from __future__ import annotations

import os
import re
from datetime import date as Date
from pathlib import Path
from typing import NamedTuple

from finterm.domain.errors import BadInput
from finterm.domain.letters import Facts, Letter
from finterm.domain.money import Money
from finterm.domain.records import Talk
from finterm.exchange.document import Heading, Paragraph, Part, as_markdown, as_text
from finterm.locale import Words

_BLANK = re.compile(r"\[[^\]\n]*: [^\]\n]*\]|【[^】\n]*】")
FORMATS = (".pdf", ".md", ".txt")  # of files, by the end of their names


class Written(NamedTuple):
    """A letter as it is first shown: its subject and its text, `to` whom it is meant for."""

    subject: str
    text: str
    to: str


def written(letter: Letter, facts: Facts, words: Words, answer_by: Date) -> Written:
    """The words of `letter` from `facts`, with the wish for an answer by `answer_by`."""
    loan = facts.loan
    subject = words(f"letters.{letter.name}.subject", loan=loan.name if loan else _blank(words, "loan"))
    body = words(f"letters.{letter.name}.body", **_places(letter, facts, words))
    to = _addressee(letter, facts, words)
    closing = words(
        "letters.closing",
        date=words.day(answer_by),
        name=_blank(words, "name"),
        phone=_blank(words, "phone"),
        today=words.day(facts.on),
    )
    text = "\n\n".join([words("letters.to", to=to), body, closing])
    return Written(subject, re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)^ +| +$", "", text)), to)


def parts(subject: str, text: str) -> list[Part]:
    """The document of a letter as the person left it: a heading, and a paragraph for each blank line."""
    found: list[Part] = [Heading(subject)]
    return found + [Paragraph(part.strip("\n")) for part in re.split(r"\n\s*\n", text) if part.strip()]


def blanks(text: str) -> int:
    """How many places of a letter are left to fill in."""
    return len(_BLANK.findall(text))


def new_file(typed: str) -> Path:
    """The path of a file to be made. Raises BadInput: another format, no such folder, a file that is there."""
    path = Path(typed.strip().strip("\"'")).expanduser()
    if path.suffix.lower() not in FORMATS:
        raise BadInput("file", "letters.file.kind")
    if not path.parent.is_dir():
        raise BadInput("file", "letters.file.folder", folder=str(path.parent))
    if path.exists():
        raise BadInput("file", "letters.file.there", name=path.name)
    return path


def as_file(suffix: str, subject: str, text: str, language: str) -> bytes:
    """The letter as a file whose name ends in `suffix`, one of FORMATS."""
    document = parts(subject, text)
    if suffix.lower() == ".pdf":
        from finterm.exchange.pdf import as_pdf

        return as_pdf(document, subject, language)
    return (as_markdown(document) if suffix.lower() == ".md" else as_text(document)).encode()


def write(path: Path, subject: str, text: str, language: str) -> None:
    """Writes the letter to a new file that only its owner may read. Raises BadInput where that cannot be."""
    content = as_file(path.suffix, subject, text, language)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except FileExistsError as fault:
        raise BadInput("file", "letters.file.there", name=path.name) from fault
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise BadInput("file", "letters.file.failed", name=path.name, why=why) from fault


def _addressee(letter: Letter, facts: Facts, words: Words) -> str:
    if facts.contact:
        return facts.contact.name
    return _blank(words, "office") if letter.term == "complaint" else _lender(facts, words)


def _places(letter: Letter, facts: Facts, words: Words) -> dict[str, str]:
    """Everything that may stand in a body, by the name of its place."""
    blanks = ("situation", "grounds", "claim", "facts", "evidence", "entry", "answer", "phone")
    return {
        **{name: _blank(words, name) for name in blanks},
        "contract": _contract(facts, words),
        "standing": _standing(facts, words),
        "proposal": _proposal(letter, facts, words),
        "points": words("letters.confirm_points"),
        "told": _told(facts, words),
        "contacted": _contacted(facts, words),
        "earlier": _earlier(facts, words),
        "lender": _lender(facts, words),
        "paid_off": _paid_off(facts, words),
        "law": _law(facts, words),
    }


def _blank(words: Words, what: str) -> str:
    return words("letters.blank", what=words(f"letters.blank.{what}"))


def _money(facts: Facts, words: Words, minor: int, currency: str = "") -> str:
    return words.money(Money(minor, currency or (facts.loan.currency if facts.loan else "")))


def _lender(facts: Facts, words: Words) -> str:
    """The legal lender: it decides, and it stands on the credit report; never the brand in its place."""
    return (facts.loan.legal_lender if facts.loan else "") or _blank(words, "lender")


def _contract(facts: Facts, words: Words) -> str:
    loan = facts.loan
    if loan is None:
        return _blank(words, "loan")
    return words(
        "letters.contract",
        name=loan.name,
        lender=_lender(facts, words),
        number=loan.contract_no or _blank(words, "number"),
        start=words.day(loan.start),
        principal=_money(facts, words, loan.principal),
    )


def _standing(facts: Facts, words: Words) -> str:
    """What is overdue and what falls due next, by my own records and said to be so."""
    position = facts.position
    if position is None:
        return _blank(words, "amounts")
    said = []
    if position.overdue:
        said.append(
            words(
                "letters.standing.overdue",
                overdue=_money(facts, words, position.overdue),
                date=words.day(facts.on),
                penalty=_money(facts, words, position.penalty),
                fees=_money(facts, words, position.late_fees),
            )
        )
    coming = next((due for due in position.dues if due.outstanding and due.due >= facts.on), None)
    if coming:
        amount = _money(facts, words, coming.outstanding)
        said.append(words("letters.standing.next", amount=amount, date=words.day(coming.due)))
    return _joined(words, [*said, words("letters.standing.unchecked")]) if said else _blank(words, "amounts")


def _joined(words: Words, sentences: list[str]) -> str:
    return ("" if words.language == "zh" else " ").join(sentences)


def _proposal(letter: Letter, facts: Facts, words: Words) -> str:
    """The one proposal; a letter that can do without goes without where the budget supports none."""
    offer = facts.proposal
    if offer is None and letter.proposes != "monthly":
        return ""
    if offer is None:
        return words("letters.proposal.blank", blank=_blank(words, "proposal"))
    key = "letters.proposal.monthly" if offer.monthly else "letters.proposal.once"
    return words(key, amount=_money(facts, words, offer.minor), date=words.day(offer.date))


def _who(facts: Facts, words: Words, talk: Talk) -> str:
    """Who spoke: their contact where it is the one written to, and the person or agent id."""
    name = facts.contact.name if facts.contact and facts.contact.id == talk.contact else ""
    if name and talk.person:
        return words("letters.who", name=name, person=talk.person)
    return name or talk.person or _blank(words, "told")


def _told(facts: Facts, words: Words) -> str:
    talk = facts.told
    if talk is None or talk.minor is None:
        return _blank(words, "told")
    amount = _money(facts, words, talk.minor, talk.currency)
    return words("letters.told", date=words.moment(talk.at), who=_who(facts, words, talk), amount=amount)


def _contacted(facts: Facts, words: Words) -> str:
    lines = [
        words(
            "letters.contacted",
            date=words.moment(talk.at),
            who=_who(facts, words, talk),
            whom=words(f"core.third_party.{talk.third_party}"),
        )
        for talk in facts.contacted
    ]
    return "\n".join(lines) or _blank(words, "contacted")


def _earlier(facts: Facts, words: Words) -> str:
    talk = facts.earlier
    if talk is None:
        return _blank(words, "earlier")
    return words(
        "letters.earlier",
        date=words.day(talk.at.date()),
        who=_lender(facts, words),
        subject=talk.reason or _blank(words, "earlier"),
        number=talk.reference or "–",
    )


def _paid_off(facts: Facts, words: Words) -> str:
    if facts.paid_off is None:
        return _blank(words, "paid_off")
    return words("letters.paid_off", date=words.day(facts.paid_off))


def _law(facts: Facts, words: Words) -> str:
    """The laws on private data, for a loan of the country they hold in; nothing for any other."""
    here = facts.loan is None or facts.loan.currency == "CNY"
    return words("letters.third_party.law") if here else ""
