"""Which kind of service this system has, the steps to it and away from it, and carrying them out.

Of what Linux offers a timer is the usual choice: nothing stays in memory, each look starts the finterm that
is installed then, a crash costs one look, and after sleep or a power cut it looks at once.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from finterm.domain.errors import FintermError
from finterm.service import cron, launchd, schtasks, systemd
from finterm.service.running import MISSING, Runner
from finterm.service.steps import Found, Merge, Remove, Step, Write
from finterm.service.task import Place, Task

KINDS = (systemd.TIMER, systemd.SERVICE, launchd.KIND, schtasks.KIND, cron.KIND)


def usual(place: Place, run: Runner) -> str:
    """The kind for this system. Raises FintermError where it has none that answers.

    Cron is taken where there is no systemd, and never in place of one that does not answer: that is for
    the person to choose.
    """
    if place.system == "darwin":
        return launchd.KIND
    if place.system == "win32":
        return schtasks.KIND
    if place.systemd:
        must_answer(systemd.TIMER, run)
        return systemd.TIMER
    must_answer(cron.KIND, run)
    return cron.KIND


def must_answer(kind: str, run: Runner) -> None:
    """Raises FintermError, with what to do, where the system that `kind` needs does not answer."""
    if kind in (systemd.TIMER, systemd.SERVICE):
        if why := systemd.why_not(run):
            raise FintermError("service.systemd.silent", why=why)
    elif kind == cron.KIND and run(("crontab", "-l"), "").code == MISSING:
        raise FintermError("service.cron.missing")


def install(kind: str, task: Task, place: Place, run: Runner) -> list[Step]:
    """The steps to a service of this kind; one of another kind is taken away first."""
    here = {each.kind for each in found(place, run)}
    steps = [] if here <= {kind} else remove(place, run)
    if kind in (systemd.TIMER, systemd.SERVICE):
        return steps + systemd.install(task, place, kind)
    if kind == launchd.KIND:
        return steps + launchd.install(task, place)
    if kind == schtasks.KIND:
        return steps + schtasks.install(task, place)
    return steps + cron.install(task, place)


def remove(place: Place, run: Runner) -> list[Step]:
    """The steps that take away whatever kinds are there; none where nothing is."""
    steps = [*systemd.remove(place), *launchd.remove(place), *schtasks.remove(place)]
    return steps if place.system == "win32" else steps + cron.remove(run)


def found(place: Place, run: Runner) -> list[Found]:
    """The services that are installed."""
    kinds = [systemd.found(place, run), launchd.found(place, run), schtasks.found(place, run)]
    if place.system != "win32":
        kinds.append(cron.found(run))
    return [each for each in kinds if each]


def carry_out(steps: Sequence[Step], run: Runner) -> list[FintermError]:
    """Does the steps in their order; the refusals that stopped nothing.

    Raises FintermError when a command that may not fail is refused; OSError when a file cannot be written.
    """
    refused: list[FintermError] = []
    for step in steps:
        if isinstance(step, Write):
            _write(step)
        elif isinstance(step, Remove):
            step.path.unlink(missing_ok=True)
        elif isinstance(step, Merge):
            cron.put(step, run)
        elif (answer := run(step.argv, "")).code and not step.quiet:
            refusal = FintermError("service.refused", command=shlex.join(step.argv), why=answer.why)
            if not step.may_fail:
                raise refusal
            refused.append(refusal)
    return refused


def _write(step: Write) -> None:
    step.path.parent.mkdir(parents=True, exist_ok=True)
    aside = step.path.with_name(f".{step.path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as file:
            file.write(step.text.encode(step.encoding))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(step.path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def same(step: Write) -> bool | None:
    """Whether the file has this text already; None where there is no file."""
    try:
        return Path(step.path).read_bytes() == step.text.encode(step.encoding)
    except FileNotFoundError:
        return None
    except OSError:
        return False
