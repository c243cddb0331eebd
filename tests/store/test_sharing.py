"""Several processes and several machines on one book."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from finterm.domain.errors import BookDamaged
from finterm.domain.records import Event
from finterm.store.lock import locked
from tests.store.making import an_event, contents, opened, put

WRITER = """
import sys
from datetime import date
from pathlib import Path
from finterm.store import Book
from finterm.domain.records import Event
with Book.open(Path(sys.argv[1]), device="here") as book:
    for n in range(int(sys.argv[3])):
        with book.transaction("core.done.payment") as change:
            change.put(Event(id=f"{sys.argv[2]}-{n:04}", loan="l", date=date(2026, 5, 1), kind="payment", minor=n))
"""


def test_four_processes_of_two_hundred_transactions_lose_none(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, "200"]) for name in "abcd"
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0, 0]
    book = opened(tmp_path)
    assert [event.id for event in book.all(Event)] == [
        f"{name}-{n:04}" for name in "abcd" for n in range(200)
    ]
    assert book.notices == [] and len({done.stamp for done in book.history(1000)}) == 800


def test_a_lock_held_too_long_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "lock"),
        pytest.raises(BookDamaged, match="book_locked"),
        locked(tmp_path / "lock", 0.05),
    ):
        pass
    with locked(tmp_path / "lock"):
        pass


class TestTwoMachines:
    """A book copied, changed apart on both sides, and put together again by its journal files alone."""

    @pytest.fixture
    def apart(self, tmp_path: Path) -> tuple[Path, Path]:
        one, two = tmp_path / "one", tmp_path / "two"
        with opened(one, "first") as book:
            put(book, an_event("shared", 1), an_event("doomed", 1), an_event("calm", 1))
        shutil.copytree(one, two)
        with opened(one, "first") as book:
            put(book, an_event("shared", 10))
            put(book, an_event("only-one"))
            with book.transaction("core.done.delete") as change:
                change.delete(an_event("doomed", 1))
        with opened(two, "second") as book:
            put(book, an_event("shared", 20))
            put(book, an_event("doomed", 2))
            put(book, an_event("only-two"))
        return one, two

    @staticmethod
    def bring(source: Path, target: Path) -> None:
        for path in (source / "journal").iterdir():
            kept = target / "journal" / path.name
            if not kept.exists() or kept.stat().st_size < path.stat().st_size:
                shutil.copy(path, kept)

    def test_both_end_with_the_same_book_and_each_overtaken_change_is_listed(
        self, apart: tuple[Path, Path]
    ) -> None:
        one, two = apart
        already_open = opened(one, "first")
        self.bring(two, one)
        self.bring(one, two)
        already_open.refresh()
        books = [already_open, opened(one, "first"), opened(two, "second"), opened(two, "third")]
        assert all(contents(book) == contents(books[0]) for book in books)
        for book in books:
            lost = {(one.id, one.lost.device, one.kept.device) for one in book.overtaken()}
            # (clock, device) decides: of equal clocks the later name wins; the deletion has clock 4, the edit 3.
            assert lost == {("shared", "first", "second"), ("doomed", "second", "first")}
        assert {event.id: event.minor for event in books[0].all(Event)} == {
            "calm": 1,
            "only-one": 100,
            "only-two": 100,
            "shared": 20,
        }
        assert any(notice.key == "core.notice.overtaken" for notice in already_open.notices)

    def test_the_order_in_which_files_arrive_makes_no_difference(
        self, apart: tuple[Path, Path], tmp_path: Path
    ) -> None:
        found = []
        for order in (apart, apart[::-1]):
            target = tmp_path / f"from-{order[0].name}"
            book = opened(target, "third")
            for source in order:
                for path in (source / "journal").iterdir():
                    kept = target / "journal" / path.name
                    if not kept.exists() or kept.stat().st_size < path.stat().st_size:
                        shutil.copy(path, kept)
                book.refresh()
            found.append((contents(book), [(one.id, one.lost.stamp) for one in book.overtaken()]))
        assert found[0] == found[1]

    def test_lines_that_arrive_before_what_they_build_on_are_no_overtaking(self, tmp_path: Path) -> None:
        with opened(tmp_path, "zoe") as book:
            put(book, an_event("a", 1))
        with opened(tmp_path, "abe") as book:
            put(book, an_event("a", 2))
        (tmp_path / "book.json").unlink()
        shutil.rmtree(tmp_path / "backups")
        book = opened(tmp_path, "new")
        assert book.all(Event) == [an_event("a", 2)] and book.overtaken() == [] and book.notices == []

    def test_a_checkpoint_of_the_other_machine_is_as_good_as_ones_own(self, apart: tuple[Path, Path]) -> None:
        one, two = apart
        shutil.copy(two / "book.json", one / "book.json")
        own = contents(opened(one, "first"))
        assert {"only-one", "only-two"} <= own["events"].keys()

    def test_git_merges_the_two_folders_without_a_conflict(
        self, apart: tuple[Path, Path], tmp_path: Path
    ) -> None:
        def git(folder: Path, *words: str) -> None:
            identity = [
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@example.org",
                "-c",
                "init.defaultBranch=main",
            ]
            subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True, env=clean)

        clean = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
        base = tmp_path / "base"
        with opened(base, "first") as book:
            put(book, an_event("shared", 1))
        git(base, "init")
        git(base, "add", "-A")
        git(base, "commit", "-m", "base")
        clones = [tmp_path / "left", tmp_path / "right"]
        for clone, minor in zip(clones, (10, 20), strict=True):
            git(tmp_path, "clone", str(base), str(clone))
            with opened(clone, clone.name) as book:
                put(book, an_event("shared", minor), an_event(clone.name))
            git(clone, "add", "-A")
            git(clone, "commit", "-m", clone.name)
        git(clones[0], "pull", "--no-rebase", "--no-edit", str(clones[1]), "main")
        git(clones[1], "pull", "--no-rebase", "--no-edit", str(clones[0]), "main")
        left, right = (opened(clone, clone.name) for clone in clones)
        assert contents(left) == contents(right)
        assert {event.id: event.minor for event in left.all(Event)} == {
            "shared": 20,
            "left": 100,
            "right": 100,
        }
        assert [(one.id, one.lost.device) for one in left.overtaken()] == [("shared", "left")]
        listed = subprocess.run(
            ["git", "ls-files"], cwd=clones[0], capture_output=True, text=True, check=True
        ).stdout
        assert "book.json" not in listed and ".lock" not in listed
