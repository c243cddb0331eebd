"""Which entries may restart the period of limitation, said where they are made and where they are read. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from finterm.domain.limitation import MarkKind, marks, marks_of_talk
from finterm.domain.records import Loan, Promise, Talk
from finterm.tui.view.conduct import country, rule_sentence
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight

SHOWN = 4  # marks on the page of a loan, the newest ones
RULE = "limitation_agreed"


def limitation_blocks(sight: Sight, loan: Loan) -> list[Block]:
    """The marks of a loan under their heading, with what they mean and where that stands; nothing where none."""
    found = sight.remember(f"marks {loan.id}", lambda: marks(sight.ledger, loan, sight.on))
    if not found:
        return []
    words = sight.words
    blocks: list[Block] = [Title(words("conduct.limitation.title"))]
    blocks += [
        Fact(words.day(mark.date), words(f"conduct.limitation.kind.{mark.kind}")) for mark in found[:SHOWN]
    ]
    if more := len(found) - SHOWN:
        blocks += [Text(words.count("conduct.limitation.more", more), "faint")] if more > 0 else []
    return [*blocks, Text(words("conduct.limitation.about"), "faint"), *_source(sight, loan.id)]


def limitation_of_talk(sight: Sight, talk: Talk, promises: Iterable[Promise]) -> list[Block]:
    """What a talk may do to the period, as a note; nothing where it says nothing of the kind."""
    found = marks_of_talk(talk.id, talk.request, promises)
    if not found:
        return []
    loan = talk.loans[0] if talk.loans else ""
    return [*(Text(limitation_sentence(sight, kind), "faint") for kind in found), *_source(sight, loan)]


def limitation_sentence(sight: Sight, kind: MarkKind) -> str:
    """The neutral sentence about one kind of entry."""
    return sight.words(f"conduct.limitation.{kind}")


def _source(sight: Sight, loan: str) -> list[Block]:
    rule = sight.rules.last(RULE, sight.on, country(sight, loan))
    return [Text(rule_sentence(sight, rule), "faint")] if rule else []
