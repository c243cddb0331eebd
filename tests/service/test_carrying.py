"""Which service a system gets, and that what is done is what was shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finterm.domain.errors import FintermError
from finterm.service import carrying, cron, launchd, schtasks, systemd
from finterm.service.running import MISSING, Answer, run
from finterm.service.steps import Command, Found, Remove, Step, Write
from finterm.service.task import Place, Task
from tests.service.conftest import Machine

SILENT = Answer(1, err="Failed to connect to bus: No medium found")


def test_each_system_gets_what_it_has(linux: Place) -> None:
    assert carrying.usual(linux, Machine()) == systemd.TIMER
    assert carrying.usual(linux._replace(systemd=False), Machine()) == cron.KIND
    assert carrying.usual(linux._replace(system="darwin"), Machine()) == launchd.KIND
    assert carrying.usual(linux._replace(system="win32"), Machine()) == schtasks.KIND


def test_cron_is_never_taken_in_place_of_a_systemd_that_does_not_answer(linux: Place) -> None:
    machine = Machine(show_environment=SILENT)
    with pytest.raises(FintermError, match=r"service\.systemd\.silent") as refused:
        carrying.usual(linux, machine)
    assert refused.value.values["why"] == "Failed to connect to bus: No medium found"
    assert all(argv[0] == "systemctl" for argv in machine.asked)


def test_a_system_with_neither_is_told_so(linux: Place) -> None:
    with pytest.raises(FintermError, match=r"service\.cron\.missing"):
        carrying.usual(linux._replace(systemd=False), Machine(cron=False))


@pytest.mark.parametrize("kind", carrying.KINDS)
def test_what_is_installed_is_found_and_taken_away_whole(linux: Place, task: Task, kind: str) -> None:
    place = linux._replace(system="win32") if kind == schtasks.KIND else linux
    machine = Machine("# mine\n", is_active=Answer(0, "active\n"))
    carrying.carry_out(carrying.install(kind, task, place, machine), machine)
    assert [each.kind for each in carrying.found(place, machine)] == [kind]
    carrying.carry_out(carrying.remove(place, machine), machine)
    assert carrying.found(place, machine) == [] and machine.crontab == "# mine\n"
    assert [path for path in place.home.rglob("*") if not path.is_dir()] == []
    assert carrying.remove(place, machine) == []


def test_another_kind_is_taken_away_first(linux: Place, task: Task) -> None:
    machine = Machine(is_active=Answer(0, "active\n"))
    for kind in (systemd.TIMER, cron.KIND, systemd.SERVICE):
        carrying.carry_out(carrying.install(kind, task, linux, machine), machine)
        assert [each.kind for each in carrying.found(linux, machine)] == [kind]


def test_installing_again_changes_no_file(linux: Place, task: Task) -> None:
    machine = Machine()
    for kind in (systemd.TIMER, cron.KIND):
        carrying.carry_out(carrying.install(kind, task, linux, machine), machine)
        again = carrying.install(kind, task, linux, machine)
        assert all(carrying.same(step) for step in again if isinstance(step, Write))
        before = machine.crontab
        carrying.carry_out(again, machine)
        assert machine.crontab == before


def test_steps_are_done_in_order_and_what_may_be_refused_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("x")
    steps: list[Step] = [
        Write(tmp_path / "deep" / "new", "text €", "utf-16"),
        Command(("may", "fail"), may_fail=True),
        Command(("quietly", "fail"), quiet=True),
        Remove(tmp_path / "old"),
        Remove(tmp_path / "old"),
    ]
    (refused,) = carrying.carry_out(steps, Machine(fail=Answer(1, err="why")))
    assert refused.values == {"command": "may fail", "why": "why"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["new"]
    assert (tmp_path / "deep" / "new").read_text("utf-16") == "text €" and not (tmp_path / "old").exists()


def test_a_refused_command_ends_it_with_what_was_said(tmp_path: Path) -> None:
    steps: list[Step] = [Command(("a b", "must")), Remove(tmp_path)]
    with pytest.raises(FintermError, match=r"service\.refused") as refused:
        carrying.carry_out(steps, Machine(must=Answer(1, "so\n", "warning\nnot here\n")))
    assert refused.value.values == {"command": "'a b' must", "why": "not here"} and tmp_path.exists()


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "unit").symlink_to("/dev/null")
    carrying.carry_out([Write(tmp_path / "unit", "text")], Machine())
    assert not (tmp_path / "unit").is_symlink() and (tmp_path / "unit").read_text() == "text"


@pytest.mark.skipif(os.name != "posix", reason="needs sh")
def test_a_real_command_is_heard_and_a_missing_one_is_no_fault() -> None:
    assert run(("sh", "-c", "cat; echo no >&2; exit 3"), "字\udcff") == Answer(3, "字\udcff", "no\n")
    answer = run(("finterm-no-such-command",))
    assert answer.code == MISSING and "finterm-no-such-command" in answer.why


def test_found_names_where_it_stands(linux: Place, task: Task) -> None:
    machine = Machine(is_active=Answer(3, "inactive\n"))
    carrying.carry_out(carrying.install(systemd.TIMER, task, linux, machine), machine)
    path = systemd.folder_of(linux) / "finterm-remind.timer"
    assert carrying.found(linux, machine) == [Found(systemd.TIMER, str(path), False)]
