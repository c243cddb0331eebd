"""The promise about reminders: what is owed on 10,000 dues is known in under 50 ms, measured, never asserted.

python -m pytest tests/benchmarks/test_reminders_bench.py --override-ini addopts= --benchmark-columns=min,median,max
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from typing import Any

import pytest

from finterm.domain.dues import agenda
from finterm.domain.ledger import Ledger
from finterm.domain.matters import of_dues
from finterm.domain.records import Bill, Settings
from finterm.domain.reminders import owed

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
