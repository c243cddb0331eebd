"""A month as a picture: weeks as rows, dues of each day as a sign and a sum. Pure.

Knows how a month is drawn in a number of cells; which month it is and where the cursor stands it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from typing import NamedTuple

from finterm.domain.calendar import add_months
from finterm.domain.dues import Due, due_totals
from finterm.domain.money import Money
from finterm.tui.view.ahead import AHEAD, dues_of
from finterm.tui.view.cells import fit, width
from finterm.tui.view.page import Block, Fact, Line, Picture, Span, Text, Title
from finterm.tui.view.sight import HIDDEN, Sight

WIDEST, ROOMY = 10, 6  # cells of a day at most; cells from which today is in brackets
HERE, LATE, DUE = "▸", "!", "•"


class Day(NamedTuple):
    """The dues of one day and what they sum to, one sum a currency."""

    dues: Sequence[Due] = ()
    sums: Sequence[Money] = ()
    is_late: bool = False


class Month(NamedTuple):
    """What is unpaid in the month that begins on `first`: by day, and in all."""

    first: Date
    days: dict[Date, Day]
    sums: Sequence[Money]


NOTHING = Day()


def month_of(sight: Sight, first: Date) -> Month:
    """The month that begins on `first`; computed once a sight."""
    after = add_months(first, 1)
    ahead = max(AHEAD, (after - sight.on).days - 1)

    def made() -> Month:
        dues = [due for due in dues_of(sight, ahead) if first <= due.date < after]
        days: dict[Date, list[Due]] = {}
        for due in dues:
            days.setdefault(due.date, []).append(due)
        return Month(first, {day: _day(found) for day, found in days.items()}, due_totals(dues))

    return sight.remember(("month", first), made)


def _day(dues: Sequence[Due]) -> Day:
    return Day(dues, due_totals(dues), any(due.state == "overdue" for due in dues))


def month_blocks(sight: Sight, first: Date, here: Date | None) -> list[Block]:
    """The month that begins on `first`: its picture, what is due in it, and how to read it.

    `here` is the day of the due under the cursor.
    """
    words, month = sight.words, month_of(sight, first)
    signs = words("tui.calendar.signs", late=LATE, due=DUE, here=HERE)
    if any(total.currency != sight.settings.currency for total in month.sums):
        signs += words("tui.calendar.other_currency")
    return [
        Title(words.month(first)),
        Picture(lambda room: _weeks(sight, month, here, room)),
        Fact(words("tui.calendar.sum"), sight.sums(month.sums)),
        Text(signs, "faint"),
    ]


class Fitting:
    """Sums in `cells` cells: exact where all of a month are, else in whole units, the large ones in thousands."""

    def __init__(self, sight: Sight, month: Month, cells: int) -> None:
        self._sight = sight
        self._cells = cells
        sums = [total for day in month.days.values() for total in day.sums]
        self._exact = all(width(sight.words.amount(total)) < cells for total in sums)

    def __call__(self, sums: Sequence[Money]) -> str:
        """The sums of one day: that of the book's currency, `+` where there are others beside it.

        A day that asks only for another currency shows its sign, or `+` where that does not fit.
        """
        if not sums:
            return ""
        words = self._sight.words
        if self._sight.hidden:
            return fit(HIDDEN, min(self._cells, width(HIDDEN)))
        own = [total for total in sums if total.currency == self._sight.settings.currency]
        plus = "+" if len(sums) > 1 else ""
        if not own:
            text = words.currency_sign(sums[0].currency) + words.compact(sums[0]) + plus
            return text if width(text) <= self._cells else "+"
        text = words.amount(own[0]) if self._exact else words.compact(own[0])
        room = self._cells - len(plus)
        return (text if width(text) <= room else fit(text, room)) + plus


def _weeks(sight: Sight, month: Month, here: Date | None, room: int) -> list[Line]:
    cells = max(4, min(WIDEST, room // 7))
    week = sight.words.week()
    tail = 2 if cells >= ROOMY else 1  # what stands behind the figure of a day
    lines: list[Line] = [
        tuple((fit(name, cells - tail, right=True) + " " * tail, "label") for _, name in week)
    ]
    text = Fitting(sight, month, cells - 1)
    begin = month.first - timedelta(days=(month.first.weekday() - week[0][0]) % 7)
    while begin < add_months(month.first, 1):
        inside = [
            day if day.month == month.first.month else None
            for day in (begin + timedelta(days=n) for n in range(7))
        ]
        found = [month.days.get(day, NOTHING) if day else NOTHING for day in inside]
        figures = zip(inside, found, strict=True)
        lines.append(tuple(_figure(sight, date, day, cells, date == here) for date, day in figures))
        if any(day.sums for day in found):
            lines.append(
                tuple(
                    (fit(text(day.sums), cells, right=True), "overdue" if day.is_late else "")
                    for day in found
                )
            )
        begin += timedelta(days=7)
    return lines


def _figure(sight: Sight, date: Date | None, day: Day, cells: int, here: bool) -> Span:
    """The number of a day with its marks: the cursor before it, what is due behind it, today in brackets."""
    if date is None:
        return " " * cells, ""
    sign = LATE if day.is_late else DUE if day.dues else " "
    mark = HERE if here else " "
    if cells >= ROOMY:
        text = f"{mark}[{date.day:2}]{sign}" if date == sight.on else f"{mark} {date.day:2}{sign} "
    else:
        mark = "[" if date == sight.on and not here else mark
        text = f"{mark}{date.day:2}{sign}"
    return fit(text, cells, right=True), _state(sight, date, day)


def _state(sight: Sight, date: Date, day: Day) -> str:
    if day.is_late:
        return "overdue"
    if date == sight.on:
        return "due_today" if day.dues else "strong"
    return "strong" if day.dues else "faint"
