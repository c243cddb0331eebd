"""An amount somebody names, held against the book: what accounts for the difference, and the reference lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from finterm.domain.claims import Check, Part, check, check_claim, likely_measure
from finterm.domain.position import position
from finterm.domain.records import Claim, Event, Loan
from tests.domain.household import refusal
from tests.domain.making import a_loan, day, paid

ON = "2026-04-09"  # the first instalment is 58 days late, the second 30
# interest only, 18% a year on 5,000.00; penalty interest is 1.5 times the rate, on 365 days
TERMS: dict[str, Any] = {
    "principal": 500_000,
    "method": "equal_principal",
    "rate": Decimal("0.18"),
    "periods": 10,
    "penalty_multiplier": Decimal("1.5"),
}
# principal 500.00 of each; late: 58 and 30 days (the third is due on 10 April)
ASKED = 500_00 * 2 + 75_00 + 67_50
PENALTY = 2_145 + 1_110  # 500.00 x 27% / 365 x 58, x 30


def loan(**terms: Any) -> Loan:
    return a_loan(**{**TERMS, **terms})


def claim(minor: int, **terms: Any) -> Claim:
    return Claim(**{"id": "c", "loan": "loan", "on": day(ON), "minor": minor, "ours": 0, **terms})


def checked(minor: int, *events: Event, terms: dict[str, Any] | None = None, **more: Any) -> Check:
    about = {key: more.pop(key) for key in ("measure", "penalty", "late_fee") if key in more}
    return check(claim(minor, **about), loan(**(terms or {})), events, **more)


def told(found: Check) -> list[tuple[str, int]]:
    return [(part.kind, part.minor) for part in found.parts]


class TestDifference:
    def test_the_same_amount_has_no_difference(self) -> None:
        found = checked(ASKED + PENALTY)
        assert (found.ours, found.difference, found.parts, found.is_explained) == (
            ASKED + PENALTY, 0, (), True,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("more", "parts"),
        [
            (30 + 15, [("year_360", 45)]),  # 2,175 and 1,125 with a year of 360 days
            (322 + 149, [("whole_instalment", 471)]),
            (2, [("rounding", 2)]),
            (3, [("unknown", 3)]),
            (-900, [("unknown", -900)]),
            (12_345, [("unknown", 12_345)]),
            (50_000 + 6_000, [("next_due", 56_000)]),
            (50_000 + 6_000 + 45, [("year_360", 45), ("next_due", 56_000)]),
        ],
    )
    def test_it_is_put_down_to_what_accounts_for_it_and_is_unknown_otherwise(
        self, more: int, parts: list[tuple[str, int]]
    ) -> None:
        found = checked(ASKED + PENALTY + more)
        assert told(found) == parts
        assert sum(part.minor for part in found.parts) == found.difference == more

    def test_a_payment_they_have_not_counted_is_named(self) -> None:
        payment = paid("2026-04-01", 30_000)
        without = checked(1).ours
        found = checked(without, payment)
        assert [(part.kind, part.event) for part in found.parts] == [("payment", payment.id)]
        assert found.difference == found.parts[0].minor > 30_000 - 1

    def test_days_of_grace_they_do_not_give(self) -> None:
        terms = {"grace_days": 35}
        found = checked(ASKED + PENALTY, terms=terms)
        assert told(found) == [("no_grace", 1_110)] and found.ours == ASKED + 2_145

    def test_without_a_rule_in_the_contract_the_usual_multiples_are_tried(self) -> None:
        terms = {"penalty_multiplier": None}
        found = checked(ASKED + PENALTY, terms=terms, times=[Decimal("1.3"), Decimal("1.5")])
        assert found.parts == (Part("times_rate", PENALTY, times=Decimal("1.5")),)
        assert told(checked(ASKED + PENALTY, terms=terms)) == [("unknown", PENALTY)]

    def test_for_a_daily_rate_the_days_of_a_year_account_for_nothing(self) -> None:
        terms = {"penalty_multiplier": None, "penalty_rate": Decimal("0.0005")}
        ours = checked(1, terms=terms).ours
        assert told(checked(ours + 45, terms=terms)) == [("unknown", 45)]

    def test_what_they_say_is_in_it_is_told_by_component(self) -> None:
        found = checked(ASKED + PENALTY + 45 + 5_000 + 800, penalty=PENALTY + 45, late_fee=5_000)
        assert told(found) == [("year_360", 45), ("late_fee", 5_000), ("unknown", 800)]
        assert not found.is_explained
        other = checked(ASKED + PENALTY + 777, penalty=PENALTY + 777)
        assert told(other) == [("penalty", 777)] and not other.is_explained

    def test_the_whole_loan_is_held_against_the_payoff(self) -> None:
        payoff = position(loan(), [], day(ON)).payoff
        assert checked(payoff, measure="whole").difference == 0
        assert likely_measure(position(loan(), [], day(ON)), payoff - 10_000) == "whole"
        assert likely_measure(position(loan(), [], day(ON)), ASKED) == "due"


class TestReferenceLines:
    LINES = (("cap_financial", Decimal("0.24")), ("cap_private", Decimal("0.12")))

    def test_what_is_asked_for_being_late_stands_beside_each_line(self) -> None:
        """27% a year is above 24%: 112.50 or 110.96 against 98.63 for 5,000.00 and 30 days."""
        one = {"method": "bullet", "periods": 1, "principal": 500_000, "rate": Decimal(0)}
        late = {"penalty_multiplier": None, "penalty_rate": Decimal("0.27"), "penalty_unit": "year"}
        found = check(
            claim(500_000 + 11_096, on=day("2026-03-12")), loan(**one, **late), [], lines=self.LINES
        )
        assert (found.difference, found.late) == (0, 11_096)
        assert [(line.rule, line.minor, line.is_above) for line in found.lines] == [
            ("cap_financial", 9_863, True), ("cap_private", 4_932, True),
        ]  # fmt: skip
        assert found.late_rate == pytest.approx(0.27, abs=1e-4)
        below = check(claim(509_863, on=day("2026-03-12")), loan(**one, **late), [], lines=self.LINES)
        assert not below.lines[0].is_above

    def test_where_nothing_is_late_there_is_nothing_to_compare(self) -> None:
        found = check(claim(1, on=day("2026-02-10")), loan(), [], lines=self.LINES)
        assert (found.late, found.late_rate, found.lines) == (None, None, ())

    def test_less_than_the_instalments_is_not_held_against_a_line(self) -> None:
        assert checked(ASKED - 1, lines=self.LINES).lines == ()


@pytest.mark.parametrize(
    ("terms", "where", "what"),
    [
        ({"minor": 0}, "amount", "error.amount_positive"),
        ({"minor": 10**18}, "amount", "error.amount_large"),
        ({"minor": 5, "penalty": 6}, "penalty", "error.claim_parts"),
        ({"minor": 5, "late_fee": 6}, "late_fee", "error.claim_parts"),
        ({"minor": 5, "penalty": -1}, "penalty", "error.amount_negative"),
    ],
)
def test_what_makes_no_sense_is_refused(terms: dict[str, Any], where: str, what: str) -> None:
    with refusal(where, what):
        check_claim(claim(**terms))
