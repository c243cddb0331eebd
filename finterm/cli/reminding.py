"""`remind`: the worker run by hand, by cron or as a service, for when no screen is open.

What is told and recorded is the worker's business. Here is when it is called, and the saying of what
came of it: a channel that failed is told on stderr, and a single run that left something untold
exits with 1.
"""

from __future__ import annotations

import signal
from datetime import datetime as DateTime
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import option
from finterm.cli.output import clean, say, tell_json, warn
from finterm.domain.errors import FintermError
from finterm.exchange.typed import standard
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.notify.notice import Notice
    from finterm.notify.worker import Report
    from finterm.store.book import Book

EVERY = 10  # minutes


def command(verb: str, words: Words) -> click.Command:
    """The command `remind`."""
    minutes = words("cli.metavar.minutes")
    return made(
        words,
        verb,
        remind,
        option(words, verb, "--once", is_flag=True),
        option(
            words,
            verb,
            "--every",
            type=click.IntRange(1, 1440),
            default=EVERY,
            show_default=True,
            metavar=minutes,
        ),
    )


def remind(call: Call, once: bool, every: int) -> None:
    """`finterm remind`."""
    if not call.exists and not call.demo:
        raise FintermError("cli.no_book", folder=call.folder)
    with call.book() as book:
        if once:
            report = _run(call, book)
            _tell(call, report)
            if report.untold:
                raise FintermError(
                    "cli.remind.untold", count=call.words.count("cli.remind.notices", len(report.untold))
                )
        else:
            _keep_on(call, book, every)


def _keep_on(call: Call, book: Book, every: int) -> None:
    """Runs again and again until the process is asked to end."""
    ended = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    while not ended.is_set():
        try:
            report = _run(call, book)
            if report.told or report.failures:
                _tell(call, report)
        except FintermError as fault:
            warn(call, call.words.error(fault))  # a full disk now need not be one in ten minutes
        ended.wait(every * 60)


def _run(call: Call, book: Book) -> Report:
    from finterm.notify.worker import run_once

    return run_once(book, _now(call), call.words)


def _now(call: Call) -> DateTime:
    """This moment, on the day of `--on` where one is given."""
    from finterm.clock import now

    moment = standard(now())
    if call.on is None:
        return moment
    return moment.replace(year=call.on.year, month=call.on.month, day=call.on.day)


def _tell(call: Call, report: Report) -> None:
    words = call.words
    for channel, why in report.failures.items():
        warn(call, words("cli.remind.failed", channel=channel, why=words(why.key, **why.values)))
    if call.json:
        tell_json(
            {
                "busy": report.busy,
                "told": [{"channel": told.channel, **_shape(told.notice)} for told in report.told],
                "untold": [_shape(notice) for notice in report.untold],
                "failures": {
                    channel: words(why.key, **why.values) for channel, why in report.failures.items()
                },
            }
        )
        return
    say(
        *[
            clean(words("cli.remind.told", channel=told.channel, title=told.notice.title))
            for told in report.told
        ]
    )
    if report.busy:
        say(words("cli.remind.busy"))
    elif not report.told and not report.untold:
        say(words("cli.remind.nothing"))


def _shape(notice: Notice) -> dict[str, Any]:
    return {
        "title": notice.title,
        "body": notice.body,
        "reminders": [
            {"subject": one.subject, "step": one.step, "days": one.days} for one in notice.reminders
        ],
    }
