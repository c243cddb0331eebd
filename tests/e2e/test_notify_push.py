"""Apprise for real, against a small server on this machine: what arrives there, and what is said when nothing can."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC
from datetime import datetime as DateTime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from finterm.cli.program import Program
from finterm.domain.records import Bill, Delivery
from finterm.locale import Words
from finterm.notify import secrets
from finterm.notify.channel import Chosen, Failed
from finterm.notify.command import Command
from finterm.notify.notice import Notice, plain
from finterm.notify.push import Push
from finterm.notify.worker import run_once
from finterm.store.book import Book

NOW = DateTime(2026, 5, 15, 9, 0, tzinfo=UTC)
PASSWORD = "pa55-w0rd"


class Server(ThreadingHTTPServer):
    """Notes what is posted, and answers with `status`, or hangs until `ended`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[dict[str, Any]] = []
        self.status = 200
        self.hangs = False
        self.ended = threading.Event()

    def url(self, user: str = "me") -> str:
        return f"json://{user}:{PASSWORD}@127.0.0.1:{self.server_port}/path?format=markdown&emojis=yes"


class Handler(BaseHTTPRequestHandler):
    """One call of apprise."""

    server: Server

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.hangs:
            self.server.ended.wait(30)
            return
        self.server.got.append(json.loads(data))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for settings, state and book; no keyring, no proxy."""
    for name in ("CONFIG", "STATE", "BOOK"):
        monkeypatch.setenv(f"FINTERM_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("FINTERM_LANG", "en")
    monkeypatch.setenv("FINTERM_DEVICE", "here")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr("finterm.notify.secrets._keyring", lambda: None)
    return tmp_path


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.ended.set()
        server.shutdown()
        thread.join()


def dead_url() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"json://me:{PASSWORD}@127.0.0.1:{probe.getsockname()[1]}"


def test_a_notice_arrives_as_the_text_it_is(server: Server) -> None:
    secrets.keep("push", [server.url()])
    title = plain("手机分期：“逾期” 17天 :smile: <b>'x'</b>\x1b[31m", 100)
    body = plain("第5期 *应还* ¥248.47 & _more_ \\n \\u00e9 `$HOME` {{x}} \x07\n" + "长" * 10_000, 400)
    assert Push().send(Notice(title, body, ())) is None
    (got,) = server.got
    assert "\x1b" not in got["title"] and got["title"].startswith(
        "手机分期：“逾期” 17天 :smile: <b>'x'</b> [31m"
    )
    assert len(got["message"]) <= 450 and got["message"].replace("\\", "").startswith(
        "第5期 *应还* ¥248.47 & _more_ n u00e9 `$HOME` {{x}} 长长"
    )


def test_where_no_format_is_asked_for_not_a_letter_is_changed(server: Server) -> None:
    secrets.keep("mail", [server.url().partition("?")[0]])
    notice = Notice("*a* \\n “q” 'q' <i>&amp;", "_b_ # c\\t [x](y) -- https://x.example/?a=1&b=2", ())
    assert Push("mail").send(notice) is None
    assert (server.got[0]["title"], server.got[0]["message"]) == notice[:2]


def test_a_bare_count_arrives_with_a_body(server: Server) -> None:
    secrets.keep("push", [server.url()])
    assert Push().send(Notice("finterm: 1 task due", "", ())) is None
    assert (server.got[0]["title"], server.got[0]["message"]) == ("finterm", "finterm: 1 task due")


@pytest.mark.parametrize(
    ("spoil", "failed"),
    [
        (
            lambda server: setattr(server, "status", 500),
            ("service_status", {"service": "json", "status": 500}),
        ),
        (lambda server: secrets.keep("push", [dead_url()]), ("unreached", {"service": "json"})),
        (lambda server: secrets.keep("push", [f"pigeon://{PASSWORD}"]), ("bad_secret", {"channel": "push"})),
        (lambda server: secrets.remove("push"), ("no_secret", {"channel": "push"})),
    ],
    ids=["error", "dead port", "unknown service", "no address"],
)
def test_why_nothing_arrived_is_told_without_the_address(
    server: Server, spoil: Callable[[Server], object], failed: tuple[str, dict[str, object]]
) -> None:
    secrets.keep("push", [server.url()])
    spoil(server)
    assert Push().send(Notice("t", "b", ())) == Failed(f"notify.failed.{failed[0]}", failed[1])


def test_without_apprise_it_is_said_what_to_install(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "gone").mkdir()
    (place / "gone" / "apprise.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(place / "gone"))
    failed = Push().send(Notice("t", "b", ()))
    assert failed is not None and "pip install 'finterm[push]'" in Words("en")(failed.key)


def test_nothing_is_imported_from_the_folder_a_person_is_in(
    server: Server, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "apprise.py").write_text("raise ImportError")
    monkeypatch.chdir(place)
    secrets.keep("push", [server.url()])
    assert Push().send(Notice("t", "b", ())) is None


@pytest.mark.skipif(os.name != "posix", reason="files have owners there")
def test_a_file_of_addresses_that_others_can_read_is_not_used(server: Server) -> None:
    secrets.keep("push", [server.url()])
    secrets.path().chmod(0o644)
    failed = Push().send(Notice("t", "b", ()))
    assert failed is not None and failed.key == "notify.secret.exposed" and server.got == []


def test_one_service_of_two_is_enough_and_the_other_is_named(server: Server) -> None:
    secrets.keep("push", [dead_url(), server.url()])
    push = Push()
    assert push.send(Notice("t", "b", ())) is None and len(server.got) == 1
    assert push.hint == Failed("notify.hint.partly", {"channel": "push", "services": "json"})


def test_a_server_that_hangs_is_cut_off_and_the_next_channel_tells_once(server: Server, place: Path) -> None:
    server.hangs = True
    secrets.keep("push", [server.url() + "&rto=60"])
    got = place / "got"
    through = [Chosen(Push("push", 2), seconds=10), Chosen(Command(["sh", "-c", f"cat > {got}"]))]
    with Book.open(place / "book") as book:
        with book.transaction("core.done.import") as change:
            change.put(Bill(id="b", name="rent", currency="CNY", first=NOW.date(), count=1, minor=5))
        begun = time.monotonic()
        report = run_once(book, NOW, Words("en"), through)
        assert time.monotonic() - begun < 8
        assert [told.channel for told in report.told] == ["command"]
        assert report.failures == {"push": Failed("notify.failed.slow", {"seconds": 2})}
        assert [delivery.channel for delivery in book.all(Delivery)] == ["command"]
        assert run_once(book, NOW, Words("en"), through).told == ()
    assert json.loads(got.read_text("utf-8"))["title"] == "rent: due today"


def test_an_address_is_given_tried_and_said_nowhere(
    server: Server, place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    said = []

    def call(*words: str, given: str = "") -> tuple[int, str]:
        done = CliRunner().invoke(Program(Words("en")), ["remind", *words], input=given)
        said.append(done.output + "".join(capfd.readouterr()))
        return done.exit_code, said[-1]

    code, told = call("secret", "push", "-", given=server.url() + "\n")
    assert code == 0 and f"Kept in {place}/config/secrets.json" in told and "push is not chosen yet" in told
    (place / "config" / "config.toml").write_text('[reminders]\nchannels = ["push"]\n')
    code, told = call("test")
    assert code == 0 and "push  arrived" in told and server.got[0]["title"] == "finterm: a test"
    server.status = 403
    with Book.open(place / "book") as book, book.transaction("core.done.import") as change:
        change.put(Bill(id="b", name="rent", currency="CNY", first=NOW.date(), count=1, minor=5))
    code, told = call("--once", "--on", "2026-05-16")
    assert code == 1 and "push: json answered with error 403" in told
    call("status")
    server.status = 200
    code, told = call("--once", "--on", "2026-05-17")
    assert code == 0 and "rent" in told and "0.05" not in server.got[-1]["message"]
    secrets.remove("push")
    files = [file for file in place.rglob("*") if file.is_file()]
    assert len(files) > 3 and not any(PASSWORD in text for text in said)
    assert [file for file in files if PASSWORD.encode() in file.read_bytes()] == []


def test_the_child_ends_by_itself_and_keeps_the_address_from_all_who_look(server: Server) -> None:
    server.hangs = True
    secrets.keep("push", [server.url() + "&rto=60"])
    sending = threading.Thread(target=Push("push", 1.5).send, args=(Notice("t", "b", ()),))
    sending.start()
    seen = b""
    for _ in range(20):
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if b"apprise_child" in (process / "cmdline").read_bytes():
                    seen += (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            except OSError:
                continue
        time.sleep(0.05)
    sending.join()
    assert PASSWORD.encode() not in seen and (b"apprise_child" in seen or not Path("/proc/self").exists())
