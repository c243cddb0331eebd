"""The launchd agent of a Mac: finterm looks once, again after so many minutes, also after sleep."""

from __future__ import annotations

import plistlib
from pathlib import Path

from finterm.service.running import Runner
from finterm.service.steps import Command, Found, Remove, Step, Write
from finterm.service.task import Place, Task

KIND = "launchd"
LABEL = "org.finterm.remind"


def plist(task: Task) -> str:
    """The text of the agent's file."""
    agent = {
        "Label": LABEL,
        "ProgramArguments": list(task.once),
        "EnvironmentVariables": dict(task.environment),
        "StartInterval": task.every * 60,
        "RunAtLoad": True,
        "ProcessType": "Background",
        "Umask": 0o077,
    }
    return plistlib.dumps(agent, sort_keys=False).decode()


def install(task: Task, place: Place) -> list[Step]:
    """Writes the agent and has launchd take it up."""
    path = path_of(place)
    steps: list[Step] = [Write(path, plist(task))]
    if path.exists():
        steps.append(Command(("launchctl", "bootout", f"{_domain(place)}/{LABEL}"), quiet=True))
    return [
        *steps,
        Command(("launchctl", "enable", f"{_domain(place)}/{LABEL}"), quiet=True),
        Command(("launchctl", "bootstrap", _domain(place), str(path))),
    ]


def remove(place: Place) -> list[Step]:
    """Has launchd let go of the agent and takes its file away; nothing where there is none."""
    path = path_of(place)
    if not path.exists():
        return []
    return [Command(("launchctl", "bootout", f"{_domain(place)}/{LABEL}"), may_fail=True), Remove(path)]


def found(place: Place, run: Runner) -> Found | None:
    """Whether the agent is there and taken up."""
    path = path_of(place)
    if not path.exists():
        return None
    return Found(KIND, str(path), run(("launchctl", "print", f"{_domain(place)}/{LABEL}"), "").code == 0)


def path_of(place: Place) -> Path:
    """Where the agent's file stands."""
    return place.home / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def _domain(place: Place) -> str:
    return f"gui/{place.uid}"  # the session that shows notices
