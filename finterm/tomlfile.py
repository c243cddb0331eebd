"""A TOML file that a person wrote, with the line of every key, so that a mistake can be pointed at.

tomllib says what the file means and forgets where it stood; this keeps both. Never raises: a line that is
no TOML is passed over with a fault, and what cannot be read at all is an empty file with a fault.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from finterm.domain.errors import BadSetting

_PART = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_NAME = rf"{_PART}(?:\s*\.\s*{_PART})*"
_TABLE = re.compile(rf"\s*\[\s*({_NAME})\s*\]")
_KEY = re.compile(rf"\s*({_NAME})\s*=")
MOST_FAULTS = 30  # lines passed over in one file; with more it is something else
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


class TomlFile(NamedTuple):
    """What the file `name` says. `lines` gives the line (from 1) of a key by its dotted name."""

    name: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]
    faults: tuple[BadSetting, ...] = ()

    def fault(self, key: str, what: str, /, **values: object) -> BadSetting:
        """A fault at the line of `key`; `what` is a catalogue key whose places `values` fill."""
        return BadSetting(self.name, self._line(key), key, what, **values)

    def _line(self, key: str) -> int:
        """The line of `key`, or of the table written on one line that it stands in; 0 where there is none."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key, 0)

    def unknown(self, key: str, what: str, known: Iterable[str]) -> BadSetting:
        """A fault at `key`, which is none of those `known`; `what` with `_near` behind it names the nearest."""
        from difflib import get_close_matches

        near = get_close_matches(key.rpartition(".")[2], list(known), 1)
        return self.fault(key, f"{what}_near" if near else what, near="".join(near))

    def flat(self, table: str = "") -> Iterator[tuple[str, Any]]:
        """Every value under `table` with its dotted name below it, in the order of the file."""
        within: Any = self.values
        for part in table.split(".") if table else ():
            within = within.get(part) if isinstance(within, Mapping) else None
        if isinstance(within, Mapping):
            yield from _flat(within)


def _flat(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def read(path: Path, name: str = "") -> TomlFile:
    """The file at `path`, called `name` or as it is; empty where there is none or, with a fault, it cannot be read."""
    name = name or path.name
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return TomlFile(name, {}, {})
    except OSError as error:
        why = error.strerror or type(error).__name__
        return TomlFile(name, {}, {}, (BadSetting(name, 0, "", "core.bad.unreadable", why=why),))
    return parse(name, data)


def parse(name: str, data: bytes) -> TomlFile:
    """The text of a file called `name`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return TomlFile(name, {}, {}, (BadSetting(name, line, "", "core.bad.encoding"),))
    try:
        return TomlFile(name, tomllib.loads(text), _lines(text))
    except tomllib.TOMLDecodeError:
        return _mended(name, text)


def _mended(name: str, text: str) -> TomlFile:
    """The file without the lines that keep it from being TOML, each with its fault."""
    lines = text.split("\n")
    faults: list[BadSetting] = []
    while (wrong := _wrong_at(lines)) is not None:
        cut = min(_cuts(lines, wrong), key=lambda cut: _badness(lines, cut, wrong), default=None)
        if cut is None or len(faults) == MOST_FAULTS:
            return TomlFile(name, {}, {}, (*faults, BadSetting(name, wrong, "", "core.bad.toml")))
        what = "core.bad.toml_table" if lines[cut[0] - 1].lstrip().startswith("[") else "core.bad.toml_line"
        faults.append(BadSetting(name, cut[0], "", what))
        _blank(lines, cut)
    return TomlFile(name, tomllib.loads("\n".join(lines)), _lines("\n".join(lines)), tuple(faults))


Cut = tuple[int, int]  # the first and the last of the lines (from 1) that are passed over


def _wrong_at(lines: list[str]) -> int | None:
    """The line (from 1) at which these lines stop being TOML; None where they are."""
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        return int(found[1]) if found and found[1] else max(1, len(lines))
    return None


def _cuts(lines: list[str], line: int) -> Iterator[Cut]:
    """What may be left out so that the rest is TOML: the line, or a value begun above and never ended."""
    if lines and lines[line - 1].strip():
        if not lines[line - 1].lstrip().startswith("["):
            yield line, line
        else:  # what stands under a heading would without it belong to another
            under = (n for n in range(line, len(lines)) if lines[n].lstrip().startswith("["))
            yield line, next(under, len(lines))
    for above in range(min(line, len(lines)) - 1, 0, -1):
        if _KEY.match(lines[above - 1]):
            yield above, above
            return


def _badness(lines: list[str], cut: Cut, line: int) -> tuple[float, bool]:
    """The later what is left goes wrong, the better the cut; of two that are as good, the line itself."""
    left = list(lines)
    _blank(left, cut)
    wrong = _wrong_at(left)
    return (float("-inf") if wrong is None else -wrong), cut[0] != line


def _blank(lines: list[str], cut: Cut) -> None:
    for n in range(cut[0] - 1, cut[1]):
        lines[n] = ""


def _lines(text: str) -> dict[str, int]:
    table = ""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if found := _TABLE.match(line):
            table = f"{_dotted(found[1])}."
            within = table.rstrip(".")
            while within:  # [rule.one] begins the table `rule` too, where no heading of its own does
                lines.setdefault(within, number)
                within = within.rpartition(".")[0]
        elif found := _KEY.match(line):
            lines.setdefault(table + _dotted(found[1]), number)
    return lines


def _dotted(name: str) -> str:
    return ".".join(part.strip("\"'") for part in re.findall(_PART, name))
