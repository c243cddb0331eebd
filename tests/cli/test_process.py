"""The program as a process: what it imports, how it exits, what a pipe sees."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from finterm.cli.program import VERBS
from tests.cli.conftest import HOUSEHOLD

CALLS: dict[str, list[list[str]]] = {
    "today": [["today"], ["today", "--json"]],
    "loans": [["loans"], ["loans", "--json"], ["loans", "Car"]],
    "dues": [["dues"], ["dues", "--json"]],
    "pay": [["pay", "Car loan", "1"], ["pay", "Car loan", "1", "--json"]],
    "talk": [["talk", "Ford", "pay now", "--new", "lender", "--promise", "5@+3"]],
    "conduct": [["conduct"], ["conduct", "Car loan", "--json"]],
    "letter": [["letter", "confirm", "Car loan"], ["letter", "dispute", "--json"]],
    "claim": [["claim", "手机分期", "1234"], ["claim", "手机分期", "1234", "--json"]],
    "arrange": [
        ["arrange", "手机分期"],
        ["arrange", "手机分期", "--each", "3", "--count", "4", "--first", "+9", "--json"],
    ],
    "sheet": [["sheet", "手机分期"], ["sheet", "手机分期", "--charge", "fee; 5", "--json"]],
    "rules": [["rules"], ["rules", "--json"]],
    "calc": [
        ["calc", "schedule", "--principal", "1000", "--method", "bullet", "--periods", "1"],
        ["calc", "rate", "{flows}"],
    ],
    "remind": [["remind", "--once"]],
    "credit": [["credit"], ["credit", "--json"]],
    "guide": [["guide"], ["guide", "first_hour"], ["guide", "--json"]],
    "import": [["import", "{loans}"], ["import", "{loans}", "--dry-run", "--json"]],
    "export": [["export", "json"], ["export", "csv", "--output", "{zip}", "--force"]],
    "undo": [["undo"]],
    "redo": [["redo"]],
    "history": [["history"]],
    "backup": [["backup"]],
    "doctor": [["doctor"]],
}
SPY = """
import json, sys
from finterm.cli import run
codes = []
for call in json.loads(sys.argv[2]):
    try:
        run(call)
    except SystemExit as end:
        codes.append(end.code)
open(sys.argv[1], "w").write(json.dumps({"codes": codes, "modules": sorted(sys.modules)}))
"""


def run(arguments: Sequence[object], **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "finterm", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        **more,  # type: ignore[call-overload]
    )


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a book into which a process imported the household, to be copied."""
    place = tmp_path_factory.mktemp("imported")
    ours = {f"FINTERM_{name}": str(place / name.lower()) for name in ("BOOK", "CONFIG", "STATE")}
    call = ["import", HOUSEHOLD / "loans.csv", HOUSEHOLD / "events.csv"]
    done = run(call, env=os.environ | ours | {"FINTERM_DEVICE": "testing", "FINTERM_LANG": "en"})
    assert done.returncode == 0, done.stderr
    assert not (place / "state").exists()
    return place / "book"


@pytest.fixture
def filled(place: Path, imported: Path) -> Path:
    shutil.copytree(imported, place / "book")
    (place / "flows.csv").write_text("period,amount\n0,1000\n1,-1100\n", "utf-8")
    return place


def test_every_verb_is_called_here() -> None:
    assert CALLS.keys() == VERBS.keys()


