"""A document for people to keep, print and hand in: its parts, and the same words as Markdown or plain text.

Pure: parts in, text out. What is written in a book is data: nothing in it becomes a heading, a link or a
table of its own. The same parts drawn on paper are in `pdf`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_BEGINS = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-=])|\d{1,9}(?=[.)]\s))")


class Heading(NamedTuple):
    """The name of the document (level 1) or of a part of it."""

    text: str
    level: int = 1


class Paragraph(NamedTuple):
    """Sentences; a line break in them stays one."""

    text: str


class Quote(NamedTuple):
    """What somebody said or wrote, in their words."""

    text: str


class Facts(NamedTuple):
    """Labels and their values, one a line."""

    pairs: Sequence[tuple[str, str]]


class Table(NamedTuple):
    """Rows under a header; columns whose number is in `right` are set to the right."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()


Part = Heading | Paragraph | Quote | Facts | Table


def clean(text: str) -> str:
    """`text` without control and direction characters; its line breaks stay."""
    if text.isprintable():
        return text.rstrip()
    lines = ("".join(c for c in line if unicodedata.category(c) not in _ACTING) for line in text.splitlines())
    return "\n".join(line.rstrip() for line in lines).strip("\n")


_ACTING = ("Cc", "Cf", "Cs", "Co", "Cn")


def as_markdown(parts: Iterable[Part]) -> str:
    """The document as Markdown that reads well as it stands."""
    return "\n\n".join(filter(None, map(_markdown, parts))) + "\n"


def _markdown(part: Part) -> str:
    match part:
        case Heading(text, level):
            return f"{'#' * level} {_inline(text)}"
        case Paragraph(text):
            return "  \n".join(_escaped(line) for line in clean(text).split("\n"))
        case Quote(text):
            return "\n".join(f"> {_escaped(line)}".rstrip() for line in clean(text).split("\n"))
        case Facts(pairs):
            return "\n".join(f"- {_inline(label)}: {_inline(value)}" for label, value in pairs)
        case Table(header, rows, right):
            rules = ("---:" if n in right else "---" for n in range(len(header)))
            lines = [header, *rows]
            told = ["| " + " | ".join(map(_inline, line)) + " |" for line in lines]
            return "\n".join([told[0], "|" + "|".join(rules) + "|", *told[1:]])


def _inline(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown would act on."""
    return _escaped(" ".join(clean(text).split("\n")))


def _escaped(line: str) -> str:
    return _BEGINS.sub(lambda found: _begin(found[1], found[2]), _MARKS.sub(r"\\\1", line))


def _begin(blank: str, mark: str) -> str:
    return f"{blank}{mark}\\" if mark.isdecimal() else f"{blank}\\{mark}"


def as_text(parts: Iterable[Part]) -> str:
    """The document as plain text, for a message or a form that takes nothing else."""
    return "\n\n".join(filter(None, map(_plain, parts))) + "\n"


def _plain(part: Part) -> str:
    match part:
        case Heading(text) | Paragraph(text):
            return clean(text)
        case Quote(text):
            return "\n".join(f"  {line}".rstrip() for line in clean(text).split("\n"))
        case Facts(pairs):
            return "\n".join(f"{_flat(label)}: {_flat(value)}" for label, value in pairs)
        case Table(header, rows):
            return "\n".join("  ".join(map(_flat, line)) for line in [header, *rows])


def _flat(text: str) -> str:
    return " ".join(clean(text).split("\n"))
