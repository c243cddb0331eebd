"""The journal: one file a device and year, one checksummed transaction a line, only ever appended to.

Knows how a line is written, checked and read back, and where a file ends in a torn one. Knows nothing
of what the changes mean. A line is `{"sum":"<16 hex digits>","tx":{...}}`; the sum is BLAKE2b over the
bytes of `tx`, so that a single flipped bit is noticed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime as DateTime
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from finterm.domain.errors import BookDamaged
from finterm.store.migrations import SCHEMA

Stamp = tuple[int, str]  # clock, device
NO_RECORD = msgspec.Raw(b"null")
_START = b'{"sum":"'


class Change(msgspec.Struct, frozen=True, array_like=True):
    """One record before and after, as JSON; `null` where it did not exist."""

    table: str
    id: str
    before: msgspec.Raw
    after: msgspec.Raw


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One transaction. (clock, device) names it and orders it among all transactions of all devices.

    `name` is a catalogue key and `values` fill its places. `undoes` and `redoes` hold the clock of the
    transaction of the same device that this one takes back or does again; `back_to` the stamp of the one,
    of any device, that this one goes back to. `origin` says what kind of program wrote it (`screen`,
    `command`); empty where it did not say.
    """

    v: int
    clock: int
    device: str
    at: DateTime
    process: int
    name: str
    values: dict[str, str] = {}
    undoable: bool = True
    undoes: int | None = None
    redoes: int | None = None
    back_to: Stamp | None = None
    origin: str = ""
    changes: list[Change]

    @property
    def stamp(self) -> Stamp:
        """Its place in the order of all transactions."""
        return (self.clock, self.device)


class _Line(msgspec.Struct, frozen=True):
    sum: str
    tx: msgspec.Raw


class _Version(msgspec.Struct, frozen=True):
    v: int


class Read(NamedTuple):
    """What a stretch of a journal file held: entries with their place, damaged lines, where it ends whole."""

    entries: list[tuple[int, Entry]]
    damaged: int
    end: int
    torn: bytes


_decode_line = msgspec.json.Decoder(_Line).decode
_decode_entry = msgspec.json.Decoder(Entry).decode
_decode_version = msgspec.json.Decoder(_Version).decode


def _plain(value: Any) -> Any:
    """Pendulum's dates and moments, which the codec does not know, as the standard library's."""
    from datetime import date as Date

    if isinstance(value, DateTime):
        return DateTime.fromisoformat(value.isoformat())
    if isinstance(value, Date):
        return Date(value.year, value.month, value.day)
    raise NotImplementedError(f"cannot store {type(value)}")


encode = msgspec.json.Encoder(enc_hook=_plain, decimal_format="string").encode


def checksum(content: bytes) -> str:
    """Sixteen hex digits that change when a bit of `content` does."""
    return blake2b(content, digest_size=8).hexdigest()


def line(entry: Entry) -> bytes:
    """`entry` as it stands in the file, newline included."""
    content = encode(entry)
    return b'%s%s","tx":%s}\n' % (_START, checksum(content).encode(), content)


def parse(text: bytes) -> Entry | None:
    """The entry of one line, or None when the line is damaged. Raises BookDamaged for a newer schema."""
    try:
        found = _decode_line(text)
        content = bytes(found.tx)
        if checksum(content) != found.sum:
            return None
        if (version := _decode_version(content).v) > SCHEMA:
            raise BookDamaged("error.book_newer", version=version, known=SCHEMA)
        return _decode_entry(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _salvage(text: bytes) -> Iterator[Entry | None]:
    """The entries of a line that does not parse: a damaged newline may have joined two good ones."""
    starts = list(_find_all(text, _START)) or [0]
    if starts[0] != 0:
        yield None
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        part = text[start:end]
        yield parse(part) or parse(part[: part.rfind(b"}") + 1])


def _find_all(text: bytes, wanted: bytes) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def read(path: Path, start: int = 0) -> Read:
    """The entries of `path` from byte `start` (the beginning of a line) on.

    Damaged lines are counted and passed over; a last line without its newline is `torn` and not counted.
    """
    with path.open("rb") as file:
        file.seek(start)
        content = file.read()
    whole = content.rfind(b"\n") + 1
    entries: list[tuple[int, Entry]] = []
    damaged, at = 0, start
    for text in content[:whole].split(b"\n")[:-1]:
        if entry := parse(text):
            entries.append((at, entry))
        elif text.strip():
            for found in _salvage(text):
                if found:
                    entries.append((at, found))
                else:
                    damaged += 1
        at += len(text) + 1
    return Read(entries, damaged, start + whole, content[whole:])


def mend_break(path: Path, read: Read) -> bool:
    """Gives the last line of `path`, where `read` found it torn but sound, the line break it lacks.

    A sound line is a whole transaction: it was never confirmed, or the break alone was damaged later.
    Returns whether there was such a line. Raises OSError when the system refuses.
    """
    length = next((n for n in (len(read.torn), len(read.torn) - 1) if parse(read.torn[:n])), None)
    if length is None:
        return False
    with path.open("rb+") as file:
        file.seek(read.end + length)
        file.write(b"\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def tail_mark(path: Path, end: int) -> str:
    """A checksum of the last bytes before `end`, to know a file again; empty for a file that is shorter."""
    start = max(0, end - 256)
    with path.open("rb") as file:
        file.seek(start)
        content = file.read(end - start)
    return checksum(content) if len(content) == end - start else ""


def append(path: Path, content: bytes) -> int:
    """Adds `content` to `path` so that it survives a power cut; the size of the file afterwards.

    On any failure the file is put back to its old length and BookDamaged tells why.
    """
    fresh = not path.exists()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as fault:
        raise write_refused(fault) from fault
    try:
        before = os.fstat(handle).st_size
        try:
            _write_all(handle, content)
            os.fsync(handle)
            if fresh:
                path.chmod(0o600)
                sync_folder(path.parent)
        except OSError as fault:
            with suppress(OSError):
                os.ftruncate(handle, before)
            raise write_refused(fault) from fault
    finally:
        os.close(handle)
    return before + len(content)


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def write_refused(fault: OSError) -> BookDamaged:
    """The sentence for a write the system refused."""
    from errno import EDQUOT, EFBIG, ENOSPC

    why = fault.strerror or str(fault)
    if fault.errno in (ENOSPC, EDQUOT, EFBIG):
        return BookDamaged("error.disk_full", reason=why)
    return BookDamaged("error.write_refused", reason=f"{fault.filename}: {why}" if fault.filename else why)


def sync_folder(folder: Path) -> None:
    """Makes a new or renamed name in `folder` survive a power cut (where the system has such a thing)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
