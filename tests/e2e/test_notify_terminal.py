"""A reminder at the far end of a real SSH session, seen as the bytes that the terminal at this end gets."""

from __future__ import annotations

import base64
import json
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import date as Date
from datetime import time as Time
from pathlib import Path
from typing import Any

import pytest

from finterm.domain.records import Bill, Delivery, Settings
from finterm.store.book import Book
from tests.e2e.sshd import Lines, needs_sshd, sshd_in
from tests.e2e.terminal import Terminal, finterm_in

pytestmark = needs_sshd
needs_screen = pytest.mark.skipif(not shutil.which("screen"), reason="needs screen; .ci/run installs it")
needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="needs tmux; .ci/run installs it")

BELL = b"\x07"
NAME = "Rent 房租"
OSC_777 = f"\x1b]777;notify;{NAME}: due today;".encode()
TITLE = base64.b64encode(f"{NAME}: due today".encode())
PASSED_ON = "set -g allow-passthrough on\n"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lines]:
    """Lines through an sshd."""
    with sshd_in(tmp_path_factory.mktemp("sshd") / "ssh") as lines:
        yield lines


@pytest.fixture
def rent(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A folder with a book in it in which a bill is due today, at whatever hour that is."""
    with (
        Book.open(tmp_path / "book") as book,
        book.transaction("core.done.import", {"name": "x"}, undoable=False) as step,
    ):
        quiet = Time(0)
        step.put(
            Settings(id=Settings.THE, remind_at=Time(0), quiet_from=quiet, quiet_until=quiet, leads=(0,))
        )
        step.put(
            Bill(
                id="rent",
                name=getattr(request, "param", NAME),
                currency="CNY",
                first=Date.today(),
                minor=500000,
                count=1,
            )
        )
    return tmp_path


class Far:
    """The far end over the book in `folder`: finterm there, as it is or inside tmux."""

    def __init__(self, lines: Lines, folder: Path) -> None:
        self._lines = lines
        self._folder = folder
        self._socket = folder / "tmux"

    def run(
        self,
        *words: str,
        term: str = "xterm-256color",
        tmux: str | None = None,
        screen: bool = False,
        into: Path | None = None,
        **here: str,
    ) -> Terminal:
        """`finterm WORDS` at the far end of a line from a terminal that is `term`, in a tmux set up by `tmux`."""
        command, env = finterm_in(self._folder, "en")
        ours = {name: value for name, value in env.items() if name.startswith("FINTERM_")}
        command = [*command, *words]
        if into is not None:
            command = ["sh", "-c", f"{shlex.join(command)} >{into} 2>{into}.err; echo end-$?"]
        if tmux is not None:
            setup = self._folder / "tmux.conf"
            setup.write_text(f"set -g status off\nset -s escape-time 0\n{tmux}", "utf-8")
            # tmux leaves with the program, so what it has said stays for a moment
            within = f"{' '.join(command)}; echo end-$?; sleep 1"
            command = ["tmux", "-S", str(self._socket), "-f", str(setup), "new", within]
        if screen:
            setup = self._folder / "screenrc"
            setup.write_text("vbell off\nstartup_message off\n", "utf-8")
            ours["SCREENDIR"] = str(setup.with_name("screens"))
            (self._folder / "screens").mkdir(mode=0o700)
            command = ["screen", "-U", "-c", str(setup), "sh", "-c", f"{shlex.join(command)}; sleep 1"]
        gone = ("TMUX", "TMUX_PANE", "STY", "LC_TERMINAL", "VTE_VERSION", "TERM_PROGRAM", "KITTY_WINDOW_ID")
        env = {name: value for name, value in env.items() if name not in gone} | {"TERM": term} | here
        return self._lines.open(
            command, {"DBUS_SESSION_BUS_ADDRESS": "", "LC_CTYPE": "C.UTF-8"} | ours, env, (80, 24)
        )

    def tell(self, **how: Any) -> Terminal:
        """`finterm remind --once`, all that came of it read."""
        terminal = self.run("remind", "--once", **how)
        terminal.wait("Rent")
        while terminal.read(0.3):
            pass
        return terminal

    def told(self) -> set[str]:
        """The channels that have told the bill."""
        with Book.open(self._folder / "book") as book:
            return {delivery.channel for delivery in book.all(Delivery)}

    def close(self) -> None:
        if self._socket.exists():
            subprocess.run(["tmux", "-S", self._socket, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def far(lines: Lines, rent: Path) -> Iterator[Far]:
    """The far end of the line."""
    end = Far(lines, rent)
    yield end
    end.close()


def test_it_crosses_the_line_once_in_what_most_terminals_know(far: Far) -> None:
    first = far.tell()
    assert OSC_777 in first.received and BELL in first.received
    assert far.told() == {"terminal"}
    again = far.run("remind", "--once")
    again.wait("nothing to remind of")
    assert b"\x1b]" not in again.received and BELL not in again.received


@pytest.mark.parametrize(
    ("term", "here", "seen"),
    [
        ("xterm-kitty", {}, b":d=0:p=title:e=1;" + TITLE + b"\x1b\\"),
        ("xterm-256color", {"LC_TERMINAL": "iTerm2"}, f"\x1b]9;{NAME}: due today: ".encode()),
        ("linux", {}, BELL),
    ],
)
def test_a_terminal_is_known_by_what_ssh_passes_on(
    far: Far, term: str, here: dict[str, str], seen: bytes
) -> None:
    terminal = far.tell(term=term, **here)
    assert seen in terminal.received
    assert (b"\x1b]" in terminal.received) == (term != "linux")


def test_an_output_that_is_redirected_stays_clean(far: Far, rent: Path) -> None:
    terminal = far.run("remind", "--once", "--json", into=rent / "told.json")
    terminal.wait("end-0")
    assert OSC_777 in terminal.received
    (told,) = json.loads((rent / "told.json").read_text("utf-8"))["told"]
    assert told["channel"] == "terminal" and told["title"] == f"{NAME}: due today"


@needs_tmux
def test_through_a_tmux_that_passes_it_on_the_words_arrive_unwrapped(far: Far) -> None:
    terminal = far.tell(tmux=PASSED_ON)
    assert OSC_777 in terminal.received and b"Ptmux" not in terminal.received


@needs_tmux
def test_through_a_tmux_that_does_not_the_bell_arrives_and_what_to_set_is_said(far: Far) -> None:
    terminal = far.tell(tmux="")
    assert BELL in terminal.received and b"]777" not in terminal.received
    assert "".join(PASSED_ON.split()) in "".join(terminal.text.split())  # over the end of a line
    assert far.told() == {"terminal"}


@needs_screen
@pytest.mark.parametrize(("rent", "arrives"), [("Rent", True), (NAME, False)], indirect=["rent"])
def test_through_screen_words_in_ascii_arrive_and_else_the_bell(far: Far, arrives: bool) -> None:
    terminal = far.tell(screen=True)
    assert (b"\x1b]777;notify;Rent: due today;" in terminal.received) == arrives
    assert BELL in terminal.received and b"]777;notify;Rent \x1b" not in terminal.received
    assert far.told() == {"terminal"}


@needs_tmux
def test_with_nobody_attached_to_tmux_it_waits_for_somebody(far: Far, rent: Path) -> None:
    command, env = finterm_in(rent, "en")
    out = rent / "out"
    within = f"{shlex.join([*command, 'remind', '--once'])} >{out} 2>&1; mv {out} {out}.done; sleep 20"
    subprocess.run(["tmux", "-S", rent / "tmux", "-f", "/dev/null", "new", "-d", within], env=env, check=True)
    done = rent / "out.done"
    end = time.monotonic() + 20
    while not done.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert "nobody is attached to tmux" in done.read_text("utf-8") and far.told() == set()


@pytest.mark.parametrize("tmux", [None, pytest.param(PASSED_ON, marks=needs_tmux)])
def test_the_app_rings_its_terminal_and_leaves_nothing_switched_on(far: Far, tmux: str | None) -> None:
    terminal = far.run(tmux=tmux)
    terminal.wait("Today")
    for _ in range(60):  # it comes a moment after the first picture
        if OSC_777 in terminal.received:
            break
        terminal.read(0.3)
    assert OSC_777 in terminal.received and b"Ptmux" not in terminal.received
    while terminal.read(0.4):
        pass
    assert "Rent" in terminal.text  # the picture is whole
    assert tmux or b"\x1b[22;2t\x1b]2;(1) finterm\x1b\\" in terminal.received
    terminal.press("q")
    while terminal.read(0.5):
        pass
    assert tmux or terminal.received.count(b"\x1b[22;2t") == terminal.received.count(b"\x1b[23;2t") == 1
    assert "terminal" in far.told()
