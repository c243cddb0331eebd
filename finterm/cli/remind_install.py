"""`remind install` and `remind uninstall`: the system looks for reminders while no screen is open.

Everything that will be written and run is shown first, and nothing of it done before the person agrees.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.options import listed, option
from finterm.cli.output import clean, coloured, say, tell_json, warn
from finterm.domain.errors import FintermError
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.service.steps import Step
    from finterm.service.task import Place

EVERY = 10  # minutes
LONGEST = 360  # minutes: a look a day could fall into the quiet hours, and nothing would ever be told
KINDS = ("systemd-timer", "systemd-service", "launchd", "schtasks", "cron")
YES = ("y", "yes", "是", "好")


def command(verb: str, words: Words) -> click.Command:
    """The command `install` or `uninstall` of `remind`."""
    ask = [
        option(words, verb, "--yes", "-y", is_flag=True),
        option(words, verb, "--show", "--dry-run", is_flag=True),
    ]
    if verb == "remind.uninstall":
        return made(words, verb, uninstall, *ask)
    kind = option(words, verb, "--kind", type=listed(KINDS))
    every = option(
        words,
        verb,
        "--every",
        type=click.IntRange(1, LONGEST),
        default=EVERY,
        show_default=True,
        metavar=words("cli.metavar.minutes"),
    )
    return made(words, verb, install, kind, every, *ask)


def install(call: Call, kind: str | None, every: int, yes: bool, show: bool) -> None:
    """`finterm remind install`."""
    from finterm.service import carrying, systemd
    from finterm.service.running import run
    from finterm.service.task import here, task

    if call.demo or not call.exists:
        raise FintermError("cli.remind.install.no_book", folder=call.folder)
    words, place = call.words, here()
    kind = kind or carrying.usual(place, run)
    if not show:
        carrying.must_answer(kind, run)
    asked = task(call.folder, os.environ, every, words("service.about"))
    steps = carrying.install(kind, asked, place, run)
    lingers = systemd.lingers(place, run) if kind.startswith("systemd") else None
    why = [words(f"cli.remind.install.why.{kind.replace('-', '_')}"), *_environment(kind, lingers, words)]
    if call.json:
        if yes and not show:
            carrying.carry_out(steps, run)
        tell_json({"kind": kind, "done": yes and not show, "steps": [_shape(step) for step in steps]})
        return
    say(*why, "")
    _show(steps, place, words)
    if show or not _agreed(call, yes, "cli.remind.install.ask"):
        return
    try:
        refusals = carrying.carry_out(steps, run)
    except FintermError as fault:
        raise FintermError("cli.remind.install.halfway", why=words.error(fault)) from fault
    for refused in refusals:
        warn(call, words.error(refused))
    say(words("cli.remind.install.done"))


def uninstall(call: Call, yes: bool, show: bool) -> None:
    """`finterm remind uninstall`."""
    from finterm.service import carrying
    from finterm.service.running import run
    from finterm.service.task import here

    words, place = call.words, here()
    steps = carrying.remove(place, run)
    if call.json:
        if yes and not show:
            carrying.carry_out(steps, run)
        tell_json({"done": yes and not show, "steps": [_shape(step) for step in steps]})
        return
    if not steps:
        say(words("cli.remind.uninstall.nothing"))
        return
    _show(steps, place, words)
    if show or not _agreed(call, yes, "cli.remind.uninstall.ask"):
        return
    for refused in carrying.carry_out(steps, run):
        warn(call, words.error(refused))
    say(words("cli.remind.uninstall.done"))


def _environment(kind: str, lingers: bool | None, words: Words) -> list[str]:
    """What a service of this kind has of the session, and when it runs."""
    if not kind.startswith("systemd"):
        return [words("cli.remind.install.session_cron")] if kind == "cron" else []
    linger = "cli.remind.install.lingers" if lingers else "cli.remind.install.linger"
    return [words("cli.remind.install.session_systemd"), words(linger)]


def _show(steps: Sequence[Step], place: Place, words: Words) -> None:
    """Each step as it will be done, in its order."""
    from finterm.service.carrying import same
    from finterm.service.steps import Merge, Remove, Write

    for step in steps:
        if isinstance(step, Write):
            before = {None: "new", True: "same", False: "over"}[same(step)]
            say(coloured(clean(words(f"cli.remind.install.write_{before}", path=step.path)), "heading"))
            say(*[f"    {clean(line)}" for line in step.text.rstrip("\n").split("\n")], "")
        elif isinstance(step, Remove):
            say(coloured(clean(words("cli.remind.install.remove", path=step.path)), "heading"))
        elif isinstance(step, Merge):
            key = "merge" if step.block else "unmerge"
            say(coloured(words(f"cli.remind.install.{key}"), "heading"))
            say(*[f"    {clean(line)}" for line in step.block.splitlines()])
        else:
            say(coloured(clean(words("cli.remind.install.run", command=shlex.join(step.argv))), "heading"))
    say("")


def _agreed(call: Call, yes: bool, question: str) -> bool:
    """Whether the person agrees; nobody to answer is a no."""
    if yes:
        return True
    click.echo(call.words(question) + " ", nl=False, err=True)
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        click.echo("", err=True)
    if answer.strip().casefold() in YES:
        return True
    raise FintermError("cli.remind.install.left")


def _shape(step: Step) -> dict[str, Any]:
    from finterm.service.steps import Command, Merge, Remove, Write

    if isinstance(step, Write):
        return {"write": str(step.path), "text": step.text}
    if isinstance(step, Remove):
        return {"remove": str(step.path)}
    if isinstance(step, Merge):
        return {"crontab": step.block}
    assert isinstance(step, Command)
    return {"run": list(step.argv)}
