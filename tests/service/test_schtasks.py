"""The task of Windows: XML the scheduler reads, arguments that bring the environment along."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from finterm.service import carried, schtasks
from finterm.service.running import Answer
from finterm.service.steps import Command, Found, Remove, Write
from finterm.service.task import Place, Task
from tests.service.conftest import AWKWARD, Machine

NAMES = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


@pytest.fixture
def windows(linux: Place) -> Place:
    return linux._replace(system="win32", environ={"USERDOMAIN": "HOME & CO"}, user="李雷", uid=0)


def read(step: object) -> ElementTree.Element:
    assert isinstance(step, Write)
    return ElementTree.fromstring(step.text.encode(step.encoding))


def test_the_task_says_what_to_run_how_often_and_for_whom(task: Task, windows: Place) -> None:
    root = read(schtasks.install(task, windows)[0])
    text = {
        name: root.findtext(f".//t:{name}", namespaces=NAMES) for name in ("Command", "Interval", "UserId")
    }
    assert text == {"Command": "/opt/finterm/bin/python", "Interval": "PT10M", "UserId": "HOME & CO\\李雷"}
    assert root.findtext(".//t:StopIfGoingOnBatteries", namespaces=NAMES) == "false"
    assert root.findtext(".//t:MultipleInstancesPolicy", namespaces=NAMES) == "IgnoreNew"


def test_the_arguments_carry_the_environment_and_name_nothing_the_scheduler_fills(
    task: Task, windows: Place
) -> None:
    arguments = read(schtasks.install(task, windows)[0]).findtext(".//t:Arguments", namespaces=NAMES)
    assert arguments is not None and "%" not in arguments and "$" not in arguments
    assert arguments.startswith("-P -m finterm.service.carried ")
    assert arguments.endswith(" FINTERM_LANG=zh -- remind --once --every 10")


@pytest.mark.parametrize("value", [AWKWARD, "", "a=b=25%", "=25", "C:\\Users\\李 雷\\"])
def test_a_variable_is_read_as_it_was_written(value: str) -> None:
    assert carried.read(carried.written(f"NAME={value}")) == ("NAME", value)


def test_carried_variables_reach_finterm(tmp_path: Path) -> None:
    """The real module, in a process of its own, before a finterm that tells what it got."""
    (tmp_path / "finterm" / "service").mkdir(parents=True)
    package = tmp_path / "finterm"
    for folder in (package, package / "service"):
        (folder / "__init__.py").write_text("")
    (package / "service" / "carried.py").write_text(Path(carried.__file__).read_text("utf-8"), "utf-8")
    (package / "__main__.py").write_text(
        "import json, os, sys; print(json.dumps([os.environ['FINTERM_BOOK'], sys.argv[1:]]))"
    )
    arguments = [carried.written(f"FINTERM_BOOK={AWKWARD}"), "--", "remind", "--once"]
    told = subprocess.run(
        [sys.executable, "-m", "finterm.service.carried", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert json.loads(told.stdout) == [AWKWARD, ["remind", "--once"]]


def test_installing_and_removing_go_through_the_scheduler(task: Task, windows: Place) -> None:
    path = windows.state / "finterm-remind.xml"
    create = schtasks.install(task, windows)[1]
    assert isinstance(create, Command)
    assert shlex.join(create.argv[:4]) == "schtasks /Create /TN finterm-remind" and str(path) in create.argv
    assert schtasks.remove(windows) == [] and schtasks.found(windows, Machine()) is None
    path.parent.mkdir(parents=True)
    path.write_text("x")
    assert schtasks.remove(windows)[1:] == [Remove(path)]
    gone = Machine(**{"/Query": Answer(1)})
    assert schtasks.found(windows, gone) == Found(schtasks.KIND, str(path), False)
