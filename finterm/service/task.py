"""What a system is asked to run, how often, and with which environment; and the machine it is asked of."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from finterm import state
from finterm.domain.errors import FintermError

EVERY = 10  # minutes
NAME = "finterm-remind"

# What decides which book, choices, language and clock a finterm has. A service starts with none of it.
_CARRIED = (
    "FINTERM_CONFIG FINTERM_STATE FINTERM_LANG FINTERM_DEVICE "
    "XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME LC_ALL LC_MESSAGES LANG TZ"
).split()
_FOLDERS = ("FINTERM_CONFIG", "FINTERM_STATE")


class Task(NamedTuple):
    """`program` begins a call of finterm; `about` says in the person's language what this is."""

    program: tuple[str, ...]
    environment: Mapping[str, str]
    every: int  # minutes
    about: str

    @property
    def once(self) -> tuple[str, ...]:
        """One look, by a system that calls again."""
        return (*self.program, "remind", "--once", "--every", str(self.every))

    @property
    def loop(self) -> tuple[str, ...]:
        """Looks again and again until it is ended."""
        return (*self.program, "remind", "--loop", "--every", str(self.every))


class Place(NamedTuple):
    """The machine and the person: `system` as sys.platform names it; `uid` is 0 where there are none."""

    system: str
    environ: Mapping[str, str]
    home: Path
    state: Path
    uid: int
    user: str
    systemd: bool = False  # whether systemd runs this machine


def task(book: Path, environ: Mapping[str, str], every: int, about: str) -> Task:
    """The task for the book in the folder `book`, with the finterm that runs now.

    Raises FintermError for what no file of a service can name: a control character or bytes that are no text.
    """
    carried = {"FINTERM_BOOK": str(book.expanduser().absolute())}
    for name in _CARRIED:
        if value := environ.get(name):
            carried[name] = str(Path(value).expanduser().absolute()) if name in _FOLDERS else value
    made = Task(program(), carried, every, " ".join(about.split()))
    for text in (*made.program, *carried.values()):
        if any(category(char) in ("Cc", "Cs", "Zl", "Zp") for char in text):
            raise FintermError("service.no_text", text=ascii(text))
    return made


def program() -> tuple[str, ...]:
    """How to call the finterm that runs now, wherever the caller stands.

    `-P`: a folder called finterm where the service happens to start is not taken for the program.
    """
    python = Path(sys.executable)
    if sys.platform == "win32" and (silent := python.with_name("pythonw.exe")).exists():
        python = silent  # no window flashes up
    return str(python), "-P", "-m", "finterm"


def here() -> Place:
    """This machine and this person."""
    uid = os.getuid() if sys.platform != "win32" else 0
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = str(uid)
    systemd = Path("/run/systemd/system").is_dir()
    return Place(sys.platform, os.environ, Path.home(), state.folder().absolute(), uid, user, systemd)
