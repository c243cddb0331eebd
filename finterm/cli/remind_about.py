"""`remind ack`, `remind snooze` and `remind done`: what a person says about one reminder that stands.

It is named by what it is about or by its subject, as `remind list` shows both. What fits several is refused
with what tells them apart; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date as Date
from typing import TYPE_CHECKING, Any

import click

from finterm.cli.call import Call
from finterm.cli.looking import state_words
from finterm.cli.options import Day, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, say, tell_json
from finterm.domain import acknowledging, promises, snoozing
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.matters import Matter
from finterm.domain.records import Record
from finterm.domain.stands import Stands, all_standing
from finterm.domain.tasks import finished
from finterm.exchange.names import folded, nearest
from finterm.exchange.typed import standard
from finterm.locale import Words
from finterm.notify.wording import command as next_step
from finterm.notify.wording import state_of

if TYPE_CHECKING:
    from finterm.store.book import Book

MOST = 6  # reminders that a refusal lists
NOTHING: dict[str, str] = {}


def command(verb: str, words: Words) -> click.Command:
    """The command `ack`, `snooze` or `done` of `remind`."""
    about = click.Argument(["about"], metavar=words("cli.metavar.reminder"))
    undo = option(words, verb, "--undo", is_flag=True)
    if verb == "remind.ack":
        return made(words, verb, acknowledge, about, undo)
    if verb == "remind.snooze":
        until = option(words, verb, "--until", type=Day(), metavar=words("cli.metavar.date"))
        return made(words, verb, snooze, about, until, undo)
    return made(words, verb, done, about)


def acknowledge(call: Call, about: str, undo: bool) -> None:
    """`finterm remind ack NAME`."""
    with opened(call) as book:
        found, ledger = _found(call, book, about), Ledger.of(book.all)
        kept = acknowledging.of_reminder(ledger.acknowledgements, found.reminder)
        if undo != bool(kept):
            raise BadInput(
                "name", f"cli.remind.ack.{'not_seen' if undo else 'already'}", name=_name(call, found)
            )
        record = acknowledging.acknowledge(found.reminder, standard(_now(call)), ledger)
        step = "core.done.unacknowledge" if undo else "core.done.acknowledge"
        _write(call, book, found, step, {}, () if undo else [record], kept)
    _tell(call, found, step, {}, {"seen": not undo})


def snooze(call: Call, about: str, until: Date | None, undo: bool) -> None:
    """`finterm remind snooze NAME --until DATE`."""
    with opened(call) as book:
        found, ledger = _found(call, book, about), Ledger.of(book.all)
        subject = found.reminder.subject
        kept = snoozing.of_subject(ledger, subject)
        if undo:
            if not found.rests_until:
                raise BadInput("name", "cli.remind.snooze.awake", name=_name(call, found))
            step, told, day = "core.done.wake", NOTHING, None
            _write(call, book, found, step, told, (), kept)
        else:
            day = until or snoozing.usual_until(call.today)
            record = snoozing.snooze(subject, day, call.today, ledger)
            step, told = "core.done.snooze", {"date": day.isoformat()}
            _write(call, book, found, step, told, [record], kept[1:], kept[:1])
    _tell(call, found, step, told, {"snoozed_until": day})


def done(call: Call, about: str) -> None:
    """`finterm remind done NAME`: a next step is done, a promise was kept."""
    with opened(call) as book:
        found, ledger = _found(call, book, about), Ledger.of(book.all)
        matter = found.reminder.matter
        due = matter.due
        if due is not None and due.kind == "follow_up":
            what = next(one for one in ledger.follow_ups if one.id == due.follow_up)
            before: Record = what
            record: Record = promises.done(what, call.today)
            step, told = "core.done.follow_up", NOTHING
        elif due is not None and due.kind == "task":
            task = next(one for one in ledger.tasks if one.id == due.task)
            before, record = task, finished(task, call.today)
            step, told = "core.done.task", NOTHING
        elif due is not None and due.kind == "promise":
            promise = next(one for one in ledger.promises if one.id == due.promise)
            before, record = promise, promises.mark(promise, "kept")
            step, told = "core.done.promise", {"state": "core.promise.kept"}
        else:
            raise BadInput(
                "name", "cli.remind.done.other", name=_name(call, found), command=next_step(matter, True)
            )
        _write(call, book, found, step, told, [record], (), [before])
    _tell(call, found, step, told, {"done": True})


@contextmanager
def opened(call: Call) -> Iterator[Book]:
    """The book. Raises FintermError where there is none: nothing is made by asking about it."""
    call.must_exist()
    with call.book() as book:
        yield book


def standing(call: Call, book: Book) -> list[Stands]:
    """Every reminder that stands at the moment of the call."""
    return all_standing(Ledger.of(book.all), _now(call), book.settings(), backup_on=book.backup_on())


def named(matter: Matter, words: Words) -> str:
    """What a reminder is about, in words."""
    if matter.due is not None and matter.due.kind == "instalment":
        return f"{matter.name} {matter.due.n}"
    return matter.name or words(f"core.reminder_kind.{matter.kind}")


def _found(call: Call, book: Book, typed: str) -> Stands:
    """The one reminder that `typed` names. Raises BadInput for none and for several."""
    every = standing(call, book)
    wanted = folded(typed)

    def names(one: Stands) -> list[str]:
        matter = one.reminder.matter
        n = f"{matter.name} #{matter.due.n}" if matter.due is not None and matter.due.n else ""
        return [folded(name) for name in {named(matter, call.words), matter.name, n} if name]

    tests: Sequence[Callable[[Stands], bool]] = (
        lambda one: one.reminder.subject == typed.strip(),
        lambda one: wanted in names(one),
        lambda one: any(wanted and name.startswith(wanted) for name in names(one)),
        lambda one: any(wanted and wanted in name for name in names(one)),
    )
    for test in tests:
        found = [one for one in every if test(one)]
        if len(found) == 1:
            return found[0]
        if found:
            several = "; ".join(_apart(one, call.words) for one in found[:MOST])
            raise BadInput("name", "cli.remind.several", typed=typed, found=several)
    near = nearest(typed, [named(one.reminder.matter, call.words) for one in every])
    if near:
        raise BadInput("name", "cli.remind.unknown_near", typed=typed, near=", ".join(near))
    raise BadInput("name", "cli.remind.unknown", typed=typed)


def _apart(one: Stands, words: Words) -> str:
    """What tells one reminder from others of its name: its subject, and how it stands."""
    matter = one.reminder.matter
    due = matter.due
    stands = state_of(matter, words) if due is None else state_words(due.state, due.days_overdue, words)
    return f"{matter.subject} ({words.day(matter.date)}, {stands})"


def _name(call: Call, found: Stands) -> str:
    return named(found.reminder.matter, call.words)


def _now(call: Call) -> Any:
    from finterm.cli.remind_status import moment

    return moment(call)


def _write(
    call: Call,
    book: Book,
    found: Stands,
    step: str,
    told: dict[str, str],
    puts: Sequence[Record],
    deletes: Sequence[Record],
    before: Sequence[Record] = (),
) -> None:
    with book.transaction(step, {"name": _name(call, found), **told}) as transaction:
        for record, old in zip(puts, [*before, *[None] * len(puts)], strict=False):
            transaction.put(record, old)
        for record in deletes:
            transaction.delete(record)


def _tell(call: Call, found: Stands, step: str, told: dict[str, str], shape: dict[str, Any]) -> None:
    words = call.words
    if call.json:
        tell_json({"subject": found.reminder.subject, "name": _name(call, found), **shape})
        return
    values = {key: words(value) if value.startswith("core.") else value for key, value in told.items()}
    say(clean(words(step, name=_name(call, found), **values)), words("cli.undo_with"))
