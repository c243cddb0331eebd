"""Which entries may restart the period of limitation, said where they are made and where they are read.

Pure. Nothing is marked where no rule of the loan's country says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from finterm.domain.limitation import MarkKind, marks, marks_of_talk
from finterm.domain.records import Loan, Promise, Talk
from finterm.rules.limiting import noted, rule_of, sentence
from finterm.tui.view.conduct import country, rule_sentence
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight

SHOWN = 4  # marks on the page of a loan, the newest ones


def limitation_blocks(sight: Sight, loan: Loan) -> list[Block]:
    """The marks of a loan under their heading, with what they mean and where that stands; nothing where none."""
    rule = rule_of(sight.rules, sight.on, country(sight, loan.id))
    if rule is None:
        return []
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
    source = Text(rule_sentence(sight, rule), "faint")
    return [*blocks, Text(words("conduct.limitation.about"), "faint"), source]


def limitation_of_talk(sight: Sight, talk: Talk, promises: Iterable[Promise]) -> list[Block]:
    """What a talk may do to the period, as a note; nothing where it says nothing of the kind."""
    found = marks_of_talk(talk.id, talk.request, promises)
    rule = rule_of(sight.rules, sight.on, country(sight, talk.loans[0] if talk.loans else ""))
    if not found or rule is None:
        return []
    told = [Text(sentence(sight.words, kind), "faint") for kind in found]
    return [*told, Text(rule_sentence(sight, rule), "faint")]


def limitation_note(sight: Sight, kinds: Iterable[MarkKind], loan: str) -> str:
    """What entries of these kinds may do, with the source, for a form about the loan with that id."""
    return noted(sight.words, sight.rules, kinds, sight.on, country(sight, loan))
