"""The calendar file: one event a due for good, newer ones known as newer, nothing said twice or too much."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date as Date
from datetime import time as Time
from datetime import timedelta
from pathlib import Path
from typing import Any

import icalendar
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finterm.domain.errors import FintermError
from finterm.domain.records import (
    Bill,
    BillPayment,
    Contact,
    Delivery,
    Dispute,
    Event,
    FollowUp,
    Loan,
    Occurrence,
    Promise,
    Record,
    Settings,
    Snooze,
    Task,
)
from finterm.exchange import ics, ics_file
from finterm.exchange.ics_dues import Wishes, uid
from finterm.exchange.ics_file import Served, made, refresh, update
from finterm.exchange.ics_revisions import past
from finterm.locale import Words
from finterm.store import Book
from tests.tui.household import NOW, household

ON = NOW.date()  # 2026-09-01
EN, ZH = Words("en"), Words("zh")
LEADS = ("-P6DT15H", "-P2DT15H", "-PT15H", "PT9H")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book.open(tmp_path / "book", device="here") as book:
        put(book, *household())
        yield book


def put(book: Book, *records: Record) -> None:
    with book.transaction("core.done.import", {"name": "x"}) as step:
        for record in records:
            step.put(record)


def delete(book: Book, record: Record) -> None:
    with book.transaction("core.done.import", {"name": "x"}) as step:
        step.delete(record)


def events(book: Book, on: Date = ON, words: Words = EN, **wishes: Any) -> dict[str, ics.Event]:
    """The events by uid, as they are made."""
    found = made(book, on, words, Wishes(**wishes)).events
    assert len({event.uid for event in found}) == len(found)
    return {event.uid: event for event in found}


def of(book: Book, key: str, **more: Any) -> ics.Event:
    return events(book, **more)[uid(key)]


def rings(event: ics.Event) -> tuple[str, ...]:
    return tuple(ics.duration(alarm) for alarm in event.alarms)


def test_the_same_book_gives_the_same_bytes(book: Book, tmp_path: Path) -> None:
    first = made(book, ON, EN).data
    book.checkpoint()
    with Book.open(tmp_path / "book", device="there") as again:
        assert made(again, ON, EN).data == first == made(book, ON, EN).data
    assert len(icalendar.Calendar.from_ical(first).walk("VEVENT")) > 50


def test_what_an_event_says_does_not_depend_on_the_day_it_is_looked_at(book: Book) -> None:
    before, after = events(book), events(book, on=ON + timedelta(days=45))
    assert len(before.keys() & after.keys()) > 50
    assert all(before[one] == after[one] for one in before.keys() & after.keys())


def test_an_instalment_says_what_is_to_be_paid_and_rings_ahead(book: Book) -> None:
    event = of(book, "loan:loan-1:6")
    assert (event.date, event.summary) == (Date(2026, 9, 15), "手机分期, instalment 6 CN¥545.00")
    assert rings(event) == LEADS and not event.cancelled
    assert "CN¥545.00" in event.description[0] and event.description[-1].endswith(
        "finterm pay 手机分期 545.00"
    )
    assert of(book, "loan:loan-1:6", words=ZH).summary == "手机分期 第6期 ¥545.00"


def test_penalty_interest_is_no_part_of_the_amount(book: Book) -> None:
    assert of(book, "loan:loan-1:4", on=Date(2026, 12, 31)).summary == "手机分期, instalment 4 CN¥545.00"


def test_what_is_paid_says_so_and_rings_no_more(book: Book) -> None:
    before = of(book, "loan:loan-1:6")
    put(book, Event(id="e1", loan="loan-1", date=ON, kind="payment", minor=54500, due=6))
    after = of(book, "loan:loan-1:6")
    assert after.summary == "✓ Paid: 手机分期, instalment 6 CN¥545.00" and not after.cancelled
    assert after.alarms == () == after.description
    assert after.sequence > before.sequence and after.changed > before.changed


def test_a_part_payment_is_told(book: Book) -> None:
    put(book, Event(id="e1", loan="loan-1", date=ON, kind="payment", minor=20000, due=6))
    event = of(book, "loan:loan-1:6")
    assert event.summary.endswith("CN¥345.00") and event.description[1] == "CN¥200.00 of CN¥545.00 is paid."


def test_a_payment_taken_back_makes_a_newer_event(book: Book) -> None:
    put(book, Event(id="e1", loan="loan-1", date=ON, kind="payment", minor=54500, due=6))
    paid = of(book, "loan:loan-1:6")
    book.undo()
    open_again = of(book, "loan:loan-1:6")
    assert "Paid" not in open_again.summary and open_again.sequence > paid.sequence


def test_a_payment_entered_ahead_makes_a_newer_event_on_its_day(book: Book) -> None:
    day = Date.today() + timedelta(days=30)
    put(
        book,
        Bill(id="b", name="Gym", currency="CNY", first=day, minor=100, count=1),
        BillPayment(id="p", bill="b", on=day, date=day, minor=100),
    )
    before, after = (of(book, f"bill:b:{day}", on=day - timedelta(days=n)) for n in (1, 0))
    assert "Paid" not in before.summary and "Paid" in after.summary
    assert after.sequence > before.sequence and after.changed > before.changed


def test_a_due_that_moves_keeps_its_event(book: Book) -> None:
    put(
        book,
        FollowUp(id="f", date=Date(2026, 9, 5), what="call"),
        Promise(id="p", by="me", date=Date(2026, 9, 6), minor=100, currency="CNY", note="aunt"),
    )
    before = events(book)
    put(
        book,
        FollowUp(id="f", date=Date(2026, 9, 25), what="call"),
        Promise(id="p", by="me", date=Date(2026, 9, 26), minor=100, currency="CNY", note="aunt"),
        Occurrence(id="o", bill="bill-1", on=Date(2026, 10, 3), date=Date(2026, 10, 9)),
    )
    after = events(book)
    assert before.keys() == after.keys()
    for key, date in (("follow_up:f", Date(2026, 9, 25)), ("promise:p", Date(2026, 9, 26))):
        assert after[uid(key)].date == date and after[uid(key)].sequence > before[uid(key)].sequence
    assert after[uid("bill:bill-1:2026-10-03")].date == Date(2026, 10, 9)


def test_each_kind_has_words_of_its_own(book: Book) -> None:
    put(
        book,
        Contact(id="c", name="Aunt"),
        FollowUp(id="f", date=ON, what="call", done_on=None),
        Promise(id="mine", by="me", date=ON, minor=10000, currency="CNY", contact="c"),
        Promise(id="theirs", by="them", date=ON, minor=20000, currency="CNY", contact="c"),
        Promise(id="kept", by="me", date=ON, contact="c", state="kept"),
        Task(id="task", date=ON, what="look at the report"),
        Dispute(id="asked", what="May was paid", filed_on=ON, days=20),
        Dispute(id="told", what="June was paid", filed_on=ON, days=20, outcome="corrected", answered_on=ON),
    )
    found = events(book)
    assert [found[uid(key)].summary for key in ("task:task", "dispute:asked", "dispute:told")] == [
        "Task: look at the report",
        "Answer due: May was paid",
        "✓ Answered: Answer due: June was paid",
    ]
    assert [
        found[uid(key)].summary for key in ("follow_up:f", "promise:mine", "promise:theirs", "promise:kept")
    ] == [
        "Next step: call",
        "You promised: Aunt CN¥100.00",
        "They promised: Aunt CN¥200.00",
        "✓ Kept: You promised: Aunt",
    ]
    assert of(book, "bill:bill-2:2026-09-12").description[0] == "The amount varies."


def test_what_is_skipped_or_withdrawn_is_cancelled(book: Book) -> None:
    put(
        book,
        Occurrence(id="o", bill="bill-1", on=Date(2026, 10, 3), skipped=True),
        Promise(
            id="p", by="me", date=Date(2026, 9, 6), minor=100, currency="CNY", note="aunt", state="withdrawn"
        ),
    )
    for key in ("bill:bill-1:2026-10-03", "promise:p"):
        event = of(book, key)
        assert event.cancelled and event.summary.startswith("No longer due: ") and event.alarms == ()


def test_alarms_follow_the_settings_of_the_book_the_kind_and_the_loan(book: Book) -> None:
    loan = next(one for one in book.all(Loan) if one.id == "loan-1")
    put(
        book,
        Settings(
            id="settings",
            leads=(2,),
            leads_by_kind=(("bill", (5, 0)),),
            unreminded=("follow_up",),
            remind_at=Time(7, 30),
        ),
        msgspec.structs.replace(loan, leads=(10,)),
        FollowUp(id="f", date=Date(2026, 9, 5), what="call"),
    )
    assert rings(of(book, "loan:loan-1:6")) == ("-P9DT16H30M",)
    assert rings(of(book, "loan:loan-3:10")) == ("-P1DT16H30M",)
    assert rings(of(book, "bill:bill-1:2026-10-03")) == ("-P4DT16H30M", "PT7H30M")
    assert rings(of(book, "follow_up:f")) == ()


def test_alarms_of_a_weekend_ring_on_the_friday_by_choice(book: Book) -> None:
    put(
        book,
        Settings(id="settings", leads=(1,), weekends_earlier=True),
        FollowUp(id="f", date=Date(2026, 9, 7), what="call"),
    )
    assert rings(of(book, "follow_up:f")) == ("-P2DT15H",)  # Monday: told on Friday, not on Sunday


def test_a_snoozed_due_rings_from_its_day_on(book: Book) -> None:
    put(book, Snooze(id="s", subject="loan:loan-1:6", until=Date(2026, 9, 13)))
    assert rings(of(book, "loan:loan-1:6")) == ("-P1DT15H", "-PT15H", "PT9H")
    put(book, Snooze(id="s", subject="loan:loan-1:6", until=Date(2026, 9, 17)))
    assert rings(of(book, "loan:loan-1:6")) == ("P2DT9H",)


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh"])
def test_privacy_is_kept(book: Book, words: Words) -> None:
    full, bare, counted = (
        made(book, ON, words, Wishes(privacy)).data.replace(b"\r\n ", b"").decode()
        for privacy in ("full", "no_amounts", "count")
    )
    assert "手机分期" in full and "¥545.00" in full
    assert "手机分期" in bare and "¥" not in bare and "545.00" not in bare
    assert "手机分期" not in counted and "¥" not in counted and "DESCRIPTION:finterm" not in counted
    titles = {line for line in counted.split("\r\n") if line.startswith(("SUMMARY", "DESCRIPTION"))}
    assert len(titles) == 3  # open and done, and the alarms of the open ones


def test_the_next_step_is_safe_to_paste(book: Book) -> None:
    loan = next(one for one in book.all(Loan) if one.id == "loan-1")
    for name in ("a; rm -rf 'x'", "$(id)", "--help"):
        put(book, msgspec.structs.replace(loan, name=name))
        command = of(book, "loan:loan-1:6").description[-1].partition("there: ")[2]
        assert shlex.split(command) in (["finterm", "pay", name, "545.00"], ["finterm", "dues"])
    assert command == "finterm dues"


STEPS = st.lists(
    st.sampled_from(["pay", "waive", "undo", "redo", "move", "leads", "edit"]), min_size=1, max_size=6
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_whatever_changes_an_event_makes_it_newer(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    with Book.open(tmp_path_factory.mktemp("book"), device="here") as book:
        put(book, *household())
        put(book, FollowUp(id="f", date=ON, what="call"))
        before = events(book)
        for n, step in enumerate(steps):
            act(book, step, n)
            after = events(book)
            for one in before.keys() & after.keys():
                same = after[one]._replace(sequence=0, changed=NOW) == before[one]._replace(
                    sequence=0, changed=NOW
                )
                assert same or after[one].sequence > before[one].sequence
                assert (
                    after[one].sequence >= before[one].sequence and after[one].changed >= before[one].changed
                )
            before = after


def act(book: Book, step: str, n: int) -> None:
    if step in ("undo", "redo"):
        getattr(book, step)()
    elif step == "pay":
        put(book, Event(id=f"p{n}", loan="loan-1", date=ON, kind="payment", minor=54500 + n))
    elif step == "waive":
        put(
            book,
            Event(id=f"w{n}", loan="loan-3", date=ON, kind="waiver", minor=100 + n, component="interest"),
        )
    elif step == "move":
        put(book, FollowUp(id="f", date=ON + timedelta(days=n + 1), what="call"))
    elif step == "leads":
        put(book, Settings(id="settings", leads=(n,)))
    else:
        loan = next(one for one in book.all(Loan) if one.id == "loan-1")
        put(book, msgspec.structs.replace(loan, name=f"name {n}"))


def test_revisions_are_the_same_in_whatever_order_the_journal_is_read(book: Book) -> None:
    put(book, Event(id="e1", loan="loan-1", date=ON, kind="payment", minor=54500, due=6))
    book.undo()
    lines = book.transactions()
    assert past(lines, ON) == past(reversed(lines), ON) and len(lines) > 2


# the file


def test_an_update_is_written_only_where_something_changed(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "dues.ics"
    assert update(book, path, ON, EN) is not None and path.stat().st_mode & 0o777 == 0o600
    assert update(book, path, ON, EN) is None
    put(book, Delivery(id="d", subject="loan:loan-1:6", step="s", channel="desktop", at=NOW))
    assert update(book, path, ON, EN) is None and not refresh(book, path, NOW, EN)
    put(book, FollowUp(id="f", date=ON, what="call"))
    assert refresh(book, path, NOW, EN) and [p.name for p in tmp_path.iterdir() if p.is_file()] == [
        "dues.ics"
    ]


def test_what_the_book_no_longer_knows_is_cancelled_where_it_was_written(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "dues.ics"
    update(book, path, ON, EN)
    bill = next(one for one in book.all(Bill) if one.id == "bill-3")
    delete(book, bill)
    written = update(book, path, ON, EN)
    assert written is not None
    cancelled = [event for event in written.events if event.cancelled]
    assert len(cancelled) > 10 and {event.sequence for event in cancelled} == {1 + of_first(book)}
    assert all(event.summary == "No longer due: 宽带 CN¥99.00" for event in cancelled)
    assert update(book, path, ON, EN) is None  # said once
    assert not any(
        event.cancelled for event in made(book, ON, EN).events
    )  # never said where it was not written
    private = update(book, path, ON, EN, Wishes("count"))
    assert (
        private is not None
        and b"\xe5\xae\xbd" not in path.read_bytes()
        and "宽带" not in path.read_text("utf-8")
    )
    book.undo()
    back = events(book)[uid("bill:bill-3:2026-10-01")]
    assert not back.cancelled and back.sequence > cancelled[0].sequence


def of_first(book: Book) -> int:
    """The sequence of an event nobody touched since the book was made."""
    return of(book, "bill:bill-1:2026-10-03").sequence


def test_what_lies_outside_the_days_asked_for_is_not_cancelled(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "dues.ics"
    put(book, FollowUp(id="f", date=ON, what="call"))
    update(book, path, ON, EN)
    put(book, FollowUp(id="f", date=ON + timedelta(days=300), what="call"))
    written = update(book, path, ON, EN, Wishes(days=30))
    assert written is not None and not any(event.cancelled for event in written.events)


def test_nothing_else_is_written_over_unasked(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "notes.ics"
    path.write_text("my notes")
    with pytest.raises(FintermError, match="exists"):
        update(book, path, ON, EN)
    assert path.read_text() == "my notes"
    with Book.open(tmp_path / "other", device="here") as other:
        put(other, FollowUp(id="f", date=ON, what="call"))
        update(other, path, ON, EN, force=True)
        with pytest.raises(FintermError, match="exists"):
            update(book, path, ON, EN)
    written = update(book, path, ON, EN, force=True)
    assert written is not None and not any(event.cancelled for event in written.events)


def test_a_link_is_followed_and_a_folder_refused(book: Book, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "dues.ics").symlink_to(tmp_path / "shared" / "real.ics")
    update(book, tmp_path / "dues.ics", ON, EN)
    assert (tmp_path / "dues.ics").is_symlink() and (tmp_path / "shared" / "real.ics").exists()
    for path in (tmp_path / "shared", tmp_path / "nowhere" / "dues.ics"):
        with pytest.raises(FintermError):
            update(book, path, ON, EN, force=path.exists())
    assert [path.name for path in (tmp_path / "shared").iterdir()] == ["real.ics"]


def test_a_served_file_follows_what_others_write(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Served(tmp_path / "dues.ics")
    assert served.refresh(book, ON, EN) is not None
    with Book.open(tmp_path / "book", device="here") as other:
        put(other, FollowUp(id="f", date=ON, what="call"))
        sequence = events(other)[uid("follow_up:f")].sequence
    assert served.refresh(book, ON, EN) is None and uid("follow_up:f") not in events(book)  # not read yet
    book.refresh()
    assert events(book)[uid("follow_up:f")].sequence == sequence
    assert served.refresh(book, ON, EN) is not None and b"Next step: call" in served.path.read_bytes()
    monkeypatch.setattr(ics_file, "update", pytest.fail)  # nothing changed, so nothing is computed
    assert served.refresh(book, ON, EN) is None
    monkeypatch.undo()
    served.path.unlink()
    assert served.refresh(book, ON, EN) is not None
    assert served.refresh(book, ON, ZH) is not None and "下一步：call" in served.path.read_text("utf-8")
