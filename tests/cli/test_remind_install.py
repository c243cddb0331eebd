"""`remind install`, `uninstall` and `status`: all is shown before any of it is done."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from finterm import clock
from finterm.notify import chosen, runs
from finterm.notify.channel import Chosen, Failed
from finterm.notify.notice import Notice
from finterm.service import running
from finterm.service import task as asked
from finterm.service.running import Answer
from finterm.service.task import Place
from tests.cli.conftest import Finterm
from tests.service.conftest import Machine


class Heard:
    """A channel that takes everything."""

    name = "heard"

    def send(self, notice: Notice) -> Failed | None:
        return None


@pytest.fixture
def machine(place: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A Linux with a systemd that answers, and a crontab."""
    machine = Machine("# mine\n", is_active=Answer(0, "active\n"), show_user=Answer(0, "no\n"))
    here = Place("linux", {}, place / "home", place / "state", 1000, "me", systemd=True)
    monkeypatch.setattr(running, "run", machine)
    monkeypatch.setattr(asked, "here", lambda: here)
    monkeypatch.setattr(chosen, "channels", lambda *_: [Chosen(Heard())])
    return machine


@pytest.fixture
def units(place: Path) -> Path:
    return place / "home" / ".config" / "systemd" / "user"


def test_all_is_shown_and_nothing_done_without_a_yes(
    household: Finterm, machine: Machine, units: Path
) -> None:
    answer = household("remind", "install")
    assert answer.code == 1 and "nothing was written" in answer.err and "[y/N]" in answer.err
    assert f"write {units}/finterm-remind.timer\n" in answer.out
    assert "OnCalendar=*:0/10" in answer.out and "ExecStart=" in answer.out
    assert "run systemctl --user enable --now finterm-remind.timer" in answer.out
    assert "loginctl enable-linger" in answer.out and "DBUS_SESSION_BUS_ADDRESS" in answer.out
    assert not units.exists() and machine.changing == []


def test_with_a_yes_it_is_written_and_enabled(
    household: Finterm, machine: Machine, units: Path, place: Path
) -> None:
    answer = household("remind", "install", "--yes", "--every", "5")
    assert answer.code == 0 and "Installed." in answer.out and answer.err == ""
    service = (units / "finterm-remind.service").read_text("utf-8")
    assert f"Environment=FINTERM_BOOK={place / 'book'}\n" in service and "--every 5\n" in service
    assert machine.changing == [
        ("systemctl", "--user", "daemon-reload"),
        ("systemctl", "--user", "enable", "--now", "finterm-remind.timer"),
    ]


def test_showing_never_writes_not_even_with_a_yes(household: Finterm, machine: Machine, units: Path) -> None:
    for option in ("--show", "--dry-run"):
        answer = household("remind", "install", option, "--yes", "--kind", "launchd")
        assert answer.code == 0 and "<key>StartInterval</key>" in answer.out
    told = household("remind", "install", "--json").json
    assert (told["kind"], told["done"]) == ("systemd-timer", False)
    assert [next(iter(step)) for step in told["steps"]] == ["write", "write", "run", "run"]
    assert not units.exists() and machine.changing == []


def test_uninstalling_removes_exactly_that_and_twice_is_harmless(
    household: Finterm, machine: Machine, units: Path
) -> None:
    household("remind", "install", "--yes")
    (units / "other.service").write_text("x")
    shown = household("remind", "uninstall", "--show").out
    assert f"remove {units}/finterm-remind.timer" in shown and (units / "finterm-remind.timer").exists()
    answer = household("remind", "uninstall", "--yes")
    assert answer.code == 0 and "Taken away" in answer.out
    assert [path.name for path in units.iterdir()] == ["other.service"] and machine.crontab == "# mine\n"
    again = household("remind", "uninstall", "--yes")
    assert again.code == 0 and "no service is installed" in again.out


def test_a_systemd_that_does_not_answer_is_said_and_cron_is_the_persons_choice(
    household: Finterm, machine: Machine
) -> None:
    machine.answers["show-environment"] = Answer(1, err="Failed to connect to bus: No medium found")
    answer = household("remind", "install", "--yes")
    assert answer.code == 1 and "No medium found" in answer.err and "--kind cron" in answer.err
    assert machine.crontab == "# mine\n" and machine.changing == []
    assert household("remind", "install", "--yes", "--kind", "cron").code == 0
    assert machine.crontab.startswith("# mine\n# >>> finterm remind") and "remind --once" in machine.crontab
    assert household("remind", "uninstall", "--yes").code == 0 and machine.crontab == "# mine\n"


