"""The worker tells what is owed once, whoever runs, and says so when it could not."""

from __future__ import annotations

from datetime import UTC, timedelta
from datetime import date as Date
from datetime import datetime as DateTime
from pathlib import Path
from typing import Any

import pytest

from finterm.domain.records import Bill, BillPayment, Delivery
from finterm.locale import Words
from finterm.notify.channel import Channel, Chosen, Failed
from finterm.notify.notice import Notice, plain
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
        self.shown: list[Notice] = []

    def send(self, notice: Notice) -> Failed | None:
        if not self.works:
            return Failed("notify.failed.no_bus")
        self.shown.append(notice)
        return None


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
    assert (
        sheet.shown[0].body
        == "3 overdue, CN¥150.00 in all. 3 coming up, first bill 3 on Fri 15 May. See: finterm dues"
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
