"""kill -9 at random moments: every acknowledged transaction is there, and none is half there."""

from __future__ import annotations

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

# Writes two records a transaction, tells each one done, and checkpoints now and then. The random
# moments make the kill fall into appends, checkpoints, renames and openings alike.
CHILD = """
import sys
from datetime import date
from pathlib import Path
from finterm.store import Book
from finterm.domain.records import Event, Move
book = Book.open(Path(sys.argv[1]), device="here")
sys.stdout.write("open\\n"); sys.stdout.flush()
def write(n):
    id = book.new_id()
    with book.transaction("core.done.payment") as change:
        change.put(Event(id=id, loan="l", date=date(2026, 5, 1), kind="payment", minor=n))
        change.put(Move(id=id, date=date(2026, 5, 1), kind="spend", minor=n, currency="CNY", cause=id))
    return id
for n in range(10**6):
    sys.stdout.write(write(n) + "\\n"); sys.stdout.flush()
    if n % 7 == 3:
        book.checkpoint()
    if n % 11 == 5:
        write(n); book.undo(); book.redo(); book.undo()  # never told, so it may be there or not
"""


@pytest.mark.timeout(600)  # two hundred processes take their time on a busy machine
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    moments = random.Random(20261124)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        # Every other child is killed from its very start on, to catch opening and recovery as well.
        with subprocess.Popen([sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            if kill % 2:
                child.stdout.readline()
            time.sleep(moments.uniform(0, 0.03 if kill % 2 else 0.2))
            child.send_signal(signal.SIGKILL)
            told = child.stdout.read().decode().split("\n")[:-1]
        acknowledged.update(id for id in told if id != "open")
        # Looking mends, and the next child is to find what this kill left: so look at a copy.
        if folder.exists():
            shutil.copytree(folder, tmp_path / "copy")
            _look(tmp_path / "copy", acknowledged)
            shutil.rmtree(tmp_path / "copy")
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
