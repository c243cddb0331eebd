"""The units of a systemd user manager: a timer that has finterm look once, or a service that stays.

The sandboxes that need a mount or user namespace are left out: many systems refuse them to a user's own
manager, and the unit would not start. Quoting is that of systemd.syntax(7) and systemd.service(5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from finterm.service.running import Runner
from finterm.service.steps import Command, Found, Remove, Step, Write
from finterm.service.task import NAME, Place, Task

TIMER, SERVICE = "systemd-timer", "systemd-service"
_SYSTEMCTL = ("systemctl", "--user")

_HARDENED = """\
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
MemoryMax=512M
TasksMax=64
Nice=5
"""


def units(task: Task, kind: str) -> dict[str, str]:
    """The text of each unit file by its name."""
    stays = kind == SERVICE
    runs = (
        "Type=simple\nRestart=on-failure\nRestartSec=60\n" if stays else "Type=oneshot\nTimeoutStartSec=300\n"
    )
    wanted = "\n[Install]\nWantedBy=default.target\n" if stays else ""
    head = f"# {task.about}\n[Unit]\nDescription={_said(task.about)}\n"
    service = (
        f"{head}\n[Service]\n{runs}ExecStart={command_line(task.loop if stays else task.once)}\n"
        f"{_environment(task.environment)}{_HARDENED}{wanted}"
    )
    if stays:
        return {f"{NAME}.service": service}
    timer = (
        f"{head}\n[Timer]\nOnCalendar={calendar(task.every)}\nOnStartupSec=30\nPersistent=true\nAccuracySec=30\n"
        "\n[Install]\nWantedBy=timers.target\n"
    )
    return {f"{NAME}.service": service, f"{NAME}.timer": timer}


def calendar(every: int) -> str:
    """Each `every` minutes as a calendar event, which unlike a span also counts time asleep.

    A number that does not divide the hour or the day is taken down to one that does.
    """
    if every < 60:
        minutes = max(n for n in range(1, every + 1) if 60 % n == 0)
        return f"*:0/{minutes}"
    hours = max(n for n in range(1, min(every // 60, 24) + 1) if 24 % n == 0)
    return f"0/{hours}:00" if hours < 24 else "00:00"


def command_line(argv: Sequence[str]) -> str:
    """`argv` as ExecStart reads it."""
    if any(char in argv[0] for char in "\"'\\"):  # no name of a program to systemd; a shell takes any
        argv = ["/bin/sh", "-c", 'exec "$0" "$@"', *argv]
    # A colon asks for no substitution of variables; systemd before 244 knows none, so only where it matters.
    plain = ":" if any("$" in word for word in argv) else ""
    return plain + " ".join(quoted(word) for word in argv)


def quoted(word: str) -> str:
    """One word of a unit file, in quotes where it needs them."""
    escaped = word.replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
    bare = word and all(char.isalnum() or char in "/._-+=:,@" for char in word)
    return escaped if bare else f'"{escaped}"'


def install(task: Task, place: Place, kind: str) -> list[Step]:
    """Writes the units, has them read and starts them."""
    texts = units(task, kind)
    folder = folder_of(place)
    before = [folder / name for name in texts if (folder / name).exists()]
    starts = f"{NAME}.{'service' if kind == SERVICE else 'timer'}"
    steps: list[Step] = [Write(folder / name, text) for name, text in texts.items()]
    steps += [Command((*_SYSTEMCTL, "daemon-reload")), Command((*_SYSTEMCTL, "enable", "--now", starts))]
    if before:  # what runs already runs by the old text
        steps.append(Command((*_SYSTEMCTL, "restart", starts)))
    return steps


def remove(place: Place) -> list[Step]:
    """Stops the units, takes their files away; nothing where there are none."""
    folder = folder_of(place)
    timer, service = folder / f"{NAME}.timer", folder / f"{NAME}.service"
    there = [path for path in (timer, service) if path.exists()]
    links = [folder / "timers.target.wants" / timer.name, folder / "default.target.wants" / service.name]
    links = [link for link in links if link.is_symlink()]
    if not there and not links:
        return []
    return [
        *(Command((*_SYSTEMCTL, "disable", "--now", path.name), may_fail=True) for path in there[:1]),
        *(Command((*_SYSTEMCTL, "stop", path.name), quiet=True) for path in there[1:]),
        *(Command((*_SYSTEMCTL, "reset-failed", path.name), quiet=True) for path in there[-1:]),
        *(Remove(path) for path in (*there, *links)),
        Command((*_SYSTEMCTL, "daemon-reload"), quiet=True),
    ]


def found(place: Place, run: Runner) -> Found | None:
    """What is installed, and whether its manager says that it is active."""
    folder = folder_of(place)
    for kind, ending in ((TIMER, "timer"), (SERVICE, "service")):
        if (path := folder / f"{NAME}.{ending}").exists():
            said = run((*_SYSTEMCTL, "is-active", path.name), "").out.strip()
            return Found(kind, str(path), said in ("active", "activating") if said else None)
    return None


def folder_of(place: Place) -> Path:
    """Where a user's own units stand."""
    chosen = place.environ.get("XDG_CONFIG_HOME")
    return (Path(chosen) if chosen else place.home / ".config") / "systemd" / "user"


def why_not(run: Runner) -> str | None:
    """What the user manager says instead of an answer; None where it answers."""
    answer = run((*_SYSTEMCTL, "show-environment"), "")
    return None if answer.code == 0 else answer.why


def lingers(place: Place, run: Runner) -> bool | None:
    """Whether the person's units run without them being logged in; None where nobody says."""
    answer = run(("loginctl", "show-user", place.user, "--property=Linger", "--value"), "")
    return {"yes": True, "no": False}.get(answer.out.strip()) if answer.code == 0 else None


def _environment(variables: Mapping[str, str]) -> str:
    return "".join(f"Environment={quoted(f'{name}={value}')}\n" for name, value in variables.items())


def _said(text: str) -> str:
    return text.replace("%", "%%")
