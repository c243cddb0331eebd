"""Whole numbers and amounts written in Chinese characters, as people say and type them. Pure.

Knows 十五, 三百二十, 三万二 (the last digit after a unit counts tenths of that unit) and mixtures with figures
(2千5, 3万2). What could be read in two ways is no number here: 一万五十, 三五, 2千50.
"""

from __future__ import annotations

import re
from decimal import Decimal

_VALUES = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_VALUES |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DIGITS = "".join(_VALUES)
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_FIGURES = re.compile(r"\d+(?:\.\d+)?")
_PART = re.compile(rf"(\d+(?:\.\d+)?|[{DIGITS}])?([十百千])")


def number_of(text: str) -> int | None:
    """The whole number that `text` says in characters; None where it says none."""
    value = value_of(text)
    return int(value) if value is not None and value == int(value) else None


def value_of(text: str) -> Decimal | None:
    """What `text` says in characters, or in figures with a unit of characters; None where it is unclear."""
    for sign, scale in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.partition(sign)
        if not found:
            continue
        before = _below_myriad(head, scale)
        if before is None or sign in tail:
            return None
        after = _after(tail, scale)
        return None if after is None else before * scale + after
    return _below_myriad(text, 1)


def _after(tail: str, scale: int) -> Decimal | None:
    """What stands behind a unit: nothing, a single digit that counts tenths of it, or a smaller number."""
    if not tail:
        return Decimal(0)
    if len(tail) == 1 and (digit := _digit(tail)):
        return Decimal(digit * scale // 10)
    zero = tail[0] in "零〇"
    rest = value_of(tail[1:] if zero else tail)
    if rest is None or rest >= scale or (tail.isascii() and not zero):
        return None
    if not zero and rest < scale // 10:  # 一万五十: was it 一万零五十 or 一万五千?
        return None
    return rest


def _below_myriad(text: str, above: int) -> Decimal | None:
    """A number without 万 and 亿; one in figures alone may stand before a unit `above` one."""
    if _FIGURES.fullmatch(text):
        return Decimal(text) if above > 1 else None
    if len(text) == 1 and text in _VALUES:
        return Decimal(_VALUES[text])
    total, scale, at, zero = Decimal(0), 10_000, 0, False
    while match := _PART.match(text, at):
        place = _PLACES[match[2]]
        said = match[1] or ("1" if place == 10 and not total else "")
        if place >= scale or not said:
            return None
        if total and not zero and place * 10 < scale:
            return None
        amount = Decimal(_VALUES[said]) if said in _VALUES else Decimal(said)
        if not amount or (at and amount >= 10):
            return None
        total, scale, at = total + amount * place, place, match.end()
        zero = text[at : at + 1] in ("零", "〇")
        at += zero
    rest = text[at:]
    if scale == 10_000 or (zero and not rest):
        return None
    if not rest:
        return total
    digit = _digit(rest)
    if not digit:
        return None
    if scale == 10 or zero:
        return total + digit
    return total + digit * scale // 10


def _digit(text: str) -> int | None:
    """One digit, of either writing, above zero."""
    if len(text) != 1:
        return None
    return _VALUES.get(text) or (int(text) if text in "123456789" else None)
