"""The worker tells what is owed once, whoever runs, and says so when it could not."""

from __future__ import annotations

from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from finterm.domain.records import Acknowledgement, Bill, BillPayment, Delivery
from finterm.locale import Words
from finterm.notify import worker
from finterm.notify.channel import Channel, Chosen, Failed
from finterm.notify.notice import LEVELS, Notice, plain
from finterm.notify.worker import Report, run_once
from finterm.store import Book
from finterm.store.lock import locked

NOW = DateTime(2026, 5, 15, 9, 0, tzinfo=UTC)
WORDS = Words("en")


class Sheet:
    """A channel that writes down what it was asked to tell, or refuses."""

    def __init__(self, name: str = "sheet", works: bool = True) -> None:
        self.name = name
        self.works = works
        self.why = Failed("notify.failed.no_bus")
        self.shown: list[Notice] = []

    def send(self, notice: Notice) -> Failed | None:
        if not self.works:
            return self.why
        self.shown.append(notice)
        return None


class Slow:
    """A channel that hangs until it is let go."""

    name = "slow"

    def __init__(self) -> None:
        self.ended = Event()

    def send(self, notice: Notice) -> Failed | None:
        self.ended.wait(20)
        return None


class Broken:
    """A channel with a fault in it."""

    name = "broken"

    def send(self, notice: Notice) -> Failed | None:
        raise ZeroDivisionError


def a_bill(id: str, days: int, **more: object) -> Bill:
    due = NOW.date() + timedelta(days=days)
    return Bill(id=id, name=f"bill {id}", currency="CNY", first=due, minor=5000, count=1, **more)  # type: ignore[arg-type]


def tell(book: Book, now: DateTime, words: Words, *channels: Channel, **more: Any) -> Report:
    return run_once(book, now, words, [Chosen(channel) for channel in channels], **more)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book.open(tmp_path, device="here")


def fill(book: Book, *bills: Bill) -> None:
    with book.transaction("core.done.import") as change:
        for bill in bills:
            change.put(bill)


def test_what_is_owed_is_told_and_recorded_once(book: Book) -> None:
    fill(book, a_bill("rent", 3), a_bill("far", 30))
    sheet = Sheet()
    assert len(tell(book, NOW, WORDS, sheet).told) == 1
    assert tell(book, NOW + timedelta(hours=3), WORDS, sheet).told == ()
    assert [notice.title for notice in sheet.shown] == ["bill rent: due in 3 days"]
    assert sheet.shown[0].body == "Pay CN¥50.00 by Mon 18 May: finterm pay 'bill rent' 50.00"
    (delivery,) = book.all(Delivery)
    assert (delivery.subject, delivery.step, delivery.channel) == (
        "bill:rent:2026-05-18",
        "lead:3:2026-05-18",
        "sheet",
    )


def test_the_next_step_is_told_on_its_day_and_daily_once_overdue(book: Book) -> None:
    fill(book, a_bill("rent", 1))
    sheet = Sheet()
    for day in range(5):
        tell(book, NOW + timedelta(days=day), WORDS, sheet)
    assert [notice.title.partition(": ")[2] for notice in sheet.shown] == [
        "due in 1 day",
        "due today",
        "overdue 1 day",
        "overdue 2 days",
        "overdue 3 days",
    ]


