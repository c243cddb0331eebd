"""A real calendar program imports the file again and again, and a served file follows the book."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date as Date
from datetime import timedelta
from pathlib import Path

import pytest

from finterm.domain.records import Bill, BillPayment, FollowUp, Record
from finterm.store.book import Book

SOON = Date.today() + timedelta(days=3)
KHAL = """
[calendars]
[[dues]]
path = {place}/dues
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
[default]
default_calendar = dues
[sqlite]
path = {place}/khal.db
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    with Book.open(tmp_path / "book", device="here") as book:
        put(
            book,
            Bill(id="rent", name="房租; rent, flat 2", currency="CNY", first=SOON, minor=180000, count=3),
            FollowUp(id="call", date=SOON, what="call the lender"),
            FollowUp(id="letter", date=SOON, what="write a letter"),
        )
    gone = ("NO_COLOR", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    return {
        **{name: value for name, value in os.environ.items() if name not in gone},
        "HOME": str(tmp_path),
        "FINTERM_BOOK": str(tmp_path / "book"),
        "FINTERM_CONFIG": str(tmp_path / "config"),
        "FINTERM_STATE": str(tmp_path / "state"),
        "FINTERM_DEVICE": "here",
        "FINTERM_LANG": "en",
        "LC_ALL": "C.UTF-8",
    }


def put(book: Book, *records: Record) -> None:
    with book.transaction("core.done.import", {"name": "x"}) as step:
        for record in records:
            step.put(record)


def run(environment: dict[str, str], program: str, *arguments: object) -> str:
    command = [sys.executable, "-m", program, *(str(argument) for argument in arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


BOTH = """
import sys
from contextlib import suppress
from khal.cli import main_khal
path, since, *settings = sys.argv[1:]
shown = "{start-date} {title} {cancelled}"
for command in (["import", "--batch", path], ["list", "--format", shown, "--day-format", "", since, "120d"]):
    with suppress(SystemExit):
        main_khal([*settings, *command])
"""


@pytest.fixture
def khal(tmp_path: Path, environment: dict[str, str]) -> Callable[[Path], list[str]]:
    """Imports a file into a calendar of khal's own and lists what is in it then."""
    (tmp_path / "dues").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(place=tmp_path))

    def call(path: Path) -> list[str]:
        command = [sys.executable, "-c", BOTH, path, SOON.isoformat(), "-c", tmp_path / "khal.conf"]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=True
        )
        return sorted(line.strip() for line in done.stdout.splitlines() if line.strip())

    return call


def test_khal_imports_twice_without_doubles_and_then_shows_what_changed(
    tmp_path: Path, environment: dict[str, str], khal: Callable[[Path], list[str]]
) -> None:
    path = tmp_path / "dues.ics"

    def imported() -> list[str]:
        run(environment, "finterm", "export", "ics", "--output", path)
        return khal(path)

    before = imported()
    assert len(before) == 5 and f"{SOON} 房租; rent, flat 2 CN¥1,800.00" in before
    assert imported() == before and len(list((tmp_path / "dues").glob("*.ics"))) == 5

    moved = SOON + timedelta(days=5)
    with Book.open(tmp_path / "book", device="here") as book:
        put(
            book,
            BillPayment(id="paid", bill="rent", on=SOON, date=Date.today(), minor=180000),
            FollowUp(id="call", date=moved, what="call the lender"),
        )
        with book.transaction("core.done.import", {"name": "x"}) as step:
            step.delete(next(one for one in book.all(FollowUp) if one.id == "letter"))
    after = imported()
    assert len(after) == 5 and len(list((tmp_path / "dues").glob("*.ics"))) == 5
    assert f"{SOON} ✓ Paid: 房租; rent, flat 2 CN¥1,800.00" in after
    assert (
        f"{moved} Next step: call the lender" in after and f"{SOON} Next step: call the lender" not in after
    )
    assert f"{SOON} No longer due: Next step: write a letter CANCELLED" in after


@pytest.fixture
def serving(tmp_path: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "finterm", "export", "ics", "--serve-file", str(tmp_path / "dues.ics")]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    yield process
    process.kill()
    process.wait()


def wait_for(shown: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not shown():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_a_served_file_follows_the_book_and_ends_when_asked(
    tmp_path: Path, environment: dict[str, str], serving: subprocess.Popen[str], ending: signal.Signals
) -> None:
    path = tmp_path / "dues.ics"
    wait_for(path.exists)
    first, made = path.read_bytes(), path.stat().st_ino
    assert b"\xe2\x9c\x93" not in first
    run(environment, "finterm", "pay", "房租; rent, flat 2", "1800")
    wait_for(lambda: path.read_bytes() != first)
    assert (
        "✓ Paid" in path.read_text("utf-8") and path.stat().st_ino != made
    )  # a whole new file, put in place
    time.sleep(1.5)
    kept = path.stat().st_ino
    serving.send_signal(ending)
    assert serving.wait(20) == 0 and path.stat().st_ino == kept and serving.stdout is not None
    assert serving.stdout.read().count("dues written to") == 2
