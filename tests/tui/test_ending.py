"""A terminal that is gone ends the screen, whenever it went."""

from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys

import pytest

SCRIPT = """
import asyncio, sys
from contextlib import suppress
from finterm.tui import ending

async def stand() -> None:
    over = asyncio.Event()
    with suppress(OSError):
        sys.stdin.readline()  # ends when the terminal is gone
    ending.heed(lambda: None, over.set)
    await over.wait()

asyncio.run(stand())
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
async def test_a_terminal_lost_before_the_screen_stood_ends_it_too() -> None:
    master, slave = pty.openpty()
    # Not the leader of a session: nobody sends it SIGHUP.
    child = subprocess.Popen([sys.executable, "-c", SCRIPT], stdin=slave, stderr=subprocess.PIPE)
    os.close(slave)
    await asyncio.sleep(0.1)
    os.close(master)  # its wait for a line ends, and the terminal is gone
    try:
        assert await asyncio.to_thread(child.wait, 10) is not None
    finally:
        child.kill()
    assert child.stderr is not None and b"Traceback" not in child.stderr.read()
