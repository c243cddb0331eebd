"""`remind secret`: gives finterm the addresses of push and mail, which hold passwords.

They are asked for without being shown, or read from standard input; as an argument they would stand in the
shell's history and be seen by every program, so they are not taken there. Never said again once given.
"""

from __future__ import annotations

import sys

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import listed, option
from finterm.cli.output import clean, say, tell_json
from finterm.domain.errors import FintermError
from finterm.locale import Words

NAMES = ("push", "mail")
FROM_STDIN = "-"
MOST = 65_536  # bytes read; an address has hundreds
PATIENCE = 30.0  # seconds for a look at the addresses, which asks nobody outside


def command(verb: str, words: Words) -> click.Command:
    """The command `secret` of `remind`."""
    return made(
        words,
        verb,
        secret,
        click.Argument(["channel"], type=listed(NAMES), metavar="push|mail"),
        click.Argument(["given"], nargs=-1, metavar="[-]"),
        option(words, verb, "--file", is_flag=True),
        option(words, verb, "--remove", is_flag=True),
    )


def secret(call: Call, channel: str, given: tuple[str, ...], file: bool, remove: bool) -> None:
    """`finterm remind secret`."""
    from finterm.notify import secrets

    if given not in ((), (FROM_STDIN,)):
        raise FintermError("cli.remind.secret.argument", channel=channel)
    if remove:
        if not secrets.remove(channel):
            raise FintermError("cli.remind.secret.nothing", channel=channel)
        _tell(call, {"channel": channel, "removed": True}, "cli.remind.secret.removed", channel=channel)
        return
    addresses = _read(call, channel, bool(given))
    services = _looked_at(call, addresses)
    kept = secrets.keep(channel, addresses, in_file=file)
    where = "keyring" if kept.keyring else "file"
    _tell(
        call,
        {"channel": channel, "services": services, "kept": where, "where": kept.keyring or str(kept.file)},
        f"cli.remind.secret.kept_{where}",
        services=", ".join(services),
        where=kept.keyring or kept.file,
        channel=channel,
    )
    if not call.json:
        _tell_next(call, channel)


def _read(call: Call, channel: str, piped: bool) -> list[str]:
    if piped:
        text = sys.stdin.buffer.read(MOST).decode(errors="replace")
    elif _is_terminal():
        text = click.prompt(
            call.words("cli.remind.secret.prompt", channel=channel),
            hide_input=True,
            default="",
            show_default=False,
            prompt_suffix=" ",
            err=True,
        )
    else:
        raise FintermError("cli.remind.secret.no_terminal", channel=channel)
    addresses = [line.strip() for line in str(text).splitlines() if line.strip()]
    if not addresses:
        raise FintermError("cli.remind.secret.empty")
    return addresses


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _looked_at(call: Call, addresses: list[str]) -> list[str]:
    """The services of `addresses`, by their schemas. Raises FintermError where apprise knows one of them not."""
    from finterm.notify.channel import Failed
    from finterm.notify.push import asked

    told = asked({"urls": addresses, "check": True}, PATIENCE)
    if isinstance(told, Failed):
        raise FintermError(told.key, **told.values)
    if told["failed"]:
        service = told["failed"][0][0]
        raise FintermError(
            "cli.remind.secret.unknown" if service else "cli.remind.secret.none", service=service
        )
    return [str(service) for service in told["sent"]]


def _tell_next(call: Call, channel: str) -> None:
    """What is still to be done so that reminders go there."""
    from finterm import config

    if channel not in config.read().reminders.channels:
        file = config.folder() / config.FILE
        say(clean(call.words("cli.remind.secret.not_chosen", channel=channel, file=file)))
    say(clean(call.words("cli.remind.secret.next", channel=channel)))


def _tell(call: Call, shape: dict[str, object], key: str, **values: object) -> None:
    if call.json:
        tell_json(shape)
    else:
        say(clean(call.words(key, **values)))
