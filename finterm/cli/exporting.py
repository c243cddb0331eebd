"""`export json` and `export csv`: the whole book, out in the open.

`export ics`, the dues, is in `exporting_ics`; `export evidence`, one loan's or contact's papers, in `exporting_evidence`.
"""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import Literal, get_args

import click

from finterm.cli.call import Call
from finterm.cli.options import Day, listed, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, say, tell_json
from finterm.exchange import exporting
from finterm.locale import Words

Privacy = Literal["full", "no_amounts", "count"]
PRIVACIES: tuple[str, ...] = get_args(Privacy)  # of `exchange.ics_dues`, which help need not import


def command(verb: str, words: Words) -> click.Command:
    """The command `export`."""
    return made(
        words,
        verb,
        export,
        click.Argument(["format"], type=click.Choice(["json", "csv", "ics", "evidence"])),
        click.Argument(["about"], required=False, metavar=words("cli.metavar.about")),
        option(
            words, verb, "--output", "-o", type=click.Path(path_type=Path), metavar=words("cli.metavar.file")
        ),
        option(words, verb, "--force", is_flag=True),
        option(words, verb, "--days", type=click.IntRange(0, 36525), metavar=words("cli.metavar.n")),
        option(words, verb, "--privacy", type=listed(PRIVACIES)),
        option(
            words, verb, "--serve-file", type=click.Path(path_type=Path), metavar=words("cli.metavar.file")
        ),
        option(words, verb, "--from", "first", type=Day(), metavar=words("cli.metavar.date")),
        option(words, verb, "--to", "last", type=Day(), metavar=words("cli.metavar.date")),
        option(words, verb, "--redact", is_flag=True),
        option(words, verb, "--leave-out", "others", multiple=True, metavar=words("cli.metavar.text")),
    )


def export(
    call: Call,
    format: str,
    about: str | None,
    output: Path | None,
    force: bool,
    days: int | None,
    privacy: Privacy | None,
    serve_file: Path | None,
    first: Date | None,
    last: Date | None,
    redact: bool,
    others: tuple[str, ...],
) -> None:
    """`finterm export json|csv|ics|evidence`."""
    _check(call, format, "ics", {"--days": days, "--privacy": privacy, "--serve-file": serve_file})
    _check(
        call,
        format,
        "evidence",
        {
            about or "": about,
            "--from": first,
            "--to": last,
            "--redact": redact or None,
            "--leave-out": others or None,
        },
    )
    if output is not None and serve_file is not None:
        raise click.UsageError(call.words("cli.export.one_file"))
    call.must_exist()
    if format == "ics":
        from finterm.cli import exporting_ics

        exporting_ics.export(call, output, serve_file, days, privacy, force)
    elif format == "evidence":
        from finterm.cli import exporting_evidence

        exporting_evidence.export(call, about, output, force, first, last, redact, others)
    else:
        _export(call, format, output, force)


def _check(call: Call, format: str, wanted: str, given: dict[str, object]) -> None:
    """Raises UsageError for what goes with the format `wanted` only, where it is another one."""
    for name, value in given.items():
        if value is not None and format != wanted:
            raise click.UsageError(call.words(f"cli.export.only_{wanted}", option=clean(name)))


def _export(call: Call, format: str, output: Path | None, force: bool) -> None:
    from finterm.clock import now

    with call.book() as book:
        tables = exporting.tables(book.all)
    if format == "json":
        data = exporting.as_json(tables, now())
        if output is None or str(output) == "-":
            click.echo(data)
            return
        exporting.write(output, data, force)
        path = output
    else:
        path = output or Path(f"finterm-{call.today.isoformat()}.zip")
        sheets = exporting.as_csv(tables)
        if path.suffix.casefold() == ".zip":
            exporting.write(path, exporting.zipped(sheets, now()), force)
        else:
            exporting.write_folder(path, sheets, force)
    count = sum(len(records) for records in tables.values())
    if call.json:
        tell_json({"path": str(path), "records": {table: len(records) for table, records in tables.items()}})
    else:
        say(clean(call.words.count("cli.export.done", count, path=path)))
