"""Letters as they are first shown: facts filled in, blanks where nothing is known, in both languages."""

from __future__ import annotations

import os
import re
from datetime import date as Date
from decimal import Decimal
from errno import ENOSPC
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace

from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.letters import BY_NAME, LETTERS, Facts, Letter, Proposal, facts, proposal
from finterm.domain.money import Money
from finterm.domain.position import position
from finterm.domain.promising import SafeToPromise
from finterm.domain.records import Contact, CreditAccount, CreditReport, Dispute, FollowUp
from finterm.exchange.document import as_markdown, as_text
from finterm.exchange.letter import Written, blanks, drafted, new_file, next_blank, parts, write, written
from finterm.exchange.pdf import as_pdf
from finterm.locale import Words
from finterm.rules import load
from finterm.rules.said import instrument_of
from tests.domain.household import a_talk
from tests.domain.making import a_loan, day

ON = day("2026-03-20")
LOAN = a_loan(legal_lender="Pebble Ltd", contract_no="P-77")
BLANK = {"en": r"\[to fill in: [^\]{}]+\]", "zh": "【请填写：[^】{}]+】"}
both = pytest.mark.parametrize("language", ["en", "zh"])
each = pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)


def told(letter: Letter, facts: Facts, language: str, by: Date = ON, currency: str = "CNY") -> Written:
    return written(letter, facts, Words(language), by, load(Path("nowhere")), currency)


def dated(language: str, iso: str) -> str:
    """A day as a letter writes it."""
    year, month, day = iso.split("-")
    return iso if language == "en" else f"{year}年{int(month)}月{int(day)}日"


def known(**more: object) -> Facts:
    return Facts(ON, LOAN, position(LOAN, [], ON))._replace(**more)


@both
@each
def test_a_letter_without_any_facts_is_whole_and_full_of_blanks(letter: Letter, language: str) -> None:
    bare = told(letter, Facts(ON), language, day("2026-03-27"))
    assert re.search(BLANK[language], bare.text) and "letters." not in bare.subject + bare.text
    assert not re.search(r"[{}]|\n\n\n|(?m:^ | $)", bare.text)
    assert dated(language, "2026-03-27") in bare.text and dated(language, "2026-03-20") in bare.text


@both
@each
def test_what_the_book_knows_of_the_contract_stands_in_every_letter(letter: Letter, language: str) -> None:
    letter_now = told(letter, known(), language)
    for fact in ("a loan", "Pebble Ltd", "P-77", "12,000.00"):
        assert fact in letter_now.subject + letter_now.text


@both
def test_own_figures_are_said_to_be_unchecked_and_acknowledge_nothing(language: str) -> None:
    words = Words(language)
    for name in ("replan", "card_plan", "reduction"):
        text = told(BY_NAME[name], known(), language).text
        assert words("letters.standing.unchecked") in text


@both
def test_a_proposal_is_made_once_and_a_letter_that_needs_one_leaves_a_blank(language: str) -> None:
    words = Words(language)
    offered = known(proposal=Proposal(50_000, day("2026-04-15"), True))
    assert told(BY_NAME["replan"], offered, language).text.count("500.00") == 1
    assert words("letters.proposal.most") in told(BY_NAME["replan"], offered, language).text
    could = known(proposal=Proposal(50_000, day("2026-04-15"), True, False))
    assert words("letters.proposal.most") not in told(BY_NAME["replan"], could, language).text
    assert words("letters.blank.proposal") in told(BY_NAME["replan"], known(), language).text
    assert words("letters.blank.proposal") not in told(BY_NAME["reduction"], known(), language).text


@both
def test_talks_of_the_diary_are_named_with_their_moment(language: str) -> None:
    words = Words(language)
    collector = Contact(id="c", name="Rock Collections", kind="collector", loans=("loan",))
    talks = [
        a_talk("2026-03-18 21:05", contact="c", loans=("loan",), minor=453_000, currency="CNY", person="A-1"),
        a_talk("2026-03-19 09:30", contact="c", loans=("loan",), third_party="family"),
    ]
    ledger = Ledger(loans=[LOAN], contacts=[collector], talks=talks)
    named, contacted = (
        told(BY_NAME[n], facts(ledger, BY_NAME[n], ON, loan=LOAN), language).text
        for n in ("confirm", "third_party")
    )
    who = words("letters.who", name="Rock Collections", person="A-1")
    for fact in (dated(language, "2026-03-18"), "21:05", "4,530.00", who):
        assert fact in named
    assert dated(language, "2026-03-19") in contacted and words("core.third_party.family") in contacted


