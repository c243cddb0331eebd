"""Saying things: text for people, JSON for programs, aligned tables, and never a control character.

Everything in a book may have come from outside (a lender's name in an imported file), so what goes to
a terminal is cleaned of characters that act on it. Colour marks what a word says too, and is left out
where the output is no terminal or NO_COLOR is set.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from finterm.cli.call import Call
    from finterm.locale import Words

PROSE = 96  # columns of a line of sentences
LONGEST = 40  # columns of a terminal that one cell may take from the others

# C0 and C1 controls, and the marks that turn the direction of text around.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_STYLES: dict[str, dict[str, Any]] = {
    "heading": {"bold": True},
    "overdue": {"fg": "red"},
    "in_grace": {"fg": "yellow"},
    "due_today": {"fg": "yellow"},
    "paid": {"fg": "green"},
    "quiet": {"dim": True},
}


def clean(text: object) -> str:
    """`text` without characters that act on a terminal; each run of them becomes one space."""
    return _ACTING.sub(" ", str(text)).strip()


def coloured(text: str, style: str) -> str:
    """`text` in a style by its meaning; plain for one that has none."""
    return click.style(text, **_STYLES[style]) if style in _STYLES else text


def colour_wanted() -> bool | None:
    """None lets the stream decide; False where NO_COLOR asks for none."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def say(*lines: str) -> None:
    """Lines to stdout. They must be clean already; colours are dropped where there is no terminal."""
    if lines:
        click.echo("\n".join(lines), color=colour_wanted())


def warn(call: Call, sentence: str) -> None:
    """A sentence beside the answer, to stderr, so that JSON on stdout stays JSON."""
    click.echo(clean(sentence), err=True, color=colour_wanted())


def tell_json(data: object) -> None:
    """`data` as indented JSON in UTF-8 on stdout, whatever the encoding of the terminal."""
    import msgspec

    try:
        told = msgspec.json.encode(data)
    except UnicodeEncodeError:  # the name of a file may be no text; what is none of it is replaced
        import json

        told = json.dumps(msgspec.to_builtins(data), ensure_ascii=False).encode(errors="replace")
    click.echo(msgspec.json.format(told, indent=2))


def described(words: Words, record: Any) -> str:
    """A few words for a record of any kind."""
    kind = words(f"core.thing.{record.table}")
    says = [
        getattr(record, field, "")
        for field in ("name", "lender", "number", "date", "who", "kind", "what", "subject")
    ]
    return " ".join([kind, *(str(part) for part in says if part)])


def width(text: str) -> int:
    """The columns `text` takes on a terminal: two for a wide character."""
    from rich.cells import cell_len

    return cell_len(click.unstyle(text))


def _cut(cell: str) -> str:
    from rich.cells import set_cell_size

    if len(cell) <= LONGEST // 2 or "\x1b" in cell or width(cell) <= LONGEST:
        return cell
    return set_cell_size(cell, LONGEST - 1).rstrip() + "…"


def wrapped(words: Words, text: str, indent: str = "") -> list[str]:
    """`text` in lines a person can read, each behind `indent`; Chinese takes two columns a character."""
    from textwrap import wrap

    width = PROSE // 2 if words.language == "zh" else PROSE
    return wrap(clean(text), width, initial_indent=indent, subsequent_indent=indent)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> list[str]:
    """Lines of a table whose columns line up in every script; `align` has a `<` or `>` for each column.

    Cells must be clean already; they may be styled. A plain cell is cut where a very long one would push
    all others off the screen; the last column has nothing to push.
    """
    rows = [[*(_cut(cell) for cell in row[:-1]), *row[-1:]] for row in rows]
    widths = [max([width(head[k]), *(width(row[k]) for row in rows)]) for k in range(len(head))]
    lines = []
    for number, row in enumerate([head, *rows]):
        cells = []
        for cell, wanted, side in zip(row, widths, align, strict=True):
            space = " " * (wanted - width(cell))
            shown = coloured(cell, "heading") if number == 0 else cell
            cells.append(space + shown if side == ">" else shown + space)
        lines.append("  ".join(cells).rstrip())
    return lines
