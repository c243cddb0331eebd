"""What the panes see at one moment: the records of the book, a date, words; and what follows from them.

A `Sight` is made anew after every change and whenever the day turns. What is costly to derive (the
position of each loan) is computed when asked for and kept as long as the loan and its events are the
same objects, so that one payment in a big book recomputes one loan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date as Date
from datetime import datetime as DateTime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from finterm.domain.ledger import Ledger, events_by_loan
from finterm.domain.money import Money
from finterm.domain.position import Position, position
from finterm.domain.rates import YearlyCost, yearly_cost
from finterm.domain.records import Bill, Contact, Envelope, Event, FollowUp, Loan, Promise, Settings
from finterm.locale import Words
from finterm.tui.view.mask import masked
from finterm.tui.view.when import when

if TYPE_CHECKING:
    from finterm.rules import Rules

HIDDEN = "•••"
FREE = frozenset(
    "note reason outcome said_by_them said_by_me why what evidence months".split()
)  # fields of own sentences
T = TypeVar("T")


class Known(NamedTuple):
    """What was derived before, by the id of the loan, beside the records it was derived from."""

    positions: dict[str, tuple[Loan, tuple[Event, ...], Date, Position]]
    costs: dict[str, tuple[Loan, YearlyCost | None]]


class Positions(Mapping[str, Position]):
    """The position of each loan by id, computed when first asked for; `known` outlives the sight."""

    def __init__(self, ledger: Ledger, on: Date, known: Known) -> None:
        self._loans = {loan.id: loan for loan in ledger.loans}
        self._events = events_by_loan(ledger.events)
        self._on = on
        self._known = known.positions

    def __getitem__(self, loan_id: str) -> Position:
        loan, events = self._loans[loan_id], tuple(self._events.get(loan_id, ()))
        kept = self._known.get(loan_id)
        if kept and kept[0] is loan and kept[2] == self._on and _same(kept[1], events):
            return kept[3]
        found = position(loan, events, self._on)
        self._known[loan_id] = (loan, events, self._on, found)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._loans)

    def __len__(self) -> int:
        return len(self._loans)

    def events(self, loan_id: str) -> list[Event]:
        """The events of a loan, in the order of entry."""
        return self._events.get(loan_id, [])


def _same(one: tuple[Event, ...], other: tuple[Event, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


class Sight:
    """The book as seen on the day `on`, in the language of `words`; `hidden` masks every amount."""

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        now: DateTime,
        words: Words,
        *,
        hidden: bool = False,
        known: Known | None = None,
    ) -> None:
        self.ledger = ledger
        self.settings = settings
        self.now = now
        self.on = Date(now.year, now.month, now.day)
        self.words = words
        self.hidden = hidden
        self._kept: dict[object, object] = {}
        self.known = Known({}, {}) if known is None else known
        self.positions = Positions(ledger, self.on, self.known)

    def remember(self, name: object, compute: Callable[[], T]) -> T:
        """The answer of `compute`, kept for as long as this sight lives."""
        if name not in self._kept:
            self._kept[name] = compute()
        return self._kept[name]  # type: ignore[return-value]  # one name, one computation, one type

    @cached_property
    def loans(self) -> dict[str, Loan]:
        """Loans by id."""
        return {loan.id: loan for loan in self.ledger.loans}

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        """Contacts by id."""
        return {contact.id: contact for contact in self.ledger.contacts}

    @cached_property
    def envelopes(self) -> dict[str, Envelope]:
        """Envelopes by id."""
        return {envelope.id: envelope for envelope in self.ledger.envelopes}

    @cached_property
    def bills(self) -> dict[str, Bill]:
        """Bills by id."""
        return {bill.id: bill for bill in self.ledger.bills}

    @cached_property
    def promises(self) -> dict[str, Promise]:
        """Promises by id."""
        return {promise.id: promise for promise in self.ledger.promises}

    @cached_property
    def follow_ups(self) -> dict[str, FollowUp]:
        """Next steps by id."""
        return {step.id: step for step in self.ledger.follow_ups}

    @cached_property
    def rules(self) -> Rules:
        """The rules of law and habit, a person's own first; files that did not change are not read again."""
        from finterm.rules import load  # the start does not pay for them

        return load()

    def yearly_cost(self, loan: Loan) -> YearlyCost | None:
        """The yearly cost of the contract, computed once."""
        kept = self.known.costs.get(loan.id)
        if kept is None or kept[0] is not loan:
            kept = self.known.costs[loan.id] = (loan, yearly_cost(loan))
        return kept[1]

    def money(self, minor: int | None, currency: str) -> str:
        """An amount with its currency sign; a mask while amounts are hidden; a dash for None."""
        if minor is None:
            return "–"
        return HIDDEN if self.hidden else self.words.money(Money(minor, currency or self.settings.currency))

    def amount(self, minor: int | None, currency: str) -> str:
        """An amount without its sign, for columns."""
        if minor is None:
            return "–"
        return HIDDEN if self.hidden else self.words.amount(Money(minor, currency or self.settings.currency))

    def listed(self, minor: int | None, currency: str) -> str:
        """An amount in a list of several loans: the sign only where it is not the book's currency."""
        own = currency == self.settings.currency
        return self.amount(minor, currency) if own else self.money(minor, currency)

    def sums(self, amounts: Iterable[Money]) -> str:
        """Totals of several currencies beside each other."""
        shown = list(amounts)
        return HIDDEN if self.hidden and shown else self.words.sums(shown)

    def free(self, text: str) -> str:
        """What a person wrote, its amounts masked while amounts are hidden: "pay 500 on Friday"."""
        return masked(text, HIDDEN) if self.hidden else text

    def when(self, day: Date) -> str:
        """How far off a day is, in words: today, tomorrow, in 5 days, 3 days ago."""
        return when(self.words, day, self.on)
