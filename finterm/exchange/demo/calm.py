"""The made-up household in order: nothing overdue, envelopes filled, an emergency fund that holds."""

from __future__ import annotations

from decimal import Decimal

from finterm.domain.promises import done, mark
from finterm.domain.records import Envelope, FollowUp, Loan, Promise, Settings
from finterm.exchange.demo import credit
from finterm.exchange.demo.teller import Teller


class InOrder(Teller):
    """Two people, two loans on time, one paid off, a card plan nearly done."""

    payday = 15

    def tell(self) -> None:
        self.put(
            Settings(id=Settings.THE, currency=self.currency, paydays=(self.payday,), emergency_months=3)
        )
        loans = self._loans()
        envelopes = self.envelopes(
            (
                ("rent", "essential", 260_000),
                ("food", "essential", 220_000),
                ("transport", "essential", 60_000),
                ("loans", "loan", 420_000),
                ("emergency", "emergency", 200_000),
                ("home", "goal", 80_000),
                ("out", "other", 60_000),
            )
        )
        self._money(envelopes)
        self._bills(envelopes)
        self._diary(loans)
        credit.in_order(self, loans)

    def _loans(self) -> dict[str, Loan]:
        repairs = self.loan(
            "repairs", 8_000_000, 36, ago=12, day=6, method="equal_payment", rate=Decimal("0.0475"), grace_days=3
        )  # fmt: skip
        car = self.loan(
            "small_car", 3_600_000, 24, ago=8, day=13, method="equal_principal", rate=Decimal("0.05")
        )
        fridge = self.loan("fridge", 360_000, 6, ago=4, day=20, method="flat_fee", fee_rate=Decimal("0.003"))
        tablet = self.loan("tablet", 240_000, 12, ago=9, day=11, method="flat_fee", fee_rate=Decimal("0.006"))
        self.pay(repairs, 12)
        self.pay(car, 8)
        self.pay(fridge, 4)
        self.pay(tablet, 5)
        self.pay_off(tablet, self.day(-115))
        return {"repairs": repairs, "car": car, "fridge": fridge, "tablet": tablet}

    def _money(self, envelopes: dict[str, Envelope]) -> None:
        """Four months: pay assigned on the day it came, a little left in every envelope."""
        self.income_and_assigned(1_460_000, 4, envelopes.values())
        for ago in (3, 2, 1, 0):
            self.spent(
                envelopes["food"], ago, (2, 48_500), (9, 51_200 - 900 * ago), (16, 47_300), (23, 49_000)
            )
            self.spent(envelopes["transport"], ago, (1, 22_000), (15, 24_500))
            self.spent(envelopes["out"], ago, (5, 18_800), (19, 21_200 + 600 * ago))
            self.spent(envelopes["loans"], ago, (6, 238_900), (13, 164_000 + 600 * ago))

    def _bills(self, envelopes: dict[str, Envelope]) -> None:
        rent = self.bill("rent", 260_000, 9, back=4, envelope=envelopes["rent"].id)
        mobile = self.bill("mobile", 9_900, 5, back=4)
        power = self.bill("power", None, 12, back=4)
        for n, minor in enumerate((13_120, 17_460, 12_080, 10_940)):
            self.bill_paid(rent, n, 260_000, envelopes["rent"])
            self.bill_paid(mobile, n, 9_900)
            self.bill_paid(power, n, minor)
        self.bill("insurance", 128_000, 60, rule="yearly")

    def _diary(self, loans: dict[str, Loan]) -> None:
        bank = self.contact("branch", "lender", loans["repairs"], loans["car"], phone="400-000-3344")
        service = self.contact("service", "platform", loans["tablet"])
        self.talk(
            service, 118, "in_app_chat", loans["tablet"], reason="payoff", request="statement", out=True,
            me="payoff_me", them="payoff_them", reference="KF-19004",
            pledge=self.promised("them", -100, note="note.certificate"), step=self.step(-100, "certificate"),
        )  # fmt: skip
        self.talk(
            bank, 40, "visit", loans["repairs"], reason="rate", out=True, me="rate_me", them="rate_them",
            step=self.step(20, "rate"),
        )  # fmt: skip
        self.put(mark(self.all(Promise)[0], "kept"), done(self.all(FollowUp)[0], self.day(-99)))
