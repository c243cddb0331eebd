"""Which parts of a sentence a person wrote are amounts, for when amounts are hidden. Pure.

A number is taken for an amount unless what stands beside it says otherwise: a date, a count of days or
instalments, a share, a number to call. Amounts in words are found where a word for money or for a
hundred or more is among them (`八百块`, `三千五`, `two thousand`). In doubt it is an amount.
"""

from __future__ import annotations

import re
from functools import cache

_ONES = "〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖半几"
_TENS = "十拾"
_LARGE = "百佰千仟万萬亿億"
_HAN = f"[{_ONES}{_TENS}{_LARGE}]"
_MONEY = r"(?:元|圆|块(?!儿)|人民币|美元|美金|港币|欧元|毛|角|分钱)"
_COUNTED = (
    r"(?:个(?![万亿wW])|期|天|周|次|笔|通|家|人|位|份|张|条|页|号线|倍|成(?!本)|岁|遍"
    r"|小时|分钟|秒|点(?!\d)|刻|年(?![费化利供])|季|日|号|月(?!供))"
)
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_UNITS = (
    r"(?:days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|instal?ments?|periods?|times|calls?|talks?"
    r"|letters?|loans?|bills?|people|per ?cent)\b"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\d)"
_ALONE = (
    r"(?<![\d.,，¥￥$€£])(?<![¥￥$€£] )"  # where a number begins that no sign of a currency stands before
)

_NOT_AMOUNTS = (
    # dates and times
    rf"(?:19|20)\d\d([-/.]){_MONTH}\1{_DAY}",
    rf"(?:19|20)\d\d[-/]{_MONTH}(?![-/.])",
    rf"(?:{_DAY}/{_MONTH}|{_MONTH}/{_DAY})(?:/(?:19|20)\d\d)?(?![/\d])",
    r"(?:19|20)\d\d\s?年(?![费化利供])",
    rf"{_MONTH}\s?月(?:份|底|初|中旬|{_DAY})?",
    rf"{_DAY}\s?[号日](?!元)",
    r"(?:2[0-4]|[01]?\d):[0-5]\d",
    r"(?:3[01]|[12]?\d)(?:st|nd|rd|th)\b",
    rf"{_DAY}\s{_MONTHS}\b(?:\s(?:19|20)\d\d\b)?",
    # shares and counts
    r"\d+(?:[.,]\d+)?\s?[%％‰]",
    rf"\d{{1,4}}\s?{_COUNTED}",
    rf"\d{{1,3}}[\s-]?{_UNITS}",
    # numbers to call and of cards and contracts: no amount has so many figures
    r"\d{3,4}-\d{7,8}(?!\d)",
    r"[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)",
    r"1[3-9]\d([- ])\d{4}\2\d{4}(?!\d)",
    rf"\d{{11,}}(?![\d.,]*\d)(?!\s?(?:{_MONEY}|[{_LARGE}]))",
)
_ELSEWHERE = (  # those that begin with something that is no figure
    rf"\b{_MONTHS}\s{_DAY}(?:st|nd|rd|th)?(?![.,]\d)(?:,?\s(?:19|20)\d\d\b)?",
    rf"\b{_MONTHS}\s(?:19|20)\d\d\b(?![.,]\d)",
    r"\+\d{1,3}[ -]?\d[\d -]{6,}\d",
    r"(?:#|\bno\. ?|第)\s?\d{1,6}(?![\d.,])",
    rf"(?:第|[百千万]分之|星期|礼拜|初){_HAN}+",
    rf"{_HAN}+\s?{_COUNTED}",
)
_SMALL_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
).split()
_WORD = rf"(?:{'|'.join(_SMALL_WORDS)})"
_LARGE_WORD = r"(?:hundred|thousand|million|grand)"
_AMOUNTS = (
    rf"\d(?:[\d,.，．]*\d)?(?:\s?[{_LARGE}]+(?:{_HAN}|\d)*|\s?[kKwWmM](?![A-Za-z]))?",
    rf"{_HAN}+\s?{_MONEY}(?:{_HAN}+[毛角分]?)*",
    rf"[{_ONES}{_TENS}]{_HAN}*[{_LARGE}]{_HAN}*",
    rf"[{_ONES}]?[{_TENS}][{_ONES}]|[{_ONES}][{_TENS}]",
    rf"\b(?:{_WORD}[\s-]|half a\s|an?\s)+{_LARGE_WORD}(?:[\s-](?:and\s)?(?:{_WORD}|{_LARGE_WORD})\b)*",
    rf"\b{_WORD}(?:[\s-]{_WORD})*(?=\s(?:yuan|rmb|dollars?|euros?|pounds?|bucks|quid)\b)",
)


def _anyone(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


@cache
def _found() -> re.Pattern[str]:
    """Made when first asked for: it takes longer than the rest of the start can spare."""
    # The groups that a pattern refers back to come first, so their numbers hold.
    return re.compile(
        rf"{_ALONE}(?:{_anyone(_NOT_AMOUNTS)})|{_anyone(_ELSEWHERE)}|(?P<amount>{_anyone(_AMOUNTS)})",
        re.IGNORECASE,
    )


def masked(text: str, sign: str) -> str:
    """`text` with `sign` in place of every amount."""
    return _found().sub(lambda found: sign if found["amount"] else found[0], text)


def has_amount(text: str) -> bool:
    """Whether an amount is in `text`."""
    return any(found["amount"] for found in _found().finditer(text))
