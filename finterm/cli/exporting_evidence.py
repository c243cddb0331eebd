"""`export evidence`: the time line of one loan or contact, with its files and checksums, as a zip or a folder."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

import click

from finterm.cli.call import Call
from finterm.cli.output import clean, say, tell_json, warn
from finterm.domain.errors import BadInput, FintermError
from finterm.domain.records import Contact, Loan
from finterm.exchange import exporting
from finterm.exchange.evidence.pack import Wishes, file_name, pack, write
from finterm.exchange.evidence.subject import Span, Subject
from finterm.exchange.names import Lookup, unknown
from finterm.rules.loading import load
from finterm.store.book import Book


def export(
    call: Call,
    about: str | None,
    output: Path | None,
    force: bool,
    first: Date | None,
    last: Date | None,
    redact: bool,
    others: tuple[str, ...],
) -> None:
    """`finterm export evidence LOAN|CONTACT`."""
    if not about:
        raise click.UsageError(call.words("cli.export.about_whom"))
    if others and not redact:
        raise click.UsageError(call.words("cli.export.leave_out_redacts"))
    if first and last and last < first:
        raise FintermError("cli.export.to_before_from", first=first, last=last)
    with call.book() as book:
        wishes = Wishes(named(book, about), call.today, Span(first, last), redact, others)
        tables = exporting.tables(book.all)
        made = pack(tables, book.folder / "attachments", wishes, call.words, load())
    path = output or Path(file_name(made.name, call.today, redact))
    write(made, path, call.today, force)
    if made.missing:
        warn(call, call.words.count("cli.export.evidence_missing", made.missing))
    if redact:
        warn(call, call.words("cli.export.read_it"))
    if call.json:
        told = {"path": str(path), "talks": made.talks, "attached": made.attached, "missing": made.missing}
        tell_json({**told, "redacted": redact, "files": sorted(made.files)})
    else:
        say(clean(call.words.count("cli.export.evidence", made.talks, path=path)))


def named(book: Book, typed: str) -> Subject:
    """The loan or contact that was typed: the exact name first, then a part of it that fits only one.

    Raises BadInput where none fits, or a loan and a contact do.
    """
    lookups = (("loan", Lookup("loans", book.all(Loan))), ("contact", Lookup("contacts", book.all(Contact))))
    exact = [
        Subject(kind, lookup.find(typed, "").id)  # type: ignore[arg-type]
        for kind, lookup in lookups
        if lookup.by_id(typed) or lookup.named(typed)
    ]
    if len(exact) > 1:
        raise BadInput("", "cli.export.loan_or_contact", typed=typed, loan=exact[0].id, contact=exact[1].id)
    found = exact or list(_guessed(lookups, typed))
    if not found:
        names = [record.name for _, lookup in lookups for record in lookup.all()]
        raise unknown("evidence", typed, names, "")
    return found[0]


def _guessed(lookups: tuple[tuple[str, Lookup], ...], typed: str) -> list[Subject]:
    """The one loan, else the one contact, that a part of a name fits."""
    found = []
    for kind, lookup in lookups:
        try:
            found.append(Subject(kind, lookup.guess(typed, "").id))  # type: ignore[arg-type]
        except BadInput as fault:
            if fault.what == "exchange.error.several_fit":
                raise
    return found
