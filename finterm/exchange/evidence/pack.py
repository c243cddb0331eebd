"""The files of an evidence pack: paper, data, attachments, and the checksums of them all.

Everything depends on the book, the day it is seen from and the language alone: the same pack made twice is
the same byte for byte, and so are its checksums. `sha256sum -c SHA256SUMS` checks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from datetime import date as Date
from datetime import datetime as DateTime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from finterm.domain.money import plain
from finterm.domain.position import Position
from finterm.domain.records import Settings
from finterm.exchange import exporting
from finterm.exchange.document import as_markdown
from finterm.exchange.evidence.attached import LEFT_OUT, Kept, attached, contents, safe
from finterm.exchange.evidence.paper import Paper, positions
from finterm.exchange.evidence.redaction import Redaction
from finterm.exchange.evidence.subject import Chosen, Span, Subject, Tables, chosen
from finterm.exchange.exporting import Content
from finterm.exchange.sheet import shielded, write_sheet
from finterm.locale import Words
from finterm.rules.rule import Rules

FORMAT = 1
SUMS = "SHA256SUMS"
# What a terminal acts on or turns around; data.json has the words with it.
_ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_AMOUNTS = (
    "principal interest fee paid waived left_principal left_interest left_fee penalty late_fee outstanding"
).split()


class Wishes(NamedTuple):
    """What a person asks for: about whom, which days, and whether third parties are taken out.

    `others` are names and numbers to take out besides those of the book; they count only where it is redacted.
    """

    subject: Subject
    on: Date
    span: Span = Span()
    redacted: bool = False
    others: tuple[str, ...] = ()


class Pack(NamedTuple):
    """The files of a pack by their path inside it, and how many talks and attached files it holds.

    An attached file, which may be a long recording, stands there as its place in the book.
    """

    name: str
    files: Mapping[str, Content]
    talks: int
    attached: int
    missing: int


def pack(tables: Tables, attachments: Path, wishes: Wishes, words: Words, rules: Rules) -> Pack:
    """The pack that `wishes` asks for, of the book of these `tables` (as `exporting.tables` gives them).

    What the log suggests about conduct stands beside `rules`, those of the country of what it is about. `attachments`
    is the folder of the book's files. A file that is not there any more, or is no longer what it was, is told
    in the paper and left out.
    """
    found = chosen(tables, wishes.subject, wishes.span)
    named: Tables = tables
    if wishes.redacted:
        redaction = Redaction(tables, words, wishes.others, {loan.id for loan in found.loans})
        found = redaction.chosen(found)
        kept = [Kept(file, "", LEFT_OUT) for file in attached(found.tables)]
        files: dict[str, Path] = {}
        named = found.tables
    else:
        kept, files = contents(found.tables, attachments)
    paper = Paper(found, wishes.on, kept, words, rules, _currency(tables))
    parts = paper.parts(wishes.redacted)
    standing = positions(found, wishes.on)
    made: dict[str, Content] = {
        "timeline.md": as_markdown(parts).encode(),
        "timeline.pdf": _pdf(parts, paper.title, words.language),
        "data.json": _json(found, standing, kept, wishes),
        **_sheets(found, named, standing),
        **files,
    }
    made[SUMS] = _sums(made)
    missing = sum(1 for each in kept if each.why not in ("", LEFT_OUT))
    return Pack(paper.name, made, len(found.tables.get("talks", ())), len(files), missing)


def zipped(pack: Pack, on: Date) -> bytes:
    """The pack as one zip, dated the day it is seen from."""
    return exporting.zipped(pack.files, _at(on))


def _at(on: Date) -> DateTime:
    return DateTime(on.year, on.month, on.day, tzinfo=UTC)


def write(pack: Pack, path: Path, on: Date, force: bool = False) -> None:
    """Writes the pack whole or not at all: as a zip where `path` says so, else as a folder of its own.

    Raises FintermError where something is there (`force` writes over a zip), or there is no room for it.
    """
    if path.suffix.casefold() == ".zip":
        exporting.write(path, lambda out: exporting.zip_into(out, pack.files, _at(on)), force)
    else:
        exporting.write_fresh(path, pack.files, last=SUMS)


def file_name(name: str, on: Date, redacted: bool) -> str:
    """What a pack is called where nobody says: `evidence-手机分期-2026-09-01.zip`."""
    return f"evidence-{safe(name)}-{on.isoformat()}{'-redacted' if redacted else ''}.zip"


def _currency(book: Tables) -> str:
    """The currency of the book."""
    settings = cast("Sequence[Settings]", book.get(Settings.table) or [Settings(id=Settings.THE)])
    return settings[0].currency


def _pdf(parts: Sequence[Any], title: str, language: str) -> bytes:
    from finterm.exchange.pdf import as_pdf  # its library takes a quarter of a second

    return as_pdf(parts, title, language)


def _json(found: Chosen, standing: Mapping[str, Position], kept: Sequence[Kept], wishes: Wishes) -> bytes:
    whole = {
        "format": FORMAT,
        "subject": found.subject._asdict(),
        "on": wishes.on,
        "from": wishes.span.first,
        "to": wishes.span.last,
        "redacted": wishes.redacted,
        "dues": list(_due_rows(found, standing)),
        "files": [_file(one) for one in kept],
        "tables": found.tables,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _file(kept: Kept) -> dict[str, str]:
    """Where a file is in the pack, or why it is not: missing, unreadable, changed or left_out."""
    why = kept.why.rpartition(".")[2]
    return {
        "name": kept.file.name,
        "sha256": kept.file.sha256,
        **({"why": why} if why else {"path": kept.path}),
    }


def _due_rows(found: Chosen, standing: Mapping[str, Position]) -> Iterator[dict[str, Any]]:
    """What is owed of each instalment; amounts in minor units beside their currency."""
    for loan in found.loans:
        for due in standing[loan.id].dues:
            if found.span.holds(due.due):
                yield {"loan": loan.id, "currency": loan.currency, **due._asdict()}


def _sheets(found: Chosen, named: Tables, standing: Mapping[str, Position]) -> dict[str, bytes]:
    """The records as CSV files, and the dues; names of loans and contacts are those of `named`."""
    sheets = exporting.as_csv(found.tables, named)
    loans = {loan.id: loan for loan in found.loans}
    rows = [
        {
            "loan": shielded(loans[row["loan"]].name),
            "n": str(row["n"]),
            "due": row["due"].isoformat(),
            **{name: plain(row[name], row["currency"]) for name in _AMOUNTS},
            "currency": row["currency"],
            "state": row["state"],
            "days_overdue": str(row["days_overdue"]),
        }
        for row in _due_rows(found, standing)
    ]
    if rows:
        sheets["dues.csv"] = write_sheet(list(rows[0]), rows)
    return {f"csv/{name}": _ACTING.sub("", data.decode()).encode() for name, data in sheets.items()}


def _sums(files: Mapping[str, Content]) -> bytes:
    """The checksums as `sha256sum` writes and checks them; a file of the book is named after its own."""
    found = {
        path: sha256(content).hexdigest() if isinstance(content, bytes) else content.name
        for path, content in files.items()
    }
    return "".join(f"{found[path]}  {path}\n" for path in sorted(found)).encode()