@both
def test_a_letter_becomes_markdown_text_and_pdf_with_nothing_in_it_acting(language: str) -> None:
    document = parts("# not a heading", "One line\nanother\n\n* no list 中文")
    assert as_text(document) == "# not a heading\n\nOne line\nanother\n\n* no list 中文\n"
    assert as_markdown(document).startswith("# \\# not a heading\n\nOne line  \nanother")
    assert as_pdf(document, "a letter", language).startswith(b"%PDF-")
    assert as_pdf(document, "a letter", language) == as_pdf(document, "a letter", language)


@both
@pytest.mark.parametrize("name", ["third_party", "card_plan", "dispute", "confirm", "complaint"])
@pytest.mark.parametrize("currency", ["USD", "JPY"])
def test_a_loan_of_another_country_is_told_of_no_law_of_china(
    name: str, currency: str, language: str
) -> None:
    laws = [rule for rule in load(Path("nowhere")).of("cn") if rule.article or rule.status != "convention"]
    names = {instrument_of(Words(language), rule) for rule in laws}
    there = known(loan=a_loan(currency=currency, start=day("2026-09-01")), position=None)
    text = told(BY_NAME[name], there, language).text
    assert not [name for name in names if name in text] and Words(language)("letters.costs.table") not in text
    alone = told(BY_NAME[name], Facts(ON), language, currency=currency).text
    assert not [name for name in names if name in alone]


@both
def test_laws_are_named_with_their_article_and_standards_with_their_weight(language: str) -> None:
    words = Words(language)
    text = told(BY_NAME["third_party"], known(), language).text
    assert "1033" in text and "GB/T 45251" in text and words("rules.status.recommended_standard") in text
    assert "70" in told(BY_NAME["card_plan"], known(), language).text
    assert "20" in told(BY_NAME["dispute"], known(), language).text.replace("2026", "")


@both
@pytest.mark.parametrize(("signed", "key"), [("2026-07-31", "any"), ("2026-08-01", "table")])
def test_the_cost_table_is_asked_for_where_it_had_to_be_shown(language: str, signed: str, key: str) -> None:
    loan = a_loan(start=day(signed))
    text = told(BY_NAME["confirm"], Facts(ON, loan), language).text
    assert Words(language)(f"letters.costs.{key}") in text


@both
@each
def test_who_asks_for_something_about_the_debt_asks_for_all_four_points(
    letter: Letter, language: str
) -> None:
    """Amount, whether interest runs, whether collection pauses, how it is reported."""
    text = told(letter, known(), language).text
    points = {
        "en": (
            "amount owed on the day",
            "interest and penalty interest run",
            "collection pauses",
            "reported",
        ),
        "zh": ("答复当日", "是否继续计收利息和罚息", "是否暂停催收", "如何向征信系统报送"),
    }[language]
    if letter.request in ("re_plan", "waiver") or letter.name == "confirm":
        assert all(point in text for point in points)


@both
def test_a_complaint_holds_what_one_has_to_hold(language: str) -> None:
    words = Words(language)
    asked = a_talk(
        "2026-03-10 10:00", contact="c", loans=("loan",), direction="outgoing", channel="email",
        reason="asked for “a plan”", reference="T-1", person="8032",
    )  # fmt: skip
    night = a_talk("2026-03-11 22:00", contact="c", loans=("loan",), reached=False)
    desk = Contact(id="c", name="Desk", kind="lender", loans=("loan",))
    ledger = Ledger(loans=[LOAN], contacts=[desk], talks=[asked, night])
    rules = load(Path("nowhere"))
    draft = drafted(ledger, BY_NAME["complaint"], ON, words, rules, "CNY", loan=LOAN)
    text = draft.told.text
    for blank in ("identity", "phone", "claim", "facts", "reasons", "evidence", "name"):
        assert words(f"letters.blank.{blank}") in text
    for fact in ("Pebble Ltd", "8032", "T-1", "‘a plan’", "22:00", "GB/T 45251", "Desk"):
        assert fact in text
    assert words("letters.unanswered", day=dated(language, ON.isoformat())) in text
    replied = replace(asked, outcome="they look into it")
    later = drafted(
        ledger._replace(talks=[replied]), BY_NAME["complaint"], ON, words, rules, "CNY", loan=LOAN
    )
    assert words("letters.answered", what="they look into it") in later.told.text


@both
def test_nothing_is_claimed_that_the_book_does_not_say(language: str) -> None:
    words = Words(language)
    owing = told(BY_NAME["settlement"], known(), language).text
    assert words("letters.blank.paid_off") in owing
    assert "0.00" not in told(BY_NAME["replan"], known(), language).text.replace("00.00", "")  # no penalty
    spent = told(BY_NAME["replan"], known(is_spent=True), language).text
    assert words("letters.proposal.nothing", blank="x").split("x")[0] in spent


