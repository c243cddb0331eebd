"""A delimited text file as a header and numbered lines of cells, however the spreadsheet wrote it.

Knows encodings (UTF-8 with or without BOM, GB18030, UTF-16 with BOM), separators (comma, semicolon,
tab) and the marks that keep a text from being run as a formula. Knows nothing of what cells mean.
"""

from __future__ import annotations

import codecs
import csv
import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from finterm.domain.errors import FintermError

LARGEST = 64 * 1024 * 1024
LONGEST_CELL = 1_000_000
_SEPARATORS = ",;\t"
# A spreadsheet runs a text that begins with one of these as a formula (OWASP, CSV injection).
_SHIELD = frozenset((*"=+-@\t\r\n＝＋－＠", "'"))
# What may stand before them and be taken away, by a spreadsheet or for a terminal: then they come first.
_BEFORE = " " + "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
_BEFORE += "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


class Line(NamedTuple):
    """One record of the file; `number` is the line it begins on, counted from 1."""

    number: int
    cells: dict[str, str]


class Sheet(NamedTuple):
    """A file read: its columns in lower case, and its lines. `damaged` are lines that cannot be cells."""

    name: str
    header: tuple[str, ...]
    header_line: int
    lines: tuple[Line, ...]
    damaged: tuple[tuple[int, FintermError], ...] = ()


def read_file(path: Path) -> bytes:
    """The bytes of `path`. Raises FintermError with a sentence when it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise FintermError("exchange.error.file_large", name=path.name)
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise FintermError("exchange.error.file_missing", name=str(path)) from fault
    except IsADirectoryError as fault:
        raise FintermError("exchange.error.file_folder", name=str(path)) from fault
    except OSError as fault:
        raise FintermError("exchange.error.file_unreadable", name=str(path), why=_why(fault)) from fault


def as_text(name: str) -> str:
    """The name of a file as text that can be kept: bytes that are none of it become question marks."""
    return os.fsencode(name).decode("utf-8", errors="replace")


def _why(fault: OSError) -> str:
    return fault.strerror or type(fault).__name__


def decode(data: bytes, name: str) -> str:
    """The text of a file. Raises FintermError when it is in none of the encodings known."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FintermError("exchange.error.encoding", name=name)


def read_sheet(data: bytes, name: str) -> Sheet:
    """The header and lines of a file. Raises FintermError where there is nothing in it to read."""
    text = decode(data, name)
    if not text.strip():
        raise FintermError("exchange.error.empty", name=name)
    csv.field_size_limit(LONGEST_CELL)
    header: tuple[str, ...] = ()
    header_line = 0
    lines: list[Line] = []
    damaged: list[tuple[int, FintermError]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            damaged.append((begins, FintermError("exchange.error.line_damaged")))
            begins = reader.line_num + 1
            continue
        number, begins = begins, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if any("\0" in cell for cell in cells):
            damaged.append((number, FintermError("exchange.error.line_damaged")))
        elif not header:
            header, header_line = _header(cells, name), number
        elif any(cell.strip() for cell in cells[len(header) :]):
            damaged.append(
                (number, FintermError("exchange.error.cells", found=len(cells), wanted=len(header)))
            )
        else:
            lines.append(Line(number, _cells(header, cells)))
    if not header:
        raise damaged[0][1] if damaged else FintermError("exchange.error.empty", name=name)
    # A column without a name is the trace of a spreadsheet's empty column, as long as nothing stands in it.
    if "" in header and any(line.cells.get("") for line in lines):
        raise FintermError("exchange.error.column_unnamed", name=name)
    named = tuple(column for column in header if column)
    return Sheet(name, named, header_line, tuple(lines), tuple(damaged))


def _separator(text: str) -> str:
    """The separator found most often in the first line that has anything in it; a comma where none is."""
    first = next(line for line in text.splitlines() if line.strip())
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_SEPARATORS, key=bare.count)


def _header(cells: list[str], name: str) -> tuple[str, ...]:
    header = tuple(re.sub(r"[\s-]+", "_", cell.replace("\ufeff", "").strip()).casefold() for cell in cells)
    twice = next((column for column in header if column and header.count(column) > 1), None)
    if twice:
        raise FintermError("exchange.error.column_twice", name=name, column=twice)
    return header


def _cells(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, cell in zip(header, cells, strict=False):
        if bare := cell.strip():
            found[column] = bare
    return found


def shielded(text: str) -> str:
    """`text` as a cell that no spreadsheet runs as a formula; `unshielded` gives it back."""
    return f"'{text}" if text.lstrip(_BEFORE)[:1] in _SHIELD else text


def unshielded(cell: str) -> str:
    """The text that `shielded` made the cell of."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip(_BEFORE)[:1] in _SHIELD else cell


def write_sheet(header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The bytes of a file `read_sheet` reads back; with a BOM, so that spreadsheets see UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([row.get(column, "") for column in header])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8")
