"""Files named in a form. Looks whether they are there and reads nothing."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlparse

from finterm.domain.errors import BadInput


def parse_paths(typed: str) -> tuple[Path, ...]:
    """The files named, as typed, quoted, or dropped on the terminal. Raises BadInput where one is none."""
    found = []
    for part in typed.split(";"):
        name = part.strip().strip("\"'")
        if not name:
            continue
        try:
            path = _file(name)
        except (OSError, RuntimeError, ValueError):  # the home folder of nobody, a name too long
            path = None
        if path is None:
            raise BadInput("files", "tui.talk.not_a_file", path=name)
        found.append(path)
    return tuple(found)


def _file(name: str) -> Path | None:
    """The file of that name; None where there is none."""
    if name.startswith("file://"):
        name = unquote(urlparse(name).path)
    names = (name, name.replace("\\ ", " ")) if os.name == "posix" else (name,)
    return next((path for each in names if (path := Path(each).expanduser()).is_file()), None)
