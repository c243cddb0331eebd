"""`export json` and `export csv`: the whole book, out in the open. `export ics`, the dues, is in `exporting_ics`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import listed, option
from finterm.cli.output import clean, say, tell_json
from finterm.domain.errors import FintermError
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
        click.Argument(["format"], type=click.Choice(["json", "csv", "ics"])),
        option(
            words, verb, "--output", "-o", type=click.Path(path_type=Path), metavar=words("cli.metavar.file")
        ),
        option(words, verb, "--force", is_flag=True),
        option(words, verb, "--days", type=click.IntRange(0, 36525), metavar=words("cli.metavar.n")),
        option(words, verb, "--privacy", type=listed(PRIVACIES)),
        option(
            words, verb, "--serve-file", type=click.Path(path_type=Path), metavar=words("cli.metavar.file")
        ),
    )


def export(
    call: Call,
    format: str,
    output: Path | None,
    force: bool,
    days: int | None,
    privacy: Privacy | None,
    serve_file: Path | None,
) -> None:
    """`finterm export json|csv|ics`."""
    _check(call, format, {"--days": days, "--privacy": privacy, "--serve-file": serve_file}, output)
    if not call.exists and not call.demo:
        raise FintermError("cli.no_book", folder=call.folder)
    if format == "ics":
        from finterm.cli import exporting_ics

        exporting_ics.export(call, output, serve_file, days, privacy, force)
    else:
        _export(call, format, output, force)


def _check(call: Call, format: str, of_ics: dict[str, object], output: Path | None) -> None:
    """Raises UsageError for options that do not go together."""
    for name, value in of_ics.items():
        if value is not None and format != "ics":
            raise click.UsageError(call.words("cli.export.only_ics", option=name))
    if output is not None and of_ics["--serve-file"] is not None:
        raise click.UsageError(call.words("cli.export.one_file"))


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
