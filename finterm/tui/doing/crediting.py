"""Copies of the credit report, and tasks that are done."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from finterm.domain import rebuilding
from finterm.domain.errors import BadInput
from finterm.domain.records import CreditAccount, Record
from finterm.tui import intents as want
from finterm.tui.doing.change import Change, fresh
from finterm.tui.view.credit import usual_words
from finterm.tui.view.credit_terms import countries_of
from finterm.tui.view.sight import Sight


def finish_task(sight: Sight, intent: want.FinishTask, new_id: Callable[[], str]) -> Change:
    done = rebuilding.finished(intent.task, intent.on)
    return Change("core.done.task", {"name": done.what}, [(done, intent.before)])


def save_report(sight: Sight, intent: want.SaveReport, new_id: Callable[[], str]) -> Change:
    """A new copy; the accounts it begins with are as the copy before showed them, to be gone through.

    The next free copy goes on the agenda; tasks that this one does are done.
    """
    report = intent.report
    same = (report.date, report.source, report.country)
    if any((one.date, one.source, one.country) == same for one in sight.ledger.credit_reports):
        raise BadInput("date", "error.credit_report_twice")
    accounts = [
        msgspec.structs.replace(account, id=new_id(), report=report.id)
        for account in sight.ledger.credit_accounts
        if account.report == intent.like
    ]
    values = {"what": "core.thing.credit_reports", "name": report.date.isoformat()}
    return Change("core.done.add", values, [*fresh([report, *accounts]), *_agenda(sight, intent)])


def met_by(sight: Sight, account: CreditAccount) -> list[tuple[Record, Record | None]]:
    """The open tasks that `account`, as it is now entered, shows to be done."""
    if not any(task.topic and task.done_on is None for task in sight.ledger.tasks):
        return []
    others = [one for one in sight.ledger.credit_accounts if one.id != account.id]
    ledger = sight.ledger._replace(credit_accounts=[*others, account])
    met, _ = rebuilding.following(rebuilding.advice(ledger, countries_of(sight), sight.on))
    return [(rebuilding.finished(task, sight.on), task) for task in met]


def _agenda(sight: Sight, intent: want.SaveReport) -> list[tuple[Record, Record | None]]:
    """Tasks that the copy does, and the one that puts the next free copy among the dues."""
    ledger = sight.ledger._replace(credit_reports=[*sight.ledger.credit_reports, intent.report])
    met, copy = rebuilding.following(rebuilding.advice(ledger, countries_of(sight), sight.on))
    puts: list[tuple[Record, Record | None]] = [(rebuilding.finished(task, sight.on), task) for task in met]
    if copy is not None and copy.date is not None:
        puts.append((rebuilding.planned(copy, usual_words(sight, copy), copy.date), None))
    return puts
