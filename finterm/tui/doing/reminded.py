"""What a person does about reminders: snooze what they are about, acknowledge them."""

from __future__ import annotations

from collections.abc import Callable

from finterm.domain import acknowledging, snoozing
from finterm.domain.dues import find
from finterm.domain.errors import BadInput
from finterm.domain.records import Record
from finterm.exchange.typed import standard
from finterm.tui import intents as want
from finterm.tui.doing.change import Change
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.sight import Sight
from finterm.tui.view.subject import subject_name


def snooze(sight: Sight, intent: want.SnoozeSubjects, new_id: Callable[[], str]) -> Change:
    name, until = _name(sight, intent.keys), intent.until
    puts: list[tuple[Record, Record | None]] = []
    deletes: list[Record] = []
    for key in intent.keys:
        kept = snoozing.of_subject(sight.ledger, key)
        if until is None:
            deletes += kept
        else:
            record = snoozing.snooze(key, until, sight.on, sight.ledger)
            puts.append((record, kept[0] if kept else None))
            deletes += kept[1:]
    if until is None:
        return Change("core.done.wake", {"name": name}, deletes=deletes)
    return Change("core.done.snooze", {"name": name, "date": until.isoformat()}, puts, deletes)


def _name(sight: Sight, keys: tuple[str, ...]) -> str:
    """What is snoozed, by name. Raises BadInput where it is not there any more."""
    dues = dues_of(sight)
    named = [due.name if (due := find(dues, key)) else _other(sight, key) for key in keys]
    return named[0]


def _other(sight: Sight, key: str) -> str:
    """What is no due, by name."""
    kind, _, id = key.partition(":")
    if kind in ("emergency", "backup") or (kind == "envelope" and id in sight.envelopes):
        return subject_name(sight, key)
    raise BadInput("due", "error.due_gone")


def acknowledge(sight: Sight, intent: want.Acknowledge, new_id: Callable[[], str]) -> Change:
    reminder, values = intent.reminder, {"name": subject_name(sight, intent.reminder.subject)}
    kept = acknowledging.of_reminder(sight.ledger.acknowledgements, reminder)
    if not intent.seen:
        return Change("core.done.unacknowledge", values, deletes=kept)
    record = acknowledging.acknowledge(reminder, standard(sight.now), sight.ledger)
    return Change("core.done.acknowledge", values, [(record, kept[0] if kept else None)])
