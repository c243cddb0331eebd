"""What is said of an arrangement: what was owed, what is agreed, what is waived, what comes back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finterm.domain.arrangement import equal_rows
from finterm.domain.position import position
from finterm.domain.records import Event, Plan
from finterm.exchange import arranged
from finterm.locale import Words
from tests.domain.making import a_loan, an_event, day

# 12 instalments of 100.00, the first on 10 February; 0.05% a day and 20.00 once late
LOAN = a_loan(
    method="equal_principal", principal=120_000, received=120_000, penalty_rate=Decimal("0.0005"),
    late_fee_minor=2_000, rate=Decimal(0),
)  # fmt: skip
ON = day("2026-04-01")  # the first is 50 days late, the second 22: 2.50 + 1.10, and 40.00
BEFORE = position(LOAN, [], ON)


def plan(each: int, **terms: object) -> Plan:
    rows = equal_rows(each, 12, day("2026-05-01"), "monthly", BEFORE.remaining_principal)
    return Plan(rows=rows, **terms)  # type: ignore[arg-type]


def agreed(made: Plan) -> Event:
    return an_event("arrangement", "2026-04-01", sum(row.principal + row.fee for row in made.rows), plan=made)


def test_what_was_owed_is_told_by_its_parts() -> None:
    assert BEFORE.payoff == 120_000 + 360 + 4_000
    told = arranged.owed(Words("en"), BEFORE, str)
    assert "124360" in told and "principal 120000" in told and "penalty interest 360" in told
    assert "late fees 4000" in told and "interest and fees" not in told


@pytest.mark.parametrize(
    ("each", "more", "costs"),
    [
        (10_000, "4360 less than ending the loan", ""),
        (11_000, "7640 more than ending the loan", "120000 of it are principal, 12000 interest and charges"),
    ],
)
def test_what_goes_beyond_the_principal_is_told(each: int, more: str, costs: str) -> None:
    told = " / ".join(arranged.agreed(Words("en"), plan(each), BEFORE, str))
    assert more in told and (costs in told if costs else "charges" not in told)


def test_what_is_waived_is_named_with_what_there_was_of_it() -> None:
    made = plan(10_000, waived=("penalty", "late_fee", "interest"))
    assert arranged.waived(Words("zh"), made, BEFORE, str) == "罚息 360、违约金 4000、利息"
    assert arranged.waived(Words("zh"), plan(10_000), BEFORE, str) == ""


@pytest.mark.parametrize(("each", "said"), [(10_000, "届时多欠 4360"), (11_000, "届时少欠 7640")])
def test_that_less_is_owed_once_it_is_broken_is_said_without_a_sign(each: int, said: str) -> None:
    """On the day it was agreed: the contract asks for 1,243.60 again, the plan for 1,200.00 or 1,320.00."""
    made = plan(each, if_broken="comes_back")
    told = arranged.broken(Words("zh"), LOAN, [agreed(made)], made, ON, str)
    assert said in told and not [line for line in told if "-" in line]
