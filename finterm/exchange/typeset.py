"""Lines on sheets of paper: which face has a letter, where a line may break, when a page is full.

Knows points, faces and pages; nothing of what a document is made of. Writes the operators of lines of text
itself: through the library's own objects a long diary took several times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

LATIN, HAN = "Times-Roman", "STSong-Light"
MISSING = "□"
LEADING = 1.45  # from line to line, in sizes of the letters
Line = list[tuple[str, str]]  # runs of letters, each with its face

_WIDTH, _HEIGHT = 595.28, 841.89  # A4, in points
_SIDE, _TOP, _FOOT = 56.7, 51.0, 51.0  # margins
_NUMBERS = 9.0  # the size of page numbers
_ALL = "pages"  # the name of what says how many pages there are
_OPENS, _CLOSES = "（《“‘〔【(", "，。；：、！？）》”’〕】…%,.;:!?)"
# What stays together: a Latin word or a wide letter, with the marks that open before and close behind it.
_PIECE = re.compile(
    rf"[{re.escape(_OPENS)}]*(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef]|$)[{re.escape(_CLOSES)}]*\s*|\s+"
)


@cache
def face_of(letter: str, language: str) -> str:
    """The face that has `letter`; empty where none has. In English text signs both have are Latin."""
    latin = "latin-1" if language == "zh" else "cp1252"
    for face, coding in ((LATIN, latin), (HAN, "gbk"), (LATIN, "cp1252")):
        try:
            letter.encode(coding)
        except UnicodeEncodeError:
            continue
        return face
    return ""


@cache
def _width(letter: str, language: str) -> float:
    """How wide `letter` is, in sizes of the letters."""
    from reportlab.pdfbase import pdfmetrics

    face = face_of(letter, language)
    return float(pdfmetrics.stringWidth(letter if face else MISSING, face or HAN, 1))


@lru_cache(65536)  # the same words come again and again
def _wide(text: str, language: str) -> float:
    return sum(_width(letter, language) for letter in text)


def cells(text: str) -> int:
    """About how wide `text` is: two for what is no Latin letter."""
    return sum(1 if letter < "\u2000" else 2 for letter in text)


@lru_cache(65536)
def longest_word(text: str, language: str) -> float:
    """How wide the widest piece of `text` is that stays together, in sizes of the letters."""
    return max((_wide(found[0].rstrip(), language) for found in _PIECE.finditer(text)), default=0.0)


def wrapped(text: str, size: float, room: float, language: str) -> list[Line]:
    """`text` in lines of at most `room` points; a word longer than a line is broken anywhere."""
    most = room / size
    if len(text) <= most:  # no letter is wider than it is high
        return [_runs(text.rstrip(), language)]
    lines, line, taken = [], "", 0.0
    for found in _PIECE.finditer(text):
        piece = found[0]
        if taken + _wide(piece.rstrip(), language) > most and line:
            lines.append(line)
            line, taken = "", 0.0
            piece = piece.lstrip()
        if _wide(piece.rstrip(), language) <= most:
            line, taken = line + piece, taken + _wide(piece, language)
            continue
        for letter in piece:
            if taken + _width(letter, language) > most and line:
                lines.append(line)
                line, taken = "", 0.0
            line, taken = line + letter, taken + _width(letter, language)
    return [_runs(each.rstrip(), language) for each in (*lines, line)]


def _runs(text: str, language: str) -> Line:
    """Runs of letters of one face; a box for what no face has."""
    if text.isascii():
        return [(LATIN, text)] if text else []
    return [
        (face or HAN, "".join(letter if face else MISSING for letter in run))
        for face, run in groupby(text, key=lambda letter: face_of(letter, language))
    ]


class Sheet:
    """Pages of A4 being filled from the top; `width` is the room between the margins, in points."""

    def __init__(self, canvas: Any, language: str) -> None:
        self.language = language
        self.width = _WIDTH - 2 * _SIDE
        self._canvas = canvas
        self._y = _HEIGHT - _TOP
        self._page = 1
        self._fonts: dict[str, str] = {}  # names inside the file, by face
        canvas.setPageSize((_WIDTH, _HEIGHT))

    def skip(self, points: float) -> None:
        """Leaves room, but none at the top of a page."""
        if self._y < _HEIGHT - _TOP:
            self._y -= points

    def need(self, points: float) -> bool:
        """Begins a new page where less than `points` are left on this one; whether it did."""
        if self._y - points >= _FOOT or self._y == _HEIGHT - _TOP:
            return False
        self._turn()
        return True

    def write(self, lines: Sequence[Line], size: float, indent: float = 0.0) -> None:
        """Lines under each other."""
        for line in lines:
            self.need(size * LEADING)
            self._y -= size * LEADING
            self._put(line, size, _SIDE + indent)

    def row(
        self,
        columns: Sequence[Sequence[Line]],
        widths: Sequence[float],
        gap: float,
        size: float,
        right: frozenset[int],
        *,
        rule: bool,
        again: Callable[[], object] | None,
    ) -> None:
        """Columns beside each other, on one page if a page can hold them; `again` comes first on a new page."""
        high = max(len(column) for column in columns)
        whole = high * size * LEADING + 4
        if whole <= (_HEIGHT - _TOP - _FOOT) / 2 and self.need(whole) and again:
            again()
        for n in range(high):
            if self.need(size * LEADING) and again:
                again()
            self._y -= size * LEADING
            x = _SIDE
            for k, (column, width) in enumerate(zip(columns, widths, strict=True)):
                if n < len(column):
                    shift = width - self._length(column[n]) * size if k in right else 0.0
                    self._put(column[n], size, x + shift)
                x += width + gap
        if rule:
            self._y -= 4
            right_end = _SIDE + self.width
            self._canvas.addLiteral(
                f"0.7 G 0.4 w {_SIDE:.2f} {self._y:.2f} m {right_end:.2f} {self._y:.2f} l S"
            )

    def end(self) -> None:
        """Numbers the last page, and says on each how many there are."""
        self._number()
        self._canvas.beginForm(_ALL)
        self._canvas.setFont(LATIN, _NUMBERS)
        self._canvas.drawString(_WIDTH / 2, 28, f" / {self._page}")
        self._canvas.endForm()

    def _number(self) -> None:
        self._canvas.setFont(LATIN, _NUMBERS)
        self._canvas.drawRightString(_WIDTH / 2, 28, str(self._page))
        self._canvas.doForm(_ALL)  # which is drawn at the end, when the number is known

    def _turn(self) -> None:
        self._number()
        self._canvas.showPage()
        self._page += 1
        self._y = _HEIGHT - _TOP

    def _length(self, line: Line) -> float:
        return sum(_wide(text, self.language) for _, text in line)

    def _put(self, line: Line, size: float, x: float) -> None:
        if line:
            runs = " ".join(f"{self._font(face)} {size:g} Tf {_string(face, text)} Tj" for face, text in line)
            self._canvas.addLiteral(f"BT 1 0 0 1 {x:.2f} {self._y:.2f} Tm {runs} ET")

    def _font(self, face: str) -> str:
        """What the file calls `face`; saying so takes it into the file."""
        if face not in self._fonts:
            text = self._canvas.beginText()
            text.setFont(face, _NUMBERS)
            found = re.search(r"/\S+", text.getCode())
            assert found is not None
            self._fonts[face] = found[0]
        return self._fonts[face]


def _string(face: str, text: str) -> str:
    """`text` as a string of the file, in the coding of `face`."""
    if face == HAN:
        return f"<{text.encode('utf-16-be').hex()}>"
    return f"({text.encode('cp1252').decode('latin-1').translate(_ESCAPED)})"


_ESCAPED = {ord(c): f"\\{c}" for c in "\\()"} | {n: f"\\{n:03o}" for n in range(127, 256)}
