"""What was done, who can take it back, and what was overtaken: the journal read as history.

Undo and redo concern the transactions of this device. They append the inverse transaction, so the
journal stays a full record and they work across restarts and processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime as DateTime
from typing import NamedTuple

import msgspec

from finterm.domain.errors import Conflict
from finterm.domain.records import TYPES, Delivery, Record
from finterm.store.journal import Change, Entry, Stamp
from finterm.store.state import content, record_of

KEPT = frozenset({Delivery.table})  # tables that going back leaves alone


class Done(NamedTuple):
    """One transaction for a person to read: `name` is a catalogue key, `values` fill its places.

    `taken_back` says that it is undone at present, `origin` what kind of program wrote it.
    """

    name: str
    values: dict[str, str]
    at: DateTime
    device: str
    process: int
    stamp: Stamp
    taken_back: bool = False
    origin: str = ""


class Changed(NamedTuple):
    """One record before and after a transaction; None where it was not there."""

    table: str
    id: str
    before: Record | None
    after: Record | None


class Overtaken(NamedTuple):
    """A change to one record that a later change, made without knowing it, replaced."""

    table: str
    id: str
    lost: Done
    kept: Done
    change: Change

    @property
    def record(self) -> Record | None:
        """The record the lost change was about, as that change left it, else as it found it."""
        return self.record_after or record_of(self.table, self.change.before)

    @property
    def record_after(self) -> Record | None:
        """The record as the lost change had made it; None where it deleted it."""
        return record_of(self.table, self.change.after)


def done(entry: Entry, taken_back: bool = False) -> Done:
    """`entry` for a person to read."""
    return Done(
        entry.name,
        entry.values,
        entry.at,
        entry.device,
        entry.process,
        entry.stamp,
        taken_back,
        entry.origin,
    )


class Steps:
    """The undo and redo stacks of one device, kept by following its transactions in order."""

    def __init__(self) -> None:
        self.undoable: list[Entry] = []
        self.redoable: list[Entry] = []

    def follow(self, entry: Entry) -> None:
        """Takes the next transaction of the device into account."""
        if entry.undoes is not None:
            self._move(entry.undoes, self.undoable, self.redoable)
        elif entry.redoes is not None:
            self._move(entry.redoes, self.redoable, self.undoable)
        elif entry.undoable:
            self.undoable.append(entry)
            self.redoable.clear()

    @staticmethod
    def _move(clock: int, source: list[Entry], target: list[Entry]) -> None:
        for at in range(len(source) - 1, -1, -1):
            if source[at].clock == clock:
                target.append(source.pop(at))
                return


def again(entry: Entry) -> list[Change]:
    """The changes of `entry` in the form of the present schema."""
    return [
        Change(
            one.table,
            one.id,
            content(record_of(one.table, one.before, entry.v)),
            content(record_of(one.table, one.after, entry.v)),
        )
        for one in entry.changes
        if one.table in TYPES
    ]


def inverse(entry: Entry) -> list[Change]:
    """The changes that take those of `entry` back."""
    return [Change(one.table, one.id, one.after, one.before) for one in reversed(again(entry))]


def changed(entry: Entry) -> list[Changed]:
    """What `entry` changed, as records of the present schema."""
    return [
        Changed(
            one.table,
            one.id,
            record_of(one.table, one.before, entry.v),
            record_of(one.table, one.after, entry.v),
        )
        for one in entry.changes
        if one.table in TYPES
    ]


def history(entries: Iterable[Entry], limit: int) -> list[Done]:
    """The latest `limit` transactions of all devices, newest first; undo and redo show at what they concern."""
    decided: dict[Stamp, bool] = {}  # whether it is undone, by the latest step that says so
    gone: list[tuple[Stamp, Stamp]] = []  # what lies between the two was taken back by going back
    told: list[Done] = []
    for entry in sorted(entries, key=lambda one: one.stamp, reverse=True):
        taken_back = any(first < entry.stamp < last for first, last in gone)
        target = entry.undoes if entry.undoes is not None else entry.redoes
        if target is not None:
            if not taken_back:
                decided.setdefault((target, entry.device), entry.undoes is not None)
        elif entry.undoable:
            taken_back = taken_back or decided.get(entry.stamp, False)
            if entry.back_to is not None and not taken_back:
                gone.append((entry.back_to, entry.stamp))
            if len(told) < limit:
                told.append(done(entry, taken_back))
    return told


def since(
    entries: Iterable[Entry], stamp: Stamp, present: Mapping[str, Mapping[str, Record]]
) -> list[Change]:
    """The changes that make the book, `present` by table and id, as it was right after the one with `stamp`.

    Reminders stay delivered: going back must not tell them again. Raises Conflict where there is no such
    transaction, or the journal has lost something so that what it says is not what the book holds.
    """
    after: dict[tuple[str, str], msgspec.Raw] = {}  # as the journal has each record at `stamp`, and now
    now: dict[tuple[str, str], msgspec.Raw] = {}
    found = False
    for entry in sorted(entries, key=lambda one: one.stamp):
        found = found or entry.stamp == stamp
        for one in again(entry):
            key = (one.table, one.id)
            if one.table in KEPT:
                continue
            if entry.stamp > stamp:
                after.setdefault(key, one.before)
                now[key] = one.after
            else:
                after[key] = one.after
    if not found:
        raise Conflict("error.no_such_step")
    changes = []
    for (table, id), left in now.items():
        held = content(present[table].get(id))
        if held != left:
            raise Conflict("error.go_back_gap", thing=table)
        if held != after[table, id]:
            changes.append(Change(table, id, held, after[table, id]))
    return changes


def between(
    present: Mapping[str, Mapping[str, Record]], wanted: Mapping[str, Mapping[str, Record]]
) -> list[Change]:
    """The changes that make the records `present`, by table and id, those `wanted`."""
    return [
        Change(table, id, content(before), content(after))
        for table, held in present.items()
        for id in sorted(held.keys() | wanted[table].keys())
        if (before := held.get(id)) != (after := wanted[table].get(id))
    ]


def overtaken(entries: Iterable[Entry]) -> list[Overtaken]:
    """Every change that a later one replaced without having known it, in the order of all transactions.

    A change knew the one before it (of the same record) when it began from what that one left. Steps
    nobody would undo (a reminder delivered on two machines) are no loss to anyone and not listed.
    """
    last: dict[tuple[str, str], tuple[Entry, Change]] = {}
    found: list[Overtaken] = []
    for entry in sorted(entries, key=lambda one: one.stamp):
        for change in again(entry):
            key = (change.table, change.id)
            if key in last:
                earlier, old = last[key]
                unknown = earlier.device != entry.device and bytes(old.after) != bytes(change.before)
                if unknown and earlier.undoable:
                    found.append(Overtaken(*key, done(earlier), done(entry), old))
            last[key] = (entry, change)
    return found
