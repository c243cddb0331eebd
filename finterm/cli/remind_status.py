"""`remind status`: when reminders last ran, when they run next, how the channels fared, which service there is."""

from __future__ import annotations

from datetime import datetime as DateTime
from typing import TYPE_CHECKING, Any

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.output import clean, coloured, say, table, tell_json
from finterm.domain.errors import FintermError
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.notify.runs import Fared, Runs


def command(verb: str, words: Words) -> click.Command:
    """The command `status` of `remind`."""
    return made(words, verb, status)


def status(call: Call) -> None:
    """`finterm remind status`. Exits with 1 when nothing keeps reminders coming."""
    from finterm.notify import runs
    from finterm.service import carrying
    from finterm.service.running import run
    from finterm.service.status import lines, warnings
    from finterm.service.task import here

    call.must_exist()
    words, now = call.words, moment(call)
    known, found = runs.read(call.folder), carrying.found(here(), run)
    warned = warnings(known, found, now, words)
    if call.json:
        tell_json(
            {
                "last": _last(known),
                "next": known.next(now),
                "silent": known.silent(now),
                "services": [
                    {"kind": each.kind, "where": each.where, "active": each.active} for each in found
                ],
                "channels": {name: _fared(fared, words) for name, fared in sorted(known.channels.items())},
                "warnings": warned,
            }
        )
    else:
        rows = [
            [clean(line.label), coloured(clean(line.text), "overdue" if line.warns else "")]
            for line in lines(known, found, now, words)
        ]
        say(*table(["", ""], rows, "<<")[1:])
    if warned:
        raise FintermError("cli.remind.status.warned", warnings=" ".join(warned))


def moment(call: Call) -> DateTime:
    """This moment, on the day of `--on` where one is given."""
    from finterm.clock import moment

    now = moment()
    return now if call.on is None else now.replace(year=call.on.year, month=call.on.month, day=call.on.day)


def _last(known: Runs) -> dict[str, Any] | None:
    last = known.last
    return {"at": last.at, "who": last.who, "pid": last.pid} if last else None


def _fared(fared: Fared, words: Words) -> dict[str, Any]:
    from finterm.service.status import why

    return {
        "success": fared.success,
        "failure": fared.failure,
        "why": why(fared, words) or None,
        "fails": fared.fails,
    }
