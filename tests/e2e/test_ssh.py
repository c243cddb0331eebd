"""Over a real sshd on loopback: work, lose the line in the middle of a form, come back."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from finterm.domain.records import Event
from finterm.store.book import Book
from tests.e2e.terminal import SAVE, Terminal, finterm_in

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
pytestmark = pytest.mark.skipif(
    not (SSHD and shutil.which("ssh") and shutil.which("ssh-keygen")),
    reason="needs sshd, ssh and ssh-keygen (Debian: openssh-server, openssh-client); .ci/run installs them",
)
PATIENCE = 15.0
CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/client.pub
PidFile {folder}/pid
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PrintMotd no
"""

OpenLine = Callable[..., Terminal]


@pytest.fixture
def line(tmp_path: Path, folder: Path) -> Iterator[OpenLine]:
    """Opens finterm through ssh; closes all lines and the sshd."""
    place = tmp_path / "ssh"
    place.mkdir(mode=0o700)
    for key in ("host", "client"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", place / key], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "config").write_text(CONFIG.format(port=port, folder=place), "utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # where sshd as root keeps its empty root
    with (place / "log").open("wb") as log:
        server = subprocess.Popen([str(SSHD), "-D", "-e", "-f", place / "config"], stderr=log)
    options = ["StrictHostKeyChecking=no", f"UserKnownHostsFile={place}/known", "LogLevel=ERROR"]
    client = ["ssh", "-F", "none", "-tt", "-p", str(port), "-i", str(place / "client")]
    client += [part for option in options for part in ("-o", option)]
    lines: list[Terminal] = []

    def open_line(size: tuple[int, int] = (80, 24), **environment: str) -> Terminal:
        command, env = finterm_in(folder, "en", **environment)
        ours = [f"{k}={v}" for k, v in env.items() if k.startswith("FINTERM_") or k in environment]
        there = shlex.join(["env", f"PYTHONPATH={Path.cwd()}", *ours, *command])
        lines.append(Terminal([*client, f"{getpass.getuser()}@127.0.0.1", there], env, size))
        return lines[-1]

    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield open_line
    for one in lines:
        one.close()
    server.terminate()
    server.wait(5)


def running_over(folder: Path) -> list[int]:
    """The processes of finterm over the book in `folder`."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdecimal():
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"finterm" in words and str(folder / "book").encode() in words and b"env" not in words:
                found.append(int(process.name))
    return found


def test_a_line_dropped_in_a_form_loses_nothing_and_leaves_no_process(line: OpenLine, folder: Path) -> None:
    with Book.open(folder / "book") as book:
        before = {event.id for event in book.all(Event)}
    terminal = line()
    terminal.wait("Loans")
    terminal.press("2", "p")
    terminal.wait(SAVE)
    terminal.press("ctrl+s")
    terminal.wait(lambda text: SAVE not in text)
    terminal.press("l")
    terminal.wait("said by them")
    terminal.press(*"they call again on Friday")
    terminal.wait("Friday")
    terminal.read(1.0)  # a draft is on the disk a fraction of a second after the last key
    assert running_over(folder)
    terminal.kill()

    deadline = time.monotonic() + PATIENCE
    while running_over(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not running_over(folder)
    with Book.open(folder / "book") as book:
        assert len([event for event in book.all(Event) if event.id not in before]) == 1

    again = line()
    again.wait("A talk begun")
    again.press("enter")
    again.wait("they call again on Friday")
