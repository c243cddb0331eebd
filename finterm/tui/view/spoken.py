"""Days as people say them: by weekday and by the end of a month, in English and Chinese. Pure.

A bare weekday (`fri`, 周五) is the next one after today, the last one before it, or the nearer of both, by
the `way` asked for: who means today says today. `this`, `next` and `last` (这, 下, 上) count weeks from Monday, so that
`next fri` is what 下周五 is: the Friday of the week after this one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date as Date
from datetime import timedelta

from finterm.domain.calendar import add_months
from finterm.domain.numerals import DIGITS, number_of

HALF_A_MONTH = 15  # days, as 半个月 is counted
_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CHINESE = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_WEEKS = {"": 0, "this": 0, "next": 1, "last": -1, "这": 0, "本": 0, "下": 1, "下下": 2, "上": -1, "上上": -2}
_WEEKDAY = re.compile(r"(?:(this|next|last) )?([a-z]{3,9})\.?")
_ZHOU = re.compile(r"(这|本|下下|下|上上|上)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_END = re.compile(r"(?:eom|(?:the )?end of (?:the |(this|next|last) )?month|(这|本|下|上)?个?月(?:底|末))")
END_OF_MONTH = re.compile(r"eom|(?:the )?end of (?:the )?month|月(?:底|末)")
_UNIT = re.compile(r"(next|last) (week|month)|(下|上)(?:(周|星期|礼拜)|个?(月))")
_HALF = re.compile(r"(?:in )?(半个月|半年|half a (?:month|year))(?:(后|之后|以后)|(前|之前|以前| ago))?")
_NUMERAL = rf"[{DIGITS}十]"
# A number in characters before a unit, or of a day; those of weekdays have no unit behind them.
_COUNTED = re.compile(rf"(?<![周期拜])({_NUMERAL}+)(?=个?(?:天|日|号|周|星期|礼拜|月|年))")
_SAID = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPELLED = re.compile(rf"(?<!half )\b(?:an?|{'|'.join(_SAID[1:])})(?= (?:day|week|month|year)s?\b)")
_DAY_OF_MONTH = re.compile(r"(这|本|下|上)个?月(\d{1,2})[日号]?")


def in_figures(typed: str) -> str:
    """`typed` with its numbers in figures: 十五号 is 15号, `in two weeks` is `in 2 weeks`.

    The numbers of weekdays (周三) and of how many months or weeks on (下下) stay words.
    """
    if typed.isascii():
        return _SPELLED.sub(lambda said: str(max(1, _SAID.index(said[0].replace("an", "a")))), typed)
    return _COUNTED.sub(_figure, typed)


def _figure(said: re.Match[str]) -> str:
    number = number_of(said[1])
    return said[0] if number is None else str(number)


def spoken(typed: str, today: Date, way: str = "next") -> Date | None:
    """The day that `typed` (lower case) says; None where it says none."""
    if match := _WEEKDAY.fullmatch(typed):
        names = [n for n, name in enumerate(_ENGLISH) if name.startswith(match[2])]
        if len(names) == 1:
            return _weekday(match[1] or "", names[0], today, way)
    if match := _ZHOU.fullmatch(typed):
        return _weekday(match[1] or "", _CHINESE[match[2]], today, way)
    if match := _END.fullmatch(typed):
        said = match[1] or match[2] or ""
        end = _in_month(add_months(today, _WEEKS[said]), 31)
        before = _in_month(add_months(today, -1), 31)
        back = way == "last" or (way == "near" and today - before <= 2 * (end - today))
        return before if back and not said and end > today else end
    if match := _HALF.fullmatch(typed):
        way_of = -1 if match[3] else 1
        if match[1] in ("半年", "half a year"):
            return add_months(today, 6 * way_of)
        return today + timedelta(days=HALF_A_MONTH * way_of)
    if match := _UNIT.fullmatch(typed):
        number = _WEEKS[match[1] or match[3]]
        in_weeks = match[2] == "week" or match[4]
        return today + timedelta(days=7 * number) if in_weeks else add_months(today, number)
    if match := _DAY_OF_MONTH.fullmatch(typed):
        day = int(match[2])
        return _in_month(add_months(today, _WEEKS[match[1]]), day) if 1 <= day <= 31 else None
    return None


def _weekday(which: str, weekday: int, today: Date, way: str) -> Date:
    if which:
        return today + timedelta(days=weekday - today.weekday() + 7 * _WEEKS[which])
    behind = (today.weekday() - weekday - 1) % 7 + 1
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    back = way == "last" or (way == "near" and behind <= ahead)
    return today + timedelta(days=-behind if back else ahead)


def _in_month(month: Date, day: int) -> Date:
    """That day of the month of `month`; its last where it has fewer."""
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
