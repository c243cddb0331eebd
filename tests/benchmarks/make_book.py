"""A book of a long history, to measure with: a household with loans, some overdue, and ten years of records.

    python tests/benchmarks/make_book.py FOLDER [RECORDS]

Made through the book itself, transaction by transaction, so that its journal is as long as a person's. The
same for the same number and day. Of 10,000 records: 80 loans and their payments (about 1,700), 15 bills and
theirs (1,800), 800 talks, 500 promises and next steps, 1,000 deliveries of reminders, the rest (about 4,000)
movements of the budget.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from finterm.domain.calendar import nth_date, parse_frequency
from finterm.domain.records import (
    Amendment,
    Bill,
    BillPayment,
    Contact,
    Delivery,
    Envelope,
    Event,
    FollowUp,
    Loan,
    Move,
    Occurrence,
    Promise,
    Record,
    Settings,
    Talk,
)
from finterm.domain.schedule import schedule
from finterm.store.book import Book

YEARS = 10
BRANDS = "来分期 微粒贷 花呗 借呗 白条 Card Harbour Lending 某消费金融 City Credit 有钱花".split()
REASONS = (
    "8月这一期逾期|asked for the statement|协商延期还款|a call about the third instalment|减免罚息".split("|")
)
SAID = (
    "本月内还清可减免罚息三元，之后按合同收取。",
    "They will send the settlement letter by e-mail within three working days.",
    "专员说最多可以分十二期，需要提交收入证明。",
)


class History:
    """Makes the records of one book, ids rising as they would have been entered."""

    def __init__(self, records: int, today: Date) -> None:
        self.records = records
        self.today = today
        self.random = Random(records)
        self.count = 0

    def id(self) -> str:
        self.count += 1
        return f"{self.count:016d}"

    def day(self) -> Date:
        return self.today - timedelta(days=self.random.randrange(YEARS * 365))

    def all(self) -> Iterator[Record]:
        """Every record but the moves, then moves until there are enough."""
        yield Settings(id=Settings.THE, paydays=(10,))
        self.envelopes = [
            Envelope(id=self.id(), name=f"信封 {n}", currency="CNY", kind=kind, monthly=50_000 * (n + 1))
            for n, kind in enumerate(("essential", "essential", "loan", "emergency", "goal", *["other"] * 7))
        ]
        yield from self.envelopes
        yield from self._loans(max(5, min(300, self.records // 125)))
        yield from self._bills(5 + min(55, self.records // 1000))
        yield from self._diary(self.records * 8 // 100)
        yield from self._deliveries(self.records // 10)
        while True:
            yield self._move()

    def _loans(self, number: int) -> Iterator[Record]:
        self.loans = []
        for n in range(number):
            start = self.today - timedelta(days=self.random.randrange(40, YEARS * 300))
            principal = self.random.randrange(20, 600) * 10_000
            first = nth_date(start, 1, parse_frequency("monthly"))
            loan = Loan(
                id=self.id(), name=f"{BRANDS[n % len(BRANDS)]} {n + 1}", brand=BRANDS[n % len(BRANDS)],
                currency="CNY", principal=principal, received=principal, start=start, first_due=first,
                periods=self.random.choice((6, 12, 12, 24, 36)), method="equal_payment", rate=Decimal("0.18"),
                legal_lender="某某消费金融有限公司", contract_no=f"HT{n:06d}", grace_days=n % 4,
                penalty_rate=Decimal("0.0005"),
            )  # fmt: skip
            self.loans.append(loan)
            yield loan
            past = [row for row in schedule(loan) if row.due <= self.today]
            runs = len(past) < loan.periods
            for row in past[: len(past) - (n % 4 if runs else 0)]:  # some are a few instalments behind
                minor = row.principal + row.interest + row.fee
                yield Event(id=self.id(), loan=loan.id, date=row.due, kind="payment", minor=minor, due=row.n)

    def _bills(self, number: int) -> Iterator[Record]:
        monthly = parse_frequency("monthly")
        for n in range(number):
            first = self.today - timedelta(days=YEARS * 365 - n)
            bill = Bill(
                id=self.id(), name=f"Bill 账单 {n + 1}", currency="CNY", first=first,
                minor=5_000 + 700 * n, envelope=self.envelopes[n % 5].id,
            )  # fmt: skip
            yield bill
            dates = [nth_date(first, k, monthly) for k in range(YEARS * 12 + 1)]
            for day in [d for d in dates if d <= self.today][: -1 if n % 5 == 0 else None]:
                yield BillPayment(
                    id=self.id(), bill=bill.id, on=day, date=day, minor=bill.minor or 0, settles=True
                )
            for day in self.random.sample(dates, 4):
                yield Occurrence(id=self.id(), bill=bill.id, on=day, note="moved once")

    def _diary(self, number: int) -> Iterator[Record]:
        contacts = [
            Contact(id=self.id(), name=f"客服 {n + 1}", kind="platform", phone=f"400-000-{n:04d}")
            for n in range(10 + min(190, self.records // 250))
        ]
        yield from contacts
        for n in range(number):
            loan, contact = self.random.choice(self.loans), self.random.choice(contacts)
            day = self.day()
            talk = Talk(
                id=self.id(), at=DateTime(day.year, day.month, day.day, 9 + n % 9, n % 60, tzinfo=UTC),
                contact=contact.id, direction="outgoing" if n % 2 else "incoming", person=f"工号 {n:04d}",
                loans=(loan.id,), reason=REASONS[n % len(REASONS)], said_by_them=SAID[n % len(SAID)],
                said_by_me="I asked for it in writing.", outcome="等回复" if n % 3 else "",
                reference=f"WO-{n:06d}",
            )  # fmt: skip
            yield talk
            about: dict[str, Any] = {"talk": talk.id, "contact": contact.id, "loan": loan.id}
            if n % 16 == 0:
                yield Amendment(id=self.id(), talk=talk.id, at=talk.at, amended=talk, why="misheard")
            recent = (self.today - day).days < 20
            if n % 3 == 0:
                yield Promise(
                    id=self.id(), by="me", date=day + timedelta(days=14), minor=30_000, currency="CNY",
                    state="open" if recent else "kept", **about,
                )  # fmt: skip
            else:
                done = None if recent and n % 4 == 0 else day + timedelta(days=3)
                yield FollowUp(
                    id=self.id(), date=day + timedelta(days=3), what="call again", done_on=done, **about
                )

    def _deliveries(self, number: int) -> Iterator[Record]:
        for n in range(number):
            day = self.day()
            at = DateTime(day.year, day.month, day.day, 9, tzinfo=UTC)
            loan = self.loans[n % len(self.loans)]
            yield Delivery(
                id=f"told-{n:024x}",
                subject=f"instalment:{loan.id}:{n % 36}",
                step="lead-3",
                channel="desktop",
                at=at,
            )

    def _move(self) -> Move:
        n, envelope = self.count, self.random.choice(self.envelopes).id
        kind, minor = "spend", self.random.randrange(500, 30_000)
        if n % 40 == 0:
            kind, minor, envelope = "income", 900_000, ""
        elif n % 4 == 0:
            kind, minor = "assign", 20_000
        return Move(
            id=self.id(), date=self.day(), kind=kind, minor=minor, currency="CNY", envelope=envelope,
            note=("超市", "bus", "lunch 午饭", "")[n % 4],
        )  # fmt: skip


def make(folder: Path, records: int, today: Date | None = None) -> None:
    """Fills a new book in `folder` with `records` records."""
    made = islice(History(records, today or Date.today()).all(), records)
    with Book.open(folder, device="bench") as book:
        while some := list(islice(made, 3)):
            with book.transaction("core.done.payment", {"name": "来分期", "amount": "100.00"}) as change:
                for record in some:
                    change.put(record)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
