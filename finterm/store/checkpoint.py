"""`book.json`: the whole book in TinyDB's own layout, readable by plain TinyDB, and only a cache.

The journal is the truth. The checkpoint carries, per journal file, how far it includes it, the stamp
of every record, and a checksum over everything, so that a crash between any two steps is harmless,
another machine's copy is as good as one's own, and a changed byte is noticed. All of that stands in a
table of its own (`_finterm`) beside the tables of records.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Thread

import msgspec

from finterm.domain.errors import BookDamaged
from finterm.domain.records import TYPES, Record
from finterm.store import journal
from finterm.store.migrations import SCHEMA, changes, migrated
from finterm.store.state import Stamps, State

META = "_finterm"


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """How far a journal file is included: up to byte `end`, whose last bytes have checksum `tail`."""

    end: int
    tail: str


class _Meta(msgspec.Struct, frozen=True, kw_only=True):
    schema: int
    clock: int
    marks: dict[str, Mark]
    stamps: dict[str, msgspec.Raw]  # by table: the Stamp of each record by its id


class _Sealed(msgspec.Struct, frozen=True):
    sum: str
    meta: msgspec.Raw


class _Schema(msgspec.Struct, frozen=True):
    schema: int


class Checkpoint(msgspec.Struct, frozen=True):
    """A state, and how much of each journal file (by name) it includes."""

    state: State
    marks: dict[str, Mark]


def document_id(id: str) -> int:
    """The whole number TinyDB knows the record `id` by."""
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest()) >> 1


def write(path: Path, state: State, marks: dict[str, Mark]) -> None:
    """Puts the checkpoint at `path` in one step: temporary file, fsync, rename, fsync of the folder."""
    tables = {
        name: journal.encode({str(document_id(id)): record for id, record in records.items()})
        for name, records in state.tables.items()
    }
    meta = journal.encode(_Meta(schema=SCHEMA, clock=state.clock, marks=marks, stamps=state.stamps.stored()))
    parts = [b'"%s":%s' % (name.encode(), content) for name, content in tables.items()]
    sealed = journal.encode({"1": _Sealed(_sum([*tables.values(), meta]), msgspec.Raw(meta))})
    put(path, b"{%s}" % b",".join([*parts, b'"%s":%s' % (META.encode(), sealed)]))


def put(path: Path, content: bytes) -> None:
    """Writes `content` to `path` wholly or not at all. Raises BookDamaged when the system refuses."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        fresh.chmod(0o600)
        fresh.replace(path)
        journal.sync_folder(path.parent)
    except OSError as fault:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise journal.write_refused(fault) from fault


def read(path: Path) -> Checkpoint | None:
    """The checkpoint at `path`, or None when it is damaged. Raises BookDamaged for a newer schema."""
    try:
        parts = msgspec.json.decode(path.read_bytes(), type=dict[str, msgspec.Raw])
        sealed = msgspec.json.decode(parts.pop(META), type=dict[str, _Sealed])["1"]
        total = _summed([*parts.values(), sealed.meta])
        if (schema := msgspec.json.decode(sealed.meta, type=_Schema).schema) > SCHEMA:
            if total() != sealed.sum:
                return None
            raise BookDamaged("error.book_newer", version=schema, known=SCHEMA)
        meta = msgspec.json.decode(sealed.meta, type=_Meta)
        state = State()
        state.clock = meta.clock
        state.stamps = Stamps(meta.stamps)
        if schema == SCHEMA and not parts.keys() <= TYPES.keys():
            return None  # the sum does not hold the names of tables
        for name, content in parts.items():
            if name in TYPES:
                state.fill(name, _records(name, content, schema))
        if total() != sealed.sum:
            return None
    except (msgspec.DecodeError, KeyError, UnicodeDecodeError):
        return None
    return Checkpoint(state, meta.marks)


def _records(name: str, content: msgspec.Raw, schema: int) -> list[Record]:
    kind = TYPES[name]
    if not changes(name, schema):
        return list(msgspec.json.decode(content, type=dict[str, kind]).values())  # type: ignore[valid-type]
    stored = msgspec.json.decode(content, type=dict[str, dict[str, object]]).values()
    return [msgspec.convert(migrated(name, one, schema), kind) for one in stored]


def _summed(parts: Sequence[msgspec.Raw]) -> Callable[[], str]:
    """Begins the checksum of `parts`, which a big book takes long for; the answer waits for its end.

    Hashing lets other threads go on, so that it costs no time beside the decoding.
    """
    found: list[str] = []
    thread = Thread(target=lambda: found.append(_sum(map(memoryview, parts))))
    thread.start()

    def total() -> str:
        thread.join()
        return found[0]

    return total


def _sum(parts: Iterable[bytes | memoryview]) -> str:
    total = blake2b(digest_size=16)
    for part in parts:
        total.update(part)
    return total.hexdigest()
