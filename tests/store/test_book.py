"""The book as a person relies on it: what was saved is there, what was refused changed nothing."""

from __future__ import annotations

import json
import os
import stat
import threading
from pathlib import Path

import pendulum
import pytest
from tinydb import TinyDB, where

from finterm.domain.errors import BadInput, BookDamaged, Conflict
from finterm.domain.records import Amendment, Envelope, Event, Settings
from tests.store.making import DAY, a_talk, an_event, journal_of, opened, put


class TestTransactions:
    def test_what_a_transaction_put_is_there_after_reopening(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"), an_event("b", 7))
        with opened(tmp_path) as book:
            assert book.all(Event) == [an_event("a"), an_event("b", 7)] and book.notices == []

    def test_it_is_there_without_any_closing_too(self, tmp_path: Path) -> None:
        put(opened(tmp_path), an_event("a"))
        assert opened(tmp_path).all(Event) == [an_event("a")]

    def test_an_error_inside_the_block_writes_nothing(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        with pytest.raises(ZeroDivisionError), book.transaction("core.done.payment") as change:
            change.put(an_event("a"))
            raise ZeroDivisionError
        assert book.all(Event) == [] and list((tmp_path / "journal").iterdir()) == []

    def test_a_transaction_is_one_line_of_the_journal(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"), an_event("b"))
        put(book, an_event("c"))
        lines = journal_of(tmp_path).read_text("utf-8").splitlines()
        assert [len(json.loads(line)["tx"]["changes"]) for line in lines] == [2, 1]

    def test_a_transaction_that_changes_nothing_writes_nothing(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        size = journal_of(tmp_path).stat().st_size
        put(book, an_event("a"))
        assert journal_of(tmp_path).stat().st_size == size

    def test_records_come_in_the_order_of_entry(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        ids = [book.new_id() for _ in range(2000)]
        assert ids == sorted(set(ids))
        put(book, *(an_event(id) for id in reversed(ids)))
        assert [event.id for event in book.all(Event)] == ids

    def test_deleting_takes_a_record_out(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        with book.transaction("core.done.delete") as change:
            change.delete(an_event("a"))
        assert book.get(Event, "a") is None and opened(tmp_path).all(Event) == []

    def test_a_list_handed_out_is_the_callers_own(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        book.all(Event).clear()
        assert len(book.all(Event)) == 1

    def test_pendulum_dates_are_stored_as_dates(self, tmp_path: Path) -> None:
        put(
            opened(tmp_path), Event(id="p", loan="l", date=pendulum.date(2026, 5, 1), kind="payment", minor=1)
        )
        found = opened(tmp_path).get(Event, "p")
        assert found is not None and found.date == DAY

    def test_settings_have_defaults_until_they_are_saved(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        assert book.settings().leads == (7, 3, 1, 0)
        put(book, Settings(id=Settings.THE, paydays=(10,)))
        assert opened(tmp_path).settings().paydays == (10,)

    def test_threads_of_one_process_can_share_a_book(self, tmp_path: Path) -> None:
        book = opened(tmp_path)

        def work(name: str) -> None:
            for n in range(25):
                put(book, an_event(f"{name}{n}"))

        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(book.all(Event)) == len(opened(tmp_path).all(Event)) == 100


class TestTalksAreNeverRewritten:
    def test_changing_a_talk_is_refused(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, a_talk("t"))
        with pytest.raises(Conflict, match="append_only"):
            put(book, a_talk("t"))

    def test_deleting_a_talk_is_refused_and_undo_of_logging_it_is_not(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, a_talk("t"))
        with pytest.raises(Conflict), book.transaction("core.done.delete") as change:
            change.delete(a_talk("t"))
        assert book.undo() and book.get(type(a_talk("t")), "t") is None

    def test_an_amendment_is_a_record_of_its_own(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        talk = a_talk("t")
        put(book, talk)
        put(book, Amendment(id="m", talk="t", at=talk.at, amended=talk, why="name misheard"))
        assert opened(tmp_path).get(Amendment, "m") is not None


class TestUndo:
    def test_undo_and_redo_walk_back_and_forth(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a", 1))
        put(book, an_event("a", 2))
        undone = book.undo()
        assert undone is not None and undone.name == "core.done.payment" and undone.values["name"] == "x"
        assert book.all(Event) == [an_event("a", 1)]
        assert book.undo() and book.all(Event) == [] and book.undo() is None
        assert book.redo() and book.redo() and book.redo() is None
        assert book.all(Event) == [an_event("a", 2)]

    def test_it_works_across_restarts(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        with opened(tmp_path) as book:
            assert book.undo() and book.all(Event) == []
        with opened(tmp_path) as book:
            assert book.redo() and book.all(Event) == [an_event("a")]

    def test_a_new_change_ends_what_could_be_redone(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        book.undo()
        put(book, an_event("b"))
        assert book.redo() is None and [event.id for event in book.all(Event)] == ["b"]

    def test_it_covers_what_another_process_of_this_device_did(self, tmp_path: Path) -> None:
        first, second = opened(tmp_path), opened(tmp_path)
        put(first, an_event("a"))
        assert second.undo() and second.all(Event) == []
        first.refresh()
        assert first.all(Event) == [] and first.redo()

    def test_deliveries_of_reminders_are_passed_over(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        put(book, an_event("quiet"), undoable=False)
        assert book.undo() and [event.id for event in book.all(Event)] == ["quiet"]

    def test_what_another_device_changed_since_is_not_undone(self, tmp_path: Path) -> None:
        here, there = opened(tmp_path, "here"), opened(tmp_path, "there")
        put(here, an_event("a", 1))
        there.refresh()
        put(there, an_event("a", 2))
        with pytest.raises(Conflict, match="undo_moved"):
            here.undo()
        assert here.get(Event, "a") == an_event("a", 2)

    def test_history_tells_what_was_done_newest_first_and_what_was_taken_back(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        with book.transaction("core.done.import", {"name": "loans.csv"}) as change:
            change.put(an_event("b"))
        book.undo()
        told = book.history()
        assert [(one.name, one.taken_back) for one in told] == [
            ("core.done.import", True),
            ("core.done.payment", False),
        ]
        assert told[0].device == "here" and told[0].process == os.getpid()


class TestConflicts:
    def test_a_record_changed_elsewhere_meanwhile_is_not_overwritten(self, tmp_path: Path) -> None:
        first, second = opened(tmp_path), opened(tmp_path)
        put(first, an_event("a", 1))
        second.refresh()
        put(second, an_event("a", 2))
        with pytest.raises(Conflict, match="moved_meanwhile") as refused:
            put(first, an_event("a", 3))
        assert refused.value.values["record"] == an_event("a", 3)
        assert opened(tmp_path).all(Event) == [an_event("a", 2)]

    def test_an_older_version_seen_in_a_form_is_not_overwritten_either(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a", 1))
        put(book, an_event("a", 2))
        with pytest.raises(Conflict), book.transaction("core.done.edit") as change:
            change.put(an_event("a", 9), before=an_event("a", 1))
        assert book.all(Event) == [an_event("a", 2)]

    def test_the_same_id_made_twice_is_refused_the_second_time(self, tmp_path: Path) -> None:
        first, second = opened(tmp_path), opened(tmp_path)
        put(first, an_event("once"))
        with pytest.raises(Conflict):
            put(second, an_event("once", 5))

    def test_changes_of_others_show_after_a_refresh(self, tmp_path: Path) -> None:
        first, second = opened(tmp_path), opened(tmp_path)
        assert first.refresh() == frozenset()
        put(second, an_event("a"))
        assert first.refresh() == {"events"} and first.all(Event) == [an_event("a")]


class TestTinyDB:
    def test_plain_tinydb_reads_the_checkpoint(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a", 42), Envelope(id="e", name="饭", currency="CNY"))
        plain = TinyDB(tmp_path / "book.json")
        assert plain.table("events").search(where("minor") == 42)[0]["id"] == "a"
        assert plain.table("envelopes").all()[0]["name"] == "饭"

    def test_queries_and_writes_go_through_the_open_book(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        envelopes = book.db.table("envelopes")
        number = envelopes.insert({"name": "food", "currency": "CNY"})
        envelopes.insert_multiple([{"name": "rent", "currency": "CNY"}, {"name": "bus", "currency": "CNY"}])
        envelopes.update({"monthly": 500}, where("name") == "food")
        envelopes.remove(where("name") == "bus")
        assert envelopes.get(doc_id=number)["monthly"] == 500  # type: ignore[index, call-overload]
        assert {one.name for one in opened(tmp_path).all(Envelope)} == {"food", "rent"}
        assert book.undo() and {one.name for one in book.all(Envelope)} == {"food", "rent", "bus"}

    @pytest.mark.parametrize(
        ("table", "document"),
        [
            ("envelopes", {"name": "no currency"}),
            ("envelopes", {"name": 5, "currency": "CNY"}),
            ("pets", {"name": "cat"}),
        ],
    )
    def test_a_document_that_does_not_fit_is_refused(
        self, tmp_path: Path, table: str, document: dict[str, object]
    ) -> None:
        book = opened(tmp_path)
        with pytest.raises(BadInput):
            book.db.table(table).insert(document)
        assert book.all(Envelope) == []


class TestFolder:
    def test_nobody_else_may_read_it_whatever_the_umask(self, tmp_path: Path) -> None:
        old = os.umask(0)
        try:
            with opened(tmp_path / "b") as book:
                put(book, an_event("a"))
                (tmp_path / "file").write_text("x")
                book.attach(tmp_path / "file")
        finally:
            os.umask(old)
        for path in [tmp_path / "b", *(tmp_path / "b").rglob("*")]:
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path

    def test_attachments_are_kept_under_their_checksum(self, tmp_path: Path) -> None:
        (tmp_path / "contract.pdf").write_bytes(b"%PDF")
        book = opened(tmp_path / "b")
        kept = book.attach(tmp_path / "contract.pdf")
        assert kept == book.attach(tmp_path / "contract.pdf") and kept.name == "contract.pdf"
        assert (tmp_path / "b" / "attachments" / kept.sha256).read_bytes() == b"%PDF"
        with pytest.raises(BookDamaged):
            book.attach(tmp_path / "missing")

    def test_a_folder_that_cannot_be_used_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way")
        with pytest.raises(BookDamaged, match="no_folder"):
            opened(tmp_path / "file" / "book")
