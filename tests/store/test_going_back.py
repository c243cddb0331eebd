"""Going back to any earlier step, whoever wrote what came after it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC
from datetime import datetime as DateTime
from pathlib import Path

import pytest

from finterm.domain.errors import Conflict
from finterm.domain.records import Delivery, Event, Talk
from finterm.store.book import Book
from tests.store.making import a_talk, an_event, contents, journal_of, opened, put
from tests.store.test_sharing import WRITER


def minors(book: Book) -> dict[str, int]:
    return {event.id: event.minor for event in book.all(Event)}


def other_process(folder: Path, name: str, count: int = 1) -> None:
    subprocess.run([sys.executable, "-c", WRITER, str(folder), name, str(count)], check=True, timeout=60)


def test_the_book_is_as_it_was_after_the_chosen_step_and_undo_brings_the_rest_again(tmp_path: Path) -> None:
    book = opened(tmp_path)
    put(book, an_event("a", 1), an_event("b", 1))
    then, chosen = contents(book), book.history()[0]
    put(book, an_event("a", 2))
    put(book, an_event("c", 3))
    with book.transaction("core.done.delete") as change:
        change.delete(an_event("b", 1))
    later = contents(book)
    assert (told := book.go_back(chosen.stamp)) and told.stamp == chosen.stamp
    assert contents(book) == then
    assert book.undo() and contents(book) == later
    assert book.redo() and contents(book) == then


def test_it_is_one_transaction_in_the_journal(tmp_path: Path) -> None:
    book = opened(tmp_path)
    for n in range(5):
        put(book, an_event("a", n + 1))
    before = len(journal_of(tmp_path).read_bytes().splitlines())
    book.go_back(book.history()[-1].stamp)
    assert len(journal_of(tmp_path).read_bytes().splitlines()) == before + 1


def test_it_takes_back_what_another_process_wrote_in_between_also_after_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        put(book, an_event("a", 1))
        stamp = book.history()[0].stamp
    other_process(tmp_path, "other", 3)
    with opened(tmp_path) as book:
        put(book, an_event("a", 9))
        other_process(tmp_path, "late", 2)
        assert book.go_back(stamp)
        assert minors(book) == {"a": 1}
    with opened(tmp_path) as book:
        assert minors(book) == {"a": 1}
        assert book.undo() and len(minors(book)) == 6 and minors(book)["a"] == 9


def test_it_takes_back_what_another_device_wrote(tmp_path: Path) -> None:
    here, there = opened(tmp_path, "here"), opened(tmp_path, "there")
    put(here, an_event("a", 1))
    stamp = here.history()[0].stamp
    there.refresh()
    put(there, an_event("a", 2), an_event("b", 2))
    assert here.go_back(stamp) and minors(here) == {"a": 1}
    there.refresh()
    assert minors(there) == {"a": 1} and contents(opened(tmp_path, "third")) == contents(here)


def test_a_step_of_another_device_can_be_gone_back_to(tmp_path: Path) -> None:
    here, there = opened(tmp_path, "here"), opened(tmp_path, "there")
    put(there, an_event("a", 5))
    stamp = there.history()[0].stamp
    here.refresh()
    put(here, an_event("a", 6))
    assert here.go_back(stamp) and minors(here) == {"a": 5}


def test_talks_go_as_undo_takes_them_and_come_back_unchanged(tmp_path: Path) -> None:
    book = opened(tmp_path)
    put(book, an_event("a"))
    stamp = book.history()[0].stamp
    put(book, a_talk("t"))
    assert book.go_back(stamp) and book.all(Talk) == []
    assert book.undo() and book.all(Talk) == [a_talk("t")]


def test_reminders_told_since_stay_told(tmp_path: Path) -> None:
    book = opened(tmp_path)
    put(book, an_event("a"))
    stamp = book.history()[0].stamp
    told = Delivery(id="d", subject="s", step="0", channel="desktop", at=DateTime(2026, 5, 1, tzinfo=UTC))
    put(book, told, undoable=False)
    put(book, an_event("a", 7))
    assert book.go_back(stamp) and book.all(Delivery) == [told] and minors(book) == {"a": 100}


def test_going_back_to_where_the_book_is_does_nothing(tmp_path: Path) -> None:
    book = opened(tmp_path)
    put(book, an_event("a"))
    written = journal_of(tmp_path).read_bytes()
    assert book.go_back(book.history()[0].stamp) is None
    assert journal_of(tmp_path).read_bytes() == written


def test_an_undone_step_is_done_again_by_going_to_it(tmp_path: Path) -> None:
    book = opened(tmp_path)
    put(book, an_event("a", 1))
    put(book, an_event("a", 2))
    stamp = book.history()[0].stamp
    book.undo()
    assert book.go_back(stamp) and minors(book) == {"a": 2}


def test_a_step_nobody_knows_is_refused(tmp_path: Path) -> None:
    book = opened(tmp_path)
    put(book, an_event("a"))
    with pytest.raises(Conflict, match="no_such_step"):
        book.go_back((99, "nobody"))


def test_a_journal_that_lost_a_later_line_refuses_rather_than_guesses(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        put(book, an_event("a", 1))
        stamp = book.history()[0].stamp
        put(book, an_event("a", 2))
        put(book, an_event("a", 3))
    path = journal_of(tmp_path)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    with opened(tmp_path) as book:
        kept = contents(book)
        with pytest.raises(Conflict, match="go_back_gap"):
            book.go_back(stamp)
        assert contents(book) == kept


class TestHistory:
    def test_what_was_gone_back_over_shows_as_undone_until_that_is_undone(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        for n in range(1, 5):
            put(book, an_event("a", n))
        book.go_back(book.history()[-2].stamp)
        names = [(one.name.rpartition(".")[2], one.taken_back) for one in book.history()]
        assert names == [
            ("go_back", False),
            ("payment", True),
            ("payment", True),
            ("payment", False),
            ("payment", False),
        ]
        book.undo()
        assert [one.taken_back for one in book.history()] == [True, False, False, False, False]

    def test_going_back_past_an_earlier_going_back_takes_that_back_too(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        for n in range(1, 4):
            put(book, an_event("a", n))
        stamps = [one.stamp for one in reversed(book.history())]
        book.go_back(stamps[0])
        put(book, an_event("b", 1))
        book.go_back(stamps[1])
        assert minors(book) == {"a": 2}
        assert [one.taken_back for one in reversed(book.history())] == [
            False,
            False,
            True,
            True,
            True,
            False,
        ]

    def test_an_undo_that_was_gone_back_over_no_longer_counts(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a", 1))
        put(book, an_event("a", 2))
        second = book.history()[0].stamp
        book.undo()
        book.go_back(second)
        assert [one.taken_back for one in book.history()] == [False, False, False]

    def test_the_changes_of_a_step_are_told_record_by_record(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a", 1))
        put(book, an_event("a", 2), an_event("b", 3))
        found = book.changes_of(book.history()[0].stamp)
        assert [(one.id, one.before, one.after) for one in found] == [
            ("a", an_event("a", 1), an_event("a", 2)),
            ("b", None, an_event("b", 3)),
        ]
        assert book.changes_of((99, "x")) == []

    def test_it_tells_what_kind_of_program_wrote_a_step(self, tmp_path: Path) -> None:
        with Book.open(tmp_path, device="here", origin="screen") as book:
            put(book, an_event("a"))
        other_process(tmp_path, "plain")
        with opened(tmp_path) as book:
            assert [one.origin for one in book.history()] == ["", "screen"]

    def test_a_copied_book_goes_back_the_same_way(self, tmp_path: Path) -> None:
        with opened(tmp_path / "one") as book:
            put(book, an_event("a", 1))
            stamp = book.history()[0].stamp
            put(book, an_event("a", 2))
        shutil.copytree(tmp_path / "one", tmp_path / "two")
        with opened(tmp_path / "one") as one, opened(tmp_path / "two", "elsewhere") as two:
            one.go_back(stamp)
            two.go_back(stamp)
            assert contents(one) == contents(two)
