"""Export: the whole book as one JSON document, or as CSV files that `importing` reads back.

An export holds every record there is. It is written for its owner alone (it says everything about
them), whole or not at all, and never over a file that is there unless that is wished for.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from datetime import datetime as DateTime
from pathlib import Path
from typing import Any

import msgspec

from finterm.domain.errors import FintermError
from finterm.domain.records import STORED, BillPayment, Event, Promise, Record, Settings
from finterm.exchange.cells import Names
from finterm.exchange.kinds import ALL
from finterm.exchange.names import Lookup
from finterm.exchange.sheet import write_sheet
from finterm.exchange.typed import standard

FORMAT = 1
Tables = Mapping[str, Sequence[Record]]


def tables(every: Callable[[Any], Sequence[Any]]) -> dict[str, Sequence[Record]]:
    """All records by table, in order of entry; `every(kind)` gives those of a kind, as `Book.all` does."""
    return {kind.table: list(every(kind)) for kind in STORED}


def as_json(found: Tables, at: DateTime) -> bytes:
    """The book as one indented JSON document; amounts are minor units, as in the book itself."""
    from finterm import __version__

    whole = {"finterm": __version__, "format": FORMAT, "exported": standard(at), "tables": found}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def as_csv(found: Tables, book: Tables | None = None) -> dict[str, bytes]:
    """A CSV file for each kind there are records of, by file name; each line begins with its `id`.

    `book` holds the records that these may name, where they are not all there is.
    """
    names = _names(found if book is None else book)
    files = {}
    for kind in ALL:
        if records := found.get(kind.name):
            rows = [{"id": record.id, **kind.write(record, names)} for record in records]
            header = ["id", *(column for column in kind.columns if column in rows[0])]
            files[f"{kind.name}.csv"] = write_sheet(header, rows)
    return files


def _names(found: Tables) -> Names:
    settings: Sequence[Any] = found.get(Settings.table) or [Settings(id=Settings.THE)]
    causes = [record.id for kind in (Event, BillPayment, Promise) for record in found.get(kind.table, ())]
    return Names(
        loans=Lookup("loans", found.get("loans", ())),
        bills=Lookup("bills", found.get("bills", ())),
        envelopes=Lookup("envelopes", found.get("envelopes", ())),
        contacts=Lookup("contacts", found.get("contacts", ())),
        talks={talk.id: talk.id for talk in found.get("talks", ())},
        causes=dict.fromkeys(causes, ""),
        reports={one.id: one.id for one in found.get("credit_reports", ())},
        disputes={one.id: one.id for one in found.get("disputes", ())},
        currency=settings[0].currency,
        zone=UTC,
        arrangements={},
    )


def zipped(files: Mapping[str, bytes], at: DateTime) -> bytes:
    """`files` as one zip, each dated `at` and closed to others."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            moment = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second)
            info = zipfile.ZipInfo(name, moment)
            info.create_system = 3  # as on Unix, wherever it is made: the same files make the same zip
            info.external_attr = 0o600 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def write(path: Path, data: bytes, force: bool = False) -> None:
    """Writes a file readable by its owner alone, whole or not at all. Raises FintermError if it is there.

    A device or a pipe (/dev/stdout) is written into, and a link stays one: what it names is written.
    """
    path = path.resolve() if path.is_symlink() else path
    if path.is_char_device() or path.is_fifo():
        _write_into(path, data)
        return
    if path.exists() and not force:
        raise FintermError("exchange.error.exists", path=path)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as fault:
        aside.unlink(missing_ok=True)
        raise FintermError("exchange.error.not_written", name=str(path), why=fault.strerror or "") from fault


def _write_into(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise FintermError("exchange.error.not_written", name=str(path), why=fault.strerror or "") from fault


def write_folder(path: Path, files: Mapping[str, bytes], force: bool = False) -> None:
    """Writes `files` into a folder, made when missing. Raises FintermError if one of them is there."""
    if not force and (there := next((path / name for name in files if (path / name).exists()), None)):
        raise FintermError("exchange.error.exists", path=there)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise FintermError("exchange.error.not_written", name=str(path), why=fault.strerror or "") from fault
    for name, data in files.items():
        try:
            (path / name).parent.mkdir(exist_ok=True, mode=0o700)
        except OSError as fault:
            raise FintermError(
                "exchange.error.not_written", name=str(path / name), why=fault.strerror or ""
            ) from fault
        write(path / name, data, force)


def write_fresh(path: Path, files: Mapping[str, bytes]) -> None:
    """Writes `files` into a folder with nothing else in it: what they say of the folder must be true of it all.

    Raises FintermError where anything is there.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FintermError("exchange.error.not_empty", path=path)
    write_folder(path, files)
