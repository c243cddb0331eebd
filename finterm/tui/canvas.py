"""What stands on the terminal, cell by cell, so that only cells that differ are written.

Textual repaints lines, or the screen. Over a slow line every byte is time, so an update is compared with what
was written before, and the text between is a few moves of the cursor and the cells that changed. Knows
nothing of widgets. What others write on the terminal it cannot know: `forget` makes it write everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Cell = tuple[str, Style]  # a character with what combines with it; no text behind a wide one
Run = tuple[int, int]  # from one column to before another

BEHIND = ""  # the second cell of a wide character
BLANK: Cell = (" ", Style.null())
UNKNOWN: Cell = ("\0", Style.null())  # like no cell that is ever drawn
CLEAR = "\x1b[K"  # from the cursor to the end of the line, in the colours of plain text
NEAR = 4  # equal cells between two runs that are cheaper to write again than to jump over
_PLAIN = Style.null()


class Canvas:
    """The lines of the terminal as last written."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Cell]] = {}

    def forget(self) -> None:
        """Nothing is known any more of what stands there."""
        self._lines.clear()

    def difference(self, update: CompositorUpdate, console: Console) -> str | None:
        """What must be written for `update`, which counts as written then; None for an update of another kind."""
        if not isinstance(update, ChopsUpdate | LayoutUpdate):
            return None
        colours = console._color_system or ColorSystem.TRUECOLOR
        written: list[str] = []
        for y, x, cells, right in _pieces(update):
            if cells is None:
                self.forget()
                return None
            line = self._lines.setdefault(y, [])
            line += [UNKNOWN] * (x + len(cells) - len(line))
            for start, end in _runs(line, x, cells):
                run = cells[start - x : end - x]
                if x + len(cells) == right and _is_blank(cells[end - x :], colours):
                    text = _text_to_the_edge(run, colours)
                else:
                    text = _text(run, colours)
                written.append(f"\x1b[{y + 1};{start + 1}H{text}")
            line[x : x + len(cells)] = cells
        return "".join(written)


def _pieces(update: ChopsUpdate | LayoutUpdate) -> Iterator[tuple[int, int, list[Cell] | None, int]]:
    """The parts of lines that an update brings: line, column, cells (None where they cannot be told), and the
    column where the screen ends."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            cells = _cells(segment for strip in strips for segment in strip)
            yield y, update.region.x, cells, update.region.right
    else:
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    yield y, x, _cells(strip), update.chop_ends[y][-1]


def _cells(segments: Iterable[Segment]) -> list[Cell] | None:
    """One cell after the other; None where a part is no text but acts, or is a link."""
    cells: list[Cell] = []
    for text, style, control in segments:
        if control or (style is not None and style.link):
            return None
        look = style or _PLAIN
        if text.isascii():
            blank = BLANK if not _shows_on_blanks(look) else (" ", look)
            cells += [blank if character == " " else (character, look) for character in text]
            continue
        for character in text:
            size = get_character_cell_size(character)
            if size:
                cells.append((character, look))
                if size == 2:
                    cells.append((BEHIND, look))
            elif cells:  # it combines with the character before, which may be wide
                at = -2 if cells[-1][0] == BEHIND and len(cells) > 1 else -1
                cells[at] = (cells[at][0] + character, cells[at][1])
    return cells


def _runs(line: Sequence[Cell], x: int, cells: Sequence[Cell]) -> Iterator[Run]:
    """The runs of columns in which `cells`, standing from `x` on, differ from `line`."""
    start = end = -1
    for n, new in enumerate(cells):
        if line[x + n] == new:
            continue
        if start >= 0 and n - end > NEAR:
            yield _whole(cells, x, start, end)
            start = -1
        if start < 0:
            start = n
        end = n + 1
    if start >= 0:
        yield _whole(cells, x, start, end)


def _whole(cells: Sequence[Cell], x: int, start: int, end: int) -> Run:
    """The run with both halves of the wide characters at its ends."""
    while start and cells[start][0] == BEHIND:
        start -= 1
    while end < len(cells) and cells[end][0] == BEHIND:
        end += 1
    return x + start, x + end


def _is_blank(cells: Sequence[Cell], colours: ColorSystem) -> bool:
    """Whether nothing is to be seen of the cells, not even a colour behind them."""
    return all(character == " " and not _codes(style, colours) for character, style in cells)


def _text_to_the_edge(cells: Sequence[Cell], colours: ColorSystem) -> str:
    """The cells, of which blanks are all that follows up to the edge: many of them are cleared at once."""
    end = len(cells)
    while end and cells[end - 1][0] == " " and not _codes(cells[end - 1][1], colours):
        end -= 1
    if len(cells) - end < len(CLEAR):
        return _text(cells, colours)
    return _text(cells[:end], colours) + CLEAR


def _codes(style: Style, colours: ColorSystem) -> str:
    """What a terminal is told for `style`."""
    return Strip.render_ansi(style, colours) if style._ansi is None else style._ansi


@lru_cache(maxsize=1024)
def _shows_on_blanks(style: Style) -> bool:
    """Whether a blank in `style` looks other than a plain one."""
    behind = style.bgcolor is not None and not style.bgcolor.is_default
    return behind or any((style.reverse, style.underline, style.underline2, style.overline, style.strike))


def _text(cells: Sequence[Cell], colours: ColorSystem) -> str:
    """The cells with as few changes of style between them as there can be; plain at the end."""
    parts: list[str] = []
    look = ""
    style = _PLAIN
    for character, each in cells:
        if each is not style and not ((character, each) == BLANK and not _shows_on_blanks(style)):
            style = each
            wanted = _codes(each, colours)
            if wanted != look:
                parts.append(f"\x1b[{'0;' if look and wanted else ''}{wanted}m")
                look = wanted
        parts.append(character)
    return "".join(parts) + ("\x1b[m" if look else "")
