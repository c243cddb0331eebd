"""A made-up household as records: late on one loan, early on another, a budget, a diary with an amendment."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta, timezone
from decimal import Decimal
from itertools import count

from msgspec.structs import replace

from finterm.domain.records import (
    Amendment,
    Bill,
    BillPayment,
    Contact,
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    Dispute,
    Envelope,
    Event,
    FollowUp,
    Loan,
    MonthStatus,
    Move,
    Promise,
    Record,
    ScoreEntry,
    Settings,
    Talk,
    Task,
)

ZONE = timezone(timedelta(hours=8))
NOW = DateTime(2026, 9, 1, 14, 30, tzinfo=ZONE)


def household() -> list[Record]:
    """The records, in the order of entry."""
    return [*_loans(), *_events(), *_dues(), *_rent_paid(), *_budget(), *_diary()]


def _loans() -> list[Record]:
    return [
        Loan(
            id="loan-1",
            name="手机分期",
            brand="来分期",
            contract_no="LFQ-20260315",
            currency="CNY",
            principal=600000,
            received=600000,
            start=Date(2026, 3, 15),
            first_due=Date(2026, 4, 15),
            periods=12,
            method="flat_fee",
            fee_rate=Decimal("0.0075"),
            penalty_rate=Decimal("0.0005"),
            penalty_base="overdue_instalment",
            note="phone bought in 12 instalments",
        ),
        Loan(
            id="loan-2",
            name="借呗",
            brand="借呗",
            legal_lender="某消费金融公司",
            contract_no="JB-88",
            currency="CNY",
            principal=2000000,
            received=2000000,
            start=Date(2026, 1, 31),
            first_due=Date(2026, 2, 28),
            periods=12,
            method="equal_payment",
            rate=Decimal("0.0004"),
            rate_unit="day",
            day_count="actual/365",
            penalty_rate=Decimal("0.0006"),
            compound=True,
        ),
        Loan(
            id="loan-3",
            name="Credit union car loan",
            brand="Riverside CU",
            legal_lender="Riverside Credit Union",
            currency="CNY",
            principal=4800000,
            received=4700000,
            start=Date(2025, 12, 5),
            first_due=Date(2026, 1, 5),
            periods=24,
            method="equal_principal",
            rate=Decimal("0.0725"),
            grace_days=3,
            tolerance=100,
            late_fee_rate=Decimal("0.05"),
            late_fee_min=2000,
            late_fee_max=5000,
            penalty_multiplier=Decimal("1.5"),
        ),
        Loan(
            id="loan-4",
            name="招联好期贷",
            brand="招联金融",
            currency="CNY",
            principal=1200000,
            received=1200000,
            start=Date(2026, 2, 1),
            first_due=Date(2026, 3, 1),
            periods=6,
            method="equal_payment",
            rate=Decimal("0.18"),
            grace_days=3,
        ),
    ]


def _events() -> list[Record]:
    ids = count(1)

    def paid(loan: str, month: int, day: int, minor: int, note: str = "") -> Event:
        id = f"event-{next(ids):03d}"
        return Event(id=id, loan=loan, date=Date(2026, month, day), kind="payment", minor=minor, note=note)

    return [
        *(paid("loan-1", month, 15, 54500) for month in (4, 5, 6)),
        *(
            paid("loan-2", month, day, 180500)
            for month, day in ((2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31))
        ),
        *(paid("loan-3", month, 5, 240000) for month in range(1, 9)),
        *(paid("loan-4", month, 1, 210631) for month in range(3, 9)),
        Event(
            id="event-900",
            loan="loan-1",
            date=Date(2026, 8, 20),
            kind="waiver",
            minor=300,
            component="penalty",
            note="agreed on the phone",
        ),
    ]


def _dues() -> list[Record]:
    return [
        Bill(
            id="bill-1", name="房租", currency="CNY", first=Date(2026, 1, 3), minor=260000, envelope="env-1"
        ),
        Bill(id="bill-2", name="Electricity 电费", currency="CNY", first=Date(2026, 9, 12), envelope="env-2"),
        Bill(id="bill-3", name="宽带", currency="CNY", first=Date(2026, 9, 1), minor=9900),
    ]


def _rent_paid() -> list[Record]:
    days = [Date(2026, month, 3) for month in range(1, 9)]
    return [
        BillPayment(id=f"paid-{day.month}", bill="bill-1", on=day, date=day, minor=260000, settles=True)
        for day in days
    ]


def _budget() -> list[Record]:
    ids = count(1)

    def move(
        kind: str, minor: int, envelope: str = "", source: str = "", day: int = 1, note: str = ""
    ) -> Move:
        return Move(
            id=f"move-{next(ids):03d}",
            date=Date(2026, 8, day) if day > 1 else Date(2026, 9, 1),
            kind=kind,  # type: ignore[arg-type]
            minor=minor,
            currency="CNY",
            envelope=envelope,
            source=source,
            note=note,
        )

    return [
        Settings(id="settings", paydays=(10,)),
        Envelope(id="env-1", name="房租水电", currency="CNY", kind="essential", monthly=280000),
        Envelope(
            id="env-2", name="Food and groceries 买菜", currency="CNY", kind="essential", monthly=150000
        ),
        Envelope(id="env-3", name="还款", currency="CNY", kind="loan", monthly=400000),
        Envelope(id="env-4", name="应急", currency="CNY", kind="emergency", monthly=50000),
        Envelope(id="env-5", name="Fun 娱乐", currency="CNY", kind="other", monthly=30000),
        move("income", 950000, day=10, note="工资 salary"),
        move("assign", 280000, "env-1", day=10),
        move("assign", 150000, "env-2", day=10),
        move("assign", 120000, "env-4", day=10),
        move("assign", 30000, "env-5", day=10),
        move("spend", 98050, "env-2", day=20, note="超市"),
        move("spend", 41000, "env-5", day=28, note="cinema"),
        move("assign", 60000, "env-3"),
    ]


def _diary() -> list[Record]:
    first = Talk(
        id="talk-1",
        at=DateTime(2026, 8, 20, 10, 15, tzinfo=ZONE),
        contact="contact-1",
        channel="phone",
        direction="incoming",
        person="工号 8823",
        loans=("loan-1",),
        reason="8月这一期逾期",
        request="waiver",
        said_by_them="本月内还清可减免罚息三元，之后按合同收取。",
        said_by_me="I asked for the waiver in writing.",
        minor=54500,
        currency="CNY",
        outcome="罚息减免 3 元",
        reference="WO-20260820-17",
    )
    second = Talk(
        id="talk-2",
        at=DateTime(2026, 8, 31, 19, 5, tzinfo=ZONE),
        contact="contact-2",
        channel="sms",
        direction="outgoing",
        reached=False,
        loans=("loan-2",),
        reason="asked for the statement of August",
    )
    amended = Talk(**{**{f: getattr(first, f) for f in first.__struct_fields__}, "person": "工号 8832"})
    return [
        Contact(id="contact-1", name="来分期客服", kind="platform", phone="400-000-0000", loans=("loan-1",)),
        Contact(
            id="contact-2", name="某消费金融公司", kind="lender", email="help@example.com", loans=("loan-2",)
        ),
        first,
        second,
        Amendment(
            id="amend-1",
            talk="talk-1",
            at=DateTime(2026, 8, 21, 9, 0, tzinfo=ZONE),
            amended=amended,
            why="misheard the agent's number",
        ),
        Promise(
            id="promise-1",
            by="me",
            date=Date(2026, 9, 5),
            minor=54500,
            currency="CNY",
            talk="talk-1",
            contact="contact-1",
            loan="loan-1",
        ),
        Promise(
            id="promise-2",
            by="them",
            date=Date(2026, 9, 1),
            minor=300,
            currency="CNY",
            talk="talk-1",
            contact="contact-1",
            loan="loan-1",
        ),
        FollowUp(
            id="follow-1",
            date=Date(2026, 9, 1),
            what="ask for the waiver in writing",
            talk="talk-1",
            contact="contact-1",
            loan="loan-1",
        ),
    ]


def credit() -> list[Record]:
    """A credit record beside the household: two copies, a dispute that waits, a task, a score."""
    late = (
        MonthStatus(month=Date(2026, 7, 1), code="1", minor=54500),
        MonthStatus(month=Date(2026, 6, 1), code="N"),
    )
    shown = CreditAccount(
        id="account-1", report="copy-2", lender="来分期", number="LFQ-20260315", currency="CNY", loan="loan-1",
        overdue=54500, balance=327000, statuses=late, opened=Date(2026, 3, 15), note="as printed",
    )  # fmt: skip
    card = CreditAccount(
        id="account-2", report="copy-2", lender="Old Bank", number="4417", currency="CNY", kind="card",
        state="settled", cleared=Date(2023, 2, 28),
        statuses=(MonthStatus(month=Date(2022, 12, 1), code="2", minor=81250),),
    )  # fmt: skip
    return [
        CreditReport(id="copy-1", date=Date(2026, 2, 3), source="branch", reference="R-1", note="at the counter"),
        CreditReport(id="copy-2", date=Date(2026, 8, 20), source="bank_app"),
        replace(shown, id="account-0", report="copy-1", overdue=0, balance=None, statuses=late[1:]),
        shown,
        card,
        CreditEnquiry(id="enquiry-1", report="copy-2", date=Date(2026, 7, 2), who="蓝湖", reason="loan"),
        Dispute(
            id="dispute-1", what="the 81,250.00 of December 2022 was paid in time", filed_on=Date(2026, 8, 10),
            days=20, lender="Old Bank", loan="loan-1", evidence="receipt over 812.50", reference="YY-1", note="by post",
        ),
        Dispute(
            id="dispute-2", what="a name is wrong", filed_on=Date(2026, 7, 1), days=20, outcome="corrected",
            answered_on=Date(2026, 7, 15), filed_with="lender",
        ),
        ScoreEntry(id="score-1", date=Date(2026, 3, 1), name="app score", score=650, note="after the phone"),
        ScoreEntry(id="score-2", date=Date(2026, 8, 1), name="app score", score=612),
        Task(id="task-1", date=Date(2026, 9, 3), what="ask for 500.00 back", loan="loan-1"),
        Task(id="task-2", date=Date(2026, 8, 1), what="copy the contract", done_on=Date(2026, 8, 2)),
    ]  # fmt: skip
