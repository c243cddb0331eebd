"""`remind`: the worker run by hand, by cron or as a service, for when no screen is open; and what goes with it.

What is told and recorded is the worker's business. Here is when it is called, and the saying of what
came of it: a channel that failed is told on stderr, and a single run that left something untold
exits with 1. The verbs under it have a file each.
"""

from __future__ import annotations

import signal
from datetime import datetime as DateTime
from datetime import timedelta
from importlib import import_module
from threading import Event
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from finterm.cli.call import Call
from finterm.cli.options import Verbs, common, option
from finterm.cli.output import clean, say, tell_json, warn
from finterm.domain.errors import FintermError
from finterm.exchange.typed import standard
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.domain.records import Settings
    from finterm.notify.notice import Notice
    from finterm.notify.worker import Report
    from finterm.store.book import Book

EVERY = 10  # minutes
TICK = 5.0  # seconds between two glances at whether the book changed

# verb -> its module, in the order help shows them
VERBS: dict[str, str] = {
    "list": "remind_list",
    "ack": "remind_about",
    "snooze": "remind_about",
    "done": "remind_about",
    "install": "remind_install",
    "uninstall": "remind_install",
    "status": "remind_status",
    "test": "remind_test",
    "secret": "remind_secret",
}


class Remind(Verbs):
    """`finterm remind`: does what its options say, or one of its verbs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        made = import_module(f"finterm.cli.{VERBS[cmd_name]}").command(f"remind.{cmd_name}", self.words)
        assert isinstance(made, click.Command)
        return made

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if VERBS:
            with formatter.section(self.words("cli.click.commands")):
                formatter.write_dl([(verb, self.words(f"cli.remind.{verb}.short")) for verb in VERBS])


def command(verb: str, words: Words) -> click.Command:
    """The group `remind`."""
    minutes = words("cli.metavar.minutes")
    return Remind(
        words,
        verb,
        callback=click.pass_context(_no_verb),
        invoke_without_command=True,
        help=words("cli.remind.help"),
        short_help=words("cli.remind.short"),
        params=[
            option(words, verb, "--once", is_flag=True),
            option(words, verb, "--loop", is_flag=True),
            option(
                words,
                verb,
                "--every",
                type=click.IntRange(1, 1440),
                default=EVERY,
                show_default=True,
                metavar=minutes,
            ),
            *common(words),
        ],
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _no_verb(context: click.Context, once: bool, loop: bool, every: int) -> None:
    call: Call = context.find_root().obj
    if context.invoked_subcommand is not None:
        if once or loop:
            raise click.UsageError(call.words("cli.remind.either"), context)
        return
    if once and loop:
        raise click.UsageError(call.words("cli.remind.either"), context)
    if not once and not loop:
        raise click.UsageError(call.words("cli.remind.which"), context)
    again = context.get_parameter_source("every") is ParameterSource.COMMANDLINE
    remind(call, once, every, again)


def remind(call: Call, once: bool, every: int, again: bool = False) -> None:
    """`finterm remind --once` and `finterm remind --loop`; `again`: a single look is one of many, each `every`."""
    call.must_exist()
    with call.book() as book:
        if once:
            warn_of_faults(call)
            report = _look(call, book, "once", _now(call) + timedelta(minutes=every) if again else None)
            if why := report.failures.get("channels"):
                raise FintermError(why.key)
            _tell(call, report, book.settings())
            if report.untold:
                raise FintermError(
                    "cli.remind.untold", count=call.words.count("cli.remind.notices", len(report.untold))
                )
        else:
            _keep_on(call, book, every)


def _keep_on(call: Call, book: Book, every: int) -> None:
    """Looks again and again until the process is asked to end."""
    from finterm import config
    from finterm.notify import runs
    from finterm.notify.pace import Pace

    ended = Event()
    seen: object = None
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: ended.set())
    pace = Pace(timedelta(minutes=every))
    while not ended.is_set():
        try:
            changed = bool(book.refresh())
            if (stamp := config.stamp()) != seen:
                seen, changed = stamp, True
                warn_of_faults(call)
            if pace.is_due(now := _now(call), book.settings(), changed):
                report = _look(call, book, "loop", pace.looked(now))
                if report.told or report.failures:
                    _tell(call, report, book.settings())
        except FintermError as fault:
            warn(call, call.words.error(fault))  # a full disk now need not be one in ten minutes
        ended.wait(TICK)
    runs.rest(book.folder, "loop")


def _look(call: Call, book: Book, who: str, next: DateTime | None = None) -> Report:
    from finterm.notify.looking import look

    return look(book, _now(call), call.words, who, next=next, calendar=not call.demo)


def warn_of_faults(call: Call) -> None:
    """What in the settings keeps reminders from going the way they were meant to."""
    from finterm import config
    from finterm.reminders import TABLE

    for fault in config.read().faults:
        if not fault.key or fault.key.partition(".")[0] == TABLE:
            warn(call, call.words.error(fault))


def _now(call: Call) -> DateTime:
    """This moment, on the day of `--on` where one is given."""
    from finterm.clock import now

    moment = standard(now())
    if call.on is None:
        return moment
    return moment.replace(year=call.on.year, month=call.on.month, day=call.on.day)


def _tell(call: Call, report: Report, settings: Settings) -> None:
    words = call.words
    for channel, why in report.failures.items():
        warn(call, words("cli.remind.failed", channel=channel, why=words(why.key, **why.values)))
    for hint in report.hints.values():
        warn(call, words(hint.key, **hint.values))
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
        say(_nothing(call, settings))


def _nothing(call: Call, settings: Settings) -> str:
    """Why nothing was told: the hour, or because nothing is owed."""
    from finterm.domain.reminders import is_quiet

    clock = _now(call).time()
    if is_quiet(clock, settings.quiet_from, settings.quiet_until):
        return call.words("cli.remind.quiet", until=f"{settings.quiet_until:%H:%M}")
    if clock < settings.remind_at:
        return call.words("cli.remind.early", at=f"{settings.remind_at:%H:%M}")
    return call.words("cli.remind.nothing")


def _shape(notice: Notice) -> dict[str, Any]:
    return {
        "title": notice.title,
        "body": notice.body,
        "reminders": [
            {"subject": one.subject, "step": one.step, "days": one.days} for one in notice.reminders
        ],
    }
