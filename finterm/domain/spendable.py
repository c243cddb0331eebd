"""Safe to spend until payday: ready money less what must still be paid and what essentials hold.

One currency at a time, explained line by line, and never counting the same money twice: a bill paid
from an essential envelope is covered by that envelope (which holds back what is left in it, or what
its dues ask for where that is more), a promise about a loan counts only beyond that loan's dues.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from typing import Literal, NamedTuple

from finterm.domain.calendar import next_payday
from finterm.domain.dues import Counted, Due, agenda, counted, unknown_amounts
from finterm.domain.envelopes import SAVING, Budget, budget
from finterm.domain.ledger import Ledger
from finterm.domain.position import Position
from finterm.domain.records import Envelope, Settings


class Reserve(NamedTuple):
    """What an essential envelope holds back: what is left in it, or its dues till payday where more."""

    envelope: Envelope
    left: int
    dues: int

    @property
    def minor(self) -> int:
        """What is held back, in minor units; never below zero."""
        return max(0, self.left, self.dues)

    @property
    def short(self) -> int:
        """How much more its dues till payday ask for than is left in it, in minor units."""
        return max(0, self.dues - max(0, self.left))


class SafeLine(NamedTuple):
    """One line of the sum that safe to spend is: `minor` is added (what is taken off is negative)."""

    what: Literal["money", "due", "reserve"]
    minor: int
    due: Due | None = None
    reserve: Reserve | None = None


class SafeToSpend(NamedTuple):
    """What may be spent until the day before `payday`, and why; amounts in minor units of `currency`.

    `dues` are lines taken off in full (as far as they count), `covered` those that an essential
    envelope covers, `reserves` what such envelopes hold back. `unknown` are dues till then whose amount
    is not known, `elsewhere` those in other currencies: the result holds neither. `on_payday` are dues
    of `payday` itself, which that day's money is to pay. `set_aside` is what lies in emergency and goal
    envelopes; it is part of the result.
    """

    currency: str
    on: Date
    payday: Date
    ready_money: int
    dues: tuple[Counted, ...]
    covered: tuple[Counted, ...]
    reserves: tuple[Reserve, ...]
    unknown: tuple[Due, ...]
    set_aside: int
    elsewhere: tuple[Due, ...] = ()
    on_payday: tuple[Due, ...] = ()

    @property
    def dues_total(self) -> int:
        """What the dues outside essential envelopes ask for till payday."""
        return sum(line.minor for line in self.dues)

    @property
    def reserves_total(self) -> int:
        """What essential envelopes hold back."""
        return sum(reserve.minor for reserve in self.reserves)

    @property
    def lines(self) -> tuple[SafeLine, ...]:
        """The whole sum, line by line: ready money, each due, each reserve. It adds up to `result`."""
        return (
            SafeLine("money", self.ready_money),
            *(SafeLine("due", -line.minor, due=line.due) for line in self.dues),
            *(SafeLine("reserve", -reserve.minor, reserve=reserve) for reserve in self.reserves),
        )

    @property
    def a_day(self) -> int:
        """What may be spent on each day from `on` until payday, in whole minor units; 0 where nothing may."""
        return max(0, self.result) // (self.payday - self.on).days

    @property
    def result(self) -> int:
        """Safe to spend; negative when there is not enough for what must be paid."""
        return self.ready_money - self.dues_total - self.reserves_total


def safe_to_spend(
    ledger: Ledger,
    on: Date,
    settings: Settings,
    currency: str | None = None,
    *,
    known: Mapping[str, Position] | None = None,
    standing: Budget | None = None,
) -> SafeToSpend:
    """Safe to spend on `on` until the next payday, in `currency` (that of the settings where None).

    `known` are positions at the end of `on`, `standing` the budget of that day, where they were
    computed before.
    """
    payday = next_payday(settings.paydays, on)
    dues = agenda(ledger, on, payday, known=known)
    now = budget(ledger.envelopes, ledger.moves, on) if standing is None else standing
    return spendable(dues, now, payday, currency or settings.currency)


def spendable(dues: Iterable[Due], standing: Budget, payday: Date, currency: str) -> SafeToSpend:
    """Safe to spend in `currency` from the agenda till `payday` and the budget `standing`.

    Dues dated on `payday` or later do not count: that day's money pays them.
    """
    dues = [due for due in dues if due.date <= payday]
    here = [due for due in dues if due.currency == currency and due.date < payday]
    essential = {
        p.envelope.id: p
        for p in standing.positions.values()
        if p.envelope.kind == "essential" and p.envelope.currency == currency
    }
    lines = [line for line in counted(here) if line.minor]
    covered = [line for line in lines if line.due.envelope in essential]
    asked: dict[str, int] = {}
    for line in covered:
        asked[line.due.envelope] = asked.get(line.due.envelope, 0) + line.minor
    reserves = [Reserve(p.envelope, p.left, asked.get(id, 0)) for id, p in essential.items()]
    return SafeToSpend(
        currency=currency,
        on=standing.on,
        payday=payday,
        ready_money=standing.money.get(currency, 0),
        dues=tuple(line for line in lines if line.due.envelope not in essential),
        covered=tuple(covered),
        reserves=tuple(reserve for reserve in reserves if reserve.minor),
        unknown=unknown_amounts(here),
        set_aside=sum(
            p.left
            for p in standing.positions.values()
            if p.envelope.kind in SAVING and p.envelope.currency == currency
        ),
        elsewhere=tuple(
            due for due in dues if due.is_payable and due.date < payday and due.currency not in (currency, "")
        ),
        on_payday=tuple(
            due for due in dues if due.is_payable and due.date == payday and due.currency == currency
        ),
    )


def currencies(ledger: Ledger, main: str) -> tuple[str, ...]:
    """The currencies a book uses, the `main` one first, the others in order of the alphabet."""
    used: set[str] = set()
    tables: tuple[Sequence[object], ...] = (ledger.loans, ledger.bills, ledger.envelopes, ledger.moves)
    for table in tables:
        used.update(getattr(record, "currency", "") for record in table)
    return (main, *sorted(used - {main, ""}))
