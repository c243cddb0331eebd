"""Services without a display and an open app over one book: each reminder once, on the screen within a second."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date as Date
from datetime import time as Time
from pathlib import Path

import pytest

from finterm.domain.records import Bill, Delivery, Settings
from finterm.store.book import Book
from tests.e2e.terminal import PATIENCE, Terminal, finterm_in

Loops = list[subprocess.Popen[bytes]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an empty book in it, in which what is due today is told at any hour."""
    with Book.open(tmp_path / "book") as book, book.transaction("core.done.settings") as step:
        night = Time(0)
        step.put(Settings(id=Settings.THE, remind_at=night, quiet_from=night, quiet_until=night, leads=(0,)))
    return tmp_path


@pytest.fixture
def loops(folder: Path) -> Iterator[Callable[[int], Loops]]:
    """Starts `remind --loop` so many times, with neither display nor terminal."""
    started: Loops = []

    def start(count: int) -> Loops:
        for _ in range(count):
            command, environment = finterm_in(folder, "en", DISPLAY="")
            with (folder / f"loop-{len(started)}.out").open("wb") as out:
                started.append(
                    subprocess.Popen(
                        [*command, "remind", "--loop"],
                        stdin=subprocess.DEVNULL,
                        stdout=out,
                        stderr=subprocess.STDOUT,
                        env=environment,
                        start_new_session=True,
                    )
                )
        return started

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.wait(PATIENCE)


def owe(folder: Path, name: str) -> None:
    """A bill that is due today comes into the book."""
    with Book.open(folder / "book", origin="command") as book, book.transaction("core.done.add", {}) as step:
        step.put(Bill(id=name, name=name, currency="CNY", first=Date.today(), minor=500000, count=1))


def told(folder: Path) -> list[Delivery]:
    with Book.open(folder / "book", origin="command") as book:
        return book.all(Delivery)


def said(folder: Path) -> str:
    """What the loops have said."""
    return "".join(path.read_text() for path in sorted(folder.glob("loop-*.out")))


def wait_for(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.1)


def test_two_services_and_two_apps_tell_what_comes_up_once_on_each_screen(
    folder: Path, opened: Callable[..., Terminal], loops: Callable[[int], Loops]
) -> None:
    terminal, other = opened(), opened()
    terminal.wait("Today")
    other.wait("Today")
    runs = folder.joinpath("state", "books")
    wait_for(lambda: list(runs.glob("*/runs.json")))  # the app has looked; it looks again in a minute
    loops(2)
    wait_for(lambda: '"loop"' in next(runs.glob("*/runs.json")).read_text())
    owe(folder, "Rent")
    terminal.wait("Rent: due today")
    shown = time.monotonic()
    other.wait("Rent: due today")
    wait_for(lambda: said(folder).count("reminded (screen): Rent: due today") == 1)
    assert time.monotonic() - shown < 2.5
    # What was handed over wakes the app, which rings the terminal it has; desktop it has none, as they.
    wait_for(lambda: {one.channel for one in told(folder)} == {"screen", "terminal"})
    terminal.read(5.5)  # the other service looks, too
    counted = Counter((one.subject, one.step, one.channel) for one in told(folder))
    assert sorted(counted.values()) == [1, 1]
    assert said(folder).count("Rent: due today") == 1
    assert terminal.text.count("Rent: due today") <= 1  # a second toast would stand beside the first


def test_with_no_app_open_it_stays_owed_and_comes_up_in_the_first_that_opens(
    folder: Path, opened: Callable[..., Terminal]
) -> None:
    owe(folder, "Rent")
    command, environment = finterm_in(folder, "en", DISPLAY="")
    ran = subprocess.run(
        [*command, "remind", "--once"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment,
        start_new_session=True,
        timeout=60,
    )
    assert ran.returncode == 1 and "no finterm is open" in ran.stderr and told(folder) == []
    terminal = opened()
    terminal.wait("Rent: due today")
    wait_for(lambda: {one.channel for one in told(folder)} == {"screen", "terminal"})
