"""What was charged for being late beside a yearly rate on the same principal and days."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finterm.domain.beyond import charged_while_overdue, line_while_overdue
from finterm.domain.position import Position, position
from finterm.domain.records import Event
from tests.domain.making import a_loan, an_event, day, paid

RATE = Decimal("0.24")


def owed(on: str, *events: Event, **terms: object) -> Position:
    """5,000.00 due at once on 2026-06-10, 18% a year and 1.5 times that while overdue."""
    loan = a_loan(
        principal=500_000,
        received=500_000,
        start=day("2026-05-10"),
        first_due=day("2026-06-10"),
        periods=1,
        method="equal_principal",
        rate=Decimal("0.18"),
        **{"penalty_multiplier": Decimal("1.5"), "penalty_basis": 360, **terms},
    )
    return position(loan, events, day(on))


@pytest.mark.parametrize(("basis", "charged"), [(360, 11_250), (365, 11_096)])
def test_thirty_days_of_penalty_beside_the_line(basis: int, charged: int) -> None:
    standing = owed("2026-07-10", penalty_basis=basis)
    assert charged_while_overdue(standing, []) == charged
    assert line_while_overdue(standing, [], RATE, 365) == 9_863
    assert line_while_overdue(standing, [], RATE, 360) == 10_000


def test_nothing_is_charged_and_the_line_is_nothing_while_nothing_is_overdue() -> None:
    for on in ("2026-06-09", "2026-06-10"):
        standing = owed(on)
        assert (charged_while_overdue(standing, []), line_while_overdue(standing, [], RATE, 365)) == (0, 0)


def test_a_day_more_is_a_day_more_on_both_sides() -> None:
    one, two = owed("2026-06-11"), owed("2026-06-12")
    assert (charged_while_overdue(one, []), line_while_overdue(one, [], RATE, 365)) == (375, 329)
    assert (charged_while_overdue(two, []), line_while_overdue(two, [], RATE, 365)) == (750, 658)


def test_late_fees_and_what_was_paid_of_charges_count_and_what_was_waived_does_not() -> None:
    pay, waive = paid("2026-06-20", 5_000), an_event("waiver", "2026-06-20", 2_000, component="late_fee")
    alone = charged_while_overdue(owed("2026-06-20", late_fee_minor=2_000), [])
    assert alone == 3_750 + 2_000
    assert charged_while_overdue(owed("2026-06-20", pay, late_fee_minor=2_000), [pay]) == alone
    assert charged_while_overdue(owed("2026-06-20", waive, late_fee_minor=2_000), [waive]) == alone - 2_000
