"""What a person types or a spreadsheet writes in a cell, read into values.

Dates, moments, numbers, choices and the composite terms of a contract (a fee that is a percent or an
amount, a penalty that is a rate or a multiple, rows of instalments). Forgiving about how a value is
written (full-width digits, `2026/4/5`, 等额本息), never about what it means: what could be read in two
ways is refused. Shared by import files and command-line options. Everything raises BadInput.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone, tzinfo
from datetime import date as Date
from datetime import datetime as DateTime
from decimal import Decimal
from functools import cache
from unicodedata import normalize

from finterm.domain.errors import BadInput
from finterm.domain.loan import parse_rate
from finterm.domain.money import parse_amount, plain
from finterm.domain.records import CustomRow

ZERO = Decimal(0)
_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)"
)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00)?$")  # how spreadsheets write a date formatted with its time
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)
_ROW = re.compile(r"(.+?):([^+]+)(?:\+([^+]+))?(?:\+([^+]+))?")
_YES = {"yes": True, "y": True, "true": True, "1": True, "是": True} | {
    "no": False, "n": False, "false": False, "0": False, "否": False
}  # fmt: skip
_TIMES = re.compile(r"(\d+(?:\.\d+)?)\s*[x×倍]", re.IGNORECASE)


def plain_width(text: str) -> str:
    """`text` with full-width letters, digits and signs in their usual width, and no space around it."""
    return normalize("NFKC", text).strip()


def parse_date(text: str, where: str = "date") -> Date:
    """`2026-04-15`, `2026/4/15`, `2026.4.15` or `2026年4月15日`; years come first, so no day is taken for a month."""
    try:
        return Date.fromisoformat(text) if len(text) == 10 else _written_date(text)
    except ValueError:
        pass
    try:
        return _written_date(text)
    except ValueError as fault:
        raise BadInput(where, "error.date", typed=text.strip()) from fault


def _written_date(text: str) -> Date:
    match = _DATE.fullmatch(_MIDNIGHT.sub("", plain_width(text)))
    if not match:
        raise ValueError(text)
    return Date(*(int(part) for part in match.groups() if part))


def parse_moment(text: str, zone: tzinfo, where: str = "at") -> DateTime:
    """A date with its time (`2026-04-15 14:30`), at noon where no time is given; in `zone` where it names none."""
    typed = plain_width(text).replace("T", " ")
    day, _, time = typed.partition(" ")
    date = parse_date(day, where)
    if not time.strip():
        return DateTime(date.year, date.month, date.day, 12, tzinfo=zone)
    match = _TIME.fullmatch(time.strip())
    try:
        if not match:
            raise ValueError(time)
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        moment = DateTime(date.year, date.month, date.day, hour, minute, second, tzinfo=zone)
        if offset := match[4]:
            moment = DateTime.fromisoformat(moment.replace(tzinfo=None).isoformat() + offset.upper())
    except ValueError as fault:
        raise BadInput(where, "error.date", typed=text.strip()) from fault
    return moment


def standard(moment: DateTime) -> DateTime:
    """A moment as records keep it: the standard library's type, to the second, with its offset from UTC."""
    offset = moment.utcoffset() or timedelta(0)
    day, time = moment.date(), moment.time()
    zone = timezone(offset) if offset else UTC
    return DateTime(day.year, day.month, day.day, time.hour, time.minute, time.second, tzinfo=zone)


def parse_number(text: str, where: str = "number") -> int:
    """A whole number; `12`, `１２` and the `12.0` a spreadsheet makes of it."""
    typed = re.sub(r"\.0+$", "", plain_width(text))
    if not re.fullmatch(r"-?\d{1,9}", typed):
        raise BadInput(where, "error.number", typed=text.strip())
    return int(typed)


def parse_yes(text: str, where: str) -> bool:
    """`yes` or `no`, also `true`, `1`, `是` and their opposites."""
    answer = _YES.get(plain_width(text).casefold())
    if answer is None:
        raise BadInput(where, "error.choice", typed=text.strip(), choices="yes, no")
    return answer


