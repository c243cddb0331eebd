"""The cost of a loan beside the reference lines: above or below, with the source, and never more than that."""

from __future__ import annotations

from datetime import date as Date
from decimal import Decimal

import msgspec
import pytest

from finterm.domain.records import Loan
from finterm.tui.view.beyond import beside_lines
from finterm.tui.view.loan import loan_page
from finterm.tui.view.page import Text, lay_out
from tests.tui.household import household
from tests.tui.sights import sight_of


def told(
    key: str = "loan-1", language: str = "en", *, hidden: bool = False, **terms: object
) -> list[tuple[str, str]]:
    records = [
        msgspec.structs.replace(r, **terms) if isinstance(r, Loan) and r.id == key else r for r in household()
    ]
    sight = sight_of(records, language, hidden=hidden)
    blocks = beside_lines(sight, sight.loans[key], sight.positions[key])
    return [(block.text, block.state) for block in blocks if isinstance(block, Text)]


def test_the_nominal_cost_stands_beside_each_line_with_its_source() -> None:
    texts = [text for text, _ in told()]
    assert texts[0] == "The nominal yearly cost of 16.22% is below the reference line of 24.00%."
    assert texts[1].startswith("Supreme People's Court") and texts[1].endswith("No. 22) (court practice)")
    assert any(
        "above the reference line of 12.00%. That is 4 times the one-year LPR of 2026-02-24" in t
        for t in texts
    )
    assert any("Licensed lenders" in text for text in texts)


@pytest.mark.parametrize(
    ("fee", "side", "state"),
    [("0.0112", "below", ""), ("0.0113", "above", "warning")],
)
def test_near_the_line_the_side_follows_the_figure_shown(fee: str, side: str, state: str) -> None:
    text, shown = told(fee_rate=Decimal(fee))[0]
    assert f"is {side} the reference line of 24.00%" in text and shown == state


def test_penalty_and_late_fees_stand_beside_what_the_line_comes_to() -> None:
    below = [text for text, _ in told() if text.startswith("Penalty")]
    assert below and "below the reference line: 24.00% a year comes to" in below[0] and "365 days" in below[0]
    above = [one for one in told(late_fee_minor=5_000) if one[0].startswith("Penalty")]
    assert "above the reference line" in above[0][0] and above[0][1] == "warning"


def test_amounts_are_masked_and_rates_are_not() -> None:
    text = next(text for text, _ in told(hidden=True) if text.startswith("Penalty"))
    assert "•••" in text and "¥" not in text and "24.00%" in text


def test_a_contract_made_after_the_last_known_rate_says_so() -> None:
    marks = [
        text
        for text, state in told(start=Date(2026, 7, 20), first_due=Date(2026, 8, 20))
        if state == "warning"
    ]
    assert (
        "Loan prime rate, one year: past its last day 2026-07-19: look it up before you rely on it" in marks
    )


def test_a_currency_of_a_country_without_lines_has_none() -> None:
    assert told(currency="USD") == [] and told(currency="JPY") == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_a_loan_shows_them_at_every_width(language: str) -> None:
    sight = sight_of(language=language)
    for room in (58, 78, 118):
        page = ["".join(part for part, _ in line) for line in lay_out(loan_page(sight, "loan-1"), room)]
        title = "Beside the reference lines" if language == "en" else "与参考线对照"
        assert title in [line.strip() for line in page] and "rules.beside" not in "".join(page)
        assert "24.00%" in "".join(page)