def test_a_command_that_is_refused_halfway_is_told_with_the_way_back(
    household: Finterm, machine: Machine, units: Path
) -> None:
    machine.answers["enable"] = Answer(1, err="Unit is masked.")
    answer = household("remind", "install", "--yes")
    assert answer.code == 1 and "Unit is masked." in answer.err and "finterm remind uninstall" in answer.err
    assert household("remind", "uninstall", "--yes").code == 0 and list(units.iterdir()) == []


def test_what_uninstalling_could_not_stop_is_told_and_its_files_are_gone(
    household: Finterm, machine: Machine, units: Path
) -> None:
    household("remind", "install", "--yes")
    machine.answers["disable"] = Answer(1, err="Failed to connect to bus")
    answer = household("remind", "uninstall", "--yes")
    assert answer.code == 0 and "Failed to connect to bus" in answer.err and list(units.iterdir()) == []


def test_a_service_needs_a_book_to_look_at(finterm: Finterm, machine: Machine, place: Path) -> None:
    for call in (["remind", "install", "--book", place / "typo"], ["--demo", "remind", "install"]):
        answer = finterm(*call, "--yes")
        assert answer.code == 1 and "no book" in answer.err
    assert machine.changing == []


def test_both_languages_tell_it(household: Finterm, machine: Machine) -> None:
    shown = household("remind", "install", "--show", "--lang", "zh").out
    assert "写入" in shown and "Description=finterm 的提醒" in shown and "enable-linger" in shown


def test_a_look_is_noted_and_told(household: Finterm, machine: Machine) -> None:
    household("remind", "--once", "--every", "10")
    answer = household("remind", "status")
    assert answer.code == 0 and "finterm remind --once" in answer.out
    assert "none installed (finterm remind install)" in answer.out
    told = household("remind", "status", "--json").json
    assert told["last"]["who"] == "once" and told["next"] and not told["silent"] and told["services"] == []


def test_a_single_look_by_hand_plans_no_other(household: Finterm, machine: Machine) -> None:
    household("remind", "--once")
    assert household("remind", "status", "--json").json["next"] is None


def test_a_day_without_a_look_is_a_warning_and_a_refusal(
    household: Finterm, machine: Machine, place: Path
) -> None:
    never = household("remind", "status")
    assert never.code == 1 and "have not run on this machine yet" in never.err
    runs.note(place / "book", "loop", clock.moment() - timedelta(hours=25))
    answer = household("remind", "status")
    assert answer.code == 1 and "have not run for a day" in answer.err and "last look" in answer.out
    assert household("remind", "status", "--json").json["warnings"]
    assert "一天没有检查" in household("remind", "status", "--lang", "zh").err


def test_each_channel_tells_its_last_success_and_its_last_failure(
    household: Finterm, machine: Machine, place: Path
) -> None:
    now = clock.moment()
    runs.note(place / "book", "loop", now - timedelta(seconds=30), told=["desktop", "push"])
    runs.note(
        place / "book",
        "loop",
        now,
        now + timedelta(minutes=10),
        failures={
            "desktop": Failed("notify.failed.no_bus"),
            "a\x1b[31mb": Failed("of.another.version", {}),
        },
    )
    answer = household("remind", "status")
    assert answer.code == 0 and "no session bus" in answer.out and "arrived" in answer.out
    assert "\x1b" not in answer.out and "of.another.version" in answer.out
    told = household("remind", "status", "--json").json["channels"]["desktop"]
    assert told["fails"] and told["success"] and "session bus" in told["why"]


def test_a_service_that_is_installed_and_stands_still_is_a_warning(
    household: Finterm, machine: Machine
) -> None:
    household("remind", "install", "--yes")
    household("remind", "--once")
    assert household("remind", "status").code == 0
    machine.answers["is-active"] = Answer(3, "inactive\n")
    answer = household("remind", "status")
    assert (
        answer.code == 1
        and "NOT active" in answer.out
        and "systemd timer is installed but not active" in answer.err
    )


def test_when_every_channel_fails_that_is_a_warning(
    household: Finterm, machine: Machine, place: Path
) -> None:
    runs.note(place / "book", "loop", clock.moment(), failures={"desktop": Failed("notify.failed.no_bus")})
    answer = household("remind", "status")
    assert answer.code == 1 and "No channel tells anything" in answer.err
