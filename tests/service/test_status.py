"""What is known of reminders, in sentences of both languages."""

from __future__ import annotations

from datetime import UTC, timedelta
from datetime import datetime as DateTime

import pytest

from finterm.locale import Words
from finterm.notify.channel import Failed
from finterm.notify.runs import Fared, Run, Runs
from finterm.service.status import Line, lines, summary, warnings
from finterm.service.steps import Found

NOW = DateTime(2026, 5, 15, 9, 0, tzinfo=UTC)
EN, ZH = Words("en"), Words("zh")
LOOKED = Runs({"loop": Run(NOW - timedelta(minutes=3), "loop", 1, NOW + timedelta(minutes=7))})
TIMER = Found("systemd-timer", "/x.timer", True)


def test_all_is_told_a_line_each() -> None:
    assert lines(LOOKED, [TIMER], NOW, EN) == [
        Line("last look", "08:57, by finterm remind --loop"),
        Line("next look", "09:07"),
        Line("service", "systemd timer, active: /x.timer"),
    ]


def test_nothing_known_is_said_as_that() -> None:
    told = lines(Runs(), [], NOW, EN)
    assert [line.text for line in told] == [
        "never on this machine",
        "none planned",
        "none installed (finterm remind install)",
    ]
    assert [line.warns for line in told] == [True, False, False]


def test_a_look_of_another_day_is_told_with_its_date() -> None:
    late = Runs({"once": Run(NOW - timedelta(hours=20), "once", 1)})
    assert lines(late, None, NOW, EN)[0].text == "2026-05-14 13:00, by finterm remind --once"


@pytest.mark.parametrize(
    ("fared", "text", "warns"),
    [
        (Fared(success=NOW), "arrived 09:00", False),
        (
            Fared(NOW - timedelta(hours=1), NOW, Failed("notify.failed.timeout", {"seconds": 8})),
            "failed 09:00: the notification service did not answer within 8 seconds; arrived 08:00",
            True,
        ),
        (
            Fared(NOW, NOW - timedelta(hours=1), Failed("notify.failed.no_bus")),
            "arrived 09:00; failed 08:00: no desktop session to show notices in (no session bus)",
            False,
        ),
        (Fared(None, NOW, Failed("gone.key", {"x": 1})), "failed 09:00: gone.key", True),
        (Fared(None, NOW, Failed("notify.failed.timeout", {})), "failed 09:00: notify.failed.timeout", True),
    ],
)
def test_a_channel_tells_the_latest_first(fared: Fared, text: str, warns: bool) -> None:
    assert lines(LOOKED._replace(channels={"desktop": fared}), None, NOW, EN)[-1] == Line(
        "desktop", text, warns
    )


def test_warnings_say_the_way_out() -> None:
    assert warnings(LOOKED, [TIMER], NOW, EN) == []
    (never,) = warnings(Runs(), [], NOW, EN)
    (silent,) = warnings(LOOKED, [], NOW + timedelta(days=2), EN)
    (stopped,) = warnings(LOOKED, [TIMER._replace(active=False)], NOW, EN)
    assert all("finterm remind install" in told for told in (never, silent, stopped))
    assert "2026-05-15 08:57" in silent and "systemd timer" in stopped


@pytest.mark.parametrize(
    ("kind", "look"),
    [
        ("systemd-timer", "journalctl --user"),
        ("systemd-service", "journalctl --user"),
        ("launchd", "launchctl print"),
        ("schtasks", "schtasks /Query"),
        ("cron", "is a cron running?"),
    ],
)
def test_a_service_that_is_there_and_does_not_look_is_to_be_looked_at(kind: str, look: str) -> None:
    found = [Found(kind, "somewhere", None if kind == "cron" else True)]
    (never,) = warnings(Runs(), found, NOW, EN)
    (silent,) = warnings(LOOKED, found, NOW + timedelta(days=2), EN)
    assert look in never and "has not looked yet" in never and "finterm remind install" not in never
    assert look in silent and "for a day" in silent
    assert len(warnings(LOOKED, found, NOW + timedelta(days=2), ZH)) == 1


def test_one_line_tells_last_next_and_what_fails() -> None:
    failing = LOOKED._replace(channels={"desktop": Fared(None, NOW, Failed("notify.failed.no_service"))})
    assert summary(LOOKED, NOW, EN) == "reminders: last look 08:57, next 09:07"
    assert summary(failing, NOW, EN).endswith(" · desktop: the desktop runs no notification service")
    assert summary(LOOKED, NOW, ZH) == "提醒：上次检查 08:57，下次 09:07"
    assert "还没有" in summary(Runs(), NOW, ZH)
    unplanned = Runs({"once": Run(NOW, "once", 1)})
    assert summary(unplanned, NOW, EN) == "reminders: last look 09:00, none planned"
