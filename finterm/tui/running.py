"""An intent becomes one transaction of the book. The only place of the screen that writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from finterm.domain.records import Settings
from finterm.store.book import Book
from finterm.tui import intents as want
from finterm.tui.doing import budgeting, keeping, paying, talking
from finterm.tui.doing.change import Change
from finterm.tui.view.sight import Sight


def perform(book: Book, sight: Sight, intent: want.Intent) -> Change:
    """Carries out `intent`, seen from `sight`; durable when it returns. Raises a FintermError when refused."""
    change = change_of(sight, intent, book.new_id)
    with book.transaction(change.name, change.values) as transaction:
        for record, before in change.puts:
            if isinstance(before, Settings) and book.get(Settings, before.id) is None:
                before = None  # the form began with the defaults, which stand in no table
            transaction.put(record, before)
        for record in change.deletes:
            transaction.delete(record)
    return change


def change_of(sight: Sight, intent: want.Intent, new_id: Callable[[], str]) -> Change:
    """What `intent` does. Pure but for the ids."""
    builder = cast(Callable[..., Change], _BUILDERS[type(intent)])
    return builder(sight, intent, new_id)


_BUILDERS = {
    want.PayDue: paying.pay_due,
    want.PayLoan: paying.pay_loan,
    want.RecordEvent: paying.event,
    want.SkipDue: paying.skip,
    want.EditDue: paying.edit_due,
    want.SnoozeDues: paying.snooze,
    want.LogTalk: talking.log_talk,
    want.AmendTalk: talking.amend,
    want.SaveRecord: keeping.save,
    want.DeleteRecord: keeping.delete,
    want.MoveMoney: budgeting.move,
    want.AssignAmounts: budgeting.assign,
    want.AssignMonthly: budgeting.monthly,
    want.CloseEnvelope: budgeting.close,
    want.FinishFollowUp: talking.finish,
    want.MarkPromise: talking.mark,
}
