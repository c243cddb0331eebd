"""`import`: takes in files, all or nothing, or says every line that cannot be taken."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import listed, option
from finterm.cli.output import clean, described, say, table, tell_json
from finterm.domain.errors import FintermError
from finterm.exchange.importing import Plan, Problem, Source, apply, plan
from finterm.exchange.kinds import ALL
from finterm.exchange.sheet import LARGEST, Sheet, as_text, read_file, read_sheet
from finterm.locale import Words

MOST_SHOWN = 200  # changed lines a dry run lists; the counts cover all


def command(verb: str, words: Words) -> click.Command:
    """The command `import`; its help documents the columns of every kind."""
    verb_made = made(
        words,
        verb,
        take_in,
        click.Argument(
            ["files"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.csv..."
        ),
        option(words, verb, "--dry-run", is_flag=True),
        option(
            words, verb, "--kind", type=listed([kind.name for kind in ALL]), metavar=words("cli.metavar.kind")
        ),
    )
    verb_made.epilog = "\n\n".join(
        [
            words("exchange.columns.head"),
            *("\b\n" + words(f"exchange.columns.{kind.name}") for kind in ALL),
            words("exchange.columns.foot"),
        ]
    )
    return verb_made


def take_in(call: Call, files: tuple[Path, ...], dry_run: bool, kind: str | None) -> None:
    """`finterm import FILE.csv`."""
    sheets, problems = _sheets(files)
    if dry_run and not call.exists and not call.demo:
        from itertools import count

        numbers = count()
        planned = plan(
            sheets, Source(lambda kind: (), lambda: f"new-{next(numbers):012}", _zone()), kind or ""
        )
        _answer(call, _with(planned, problems), files, dry_run)
        return
    with call.book() as book:
        planned = _with(plan(sheets, Source(book.all, book.new_id, _zone()), kind or ""), problems)
        if not planned.problems and not dry_run:
            apply(planned, book, ", ".join(as_text(path.name) for path in files))
    _answer(call, planned, files, dry_run)


def _zone() -> Any:
    from finterm.clock import now

    return now().tzinfo or UTC


def _with(planned: Plan, problems: Sequence[Problem]) -> Plan:
    return planned._replace(problems=(*problems, *planned.problems))


def _sheets(files: Sequence[Path]) -> tuple[list[Sheet], list[Problem]]:
    """What is in the files; a folder or zip of an export stands for the files in it."""
    sheets, problems = [], []
    for path in files:
        try:
            for name, data in _contents(path):
                try:
                    sheets.append(read_sheet(data, name))
                except FintermError as fault:
                    problems.append(Problem(name, 0, "", fault))
        except FintermError as fault:
            problems.append(Problem(path.name, 0, "", fault))
    return sheets, problems


def _contents(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        found = sorted(path.glob("*.csv"))
        if not found:
            raise FintermError("exchange.error.no_files", name=str(path))
        for file in found:
            yield file.name, read_file(file)
    elif path.suffix.casefold() == ".zip":
        read_file(path)
        yield from _zipped(path)
    else:
        yield path.name, read_file(path)


def _zipped(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [info for info in archive.infolist() if info.filename.casefold().endswith(".csv")]
            if not inside:
                raise FintermError("exchange.error.no_files", name=path.name)
            if sum(info.file_size for info in inside) > LARGEST:
                raise FintermError("exchange.error.file_large", name=path.name)
            for info in inside:
                yield Path(info.filename).name, archive.read(info)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as fault:
        raise FintermError("exchange.error.file_unreadable", name=path.name, why="zip") from fault


def _answer(call: Call, planned: Plan, files: Sequence[Path], dry_run: bool) -> None:
    if call.json:
        tell_json(_shape(call.words, planned, dry_run))
    if planned.problems:
        if not call.json:
            for problem in planned.problems:
                click.echo(clean(_sentence(call.words, problem)), err=True)
        raise FintermError(
            "cli.import.refused", count=call.words.count("cli.import.problems", len(planned.problems))
        )
    if not call.json:
        say(*_lines(call.words, planned, dry_run))


def _sentence(words: Words, problem: Problem) -> str:
    reason = words(problem.fault.what, **problem.fault.values)
    values = {"file": problem.file, "line": problem.line, "column": problem.column, "reason": reason}
    if not problem.line:
        return words("cli.import.at_file", **values)
    return words("cli.import.at_column" if problem.column else "cli.import.at_line", **values)


def _shape(words: Words, planned: Plan, dry_run: bool) -> dict[str, Any]:
    counts = planned.counts()
    sums = {
        action: sum(kind[action] for kind in counts.values()) for action in ("added", "updated", "unchanged")
    }
    refused = bool(planned.problems)
    shape: dict[str, Any] = {
        "dry_run": dry_run,
        "done": not refused and not dry_run,
        **(dict.fromkeys(sums, 0) if refused else sums),
        "kinds": {} if refused else counts,
        "problems": [
            {
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "reason": words(problem.fault.what, **problem.fault.values),
            }
            for problem in planned.problems
        ],
    }
    if dry_run:
        shape["changes"] = [
            {
                "file": c.file,
                "line": c.line,
                "kind": c.kind,
                "action": c.action,
                "record": c.record,
                "before": c.before,
            }
            for c in planned.changes
            if c.action != "unchanged"
        ]
    return shape


def _lines(words: Words, planned: Plan, dry_run: bool) -> list[str]:
    head = [
        words("core.field.kind"),
        *(words(f"cli.import.{action}") for action in ("added", "updated", "unchanged")),
    ]
    rows = [
        [words(f"core.thing.{kind}"), *(str(counts[action]) for action in counts)]
        for kind, counts in planned.counts().items()
    ]
    lines = table(head, rows, "<>>>")
    if dry_run:
        changed = [change for change in planned.changes if change.action != "unchanged"]
        told = [
            words(
                "cli.import.change",
                line=c.line,
                file=c.file,
                action=words(f"cli.import.{c.action}"),
                what=described(words, c.record),
            )
            for c in changed[:MOST_SHOWN]
        ]
        more = [words("cli.import.more", n=len(changed) - MOST_SHOWN)] if len(changed) > MOST_SHOWN else []
        return [*map(clean, told), *more, "", *lines, words("cli.import.dry_run")]
    return [*lines, words("cli.import.nothing_new" if planned.is_empty else "cli.undo_with")]
