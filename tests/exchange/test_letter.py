"""Letters as they are first shown: facts filled in, blanks where nothing is known, in both languages."""

from __future__ import annotations

import re

import pytest

from finterm.domain.ledger import Ledger
from finterm.domain.letters import BY_NAME, LETTERS, Facts, Letter, Proposal, facts
from finterm.domain.position import position
from finterm.domain.records import Contact
from finterm.exchange.document import as_markdown, as_text
from finterm.exchange.letter import parts, written
from finterm.exchange.pdf import as_pdf
from finterm.locale import Words
from tests.domain.household import a_talk
from tests.domain.making import a_loan, day

ON = day("2026-03-20")
LOAN = a_loan(legal_lender="Pebble Ltd", contract_no="P-77")
BLANK = {"en": r"\[to fill in: [^\]{}]+\]", "zh": "【请填写：[^】{}]+】"}
both = pytest.mark.parametrize("language", ["en", "zh"])
each = pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)


def known(**more: object) -> Facts:
    return Facts(ON, LOAN, position(LOAN, [], ON))._replace(**more)


@both
@each
def test_a_letter_without_any_facts_is_whole_and_full_of_blanks(letter: Letter, language: str) -> None:
    told = written(letter, Facts(ON), Words(language), day("2026-03-27"))
    assert re.search(BLANK[language], told.text) and "letters." not in told.subject + told.text
    assert not re.search(r"[{}]|\n\n\n|(?m:^ | $)", told.text)
    assert "2026-03-27" in told.text and "2026-03-20" in told.text


@both
@each
def test_what_the_book_knows_of_the_contract_stands_in_every_letter(letter: Letter, language: str) -> None:
    told = written(letter, known(), Words(language), day("2026-03-27"))
    for fact in ("a loan", "Pebble Ltd", "P-77", "12,000.00"):
        assert fact in told.subject + told.text


@both
def test_own_figures_are_said_to_be_unchecked_and_acknowledge_nothing(language: str) -> None:
    words = Words(language)
    for name in ("replan", "card_plan", "reduction"):
        told = written(BY_NAME[name], known(), words, ON)
        assert words("letters.standing.unchecked") in told.text


@both
def test_a_proposal_is_made_once_and_a_letter_that_needs_one_leaves_a_blank(language: str) -> None:
    words = Words(language)
    offered = known(proposal=Proposal(50_000, day("2026-04-15"), True))
    assert written(BY_NAME["replan"], offered, words, ON).text.count("500.00") == 1
    assert words("letters.blank.proposal") in written(BY_NAME["replan"], known(), words, ON).text
    assert words("letters.blank.proposal") not in written(BY_NAME["reduction"], known(), words, ON).text


@both
def test_talks_of_the_diary_are_named_with_their_moment(language: str) -> None:
    words = Words(language)
    collector = Contact(id="c", name="Rock Collections", kind="collector", loans=("loan",))
    talks = [
        a_talk("2026-03-18 21:05", contact="c", loans=("loan",), minor=453_000, currency="CNY", person="A-1"),
        a_talk("2026-03-19 09:30", contact="c", loans=("loan",), third_party="family"),
    ]
    ledger = Ledger(loans=[LOAN], contacts=[collector], talks=talks)
    told, contacted = (
        written(BY_NAME[n], facts(ledger, BY_NAME[n], ON, loan=LOAN), words, ON).text
        for n in ("confirm", "third_party")
    )
    who = words("letters.who", name="Rock Collections", person="A-1")
    for fact in ("2026-03-18 21:05", "4,530.00", who):
        assert fact in told
    assert "2026-03-19 09:30" in contacted and words("core.third_party.family") in contacted


@both
def test_a_letter_becomes_markdown_text_and_pdf_with_nothing_in_it_acting(language: str) -> None:
    document = parts("# not a heading", "One line\nanother\n\n* no list 中文")
    assert as_text(document) == "# not a heading\n\nOne line\nanother\n\n* no list 中文\n"
    assert as_markdown(document).startswith("# \\# not a heading\n\nOne line  \nanother")
    assert as_pdf(document, "a letter", language).startswith(b"%PDF-")
    assert as_pdf(document, "a letter", language) == as_pdf(document, "a letter", language)


@both
def test_laws_are_named_for_loans_of_their_own_country_only(language: str) -> None:
    words = Words(language)
    law = words("letters.third_party.law").strip()
    assert law in written(BY_NAME["third_party"], known(), words, ON).text
    dollars = known(loan=a_loan(currency="USD"))
    assert law not in written(BY_NAME["third_party"], dollars, words, ON).text
