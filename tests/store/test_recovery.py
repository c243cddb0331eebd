"""Whatever a crash, a bad disk or a full one does, what was confirmed as saved is there or told of."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from finterm.domain.errors import BookDamaged
from finterm.domain.records import Event
from finterm.store.checking import check
from finterm.store.replica import Notice
from tests.store.making import an_event, contents, journal_of, opened, put


def checked(folder: Path) -> list[Notice]:
    """What a look over the files finds; the events of these books belong to no loan, which is another matter."""
    return [one for one in check(folder, device="here") if not one.key.startswith("core.notice.missing.")]


def keys(book: Any) -> list[str]:
    return [notice.key for notice in book.notices]


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0x15
    path.write_bytes(content)


class TestTornLine:
    @pytest.mark.parametrize("cut", [2, 30, 200])
    def test_it_is_dropped_reported_and_kept_aside(self, tmp_path: Path, cut: int) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        put(book, an_event("b"))
        path = journal_of(tmp_path)
        os.truncate(path, path.stat().st_size - cut)
        book = opened(tmp_path)
        assert [event.id for event in book.all(Event)] == ["a"]
        assert keys(book) == ["core.notice.torn_line"] and len(list((tmp_path / "damaged").iterdir())) == 1
        put(book, an_event("c"))
        assert [event.id for event in opened(tmp_path).all(Event)] == ["a", "c"]

    @pytest.mark.parametrize("left", [b"", b"+"])
    def test_a_last_line_that_lacks_its_line_break_alone_is_whole_and_kept(
        self, tmp_path: Path, left: bytes
    ) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        put(book, an_event("b"))
        path = journal_of(tmp_path)
        path.write_bytes(path.read_bytes()[:-1] + left)
        book = opened(tmp_path)
        assert [event.id for event in book.all(Event)] == ["a", "b"] and book.notices == []
        put(book, an_event("c"))
        assert [event.id for event in opened(tmp_path).all(Event)] == ["a", "b", "c"]
        assert len(path.read_bytes().splitlines()) == 3

    def test_an_open_book_mends_what_another_process_left_before_it_writes(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        with journal_of(tmp_path).open("ab") as file:
            file.write(b'{"sum":"0011')
        put(book, an_event("b"))
        assert [event.id for event in opened(tmp_path).all(Event)] == ["a", "b"]

    def test_a_half_arrived_line_of_another_device_is_waited_for(self, tmp_path: Path) -> None:
        there = opened(tmp_path, "there")
        put(there, an_event("a"))
        path = journal_of(tmp_path, "there")
        whole = path.read_bytes()
        path.write_bytes(whole[:-20])
        here = opened(tmp_path, "here")
        assert here.all(Event) == [] and here.notices == []
        path.write_bytes(whole)
        assert here.refresh() == {"events"} and here.all(Event) == [an_event("a")]


class TestFlippedByte:
    def test_anywhere_in_the_checkpoint_it_is_noticed_and_the_book_rebuilt(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, *(an_event(f"e{n}", n) for n in range(20)))
            expected = contents(book)
        size = (tmp_path / "book.json").stat().st_size
        for at in random.Random(7).sample(range(size), 60):
            copy = tmp_path / "copies" / str(at)
            shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("copies"))
            flip(copy / "book.json", at)
            book = opened(copy)
            assert contents(book) == expected and keys(book) == ["core.notice.book_damaged"], at
            assert len(list((copy / "damaged").glob("book.json.*"))) == 1

    def test_anywhere_in_the_journal_it_costs_one_line_at_most_and_is_told(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        for n in range(12):
            put(book, an_event(f"e{n:02}", n))
        whole = journal_of(tmp_path).read_bytes()
        for at in random.Random(3).sample(range(len(whole)), 80):
            copy = tmp_path / "copies" / str(at)
            shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("copies"))
            flip(journal_of(copy), at)
            damaged = opened(copy)
            found = [event.id for event in damaged.all(Event)]
            assert len(found) >= 11 and set(found) <= {f"e{n:02}" for n in range(12)}, at
            assert damaged.notices or len(found) == 12, at

    def test_what_the_checkpoint_holds_survives_damage_to_the_journal(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            for n in range(5):
                put(book, an_event(f"e{n}", n))
            expected = contents(book)
        flip(journal_of(tmp_path), 40)
        assert contents(opened(tmp_path)) == expected
        assert [notice.key for notice in checked(tmp_path)] == ["core.notice.damaged_lines"]

    def test_with_both_damaged_the_newest_good_backup_fills_the_gap(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            for n in range(5):
                put(book, an_event(f"e{n}", n))
        with opened(tmp_path) as book:
            put(book, an_event("later"))
            expected = contents(book)
        flip(journal_of(tmp_path), 40)
        flip(tmp_path / "book.json", 30)
        book = opened(tmp_path)
        assert contents(book) == expected
        assert keys(book) == ["core.notice.book_damaged", "core.notice.damaged_lines"]

    def test_a_line_break_turned_into_something_else_loses_neither_line(self, tmp_path: Path) -> None:
        book = opened(tmp_path)
        for name in ("a", "b", "c"):
            put(book, an_event(name))
        flip(journal_of(tmp_path), journal_of(tmp_path).read_bytes().index(b"\n"))
        assert [event.id for event in opened(tmp_path).all(Event)] == ["a", "b", "c"]


class TestCheckpoint:
    def test_a_missing_one_is_made_again(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        (tmp_path / "book.json").unlink()
        with opened(tmp_path) as book:
            assert book.all(Event) == [an_event("a")]
        assert len(TinyDB(tmp_path / "book.json").table("events")) == 1

    def test_one_edited_by_hand_is_set_aside_because_the_journal_is_the_truth(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        TinyDB(tmp_path / "book.json").table("events").truncate()
        book = opened(tmp_path)
        assert book.all(Event) == [an_event("a")] and keys(book) == ["core.notice.book_damaged"]

    def test_an_old_one_is_caught_up_from_the_journal(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        old = (tmp_path / "book.json").read_bytes()
        with opened(tmp_path) as book:
            put(book, an_event("b"))
        (tmp_path / "book.json").write_bytes(old)
        book = opened(tmp_path)
        assert [event.id for event in book.all(Event)] == ["a", "b"] and book.notices == []

    def test_it_is_written_once_the_journal_has_grown(self, tmp_path: Path, monkeypatch: Any) -> None:
        monkeypatch.setattr("finterm.store.replica.GROWN", 2000)
        book = opened(tmp_path)
        for n in range(20):
            put(book, an_event(f"e{n:02}"))
        assert 5 < len(TinyDB(tmp_path / "book.json").table("events")) <= 20

    def test_a_journal_file_that_is_not_the_one_it_knew_is_read_from_its_start(self, tmp_path: Path) -> None:
        put(opened(tmp_path / "one", "there"), an_event("a"))
        put(opened(tmp_path / "two", "there"), an_event("a", note="longer"), an_event("b"))
        for version in ("one", "two"):
            with opened(tmp_path / "here"):
                pass
            shutil.copy(journal_of(tmp_path / version, "there"), tmp_path / "here" / "journal")
            with opened(tmp_path / "here") as book:
                assert book.notices == []
        assert [event.id for event in book.all(Event)] == ["a", "b"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs names of open files")
class TestPowerCut:
    """A kill leaves what the system has in memory; a power cut does not. So here the order of calls counts."""

    @pytest.fixture
    def steps(self, tmp_path: Path, monkeypatch: Any) -> list[tuple[str, str]]:
        """What was brought to the disk, or renamed, in this order, as (what, name inside the book)."""
        found: list[tuple[str, str]] = []
        fsync, replace = os.fsync, Path.replace

        def name(path: Path) -> str:
            return path.relative_to(tmp_path).as_posix().replace(str(os.getpid()), "PID")

        def synced(handle: int) -> None:
            fsync(handle)
            found.append(("synced", name(Path(f"/proc/self/fd/{handle}").readlink())))

        def renamed(path: Path, target: Path) -> Path:
            found.append(("renamed to", name(target)))
            return replace(path, target)

        monkeypatch.setattr(os, "fsync", synced)
        monkeypatch.setattr(Path, "replace", renamed)
        return found

    def test_a_transaction_is_on_the_disk_when_it_returns_and_so_is_the_name_of_its_file(
        self, tmp_path: Path, steps: list[tuple[str, str]]
    ) -> None:
        book = opened(tmp_path)
        steps.clear()
        put(book, an_event("a"))
        file = f"journal/{journal_of(tmp_path).name}"
        assert steps == [("synced", file), ("synced", "journal")]
        put(book, an_event("b"))
        assert steps[2:] == [("synced", file)]

    def test_a_checkpoint_is_on_the_disk_before_it_takes_the_old_ones_place(
        self, tmp_path: Path, steps: list[tuple[str, str]]
    ) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        book.checkpoint()  # this one is the first of the day and makes a backup too
        steps.clear()
        book.checkpoint()
        assert steps == [("synced", ".book.json.PID"), ("renamed to", "book.json"), ("synced", ".")]


class TestBackups:
    def test_one_a_day_is_kept_and_ten_of_them(self, tmp_path: Path, time_machine: Any) -> None:
        for day in range(1, 15):
            time_machine.move_to(f"2026-05-{day:02}T10:00:00Z")
            for _ in range(2):
                with opened(tmp_path) as book:
                    put(book, an_event(book.new_id()))
        names = sorted(path.name for path in (tmp_path / "backups").iterdir())
        assert names == [f"book-2026-05-{day:02}.json" for day in range(5, 15)]

    def test_a_backup_can_be_restored_and_the_restoring_undone(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
            kept = book.backup()
            put(book, an_event("b"), an_event("a", 9))
            now = contents(book)
            book.restore(kept)
            assert book.all(Event) == [an_event("a")]
            assert book.undo() and contents(book) == now

    def test_what_is_no_backup_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "x.json").write_text("{}")
        book = opened(tmp_path / "b")
        with pytest.raises(BookDamaged, match="no_backup"):
            book.restore(tmp_path / "x.json")


class TestFullDisk:
    def test_a_write_the_disk_refuses_changes_nothing(self, tmp_path: Path, monkeypatch: Any) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))
        before = journal_of(tmp_path).read_bytes()
        real, calls = os.write, []

        def half_then_full(handle: int, content: Any) -> int:
            if calls:
                raise OSError(errno.ENOSPC, "No space left on device")
            calls.append(handle)
            return real(handle, bytes(content)[: len(content) // 2])

        monkeypatch.setattr(os, "write", half_then_full)
        with pytest.raises(BookDamaged, match="disk_full"):
            put(book, an_event("b"))
        monkeypatch.undo()
        assert journal_of(tmp_path).read_bytes() == before and book.all(Event) == [an_event("a")]
        put(book, an_event("c"))
        assert [event.id for event in opened(tmp_path).all(Event)] == ["a", "c"]

    def test_an_fsync_that_fails_is_a_refusal_too(self, tmp_path: Path, monkeypatch: Any) -> None:
        book = opened(tmp_path)
        put(book, an_event("a"))

        def refused(handle: int) -> None:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(os, "fsync", refused)
        with pytest.raises(BookDamaged, match="write_refused"):
            put(book, an_event("b"))
        monkeypatch.undo()
        assert [event.id for event in opened(tmp_path).all(Event)] == ["a"]

    def test_a_really_full_file_system_keeps_the_book(self, tmp_path: Path) -> None:
        mount = tmp_path / "small"
        mount.mkdir()
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=160k", "tmpfs", str(mount)], check=False, capture_output=True
        )
        if made.returncode:
            pytest.skip("mounting a file system needs root; the injected refusals above cover the rest")
        try:
            book = opened(mount / "book")
            put(book, an_event("first"))
            saved = 1
            with pytest.raises(BookDamaged, match="disk_full"):
                for n in range(1000):
                    put(book, an_event(f"e{n:04}", note="x" * 2000))
                    saved += 1
            book.close()
            assert len(opened(mount / "book").all(Event)) == saved > 10
        finally:
            subprocess.run(["umount", str(mount)], check=True)

    def test_a_full_disk_and_a_torn_line_leave_the_book_to_be_looked_at(
        self, tmp_path: Path, monkeypatch: Any
    ) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        with journal_of(tmp_path).open("ab") as file:
            file.write(b'{"sum":"0011')
        flip(tmp_path / "book.json", 30)
        before = journal_of(tmp_path).read_bytes(), (tmp_path / "book.json").read_bytes()

        def full(*_: Any, **__: Any) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as small:
            small.setattr(os, "write", full)
            small.setattr(Path, "mkdir", full)
            with opened(tmp_path) as book:
                assert book.all(Event) == [an_event("a")] and keys(book) == ["core.notice.book_unsound"]
                with pytest.raises(BookDamaged):
                    put(book, an_event("b"))
        assert before == (journal_of(tmp_path).read_bytes(), (tmp_path / "book.json").read_bytes())
        with opened(tmp_path) as book:
            put(book, an_event("b"))
            assert keys(book) == ["core.notice.book_damaged", "core.notice.torn_line"]
        assert [event.id for event in opened(tmp_path).all(Event)] == ["a", "b"]

    @pytest.mark.parametrize("call", ["open", "fsync", "chmod"])
    def test_whatever_call_the_system_refuses_the_transaction_is_refused_whole(
        self, tmp_path: Path, monkeypatch: Any, call: str
    ) -> None:
        book = opened(tmp_path)
        real = getattr(Path if call == "chmod" else os, call)

        def refused(path: Any, *more: Any, **named: Any) -> Any:
            if call == "fsync" or str(path).endswith(".jsonl"):
                raise OSError(errno.EIO, "Input/output error")
            return real(path, *more, **named)

        monkeypatch.setattr(Path if call == "chmod" else os, call, refused)
        with pytest.raises(BookDamaged, match="write_refused"):
            put(book, an_event("a"))
        monkeypatch.undo()
        assert book.all(Event) == [] and opened(tmp_path).all(Event) == []
        put(book, an_event("b"))
        assert opened(tmp_path).all(Event) == [an_event("b")]


class TestFolderThatCannotBeWritten:
    def test_it_can_be_looked_at_and_every_write_is_refused(self, tmp_path: Path, monkeypatch: Any) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        put(opened(tmp_path), an_event("b"))
        before = everything(tmp_path)
        real = os.open

        def read_only(path: Any, flags: int, *more: Any) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR):
                raise OSError(errno.EROFS, "Read-only file system", str(path))
            return real(path, flags, *more)

        monkeypatch.setattr(os, "open", read_only)
        with opened(tmp_path) as book:
            assert [event.id for event in book.all(Event)] == ["a", "b"] and book.notices == []
            for write in (lambda: put(book, an_event("c")), book.undo, book.checkpoint, book.backup):
                with pytest.raises(BookDamaged, match=r"write_refused.*Read-only"):
                    write()
            assert book.refresh() == frozenset() and len(book.history()) == 2
        assert everything(tmp_path) == before

    def test_a_really_read_only_file_system_is_one(self, tmp_path: Path) -> None:
        with opened(tmp_path / "book") as book:
            put(book, an_event("a"))
        mount = ["mount", "--bind", "-o", "ro", str(tmp_path), str(tmp_path)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("mounting needs root; the injected refusal above covers the rest")
        try:
            with opened(tmp_path / "book") as book:
                assert book.all(Event) == [an_event("a")]
                with pytest.raises(BookDamaged, match="write_refused"):
                    put(book, an_event("b"))
            with pytest.raises(BookDamaged, match="no_folder"):
                opened(tmp_path / "new")
        finally:
            subprocess.run(["umount", str(tmp_path)], check=True)

    def test_what_may_not_be_read_is_told_by_the_folder_s_name(
        self, tmp_path: Path, monkeypatch: Any
    ) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))

        def forbidden(*_: Any, **__: Any) -> bytes:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", forbidden)
        with pytest.raises(BookDamaged, match=f"no_folder.*{tmp_path.name}"):
            opened(tmp_path)


class TestChecking:
    def test_a_sound_book_has_nothing_to_tell(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        assert checked(tmp_path) == []

    def test_files_open_to_others_are_closed_and_told(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        (tmp_path / "book.json").chmod(0o644)
        assert [notice.key for notice in checked(tmp_path)] == ["core.notice.permissions"]
        assert checked(tmp_path) == []

    def test_a_lost_or_changed_attachment_is_named(self, tmp_path: Path) -> None:
        import msgspec

        from tests.store.making import a_talk

        with opened(tmp_path / "b") as book:
            files = []
            for name in ("one", "two"):
                (tmp_path / name).write_text(name)
                files.append(book.attach(tmp_path / name))
            put(book, msgspec.structs.replace(a_talk("t"), files=tuple(files)))
        (tmp_path / "b" / "attachments" / files[0].sha256).unlink()
        (tmp_path / "b" / "attachments" / files[1].sha256).write_text("other")
        found = [(notice.key, notice.values["file"]) for notice in checked(tmp_path / "b")]
        assert found == [("core.notice.attachment_missing", "one"), ("core.notice.attachment_changed", "two")]

    def test_a_damaged_backup_is_named(self, tmp_path: Path) -> None:
        with opened(tmp_path) as book:
            put(book, an_event("a"))
        (backup,) = (tmp_path / "backups").iterdir()
        flip(backup, 25)
        assert [notice.key for notice in checked(tmp_path)] == ["core.notice.backup_damaged"]
