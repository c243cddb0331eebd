"""Due days, month-end clamping, frequencies, recurrence, pay cycles.

Every date is counted from an anchor (the first due date), never from the date before it, so that a
due on the 31st falls on a month's last day and comes back to the 31st. Plain calendar arithmetic of
the standard library: a book of 10,000 loans asks for hundreds of thousands of dates, and pendulum's
are several times slower to make.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date as Date
from datetime import timedelta
from fractions import Fraction
from itertools import count, takewhile
from typing import Literal, NamedTuple

from finterm.domain.errors import BadInput

Unit = Literal["month", "week", "day"]
_NAMED: dict[str, tuple[Unit, int]] = {
    "monthly": ("month", 1),
    "weekly": ("week", 1),
    "biweekly": ("week", 2),
    "quarterly": ("month", 3),
    "yearly": ("month", 12),
}
_COUNTED = re.compile(r"([1-9]\d{0,3})([dm])")


class Frequency(NamedTuple):
    """How often an instalment falls due: every `every` months, weeks or days."""

    unit: Unit
    every: int


def parse_frequency(text: str, where: str = "frequency") -> Frequency:
    """`monthly`, `weekly`, `biweekly`, `Nd` or `Nm`. Raises BadInput otherwise."""
    typed = text.strip().lower()
    if named := _NAMED.get(typed):
        return Frequency(*named)
    if match := _COUNTED.fullmatch(typed):
        return Frequency("day" if match[2] == "d" else "month", int(match[1]))
    raise BadInput(where, "error.frequency", typed=text.strip())


def periods_a_year(frequency: Frequency) -> Fraction:
    """Periods in a year: 12 over the months, 52 over the weeks, 365 over the days."""
    return Fraction({"month": 12, "week": 52, "day": 365}[frequency.unit], frequency.every)


def add_months(day: Date, months: int) -> Date:
    """The same day of the month `months` later (or earlier), clamped to that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if day.day <= 28:  # every month has it
        return Date(year, month + 1, day.day)
    return Date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nth_date(first: Date, n: int, frequency: Frequency) -> Date:
    """The date `n` periods after `first` (before it where `n` is negative)."""
    if frequency.unit == "month":
        return add_months(first, n * frequency.every)
    return first + timedelta(days=n * frequency.every * (7 if frequency.unit == "week" else 1))


def recurrence(first: Date, frequency: Frequency, end: Date, times: int | None = None) -> Iterator[Date]:
    """The dates from `first` on, up to and including `end`, at most `times` of them."""
    for n in count() if times is None else range(times):
        try:
            day = nth_date(first, n, frequency)
        except (OverflowError, ValueError):  # past the year 9999, where calendars end
            return
        if day > end:
            return
        yield day


def parse_paydays(text: str, where: str = "paydays") -> tuple[int, ...]:
    """Days of the month typed like `15` or `10, 25`, in order; 31 means the month's last day.

    Raises BadInput for anything that is no day of a month, and for none at all.
    """
    typed = re.split(r"[\s,，、;；]+", text.strip())
    if typed == [""]:
        raise BadInput(where, "error.required")
    days = set()
    for part in typed:
        if not part.isdecimal():
            raise BadInput(where, "error.number", typed=part)
        if not 1 <= int(part) <= 31:
            raise BadInput(where, "error.range", least=1, most=31)
        days.add(int(part))
    return tuple(sorted(days))


def paydays_from(paydays: Iterable[int], after: Date) -> Iterator[Date]:
    """Paydays later than `after`, in order, the first of the month where `paydays` is empty.

    `paydays` are days of the month, clamped to its last; two that clamp to one day are one payday.
    """
    wanted = sorted({max(1, wish) for wish in paydays}) or [1]
    for months in count():
        month = add_months(after.replace(day=1), months)
        last = monthrange(month.year, month.month)[1]
        for day in sorted({month.replace(day=min(wish, last)) for wish in wanted}):
            if day > after:
                yield day


def next_payday(paydays: Iterable[int], after: Date) -> Date:
    """The first payday later than `after`."""
    return next(paydays_from(paydays, after))


def payday_before(paydays: Iterable[int], on: Date) -> Date:
    """The last payday up to and including `on`: the day the pay cycle of `on` began."""
    before = paydays_from(paydays, add_months(on, -2).replace(day=1) - timedelta(days=1))
    return max(takewhile(lambda day: day <= on, before))