def test_a_due_paid_meanwhile_is_not_told(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    with Book.open(book.folder, device="here") as other, other.transaction("core.done.payment") as change:
        change.put(BillPayment(id="p", bill="rent", on=NOW.date(), date=NOW.date(), minor=5000, settles=True))
    assert tell(book, NOW, WORDS, Sheet()).told == ()


def test_many_at_once_come_as_one_digest_and_each_is_recorded(book: Book) -> None:
    fill(book, *(a_bill(str(n), n - 3) for n in range(6)))
    sheet = Sheet()
    tell(book, NOW, WORDS, sheet)
    assert [notice.title for notice in sheet.shown] == ["finterm: 6 reminders"]
    assert sheet.shown[0].body == (
        "3 overdue, CN¥150.00 in all: bill 0, bill 1, bill 2. 1 due today, CN¥50.00: bill 3. "
        "2 coming up, first bill 4 on Sat 16 May. See: finterm dues"
    )
    assert len(book.all(Delivery)) == 6 and tell(book, NOW, WORDS, sheet).told == ()


def test_the_next_channel_is_tried_and_failures_are_reported(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    report = tell(book, NOW, WORDS, Sheet("broken", works=False), Sheet("good"))
    assert [told.channel for told in report.told] == ["good"]
    assert report.failures == {"broken": Failed("notify.failed.no_bus")} and report.untold == ()


def test_what_no_channel_could_tell_stays_owed(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    report = tell(book, NOW, WORDS, Sheet(works=False))
    assert len(report.untold) == 1 and report.told == () and book.all(Delivery) == []
    assert len(tell(book, NOW, WORDS, Sheet()).told) == 1


def test_the_screen_is_told_in_its_own_right(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    desktop, screen = Sheet("desktop"), Sheet("screen")
    for _ in range(2):
        tell(book, NOW, WORDS, desktop)
        tell(book, NOW, WORDS, screen)
    assert (len(desktop.shown), len(screen.shown)) == (1, 1)


def test_while_another_worker_runs_this_one_leaves(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    with locked(book.folder / ".remind.lock"):
        report = tell(book, NOW, WORDS, Sheet())
    assert report.busy and report.told == () and book.all(Delivery) == []


def test_undo_passes_over_deliveries(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    tell(book, NOW, WORDS, Sheet())
    undone = book.undo()
    assert undone is not None and undone.name == "core.done.import" and len(book.all(Delivery)) == 1


def test_a_varying_amount_is_said_in_words(book: Book) -> None:
    fill(book, Bill(id="w", name="water", currency="CNY", first=Date(2026, 5, 15)))
    sheet = Sheet()
    tell(book, NOW, Words("zh"), sheet)
    assert sheet.shown[0][:2] == ("water：今天到期", "请在5月15日周五前还款：finterm dues")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred\x07", "[31mred"),
        ("right\u202eleft", "rightleft"),
        ("x" * 500, "x" * 99 + "…"),
        ("  two  spaces ", "two spaces"),
    ],
)
def test_text_from_outside_is_made_plain(text: str, shown: str) -> None:
    assert plain(text, 100) == shown


def test_all_channels_may_tell_each_in_its_own_right_and_none_waits_for_another(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    slow, deaf, good = Slow(), Sheet("deaf", works=False), Sheet("good")
    through = [Chosen(slow, seconds=0.2), Chosen(deaf), Chosen(good)]
    report = run_once(book, NOW, WORDS, through, every=True)
    assert [told.channel for told in report.told] == ["good"] and len(report.untold) == 2
    assert report.failures["slow"] == Failed("notify.failed.slow", {"seconds": 0})
    slow.ended.set()
    deaf.works = True
    report = run_once(book, NOW, WORDS, [Chosen(deaf), Chosen(good)], every=True)
    assert [told.channel for told in report.told] == ["deaf"] and len(good.shown) == 1


def test_where_all_tell_one_with_nobody_at_its_end_is_no_failure_and_tells_later(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    screen = Sheet("screen", works=False)
    screen.why = Failed("notify.failed.no_session")
    report = run_once(book, NOW, WORDS, [Chosen(screen)], every=True)
    assert set(report.failures) == {"screen"} and len(report.untold) == 1
    for _ in range(2):
        report = run_once(book, NOW, WORDS, [Chosen(screen), Chosen(Sheet("desktop"))], every=True)
        assert report.failures == {} and report.untold == ()
    screen.works = True
    report = run_once(book, NOW, WORDS, [Chosen(screen), Chosen(Sheet("desktop"))], every=True)
    assert [told.channel for told in report.told] == ["screen"]


def test_a_channel_that_hangs_is_cut_off_and_the_next_one_tells(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    slow, good = Slow(), Sheet("good")
    report = run_once(book, NOW, WORDS, [Chosen(slow, seconds=0.1), Chosen(good)])
    slow.ended.set()
    assert [told.channel for told in report.told] == ["good"] and set(report.failures) == {"slow"}


def test_a_channel_that_breaks_is_a_failure_like_any_other(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    report = tell(book, NOW, WORDS, Broken())
    assert report.failures == {"broken": Failed("notify.failed.refused", {"reason": "ZeroDivisionError"})}


def test_a_crash_between_telling_and_recording_tells_the_last_notice_once_more(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(book, a_bill("rent", 0), a_bill("water", 1))
    sheet = Sheet()
    with monkeypatch.context() as broken:
        broken.setattr(worker._Run, "_record", _crash)
        with pytest.raises(KeyboardInterrupt):
            tell(book, NOW, WORDS, sheet)
    tell(book, NOW, WORDS, sheet)
    tell(book, NOW, WORDS, sheet)
    titles = [notice.title for notice in sheet.shown]
    assert sorted(titles) == ["bill rent: due today", "bill rent: due today", "bill water: due in 1 day"]


def _crash(*_: object) -> None:
    raise KeyboardInterrupt


def test_each_channel_is_told_at_its_own_level_of_privacy(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    shown = []
    for level in LEVELS:
        sheet = Sheet(level)
        run_once(book, NOW, WORDS, [Chosen(sheet, level)])
        shown += [notice[:2] for notice in sheet.shown]
    assert shown == [
        ("bill rent: due today", "Pay CN¥50.00 by Fri 15 May: finterm pay 'bill rent' 50.00"),
        ("bill rent: due today", "Pay by Fri 15 May: finterm dues"),
        ("finterm: 1 task due", ""),
    ]


def test_what_came_up_while_nothing_ran_is_told_as_one_digest_and_what_is_new_by_itself(book: Book) -> None:
    fill(book, a_bill("rent", 7), a_bill("water", 9), a_bill("gas", 12))
    sheet = Sheet()
    later = NOW + timedelta(days=5, minutes=10)
    tell(book, later, WORDS, sheet, last_run=NOW - timedelta(hours=2))
    assert [notice.title for notice in sheet.shown] == [
        "finterm: 2 reminders since the last look on Fri 15 May, 07:00",
        "bill gas: due in 7 days",
    ]


def test_nothing_is_told_in_quiet_hours_and_all_of_it_after_them(book: Book) -> None:
    fill(book, a_bill("rent", 0))
    sheet = Sheet()
    tell(book, NOW.replace(hour=23), WORDS, sheet)
    assert sheet.shown == []
    tell(book, NOW + timedelta(days=1), WORDS, sheet)
    assert [notice.title for notice in sheet.shown] == ["bill rent: overdue 1 day"]


def test_what_the_person_has_seen_is_told_by_no_channel(book: Book) -> None:
    fill(book, a_bill("rent", -3))
    with book.transaction("core.done.acknowledge") as change:
        subject = "bill:rent:2026-05-12"
        change.put(Acknowledgement(id="seen", subject=subject, stage="overdue:2026-05-12", at=NOW))
    assert tell(book, NOW, WORDS, Sheet()).told == ()
