"""`remind test` and `remind secret`: an honest word on each channel, and addresses that nobody hears again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from finterm.cli import remind_secret
from finterm.domain.records import Delivery
from finterm.notify import chosen, push, runs, secrets
from finterm.notify.channel import Chosen, Failed
from finterm.notify.notice import Notice
from finterm.store.book import Book
from tests.cli.conftest import Finterm

URL = "ntfys://me:pa55w0rd@example.org/topic"


class Heard:
    """A channel that remembers, or fails; `unsure` where it cannot know."""

    def __init__(self, name: str, why: Failed | None = None, unsure: bool = False) -> None:
        self.name = name
        self.notices: list[Notice] = []
        self.why = why
        self.unsure = unsure
        self.hint = Failed("notify.hint.passthrough", {"setting": "set -g x"}) if unsure else None

    def send(self, notice: Notice) -> Failed | None:
        self.notices.append(notice)
        return self.why


@pytest.fixture
def settings(place: Path) -> Path:
    """The settings file, which is empty yet."""
    (place / "config").mkdir()
    return place / "config" / "config.toml"


@pytest.fixture
def apprise(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Stands in for the child process: knows every service but pigeons; no keyring."""
    requests: list[dict[str, Any]] = []

    def asked(request: dict[str, Any], seconds: float) -> dict[str, Any]:
        requests.append(request)
        known = [url.partition("://")[0] for url in request["urls"] if "://" in url and "pigeon" not in url]
        bad = [(url.partition("://")[0] if "://" in url else "", "bad") for url in request["urls"]]
        return {"sent": known, "failed": bad[len(known) :]}

    monkeypatch.setattr(push, "asked", asked)
    monkeypatch.setattr(secrets, "_keyring", lambda: None)
    return requests


