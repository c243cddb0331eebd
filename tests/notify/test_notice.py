"""Notices: each kind in plain words with its next step, at three levels of privacy, whatever a name holds."""

from __future__ import annotations

import shlex
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Any

import pytest

from finterm.domain.due import Due
from finterm.domain.matters import Matter, kind_of
from finterm.domain.reminders import Reminder
from finterm.locale import Words
from finterm.notify.notice import LEVELS, LONGEST_BODY, LONGEST_TITLE, Notice, notices
from finterm.notify.wording import argument

ON = Date(2026, 5, 15)
SINCE = DateTime.fromisoformat("2026-05-15T09:00")
EN, ZH = Words("en"), Words("zh")


def due(kind: str = "instalment", date: Date = ON, **more: Any) -> Reminder:
    fields: dict[str, Any] = {
        "key": f"{kind}:1",
        "kind": kind,
        "date": date,
        "name": "手机分期",
        "currency": "CNY",
        "outstanding": 107550,
        "scheduled": 107550,
        "state": "due_today",
        "loan": "a",
        "n": 5,
    }
    one = Due(**{**fields, **more})
    matter = Matter(one.key, kind_of(one), date, one.name, due=one, currency="CNY")
    return Reminder(matter, "step", "stage", SINCE, (date - ON).days)


def other(kind: Any, step: str, **more: Any) -> Reminder:
    fields = {"name": "food", "currency": "CNY", "minor": 4000, "of": 100000, **more}
    return Reminder(Matter(f"{kind}:1", kind, ON, step=step, **fields), step, step, SINCE, 0)


def said(reminder: Reminder, words: Words = EN) -> Notice:
    (notice,) = notices([reminder], words)
    return notice


@pytest.mark.parametrize(
    ("reminder", "title", "body"),
    [
        (
            due(),
            "手机分期: due today",
            "Instalment 5. Pay CN¥1,075.50 by Fri 15 May: finterm pay 手机分期 1075.50",
        ),
        (
            due(date=Date(2026, 5, 8), state="overdue", days_overdue=7),
            "手机分期: overdue 7 days",
            "Instalment 5. It was due Fri 8 May. Pay CN¥1,075.50: finterm pay 手机分期 1075.50",
        ),
        (
            due(date=Date(2026, 5, 13), state="in_grace"),
            "手机分期: due 2 days ago, still in grace",
            "Instalment 5. It was due Wed 13 May. Pay CN¥1,075.50: finterm pay 手机分期 1075.50",
        ),
        (
            due("bill", Date(2026, 5, 16), bill="b", loan="", outstanding=None),
            "手机分期: due in 1 day",
            "Pay by Sat 16 May: finterm dues",
        ),
        (
            due("promise", loan="", outstanding=5000),
            "手机分期: due today",
            "You promised CN¥50.00 for Fri 15 May: finterm dues",
        ),
        (
            due("promise", by="them", outstanding=None, scheduled=None),
            "手机分期: due today",
            "They promised you something for Fri 15 May. If it did not come, ask and note it: finterm talk 手机分期",
        ),
        (
            due("follow_up", name="call back", outstanding=None, scheduled=None),
            "call back: due today",
            "Your next step, planned for Fri 15 May: call back. See: finterm dues",
        ),
        (
            other("envelope", "low:2026-05"),
            "food: CN¥40.00 left of CN¥1,000.00 this month",
            "Cover it from another envelope, or wait with spending: finterm",
        ),
        (
            other("envelope", "empty:2026-05", minor=-500),
            "food: overspent by CN¥5.00",
            "Cover it from another envelope, or wait with spending: finterm",
        ),
        (
            other("emergency", "payday:2026-05-15"),
            "Emergency fund: CN¥40.00 of CN¥1,000.00",
            "After what is due, set aside what you can: finterm",
        ),
        (other("backup", "old:2026-05-01:2"), "No backup since 2026-05-01", "Make one: finterm backup"),
    ],
)
def test_a_notice_says_what_and_the_next_step(reminder: Reminder, title: str, body: str) -> None:
    assert said(reminder)[:2] == (title, body)


def every_kind() -> list[Reminder]:
    return [
        *(due(kind) for kind in ("instalment", "bill", "promise", "follow_up")),
        due(date=Date(2026, 5, 1), state="overdue", days_overdue=14),
        due("promise", by="them"),
        other("envelope", "low:2026-05"),
        other("envelope", "empty:2026-05", minor=0),
        other("emergency", "payday:2026-05-15"),
        other("backup", "old:2026-05-01:2"),
    ]


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_without_amounts_no_figure_of_money_is_told_and_the_count_names_nothing(words: Words) -> None:
    for notice in [*(said(one, words) for one in every_kind()), *notices(every_kind(), words)]:
        bare, count = notice.at("no_amounts"), notice.at("count")
        assert "¥" not in bare.title + bare.body and "1075" not in bare.body and bare.title
        assert "手机" not in count.title and "food" not in count.title and count.body == ""
        assert str(len(notice.reminders)) in count.title


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize(
    "name",
    [
        "-h \"quoted\" 'single' — dash",
        "<b>bold</b> & [red]markup[/red]",
        "\x1b]9;owned\x07\x1b[31mred\x9b2J",
        "two\nlines\r\tand\u2028more",
        "right\u202eleft\u200b",
        "长" * 10_000,
        "$(reboot) `id` ; rm -rf ~",
        "{name} {0} %s",
    ],
)
def test_whatever_a_name_holds_arrives_as_plain_short_text(name: str, words: Words) -> None:
    for reminder in (due(name=name), due("follow_up", name=name), other("envelope", "low:1", name=name)):
        for level in LEVELS:
            notice = said(reminder, words).at(level)
            text = notice.title + notice.body
            assert len(notice.title) <= LONGEST_TITLE and len(notice.body) <= LONGEST_BODY
            assert text.isprintable() and "\x1b" not in text


def test_the_command_can_be_pasted_whatever_the_name() -> None:
    assert argument("手机分期") == "手机分期"
    for name in ("two words", "$(reboot)", "it's", "-x", "a;b"):
        assert shlex.split(f"finterm pay {argument(name)} 5")[-2:] == [name, "5"]
    assert argument("-x") == "-- -x"


def test_many_are_one_digest_with_its_sums() -> None:
    (notice,) = notices(every_kind(), EN)
    assert notice.title == "finterm: 10 reminders"
    assert "1 overdue, CN¥1,075.50: 手机分期." in notice.body and notice.body.endswith("See: finterm dues")
    assert "1 overdue: 手机分期." in notice.at("no_amounts").body


@pytest.mark.parametrize(
    ("language", "ends"), [("en", ". See: finterm dues"), ("zh", "。查看：finterm dues")]
)
def test_every_part_of_a_digest_is_a_sentence(language: str, ends: str) -> None:
    (notice,) = notices(every_kind(), Words(language))
    assert notice.body.endswith(ends) and ("。 " not in notice.body)
