"""Random but sound loans and events."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from finterm.domain.records import Event, Loan
from finterm.domain.schedule import schedule

METHODS = ("equal_payment", "equal_principal", "interest_only", "bullet", "flat_fee")


def rates(most: int) -> st.SearchStrategy[Decimal]:
    """A rate in steps of a hundredth of a percent, up to `most` of them."""
    return st.integers(0, most).map(lambda steps: Decimal(steps) / 10_000)


@st.composite
def loans(draw: st.DrawFn, methods: tuple[str, ...] = METHODS) -> Loan:
    principal = draw(st.integers(1_000, 10**9))
    start = draw(st.dates(Date(2020, 1, 1), Date(2028, 12, 31)))
    return Loan(
        id="loan",
        name="a loan",
        currency=draw(st.sampled_from(["CNY", "USD", "JPY"])),
        principal=principal,
        received=principal - draw(st.integers(0, principal // 10)),
        start=start,
        first_due=start + timedelta(days=draw(st.integers(1, 70))),
        periods=draw(st.integers(1, 40)),
        method=draw(st.sampled_from(methods)),  # type: ignore[arg-type]
        frequency=draw(st.sampled_from(["monthly", "weekly", "biweekly", "30d", "2m"])),
        rate=draw(rates(4_000)),
        day_count=draw(st.sampled_from(["periodic", "actual/365", "actual/360", "30/360"])),  # type: ignore[arg-type]
        fee_rate=draw(rates(150)),
        fee_refunded=draw(st.booleans()),
        grace_days=draw(st.integers(0, 12)),
        tolerance=draw(st.sampled_from([0, 0, 100, 1000])),
        penalty_rate=draw(rates(10)),
        penalty_base=draw(st.sampled_from(["overdue_principal", "overdue_instalment"])),  # type: ignore[arg-type]
        compound=draw(st.booleans()),
        late_fee_minor=draw(st.sampled_from([0, 0, 2_500])),
        late_fee_rate=draw(st.sampled_from([Decimal(0), Decimal("0.05")])),
        allocation=draw(st.permutations(["fee", "penalty", "interest", "principal"]).map(tuple)),  # type: ignore[arg-type]
    )


@st.composite
def loans_with_events(
    draw: st.DrawFn, kinds: tuple[str, ...] = ("payment", "charge", "waiver")
) -> tuple[Loan, list[Event], Date]:
    """A loan, what happened to it, and a date to look at it from."""
    loan = draw(loans())
    rows = schedule(loan)
    last = (rows[-1].due - loan.start).days + 60
    days = st.integers(0, last).map(lambda n: loan.start + timedelta(days=n))
    events: list[Event] = []
    for n in range(draw(st.integers(0, 8))):
        kind: Any = draw(st.sampled_from(kinds))
        component: Any = draw(st.sampled_from(["fee", "penalty", "interest", "principal", "late_fee"]))
        events.append(
            Event(
                id=f"e{n}",
                loan="loan",
                date=draw(days),
                kind=kind,
                minor=draw(st.integers(1, max(1, 2 * loan.principal // len(rows)))),
                component=None if kind == "payment" else component,
                due=draw(st.none() | st.integers(1, len(rows))),
            )
        )
    return loan, events, draw(days)
