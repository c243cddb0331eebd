"""Copies of the credit report, and tasks that are done."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from finterm.domain import rebuilding
from finterm.domain.errors import BadInput
from finterm.tui import intents as want
from finterm.tui.doing.change import Change, fresh
from finterm.tui.view.sight import Sight


def finish_task(sight: Sight, intent: want.FinishTask, new_id: Callable[[], str]) -> Change:
    done = rebuilding.finished(intent.task, intent.on)
    return Change("core.done.task", {"name": done.what}, [(done, intent.before)])


def save_report(sight: Sight, intent: want.SaveReport, new_id: Callable[[], str]) -> Change:
    """A new copy; the accounts it begins with are as the copy before showed them, to be gone through."""
    report = intent.report
    if any(one.date == report.date and one.source == report.source for one in sight.ledger.credit_reports):
        raise BadInput("date", "error.credit_report_twice")
    accounts = [
        msgspec.structs.replace(account, id=new_id(), report=report.id)
        for account in sight.ledger.credit_accounts
        if account.report == intent.like
    ]
    values = {"what": "core.thing.credit_reports", "name": report.date.isoformat()}
    return Change("core.done.add", values, fresh([report, *accounts]))
