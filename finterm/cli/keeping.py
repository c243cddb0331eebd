"""Verbs that look after the book: `undo`, `redo`, `history`, `backup`, `doctor`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import option
from finterm.cli.output import clean, described, say, table, tell_json
from finterm.domain.errors import BadSetting, FintermError
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.store.past import Done, Overtaken


def command(verb: str, words: Words) -> click.Command:
    """The command for one of this family's verbs."""
    if verb == "history":
        limit = option(
            words,
            verb,
            "--limit",
            type=click.IntRange(1),
            default=20,
            show_default=True,
            metavar=words("cli.metavar.n"),
        )
        return made(words, verb, history, limit)
    actions = {"undo": undo, "redo": redo, "backup": backup, "doctor": doctor}
    return made(words, verb, actions[verb])


def undo(call: Call) -> None:
    """`finterm undo`."""
    _back_or_forth(call, "undo")


def redo(call: Call) -> None:
    """`finterm redo`."""
    _back_or_forth(call, "redo")


def _back_or_forth(call: Call, way: str) -> None:
    call.must_exist()
    with call.book() as book:
        done = book.undo() if way == "undo" else book.redo()
    if done is None:
        raise FintermError("cli.undo.nothing" if way == "undo" else "cli.redo.nothing")
    what = told(call.words, done)
    if call.json:
        tell_json({"action": way, "what": what, "at": done.at})
    else:
        say(clean(call.words("core.done.undo" if way == "undo" else "core.done.redo", what=what)))


def history(call: Call, limit: int) -> None:
    """`finterm history`."""
    words = call.words
    call.must_exist()
    with call.book() as book:
        found = book.history(limit)
        lost = {one.lost.stamp for one in book.overtaken()}
    if call.json:
        tell_json(
            [
                {
                    "at": done.at,
                    "what": clean(told(words, done)),
                    "device": done.device,
                    "undone": done.taken_back,
                    "overtaken": done.stamp in lost,
                }
                for done in found
            ]
        )
    elif not found:
        say(words("cli.history.none"))
    else:
        rows = []
        for done in found:
            what = clean(told(words, done))
            if done.taken_back:
                what = words("cli.history.undone", what=what)
            if done.stamp in lost:
                what = words("cli.history.overtaken", what=what)
            rows.append([words.moment(done.at), what])
        say(*table([words("cli.history.when"), words("cli.history.what")], rows, "<<"))


def told(words: Words, done: Done) -> str:
    """What a transaction did; its values may be keys of the catalogue, so that each language says them."""
    values = {
        name: words(value) if value.startswith("core.") and words.has(value) else value
        for name, value in done.values.items()
    }
    return words(done.name, **values)


def backup(call: Call) -> None:
    """`finterm backup`."""
    call.must_exist()
    with call.book() as book:
        path = book.backup()
    if call.json:
        tell_json({"path": str(path)})
    else:
        say(clean(call.words("cli.backup.done", path=path)))


def doctor(call: Call) -> None:
    """`finterm doctor`."""
    from finterm.cli.screen import mistakes
    from finterm.clock import moment
    from finterm.domain.records import STORED
    from finterm.notify import runs
    from finterm.service.status import summary
    from finterm.store.book import Book
    from finterm.store.checking import check

    call.must_exist()
    words = call.words
    found = check(call.folder)
    with Book.open(call.folder) as book:
        counts = {kind.table: len(book.all(kind)) for kind in STORED}
        lost = book.overtaken()
    sentences = [clean(words.notice(notice.key, notice.values)) for notice in found]
    reminders = summary(runs.read(call.folder), moment(), words)
    if call.json:
        tell_json(
            {
                "folder": str(call.folder),
                "well": not found,
                "reminders": reminders,
                "found": [
                    {"key": notice.key, "sentence": sentence}
                    for notice, sentence in zip(found, sentences, strict=True)
                ],
                "mistakes": [_mistake_shape(words, fault) for fault in mistakes()],
                "overtaken": [_overtaken_shape(words, one) for one in lost],
                "records": counts,
            }
        )
        return
    if wrong := mistakes():
        say(words.count("cli.doctor.mistakes", len(wrong)), *("  " + clean(words.error(f)) for f in wrong))
    sentences += ["  " + clean(_overtaken(words, one)) for one in lost]
    records = words.count("cli.doctor.records", sum(counts.values()))
    if sentences:
        say(*sentences, words("cli.doctor.now", folder=clean(call.folder), records=records))
    else:
        say(words("cli.doctor.well", folder=clean(call.folder), records=records))
    say(clean(reminders))


def _overtaken(words: Words, one: Overtaken) -> str:
    """A change that a later one of another device replaced, in a sentence."""
    lost, kept = one.lost, one.kept
    return words(
        "cli.doctor.overtaken",
        record=described(words, one.record),
        lost=told(words, lost),
        lost_at=words.moment(lost.at),
        lost_on=lost.device,
        kept=told(words, kept),
        kept_at=words.moment(kept.at),
        kept_on=kept.device,
    )


def _overtaken_shape(words: Words, one: Overtaken) -> dict[str, object]:
    return {
        "table": one.table,
        "id": one.id,
        "lost": {"at": one.lost.at, "device": one.lost.device, "what": told(words, one.lost)},
        "kept": {"at": one.kept.at, "device": one.kept.device, "what": told(words, one.kept)},
        "lost_record": one.record_after,
    }


def _mistake_shape(words: Words, fault: FintermError) -> dict[str, object]:
    place = (
        {"file": fault.file, "line": fault.line, "key": fault.key} if isinstance(fault, BadSetting) else {}
    )
    return {**place, "sentence": clean(words.error(fault))}
