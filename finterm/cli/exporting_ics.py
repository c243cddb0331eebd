"""`export ics`: the dues as a calendar file, written once or kept fresh for programs that subscribe to it."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Event

import click

from finterm.cli.call import Call
from finterm.cli.output import clean, say, tell_json, warn
from finterm.domain.errors import FintermError
from finterm.exchange.ics_dues import AHEAD, Privacy, Wishes, count
from finterm.exchange.ics_file import Made, Served, made, update

LOOK = 1.0  # seconds between two looks at the book


def export(
    call: Call,
    output: Path | None,
    serve_file: Path | None,
    days: int | None,
    privacy: Privacy | None,
    force: bool,
) -> None:
    """`finterm export ics`."""
    wishes = Wishes(privacy or "full", AHEAD if days is None else days)
    if serve_file is not None:
        _serve(call, Served(serve_file, wishes, force))
        return
    with call.book() as book:
        if output is None or str(output) == "-":
            click.echo(made(book, call.today, call.words, wishes).data, nl=False)
            return
        written = update(book, output, call.today, call.words, wishes, force)
    _tell(call, output, written)


def _serve(call: Call, served: Served) -> None:
    """Keeps the file as the book is, until the process is asked to end."""
    from finterm.clock import today

    fixed = call.on  # a day asked for stays, today moves on
    ended = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    with call.book() as book:
        _tell(call, served.path, served.refresh(book, fixed or today(), call.words))
        said = ""
        while not ended.wait(LOOK):
            try:
                book.refresh()
                if written := served.refresh(book, fixed or today(), call.words):
                    _tell(call, served.path, written)
                said = ""
            except FintermError as fault:  # a full disk now need not be one in a minute; it is told once
                if (sentence := call.words.error(fault)) != said:
                    warn(call, said := sentence)


def _tell(call: Call, path: Path, written: Made | None) -> None:
    if call.json:
        dues = None if written is None else count(written.events)
        tell_json({"path": str(path), "written": written is not None, "dues": dues})
    elif written is None:
        say(clean(call.words("cli.export.fresh", path=path)))
    else:
        say(clean(call.words.count("cli.export.calendar", count(written.events), path=path)))
