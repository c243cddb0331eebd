"""The promises of the domain and of import about time, measured and never asserted in a timed test.

    python -m pytest tests/benchmarks/test_domain_bench.py --override-ini addopts= --benchmark-columns=min,median,max

- what is owed on 10,000 dues is known in under 50 ms
- an agenda over 10,000 records in under 500 ms
- a file of 10,000 lines is planned and taken in within 2 s
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from typing import Any

import pytest

from finterm.domain.dues import agenda, due_totals, positions
from finterm.domain.ledger import Ledger
from finterm.domain.matters import of_dues
from finterm.domain.records import Bill, BillPayment, Settings
from finterm.domain.reminders import owed
from tests.domain.household import a_bill, a_promise
from tests.domain.making import a_loan, day
from tests.exchange.book_of import Kept

ON = Date(2026, 5, 15)


@pytest.mark.parametrize("weekends_earlier", [False, True])
def test_what_is_owed_on_ten_thousand_dues(benchmark: Any, weekends_earlier: bool) -> None:
    bills = [
        Bill(
            id=str(n),
            name=f"bill {n}",
            currency="CNY",
            first=ON + timedelta(days=n % 60 - 30),
            count=1,
            minor=5,
        )
        for n in range(10_000)
    ]
    settings = Settings(id=Settings.THE, weekends_earlier=weekends_earlier)
    ledger = Ledger(bills=bills)
    matters = list(of_dues(agenda(ledger, ON, ON + timedelta(days=31)), ledger, settings))
    assert len(matters) == 10_000
    now = DateTime.combine(ON, settings.remind_at)
    found = benchmark(lambda: owed(matters, now, settings))
    assert len(found) > 6_000


def test_an_agenda_over_ten_thousand_records(benchmark: Any) -> None:
    on = day("2026-03-10")
    first = Date(2024, 1, 31)
    ledger = Ledger(
        loans=[a_loan(id=f"l{n}", name=f"l{n}") for n in range(200)],
        bills=[a_bill(id=f"b{n}", name=f"b{n}", first=first) for n in range(300)],
        bill_payments=[
            BillPayment(id=f"p{n}", bill=f"b{n % 300}", on=first, date=on, minor=200_000)
            for n in range(9_000)
        ],
        promises=[a_promise("2026-03-20", 5_000, id=f"q{n}", loan=f"l{n % 200}") for n in range(500)],
    )
    known = positions(ledger, on)
    dues = benchmark(lambda: agenda(ledger, on, day("2026-03-31"), known=known))
    assert due_totals(dues) and len(dues) == 200 * 2 + 300 * 26 + 500


def test_a_file_of_ten_thousand_lines(benchmark: Any) -> None:
    rows = "".join(
        f"Phone,2026-{1 + n % 12:02}-{1 + n % 28:02},payment,{n}.50,,,note {n}\n" for n in range(1, 10_001)
    )

    def kept() -> tuple[tuple[Kept], dict[str, Any]]:
        begun = Kept()
        begun.take(
            "name,currency,principal,method,start,first_due,periods\n"
            "Phone,CNY,6000,equal_payment,2026-01-01,2026-02-01,12\n"
        )
        return (begun,), {}

    text = "loan,date,kind,amount,component,due,note\n" + rows
    benchmark.pedantic(lambda begun: begun.take(text), setup=kept, rounds=5)
