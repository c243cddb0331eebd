"""Where a line of text may be broken: between words, and between Chinese characters.

Textual breaks at blanks alone, so that a Chinese sentence is one long word to it: it goes to the next line whole
and leaves the number before it alone, or is cut anywhere, before a full stop too. Its own way to find the pieces
of a line is given a better rule here, which holds for every area that is typed into.
"""

from __future__ import annotations

import re

from textual import _wrap

_OPENING = "“‘（《【［〔"
_CLOSING = "，。；：、！？）》】］〕"
_QUOTES = r"[”’](?![A-Za-z])"  # an apostrophe within a word closes nothing
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"

PIECES = re.compile(
    rf"[{_OPENING}]*"
    rf"(?:(?![{_OPENING}{_CLOSING}])[{_HAN}]|[^\s{_HAN}{_OPENING}{_CLOSING}]+)"
    rf"(?:[{_CLOSING}]|{_QUOTES})*\s*"
    rf"|[{_OPENING}{_CLOSING}]+\s*"
    rf"|\s+"
)


def install() -> None:
    """Lets Textual break lines by PIECES from now on."""
    _wrap.re_chunk = PIECES
