"""An amount somebody names, held against the book: what accounts for the difference, and the reference lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

import pytest

from finterm.domain.claims import Check, Late, check, check_claim, is_overtaken, likely_measure, repeats
from finterm.domain.difference import Part
from finterm.domain.position import position
from finterm.domain.records import Claim, CustomRow, Event, Loan, Plan
from tests.domain.household import refusal
from tests.domain.making import a_loan, an_event, day, paid

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

    def test_late_fees_they_gave_right_account_for_nothing_else(self) -> None:
        terms = {"late_fee_minor": 2_000}
        found = checked(ASKED + PENALTY + 8_000, terms=terms, late_fee=4_000)
        assert told(found) == [("unknown", 4_000)]
        both = checked(ASKED + PENALTY + 8_000, terms=terms, late_fee=8_000)
        assert told(both) == [("late_fee_again", 4_000)] and both.is_explained

    def test_penalty_interest_they_gave_right_accounts_for_nothing_else(self) -> None:
        """45 would be a year of 360 days, if they had not said how much penalty interest there is."""
        assert told(checked(ASKED + PENALTY + 45, penalty=PENALTY)) == [("unknown", 45)]

    def test_the_whole_loan_is_held_against_the_payoff(self) -> None:
        payoff = position(loan(), [], day(ON)).payoff
        assert checked(payoff, measure="whole").difference == 0
        assert likely_measure(position(loan(), [], day(ON)), payoff - 10_000) == "whole"
        assert likely_measure(position(loan(), [], day(ON)), ASKED) == "due"


# One case a line: what is asked beyond ours, what accounts for it. All by hand from the terms above.
FEE = {"late_fee_minor": 2_000}  # 20.00 for each instalment that is late: ours holds 40.00
OTHER_TIMES = [Decimal("1.3"), Decimal("1.5")]
CASES: dict[str, tuple[dict[str, Any], int, list[tuple[str, int, int]]]] = {
    # 5,000.00 x 27% / 365 x 58 = 214.52, less the 32.55 of ours
    "penalty interest on the whole balance": ({}, 18_197, [("whole_balance", 18_197, 0)]),
    # 59 days 21.82 and 31 days 11.47
    "a day more": ({}, 74, [("day_more", 74, 0)]),
    "a day less": ({}, -74, [("day_less", -74, 0)]),
    # 23.4% a year: 18.59 and 9.62
    "another multiple than the contract's": ({}, -434, [("times_other", -434, 0)]),
    # 23.4% a year on 5,000.00 for 58 days: 185.92, less the 32.55 of ours
    "another multiple on the whole balance": (
        {}, 15_337, [("whole_balance", 18_197, 0), ("times_other", -2_860, 0)],
    ),
    "no penalty interest": ({}, -3_255, [("no_penalty", -3_255, 0)]),
    "every late fee twice": (FEE, 4_000, [("late_fee_again", 4_000, 0)]),
    "one late fee twice": (FEE, 2_000, [("late_fee_again", 2_000, 1)]),
    "no late fee": (FEE, -4_000, [("no_late_fee", -4_000, 0)]),
    "360 days and every late fee twice": (FEE, 4_045, [("year_360", 45, 0), ("late_fee_again", 4_000, 0)]),
    "all late fees twice and one of them again is no way to count": (FEE, 6_000, [("unknown", 6_000, 0)]),
    "the first alone": ({}, -57_860, [("only_due", -57_860, 1)]),
    "the second alone": ({}, -59_645, [("without_due", -59_645, 1)]),
    "a cent for each instalment": ({}, 2, [("rounding", 2, 0)]),
    "a cent too much for that": ({}, -3, [("unknown", -3, 0)]),
    "no interest on interest though the contract has it": (
        {"compound": True}, -471, [("no_compound", -471, 0)],
    ),
    "principal alone though the contract says the instalment": (
        {"penalty_base": "overdue_instalment"}, -471, [("principal_only", -471, 0)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_accounts_for_a_difference(case: str) -> None:
    terms, more, parts = CASES[case]
    found = checked(checked(1, terms=terms).ours + more, terms=terms, times=OTHER_TIMES)
    assert [(part.kind, part.minor, part.n) for part in found.parts] == parts
    assert sum(part.minor for part in found.parts) == found.difference == more


@pytest.mark.parametrize(
    ("minor", "parts"),
    [
        (117_500, [("rounding", -5)]),  # ours is 1,175.05: named in whole yuan
        (117_600, [("rounding", 95)]),
        (117_700, [("unknown", 195)]),
        (117_550, [("year_360", 45)]),  # no whole unit, and a way accounts for it
        (117_565, [("unknown", 60)]),
    ],
)
def test_a_whole_unit_named_is_rounding_where_less_than_one_is_missing(
    minor: int, parts: list[tuple[str, int]]
) -> None:
    found = checked(minor)
    assert (found.ours, told(found)) == (117_505, parts)


class TestDays:
    """The day of the claim decides, not the day it is looked at."""

    @pytest.mark.parametrize(
        ("on", "ours"),
        [
            ("2026-02-09", 0),  # nothing is due yet
            ("2026-02-10", 57_500),  # due today
            ("2026-02-11", 57_500 + 37),  # 500.00 x 27% / 365
            ("2026-03-09", 57_500 + 999),  # 27 days
            ("2026-03-10", 57_500 + 1_036 + 56_750),  # 28 days, and the second is due
        ],
    )
    def test_ours_is_that_of_its_day(self, on: str, ours: int) -> None:
        later = paid("2026-03-11", 10_000)
        assert check(claim(ours or 1, on=day(on)), loan(), [later]).ours == ours

    def test_a_leap_day_is_a_day(self) -> None:
        terms = {"start": day("2028-01-28"), "first_due": day("2028-02-28")}
        found = [check(claim(1, on=day(on)), loan(**terms), []).ours for on in ("2028-02-29", "2028-03-01")]
        assert found == [57_500 + 37, 57_500 + 74]

    def test_for_a_loan_that_is_current_the_next_instalment_accounts_for_it(self) -> None:
        found = check(claim(57_500, on=day("2026-02-09")), loan(), [])
        assert (found.ours, told(found), found.late) == (0, [("next_due", 57_500)], None)

    def test_for_a_loan_that_is_closed_nothing_does(self) -> None:
        payoff = position(loan(), [], day("2026-02-10")).payoff
        ended = an_event("payoff", "2026-02-10", payoff)
        found = checked(12_345, ended)
        assert (found.ours, found.position.outstanding, told(found)) == (0, 0, [("unknown", 12_345)])


class TestAgreements:
    def test_an_arrangement_they_do_not_follow_is_named(self) -> None:
        rows = (CustomRow(due=day("2026-05-01"), principal=500_000),)
        agreed = an_event("arrangement", "2026-04-01", 500_000, plan=Plan(rows=rows))
        found = checked(ASKED + PENALTY, agreed)
        assert (found.ours, told(found)) == (0, [("arrangement", ASKED + PENALTY)])
        assert checked(500_000, agreed, measure="whole").difference == 0

    def test_a_waiver_they_have_not_taken_off_is_named(self) -> None:
        waived = an_event("waiver", "2026-03-20", 2_000, component="late_fee", due=1)
        found = checked(ASKED + PENALTY + 4_000, waived, terms=FEE)
        assert [(part.kind, part.minor, part.event) for part in found.parts] == [("waiver", 2_000, waived.id)]

    def test_a_charge_they_did_not_count_is_named(self) -> None:
        charged = an_event("charge", "2026-03-20", 5_000, component="fee", due=1)
        found = checked(ASKED + PENALTY, charged)
        assert [(part.kind, part.minor, part.event) for part in found.parts] == [
            ("charge", -5_000, charged.id)
        ]

    @pytest.mark.parametrize(
        ("more", "kind"),
        [
            (27_000 - 5_806, "all_interest"),  # 270.00 to come, of which 60.00 x 30/31 has run
            (-(142_50 + 3_255 + 5_806), "only_principal"),
        ],
    )
    def test_the_whole_loan_with_all_its_interest_or_with_none(self, more: int, kind: str) -> None:
        payoff = 500_000 + 142_50 + 3_255 + 5_806
        found = checked(payoff + more, measure="whole")
        assert (found.ours, told(found)) == (payoff, [(kind, more)])


class TestReferenceLines:
    LINES = (("cap_financial", Decimal("0.24")), ("cap_private", Decimal("0.12")))
    ONE: ClassVar[dict[str, Any]] = {
        "method": "bullet", "periods": 1, "rate": Decimal(0), "penalty_multiplier": None,
        "penalty_rate": Decimal("0.27"), "penalty_unit": "year",
    }  # fmt: skip

    def late(self, minor: int, *events: Event, on: str = "2026-03-12", **terms: Any) -> Late | None:
        about = {key: terms.pop(key) for key in ("penalty", "late_fee") if key in terms}
        made = loan(**self.ONE, **terms)
        return check(claim(minor, on=day(on), **about), made, events, lines=self.LINES, year_days=365).late

    def test_what_is_asked_for_being_late_stands_beside_each_line(self) -> None:
        """27% a year is above 24%: 112.50 or 110.96 against 98.63 for 5,000.00 and 30 days."""
        found = self.late(500_000 + 11_096)
        assert found is not None and (found.minor, found.unknown) == (11_096, 0)
        assert [(line.rule, line.minor, line.is_above) for line in found.lines] == [
            ("cap_financial", 9_863, True), ("cap_private", 4_932, True),
        ]  # fmt: skip
        assert found.rate == pytest.approx(0.27, abs=1e-4)

    @pytest.mark.parametrize(("minor", "above"), [(9_864, True), (9_863, False)])
    def test_above_begins_a_cent_above(self, minor: int, above: bool) -> None:
        found = self.late(500_000 + minor, penalty=minor, late_fee=0)
        assert found is not None and (found.minor, found.lines[0].is_above) == (minor, above)

    def test_a_part_paid_late_counts_until_its_day_and_charges_paid_before_count(self) -> None:
        """3,000.00 for 30 days and 2,000.00 for 10: 24% of that is 59.18 + 13.15."""
        part = paid("2026-02-20", 200_000 + 1_480)  # the penalty interest of ten days, 36.99, comes first
        found = self.late(500_000 - 201_480 + 11_096, part)
        assert found is not None
        principal = 201_480 - 3_699
        assert found.lines[0].minor == round((principal * 10 + (500_000 - principal) * 30) * 0.24 / 365)

    def test_the_unknown_part_is_told_apart(self) -> None:
        found = self.late(500_000 + 11_096 + 123_456)
        assert found is not None and (found.minor, found.unknown) == (11_096, 123_456)

    def test_where_they_say_both_charges_nothing_else_counts_as_one(self) -> None:
        found = self.late(500_000 + 11_096 + 123_456, penalty=11_096, late_fee=0)
        assert found is not None and (found.minor, found.unknown) == (11_096, 0)

    def test_an_instalment_not_due_yet_is_no_charge(self) -> None:
        terms = {"penalty_multiplier": Decimal("1.5")}
        found = check(claim(ASKED + PENALTY + 56_000), loan(**terms), [], lines=self.LINES, year_days=365)
        assert found.late is not None and found.late.minor == PENALTY

    @pytest.mark.parametrize(
        ("minor", "on"),
        [(1, "2026-02-10"), (500_000 - 2, "2026-03-12")],
        ids=["nothing is late", "less than the principal"],
    )
    def test_where_there_is_nothing_to_compare_nothing_is_said(self, minor: int, on: str) -> None:
        assert self.late(minor, on=on) is None

    def test_without_rules_of_the_country_nothing_is_said(self) -> None:
        assert checked(ASKED + PENALTY + 9_999).late is None


class TestAmended:
    def test_a_later_one_of_the_same_talk_overtakes_it(self) -> None:
        first, second = claim(5, id="a", talk="t"), claim(6, id="b", talk="t")
        assert is_overtaken(first, [first, second]) and not is_overtaken(second, [first, second])
        assert not is_overtaken(
            first, [first, claim(6, id="b", talk="u"), claim(6, id="c", talk="t", loan="m")]
        )
        assert not is_overtaken(claim(5, id="a"), [claim(5, id="a"), claim(6, id="b")])

    def test_the_same_words_make_no_other_one(self) -> None:
        first, second = claim(5, id="a", talk="t"), claim(6, id="b", talk="t")
        assert repeats(claim(6, talk="t"), [first, second])
        assert not repeats(claim(5, talk="t"), [first, second])
        assert not repeats(claim(6, talk="t", measure="whole"), [first, second])
        assert not repeats(claim(6, talk="u"), [first, second])


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
