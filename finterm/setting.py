"""What one setting of a person is: its default, how its value is read, and a sentence of what it does.

A model of settings is a frozen dataclass whose fields are made by `setting`. From it the file is read and
the reference of the documentation is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, fields
from pathlib import Path
from typing import Any, NamedTuple

from finterm.domain.errors import BadInput

Reader = Callable[[Any], Any]


class Setting(NamedTuple):
    """What the documentation says of one key of the file."""

    name: str
    default: Any
    about: str


def setting(default: Any, reader: Reader, about: str) -> Any:
    """A field of a model: its default, how a value is read (BadInput refuses it), what it does."""
    return field(default=default, metadata={"reader": reader, "about": about})


def readers(model: Any) -> dict[str, Reader]:
    """The settings of `model`, a dataclass or one of its objects, each with its reader."""
    return {known.name: known.metadata["reader"] for known in fields(model) if "reader" in known.metadata}


def settings_of(model: Any) -> Iterator[Setting]:
    """Every setting of `model`, a dataclass, with its default and its sentence."""
    for known in fields(model):
        if "about" in known.metadata:
            yield Setting(known.name, known.default, known.metadata["about"])


def one_of(*choices: str) -> Reader:
    """Reads one of a few texts."""

    def reader(value: Any) -> str:
        if not isinstance(value, str) or value not in choices:
            raise BadInput("", "core.bad.choice", choices=", ".join(choices))
        return value

    return reader


def text(value: Any) -> str:
    """Reads any text."""
    if not isinstance(value, str):
        raise BadInput("", "core.bad.text")
    return value


def whole(least: int, most: int) -> Reader:
    """Reads a whole number from `least` to `most`."""

    def reader(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadInput("", "core.bad.whole", least=least, most=most)
        return value

    return reader


def path(value: Any) -> str:
    """Reads the path of a file that means the same wherever finterm is started; empty for none."""
    try:
        if isinstance(value, str) and (
            not value or ("\0" not in value and Path(value).expanduser().is_absolute())
        ):
            return value
    except RuntimeError:  # the home of somebody who is not here
        pass
    raise BadInput("", "core.bad.path")


def words(value: Any) -> tuple[str, ...]:
    """Reads a program and its arguments, a text each; empty for none."""
    if not isinstance(value, list) or not all(isinstance(one, str) and "\0" not in one for one in value):
        raise BadInput("", "core.bad.program")
    if value and not value[0].strip():
        raise BadInput("", "core.bad.program")
    return tuple(value)
