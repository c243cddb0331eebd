"""One rule, and all there are. Knows nothing of files or languages.

A rule holds from `start` to `end`, both included; None is open. `end` is the last day it is known to hold:
where the next value is not known yet there is no rule in force, and `last` still gives the latest one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import time as Time
from datetime import timedelta
from decimal import Decimal

from finterm.domain.calendar import add_months
from finterm.domain.errors import BadSetting

Value = Decimal | int | str | tuple[Decimal | int | str, ...]

STATUSES = ("law", "court_practice", "regulator", "recommended_standard", "self_regulation", "convention")
CONFIDENCES = ("primary", "secondary", "weak", "known", "own")  # how sure; `known`: no text of it was read
UNSURE = ("weak", "known")
MONTHS_FRESH = 12  # of a confirmation; after them a rule is to be looked up again


@dataclass(frozen=True)
class Rule:
    """One fact with its source. `value` is read by `unit`; the accessors below give it as one type.

    `authority` and `instrument` are written in the language of the country, `others` says them in another
    (`authority_en`). `dated` is the day of the instrument, `confirmed` the day the rule was last looked up.
    `note` and `name` are a person's own words; those of the shipped rules are in the catalogues. `own` is
    the person's file it comes from, empty for the shipped ones.
    """

    id: str
    country: str
    value: Value
    unit: str
    start: Date | None = None
    end: Date | None = None
    authority: str = ""
    instrument: str = ""
    article: str = ""
    dated: Date | None = None
    status: str = "convention"
    confidence: str = "own"
    note: str = ""
    name: str = ""
    confirmed: Date | None = None
    own: str = ""
    others: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def holds(self, on: Date) -> bool:
        """Whether it is in force on the day `on`."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)

    def marks(self, on: Date) -> tuple[str, ...]:
        """What to be careful about: `ahead`, `past`, `unconfirmed` for a year, `unsure`; none is the rule."""
        stale = self.confirmed is None or on > add_months(self.confirmed, MONTHS_FRESH)
        told = {
            "ahead": self.start is not None and on < self.start,
            "past": self.end is not None and on > self.end,
            "unconfirmed": stale,
            "unsure": self.confidence in UNSURE,
        }
        return tuple(mark for mark, true in told.items() if true)

    @property
    def number(self) -> Decimal:
        """The value as a number; of a range its lower end."""
        return self.numbers[0]

    @property
    def whole(self) -> int:
        """The value as a whole number: days, months, years, times."""
        return int(self.number)

    @property
    def fraction(self) -> Decimal:
        """A percentage as a fraction of one: 24 percent a year is 0.24 a year."""
        return self.number / 100

    @property
    def range(self) -> tuple[Decimal, Decimal]:
        """The lower and the upper end of a range; the same twice for a single number."""
        return self.numbers[0], self.numbers[-1]

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The value as numbers."""
        return tuple(Decimal(text) for text in self.texts)

    @property
    def texts(self) -> tuple[str, ...]:
        """The value as texts: words of a list, addresses, dates."""
        return tuple(str(part) for part in (self.value if isinstance(self.value, tuple) else (self.value,)))

    @property
    def hours(self) -> tuple[Time, Time]:
        """When quiet hours begin and end, in the time where the person is; they may pass midnight."""
        begin, end = self.texts
        return Time.fromisoformat(begin), Time.fromisoformat(end)

    @property
    def days(self) -> tuple[Date, ...]:
        """The value as dates."""
        return tuple(Date.fromisoformat(text) for text in self.texts)


@dataclass(frozen=True)
class Rules:
    """All rules, a person's own before the shipped ones, the mistakes in the own files, and currency with country."""

    all: tuple[Rule, ...] = ()
    faults: tuple[BadSetting, ...] = ()
    currencies: tuple[tuple[str, str], ...] = ()

    def find(self, id: str, on: Date, country: str) -> Rule | None:
        """The rule `id` in force on the day `on`: the person's own first; None where none is known."""
        return next((rule for rule in self.history(id, country) if rule.holds(on)), None)

    def last(self, id: str, on: Date, country: str) -> Rule | None:
        """The rule in force on `on`, else the latest that had begun by then; its marks say that it is past."""
        if (found := self.find(id, on, country)) is not None:
            return found
        begun = [rule for rule in self.history(id, country) if rule.start is None or rule.start <= on]
        return max(begun, key=lambda rule: rule.end or Date.max, default=None)

    def country_of(self, currency: str) -> str:
        """The country whose rules a loan in `currency` is seen beside; empty where none is known."""
        return next((country for known, country in self.currencies if known == currency), "")

    def history(self, id: str, country: str) -> tuple[Rule, ...]:
        """Every rule of the name `id`, own ones first, else the latest first."""
        return tuple(rule for rule in self.all if rule.id == id and rule.country == country)

    def gaps(self, id: str, country: str, on: Date) -> tuple[tuple[Date, Date], ...]:
        """The days up to `on` for which a rule that changed over time has no value, each from and to, inclusive."""
        spans = sorted((rule.start or Date.min, rule.end or Date.max) for rule in self.history(id, country))
        if len(spans) < 2:
            return ()
        found, reached = [], spans[0][1]
        for start, end in [*spans[1:], (Date.max, Date.max)]:
            if reached >= on:
                break
            if start > reached + timedelta(days=1):
                found.append((reached + timedelta(days=1), min(start - timedelta(days=1), on)))
            reached = max(reached, end)
        return tuple(found)

    def current(self, on: Date) -> tuple[Rule, ...]:
        """One of each name: the one in force on `on`, else the latest that had begun, else the next to come."""
        names = dict.fromkeys((rule.country, rule.id) for rule in self.all)
        found = []
        for country, id in sorted(names, key=lambda name: self.countries.index(name[0])):
            ahead = sorted(self.history(id, country), key=lambda rule: rule.start or Date.min)
            found.append(self.last(id, on, country) or ahead[0])
        return tuple(found)

    def of(self, country: str) -> tuple[Rule, ...]:
        """Every rule of a country, in the order of its files."""
        return tuple(rule for rule in self.all if rule.country == country)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries there are rules of, in the order they were read."""
        return tuple(dict.fromkeys(rule.country for rule in self.all))


def ordered(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules of one file: as written, and those of one name the latest first."""
    places: dict[str, int] = {}
    found = list(rules)
    for rule in found:
        places.setdefault(rule.id, len(places))
    return tuple(sorted(found, key=lambda rule: (places[rule.id], -(rule.start or Date.min).toordinal())))
