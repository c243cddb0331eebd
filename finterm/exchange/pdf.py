"""A document on paper: A4, English and Chinese, the same bytes for the same words.

Latin letters stand in Times and Chinese ones in the song face that every reader of PDF files brings or
replaces; neither is put into the file, so it stays small and holds no font of one machine. What no face
has (an emoji in a message) is drawn as an empty box; the Markdown beside it has it as it was.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from finterm.exchange.document import Facts, Heading, Paragraph, Part, Quote, Table, clean

LATIN, HAN = "Times-Roman", "STSong-Light"
MISSING = "□"
_SIZES = {1: 17, 2: 13, 3: 11}  # points, by level of heading
_BODY, _SMALL = 10, 9


def as_pdf(parts: Iterable[Part], title: str, language: str = "en") -> bytes:
    """The document as a PDF file with page numbers; `title` is its name for a reader's window."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import SimpleDocTemplate

    if HAN not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(HAN))
    out = io.BytesIO()
    paper = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=20 * mm,
        rightMargin=20 * mm,
        topMargin=18 * mm,
        bottomMargin=18 * mm,
        title=clean(title),
        invariant=1,
    )
    drawing = _Drawing(language, paper.width)
    flow = [flowable for part in parts for flowable in drawing.of(part)]
    paper.build(flow, onFirstPage=_number, onLaterPages=_number)
    return out.getvalue()


def _number(canvas: Any, paper: Any) -> None:
    canvas.setFont(LATIN, _SMALL)
    canvas.drawCentredString(paper.pagesize[0] / 2, 28, str(canvas.getPageNumber()))


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


def marked(text: str, language: str) -> str:
    """`text` as the library reads it: each run in the face that has its letters."""
    said = []
    for face, run in groupby(text, key=lambda letter: face_of(letter, language)):
        letters = "".join(letter if face else MISSING for letter in run)
        said.append(f'<font name="{face or HAN}">{escape(letters)}</font>')
    return "".join(said)


class _Drawing:
    """Makes what the library lays out of the parts of a document."""

    def __init__(self, language: str, width: float) -> None:
        self._language = language
        self._width = width

    def of(self, part: Part) -> Sequence[Any]:
        """The flowables of one part."""
        match part:
            case Heading(text, level):
                size = _SIZES.get(level, _BODY)
                return [self._text(text, size, before=size * 0.7, after=size * 0.4, keep=True)]
            case Paragraph(text):
                return [self._text(text)]
            case Quote(text):
                return [self._text(text, indent=14)]
            case Facts(pairs):
                rows = [(label, value) for label, value in pairs]
                return [self._grid(rows, (0.3, 0.7), frozenset(), lines=False)] if rows else []
            case Table(header, rows, right):
                return [self._grid([header, *rows], _shares([header, *rows]), right, lines=True)]

    def _text(
        self,
        text: str,
        size: float = _BODY,
        *,
        indent: float = 0,
        before: float = 2,
        after: float = 5,
        keep: bool = False,
        right: bool = False,
    ) -> Any:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph as Flowing

        style = ParagraphStyle(
            "",
            fontName=LATIN,
            fontSize=size,
            leading=size * 1.45,
            spaceBefore=before,
            spaceAfter=after,
            leftIndent=indent,
            keepWithNext=keep,
            alignment=2 if right else 0,
            wordWrap="CJK" if any(face_of(c, self._language) == HAN for c in text) else None,
        )
        lines = clean(text).split("\n")
        return Flowing("<br/>".join(marked(line, self._language) for line in lines), style)

    def _grid(
        self, rows: Sequence[Sequence[str]], shares: Sequence[float], right: frozenset[int], *, lines: bool
    ) -> Any:
        from reportlab.lib.colors import Color
        from reportlab.platypus import LongTable

        grey = Color(0.7, 0.7, 0.7)
        cells = [
            [self._text(cell, _SMALL, before=0, after=0, right=n in right) for n, cell in enumerate(row)]
            for row in rows
        ]
        rules = [("LINEBELOW", (0, 0), (-1, -1), 0.4, grey)] if lines else []
        style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 1), *rules]
        widths = [share * self._width for share in shares]
        return LongTable(cells, widths, style=style, repeatRows=int(lines), splitInRow=1, spaceAfter=6)


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """The part of the width each column gets, by the length of its longest cells, none starved."""
    longest = [min(40, max(6, *(_cells(row[n]) for row in rows))) for n in range(len(rows[0]))]
    return [long / sum(longest) for long in longest]


def _cells(text: str) -> int:
    """About how wide `text` is: two for what is no Latin letter."""
    return sum(1 if letter < "\u2000" else 2 for letter in text)
