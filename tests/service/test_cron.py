"""The crontab: one line between marks that any shell and any cron reads alike, and no other line touched."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.errors import FintermError
from finterm.service import cron
from finterm.service.running import Answer
from finterm.service.steps import Found, Merge
from finterm.service.task import Place, Task
from tests.service.conftest import AWKWARD, Machine

OTHERS = "MAILTO=me\n# mine\n5 4 * * * /bin/backup 100\\%\n"
BLOCK = f"{cron.BEGIN} - about\n*/10 * * * * x\n{cron.END}\n"


def as_cron_reads(line: str, *, strips: bool) -> str:
    """The command of a crontab line: up to the first bare `%`; some crons take the backslash before one away."""
    command, at = line.split(" ", 5)[5], 0
    while at < len(command):
        if command[at] == "\\" and command[at + 1 : at + 2] == "%":
            if strips:
                command = command[:at] + command[at + 1 :]
                at += 1
            else:
                at += 2
        elif command[at] == "%":
            return command[:at]
        else:
            at += 1
    return command


@pytest.mark.parametrize("strips", [True, False])
@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_shell_gets_exactly_what_was_meant(task: Task, shell: str, strips: bool) -> None:
    tells = "import json, os, sys; json.dump([os.environ['FINTERM_BOOK'], sys.argv[1:]], sys.stderr)"
    asked = task._replace(program=(sys.executable, "-c", tells, "a%b'c"))
    line = cron.block(asked).splitlines()[1]
    command = as_cron_reads(line, strips=strips).replace(" >/dev/null 2>&1", "")
    told = subprocess.run([shell, "-c", command], capture_output=True, text=True, check=True, timeout=30)
    assert json.loads(told.stderr) == [AWKWARD, ["a%b'c", "remind", "--once", "--every", "10"]]


def test_the_line_says_nothing_and_names_the_session(task: Task) -> None:
    begin, line, end = cron.block(task, "/run/user/1000").splitlines()
    assert begin == "# >>> finterm remind - Reminders of finterm" and end == cron.END
    assert line.startswith("*/10 * * * * env XDG_RUNTIME_DIR=/run/user/1000 'FINTERM_BOOK=")
    assert line.endswith(" >/dev/null 2>&1")


def test_a_line_longer_than_cron_takes_is_refused(task: Task) -> None:
    with pytest.raises(FintermError, match=r"service\.cron\.long"):
        cron.block(task._replace(environment={"FINTERM_BOOK": "/" + "书" * 330}))


@pytest.mark.parametrize(
    ("every", "fields"),
    [
        (1, "* * * * *"),
        (10, "*/10 * * * *"),
        (45, "*/30 * * * *"),
        (60, "0 * * * *"),
        (300, "0 */4 * * *"),
        (1440, "0 0 * * *"),
    ],
)
def test_minutes_become_regular_fields(every: int, fields: str) -> None:
    assert cron.times(every) == fields


@pytest.mark.parametrize("others", ["", OTHERS, OTHERS.rstrip("\n"), "\n\n", "a\x0cb\u2028c\r\n"])
def test_lines_of_others_stay_as_they_are(others: str) -> None:
    with_ours = cron.merged(others, BLOCK)
    ended = others if not others or others.endswith("\n") else f"{others}\n"
    assert with_ours == ended + BLOCK
    assert cron.merged(with_ours, "") == ended and cron.merged(others, "") == others


def test_our_lines_are_replaced_where_they_stand() -> None:
    old = BLOCK.replace("*/10", "*/30")
    assert cron.merged(f"{OTHERS}{old}last\n", BLOCK) == f"{OTHERS}{BLOCK}last\n"
    assert cron.merged(f"{old}{OTHERS}{old}", BLOCK) == f"{BLOCK}{OTHERS}"


def test_without_an_end_mark_only_the_mark_is_ours() -> None:
    assert cron.merged(f"{cron.BEGIN}\n{OTHERS}", "") == OTHERS
    assert cron.merged(f"{cron.BEGIN}\n{OTHERS}{BLOCK}", "") == OTHERS


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=8), max_size=6))
def test_what_was_put_can_always_be_taken_out(lines: list[str]) -> None:
    others = "".join(f"{each}\n" for each in lines)
    assert cron.merged(cron.merged(others, BLOCK), "") == others


def test_a_crontab_that_cannot_be_read_is_left_alone() -> None:
    def refusing(argv: object, given: str = "") -> Answer:
        assert argv == ("crontab", "-l"), "it was written"
        return Answer(1, err="you are not allowed to use this program")

    with pytest.raises(FintermError, match=r"service\.cron\.unreadable"):
        cron.put(Merge(BLOCK), refusing)
    assert cron.found(refusing) is None and cron.remove(refusing) == []


def test_the_crontab_is_read_again_when_it_is_written() -> None:
    machine = Machine(OTHERS)
    cron.put(Merge(BLOCK), machine)
    assert machine.crontab == OTHERS + BLOCK and cron.found(machine) == Found(cron.KIND, "crontab -l", None)
    machine.crontab += "new\n"
    cron.put(Merge(""), machine)
    assert machine.crontab == f"{OTHERS}new\n"


def test_a_crontab_that_held_only_ours_is_removed_and_the_first_is_made() -> None:
    machine = Machine()
    cron.put(Merge(BLOCK), machine)
    assert machine.crontab == BLOCK
    cron.put(Merge(""), machine)
    assert machine.crontab is None
    before = len(machine.asked)
    cron.put(Merge(""), machine)
    assert machine.asked[before:] == [("crontab", "-l")]


def test_the_session_is_named_where_it_is_known(task: Task, linux: Place) -> None:
    (step,) = cron.install(task, linux._replace(environ={"XDG_RUNTIME_DIR": "/tmp/runtime"}))
    assert isinstance(step, Merge) and "XDG_RUNTIME_DIR=/tmp/runtime" in step.block
    (step,) = cron.install(task, linux._replace(system="freebsd14", uid=2**30))
    assert isinstance(step, Merge) and "XDG_RUNTIME_DIR" not in step.block


def test_nothing_is_read_from_a_crontab_that_is_not_there(tmp_path: Path) -> None:
    machine = Machine(cron=False)
    assert cron.found(machine) is None and cron.remove(machine) == []
