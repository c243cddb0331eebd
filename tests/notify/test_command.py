"""A program of the person's own gets the notice as JSON, is judged by its exit code, and disturbs nobody."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, timedelta
from datetime import datetime as DateTime
from pathlib import Path

import pytest

from finterm.domain.records import Bill
from finterm.locale import Words
from finterm.notify.channel import Channel, Chosen, Failed
from finterm.notify.command import Command
from finterm.notify.notice import LEVELS, Notice
from finterm.notify.worker import run_once
from finterm.store.book import Book

NOW = DateTime(2026, 5, 15, 9, 0, tzinfo=UTC)
NOTICE = Notice('手机分期: "due" today; $HOME `x` <b>&\\n', "Pay 'it' -- now | cat", ())

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell to write programs in")


def shell(script: str, seconds: float = 10, *more: str) -> Command:
    return Command(["sh", "-c", script, *more], seconds)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_program_gets_the_notice_as_it_is_and_its_arguments_unread_by_a_shell(tmp_path: Path) -> None:
    got, given = tmp_path / "got", tmp_path / "given"
    channel = shell('cat > "$1"; printf "%s" "$3" > "$2"', 10, "sh", str(got), str(given), "$HOME; 'x' *")
    assert channel.send(NOTICE) is None
    assert json.loads(got.read_bytes()) == {
        "title": NOTICE.title,
        "body": NOTICE.body,
        "level": "full",
        "count": 0,
        "reminders": [],
    }
    assert given.read_text() == "$HOME; 'x' *"


def test_it_is_told_no_more_than_its_level_lets_it(tmp_path: Path) -> None:
    with Book.open(tmp_path / "book", device="here") as book:
        bill = Bill(id="rent", name="rent\x1b[31m", currency="CNY", first=NOW.date(), minor=123456, count=1)
        with book.transaction("core.done.import") as change:
            change.put(bill)
        told = {}
        for level in LEVELS:
            got = tmp_path / level
            channel: Channel = shell('cat > "$1"', 10, "sh", str(got))
            now = NOW + timedelta(days=LEVELS.index(level))
            report = run_once(book, now, Words("en"), [Chosen(channel, level)])
            assert [one.channel for one in report.told] == ["command"]
            told[level] = json.loads(got.read_text("utf-8"))
    common = {"subject": "bill:rent:2026-05-15", "kind": "bill", "name": "rent [31m", "date": "2026-05-15"}
    assert told["full"]["reminders"] == [
        {**common, "step": "lead:0:2026-05-15", "days": 0, "minor": 123456, "currency": "CNY"}
    ]
    assert told["no_amounts"]["reminders"] == [{**common, "step": "overdue:2026-05-16", "days": -1}]
    assert (told["count"]["reminders"], told["count"]["count"]) == ([], 1)
    for level, hidden in (("no_amounts", ("123456", "1,234")), ("count", ("rent", "1,234", "2026"))):
        assert not any(each in json.dumps(told[level]) for each in hidden)


@pytest.mark.parametrize(
    ("script", "failed"),
    [
        ("exit 3", Failed("notify.failed.exit", {"code": 3})),
        (
            "echo noise; echo first >&2; printf '\\033[31mno \\007line\\n\\n' >&2; exit 3",
            Failed("notify.failed.exit_said", {"code": 3, "said": "[31mno line"}),
        ),
        ("printf '\\377\\n' >&2; exit 1", Failed("notify.failed.exit_said", {"code": 1, "said": "\ufffd"})),
        ("kill -9 $$", Failed("notify.failed.signal", {"number": 9})),
    ],
)
def test_a_program_that_fails_is_quoted_in_one_plain_line(script: str, failed: Failed) -> None:
    assert shell(script).send(NOTICE) == failed


def test_what_a_program_says_reaches_no_screen_and_is_shortened(capfd: pytest.CaptureFixture[str]) -> None:
    failed = shell("head -c 300000 /dev/zero | tr '\\0' x | tee /dev/stderr; exit 1").send(NOTICE)
    assert failed is not None and len(str(failed.values["said"])) == 200
    assert shell("echo loud; echo louder >&2; echo tty > /dev/tty").send(NOTICE) is not None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("program", "key"),
    [
        ((), "no_program"),
        (("/nonexistent/say",), "program_missing"),
        (("/",), "program_unstarted"),
        (("~nobody-here/say",), "program_unstarted"),
        (("a\0b",), "program_unstarted"),
    ],
)
def test_a_program_that_cannot_be_started_is_said(program: tuple[str, ...], key: str) -> None:
    failed = Command(program).send(NOTICE)
    assert failed is not None and failed.key == f"notify.failed.{key}"
    assert all(Words(language)(failed.key, **failed.values) for language in ("en", "zh"))


def test_a_program_is_found_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "say").write_text("#!/bin/sh\nexit 0\n")
    (tmp_path / "say").chmod(0o700)
    assert Command(["~/say"]).send(NOTICE) is None


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    begun = time.monotonic()
    hung = 'trap "" TERM; sleep 60 & echo $! > "$1"; echo $$ >> "$1"; cat > /dev/null; wait'
    failed = shell(hung, 0.5, "sh", str(pids)).send(NOTICE)
    assert failed == Failed("notify.failed.slow", {"seconds": 0})
    assert time.monotonic() - begun < 5
    time.sleep(0.05)
    assert [pid for pid in map(int, pids.read_text().split()) if alive(pid)] == []


def test_what_a_program_leaves_behind_holds_nobody_up(tmp_path: Path) -> None:
    pid, begun = tmp_path / "pid", time.monotonic()
    assert shell('sleep 30 & echo $! > "$1"', 20, "sh", str(pid)).send(NOTICE) is None
    assert time.monotonic() - begun < 10
    left = int(pid.read_text())
    assert alive(left)  # it may have something to play or to show yet
    os.kill(left, 9)


def test_a_program_need_not_read_what_it_is_given() -> None:
    big = Notice("t", "b" * 400, ())._replace(title="t" * 1_000_000)
    assert shell("exit 0").send(big) is None
    assert shell("exec sleep 30", 0.3).send(big) == Failed("notify.failed.slow", {"seconds": 0})
