"""The contract sheet: the lender's table held against the contract's figures, and what is still missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from finterm.domain.rates import yearly_cost
from finterm.domain.records import AttachedFile, Charge, ContractSheet
from finterm.domain.sheets import CLAUSES, check_sheet, compared, missing, our_cost, sheet_id
from tests.domain.household import refusal
from tests.domain.making import a_loan, day

FLAT = {"method": "flat_fee", "rate": Decimal(0), "fee_rate": Decimal("0.0075")}
SINCE = day("2026-08-01")


def sheet(**terms: Any) -> ContractSheet:
    return ContractSheet(id=sheet_id("loan"), loan="loan", **terms)


def charge(minor: int | None, collector: str = "the bank") -> Charge:
    return Charge(name="fee", minor=minor, collector=collector)


class TestCompared:
    def test_the_charges_shown_are_held_against_what_the_contract_costs_in_all(self) -> None:
        loan = a_loan(**FLAT, received=1_190_000)
        assert our_cost(loan) == 12 * 9_000 + 10_000
        found = compared(loan, sheet(charges=(charge(100_000), charge(8_000))), None)
        assert (found.shown, found.ours, found.gap) == (108_000, 118_000, -10_000)

    @pytest.mark.parametrize("charges", [(), (charge(100_000), charge(None))])
    def test_without_every_amount_there_is_no_sum(self, charges: tuple[Charge, ...]) -> None:
        found = compared(a_loan(**FLAT), sheet(charges=charges), None)
        assert (found.shown, found.gap) == (None, None)

    @pytest.mark.parametrize(
        ("way", "own"),
        [
            ("simple", {"simple": 0.1622}),
            ("compound", {"compound": 0.1748}),
            ("not_said", {"simple": 0.1622, "compound": 0.1748}),
        ],
    )
    def test_a_rate_is_held_against_ours_of_the_same_way_and_against_both_where_it_is_not_said(
        self, way: Any, own: dict[str, float]
    ) -> None:
        loan = a_loan(**FLAT)
        found = compared(loan, sheet(shown_rate=Decimal("0.09"), shown_way=way), yearly_cost(loan))
        assert dict(found.rate_gaps) == {
            name: pytest.approx(0.09 - rate, abs=1e-4) for name, rate in own.items()
        }
        assert compared(loan, sheet(shown_way=way), yearly_cost(loan)).rate_gaps == ()


class TestMissing:
    def test_of_a_bare_contract_everything_is(self) -> None:
        found = missing(a_loan(), None, None)
        assert found == (
            "legal_lender", "contract_no", *CLAUSES, "charges", "late_charges", "files",
        )  # fmt: skip

    def test_a_cost_table_only_for_contracts_from_the_day_lenders_show_one(self) -> None:
        assert "cost_table" not in missing(a_loan(start=day("2026-07-31")), None, SINCE)
        assert "cost_table" in missing(a_loan(start=SINCE), None, SINCE)
        shown = sheet(shown_on=SINCE, shown_rate=Decimal("0.18"))
        assert "cost_table" not in missing(a_loan(start=SINCE), shown, SINCE)

    def test_a_charge_nobody_is_said_to_collect(self) -> None:
        assert "collectors" in missing(a_loan(), sheet(charges=(charge(5, ""),)), None)
        assert "collectors" not in missing(a_loan(), sheet(charges=(charge(5),)), None)
        assert "collectors" in missing(a_loan(), sheet(late_charges=(charge(5, ""),)), None)

    def test_a_charge_whose_amount_is_not_said(self) -> None:
        """When late it may be a rate: nobody knows how long; when paid in time it can be said in full."""
        assert "amounts" in missing(a_loan(), sheet(charges=(charge(5), charge(None))), None)
        late = sheet(charges=(charge(5),), late_charges=(charge(None),))
        assert "amounts" not in missing(a_loan(), late, None)

    def test_nothing_of_a_whole_one(self) -> None:
        """Figures in the loan are our reading of a clause: its own words are wanted all the same."""
        loan = a_loan(legal_lender="a bank", contract_no="1", penalty_rate=Decimal("0.0005"))
        words = dict.fromkeys(CLAUSES, "x")
        file = AttachedFile(name="c.pdf", sha256="0" * 64)
        whole = sheet(**words, charges=(charge(5),), late_charges=(charge(None),), files=(file,))
        assert missing(loan, whole, None) == ()
        assert missing(loan, replace(whole, penalty_clause=""), None) == ("penalty_clause",)


@pytest.mark.parametrize(
    ("terms", "where", "what"),
    [
        ({"charges": (Charge(name=" "),)}, "charges", "error.required"),
        ({"late_charges": (charge(-1),)}, "late_charges", "error.amount_large"),
        ({"shown_rate": Decimal(-1)}, "shown_rate", "error.rate"),
    ],
)
def test_what_makes_no_sense_is_refused(terms: dict[str, Any], where: str, what: str) -> None:
    with refusal(where, what):
        check_sheet(sheet(**terms))
