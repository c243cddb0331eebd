"""The terminal as a channel: /dev/tty or nothing, and never a worker that hangs."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
import time
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from finterm.notify.notice import Notice
from finterm.notify.terminal import Terminal, id_of, written

NOTICE = Notice("Rent: due today", "Pay 5.00", ())
KITTY = {"TERM": "xterm-kitty"}


@pytest.fixture
def line() -> Iterator[tuple[int, str]]:
    """A pseudo-terminal: the end of the person, and the name of the other one."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    yield ours, os.ttyname(theirs)
    os.close(ours)
    os.close(theirs)


def test_a_notice_arrives_at_the_terminal(line: tuple[int, str]) -> None:
    ours, name = line
    channel = Terminal(environment=KITTY, tty=name)
    assert channel.send(NOTICE) is None and channel.unsure and channel.hint is None
    assert os.read(ours, 4096).decode() == (
        f"\x1b]99;i={id_of(NOTICE)}:d=0:p=title;Rent: due today\x1b\\"
        f"\x1b]99;i={id_of(NOTICE)}:d=1:p=body;Pay 5.00\x1b\\"
    )


def test_without_a_terminal_it_is_said(tmp_path: Path) -> None:
    failed = Terminal(environment=KITTY, tty=str(tmp_path / "none")).send(NOTICE)
    assert failed is not None and failed.key == "notify.failed.no_terminal"


def test_a_process_of_no_terminal_writes_nowhere(tmp_path: Path) -> None:
    code = (
        "from finterm.notify.terminal import Terminal; from finterm.notify.notice import Notice;"
        "import sys; sys.exit(Terminal().send(Notice('a', 'b', ())).key)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], start_new_session=True, capture_output=True, text=True, timeout=30
    )
    assert done.stderr.strip() == "notify.failed.no_terminal" and done.stdout == ""


def test_a_terminal_that_is_stopped_is_given_up(line: tuple[int, str]) -> None:
    _, name = line
    handle = os.open(name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    termios.tcflow(handle, termios.TCOOFF)  # as ctrl+s does
    began = time.monotonic()
    failed = written(handle, b"x" * 100, seconds=0.2)
    assert failed is not None and failed.key == "notify.failed.stopped" and time.monotonic() - began < 2
    termios.tcflow(handle, termios.TCOON)
    assert written(handle, b"x", seconds=0.2) is None
    os.close(handle)


QUIET = """
import os, sys, termios, fcntl
from finterm.notify.notice import Notice
from finterm.notify.terminal import Terminal
os.setsid()
tty = os.open(sys.argv[1], os.O_RDWR)
fcntl.ioctl(tty, termios.TIOCSCTTY, 0)
how = termios.tcgetattr(tty)
how[3] = how[3] | termios.TOSTOP if sys.argv[2] == "tostop" else how[3] & ~termios.TOSTOP
termios.tcsetattr(tty, termios.TCSANOW, how)
if os.fork() == 0:  # a job in the background
    os.setpgid(0, 0)
    failed = Terminal(environment={"TERM": "foot"}).send(Notice("a", "b", ()))
    os.write(1, (failed.key if failed else "told").encode())
    os._exit(0)
os.wait()
"""


@pytest.mark.parametrize(("asked", "answer"), [("tostop", "notify.failed.background"), ("", "told")])
def test_a_background_job_keeps_quiet_where_the_person_asked_for_it(
    line: tuple[int, str], asked: str, answer: str
) -> None:
    ours, name = line
    done = subprocess.run([sys.executable, "-c", QUIET, name, asked], capture_output=True, timeout=30)
    assert done.stdout.decode() == answer, done.stderr
    assert answer != "told" or b"\x1b]777;notify;a;b" in os.read(ours, 4096)


def test_a_tmux_that_does_not_answer_leaves_the_bell(
    line: tuple[int, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, name = line
    (tmp_path / "tmux").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "tmux").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("finterm.notify.multiplexer.PATIENCE", 0.2)
    inside = {"TMUX": "/tmp/none,1,0", "TERM": "tmux-256color"}
    assert Terminal(environment=inside, tty=name).send(NOTICE) is None
    assert os.read(ours, 4096) == b"\x07"


def test_the_same_notice_has_the_same_id() -> None:
    assert id_of(NOTICE) == id_of(NOTICE._replace()) != id_of(NOTICE._replace(title="Rent: overdue"))
