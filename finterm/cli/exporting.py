"""`export json` and `export csv`: the whole book, out in the open."""

from __future__ import annotations

from pathlib import Path

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import option
from finterm.cli.output import clean, say, tell_json
from finterm.domain.errors import FintermError
from finterm.exchange import exporting
from finterm.locale import Words


def command(verb: str, words: Words) -> click.Command:
    """The command `export`."""
    return made(
        words,
        verb,
        export,
        click.Argument(["format"], type=click.Choice(["json", "csv"])),
        option(
            words, verb, "--output", "-o", type=click.Path(path_type=Path), metavar=words("cli.metavar.file")
        ),
        option(words, verb, "--force", is_flag=True),
    )


def export(call: Call, format: str, output: Path | None, force: bool) -> None:
    """`finterm export json|csv`."""
    if not call.exists and not call.demo:
        raise FintermError("cli.no_book", folder=call.folder)
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
