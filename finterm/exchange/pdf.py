"""A document on paper: A4, English and Chinese, the same bytes for the same words.

Latin letters stand in Times and Chinese ones in the song face that every reader of PDF files brings or
replaces; neither is put into the file, so it stays small and holds no font of one machine. What no face
has (an emoji in a message) is drawn as an empty box; the Markdown beside it has it as it was.

The lines are laid out here, by `typeset`, and not by the library's own flow: that takes minutes for the diary
of a long dispute.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

from finterm.exchange.document import Facts, Heading, Paragraph, Part, Quote, Table, clean
from finterm.exchange.typeset import HAN, LEADING, Line, Sheet, cells, longest_word, wrapped

_SIZES = {1: 17.0, 2: 13.0, 3: 11.0}  # points, by level of heading
_BODY, _SMALL = 10.0, 9.0
_INDENT = 14.0  # points, of what is quoted
_GAP = 8.0  # between columns
_MOST_WORD = 0.4  # of the room, for the sake of one word
_LABELS = (0.3, 0.7)  # shares of label and value
_MOST = 10  # lines of a table's beginning that are kept together


def as_pdf(parts: Iterable[Part], title: str, language: str = "en") -> bytes:
    """The document as a PDF file with page numbers; `title` is its name for a reader's window."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    if HAN not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(HAN))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    canvas.setTitle(clean(title))
    canvas.setAuthor("")
    canvas.setCreator("finterm")
    sheet = Sheet(canvas, language)
    for part in parts:
        _draw(sheet, part)
    sheet.end()
    canvas.save()
    return out.getvalue()


def _draw(sheet: Sheet, part: Part) -> None:
    match part:
        case Heading(text, level):
            size = _SIZES.get(level, _BODY)
            lines = _lines(sheet, text, size, sheet.width)
            sheet.need(size * (2 + 1.45 * len(lines)) + 3 * _BODY)  # never alone at the foot of a page
            sheet.skip(size * 0.7)
            sheet.write(lines, size)
            sheet.skip(size * 0.3)
        case Paragraph(text):
            sheet.write(_lines(sheet, text, _BODY, sheet.width), _BODY)
            sheet.skip(5)
        case Quote(text):
            sheet.write(_lines(sheet, text, _BODY, sheet.width - _INDENT), _BODY, indent=_INDENT)
            sheet.skip(5)
        case Facts(pairs):
            for pair in pairs:
                _row(sheet, pair, [share * (sheet.width - _GAP) for share in _LABELS])
            sheet.skip(5)
        case Table(header, rows, right):
            _table(sheet, header, rows, right)


def _table(sheet: Sheet, header: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int]) -> None:
    widths = _fitting(sheet, [header, *rows])

    def head() -> None:
        _row(sheet, header, widths, right, rule=True)

    if rows:  # a header never stands alone at the foot of a page
        high = sum(max(map(len, _columns(sheet, row, widths))) for row in (header, rows[0]))
        sheet.need(min(high, _MOST) * _SMALL * LEADING + 8)
    head()
    for row in rows:
        _row(sheet, row, widths, right, rule=True, again=head)
    sheet.skip(6)


def _row(
    sheet: Sheet,
    texts: Sequence[str],
    widths: Sequence[float],
    right: frozenset[int] = frozenset(),
    *,
    rule: bool = False,
    again: Callable[[], object] | None = None,
) -> None:
    """One line of a table; on a new page `again` draws its header first."""
    sheet.row(_columns(sheet, texts, widths), widths, _GAP, _SMALL, right, rule=rule, again=again)


def _columns(sheet: Sheet, texts: Sequence[str], widths: Sequence[float]) -> list[list[Line]]:
    return [_lines(sheet, text, _SMALL, width) for text, width in zip(texts, widths, strict=True)]


def _lines(sheet: Sheet, text: str, size: float, width: float) -> list[Line]:
    return [
        line
        for paragraph in clean(text).split("\n")
        for line in wrapped(paragraph, size, width, sheet.language)
    ]


def _fitting(sheet: Sheet, rows: Sequence[Sequence[str]]) -> list[float]:
    """The width of each column, in points: room for its longest word, and of the rest as much as its cells are long.

    Where the words alone have no room, each column gets its part of what there is, and words are broken.
    """
    room = sheet.width - _GAP * (len(rows[0]) - 1)
    least = [max(longest_word(row[n], sheet.language) for row in rows) * _SMALL for n in range(len(rows[0]))]
    least = [min(word + 1, room * _MOST_WORD) for word in least]  # a point, for what rounding takes
    if (left := room - sum(least)) < 0:
        return [word * room / sum(least) for word in least]
    long = [min(40, max(cells(row[n]) for row in rows)) * _SMALL / 2 for n in range(len(rows[0]))]
    more = [max(1.0, wish - word) for wish, word in zip(long, least, strict=True)]
    return [word + left * wish / sum(more) for word, wish in zip(least, more, strict=True)]
