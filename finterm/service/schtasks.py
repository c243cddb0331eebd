"""The scheduled task of Windows: finterm looks once, again after so many minutes, while the person is logged in.

A task has no environment of its own, so the variables are arguments of `finterm.service.carried`. The
scheduler takes `%NAME%` and `$(...)` in arguments for places to be filled; there they are written otherwise.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from finterm.service import carried
from finterm.service.running import Runner
from finterm.service.steps import Command, Found, Remove, Step, Write
from finterm.service.task import NAME, Place, Task

KIND = "schtasks"

_XML = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{about}</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <Repetition>
        <Interval>PT{every}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT5M</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def xml(task: Task, user: str) -> str:
    """The text of the task, to be stored as UTF-16."""
    python, *options, module = task.program
    after = task.once[len(task.program) :]
    variables = [carried.written(f"{name}={value}") for name, value in task.environment.items()]
    arguments = [*options, f"{module}.service.carried", *variables, carried.END, *after]
    return _XML.format(
        about=escape(task.about),
        every=task.every,
        user=escape(user),
        command=escape(python),
        arguments=escape(subprocess.list2cmdline(arguments)),
    )


def install(task: Task, place: Place) -> list[Step]:
    """Writes the task and has the scheduler take it up."""
    path = path_of(place)
    domain = place.environ.get("USERDOMAIN")
    user = f"{domain}\\{place.user}" if domain else place.user
    return [
        Write(path, xml(task, user), "utf-16"),
        Command(("schtasks", "/Create", "/TN", NAME, "/XML", str(path), "/F")),
        Command(("schtasks", "/Run", "/TN", NAME), quiet=True),
    ]


def remove(place: Place) -> list[Step]:
    """Has the scheduler forget the task and takes its file away; nothing where there is none."""
    path = path_of(place)
    if not path.exists():
        return []
    return [Command(("schtasks", "/Delete", "/TN", NAME, "/F"), may_fail=True), Remove(path)]


def found(place: Place, run: Runner) -> Found | None:
    """Whether the task's file is there and the scheduler knows it."""
    path = path_of(place)
    if not path.exists():
        return None
    return Found(KIND, str(path), run(("schtasks", "/Query", "/TN", NAME), "").code == 0)


def path_of(place: Place) -> Path:
    """Where the task's file stands."""
    return place.state / f"{NAME}.xml"
