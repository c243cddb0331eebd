"""A month as a picture: weeks as rows, dues of each day as a sign and a sum. Pure.

Knows how a month is drawn in a number of cells; which month it is and where the cursor stands it is told.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date as Date
from datetime import timedelta

from finterm.domain.calendar import add_months
from finterm.domain.dues import Due, due_totals
from finterm.domain.money import Money
from finterm.tui.view.ahead import AHEAD, dues_of
from finterm.tui.view.cells import fit, width
from finterm.tui.view.page import Block, Fact, Line, Picture, Span, Text, Title
from finterm.tui.view.sight import HIDDEN, Sight

WIDEST, ROOMY = 10, 6  # cells of a day at most; cells from which today is in brackets
HERE, LATE, DUE = "▸", "!", "•"


def month_blocks(sight: Sight, month: Date, here: Date | None) -> list[Block]:
    """The month that begins on `month`: its picture, what is due in it, and how to read it.

    `here` is the day of the due under the cursor.
    """
    words, days = sight.words, dues_by_day(sight, month)
    text = Fitting(sight, [total for dues in days.values() for total in due_totals(dues)])
    signs = words("tui.calendar.signs", late=LATE, due=DUE, here=HERE)
    if any(due.currency not in ("", sight.settings.currency) for dues in days.values() for due in dues):
        signs += words("tui.calendar.other_currency")
    return [
        Title(words.month(month)),
        Picture(lambda room: _weeks(sight, month, here, days, text, room)),
        Fact(
            words("tui.calendar.sum"), sight.sums(due_totals(due for dues in days.values() for due in dues))
        ),
        Text(signs, "faint"),
    ]


def dues_by_day(sight: Sight, month: Date) -> dict[Date, list[Due]]:
    """What is unpaid on the days of the month that begins on `month`."""
    after = add_months(month, 1)
    ahead = max(AHEAD, (after - sight.on).days - 1)

    def grouped() -> dict[Date, list[Due]]:
        days: dict[Date, list[Due]] = {}
        for due in dues_of(sight, ahead):
            if month <= due.date < after:
                days.setdefault(due.date, []).append(due)
        return days

    return sight.remember(("month", month), grouped)


class Fitting:
    """Sums in few cells: exact where all of a month are, else in whole units, the large ones in thousands."""

    def __init__(self, sight: Sight, sums: Sequence[Money]) -> None:
        self._sight = sight
        self._sums = sums

    def __call__(self, sums: Sequence[Money], cells: int) -> str:
        """The sums of one day: that of the book's currency, `+` where there are others beside it.

        A day that asks only for another currency shows its sign, or `+` where that does not fit.
        """
        if not sums:
            return ""
        if self._sight.hidden:
            return fit(HIDDEN, min(cells, width(HIDDEN)))
        own = [total for total in sums if total.currency == self._sight.settings.currency]
        plus = "+" if len(sums) > 1 else ""
        if own:
            return self._shown(own[0], cells - len(plus), self._exact(cells)) + plus
        words = self._sight.words
        text = words.currency_sign(sums[0].currency) + words.compact(sums[0]) + plus
        return text if width(text) <= cells else "+"

    def _exact(self, cells: int) -> bool:
        return all(width(self._sight.words.amount(total)) < cells for total in self._sums)

    def _shown(self, money: Money, cells: int, exact: bool) -> str:
        words = self._sight.words
        text = words.amount(money) if exact else words.compact(money)
        return text if width(text) <= cells else fit(text, cells)


def _weeks(
    sight: Sight,
    month: Date,
    here: Date | None,
    days: dict[Date, list[Due]],
    text: Callable[[Sequence[Money], int], str],
    room: int,
) -> list[Line]:
    cells = max(4, min(WIDEST, room // 7))
    week = sight.words.week()
    tail = 2 if cells >= ROOMY else 1  # what stands behind the figure of a day
    lines: list[Line] = [
        tuple((fit(name, cells - tail, right=True) + " " * tail, "label") for _, name in week)
    ]
    first = month - timedelta(days=(month.weekday() - week[0][0]) % 7)
    last = month.replace(day=monthrange(month.year, month.month)[1])
    while first <= last:
        row = [first + timedelta(days=n) for n in range(7)]
        inside = [day if day.month == month.month else None for day in row]
        lines.append(tuple(_figure(sight, day, here, days, cells) for day in inside))
        sums = [due_totals(days.get(day, ())) if day else [] for day in inside]
        if any(sums):
            lines.append(
                tuple(
                    _sum(text(total, cells - 1), days.get(day, []) if day else [], cells)
                    for day, total in zip(inside, sums, strict=True)
                )
            )
        first += timedelta(days=7)
    return lines


def _figure(
    sight: Sight, day: Date | None, here: Date | None, days: dict[Date, list[Due]], cells: int
) -> Span:
    if day is None:
        return " " * cells, ""
    dues = days.get(day, [])
    sign = LATE if _is_late(dues) else DUE if dues else " "
    mark = HERE if day == here else " "
    if cells >= ROOMY:
        text = f"{mark}[{day.day:2}]{sign}" if day == sight.on else f"{mark} {day.day:2}{sign} "
    else:
        mark = "[" if day == sight.on and mark == " " else mark
        text = f"{mark}{day.day:2}{sign}"
    return fit(text, cells, right=True), _state(sight, day, dues)


def _sum(text: str, dues: Sequence[Due], cells: int) -> Span:
    return fit(text, cells, right=True), "overdue" if _is_late(dues) else ""


def _is_late(dues: Sequence[Due]) -> bool:
    return any(due.state == "overdue" for due in dues)


def _state(sight: Sight, day: Date, dues: Sequence[Due]) -> str:
    if _is_late(dues):
        return "overdue"
    if day == sight.on:
        return "due_today" if dues else "strong"
    return "strong" if dues else "faint"