def test_each_channel_is_tested_and_said_of_what_can_be_known(
    household: Finterm, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sure, unsure = Heard("push"), Heard("terminal", unsure=True)
    broken = Heard("desktop", Failed("notify.failed.no_bus"))
    monkeypatch.setattr(chosen, "channels", lambda *_: [Chosen(one) for one in (sure, unsure)])
    answer = household("remind", "test")
    assert answer.code == 0 and "set -g x" in answer.err
    assert answer.out.splitlines() == [
        "push      arrived",
        "terminal  handed over; whether it was shown cannot be known",
    ]
    monkeypatch.setattr(chosen, "channels", lambda *_: [Chosen(one) for one in (sure, unsure, broken)])
    answer = household("remind", "test", "--json")
    assert answer.code == 1 and "did not arrive through: desktop" in answer.err
    why = "no desktop session to show notices in (no session bus)"
    assert answer.json["channels"] == [
        {"channel": "push", "arrived": True, "why": None},
        {"channel": "terminal", "arrived": None, "why": None},
        {"channel": "desktop", "arrived": False, "why": why},
    ]
    with Book.open(place / "book") as book:
        assert book.all(Delivery) == []
    known = runs.read(place / "book")
    assert known.channels["desktop"].fails and not known.channels["push"].fails and known.by == {}


def test_a_test_in_chinese_says_so_in_chinese(household: Finterm, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard("mail")
    monkeypatch.setattr(chosen, "channels", lambda *_: [Chosen(heard)])
    assert household("remind", "test", "--lang", "zh").out == "邮件  已送达\n"
    assert heard.notices[0][:2] == ("finterm：测试", "提醒可以在这里送达（邮件）。")


def test_one_channel_may_be_named_and_a_mistake_in_its_settings_is_told(
    finterm: Finterm, place: Path, settings: Path
) -> None:
    settings.write_text('[reminders]\nchannels = ["pigeon"]\n[reminders.command]\nprogram = ["true"]\n')
    answer = finterm("remind", "test", "command")
    assert answer.code == 0 and answer.out == "command  arrived\n"
    assert 'config.toml, line 2, reminders.channels: there is no channel "pigeon"' in answer.err
    assert not (place / "book").exists()
    settings.write_text("[reminders]\nchannels = []\n")
    answer = finterm("remind", "test")
    assert answer.code == 1 and "no channel is chosen" in answer.err
    answer = finterm("remind", "test", "pigeon")
    assert answer.code == 2 and "command" in answer.err


def test_an_address_is_read_from_standard_input_and_never_said(
    place: Path, monkeypatch: pytest.MonkeyPatch, apprise: list[dict[str, Any]]
) -> None:
    from click.testing import CliRunner

    from finterm.cli.program import Program
    from finterm.locale import Words

    def call(*words: str, given: str | bytes = "") -> tuple[int, str]:
        done = CliRunner().invoke(Program(Words("en")), ["remind", "secret", *words], input=given)
        assert "pa55w0rd" not in done.output
        return done.exit_code, done.output

    code, said = call("push", "-", given=f"\n {URL} \njson://x\n")
    assert code == 0 and secrets.read("push") == (URL, "json://x")
    assert f"Kept in {place}/config/secrets.json, which only you can read: ntfys, json" in said
    assert "push is not chosen yet" in said and "finterm remind test push" in said
    assert apprise == [{"urls": [URL, "json://x"], "check": True}]
    told = json.loads(call("push", "-", "--json", given=URL)[1])
    assert told == {
        "channel": "push",
        "services": ["ntfys"],
        "kept": "file",
        "where": f"{place}/config/secrets.json",
    }
    for given, why in (
        ("", "no address was given"),
        ("\n \n", "no address was given"),
        ("pigeon://pa55w0rd", "begins with pigeon://"),
        ("pa55w0rd", "this is no address"),
        (b"\xff\xfe", "this is no address"),
    ):
        code, said = call("push", "-", given=given)
        assert code == 1 and why in said, given
    assert secrets.read("push") == (URL,)
    assert call("push")[0] == 1  # there is no terminal to ask on
    assert call("push", "--remove")[0] == 0 and secrets.read("push") == ()
    assert call("push", "--remove")[0] == 1


def test_an_address_as_an_argument_is_refused_and_not_repeated(finterm: Finterm) -> None:
    answer = finterm("remind", "secret", "push", URL)
    assert answer.code == 1 and "pa55w0rd" not in answer.out + answer.err and "history" in answer.err


def test_an_address_is_asked_for_without_being_shown(
    finterm: Finterm, monkeypatch: pytest.MonkeyPatch, apprise: list[dict[str, Any]]
) -> None:
    asked: list[bool] = []

    def prompt(text: str, hide_input: bool, **_: object) -> str:
        asked.append(hide_input)
        return URL

    monkeypatch.setattr(remind_secret, "_is_terminal", lambda: True)
    monkeypatch.setattr(remind_secret.click, "prompt", prompt)
    assert finterm("remind", "secret", "mail", "--file").code == 0
    assert asked == [True] and secrets.read("mail") == (URL,)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.usefixtures("midday")
def test_a_loop_sees_changed_settings_and_tells_their_mistakes_once(
    household: Finterm, place: Path, settings: Path
) -> None:
    got = place / "got"
    settings.write_text('[reminders]\nchannels = []\ndeliver = "al"\n')
    loop = subprocess.Popen(
        [sys.executable, "-c", FAST, "remind", "--loop", "--every", "600", "--on", "2026-09-01"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until(lambda: (place / "book" / ".remind.lock").exists() or runs.read(place / "book").by)
        assert not got.exists()
        settings.write_text(
            f'[reminders]\nchannels = ["command"]\n[reminders.command]\nprogram = ["cp", "/dev/stdin", "{got}"]\n'
        )
        until(got.exists)
    finally:
        loop.send_signal(signal.SIGTERM)
        said = loop.communicate(timeout=20)[1]
    assert said.count("reminders.deliver") == 1 and loop.returncode == 0


FAST = "from finterm.cli import reminding, run; reminding.TICK = 0.1; run()"


def until(happened: Any, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)
