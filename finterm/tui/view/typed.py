"""What a person types into a form, read into values. Dates may be said the short way.

Knows `2026-04-15`, `04-15`, `15`, `today`, `tomorrow`, `yesterday`, `+3d`, `-2w`, `+1m`, `in 3 days`,
weekdays (`fri`, `next fri`; see `spoken`), ends of months and their Chinese words, and times before or
after a date. Pure: today and now are arguments. Amounts and rates are read by the domain.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from datetime import timedelta
from typing import Literal

from finterm.domain.calendar import add_months
from finterm.domain.errors import BadInput
from finterm.tui.view.spoken import END_OF_MONTH, in_figures, spoken

# Which day is meant where a year or month is not said: the next such day, the last one, the nearer one,
# or the first of a row: the next that really has that number, since the row keeps it.
Way = Literal["next", "last", "near", "first"]
_WORDS = {
    "today": 0,
    "t": 0,
    "now": 0,
    "今天": 0,
    "现在": 0,
    "tomorrow": 1,
    "明天": 1,
    "后天": 2,
    "大后天": 3,
    "yesterday": -1,
    "昨天": -1,
    "前天": -2,
    "大前天": -3,
    "day after tomorrow": 2,
    "the day after tomorrow": 2,
    "day before yesterday": -2,
    "the day before yesterday": -2,
}
_WIDE = str.maketrans("０１２３４５６７８９：－＋／．", "0123456789:-+/.")
_STEP = re.compile(r"([+-])(\d{1,4})([dwmy天日周月年]?)")
_LATER = re.compile(
    r"(?:in )?(\d{1,4}) ?(?:(days?|weeks?|months?|years?)|(天|日|个?周|个?星期|个?礼拜|个?月|年)(?:后|之后|以后)?)"
)
_AGO = re.compile(
    r"(\d{1,4}) ?(?:(days?|weeks?|months?|years?) ago|(天|日|个?周|个?星期|个?礼拜|个?月|年)(?:前|之前|以前))"
)
_TIME = re.compile(r"(\d{1,2})[:：](\d{2})")
_SHORT = re.compile(r"(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月])?(\d{1,2})[日号]?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")


def parse_date(
    text: str, today: Date, where: str = "date", *, way: Way = "next", since: Date | None = None
) -> Date:
    """The date a person means. Without a year or month it is the next such date from `today` on, with `last`
    the last one up to `today`, with `near` the nearer of both. A bare day is in a month that has such a day,
    in every form; where the month is named, a day beyond its end is its last.
    The `first` of a row that began on `since` is the first such day after it. Raises BadInput.
    """
    typed = in_figures(text.strip().translate(_WIDE).lower())
    if way == "first" and END_OF_MONTH.fullmatch(typed):
        typed = "31"
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    try:
        if said := spoken(typed, today, way):
            return said
        if step := _STEP.fullmatch(typed):
            return _stepped(today, int(step[1] + step[2]), step[3])
        if (later := _LATER.fullmatch(typed)) and not typed.endswith(("日", "月", "年")):
            return _stepped(today, int(later[1]), _unit(later[2] or later[3]))
        if ago := _AGO.fullmatch(typed):
            return _stepped(today, -int(ago[1]), _unit(ago[2] or ago[3]))
        if solid := _SOLID.fullmatch(typed):
            return Date(int(solid[1]), int(solid[2]), int(solid[3]))
        if match := _SHORT.fullmatch(typed):
            year, month, day = (int(part) if part else None for part in match.groups())
            if year and month and day:
                return Date(year, month, day)
            if day and 1 <= day <= 31:
                return (
                    _first(month, day, today, since) if way == "first" else _such_day(month, day, today, way)
                )
    except (ValueError, OverflowError):
        pass
    raise BadInput(where, "error.date", typed=text.strip())


def _unit(word: str) -> str:
    """The letter of `_STEP` for a unit written out."""
    bare = word.removeprefix("个")
    return {"星": "w", "礼": "w"}.get(bare[0], bare[0])


def _stepped(today: Date, number: int, unit: str) -> Date:
    if unit in ("m", "月"):
        return add_months(today, number)
    if unit in ("y", "年"):
        return add_months(today, 12 * number)
    return today + timedelta(days=number * (7 if unit in ("w", "周") else 1))


def _such_day(month: int | None, day: int, today: Date, way: Way) -> Date:
    """The day of that number that is meant; a day past the end of a named month is its last.

    What is `near` has mostly happened already: a day to come counts as twice as far, and one of the year
    to come is meant only within a month.
    """
    if way == "near":
        behind = _such_day(month, day, today, "last")
        ahead = _such_day(month, day, today, "next")
        nearer = today - behind > 2 * (ahead - today)
        soon = ahead.year == today.year or ahead - today <= timedelta(days=31)
        return ahead if nearer and soon else behind
    if month is not None and not 1 <= month <= 12:
        raise ValueError(month)
    start = Date(today.year, month or today.month, 1)
    step = (12 if month else 1) * (-1 if way == "last" else 1)
    for n in range(4):  # no three months in a row lack a day of that number
        first = add_months(start, n * step)
        if month is None and day > monthrange(first.year, first.month)[1]:
            continue
        found = first.replace(day=min(day, monthrange(first.year, first.month)[1]))
        if (found <= today) if way == "last" else (found >= today):
            return found
    raise ValueError(day)


def _first(month: int | None, day: int, today: Date, since: Date | None) -> Date:
    """The first such day after `since` (a day of a named month also on it), or from `today` on.

    Without a month it is in a month that has such a day: a row begun on the 30th never falls on the 31st.
    """
    if month is not None:
        return _such_day(month, day, since or today, "next")
    start = since + timedelta(days=1) if since else today
    months = (add_months(start.replace(day=1), n) for n in range(4))
    return next(
        found
        for of in months
        if day <= monthrange(of.year, of.month)[1] and (found := of.replace(day=day)) >= start
    )


def parse_moment(text: str, now: DateTime, where: str = "at") -> DateTime:
    """A past moment in the zone of `now`: `14:30`, `yesterday 9:05`, `2026-04-15 14:30`; a date alone
    keeps the time of `now`. Raises BadInput when it cannot be read or lies after `now`."""
    typed = text.strip().translate(_WIDE)
    if typed.lower() in ("", "now", "现在"):
        return now
    time = now.time().replace(second=0, microsecond=0)
    if match := _TIME.search(typed):
        if int(match[1]) > 23 or int(match[2]) > 59:
            raise BadInput(where, "error.moment", typed=text.strip())
        time = Time(int(match[1]), int(match[2]))
        typed = (typed[: match.start()] + typed[match.end() :]).strip(" T")
    try:
        day = parse_date(typed, now.date(), where, way="last") if typed else now.date()
    except BadInput as fault:
        raise BadInput(where, "error.moment", typed=text.strip()) from fault
    moment = DateTime.combine(day, time, now.tzinfo)
    if moment > now:
        raise BadInput(where, "error.moment_future", typed=text.strip())
    return moment


def parse_number(text: str, where: str, least: int = 0, most: int = 10_000) -> int:
    """A whole number from `least` to `most`. Raises BadInput."""
    typed = text.strip().translate(_WIDE)
    if not re.fullmatch(r"-?\d{1,9}", typed):
        raise BadInput(where, "error.number", typed=text.strip())
    if not least <= int(typed) <= most:
        raise BadInput(where, "error.range", least=least, most=most)
    return int(typed)
