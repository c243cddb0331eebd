"""`remind`: what the worker did, told and reflected in the exit code; a service that ends when asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import datetime as DateTime
from pathlib import Path

import pytest

from finterm.domain.records import Delivery
from finterm.notify import chosen
from finterm.notify.channel import Chosen, Failed
from finterm.notify.notice import Notice
from finterm.store.book import Book
from tests.cli.conftest import Finterm


class Heard:
    """A channel that remembers, or fails."""

    name = "heard"

    def __init__(self, fails: bool = False) -> None:
        self.notices: list[Notice] = []
        self._fails = fails

    def send(self, notice: Notice) -> Failed | None:
        if self._fails:
            return Failed("notify.failed.timeout", {"seconds": 1})
        self.notices.append(notice)
        return None


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    channel = Heard()
    monkeypatch.setattr(chosen, "channels", lambda *_: [Chosen(channel)])
    return channel


@pytest.mark.usefixtures("midday")
def test_what_is_owed_is_told_once(household: Finterm, heard: Heard, place: Path) -> None:
    told = household("remind", "--once", "--on", "2026-09-01", "--json").json
    assert len(told["told"]) == len(heard.notices) > 0 and told["untold"] == [] and told["failures"] == {}
    assert "nothing to remind of" in household("remind", "--once", "--on", "2026-09-01").out
    with Book.open(place / "book") as book:
        assert {delivery.channel for delivery in book.all(Delivery)} == {"heard"}
        assert book.all(Delivery)[0].at.date().isoformat() == "2026-09-01"


@pytest.mark.usefixtures("midday")
def test_a_channel_that_fails_is_a_refusal_and_the_reminder_stays_owed(
    household: Finterm, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setattr(chosen, "channels", lambda *_: [Chosen(Heard(fails=True))])
    answer = household("remind", "--once", "--on", "2026-09-01")
    assert answer.code == 1 and "heard" in answer.err and "could not be delivered" in answer.err
    with Book.open(place / "book") as book:
        assert book.all(Delivery) == []


def test_there_is_nothing_to_remind_of_without_a_book(finterm: Finterm, place: Path) -> None:
    assert finterm("remind", "--once").code == 1 and not (place / "book").exists()


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_the_service_ends_when_asked_to(household: Finterm, place: Path, asked: signal.Signals) -> None:
    service = subprocess.Popen(
        [sys.executable, "-m", "finterm", "remind", "--loop"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lock = place / "book" / ".remind.lock"
    until = time.monotonic() + 30
    while not lock.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert lock.exists() and service.poll() is None
    service.send_signal(asked)
    _, said = service.communicate(timeout=20)
    assert service.returncode == 0 and "Traceback" not in said


def test_an_hour_at_which_nothing_is_told_is_said_as_the_reason(
    household: Finterm, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    for clock, reason in (("23:00", "quiet hours until 08:00"), ("08:30", "nothing is told before 09:00")):
        moment = DateTime.fromisoformat(f"2026-09-01T{clock}:00+08:00")
        monkeypatch.setattr("finterm.cli.reminding._now", lambda call, moment=moment: moment)
        assert reason in household("remind", "--once").out
    assert heard.notices == []


@pytest.mark.usefixtures("midday")
def test_without_any_channel_a_look_is_refused_and_a_mistake_leaves_the_usual_ones(
    household: Finterm, place: Path
) -> None:
    (place / "config").mkdir(exist_ok=True)
    (place / "config" / "config.toml").write_text("[reminders]\nchannels = []\n")
    answer = household("remind", "--once", "--on", "2026-09-01")
    assert answer.code == 1 and "no channel is chosen" in answer.err
    (place / "config" / "config.toml").write_text('[reminders]\nchannels = ["desktp"]\n')
    answer = household("remind", "--once", "--on", "2026-09-01")
    assert "desktp" in answer.err and "could not be delivered" in answer.err
