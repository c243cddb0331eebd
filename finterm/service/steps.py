"""The steps that bring a service to a system or take it away: plain data that can be shown before it is done."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Write(NamedTuple):
    """A file to be written whole."""

    path: Path
    text: str
    encoding: str = "utf-8"


class Remove(NamedTuple):
    """A file to be removed; one that is not there is no fault."""

    path: Path


class Command(NamedTuple):
    """A command to be run. `may_fail`: a refusal is told and stops nothing; `quiet`: it is not even told."""

    argv: tuple[str, ...]
    may_fail: bool = False
    quiet: bool = False


class Merge(NamedTuple):
    """Our lines in the person's crontab to be put, or taken out where `block` is empty; all others stay."""

    block: str


Step = Write | Remove | Command | Merge


class Found(NamedTuple):
    """A service that is installed. `active` is None where the system does not say; `where` it stands."""

    kind: str
    where: str
    active: bool | None
