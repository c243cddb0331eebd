"""One look for what is owed, as the app and the command line make it.

Tells through the channels the person chose, and notes how it went for whoever asks when reminders last ran.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime as DateTime

from finterm.domain.errors import FintermError
from finterm.locale import Words
from finterm.notify import chosen, runs
from finterm.notify.calendar import CALENDAR, fresh, served_file
from finterm.notify.channel import Chosen, Failed
from finterm.notify.worker import Report, Standing, joined, run_once
from finterm.store.book import Book

NO_CHANNEL = "channels"  # the failure of a person's choices and of no channel


def look(
    book: Book,
    now: DateTime,
    words: Words,
    who: str,
    *,
    next: DateTime | None = None,
    own: Sequence[Chosen] = (),
    as_ours: Callable[[Chosen], Chosen] = lambda one: one,
    standing: Standing | None = None,
    calendar: bool = True,
) -> Report:
    """Tells what is owed at `now` and notes the run of `who`, who plans another at `next`.

    `as_ours` gives each chosen channel the form it has inside the caller. What the channels `own` have not told
    is told by them in their own right, whoever else told it. A book that cannot be reached is a failure of
    the run, noted and raised: a FintermError. Where the person set a calendar file it is made fresh along
    the way, unless `calendar` is False; it fares and fails like a channel.
    """
    last = runs.read(book.folder).last
    last_run = last.at if last else None
    reports: list[Report] = []
    failures: dict[str, Failed] = {}
    made_fresh = False
    try:
        apart = {one.name for one in own}
        outside = [as_ours(one) for one in chosen.channels(book.folder) if one.name not in apart]
        for through, every in ((outside, chosen.every()), (own, False)):
            if through:
                reports.append(
                    run_once(book, now, words, through, every=every, last_run=last_run, standing=standing)
                )
        if not outside and not own:
            failures[NO_CHANNEL] = Failed("notify.failed.no_channel")
        if calendar and (served := served_file()) is not None:
            if why := fresh(served, book, now, words):
                failures[CALENDAR] = why
            made_fresh = why is None
    except FintermError as fault:
        failures["book"] = Failed(fault.what, fault.values)
        raise
    finally:
        report = joined(reports)
        report = report._replace(failures={**report.failures, **failures})
        told = {one.channel for one in report.told} | ({CALENDAR} if made_fresh else set())
        runs.note(book.folder, who, now, next, told, report.failures)
    return report
