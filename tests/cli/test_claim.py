"""`claim`: what somebody names against the book, for people and for scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.domain.records import Claim
from finterm.store.book import Book
from tests.cli.conftest import Finterm

LOAN, ON = "手机分期", ("--on", "2026-09-01")


def current(household: Finterm) -> int:
    found: int = household("loans", LOAN, "--json", *ON).json[0]["to_be_current"]
    return found


def test_scripts_get_the_difference_and_what_accounts_for_it(household: Finterm) -> None:
    ours = current(household)
    told = household("claim", LOAN, f"{(ours + 20_000) / 100:.2f}", "--json", *ON).json
    assert (told["ours"], told["difference"], told["measure"]) == (ours, 20_000, "due")
    assert sum(part["amount"] for part in told["parts"]) == 20_000
    assert told["explained"] is (told["parts"][0]["kind"] != "unknown")
    sides = {line["rule"]: line["side"] for line in told["reference_lines"]}
    assert set(sides) == {"cap_financial", "cap_private"} and "above" in sides.values()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("more than the book", "reference line 24.00%", "Ask them")),
        ("zh", ("比账本多", "参考线 24.00%", "可以问对方")),
    ],
)
def test_people_get_it_in_words_with_what_to_ask(
    household: Finterm, language: str, said: tuple[str, ...]
) -> None:
    answer = household("claim", LOAN, "9999", "--of", "due", "--lang", language, *ON)
    assert answer.code == 0 and not [word for word in said if word not in answer.out]


def test_it_is_kept_only_when_asked(household: Finterm, place: Path) -> None:
    household("claim", LOAN, "100", *ON)
    assert household("claim", LOAN, "100", "--penalty", "5", "--note", "by phone", "--save", *ON).code == 0
    with Book.open(place / "book") as book:
        (claim,) = book.all(Claim)
    assert (claim.minor, claim.penalty, claim.note) == (10_000, 500, "by phone")


@pytest.mark.parametrize(
    "given",
    [["0"], ["5", "--penalty", "6"], ["5", "--of", "what"], ["5", "--date", "2000-01-01"]],
)
def test_what_makes_no_sense_is_refused(household: Finterm, given: list[str]) -> None:
    answer = household("claim", LOAN, *given, *ON)
    assert answer.code in (1, 2) and answer.err and not answer.out


def test_an_amount_named_in_a_talk_is_checked_and_kept_with_it(household: Finterm, place: Path) -> None:
    said = ("talk", "Desk", "pay at once", "--loan", LOAN, "--amount", "1234.56")
    told = household(*said, "--new", "lender", "--json").json
    with Book.open(place / "book") as book:
        (claim,) = book.all(Claim)
    assert (claim.talk, claim.minor, claim.id) == (told["talk"], 123_456, told["claim"]["id"])
    assert told["claim"]["ours"] == claim.ours
    assert "Ask them" in household(*said).out
    household("undo")
    household("undo")
    with Book.open(place / "book") as book:
        assert not book.all(Claim)


def test_an_amount_named_before_the_loan_began_is_none_of_it(household: Finterm, place: Path) -> None:
    said = ("talk", "Desk", "so much", "--loan", LOAN, "--amount", "5", "--new", "lender")
    assert household(*said, "--at", "2019-01-01 10:00", "--json").json["claim"] is None
    with Book.open(place / "book") as book:
        assert not book.all(Claim)


def test_an_amount_of_something_else_is_not(household: Finterm, place: Path) -> None:
    told = household(
        "talk",
        "Desk",
        "a tenth",
        "--loan",
        LOAN,
        "--amount",
        "5",
        "--of",
        "other",
        "--new",
        "lender",
        "--json",
    ).json
    with Book.open(place / "book") as book:
        assert told["claim"] is None and not book.all(Claim)
