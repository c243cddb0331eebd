"""Exactly once: whoever runs, however many at once, whenever they stop and whatever the clock does.

Bills of random dates in a real book; several workers, each with the book opened for itself as a process has
it, run one after the other or side by side, are stopped and begun anew, at moments that jump to and fro.
What is to be told is worked out here a second time, day by day, from the rules as a person reads them.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finterm.domain.records import Bill, BillPayment, Delivery
from finterm.locale import Words
from finterm.notify.channel import Chosen, Failed
from finterm.notify.notice import Notice
from finterm.notify.worker import run_once
from finterm.store import Book

WORDS = Words("en")
FIRST = Date(2026, 5, 1)
LEADS, AT, QUIET = (7, 3, 1, 0), Time(9), (Time(22), Time(8))


class Sheet:
    """A channel that writes down every reminder it was asked to tell, and can be out of order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.works = True
        self.told: list[tuple[str, str]] = []

    def send(self, notice: Notice) -> Failed | None:
        if not self.works:
            return Failed("notify.failed.no_bus")
        self.told += [(one.subject, one.step) for one in notice.reminders]
        return None


class Look(NamedTuple):
    """At `hours` after the first midnight (the clock may have been set back), so many workers at once look;
    channels out of order; a bill paid before; the workers begun anew before."""

    hours: int
    workers: int
    broken: frozenset[int]
    pays: int | None
    anew: bool


LOOKS = st.builds(
    Look,
    st.integers(0, 40 * 24),
    st.sampled_from([1, 1, 2, 3]),
    st.frozensets(st.integers(0, 1), max_size=2),
    st.none() | st.integers(0, 3),
    st.booleans(),
)


def expected(date: Date, now: DateTime, last: DateTime | None) -> str | None:
    """What a bill of `date`, unpaid, is told as at `now`, `last` being the look before."""
    clock = now.time()
    if clock >= QUIET[0] or clock < QUIET[1]:
        return None
    day = now.date() if clock >= AT else now.date() - timedelta(days=1)
    name, begins = "", day
    if day > date:
        name = f"overdue:{day}"
    else:
        for lead in sorted(LEADS, reverse=True):
            if date - timedelta(days=lead) <= day:
                name, begins = f"lead:{lead}:{date}", date - timedelta(days=lead)
    if clock < AT and (last is None or last >= DateTime.combine(begins, AT, tzinfo=UTC)):
        return None  # somebody could have told it: it waits for the hour
    return name or None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    dates=st.lists(st.integers(-5, 40), min_size=1, max_size=4),
    looks=st.lists(LOOKS, min_size=1, max_size=12),
    ordered=st.booleans(),
    every=st.booleans(),
)
def test_each_step_owed_is_told_once_in_each_channel_and_none_that_is_not_owed(
    dates: list[int], looks: list[Look], ordered: bool, every: bool
) -> None:
    bills = [
        Bill(id=f"b{n}", name=f"b{n}", currency="CNY", first=FIRST + timedelta(days=days), count=1, minor=100)
        for n, days in enumerate(dates)
    ]
    with tempfile.TemporaryDirectory() as folder:
        _live(
            Path(folder) / "book",
            bills,
            sorted(looks, key=lambda look: look.hours) if ordered else looks,
            every,
        )


def _live(folder: Path, bills: list[Bill], looks: list[Look], every: bool) -> None:
    books = [Book.open(folder, device="here")]
    put(books[0], *bills)
    sheets = [Sheet("one"), Sheet("two")]
    owed: set[tuple[str, str]] = set()
    paid: set[str] = set()
    last: DateTime | None = None
    for look in looks:
        now = DateTime.combine(FIRST, Time(0), tzinfo=UTC) + timedelta(hours=look.hours)
        if look.anew:
            for book in books:
                book.close()
            books = []
        books += [Book.open(folder, device="here") for _ in range(look.workers - len(books))]
        if look.pays is not None and look.pays < len(bills) and bills[look.pays].id not in paid:
            bill = bills[look.pays]
            paid.add(bill.id)
            put(
                books[0],
                BillPayment(
                    id=f"p-{bill.id}", bill=bill.id, on=bill.first, date=now.date(), minor=100, settles=True
                ),
            )
        for n, sheet in enumerate(sheets):
            sheet.works = n not in look.broken
        through = [Chosen(sheet) for sheet in sheets]
        with ThreadPoolExecutor(look.workers) as pool:
            reports = list(
                pool.map(
                    lambda book, now=now, through=through, last=last: run_once(
                        book, now, WORDS, through, every=every, last_run=last
                    ),
                    books[: look.workers],
                )
            )
        assert not all(report.busy for report in reports)
        stands = {
            (f"bill:{bill.id}:{bill.first}", step)
            for bill in bills
            if bill.id not in paid or _paid_later(books[0], bill, now)
            if (step := expected(bill.first, now, last))
        }
        owed |= stands
        last = now
        told = [set(sheet.told) for sheet in sheets]
        working = [told[n] for n, sheet in enumerate(sheets) if sheet.works]
        if every:
            assert all(stands <= those for those in working)
        elif working:
            assert stands <= told[0] | told[1]
    for sheet in sheets:
        assert len(sheet.told) == len(set(sheet.told)), "told twice"
        assert set(sheet.told) <= owed, "told without being owed"
    if not every:
        assert not set(sheets[0].told) & set(sheets[1].told)
    books[0].refresh()
    recorded = sorted((one.channel, one.subject, one.step) for one in books[0].all(Delivery))
    assert recorded == sorted((sheet.name, *one) for sheet in sheets for one in sheet.told)
    for book in books:
        book.close()


def _paid_later(book: Book, bill: Bill, now: DateTime) -> bool:
    """Whether, the clock having been set back, the payment of `bill` is still to come."""
    return any(one.bill == bill.id and one.date > now.date() for one in book.all(BillPayment))


def put(book: Book, *records: Any) -> None:
    with book.transaction("core.done.import") as change:
        for record in records:
            change.put(record)
