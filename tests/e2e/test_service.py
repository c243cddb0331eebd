"""The real judges of what is installed: systemd reads the units, a shell the crontab's line, finterm runs as told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from finterm.service import carrying, systemd
from finterm.service.running import run
from finterm.service.steps import Write
from finterm.service.task import Place, Task, here, task

AWKWARD = '李 雷\'s "50%" $HOME;\\h'
FINTERM = (sys.executable, "-m", "finterm")


@pytest.fixture
def home(folder: Path) -> Path:
    """A home whose every folder has an awkward name, with the household's book in it."""
    home = folder / AWKWARD
    (home / "bin").mkdir(parents=True)
    shutil.move(folder / "book", home / "book")
    return home


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "FINTERM_", "LC_"))
    }
    return {
        **kept,
        "HOME": str(home),
        "FINTERM_BOOK": str(home / "book"),
        "FINTERM_CONFIG": str(home / "config"),
        "FINTERM_STATE": str(home / "state"),
        "FINTERM_LANG": "en",
        "FINTERM_DEVICE": "testing",
        **more,
    }


def finterm(home: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*FINTERM, *arguments],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
@pytest.mark.parametrize("kind", [systemd.TIMER, systemd.SERVICE])
@pytest.mark.parametrize("awkward", [False, True])
def test_systemd_accepts_the_units(home: Path, kind: str, awkward: bool) -> None:
    asked: Task = task(home / "book", environment(home), 10, "Reminders 提醒 100%")
    if awkward:
        python = home / "bin" / "python"
        python.symlink_to(sys.executable)
        asked = asked._replace(program=(str(python), "-P", "-m", "finterm", AWKWARD))
    steps = systemd.install(asked, place(home), kind)
    carrying.carry_out([step for step in steps if isinstance(step, Write)], run)
    written = [str(step.path) for step in steps if isinstance(step, Write)]
    (home / "runtime").mkdir(mode=0o700)
    judged = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *written],
        env=environment(home, XDG_RUNTIME_DIR=str(home / "runtime")),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    about_ours = [line for line in judged.stderr.splitlines() if "finterm" in line]
    assert judged.returncode == 0 and about_ours == [], judged.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_finds_a_mistake_where_there_is_one(home: Path) -> None:
    """The judge above can say no."""
    unit = home / "finterm-remind.service"
    unit.write_text("[Service]\nType=oneshot\nExecStart=/no/such/python -m finterm\nUMask=banana\n")
    (home / "runtime").mkdir(mode=0o700)
    judged = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", str(unit)],
        env=environment(home, XDG_RUNTIME_DIR=str(home / "runtime")),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "/no/such/python" in judged.stderr and "banana" in judged.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_the_crontab_line_has_finterm_look_at_the_book_it_was_made_for(home: Path) -> None:
    """A `crontab` that keeps its table in a file; the line is then run by sh as cron would, with cron's environment."""
    crontab = home / "bin" / "crontab"
    kept = home / "table"
    crontab.write_text(
        '#!/bin/sh\ntable="$HOME/table"\ncase $1 in\n'
        '-l) [ -f "$table" ] && exec cat "$table"; echo "no crontab for me" >&2; exit 1;;\n'
        '-r) rm "$table";;\n-) cat >"$table";;\nesac\n'
    )
    crontab.chmod(0o755)
    (home / "runtime").mkdir(mode=0o700)  # no session of whoever runs this is told anything
    more = {"PATH": f"{home / 'bin'}:{os.environ['PATH']}", "XDG_RUNTIME_DIR": str(home / "runtime")}
    kept.write_text("# mine\n0 5 * * * true\n")
    installed = finterm(home, "remind", "install", "--kind", "cron", "--yes", **more)
    assert installed.returncode == 0, installed.stderr
    lines = kept.read_text("utf-8").splitlines()
    assert lines[:2] == ["# mine", "0 5 * * * true"] and len(lines) == 5
    command = lines[3].split(" ", 5)[5].replace("\\%", "%")
    bare = {"HOME": str(home), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
    subprocess.run(["sh", "-c", command], env=bare, cwd=home, timeout=60, check=False)
    status = finterm(home, "remind", "status", **more)
    assert "by finterm remind --once" in status.stdout, status.stderr
    assert "crontab line, installed" in status.stdout and "none planned" not in status.stdout
    assert finterm(home, "remind", "uninstall", "--yes", **more).returncode == 0
    assert kept.read_text("utf-8") == "# mine\n0 5 * * * true\n"
    again = finterm(home, "remind", "uninstall", "--yes", **more)
    assert again.returncode == 0 and "no service is installed" in again.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")
def test_without_a_user_manager_it_says_what_to_do(home: Path) -> None:
    if systemd.why_not(run) is None:
        pytest.skip("this machine has one")
    answer = finterm(home, "remind", "install", "--kind", "systemd-timer", "--yes")
    assert answer.returncode == 1 and "--kind cron" in answer.stderr and "Traceback" not in answer.stderr
    assert not (home / ".config" / "systemd").exists()
    shown = finterm(home, "remind", "install", "--kind", "systemd-timer", "--show")
    assert shown.returncode == 0 and "OnCalendar=" in shown.stdout and not (home / ".config").exists()


def place(home: Path) -> Place:
    return here()._replace(environ={}, home=home, state=home / "state")
