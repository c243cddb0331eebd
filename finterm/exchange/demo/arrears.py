"""The made-up household in arrears: two loans overdue, one in grace, one due today, and talks about them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from msgspec.structs import replace

from finterm.domain.arrangement import equal_rows
from finterm.domain.diary import amend
from finterm.domain.position import position
from finterm.domain.promises import done, mark
from finterm.domain.records import (
    Charge,
    ContractSheet,
    CustomRow,
    Envelope,
    Event,
    FollowUp,
    IfBroken,
    Loan,
    Plan,
    Promise,
    Settings,
    Talk,
)
from finterm.domain.sheets import our_cost, sheet_id
from finterm.exchange.demo import credit
from finterm.exchange.demo.teller import Teller


class InArrears(Teller):
    """Hours were cut, two lenders press, the bank is still on time."""

    def tell(self) -> None:
        self.put(
            Settings(id=Settings.THE, currency=self.currency, paydays=(self.payday,), emergency_months=3)
        )
        loans = self._loans()
        self._payments(loans)
        envelopes = self.envelopes(
            (
                ("rent", "essential", 180_000),
                ("food", "essential", 120_000),
                ("transport", "essential", 30_000),
                ("loans", "loan", 400_000),
                ("emergency", "emergency", 30_000),
                ("home", "goal", 20_000),
                ("out", "other", 20_000),
            )
        )
        self._money(envelopes)
        self._bills(envelopes)
        self._diary(loans)
        credit.in_arrears(self, loans)

    # loans

    def _loans(self) -> dict[str, Loan]:
        """One loan of every method; in three currencies; some of them paid off."""
        phone = self.loan(
            "phone", 600_000, 12, ago=6, day=-20, method="flat_fee", fee_rate=Decimal("0.0075"),
            penalty_rate=Decimal("0.0005"), penalty_base="overdue_instalment",
        )  # fmt: skip
        cash = self.loan(
            "cash", 2_000_000, 12, ago=7, day=-12, method="equal_payment", rate=Decimal("0.0004"),
            rate_unit="day", day_count="actual/365", penalty_rate=Decimal("0.0006"), compound=True,
        )  # fmt: skip
        bank = self.loan(
            "bank", 5_000_000, 24, ago=10, day=3, method="equal_principal", rate=Decimal("0.108"),
            grace_days=3, tolerance=1000, penalty_multiplier=Decimal("1.5"), penalty_basis=360,
        )  # fmt: skip
        card = self.loan(
            "card", 1_200_000, 24, ago=5, day=-2, method="flat_fee", fee_rate=Decimal("0.006"),
            grace_days=3, tolerance=1000, penalty_rate=Decimal("0.0005"),
            penalty_base="overdue_instalment", late_fee_rate=Decimal("0.05"), late_fee_min=1000,
        )  # fmt: skip
        car = self.loan(
            "car", 1_500_000, 36, ago=14, day=9, currency="USD", method="equal_payment",
            rate=Decimal("0.069"), received=1_480_000, grace_days=10, late_fee_minor=2500,
        )  # fmt: skip
        friend = self.loan("friend", 500_000, 1, ago=-3, day=5, method="bullet", day_count="actual/365")
        course = self.loan(
            "course", 800_000, 12, ago=4, day=16, method="interest_only", rate=Decimal("0.01"), rate_unit="month"
        )  # fmt: skip
        sofa = self._sofa()
        trip = self.loan(
            "trip", 60_000, 6, ago=8, day=0, currency="JPY", method="flat_fee", fee_minor=300,
        )  # fmt: skip
        tablet = self.loan("tablet", 240_000, 12, ago=9, day=11, method="flat_fee", fee_rate=Decimal("0.006"))
        dentist = self.loan(
            "dentist", 900_000, 12, ago=8, day=6, method="flat_fee", fee_rate=Decimal("0.007"),
            penalty_rate=Decimal("0.0005"),
        )  # fmt: skip
        return {
            "phone": phone, "cash": cash, "bank": bank, "card": card, "car": car, "friend": friend,
            "course": course, "sofa": sofa, "trip": trip, "tablet": tablet,
            "dentist": dentist,
        }  # fmt: skip

    def _sofa(self) -> Loan:
        """Three rows as the shop printed them, the last one due today."""
        rows = tuple(
            CustomRow(due=self.day(days), principal=principal, fee=fee)
            for days, principal, fee in ((-56, 40_000, 900), (-28, 40_000, 900), (0, 36_000, 900))
        )
        return self.loan(
            "sofa", 116_000, 3, ago=0, day=-56, start=self.day(-84), frequency="28d", method="custom_rows",
            rows=rows,
        )  # fmt: skip

    def _payments(self, loans: dict[str, Loan]) -> None:
        self.pay(loans["phone"], 5)
        self.pay(loans["cash"], 5)
        self._part(loans["cash"], 6, 100_000)
        self.event(loans["cash"], self.day(-30), 5_000, "charge", component="late_fee", due=6)
        self.event(loans["cash"], self.day(-8), 5_000, "waiver", component="late_fee", due=6)
        self.pay(loans["bank"], 10, late={4: 2})
        self.pay(loans["card"], 5)
        self.pay(loans["car"], 14)
        self.pay(loans["course"], 4)
        self.pay(loans["sofa"], 2)
        self.pay(loans["trip"], 6)
        self.pay(loans["tablet"], 6)
        self.pay_off(loans["tablet"], self.day(-75))

        self._arranged(loans["dentist"])
        self._sheet(loans["phone"])

    def _sheet(self, loan: Loan) -> None:
        """What the lender of a loan showed: one charge left out, nobody named for another."""
        self.put(
            ContractSheet(
                id=sheet_id(loan.id),
                loan=loan.id,
                rate_basis=self.say("sheet.rate"),
                forum=self.say("sheet.forum"),
                shown_on=loan.start,
                shown_rate=Decimal("0.09"),
                shown_way="simple",
                charges=(
                    Charge(
                        name=self.say("sheet.fee"), minor=our_cost(loan) - 6_000, collector=loan.legal_lender
                    ),
                ),
                late_charges=(Charge(name=self.say("sheet.penalty")),),
            )
        )

    def _arranged(self, loan: Loan) -> None:
        """Two arrangements: the first was broken and the contract came back; the second holds, its first row paid."""
        self.pay(loan, 3)
        self._arrangement(loan, -75, -65, 70_000, "comes_back")
        self.event(loan, self.day(-52), 0, "broken")
        self._arrangement(loan, -36, -26, 40_000, "all_due")
        self.event(loan, self.day(-26), 40_000)

    def _arrangement(self, loan: Loan, agreed: int, first: int, each: int, if_broken: IfBroken) -> None:
        """Equal rows a month that pay back what was left of the principal; late ones bear nothing."""
        day, known = self.day(agreed), [event for event in self.all(Event) if event.loan == loan.id]
        left = position(loan, known, day).remaining_principal
        count, rest = divmod(left, each)
        rows = equal_rows(each, count + bool(rest), self.day(first), "monthly", left, last=rest or each)
        plan = Plan(
            rows=rows, interest_runs=False, if_broken=if_broken, conditions=self.say("note.conditions")
        )
        self.event(loan, day, left, "arrangement", plan=plan)

    def _part(self, loan: Loan, n: int, minor: int) -> None:
        """The part that was promised, on the day it was promised for."""
        self.event(loan, self.day(-9), minor, due=n, note=self.say("note.part"))

    # budget

    def _money(self, envelopes: dict[str, Envelope]) -> None:
        """Three months and the present one; food was overspent once and covered, eating out is now."""
        self.income_and_assigned(830_000, 4, envelopes.values())
        food = {
            3: ((2, 31_050), (9, 28_400), (16, 30_200), (24, 24_380)),
            2: ((1, 29_900), (8, 33_500), (17, 36_150), (25, 36_000)),
            1: ((3, 30_600), (10, 27_750), (18, 25_700), (26, 20_000)),
            0: ((1, 23_680), (3, 15_430), (9, 28_900), (15, 24_100), (22, 21_500)),
        }
        for ago, amounts in food.items():
            self.spent(envelopes["food"], ago, *amounts)
            if ago == 2:
                self.covered(envelopes["food"], envelopes["emergency"], self.pay_day(2) + timedelta(days=26))
            self.spent(envelopes["transport"], ago, (0, 15_000), (14, 11_000 + 500 * ago))
            self.spent(envelopes["loans"], ago, (2, 234_600), (6, 120_000 if ago else 61_300))
        self.spent(envelopes["out"], 3, (6, 9_900), (20, 8_900))
        self.spent(envelopes["out"], 2, (12, 24_000))
        self.spent(envelopes["out"], 1, (5, 10_700), (19, 9_800))
        self.spent(envelopes["out"], 0, (0, 26_500))
        self.spent(envelopes["emergency"], 1, (11, 60_000))

    def _bills(self, envelopes: dict[str, Envelope]) -> None:
        rent = self.bill("rent", 180_000, 4, back=3, envelope=envelopes["rent"].id)
        for n in range(3):  # each after the payday it was paid from
            self.bill_paid(rent, n, 180_000, envelopes["rent"])
        mobile = self.bill("mobile", 5_900, 6, back=3)
        power = self.bill("power", None, -1, back=3)
        for n, minor in enumerate((11_240, 15_830, 9_420)):
            self.bill_paid(mobile, n, 5_900)
            self.bill_paid(power, n, minor)
        self.bill("insurance", 36_000, 45, rule="yearly")
        self.bill("water", None, 8)

    # diary

    def _diary(self, loans: dict[str, Loan]) -> None:
        service = self.contact("service", "platform", loans["phone"], phone="400-000-1122")
        collector = self.contact("collector", "collector", loans["cash"])
        bank = self.contact("bank", "lender", loans["card"], loans["bank"], email="cards@harbour.example")
        adviser = self.contact("adviser", "adviser")
        self.contact("friend", "other", loans["friend"])

        self.talk(
            service, 32, "in_app_chat", loans["phone"], reason="hardship", request="re_plan", out=True,
            me="service_me", them="service_them", outcome="service_out", reference="KF-20880",
            step=self.step(-10, "statement"),
        )  # fmt: skip
        self.talk(collector, 22, "sms", loans["cash"], reason="overdue", them="collector_sms",
                  pledge=self.promised("me", -18, 50_000))  # fmt: skip
        self.talk(
            collector, 15, "phone", loans["cash"], reason="overdue", them="collector_1", conduct=("borrow",),
            me="collector_1_me", minor=250_000, person="A-117", pledge=self.promised("me", -9, 100_000),
        )  # fmt: skip
        self.talk(
            bank, 11, "email", loans["card"], reason="late_fee", request="statement", out=True,
            me="bank_mail", reference="XYK-55031", step=self.step(-4, "breakdown"),
        )  # fmt: skip
        talk = self.talk(
            bank, 6, "phone", loans["card"], reason="late_fee", request="waiver", out=True, me="bank_me",
            them="bank_them", outcome="bank_out", reference="XYK-55102",
            pledge=self.promised("them", -1, note="note.waiver"), step=self.step(0, "late_fee"),
        )  # fmt: skip
        self.talk(collector, 4, "letter", loans["cash"], reason="overdue", them="collector_letter",
                  minor=453_000, reference="QP-3307")  # fmt: skip
        self.talk(
            collector, 3, "phone", loans["cash"], reason="overdue", reached=False, person="A-117", late=True
        )  # fmt: skip
        self.talk(
            adviser, 2, "visit", None, reason="adviser", out=True, them="adviser_them",
            step=self.step(12, "report"),
        )  # fmt: skip
        self.talk(
            service, 1, "phone", loans["phone"], reason="overdue", request="grace", them="service_2",
            me="service_2_me", minor=110_900, person="8032", pledge=self.promised("me", 3, 80_000),
            step=self.step(4, "confirm"),
        )  # fmt: skip
        self._afterwards(talk)

    def _afterwards(self, talk: Talk) -> None:
        """A promise broken, one kept, two open; a step done, one late; a talk noted wrongly and amended."""
        broken, kept, *_ = self.all(Promise)
        self.put(mark(broken, "broken"), mark(replace(kept, paid=100_000), "kept"))
        self.put(done(self.all(FollowUp)[0], self.day(-9)))
        self.put(
            amend(
                self.ledger, talk, self.moment(5), new_id=self.new_id, why=self.say("note.amended"),
                person=self.say("note.agent"),
            )
        )  # fmt: skip
