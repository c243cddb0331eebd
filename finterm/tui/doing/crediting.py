"""Copies of the credit report, tasks that are done, and the tasks that follow from either."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from finterm.domain import rebuilding, tasks
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.records import (
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    Dispute,
    Record,
    ScoreEntry,
    Task,
)
from finterm.tui import intents as want
from finterm.tui.doing.change import Change, fresh
from finterm.tui.view.credit import usual_words
from finterm.tui.view.credit_terms import countries_with
from finterm.tui.view.sight import Sight

KEPT = (
    CreditReport,
    CreditAccount,
    CreditEnquiry,
    Dispute,
    ScoreEntry,
    Task,
)  # what a credit record is made of
Puts = list[tuple[Record, Record | None]]


def finish_task(sight: Sight, intent: want.FinishTask, new_id: Callable[[], str]) -> Change:
    done = tasks.finished(intent.task, intent.on)
    puts: Puts = [(done, intent.before), *following(sight, [done])]
    return Change("core.done.task", {"name": done.what}, puts)


def save_report(sight: Sight, intent: want.SaveReport, new_id: Callable[[], str]) -> Change:
    """A new copy; the accounts it begins with are as the copy before showed them, to be gone through."""
    report = intent.report
    same = (report.date, report.source, report.country)
    if any((one.date, one.source, one.country) == same for one in sight.ledger.credit_reports):
        raise BadInput("date", "error.credit_report_twice")
    accounts = [
        msgspec.structs.replace(account, id=new_id(), report=report.id, carried=True)
        for account in sight.ledger.credit_accounts
        if account.report == intent.like
    ]
    name, values = "core.done.add", {"what": "core.thing.credit_reports", "name": report.date.isoformat()}
    if accounts:
        name, values = "core.done.copied", {"name": report.date.isoformat(), "count": str(len(accounts))}
    made: list[Record] = [report, *accounts]
    return Change(name, values, [*fresh(made), *following(sight, made)])


def following(sight: Sight, records: Sequence[Record]) -> Puts:
    """What the agenda gets once `records` are in the book.

    Tasks that the book then shows to be done are done. The free copies of the year are planned as soon as
    somebody keeps a credit record, and what of them is not planned with every copy: they come round each year.
    """
    ledger = _with(sight, records)
    with_copy = any(isinstance(record, CreditReport) for record in records)
    begins = not rebuilding.plans_free_copies(ledger.tasks, sight.on)
    waits = any(task.topic and task.done_on is None for task in ledger.tasks)
    if not (with_copy or begins or waits):
        return []
    found = rebuilding.advice(ledger, countries_with(sight, ledger), sight.on)
    given = {record.id for record in records}
    puts: Puts = [
        (tasks.finished(task, sight.on), task)
        for task in rebuilding.done_by_book(found)
        if task.id not in given
    ]
    if with_copy or begins:
        copies = rebuilding.free_copies(found)
        puts += [
            (rebuilding.planned(one, usual_words(sight, one), one.date or sight.on), None) for one in copies
        ]
    return puts


def _with(sight: Sight, records: Sequence[Record]) -> Ledger:
    """The ledger with `records` in it, those of the same id replaced."""
    ledger = sight.ledger
    changed: dict[str, Any] = {}
    for record in records:
        table = type(record).table
        had = changed.setdefault(table, list(getattr(ledger, table)))
        had[:] = [one for one in had if one.id != record.id]
        had.append(record)
    return ledger._replace(**changed)