@both
def test_an_instalment_in_its_days_of_grace_is_told_beside_the_next_one(language: str) -> None:
    loan = a_loan(grace_days=3)
    now = Facts(day("2026-02-12"), loan, position(loan, [], day("2026-02-12")))
    text = told(BY_NAME["replan"], now, language).text
    assert dated(language, "2026-02-10") in text and dated(language, "2026-03-10") in text
    assert text.count(Words(language)("letters.standing.mine", what="").rstrip(" .。")) == 1


@both
def test_the_report_and_the_account_are_named_in_a_dispute(language: str) -> None:
    report = CreditReport(id="r", date=day("2026-03-01"))
    account = CreditAccount(
        id="a", report="r", lender="Pebble Ltd", number="P-77", currency="CNY", loan="loan"
    )
    older = replace(report, id="o", date=day("2026-01-01"))
    ledger = Ledger(loans=[LOAN], credit_reports=[report, older], credit_accounts=[replace(account, id="b", report="o"), account])  # fmt: skip
    text = told(BY_NAME["dispute"], facts(ledger, BY_NAME["dispute"], ON, loan=LOAN), language).text
    assert dated(language, "2026-03-01") in text and Words(language)("letters.blank.mistake") in text
    open_one = Dispute(id="d", what="paid in March", filed_on=ON, days=20, loan="loan", evidence="receipt")
    ledger = ledger._replace(disputes=[open_one, replace(open_one, id="e", outcome="corrected", what="old")])
    text = told(BY_NAME["dispute"], facts(ledger, BY_NAME["dispute"], ON, loan=LOAN), language).text
    assert "paid in March" in text and "receipt" in text and "old" not in text


def test_a_talk_is_told_once_with_all_that_was_noted_of_it() -> None:
    talk = a_talk("2026-03-11 23:00", contact="", person="A-1", loans=("loan",), third_party="family", conduct=("told_others",))  # fmt: skip
    ledger, rules = Ledger(loans=[LOAN], talks=[talk]), load(Path("nowhere"))
    text = drafted(ledger, BY_NAME["complaint"], ON, Words("en"), rules, "CNY", loan=LOAN).told.text
    assert text.count("23:00") == 1 and "phone, with family, told others of the debt" in text


def test_a_complaint_about_a_caller_without_a_loan_holds_what_was_noted_of_them() -> None:
    desk = Contact(id="c", name="Desk", kind="collector")
    night = a_talk("2026-03-11 22:00", contact="c")
    ledger, rules = Ledger(contacts=[desk], talks=[night]), load(Path("nowhere"))
    text = drafted(ledger, BY_NAME["complaint"], ON, Words("en"), rules, "CNY", contact="c").told.text
    assert "22:00" in text and "GB/T 45251" in text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("nothing", 0),
        ("【请填写：您的姓名】", 1),
        ("【请李四", 1),  # deleted by half
        ("姓名】", 1),
        ("[to fill in: your name] and [to fill in: a number]", 2),
        ("[to fill in", 1),
        ("[sic] a [note]", 0),
    ],
)
def test_a_blank_deleted_by_half_is_a_blank(text: str, count: int) -> None:
    assert blanks(text) == count


def test_the_next_blank_is_the_first_after_the_cursor_else_the_first() -> None:
    text = "a 【x】 b\n【y】"
    assert [next_blank(text, at) for at in (0, 2, 3, 9)] == [(2, 5), (2, 5), (8, 11), (2, 5)]
    assert next_blank("none", 0) is None


@both
def test_a_dispute_about_an_account_of_no_loan_names_it_and_no_other(language: str) -> None:
    words = Words(language)
    report = CreditReport(id="r", date=day("2026-03-01"))
    account = CreditAccount(id="a", report="r", lender="Harbour Bank", currency="CNY", number="H-1")
    wrong = Dispute(id="d", what="I never opened it", filed_on=ON, days=20, lender="Harbour Bank")
    ledger = Ledger(loans=[LOAN], credit_reports=[report], credit_accounts=[account], disputes=[wrong])
    rules = load(Path("nowhere"))
    made = drafted(ledger, BY_NAME["dispute"], ON, words, rules, "CNY", record="d").told
    for fact in ("Harbour Bank", "H-1", "I never opened it", dated(language, "2026-03-01")):
        assert fact in made.text
    assert "Pebble" not in made.text and "P-77" not in made.text
    assert words("letters.blank.loan") not in made.text and made.subject == words(
        "letters.dispute.subject.bare"
    )


