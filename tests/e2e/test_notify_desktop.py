"""A real notification daemon on a real bus: what arrives there, and what is said when nothing can."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PARTS = ("dbus-run-session", "dbus-daemon", "dbus-monitor", "dbus-send", "dunst", "Xvfb", "notify-send")
needs_desktop = pytest.mark.skipif(
    any(shutil.which(part) is None for part in PARTS), reason=f"needs {', '.join(PARTS)}"
)

SEND = """
import json, sys
from finterm.notify.desktop import Desktop
from finterm.notify.notice import Notice
for title, body in json.loads(sys.argv[1]):
    print(json.dumps(Desktop().send(Notice(title, body, ()))))
"""


def send(environment: dict[str, str], *texts: tuple[str, str]) -> tuple[list[object], str]:
    """What `Desktop.send` answered for each text, and everything else that was written anywhere."""
    done = subprocess.run(
        [sys.executable, "-c", SEND, json.dumps(texts)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = done.stdout.splitlines()
    return [json.loads(line) for line in lines[: len(texts)]], "".join(lines[len(texts) :]) + done.stderr


def plain_environment() -> dict[str, str]:
    gone = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XDG_RUNTIME_DIR", "WAYLAND_DISPLAY")
    return {name: value for name, value in os.environ.items() if name not in gone}


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A session bus of its own without any service that could be started on it."""
    (tmp_path / "bus.conf").write_text(
        '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" '
        '"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">'
        "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>"
        '<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
        '<allow own="*"/></policy></busconfig>'
    )
    daemon = subprocess.Popen(
        ["dbus-daemon", f"--config-file={tmp_path}/bus.conf", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    yield {**plain_environment(), "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip()}
    daemon.terminate()
    daemon.wait(timeout=10)


@pytest.fixture
def desktop(bus: dict[str, str], tmp_path: Path) -> Iterator[tuple[dict[str, str], Path]]:
    """The bus with dunst on a virtual screen, and a file into which a monitor writes each Notify call."""
    calls = tmp_path / "calls"
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert screen.stdout is not None
    shown = {**bus, "DISPLAY": f":{screen.stdout.readline().strip()}"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with calls.open("wb") as file:
        watch = "interface='org.freedesktop.Notifications',member='Notify'"
        children = [
            subprocess.Popen(["dunst"], env=shown, **quiet),  # type: ignore[call-overload]
            subprocess.Popen(
                ["dbus-monitor", "--session", watch], env=bus, stdout=file, stderr=subprocess.DEVNULL
            ),
            screen,
        ]
        until(lambda: "true" in _owned(bus))
        until(lambda: calls.stat().st_size > 0)
        yield shown, calls
        for child in children:
            child.terminate()
        for child in children:
            child.wait(timeout=10)


def _owned(environment: dict[str, str]) -> str:
    words = ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.Notifications"]
    command = ["dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout


def until(happened: object, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@needs_desktop
def test_a_notice_arrives_as_plain_text(desktop: tuple[dict[str, str], Path]) -> None:
    environment, calls = desktop
    texts = [
        ("手机分期：逾期17天", "第5期：应还 ¥248.47"),
        ("--urgency=critical", "-h --help"),
        ('it\'s "quoted" \\', "<b>5 < 6</b> & 'more' `x` $HOME"),
    ]
    answers, noise = send(environment, *texts)
    assert answers == [None, None, None] and noise == ""
    until(lambda: calls.read_text("utf-8").count("member=Notify") == 3)
    seen = calls.read_text("utf-8")
    for wanted in (
        'string "手机分期：逾期17天"',
        'string "第5期：应还 ¥248.47"',
        'string "–-urgency=critical"',
        'string "–h --help"',
        'string "it\'s "quoted" \\"',
        "string \"&lt;b&gt;5 &lt; 6&lt;/b&gt; &amp; 'more' `x` $HOME\"",
    ):
        assert wanted in seen, wanted


@needs_desktop
def test_two_processes_at_once_tell_each_step_once(
    desktop: tuple[dict[str, str], Path], tmp_path: Path
) -> None:
    environment, calls = desktop
    book = tmp_path / "book"
    make = (
        "import sys; from pathlib import Path; from datetime import date; from finterm.store import Book\n"
        "from finterm.domain.records import Bill\n"
        "with Book.open(Path(sys.argv[1])) as book, book.transaction('core.done.import') as change:\n"
        "    change.put(Bill(id='b', name='rent', currency='CNY', first=date(2026, 5, 15), count=1, minor=5))\n"
    )
    remind = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC; from finterm.store import Book\n"
        "from finterm.locale import Words; from finterm.notify.worker import run_once\n"
        "from finterm.notify.channel import Chosen; from finterm.notify.desktop import Desktop\n"
        "with Book.open(Path(sys.argv[1])) as book:\n"
        "    print(len(run_once(book, datetime(2026, 5, 15, 9, tzinfo=UTC), Words('en'), [Chosen(Desktop())]).told))\n"
    )
    own = {**environment, "FINTERM_DEVICE": "here"}
    subprocess.run([sys.executable, "-c", make, str(book)], env=own, check=True)
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", remind, str(book)], env=own, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    assert sum(int(run.communicate(timeout=60)[0]) for run in runs) == 1
    until(lambda: "member=Notify" in calls.read_text("utf-8"))
    assert calls.read_text("utf-8").count("member=Notify") == 1


@needs_desktop
def test_a_bus_without_a_notification_service_is_reported(bus: dict[str, str]) -> None:
    answers, noise = send(bus, ("title", "body"))
    assert answers == [["notify.failed.no_service", {}]] and noise == ""


def test_no_bus_at_all_is_reported_and_nothing_is_written_anywhere() -> None:
    answers, noise = send(plain_environment(), ("title", "body"))
    assert answers == [["notify.failed.no_bus", {}]] and noise == ""


@needs_desktop
def test_a_bus_that_is_gone_is_reported(tmp_path: Path) -> None:
    gone = {**plain_environment(), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/nobody"}
    answers, noise = send(gone, ("title", "body"))
    assert answers == [["notify.failed.no_bus", {}]] and noise == ""
