"""Chinese names spelled in Latin letters: `sjfq`, `shoujifenqi` and `shouji fq` all find 手机分期.

A character with several readings is found by any of them, so the dictionary of phrases, which would only
choose one, is not loaded: 0.05 s and 13 MiB instead of 0.2 s and 60 MiB. And it is loaded not before
letters are typed while there are Chinese names to find.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import Any

LONGEST = 40  # letters; nobody spells more


@cache
def _reader() -> Callable[[str], list[list[str]]]:
    without_phrases = "PYPINYIN_NO_PHRASES"
    given = os.environ.get(without_phrases)
    os.environ[without_phrases] = "true"
    try:
        from pypinyin import Style, pinyin
    finally:
        if given is None:
            del os.environ[without_phrases]
        else:
            os.environ[without_phrases] = given

    def read(character: str) -> Any:
        return pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")

    return read


def is_chinese(character: str) -> bool:
    """Whether `character` is a Chinese one."""
    return "㐀" <= character <= "鿿" or "𠀀" <= character <= "𳎯"


@cache
def readings(character: str) -> tuple[str, ...]:
    """How one Chinese character may be spelled, without tones; `ü` as `v`."""
    return tuple(spelling for one in _reader()(character) for spelling in one)


def spelled_at(name: str, letters: str) -> int | None:
    """Where in `name` a run of characters begins that `letters` spell, each by its first letters or in full.

    Latin letters and figures within the run stand for themselves; blanks and signs are passed over.
    """
    if not letters or len(letters) > LONGEST or not letters.isascii():
        return None
    for start, character in enumerate(name):
        if is_chinese(character) and _spells(name, start, letters):
            return start
    return None


def _spells(name: str, at: int, letters: str) -> bool:
    if not letters:
        return True
    while at < len(name) and not name[at].isalnum():
        at += 1
    if at == len(name):
        return False
    character = name[at]
    if not is_chinese(character):
        return character == letters[0] and _spells(name, at + 1, letters[1:])
    for reading in readings(character):
        for end in range(1, min(len(reading), len(letters)) + 1):
            if reading[end - 1] != letters[end - 1]:
                break
            if _spells(name, at + 1, letters[end:]):
                return True
    return False
