"""The agent of a Mac: a property list that says what to run, and the steps there and back."""

from __future__ import annotations

import plistlib

import pytest

from finterm.service import launchd
from finterm.service.running import Answer
from finterm.service.steps import Command, Found, Remove, Write
from finterm.service.task import Place, Task
from tests.service.conftest import AWKWARD, Machine


@pytest.fixture
def mac(linux: Place) -> Place:
    return linux._replace(system="darwin", uid=501)


def test_the_agent_says_what_to_run_how_often_and_with_what(task: Task) -> None:
    agent = plistlib.loads(launchd.plist(task).encode())
    assert agent["Label"] == launchd.LABEL and agent["RunAtLoad"] is True
    assert agent["ProgramArguments"] == list(task.once)
    assert agent["EnvironmentVariables"] == {"FINTERM_BOOK": AWKWARD, "FINTERM_LANG": "zh"}
    assert agent["StartInterval"] == 600


def test_installing_writes_and_bootstraps(task: Task, mac: Place) -> None:
    path = mac.home / "Library" / "LaunchAgents" / "org.finterm.remind.plist"
    steps = launchd.install(task, mac)
    assert isinstance(steps[0], Write) and steps[0].path == path
    assert steps[1:] == [
        Command(("launchctl", "enable", "gui/501/org.finterm.remind"), quiet=True),
        Command(("launchctl", "bootstrap", "gui/501", str(path))),
    ]


def test_an_agent_that_is_there_is_let_go_of_first(task: Task, mac: Place) -> None:
    path = launchd.path_of(mac)
    path.parent.mkdir(parents=True)
    path.write_text("old")
    bootout = ("launchctl", "bootout", "gui/501/org.finterm.remind")
    assert launchd.install(task, mac)[1] == Command(bootout, quiet=True)
    assert launchd.remove(mac) == [Command(bootout, may_fail=True), Remove(path)]


def test_without_an_agent_there_is_nothing_to_remove_or_find(mac: Place) -> None:
    assert launchd.remove(mac) == [] and launchd.found(mac, Machine()) is None


@pytest.mark.parametrize("code", [0, 113])
def test_an_agent_is_found_with_what_launchd_says_of_it(mac: Place, code: int) -> None:
    path = launchd.path_of(mac)
    path.parent.mkdir(parents=True)
    path.write_text("x")
    assert launchd.found(mac, Machine(print=Answer(code))) == Found(launchd.KIND, str(path), code == 0)
