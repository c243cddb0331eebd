"""A real sshd on loopback, and lines through it: programs at the far end, a terminal at this one."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
needs_sshd = pytest.mark.skipif(
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
AcceptEnv LANG LC_*
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PrintMotd no
"""


class Lines:
    """The lines that were opened through one sshd."""

    def __init__(self, client: Sequence[str]) -> None:
        self._client = list(client)
        self._opened: list[Terminal] = []

    def open(
        self, command: Sequence[str], there: Mapping[str, str], here: Mapping[str, str], size: tuple[int, int]
    ) -> Terminal:
        """Runs `command` at the far end with `there` in its environment; ssh itself runs in `here`."""
        words = ["env", f"PYTHONPATH={Path.cwd()}", *(f"{k}={v}" for k, v in there.items()), *command]
        self._opened.append(Terminal([*self._client, shlex.join(words)], here, size))
        return self._opened[-1]

    def close(self) -> None:
        for one in self._opened:
            one.close()


@contextmanager
def sshd_in(place: Path) -> Iterator[Lines]:
    """Lines through an sshd that keeps its keys in `place`, an empty folder of ours."""
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
    options = [
        "StrictHostKeyChecking=no",
        f"UserKnownHostsFile={place}/known",
        "LogLevel=ERROR",
        "SendEnv=LC_*",
    ]
    client = ["ssh", "-F", "none", "-tt", "-p", str(port), "-i", str(place / "client")]
    client += [part for option in options for part in ("-o", option)]
    lines = Lines([*client, f"{getpass.getuser()}@127.0.0.1"])
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    try:
        yield lines
    finally:
        lines.close()
        server.terminate()
        server.wait(5)
