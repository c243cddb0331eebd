"""The files that the records of a pack name: which there are, where each is, and why one is not in the pack."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

import msgspec

from finterm.domain.records import AttachedFile
from finterm.exchange.evidence.subject import Tables

LONGEST = 120  # bytes of a name inside a file's name, of which systems take 255 in all
LEFT_OUT = "evidence.left_out"  # by wish, not for want of it
_UNSAFE = re.compile(r"[^\w.()-]+")


class Kept(NamedTuple):
    """A file of the pack: `path` inside it, empty with the reason in `why` (a key) where it is not there."""

    file: AttachedFile
    path: str
    why: str = ""


def attached(tables: Tables) -> Iterator[AttachedFile]:
    """Every file the records name, once under each name."""
    seen: set[AttachedFile] = set()
    for records in tables.values():
        for file in _files_in(records):
            if file not in seen:
                seen.add(file)
                yield file


def _files_in(value: object) -> Iterator[AttachedFile]:
    if isinstance(value, AttachedFile):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _files_in(getattr(value, name))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _files_in(each)


def contents(tables: Tables, folder: Path) -> tuple[list[Kept], dict[str, Path]]:
    """Where each file stands in the pack, and where it is now: in `folder`, under its checksum.

    One that came under two names is put in once.
    """
    kept: list[Kept] = []
    found: dict[str, Path] = {}
    paths: dict[str, str] = {}  # by checksum
    for file in attached(tables):
        if file.sha256 not in paths and (why := _missing(folder / file.sha256)):
            kept.append(Kept(file, "", why))
            continue
        path = paths.setdefault(file.sha256, f"attachments/{file.sha256[:12]}-{safe(file.name)}")
        found[path] = folder / file.sha256
        kept.append(Kept(file, path))
    return kept, found


def _missing(path: Path) -> str:
    """Why the file at `path`, named after its checksum, cannot be in the pack; empty where it can."""
    try:
        with path.open("rb") as content:
            digest = file_digest(content, "sha256").hexdigest()
    except FileNotFoundError:
        return "evidence.missing"
    except OSError:
        return "evidence.unreadable"
    return "" if digest == path.name else "evidence.changed"


def safe(name: str) -> str:
    """`name` as a part of a file name on any system; of a long one the end, where its kind stands."""
    made = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip("._")
    short = made.encode()[-LONGEST:].decode(errors="ignore")
    return short.strip("._") or "file"