@both
def test_a_dispute_rests_on_no_rule_of_another_country_than_its_report(language: str) -> None:
    words, rules = Words(language), load(Path("nowhere"))
    report = CreditReport(id="r", date=day("2026-03-01"), country="gb")
    account = CreditAccount(id="a", report="r", lender="Harbour Bank", currency="GBP")
    copied = Ledger(credit_reports=[report], credit_accounts=[account])
    filed = Dispute(id="d", what="not mine", filed_on=ON, days=28, country="gb")
    plain = replace(report, country="")
    home = rules.find("dispute_answer", ON, "cn")
    assert home is not None
    for ledger, record in (
        (copied, "a"),
        (copied._replace(credit_reports=[plain]), "a"),
        (Ledger(disputes=[filed]), "d"),
    ):
        made = drafted(ledger, BY_NAME["dispute"], ON, words, rules, "CNY", record=record)
        assert instrument_of(words, home) not in made.told.text
        assert made.known.contact is None, "the credit centre of another country takes no such letter"
    abroad = copied._replace(credit_reports=[replace(report, country="cn")])
    assert instrument_of(words, home) in drafted(abroad, BY_NAME["dispute"], ON, words, rules, "GBP", record="a").told.text  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "what"), [("a" * 300 + ".txt", "failed"), ("~nobody-of-that-name/x.txt", "folder")]
)
def test_a_place_that_no_file_can_have_is_refused(typed: str, what: str) -> None:
    with pytest.raises(BadInput, match=f"letters.file.{what}"):
        new_file(typed)


def test_a_letter_that_cannot_be_written_whole_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadInput, match="failed"):
        write(tmp_path / "a\0b.txt", "subject", "text", "en")

    def full(handle: int, mode: str) -> BytesIO:
        os.write(handle, b"half of it")
        os.close(handle)
        raise OSError(ENOSPC, "no space left")

    monkeypatch.setattr("finterm.exchange.letter.os.fdopen", full)
    with pytest.raises(BadInput, match="failed"):
        write(tmp_path / "x.txt", "subject", "text", "en")
    assert [*tmp_path.iterdir()] == []


def test_while_an_answer_is_awaited_no_letter_says_that_none_came() -> None:
    words, rules = Words("en"), load(Path("nowhere"))
    asked = [
        a_talk(f"2026-03-{d} 10:00", contact="l", loans=("loan",), direction="outgoing", channel="letter", reason=f"on {d}")
        for d in ("08", "10")
    ]  # fmt: skip
    lender = Contact(id="l", name="Pebble", kind="lender", loans=("loan",))
    step = FollowUp(id="s", date=day("2026-03-27"), what="answer", talk=asked[1].id)
    ledger = Ledger(loans=[LOAN], contacts=[lender], talks=asked)
    text, waiting = (
        drafted(one, BY_NAME["complaint"], ON, words, rules, "CNY", loan=LOAN).told.text
        for one in (ledger, ledger._replace(follow_ups=[step]))
    )
    assert "no answer in writing" in text and "no answer in writing" not in waiting
    assert words("letters.blank.answer") in waiting
    assert text.index("on 08") < text.index("on 10")


def test_a_rule_that_nobody_read_is_cited_in_no_letter() -> None:
    threat = a_talk("2026-03-11 10:00", contact="", person="A-1", loans=("loan",), conduct=("threat",))
    ledger, rules = Ledger(loans=[LOAN], talks=[threat]), load(Path("nowhere"))
    text = drafted(ledger, BY_NAME["complaint"], ON, Words("en"), rules, "CNY", loan=LOAN).told.text
    assert "Guideline on collection" in text and "Public Security" not in text


@both
def test_a_letter_that_asks_for_charges_to_be_waived_names_them_and_does_not_offer_them(
    language: str,
) -> None:
    late = a_loan(penalty_rate=Decimal("0.0005"), penalty_base="overdue_instalment", late_fee_minor=5_000)
    standing = position(late, [], ON)
    assert standing.penalty and standing.late_fees
    offer = proposal(
        BY_NAME["reduction"], standing, SafeToPromise("CNY", day("2026-04-15"), 999_999, None, (), ())
    )
    assert offer and offer.minor == standing.to_be_current - standing.penalty - standing.late_fees
    text = told(BY_NAME["reduction"], Facts(ON, late, standing, proposal=offer), language).text
    words = Words(language)
    for key, minor in (("penalty", standing.penalty), ("fees", standing.late_fees)):
        said = words(f"letters.standing.{key}", amount=words.money(Money(minor, "CNY")))
        assert text.count(said) == 2  # in what is overdue, and in what is asked for
    assert words("letters.blank.grounds") not in text and words("letters.blank.reasons") in text