def parse_choice(text: str, choices: Sequence[str], where: str, family: str = "") -> str:
    """One of `choices`; `Equal payment` and `equal-payment` are `equal_payment`.

    With `family`, the words the catalogues show for the choices (`core.<family>.<choice>`) count too,
    in every language.
    """
    typed = plain_width(text).casefold()
    bare = re.sub(r"[\s-]+", "_", typed)
    if bare in choices:
        return bare
    if typed in choices:
        return typed
    if family and (found := _words_for(family, tuple(choices)).get(typed)):
        return found
    raise BadInput(where, "error.choice", typed=text.strip(), choices=", ".join(choices))


@cache
def _words_for(family: str, choices: tuple[str, ...]) -> dict[str, str]:
    from finterm.locale import LANGUAGES, Words

    spoken: dict[str, str] = {}
    for language in LANGUAGES:
        words = Words(language)
        spoken |= {
            plain_width(words(key)).casefold(): choice
            for choice in choices
            if words.has(key := f"core.{family}.{choice}")
        }
    return spoken


def parse_decimal_rate(text: str, where: str = "rate") -> Decimal:
    """`loan.parse_rate`, of text in any width."""
    return parse_rate(plain_width(text), where)


def parse_fee(text: str, currency: str, where: str) -> tuple[Decimal, int]:
    """A fee that is a percent (`0.75%`), an amount (`25.00`) or both (`5%+10`): the rate, and minor units."""
    rate, minor = ZERO, 0
    for part in plain_width(text).split("+"):
        typed = part.strip()
        if typed and typed[-1] in "%‰‱":
            rate += parse_rate(typed, where)
        else:
            minor += parse_amount(typed, currency, where)
    if minor < 0:
        raise BadInput(where, "error.amount_negative")
    return rate, minor


def written_fee(rate: Decimal, minor: int, currency: str) -> str:
    """A fee as `parse_fee` reads it back; blank where there is none."""
    parts = [written_rate(rate), plain(minor, currency) if minor else ""]
    return "+".join(part for part in parts if part)


def parse_penalty(text: str, where: str = "penalty_rate") -> tuple[Decimal, Decimal | None]:
    """A penalty rate, or a multiple of the contract rate (`1.5x`, `1.5倍`): (rate, multiplier or None)."""
    typed = plain_width(text)
    if match := _TIMES.fullmatch(typed):
        return Decimal(0), parse_multiple(match[1], where)
    return parse_rate(typed, where), None


def parse_multiple(text: str, where: str) -> Decimal:
    """How many times the contract rate: `1.5`, `1.5x`."""
    typed = re.sub(r"\s*[x×倍]$", "", plain_width(text), flags=re.IGNORECASE)
    if not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", typed):
        raise BadInput(where, "exchange.error.multiple", typed=text.strip())
    return Decimal(typed)


def parse_rows(text: str, currency: str, where: str = "rows") -> tuple[CustomRow, ...]:
    """Instalments as `2026-05-01:500+12.50+3; ...`: date, then principal, interest and fee."""
    rows = []
    for part in re.split(r"[;\n]", plain_width(text)):
        if part.strip():
            rows.append(_row(part.strip(), currency, where))
    return tuple(rows)


def _row(typed: str, currency: str, where: str) -> CustomRow:
    match = _ROW.fullmatch(typed)
    if not match:
        raise BadInput(where, "error.rows", typed=typed)
    try:
        minors = [parse_amount(part, currency, where) for part in match.groups()[1:] if part is not None]
        return CustomRow(due=parse_date(match[1].strip(), where), **dict(zip(_PARTS, minors, strict=False)))
    except BadInput as fault:
        raise BadInput(where, "error.rows", typed=typed) from fault


_PARTS = ("principal", "interest", "fee")


def written_rows(rows: Sequence[CustomRow], currency: str) -> str:
    """`rows` as `parse_rows` reads them back."""
    return "; ".join(
        f"{row.due.isoformat()}:" + "+".join(plain(getattr(row, part), currency) for part in _PARTS)
        for row in rows
    )


def written_rate(rate: Decimal) -> str:
    """A fraction as a percentage without loss: 0.0075 -> `0.75%`."""
    return f"{(rate * 100).normalize():f}%" if rate else ""
