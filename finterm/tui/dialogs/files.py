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
        if name.startswith("file://"):
            name = unquote(urlparse(name).path)
        if not name:
            continue
        path = Path(name).expanduser()
        if not path.is_file() and os.name == "posix":
            path = Path(name.replace("\\ ", " ")).expanduser()
        if not path.is_file():
            raise BadInput("files", "tui.talk.not_a_file", path=name)
        found.append(path)
    return tuple(found)
