"""Lines of a crontab: between two marks, so that they can be found again and no other line is touched."""

from __future__ import annotations

import shlex
from pathlib import Path

from finterm.domain.errors import FintermError
from finterm.service.running import MISSING, Runner
from finterm.service.steps import Found, Merge, Step
from finterm.service.task import Place, Task

KIND = "cron"
BEGIN, END = "# >>> finterm remind", "# <<< finterm remind"
LONGEST = 990  # bytes; Debian's cron takes commands up to 1,000


def block(task: Task, runtime: str = "") -> str:
    """Our lines. `runtime` is the folder with the session's bus, which cron does not tell its commands.

    Raises FintermError when the command is longer than cron takes.
    """
    variables = {"XDG_RUNTIME_DIR": runtime, **task.environment} if runtime else task.environment
    words = ["env", *(f"{name}={value}" for name, value in variables.items()), *task.once]
    command = " ".join(quoted(word) for word in words) + " >/dev/null 2>&1"
    if len(command.encode()) > LONGEST:
        raise FintermError("service.cron.long", most=LONGEST)
    return f"{BEGIN} - {task.about}\n{times(task.every)} {command}\n{END}\n"


def times(every: int) -> str:
    """The five fields for each `every` minutes; what does not divide the hour or the day is taken down."""
    if every < 60:
        minutes = max(n for n in range(1, every + 1) if 60 % n == 0)
        return f"*/{minutes} * * * *" if minutes > 1 else "* * * * *"
    hours = max(n for n in range(1, min(every // 60, 24) + 1) if 24 % n == 0)
    return {1: "0 * * * *", 24: "0 0 * * *"}.get(hours, f"0 */{hours} * * *")


def quoted(word: str) -> str:
    """One word for the shell that cron starts; a percent sign, a line's end to cron, is kept from being one.

    It stands outside the quotes, because some crons take the backslash away and some leave it to the shell.
    """
    return r"\%".join(shlex.quote(part) if part else "" for part in word.split("%")) or "''"


def merged(table: str, ours: str) -> str:
    """The crontab `table` with our lines in their old place, else at its end; without them where empty."""
    kept: list[str] = []
    at: int | None = None
    within = False
    lines = table.split("\n")  # at line feeds alone: another line may hold any other character
    lines = [f"{each}\n" for each in lines[:-1]] + [lines[-1]] * bool(lines[-1])
    for number, each in enumerate(lines):
        if each.startswith(BEGIN):
            at = len(kept) if at is None else at
            within = _is_closed(lines[number + 1 :])
        elif within:
            within = not each.startswith(END)
        elif not each.startswith(END):
            kept.append(each)
    if not ours:
        return "".join(kept)
    if at is None:
        if kept and not kept[-1].endswith("\n"):
            kept[-1] += "\n"
        at = len(kept)
    return "".join((*kept[:at], ours, *kept[at:]))


def table(run: Runner) -> str:
    """The person's crontab; empty where they have none. Raises FintermError when it cannot be read."""
    answer = run(("crontab", "-l"), "")
    if answer.code == 0:
        return answer.out
    if answer.code != MISSING and "no crontab" in answer.err.casefold():
        return ""
    raise FintermError("service.cron.unreadable", why=answer.why)


def put(step: Merge, run: Runner) -> None:
    """Merges our lines into the crontab as it is now. Raises FintermError when cron refuses."""
    before = table(run)
    after = merged(before, step.block)
    if after == before:
        return
    answer = run(("crontab", "-"), after) if after.strip() else run(("crontab", "-r"), "")
    if answer.code:
        raise FintermError("service.refused", command="crontab -", why=answer.why)


def install(task: Task, place: Place) -> list[Step]:
    """Puts our lines into the crontab."""
    runtime = place.environ.get("XDG_RUNTIME_DIR", "")
    if (
        not runtime
        and place.system.startswith("linux")
        and (usual := Path(f"/run/user/{place.uid}")).is_dir()
    ):
        runtime = str(usual)
    return [Merge(block(task, runtime))]


def remove(run: Runner) -> list[Step]:
    """Takes our lines out; nothing where there are none, or no crontab to look into."""
    return [Merge("")] if _is_there(run) else []


def found(run: Runner) -> Found | None:
    """Whether our lines are in the crontab. Whether a cron runs, nobody says."""
    return Found(KIND, "crontab -l", None) if _is_there(run) else None


def _is_there(run: Runner) -> bool:
    try:
        return any(each.startswith(BEGIN) for each in table(run).splitlines())
    except FintermError:
        return False


def _is_closed(lines: list[str]) -> bool:
    """Whether the end mark comes before another begin mark: else nobody knows which lines are ours."""
    for each in lines:
        if each.startswith((BEGIN, END)):
            return each.startswith(END)
    return False
