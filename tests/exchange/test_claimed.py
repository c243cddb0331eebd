"""A claim is held against the rules of its loan's country, and against none where there are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finterm.domain.records import Claim, Measure
from finterm.exchange import claimed
from finterm.locale import Words
from finterm.rules import load
from tests.domain.making import a_loan, day

LATE = day("2026-04-09")


@pytest.mark.parametrize(
    ("currency", "lines", "explained"),
    [
        ("CNY", ["cap_financial", "cap_private"], True),
        ("USD", [], False),  # rules of that country, and neither a line nor a usual multiple among them
        ("THB", [], False),  # no country known
    ],
)
def test_lines_and_usual_multiples_are_those_of_the_country(
    currency: str, lines: list[str], explained: bool
) -> None:
    """Penalty interest at 1.5 times the rate is usual in China; elsewhere nobody says so."""
    loan = a_loan(
        currency=currency, principal=500_000, method="equal_principal", rate=Decimal("0.18"), periods=10
    )
    claim = Claim(id="c", loan="loan", on=LATE, minor=114_250 + 3_255, ours=114_250)
    found = claimed.checked(load(), loan, claim, [])
    assert (found.difference, found.is_explained) == (3_255, explained)
    assert [line.rule for line in (found.late.lines if found.late else ())] == lines
    words = Words("en")
    told = claimed.late(words, found, str), claimed.beside(words, load(), loan, found, str)
    assert bool(told[0]) == bool(told[1]) == bool(lines)


@pytest.mark.parametrize(
    ("minor", "measure", "said"),
    [
        (400_000, "whole", "若指当时应还（114250）：多 285750"),
        (114_250, "whole", "若指当时应还（114250）：相同"),
        (400_000, "due", ""),
    ],
)
def test_an_amount_held_against_the_whole_loan_is_told_beside_what_is_due_too(
    minor: int, measure: Measure, said: str
) -> None:
    loan = a_loan(principal=500_000, method="equal_principal", rate=Decimal("0.18"), periods=10)
    claim = Claim(id="c", loan="loan", on=LATE, minor=minor, ours=0, measure=measure)
    found = claimed.checked(load(), loan, claim, [])
    assert claimed.if_meant(Words("zh"), found, str) == said


def test_a_line_for_private_lending_says_so_first_and_is_no_warning() -> None:
    loan = a_loan(
        principal=500_000,
        method="equal_principal",
        rate=Decimal("0.18"),
        periods=10,
        penalty_multiplier=Decimal("1.5"),
    )
    claim = Claim(id="c", loan="loan", on=LATE, minor=114_250 + 9_000, ours=117_505)
    found = claimed.checked(load(), loan, claim, [])
    for language, first in (("en", "By the one-year LPR"), ("zh", "按合同成立时的一年期 LPR")):
        fixed, private = claimed.beside(Words(language), load(), loan, found, str)
        assert fixed.is_above and not private.is_above
        assert private.told.startswith(first) and not fixed.told.startswith(first)


def test_the_question_about_a_reference_line_is_asked_only_where_the_claim_is_above_one() -> None:
    loan = a_loan(
        principal=500_000,
        method="equal_principal",
        rate=Decimal("0.18"),
        periods=10,
        penalty_multiplier=Decimal("1.5"),
    )
    claim = Claim(id="c", loan="loan", on=LATE, minor=117_505, ours=117_505)
    found, words = claimed.checked(load(), loan, claim, []), Words("en")
    asked = [claimed.questions(words, found, [], is_above=above) for above in (True, False)]
    assert set(asked[0]) - set(asked[1]) == {words("claims.ask.above")}
