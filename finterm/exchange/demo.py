"""A made-up book: one household in arrears, dated so that every pane has something to show today.

Names and words come from the catalogue, so the book speaks the person's language; the figures are the
same in both. Everything is made by the same functions a person's own typing goes through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from decimal import Decimal
from typing import Any

from finterm.domain import moves
from finterm.domain.calendar import add_months
from finterm.domain.diary import NextStep, amend, log_talk
from finterm.domain.ledger import Ledger
from finterm.domain.promises import Pledge, done, mark
from finterm.domain.records import (
    Bill,
    BillPayment,
    Contact,
    Envelope,
    Event,
    FollowUp,
    Loan,
    Move,
    Promise,
    Record,
    Settings,
    Talk,
)
from finterm.domain.schedule import schedule
from finterm.exchange.typed import standard
from finterm.locale import Words

PAYDAY = 10


def fill(book: Any, now: DateTime, words: Words) -> None:
    """Writes the made-up book into `book` as one step, seen from `now`."""
    made = made_up(standard(now), words, book.new_id)
    with book.transaction("core.done.import", {"name": words("exchange.demo.name")}, undoable=False) as step:
        for record in made:
            step.put(record)


def made_up(now: DateTime, words: Words, new_id: Callable[[], str]) -> list[Record]:
    """All records of the made-up book as it stands at `now`, in order of entry."""
    return _Household(now, words, new_id).records()


class _Household:
    """The household and what happened to it, told relative to one moment."""

    def __init__(self, now: DateTime, words: Words, new_id: Callable[[], str]) -> None:
        self.now = now
        self.today = now.date()
        self.new_id = new_id
        self._words = words
        self._made: dict[str, Record] = {}

    def say(self, key: str) -> str:
        return self._words(f"exchange.demo.{key}")

    def put(self, *records: Any) -> Any:
        """Keeps records, a later version in place of an earlier one; gives the first back."""
        for record in records:
            self._made[record.id] = record
        return records[0]

    def all(self, kind: type[Record]) -> list[Any]:
        return [record for record in self._made.values() if isinstance(record, kind)]

    @property
    def ledger(self) -> Ledger:
        return Ledger.of(self.all)

    def records(self) -> list[Record]:
        self.put(Settings(id=Settings.THE, currency="CNY", paydays=(PAYDAY,), emergency_months=3))
        phone, cash, bank, card, car, friend = self._loans()
        self._payments(phone, cash, bank, card, car)
        envelopes = self._envelopes()
        self._bills(envelopes)
        self._money(envelopes)
        self._diary(phone, cash, card, friend)
        return list(self._made.values())

    # loans

    def _loans(self) -> list[Loan]:
        """Two loans overdue, one in its grace, three on time; one of them in another country."""
        return [
            self._loan(
                "phone", 600_000, 12, ago=6, day=-20, method="flat_fee", fee_rate=Decimal("0.0075"),
                penalty_rate=Decimal("0.0005"), penalty_base="overdue_instalment",
            ),
            self._loan(
                "cash", 2_000_000, 12, ago=7, day=-12, method="equal_payment", rate=Decimal("0.0004"),
                rate_unit="day", day_count="actual/365", penalty_rate=Decimal("0.0006"), compound=True,
            ),
            self._loan(
                "bank", 5_000_000, 24, ago=10, day=3, method="equal_principal", rate=Decimal("0.108"),
                grace_days=3, tolerance=1000, penalty_multiplier=Decimal("1.5"), penalty_basis=360,
            ),
            self._loan(
                "card", 1_200_000, 24, ago=5, day=-2, method="flat_fee", fee_rate=Decimal("0.006"),
                grace_days=3, tolerance=1000, penalty_rate=Decimal("0.0005"),
                penalty_base="overdue_instalment", late_fee_rate=Decimal("0.05"), late_fee_min=1000,
            ),
            self._loan(
                "car", 1_500_000, 36, ago=14, day=9, currency="USD", method="equal_payment",
                rate=Decimal("0.069"), received=1_480_000, grace_days=10, late_fee_minor=2500,
            ),
            self._loan("friend", 500_000, 1, ago=-3, day=5, method="bullet", day_count="actual/365"),
        ]  # fmt: skip

    def _loan(self, key: str, principal: int, periods: int, *, ago: int, day: int, **terms: Any) -> Loan:
        """A loan whose first instalment fell due `ago` months before the day `day` days from today."""
        first = add_months(self.today + timedelta(days=day), -ago)
        terms.setdefault("currency", "CNY")
        terms.setdefault("received", principal)
        loan = Loan(
            id=self.new_id(), name=self.say(f"loan.{key}"), brand=self.say(f"brand.{key}"),
            legal_lender=self.say(f"lender.{key}"), contract_no=f"DEMO-{len(self._made)}", principal=principal,
            start=add_months(first, -1 if ago >= 0 else -6), first_due=first, periods=periods, **terms,
        )  # fmt: skip
        self.put(loan)
        return loan

    def _payments(self, phone: Loan, cash: Loan, bank: Loan, card: Loan, car: Loan) -> None:
        self._pay(phone, 5)
        self._pay(cash, 5)
        self._pay_part(cash, 6, 100_000)
        self._pay(bank, 10, late={4: 2})
        self._pay(card, 5)
        self._pay(car, 14)

    def _pay(self, loan: Loan, count: int, late: dict[int, int] | None = None) -> None:
        """The first `count` instalments paid on their days, some of them a few days late."""
        for row in schedule(loan)[:count]:
            day = min(self.today, row.due + timedelta(days=(late or {}).get(row.n, 0)))
            self.put(Event(id=self.new_id(), loan=loan.id, date=day, kind="payment", minor=row.total))

    def _pay_part(self, loan: Loan, n: int, minor: int) -> None:
        day = min(self.today, schedule(loan)[n - 1].due + timedelta(days=4))
        note = self.say("note.part")
        event = Event(id=self.new_id(), loan=loan.id, date=day, kind="payment", minor=minor, due=n, note=note)
        self.put(event)

    # budget

    def _envelopes(self) -> dict[str, Envelope]:
        kinds: tuple[tuple[str, Any, int], ...] = (
            ("rent", "essential", 180_000),
            ("food", "essential", 120_000),
            ("transport", "essential", 30_000),
            ("loans", "loan", 400_000),
            ("emergency", "emergency", 30_000),
            ("home", "goal", 20_000),
            ("out", "other", 20_000),
        )
        made = {}
        for key, kind, monthly in kinds:
            name = self.say(f"envelope.{key}")
            made[key] = self.put(
                Envelope(id=self.new_id(), name=name, currency="CNY", kind=kind, monthly=monthly)
            )
        return made

    def _bills(self, envelopes: dict[str, Envelope]) -> None:
        rent = self._bill("rent", 180_000, 4, envelopes["rent"])
        self._bill("mobile", 5_900, 6, None)
        self._bill("power", None, -1, None)
        self._bill("insurance", 36_000, 45, None, rule="yearly")
        paid = add_months(rent.first, 5)
        self.put(BillPayment(id=self.new_id(), bill=rent.id, on=paid, date=paid, minor=180_000, settles=True))

    def _bill(self, key: str, minor: int | None, day: int, envelope: Envelope | None, **more: Any) -> Bill:
        """A bill that falls due `day` days from today; a monthly one that varies began with this date."""
        back = 6 if key == "rent" else 0
        bill = Bill(
            id=self.new_id(), name=self.say(f"bill.{key}"), currency="CNY", minor=minor,
            first=add_months(self.today + timedelta(days=day), -back),
            envelope=envelope.id if envelope else "", **more,
        )  # fmt: skip
        self.put(bill)
        if back:
            for n in range(back - 1):
                day_paid = add_months(bill.first, n)
                payment = BillPayment(
                    id=self.new_id(), bill=bill.id, on=day_paid, date=day_paid, minor=minor or 0, settles=True
                )
                self.put(payment)
        return bill

    def _money(self, envelopes: dict[str, Envelope]) -> None:
        """Pay came in on the last payday, most of it was put into envelopes, some of it is spent."""
        payday = self._last_payday()
        before = add_months(payday, -1)
        for day in (before, payday):
            self.put(
                moves.income(850_000, "CNY", day, new_id=self.new_id, note=self.say("note.pay")),
                *(
                    moves.assign(envelope, envelope.monthly, day, new_id=self.new_id)
                    for envelope in envelopes.values()
                    if envelope.monthly
                ),
            )
        spent: Iterable[tuple[str, int, Date]] = (
            ("rent", 180_000, before), ("food", 104_050, before), ("transport", 26_000, before),
            ("loans", 400_000, before), ("out", 18_800, before), ("loans", 215_000, payday),
            ("food", 23_680, self._since(payday, 1)), ("out", 26_500, self._since(payday, 2)),
            ("transport", 8_000, self._since(payday, 2)), ("food", 15_430, self._since(payday, 3)),
        )  # fmt: skip
        for key, minor, day in spent:
            move: Move = moves.spend(envelopes[key], minor, "CNY", day, new_id=self.new_id)
            self.put(move)

    def _last_payday(self) -> Date:
        this = self.today.replace(day=PAYDAY)
        return this if this <= self.today else add_months(this, -1)

    def _since(self, day: Date, days: int) -> Date:
        return min(self.today, day + timedelta(days=days))

    # diary

    def _diary(self, phone: Loan, cash: Loan, card: Loan, friend: Loan) -> None:
        service = self._contact("service", "platform", (phone,))
        collector = self._contact("collector", "collector", (cash,))
        bank = self._contact("bank", "lender", (card,))
        adviser = self._contact("adviser", "adviser", ())
        self._contact("friend", "other", (friend,))
        today = self.today

        self._log(
            service, 32, "in_app_chat", phone, reason="hardship", request="re_plan", out=True,
            me="service_me", them="service_them", outcome="service_out", reference="KF-20880",
            step=NextStep(today - timedelta(days=10), self.say("step.statement")),
        )  # fmt: skip
        kept = Pledge(by="me", date=today - timedelta(days=9), minor=100_000, currency="CNY")
        self._log(
            collector, 15, "phone", cash, reason="overdue", them="collector_1", me="collector_1_me",
            minor=250_000, person="A-117", pledge=kept,
        )  # fmt: skip
        waiver = Pledge(by="them", date=today - timedelta(days=1), note=self.say("note.waiver"))
        talk = self._log(
            bank, 6, "phone", card, reason="late_fee", request="waiver", out=True, me="bank_me",
            them="bank_them", outcome="bank_out", reference="XYK-55102", pledge=waiver,
            step=NextStep(today, self.say("step.late_fee")),
        )  # fmt: skip
        self._log(collector, 3, "phone", cash, reason="overdue", reached=False, person="A-117")
        mine = Pledge(by="me", date=today + timedelta(days=3), minor=80_000, currency="CNY")
        self._log(
            service, 1, "phone", phone, reason="overdue", request="grace", them="service_2",
            me="service_2_me", minor=110_900, person="8032", pledge=mine,
            step=NextStep(today + timedelta(days=4), self.say("step.confirm")),
        )  # fmt: skip
        self._log(
            adviser, 2, "visit", None, reason="adviser", out=True, them="adviser_them",
            step=NextStep(today + timedelta(days=12), self.say("step.report")),
        )  # fmt: skip
        self._afterwards(talk)

    def _afterwards(self, talk: Talk) -> None:
        """One promise was kept, one next step is done, one talk was noted wrongly and amended."""
        first = self.all(Promise)[0]
        self.put(mark(first, "kept"))
        step = self.all(FollowUp)[0]
        self.put(done(step, self.today - timedelta(days=9)))
        self.put(
            amend(
                self.ledger, talk, self._moment(5), new_id=self.new_id, why=self.say("note.amended"),
                person=self.say("note.agent"),
            )
        )  # fmt: skip

    def _contact(self, key: str, kind: Any, loans: tuple[Loan, ...]) -> Contact:
        name, note = self.say(f"contact.{key}"), ""
        contact = Contact(
            id=self.new_id(), name=name, kind=kind, loans=tuple(loan.id for loan in loans), note=note
        )
        self.put(contact)
        return contact

    def _moment(self, days: int) -> DateTime:
        """The late morning so many days ago."""
        return (self.now - timedelta(days=days)).replace(hour=10 + days % 3, minute=10, second=0)

    def _log(
        self,
        contact: Contact,
        days: int,
        channel: Any,
        loan: Loan | None,
        *,
        reason: str,
        request: Any = None,
        out: bool = False,
        reached: bool = True,
        me: str = "",
        them: str = "",
        outcome: str = "",
        reference: str = "",
        person: str = "",
        minor: int | None = None,
        pledge: Pledge | None = None,
        step: NextStep | None = None,
    ) -> Talk:
        """A talk so many days ago with what came of it; `me`, `them`, `reason` and `outcome` name its words."""
        made = log_talk(
            self.ledger,
            self._moment(days),
            contact.id,
            new_id=self.new_id,
            pledge=pledge,
            next_step=step,
            channel=channel,
            direction="outgoing" if out else "incoming",
            reached=reached,
            person=person,
            loans=(loan.id,) if loan else (),
            reason=self.say(f"reason.{reason}"),
            request=request,
            said_by_me=self.say(f"said.{me}") if me else "",
            said_by_them=self.say(f"said.{them}") if them else "",
            outcome=self.say(f"outcome.{outcome}") if outcome else "",
            reference=reference,
            minor=minor,
            currency="CNY" if minor else "",
        )
        talk: Talk = self.put(*made)
        return talk
