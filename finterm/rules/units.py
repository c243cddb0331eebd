"""How the value of a rule is written in a file, by its unit, and read into one type. Pure.

`5` and `0.05` are numbers, `[30, 60]` a list of them or a range, `["22:00", "08:00"]` hours of a day, four
of them as `opening` hours with a break,
`"2026-03-31"` a date, `true` a fact that is so or not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date as Date
from datetime import time as Time
from decimal import Decimal
from functools import partial
from typing import Any

from finterm.domain.errors import BadInput
from finterm.domain.money import parse_currency
from finterm.rules.rule import Value

Part = Decimal | int | str
COUNTED = (
    "days",
    "months",
    "years",
    "times",
    "times_a_day",
    "times_a_week",
    "times_a_year",
    "people",
    "reports",
)
MEASURED = ("percent", "percent_a_year", "percent_a_day", "times_rate", "times_lpr")
WORDED = ("words", "contact")
FACT = "fact"
UNITS = (*COUNTED, *MEASURED, *WORDED, "hours", "opening", "date", FACT)
PAIRED = {"hours": (2,), "opening": (2, 4)}  # times of day from and to, and how many of them there are
MOST = 10**9  # no rule sets as much
LONGEST = {
    "days": 36525,
    "months": 1200,
    "years": 100,
}  # a century: what is counted on from a day stays a date
MONEY = re.compile(r"[A-Z]{3}")  # a currency: an amount of it, in its major unit


def is_unit(unit: object) -> bool:
    """Whether `unit` is one that values are read by."""
    if not isinstance(unit, str):
        return False
    return unit in UNITS or (MONEY.fullmatch(unit) is not None and _is_currency(unit))


def _is_currency(unit: str) -> bool:
    try:
        return parse_currency(unit) == unit
    except BadInput:
        return False


def value_of(written: Any, unit: str) -> Value:
    """The value `written` in TOML under `unit`. Raises BadInput where it is none."""
    if unit == FACT:
        if written is not True:
            raise BadInput("", "rules.bad.fact")
        return "yes"
    read = _reader(unit)
    if isinstance(written, list):
        if not written or (unit in PAIRED and len(written) not in PAIRED[unit]):
            raise BadInput("", _what(unit))
        return tuple(read(part) for part in written)
    if unit in PAIRED:
        raise BadInput("", _what(unit))
    return read(written)


def typed(text: str, unit: str) -> Any:
    """What a person types for a value of `unit`, as TOML has it: `1.3, 1.5` is a list, `22:00-08:00` hours, 24% 24.

    Raises BadInput where it is none.
    """
    if unit == FACT:
        return True
    between = r"[,，、;；]" if unit == "date" or unit in WORDED else r"[,，、;；~–—-]"
    parts = [part.strip() for part in re.split(between, text) if part.strip()]
    is_signed = unit in (*COUNTED, *MEASURED) and text.strip()[:1] in "-–—~"  # no range, and no rule
    if not parts or is_signed:
        raise BadInput("", _what(unit))
    found = [_as_written(part, unit) for part in parts]
    written = found if len(found) > 1 or unit in PAIRED else found[0]
    value_of(written, unit)
    return written


def _as_written(part: str, unit: str) -> Any:
    """One part as TOML has it; a text where it is no number."""
    if unit in COUNTED or unit in MEASURED or MONEY.fullmatch(unit):
        number = part.removesuffix("%").strip()
        if re.fullmatch(r"\d+", number):
            return int(number)
        return float(number) if re.fullmatch(r"\d+\.\d+", number) else part
    return part


def _reader(unit: str) -> Callable[[Any], Part]:
    if unit in COUNTED:
        return partial(_whole, unit)
    if unit in WORDED:
        return _text
    return {"hours": _hour, "opening": _hour, "date": _date}.get(unit, _number)


def _what(unit: str) -> str:
    """The sentence that says how a value of this unit is written."""
    if unit in COUNTED:
        return "rules.bad.whole"
    return (
        f"rules.bad.{unit}"
        if unit in ("hours", "opening", "date")
        else "rules.bad.text"
        if unit in WORDED
        else "rules.bad.number"
    )


def _whole(unit: str, written: Any) -> int:
    if not isinstance(written, int) or isinstance(written, bool) or not 0 <= written < MOST:
        raise BadInput("", "rules.bad.whole")
    if written > LONGEST.get(unit, MOST):
        raise BadInput("", "rules.bad.long")
    return written


def _number(written: Any) -> Decimal:
    if not isinstance(written, int | float) or isinstance(written, bool) or not 0 <= written < MOST:
        raise BadInput("", "rules.bad.number")
    return Decimal(str(written))


def _text(written: Any) -> str:
    if not isinstance(written, str) or not written.strip():
        raise BadInput("", "rules.bad.text")
    return written.strip()


def _hour(written: Any) -> str:
    try:
        return Time.fromisoformat(_text(written)).isoformat("minutes")
    except (ValueError, BadInput) as fault:
        raise BadInput("", "rules.bad.hours") from fault


def _date(written: Any) -> str:
    try:
        return (written if type(written) is Date else Date.fromisoformat(_text(written))).isoformat()
    except (ValueError, BadInput) as fault:
        raise BadInput("", "rules.bad.date") from fault