def spied(told: Path, *calls: Sequence[str]) -> tuple[list[int], set[str], str]:
    """What a process that makes these calls in turn exits with and has imported, and its complaints."""
    done = subprocess.run(
        [sys.executable, "-c", SPY, str(told), json.dumps(calls)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    seen = json.loads(told.read_text())
    assert len(seen["codes"]) == len(calls)
    return seen["codes"], set(seen["modules"]), done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_imports_the_screen(verb: str, filled: Path) -> None:
    places = {"flows": filled / "flows.csv", "loans": HOUSEHOLD / "loans.csv", "zip": filled / "out.zip"}
    calls = [[argument.format(**places) for argument in call] for call in CALLS[verb]]
    codes, modules, complaints = spied(filled / "told", *calls)
    assert set(codes) <= ({0, 1} if verb in ("redo", "remind") else {0}), complaints
    assert not [
        name
        for name in modules
        # doctor reads keys and themes as the screen does, with readers that draw nothing
        if name.split(".")[0] == "textual" or (name.startswith("finterm.tui") and verb != "doctor")
    ]


@pytest.mark.usefixtures("midday")
def test_a_look_for_reminders_leaves_apprise_and_the_keyring_to_a_child(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    (filled / "config").mkdir(exist_ok=True)
    (filled / "config" / "config.toml").write_text('[reminders]\nchannels = ["push"]\n')
    _, imported, complaints = spied(filled / "told", ["remind", "--once", "--on", "2026-09-01"])
    assert "push: no address is kept for it" in complaints
    modules = {name.split(".")[0] for name in imported}
    assert modules & {"apprise", "keyring", "requests", "textual"} == set() and "msgspec" in modules


def test_help_imports_no_verb_and_no_book(place: Path) -> None:
    _, modules, _ = spied(place / "told", ["--help"])
    assert "finterm.cli.program" in modules
    assert not [
        name
        for name in modules
        if name.startswith(("finterm.store", "finterm.cli.paying", "textual", "tinydb"))
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["loans", "--help"], 0),
        (["pay", "nobody", "5"], 1),
        (["calc", "schedule", "--principal", "x", "--method", "bullet", "--periods", "1"], 1),
        (["pay"], 2),
        (["nonsense"], 2),
        (["loans", "--nonsense"], 2),
        (["loans", "--on", "2026-02-30"], 2),
    ],
)
def test_the_exit_code_says_done_refused_or_usage(arguments: list[str], code: int, filled: Path) -> None:
    done = run(arguments)
    assert done.returncode == code
    assert ("" if code else done.stderr) == "" and (done.stdout == "" or code == 0)


def test_a_refusal_is_one_sentence_on_stderr(filled: Path) -> None:
    done = run(["pay", "Car lone", "5"])
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "Car loan" in done.stderr


def test_a_closed_pipe_is_silent(filled: Path) -> None:
    script = f"'{sys.executable}' -m finterm loans --json --on 2026-09-01 | head -1; echo ${{PIPESTATUS[0]}}"
    for _ in range(3):
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
        assert done.stderr == "" and done.stdout.splitlines() == ["[", "0"]


def test_a_pipe_closed_before_anything_is_written_is_silent_too(filled: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "finterm", "loans"], stdout=write, stderr=subprocess.PIPE, timeout=60
    )
    os.close(write)
    assert done.stderr == b"" and done.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_was_closed_from_the_start_is_no_fault(filled: Path, closed: str) -> None:
    for call in ("loans", "pay 'Car loan' 1 --json", "undo", "doctor"):
        script = f"'{sys.executable}' -m finterm {call} {closed}"
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (0, "")
        assert bool(done.stdout) == (">&-" not in closed.replace("2>&-", ""))
    assert not (filled / "state").exists()


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes there alone")
class TestBytesThatAreNoText:
    def test_what_is_typed_is_refused_with_a_sentence(self, filled: Path) -> None:
        call = [sys.executable, "-m", "finterm", "talk", b"Bank \xff", "x", "--new", "lender"]
        done = subprocess.run(call, capture_output=True, text=True, timeout=60)
        assert done.returncode == 1 and "UTF-8" in done.stderr and done.stderr.count("\n") == 1
        assert run(["doctor"]).stdout.count("is well") == 1

    def test_the_name_of_a_file_may_hold_them(self, filled: Path) -> None:
        odd = os.fsdecode(b"loans\xff.csv")
        text = (HOUSEHOLD / "loans.csv").read_text("utf-8").replace("LFQ-20260315", "other")
        (filled / odd).write_text(text, "utf-8")
        for more in (["--dry-run", "--json"], ["--json"], []):
            done = run(["import", filled / odd, *more])
            assert done.returncode == 0 and done.stderr == ""
        assert "loans�.csv" in run(["history"]).stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_the_output_is_a_sentence(filled: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "finterm", "loans"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_the_unexpected_is_a_sentence_and_a_log_for_the_owner_alone(filled: Path) -> None:
    script = "import finterm.cli.looking as l; l.positions = lambda *a: 1 / 0; from finterm.cli import run; run(['loans'])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    log = filled / "state" / "finterm.log"
    assert (
        done.returncode == 1
        and done.stdout == ""
        and str(log) in done.stderr
        and done.stderr.count("\n") == 1
    )
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert os.name != "posix" or log.stat().st_mode & 0o777 == 0o600


def test_there_are_no_colours_where_there_is_no_terminal(filled: Path) -> None:
    done = run(["loans", "--on", "2026-09-01"])
    assert done.returncode == 0 and "\x1b" not in done.stdout


def in_terminal(arguments: Sequence[str], environment: dict[str, str]) -> str:
    """What a call writes to a terminal."""
    import pty

    master, slave = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "finterm", *arguments],
        stdout=slave,
        stderr=slave,
        env=os.environ | environment,
    )
    os.close(slave)
    said = b""
    while True:
        try:
            block = os.read(master, 65536)
        except OSError:
            break
        if not block:
            break
        said += block
    os.close(master)
    assert done.wait(60) == 0
    return said.decode()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_terminal_sees_colours_unless_it_asks_for_none(filled: Path) -> None:
    call = ["loans", "--on", "2026-09-01"]
    assert "\x1b[31m" in in_terminal(call, {"TERM": "xterm"})
    assert "\x1b" not in in_terminal(call, {"TERM": "xterm", "NO_COLOR": "1"})
    assert "\x1b" not in in_terminal(call, {"TERM": "dumb"})


def test_json_is_utf_8_whatever_the_terminal_speaks(filled: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "finterm", "loans", "--json"], capture_output=True, env=environment, timeout=60
    )
    assert json.loads(done.stdout)[0]["name"] == "手机分期"
    text = subprocess.run(
        [sys.executable, "-m", "finterm", "loans"], capture_output=True, env=environment, timeout=60
    )
    assert text.returncode == 0 and text.stderr == b"" and b"Car loan" in text.stdout


def test_without_a_terminal_the_screen_is_refused_with_a_sentence(place: Path) -> None:
    done = run([], stdin=subprocess.DEVNULL)
    assert done.returncode == 1 and "terminal" in done.stderr and done.stderr.count("\n") == 1


def test_the_demo_leaves_nothing_behind(place: Path) -> None:
    done = run(["--demo", "loans", "--json"], env=os.environ | {"TMPDIR": str(place)})
    assert done.returncode == 0 and len(json.loads(done.stdout)) > 5
    assert [path.name for path in place.iterdir() if path.name.startswith("finterm-demo")] == []
    assert not (place / "book").exists()
