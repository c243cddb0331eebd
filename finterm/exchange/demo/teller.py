"""What telling a made-up household takes: loans, payments, envelopes, bills and talks around one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import timedelta
from typing import Any

from finterm.domain import moves
from finterm.domain.calendar import add_months
from finterm.domain.claims import noted
from finterm.domain.diary import NextStep, log_talk
from finterm.domain.envelopes import budget
from finterm.domain.ledger import Ledger
from finterm.domain.position import position
from finterm.domain.promises import Pledge
from finterm.domain.records import (
    Bill,
    BillPayment,
    Contact,
    Envelope,
    Event,
    Loan,
    Record,
    Talk,
)
from finterm.domain.schedule import schedule
from finterm.locale import Words


class Teller:
    """A household and what happened to it, told relative to one moment; days count from today."""

    payday = 10
    currency = "CNY"

    def __init__(self, now: DateTime, words: Words, new_id: Callable[[], str]) -> None:
        self.now = now
        self.today = now.date()
        self.new_id = new_id
        self._words = words
        self._made: dict[str, Record] = {}

    def records(self) -> list[Record]:
        """Everything, in the order of entry."""
        self.tell()
        return list(self._made.values())

    def tell(self) -> None:
        """Makes the records."""
        raise NotImplementedError

    # words and records

    def say(self, key: str) -> str:
        """Words of the catalogue about this household."""
        return self._words(f"exchange.demo.{key}") if key else ""

    def put(self, *records: Any) -> Any:
        """Keeps records, a later version in place of an earlier one; gives the first back."""
        for record in records:
            self._made[record.id] = record
        return records[0]

    def all(self, kind: type[Record]) -> list[Any]:
        """Every record of `kind` made so far."""
        return [record for record in self._made.values() if isinstance(record, kind)]

    @property
    def ledger(self) -> Ledger:
        """What was made so far."""
        return Ledger.of(self.all)

    # days

    def day(self, days: int) -> Date:
        """So many days from today."""
        return self.today + timedelta(days=days)

    def pay_day(self, ago: int = 0) -> Date:
        """The last payday, or the one so many months before it."""
        this = self.today.replace(day=self.payday)
        return add_months(this, -ago if this <= self.today else -ago - 1)

    def moment(self, days: int) -> DateTime:
        """The late morning so many days ago."""
        return (self.now - timedelta(days=days)).replace(hour=10 + days % 3, minute=10, second=0)

    # loans

    def loan(self, key: str, principal: int, periods: int, *, ago: int, day: int, **terms: Any) -> Loan:
        """A loan whose first instalment fell due `ago` months before the day `day` days from today."""
        first = add_months(self.day(day), -ago)
        terms.setdefault("currency", self.currency)
        terms.setdefault("received", principal)
        terms.setdefault("start", add_months(first, -1 if ago >= 0 else -6))
        loan = Loan(
            id=self.new_id(), name=self.say(f"loan.{key}"), brand=self.say(f"brand.{key}"),
            legal_lender=self.say(f"lender.{key}"), contract_no=f"DEMO-{len(self._made)}", principal=principal,
            first_due=first, periods=periods, **terms,
        )  # fmt: skip
        self.put(loan)
        return loan

    def pay(self, loan: Loan, count: int, late: dict[int, int] | None = None) -> None:
        """The first `count` instalments paid on their days, some of them a few days late."""
        for row in schedule(loan)[:count]:
            day = min(self.today, row.due + timedelta(days=(late or {}).get(row.n, 0)))
            self.event(loan, day, row.total)

    def event(self, loan: Loan, day: Date, minor: int, kind: Any = "payment", **more: Any) -> Event:
        """Something that happened to a loan."""
        event = Event(id=self.new_id(), loan=loan.id, date=day, kind=kind, minor=minor, **more)
        self.put(event)
        return event

    def pay_off(self, loan: Loan, day: Date) -> None:
        """Ends a loan early with what that took on `day`."""
        known = [event for event in self.all(Event) if event.loan == loan.id]
        self.event(loan, day, position(loan, known, day).payoff, "payoff")

    # bills

    def bill(self, key: str, minor: int | None, day: int, *, back: int = 0, **more: Any) -> Bill:
        """A bill that falls due `day` days from today and began `back` months before that."""
        bill = Bill(
            id=self.new_id(), name=self.say(f"bill.{key}"), currency=self.currency, minor=minor,
            first=add_months(self.day(day), -back), **more,
        )  # fmt: skip
        self.put(bill)
        return bill

    def bill_paid(self, bill: Bill, n: int, minor: int, envelope: Envelope | None = None) -> None:
        """The date `n` of a bill, paid on its day if that is past, and spent from an envelope."""
        on = add_months(bill.first, n)
        if on > self.today:
            return
        payment = BillPayment(id=self.new_id(), bill=bill.id, on=on, date=on, minor=minor, settles=True)
        spent = moves.spend(envelope, minor, bill.currency, on, new_id=self.new_id, cause=payment.id)
        self.put(payment, spent)

    # budget

    def envelopes(self, rows: Iterable[tuple[str, Any, int]]) -> dict[str, Envelope]:
        """Envelopes by key: its kind and monthly amount."""
        return {
            key: self.put(
                Envelope(
                    id=self.new_id(),
                    name=self.say(f"envelope.{key}"),
                    currency=self.currency,
                    kind=kind,
                    monthly=monthly,
                )
            )
            for key, kind, monthly in rows
        }

    def income_and_assigned(self, minor: int, months: int, envelopes: Iterable[Envelope]) -> None:
        """Pay on the last paydays, oldest first, and the monthly amounts assigned from it."""
        chosen = [envelope for envelope in envelopes if envelope.monthly]
        for ago in reversed(range(months)):
            day = self.pay_day(ago)
            self.put(moves.income(minor, self.currency, day, new_id=self.new_id, note=self.say("note.pay")))
            for envelope in chosen:
                self.put(moves.assign(envelope, envelope.monthly, day, new_id=self.new_id))

    def spent(self, envelope: Envelope, ago: int, *amounts: tuple[int, int]) -> None:
        """Amounts spent so many days after the payday `ago` months back; none that is still to come."""
        for days, minor in amounts:
            day = self.pay_day(ago) + timedelta(days=days)
            if day <= self.today:
                self.put(moves.spend(envelope, minor, self.currency, day, new_id=self.new_id))

    def covered(self, target: Envelope, source: Envelope, day: Date) -> None:
        """What `target` was overspent by on `day`, mended out of `source`."""
        ledger = self.ledger
        standing = budget(ledger.envelopes, ledger.moves, day)
        self.put(moves.cover(target, source, day, standing, new_id=self.new_id))

    # diary

    def contact(self, key: str, kind: Any, *loans: Loan, **more: Any) -> Contact:
        """Somebody to talk to."""
        contact = Contact(
            id=self.new_id(), name=self.say(f"contact.{key}"), kind=kind,
            loans=tuple(loan.id for loan in loans), **more,
        )  # fmt: skip
        self.put(contact)
        return contact

    def talk(
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
        late: bool = False,
        **more: Any,
    ) -> Talk:
        """A talk so many days ago with what came of it; `me`, `them`, `reason` and `outcome` name its words.

        It was in the late morning, or `late` in the evening.
        """
        at = self.moment(days)
        made = log_talk(
            self.ledger,
            at.replace(hour=22, minute=20) if late else at,
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
            said_by_me=self.say(me and f"said.{me}"),
            said_by_them=self.say(them and f"said.{them}"),
            outcome=self.say(outcome and f"outcome.{outcome}"),
            reference=reference,
            minor=minor,
            currency=self.currency if minor else "",
            **more,
        )
        talk: Talk = self.put(*made)
        if loan and minor:
            self._claim(talk, loan, minor)
        return talk

    def _claim(self, talk: Talk, loan: Loan, minor: int) -> None:
        """The amount named in a talk, beside what the book gave that day."""
        known = [event for event in self.all(Event) if event.loan == loan.id]
        self.put(noted(loan, known, talk.at.date(), minor, id=self.new_id(), talk=talk.id))

    def promised(self, by: Any, days: int, minor: int | None = None, note: str = "") -> Pledge:
        """A promise with its day."""
        currency = self.currency if minor else ""
        return Pledge(by=by, date=self.day(days), minor=minor, currency=currency, note=self.say(note))

    def step(self, days: int, key: str) -> NextStep:
        """The next step and its day."""
        return NextStep(self.day(days), self.say(f"step.{key}"))
