"""kill -9 at random moments: every acknowledged transaction is there, and none is half there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tinydb import TinyDB

from finterm.domain.records import Event, Move
from tests.store.making import opened

KILLS = 200

# Stands ready with everything imported, and for each line it reads becomes a new process in a moment: what
# kills are to hit is the book and not the interpreter. A worker writes two records a transaction, tells each
# one done, and checkpoints now and then. The random moments make the kill fall into appends, checkpoints,
# renames and openings alike.
READY = """
import os, sys
from datetime import date
from pathlib import Path
from finterm.store import Book
from finterm.domain.records import Event, Move

def work(folder, told):
    book = Book.open(Path(folder), device="here")
    os.write(told, b"open\\n")
    def write(n):
        id = book.new_id()
        with book.transaction("core.done.payment") as change:
            change.put(Event(id=id, loan="l", date=date(2026, 5, 1), kind="payment", minor=n))
            change.put(Move(id=id, date=date(2026, 5, 1), kind="spend", minor=n, currency="CNY", cause=id))
        return id
    for n in range(10**6):
        os.write(told, write(n).encode() + b"\\n")
        if n % 7 == 3:
            book.checkpoint()
        if n % 11 == 5:
            write(n); book.undo(); book.redo(); book.undo()  # never told, so it may be there or not

for line in sys.stdin:
    if not (pid := os.fork()):
        try:
            work(sys.argv[1], os.open(line.strip(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        finally:
            os._exit(1)
    print(pid, flush=True)
    _, status = os.waitpid(pid, 0)
    print(os.WTERMSIG(status), flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs fork and signals")
@pytest.mark.timeout(600)  # two hundred processes take their time on a busy machine
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    moments = random.Random(20261124)
    acknowledged: set[str] = set()
    command = [sys.executable, "-c", READY, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as ready:
        assert ready.stdin is not None and ready.stdout is not None
        for kill in range(KILLS):
            told = tmp_path / f"told-{kill}"
            ready.stdin.write(f"{told}\n")
            ready.stdin.flush()
            worker = int(ready.stdout.readline())
            # Every other one is killed from its very start on, to catch opening and recovery as well.
            if kill % 2:
                while not (told.exists() and told.stat().st_size):
                    time.sleep(0.001)
            time.sleep(moments.uniform(0, 0.03 if kill % 2 else 0.06))
            os.kill(worker, signal.SIGKILL)
            assert int(ready.stdout.readline()) == signal.SIGKILL
            lines = told.read_text().split("\n")[:-1] if told.exists() else []
            acknowledged.update(id for id in lines if id != "open")
            # Looking mends, and the next one is to find what this kill left: so look at a copy.
            if folder.exists():
                shutil.copytree(folder, tmp_path / "copy")
                _look(tmp_path / "copy", acknowledged)
                shutil.rmtree(tmp_path / "copy")
        ready.stdin.close()
    _look(folder, acknowledged)
    assert len(acknowledged) > KILLS


def _look(folder: Path, acknowledged: set[str]) -> None:
    """The book in `folder`, as plain TinyDB finds it and as it opens, has every acknowledged transaction."""
    if (folder / "book.json").exists():
        TinyDB(folder / "book.json").tables()
    book = opened(folder)
    events, moves = ({record.id for record in book.all(kind)} for kind in (Event, Move))
    assert events == moves, "a transaction is half there"
    assert acknowledged <= events
    assert {notice.key for notice in book.notices} <= {"core.notice.torn_line"}
    book.close()
    assert len(TinyDB(folder / "book.json").table("events")) == len(events)
