"""What can go wrong, as a small family of errors.

An error carries catalogue keys and values, never finished sentences: the edge (command line or
screen) turns it into one sentence in the person's language with `Words.error`.
"""

from __future__ import annotations


class FintermError(Exception):
    """Base of all errors meant for the person. `what` is a catalogue key, `values` fill its places."""

    def __init__(self, what: str, /, **values: object) -> None:
        super().__init__(what, values)
        self.what = what
        self.values = values

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.values.items())
        return f"{self.what} ({told})" if told else self.what


class BadInput(FintermError):
    """Something typed or imported cannot be used. `where` names the field or column it stood in."""

    def __init__(self, where: str, what: str, /, **values: object) -> None:
        super().__init__(what, **values)
        self.where = where


class BadSetting(FintermError):
    """A line of a settings or theme file cannot be used; the rest of the file still is.

    `file` is the file's name, `line` counts from 1 (0: the file as a whole), `key` is the dotted key (or empty).
    """

    def __init__(self, file: str, line: int, key: str, what: str, /, **values: object) -> None:
        super().__init__(what, **values)
        self.file = file
        self.line = line
        self.key = key


class Conflict(FintermError):
    """A record changed elsewhere since it was read; the change asked for was refused and nothing was lost."""


class BookDamaged(FintermError):
    """The book cannot be read or written safely; nothing was changed."""
