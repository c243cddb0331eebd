"""`remind list`, `ack`, `snooze`, `done`: one reminder is named and never guessed; each is one step, with undo."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime
from pathlib import Path

import pytest

from finterm.domain.records import Acknowledgement, Bill, FollowUp, Promise, Snooze
from finterm.notify import chosen
from finterm.notify.channel import Chosen
from finterm.store.book import Book
from tests.cli.conftest import Finterm
from tests.cli.test_remind import Heard

ON = ("--on", "2026-09-01")


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon, whenever the tests run: nothing is told before nine nor in quiet hours."""
    now = DateTime(2026, 9, 1, 12).astimezone()
    monkeypatch.setattr("finterm.clock.moment", lambda: now)
    monkeypatch.setattr("finterm.clock.now", lambda: now)


@pytest.fixture
def asked(finterm: Finterm, place: Path) -> Finterm:
    """The program over a book with two rents, a next step and promises of both sides."""
    day = Date(2026, 9, 1)
    with Book.open(place / "book") as book, book.transaction("core.done.import", {}) as change:
        for id, first in (("1", Date(2026, 8, 30)), ("2", Date(2026, 9, 4))):
            change.put(Bill(id=f"rent-{id}", name="rent", currency="CNY", first=first, minor=5000))
        change.put(Bill(id="power", name="电费", currency="CNY", first=day, minor=100))
        change.put(FollowUp(id="f", date=day, what="call back"))
        change.put(Promise(id="mine", by="me", date=day, minor=700, currency="CNY", note="to aunt"))
        change.put(Promise(id="theirs", by="them", date=day, note="refund"))
    return finterm


def shown(finterm: Finterm) -> dict[str, dict[str, object]]:
    return {one["subject"]: one for one in finterm("remind", "list", *ON, "--json").json}


def test_every_reminder_is_listed_with_what_was_told_of_it(
    asked: Finterm, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(asked)
    assert next(iter(before)) == "bill:rent-1:2026-08-30" and len(before) == 6
    assert before["bill:power:2026-09-01"]["told"] == []
    assert before["bill:power:2026-09-01"]["next"] == "finterm pay 电费 1.00"
    monkeypatch.setattr(chosen, "channels", lambda _: [Chosen(Heard())])
    asked("remind", "--once", *ON)
    after = shown(asked)
    assert [one["told"][0]["channel"] for one in after.values()] == ["heard"] * 6  # type: ignore[index]
    lines = asked("remind", "list", *ON).out
    assert "overdue 2 days" in lines and "heard" in lines and "bill:rent-1:2026-08-30" in lines


def test_a_name_that_fits_several_is_refused_with_what_tells_them_apart(asked: Finterm, place: Path) -> None:
    answer = asked("remind", "ack", "rent", *ON)
    assert answer.code == 1 and "bill:rent-1:2026-08-30 (2026-08-30, overdue 2 days)" in answer.err
    assert "bill:rent-2:2026-09-04" in answer.err
    with Book.open(place / "book") as book:
        assert book.all(Acknowledgement) == []
    assert "did you mean rent" in asked("remind", "ack", "retn", *ON).err
    assert "there is no reminder" in asked("remind", "ack", "", *ON).err


def test_what_is_acknowledged_is_told_no_more_and_can_be_taken_back(asked: Finterm, place: Path) -> None:
    answer = asked("remind", "ack", "bill:rent-1:2026-08-30", *ON)
    assert answer.code == 0 and "acknowledged" in answer.out and "finterm undo" in answer.out
    assert shown(asked)["bill:rent-1:2026-08-30"]["seen"] is True
    assert "acknowledged already" in asked("remind", "ack", "bill:rent-1:2026-08-30", *ON).err
    assert asked("remind", "ack", "bill:rent-1:2026-08-30", "--undo", *ON, "--json").json["seen"] is False
    assert "is not acknowledged" in asked("remind", "ack", "电费", "--undo", *ON).err
    asked("remind", "ack", "电费", *ON)
    asked("undo")
    with Book.open(place / "book") as book:
        assert book.all(Acknowledgement) == []


def test_snoozing_takes_a_day_or_so_many_days_and_ends_when_asked(asked: Finterm, place: Path) -> None:
    assert asked("remind", "snooze", "电", *ON).code == 0
    assert shown(asked)["bill:power:2026-09-01"]["snoozed_until"] == "2026-09-04"
    assert (
        asked("remind", "snooze", "电费", "--until", "+5", *ON, "--json").json["snoozed_until"]
        == "2026-09-06"
    )
    with Book.open(place / "book") as book:
        assert [one.until for one in book.all(Snooze)] == [Date(2026, 9, 6)]
    assert asked("remind", "snooze", "电费", "--until", "2026-09-01", *ON).code == 1
    assert asked("remind", "snooze", "电费", "--undo", *ON).code == 0
    assert "is not snoozed" in asked("remind", "snooze", "电费", "--undo", *ON).err


def test_a_next_step_is_done_and_a_promise_kept_and_a_bill_is_paid_instead(
    asked: Finterm, place: Path
) -> None:
    assert asked("remind", "done", "call", *ON).code == 0
    for promise in ("mine", "theirs"):
        assert asked("remind", "done", f"promise:{promise}", *ON).code == 0
    answer = asked("remind", "done", "电费", *ON)
    assert answer.code == 1 and "finterm pay 电费 1.00" in answer.err
    with Book.open(place / "book") as book:
        assert [one.done_on for one in book.all(FollowUp)] == [Date(2026, 9, 1)]
        assert {one.state for one in book.all(Promise)} == {"kept"}
    assert len(shown(asked)) == 3


@pytest.mark.parametrize("verb", ["list", "ack", "snooze", "done"])
def test_without_a_book_nothing_is_made(finterm: Finterm, place: Path, verb: str) -> None:
    answer = finterm("remind", verb, *([] if verb == "list" else ["x"]))
    assert answer.code == 1 and not (place / "book").exists()


def test_an_empty_list_says_so_in_both_languages(finterm: Finterm, place: Path) -> None:
    with Book.open(place / "book"):
        pass
    assert finterm("remind", "list").out == "nothing to remind of now\n"
    assert "没有" in finterm("--lang", "zh", "remind", "list").out
