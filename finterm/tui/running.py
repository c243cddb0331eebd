"""An intent becomes one transaction of the book. The only place of the screen that writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from msgspec.structs import replace

from finterm.domain.records import AttachedFile, Settings
from finterm.store.book import Book
from finterm.tui import intents as want
from finterm.tui.doing import arranging, budgeting, crediting, keeping, paying, reminded, talking
from finterm.tui.doing.change import Change
from finterm.tui.view.sight import Sight
from finterm.tui.view.talks import talks_of

WithFiles = want.LogTalk | want.AmendTalk | want.SaveSheet | want.SaveRecord | want.SaveReport


def perform(book: Book, sight: Sight, intent: want.Intent) -> Change:
    """Carries out `intent`, seen from `sight`; durable when it returns. Raises a FintermError when refused."""
    change = change_of(sight, _with_files(book, sight, intent), book.new_id)
    with book.transaction(change.name, change.values) as transaction:
        for record, before in change.puts:
            if isinstance(before, Settings) and book.get(Settings, before.id) is None:
                before = None  # the form began with the defaults, which stand in no table
            transaction.put(record, before)
        for record in change.deletes:
            transaction.delete(record)
    return change


def _with_files(book: Book, sight: Sight, intent: want.Intent) -> want.Intent:
    """The intent with its files copied into the book."""
    if not isinstance(intent, WithFiles) or not intent.files:
        return intent
    to_come = tuple(AttachedFile(name=path.name, sha256="") for path in intent.files)
    change_of(sight, _holding(sight, intent, to_come), book.new_id)  # what is refused leaves no file behind
    return _holding(sight, intent, tuple(book.attach(path) for path in intent.files))


def _holding(sight: Sight, intent: WithFiles, files: tuple[AttachedFile, ...]) -> want.Intent:
    if isinstance(intent, want.SaveSheet):
        return intent._replace(sheet=_added(intent.sheet, files), files=())
    if isinstance(intent, want.SaveRecord):
        return intent._replace(record=_added(intent.record, files), files=())
    if isinstance(intent, want.SaveReport):
        return intent._replace(report=_added(intent.report, files), files=())
    if isinstance(intent, want.LogTalk):
        return intent._replace(fields={**intent.fields, "files": files}, files=())
    before = talks_of(sight)[intent.talk].files
    return intent._replace(changes={**intent.changes, "files": (*before, *files)}, files=())


def _added(record: Any, files: tuple[AttachedFile, ...]) -> Any:
    """`record` with `files` behind those it has."""
    return replace(record, files=(*record.files, *files))


def change_of(sight: Sight, intent: want.Intent, new_id: Callable[[], str]) -> Change:
    """What `intent` does. Pure but for the ids."""
    builder = cast(Callable[..., Change], _BUILDERS[type(intent)])
    return builder(sight, intent, new_id)


_BUILDERS = {
    want.PayDue: paying.pay_due,
    want.PayLoan: paying.pay_loan,
    want.RecordEvent: paying.event,
    want.Arrange: arranging.arrange,
    want.BreakArrangement: arranging.break_it,
    want.SaveSheet: keeping.save_sheet,
    want.SkipDue: paying.skip,
    want.EditDue: paying.edit_due,
    want.SnoozeSubjects: reminded.snooze,
    want.Acknowledge: reminded.acknowledge,
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
    want.FinishTask: crediting.finish_task,
    want.SaveReport: crediting.save_report,
}
