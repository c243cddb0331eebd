"""Finds people, their numbers and their addresses in free text. Pure; what stands in their place is given.

A name is found however it is spaced or in whatever case, and the usual ways to say a part of it (小梅, 王经理,
Ann) are taken for it too. A number of seven digits and more is taken for a telephone, a card or a person's
number, unless it reads as an amount or a date or is one of those to keep. What is found too often is better
than what is not found at all: the form it is for goes to strangers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import groupby

_WIDE = {0xFF01 + n: chr(0x21 + n) for n in range(94) if chr(0x21 + n).isalnum() or chr(0x21 + n) in "@+-._"}
_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
_IS_HAN = re.compile(rf"[{_HAN}]+")
# The family names of most people in China: enough to tell 王经理 from 客服经理.
_FAMILY = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟"
    "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
_TITLES = "先生 女士 小姐 太太 阿姨 叔叔 经理 主任 主管 老师 律师 专员 警官 师傅 哥 姐 总 工".split()

_DATE = (
    r"(?<!\d)(?:19|20)\d\d(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}|年\s?\d{1,2}月(?:\s?\d{1,2}日)?)"
    r"(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?(?!\d)"
)
_AMOUNT = (
    r"(?<![\d.])(?:[¥￥$£€]\s?\d[\d,]{0,11}(?:\.\d{1,2})?(?!\d)"  # beside its sign
    r"|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)|\d{1,9}\.\d{1,2}(?![\d.])"
    r"|\d{1,9}(?:\s?[-–~]\s?\d{1,9})?(?=\s?(?:元|块|yuan\b|RMB\b|CNY\b)))"
)
_FIGURE = "[〇零○一二三四五六七八九幺两]"
_NUMBER = "|".join(
    (
        rf"\+?\(?\d(?:[ \u00a0()（）·‐‑‒–—-]{{0,3}}(?!{_DATE})\d){{7,}}X?",  # however it is grouped
        r"(?<!\d)\d{3}[‐‑–-]\d{4}(?!\d)",
        r"(?<!\d)\d{3,4}(?P<dot>[./])\d{3,4}(?P=dot)\d{4}(?!\d)|(?<!\d)\d\d(?:\.\d\d){4}(?!\d)",
        rf"{_FIGURE}(?:[\s-]?{_FIGURE}){{6,}}",  # in words
    )
)
_MAIL = (
    r"[A-Z0-9._%+-]{1,64}@(?:[A-Z0-9-]+(?:\.[A-Z0-9-]+)+|\w[\w-]{0,64}(?:\.[\w-]+)+)"
    r"|[\w.+-]{0,64}[^\W\x00-\x7f]@[\w-]+(?:\.[\w-]+)+"
)
_HANDLE = (
    r"(?P<where>QQ号?\s?[:：是为]?\s?(?=[1-9]\d{4})"
    r"|(?:微信|支付宝|抖音)(?:号|账号)?\s?(?:[:：是为]\s?|(?=[A-Z0-9_-]*[0-9_]))(?=[0-9_-]*[A-Z])"
    r"|\b(?:wechat|whatsapp|telegram|alipay|weibo)(?: id)?\s?:?\s?(?=[A-Z0-9_-]*[0-9_])(?=[0-9_-]*[A-Z])"
    r"|(?<![A-Z0-9_.])(?=@[A-Z0-9_]{3}))@?[A-Z0-9_-]{4,}"
)


def bare(text: str) -> str:
    """`text` composed, its wide figures and letters as plain ones, without characters that are not seen."""
    composed = unicodedata.normalize("NFC", text).translate(_WIDE)
    return "".join(c for c in composed if c in "\n\t" or unicodedata.category(c) not in ("Cf", "Cc"))


def digits(text: str) -> str:
    return re.sub(r"\D", "", bare(text))


def numbers_in(text: str) -> set[str]:
    """The numbers of a field that may hold several, as digits alone."""
    parts = re.split(r"[,;/、，；\n]", bare(text))
    return {found for part in parts if len(found := digits(part)) >= 5}


_GROUPS = ("mail", "name", "known", "handle", "kept", "number")


class Spotter:
    """Replaces in texts what is found of `people` (each with what stands for them), and of `others`.

    `kept` are names and references that stay although they may hold one of those; `guessed` are people of whom
    parts of the name are looked for too: `mask` stands for those, since another may be meant. `known` are
    numbers (digits alone) to find even where they look like none, `own` and `mails` those that stay. With
    `figures` other numbers stay too: the text is a reference.
    """

    def __init__(
        self,
        people: Mapping[str, str],
        *,
        mask: str,
        kept: Iterable[str] = (),
        guessed: Iterable[str] = (),
        others: Iterable[str] = (),
        known: Iterable[str] = (),
        own: Iterable[str] = (),
        mails: Iterable[str] = (),
        figures: bool = False,
    ) -> None:
        self._mask = mask
        self._own = {*own}
        self._mails = {mail.casefold() for mail in mails}
        self._whole = {_folded(bare(name)): instead for name, instead in people.items()}
        self._instead: dict[str, str] = {}  # by what is written, folded; empty where it stays
        patterns: dict[str, str] = {}
        everything = (  # each with what comes in its place; what the person asked for comes first
            *((name, mask) for name in others),
            *((name, "") for name in kept if len(name) > 1),
            *((name, instead) for name, instead in people.items() if len(name) > 1),
        )
        for name, instead in everything:
            if (name := bare(name).strip()) and _folded(name) not in self._instead:
                self._instead[_folded(name)] = instead
                patterns[name] = _spotted(name)
        for part in (part for name in guessed for part in parts_of(bare(name).strip())):
            if _folded(part) not in self._instead:
                self._instead[_folded(part)] = mask
                patterns[part] = f"(?-i:{_spotted(part)})"  # Will is a name, and will is none
        numbers = sorted({*known} - self._own, key=lambda one: (-len(one), one))
        found = {
            "mail": _MAIL,
            "name": _any_of(patterns),
            "known": "|".join(map(_grouped, numbers)),
            "handle": "" if figures else _HANDLE,
            "kept": f"{_AMOUNT}|{_DATE}",
            "number": "" if figures else _NUMBER,
        }
        told = [f"(?P<{group}>{pattern})" for group, pattern in found.items() if pattern]
        self._pattern = re.compile("|".join(told), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """`text` without them."""
        text = bare(text)
        whole = self._whole.get(_folded(text))
        return self._pattern.sub(self._replaced, text) if whole is None else whole

    def _replaced(self, found: re.Match[str]) -> str:
        text = found[0]
        match next(group for group in _GROUPS if found.groupdict().get(group) is not None):
            case "mail":
                return text if text.casefold() in self._mails else self._mask
            case "name":
                return self._instead.get(_folded(text), self._mask) or text
            case "handle":
                return f"{found['where']}{self._mask}"
            case "kept":
                return text
            case "number":
                return text if self._stays(text) else self._mask
        return self._mask

    def _stays(self, number: str) -> bool:
        """Whether a number is one to keep, or only days of months in a row."""
        bare_digits = re.sub(r"\D", "", number)
        if {bare_digits, re.sub(r"^(?:00)?86", "", bare_digits)} & self._own:
            return True
        groups = re.findall(r"\d+", number)
        return bool(groups) and "-" in number and max(map(len, groups)) < 3


def parts_of(name: str) -> list[str]:
    """The usual ways to say a part of `name`: 小梅, 李女士 and 梅 with its title for 李梅; Ann and Lee for Ann Lee."""
    name = name.strip()
    if not _IS_HAN.fullmatch(name):
        words = name.split()
        return [word for word in words if len(word) > 1 and word[0].isupper()] if 1 < len(words) < 4 else []
    title = next((each for each in _TITLES if name.endswith(each) and len(name) > len(each)), "")
    name = name.removesuffix(title) if title else name
    if not 1 <= len(name) <= 3 or name[0] not in _FAMILY:
        return []
    found = [f"{name[0]}{each}" for each in _TITLES] + [f"小{name[0]}", f"老{name[0]}"]
    if len(name) == 3:
        found.append(name[1:])
    if len(name) > 1:
        last = name[-1]
        found += [f"小{last}", f"阿{last}", f"{last}{last}", f"{last}姐", f"{last}哥"]
    return found


def _folded(name: str) -> str:
    return re.sub(r"[\s·,，]+", "", name).casefold()


def _spotted(name: str) -> str:
    """A pattern that finds `name` however it is spaced; Latin letters at its ends begin or end a word."""
    before = r"(?<![A-Za-z0-9])" if name[0].isascii() and name[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if name[-1].isascii() and name[-1].isalnum() else ""
    told, last = before, ""
    for letter in name:
        if letter.isspace():
            told += "" if last.isspace() else r"\s+" if last.isascii() else r"\s*"
        else:
            told += (
                r"[\s·]*" if _IS_HAN.match(last) or _IS_HAN.match(last + letter, len(last)) else ""
            ) + re.escape(letter)
        last = letter
    return told + after


def _any_of(patterns: Mapping[str, str]) -> str:
    """One pattern of many, by their first letter: a diary of years names hundreds. Longer names come first."""
    ordered = sorted(patterns, key=lambda name: (name[0].casefold(), -len(name), name))
    groups = []
    for first, names in groupby(ordered, key=lambda name: name[0].casefold()):
        either = "|".join(patterns[name] for name in names)
        groups.append(f"(?={re.escape(first)})(?:{either})")
    return "|".join(groups)


def _grouped(number: str) -> str:
    """A pattern that finds `number` however its figures are grouped."""
    return r"(?<!\d)" + r"[\s()（）·./‐‑–—-]*".join(number) + r"(?!\d)"
