"""Export: the whole book as one JSON document, or as CSV files that `importing` reads back.

An export holds every record there is. It is written for its owner alone (it says everything about
them), whole or not at all, and never over a file that is there unless that is wished for.
"""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from datetime import datetime as DateTime
from pathlib import Path
from typing import IO, Any

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
Content = bytes | Path  # of a file: itself, or where a file with the same is
Files = Mapping[str, bytes] | Mapping[str, Content]


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


def zipped(files: Files, at: DateTime) -> bytes:
    """`files` as one zip, each dated `at` and closed to others."""
    out = io.BytesIO()
    zip_into(out, files, at)
    return out.getvalue()


def zip_into(out: IO[bytes], files: Files, at: DateTime) -> None:
    """Writes `files` as one zip; what is a file already is read in pieces, and never held whole."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            moment = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second)
            info = zipfile.ZipInfo(name, moment)
            info.create_system = 3  # as on Unix, wherever it is made: the same files make the same zip
            info.external_attr = 0o600 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            info.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
            with archive.open(info, "w") as into:
                _fill(into, content)


def _fill(into: IO[bytes], content: Content | Callable[[IO[bytes]], object]) -> None:
    if callable(content):
        content(into)
    elif isinstance(content, bytes):
        into.write(content)
    else:
        with content.open("rb") as kept:
            shutil.copyfileobj(kept, into)


def is_taken(path: Path) -> bool:
    """Whether anything is there already. Raises FintermError for a name that no file can have."""
    try:
        return path.is_symlink() or path.exists()
    except (OSError, ValueError) as fault:
        raise _not_written(path, fault) from fault


def write(path: Path, data: Content | Callable[[IO[bytes]], object], force: bool = False) -> None:
    """Writes a file readable by its owner alone, whole or not at all. Raises FintermError if it is there.

    `data` is its bytes, a file with the same, or what writes them into an open file. A device or a pipe (/dev/stdout) is written into, and a link stays one: what it names is written.
    """
    is_there = is_taken(path)
    if is_there and path.is_symlink():
        path = Path(os.path.realpath(path))  # one that names itself is as good as taken
        is_there = is_taken(path)
    if is_there and (path.is_char_device() or path.is_fifo()):
        _write_into(path, data)
        return
    if is_there and not force:
        raise FintermError("exchange.error.exists", path=path)
    aside = _aside(path)
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            _fill(file, data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException as fault:  # whoever stops it finds no half of a file
        with suppress(OSError, ValueError):
            aside.unlink(missing_ok=True)
        if isinstance(fault, OSError | ValueError):
            raise _not_written(path, fault) from fault
        raise


def _aside(path: Path) -> Path:
    """Where what becomes `path` is written first."""
    return path.with_name(f".{path.name[:40]}.{os.getpid()}")


def give_up(path: Path) -> None:
    """Takes away what is being written for `path` by a thread that ends before it is done."""
    for aside in (_aside(path), path / _aside(path).suffix):
        if aside.is_dir():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            with suppress(OSError):
                aside.unlink()


def _not_written(path: Path, fault: Exception) -> FintermError:
    why = getattr(fault, "strerror", "") or str(fault)
    return FintermError("exchange.error.not_written", name=str(path), why=why)


def _write_into(path: Path, data: Content | Callable[[IO[bytes]], object]) -> None:
    whole = io.BytesIO()  # since none can go back in a pipe, as who writes a zip has to
    try:
        _fill(whole, data)
        path.write_bytes(whole.getvalue())
    except OSError as fault:
        raise _not_written(path, fault) from fault


def write_folder(path: Path, files: Files, force: bool = False) -> None:
    """Writes `files` into a folder, made when missing. Raises FintermError if one of them is there."""
    if not force and (there := next((path / name for name in files if (path / name).exists()), None)):
        raise FintermError("exchange.error.exists", path=there)
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise _not_written(path, fault) from fault
    for name, data in files.items():
        try:
            (path / name).parent.mkdir(exist_ok=True, mode=0o700)
        except OSError as fault:
            raise _not_written(path / name, fault) from fault
        write(path / name, data, force)


def write_fresh(path: Path, files: Files, last: str = "") -> None:
    """Writes `files` into a folder with nothing else in it: what they say of the folder must be true of it all.

    The folder is there whole or not at all; in one that was there (empty) the file `last` comes after all
    others. Raises FintermError where anything is there.
    """
    if is_taken(path) and (path.is_symlink() or not path.is_dir() or any(path.iterdir())):
        raise FintermError("exchange.error.not_empty", path=path)
    is_new = not path.exists()
    aside = _aside(path) if is_new else path / f".{os.getpid()}"
    try:
        write_folder(aside, files)
        if is_new:
            aside.replace(path)
            return
        for name in sorted({Path(file).parts[0] for file in files}, key=lambda name: (name == last, name)):
            (aside / name).replace(path / name)
    except OSError as fault:
        raise _not_written(path, fault) from fault
    except FintermError as fault:  # which names the place aside, that nobody asked for
        raise FintermError(fault.what, **{**fault.values, "name": str(path)}) from fault
    finally:
        shutil.rmtree(aside, ignore_errors=True)
