"""Units of systemd: what is run, quoted as it reads it, and the steps there and back."""

from __future__ import annotations

from configparser import RawConfigParser
from pathlib import Path

import pytest

from finterm.service import systemd
from finterm.service.running import Answer
from finterm.service.steps import Command, Found, Remove, Write
from finterm.service.task import Place, Task
from tests.service.conftest import Machine


def read(text: str) -> dict[str, dict[str, str]]:
    parser = RawConfigParser(strict=False, delimiters="=", comment_prefixes="#")
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


def test_a_timer_has_finterm_look_once(task: Task) -> None:
    units = systemd.units(task, systemd.TIMER)
    service, timer = read(units["finterm-remind.service"]), read(units["finterm-remind.timer"])
    assert service["Service"]["Type"] == "oneshot" and "Install" not in service
    assert service["Service"]["ExecStart"] == (
        "/opt/finterm/bin/python -P -m finterm remind --once --every 10"
    )
    assert timer["Timer"]["OnCalendar"] == "*:0/10" and timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_a_service_stays_and_is_started_again(task: Task) -> None:
    units = systemd.units(task, systemd.SERVICE)
    assert list(units) == ["finterm-remind.service"]
    service = read(units["finterm-remind.service"])
    assert service["Service"]["ExecStart"].endswith("remind --loop --every 10")
    assert service["Service"]["Restart"] == "on-failure"
    assert service["Install"]["WantedBy"] == "default.target"


def test_variables_are_quoted_as_systemd_reads_them(task: Task) -> None:
    text = systemd.units(task, systemd.TIMER)["finterm-remind.service"]
    assert 'Environment="FINTERM_BOOK=/home/李 雷/50%% \\"off\\" $HOME\\\\book"\n' in text
    assert "Environment=FINTERM_LANG=zh\n" in text


@pytest.mark.parametrize(
    ("argv", "line"),
    [
        (["/bin/python", "-m", "x"], "/bin/python -m x"),
        (["/a b/python", ""], '"/a b/python" ""'),
        (["/a%h/python"], '"/a%%h/python"'),
        (["/a'b/python", "x"], ':/bin/sh -c "exec \\"$0\\" \\"$@\\"" "/a\'b/python" x'),
        (["/a;b"], '"/a;b"'),
        (["/李雷/python"], "/李雷/python"),
        (["/$a/python", "${HOME}"], ':"/$a/python" "${HOME}"'),
    ],
)
def test_a_command_line_is_quoted_as_systemd_reads_it(argv: list[str], line: str) -> None:
    assert systemd.command_line(argv) == line


@pytest.mark.parametrize(
    ("every", "event"),
    [
        (1, "*:0/1"),
        (10, "*:0/10"),
        (7, "*:0/6"),
        (59, "*:0/30"),
        (60, "0/1:00"),
        (300, "0/4:00"),
        (1440, "00:00"),
    ],
)
def test_minutes_become_a_regular_calendar_event(every: int, event: str) -> None:
    assert systemd.calendar(every) == event


def test_installing_writes_then_reloads_then_enables(task: Task, linux: Place) -> None:
    folder = linux.home / ".config" / "systemd" / "user"
    steps = systemd.install(task, linux, systemd.TIMER)
    assert [step.path for step in steps if isinstance(step, Write)] == [
        folder / "finterm-remind.service",
        folder / "finterm-remind.timer",
    ]
    assert [step.argv for step in steps if isinstance(step, Command)] == [
        ("systemctl", "--user", "daemon-reload"),
        ("systemctl", "--user", "enable", "--now", "finterm-remind.timer"),
    ]


def test_what_runs_already_is_started_anew(task: Task, linux: Place) -> None:
    folder = systemd.folder_of(linux)
    folder.mkdir(parents=True)
    (folder / "finterm-remind.timer").write_text("old")
    steps = systemd.install(task, linux, systemd.TIMER)
    assert steps[-1] == Command(("systemctl", "--user", "restart", "finterm-remind.timer"))


def test_removing_takes_files_and_links_away_and_only_them(linux: Place) -> None:
    folder = systemd.folder_of(linux)
    (folder / "timers.target.wants").mkdir(parents=True)
    for name in ("finterm-remind.timer", "finterm-remind.service", "other.service"):
        (folder / name).write_text("x")
    link = folder / "timers.target.wants" / "finterm-remind.timer"
    link.symlink_to(folder / "finterm-remind.timer")
    steps = systemd.remove(linux)
    assert {step.path for step in steps if isinstance(step, Remove)} == {
        folder / "finterm-remind.timer",
        folder / "finterm-remind.service",
        link,
    }
    assert steps[0] == Command(
        ("systemctl", "--user", "disable", "--now", "finterm-remind.timer"), may_fail=True
    )
    assert systemd.remove(linux._replace(home=linux.home / "elsewhere")) == []


@pytest.mark.parametrize(
    ("answer", "active"),
    [
        (Answer(0, "active\n"), True),
        (Answer(3, "inactive\n"), False),
        (Answer(3, "failed\n"), False),
        (Answer(1), None),
    ],
)
def test_what_is_installed_is_found_with_what_systemd_says_of_it(
    linux: Place, answer: Answer, active: bool | None
) -> None:
    assert systemd.found(linux, Machine()) is None
    path = systemd.folder_of(linux) / "finterm-remind.timer"
    path.parent.mkdir(parents=True)
    path.write_text("x")
    assert systemd.found(linux, Machine(is_active=answer)) == Found(systemd.TIMER, str(path), active)


def test_units_stand_in_the_settings_folder_the_person_chose(linux: Place) -> None:
    chosen = linux._replace(environ={"XDG_CONFIG_HOME": "/elsewhere"})
    assert systemd.folder_of(chosen) == Path("/elsewhere/systemd/user")


@pytest.mark.parametrize(
    ("answer", "lingers"),
    [(Answer(0, "yes\n"), True), (Answer(0, "no\n"), False), (Answer(1, "", "?"), None)],
)
def test_lingering_is_asked_for(linux: Place, answer: Answer, lingers: bool | None) -> None:
    assert systemd.lingers(linux, Machine(show_user=answer)) is lingers
