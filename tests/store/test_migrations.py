"""A book of an older form is read step by step; one of a newer form is refused and left untouched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest

from finterm.domain.errors import BookDamaged
from finterm.domain.records import Event, Snooze
from finterm.store import migrations
from finterm.store.checking import check
from tests.store.making import an_event, opened, put

KEPT = Path(__file__).parent / "kept" / "schema-1"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """A schema 2 in which every event's note begins with a mark."""

    def step(table: str, record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "note": f"seen {record.get('note', '')}".strip()} if table == "events" else record

    monkeypatch.setitem(migrations.STEPS, 1, step)
    for module in ("migrations", "journal", "checkpoint", "state", "book"):
        monkeypatch.setattr(f"finterm.store.{module}.SCHEMA", 2)


def test_the_kept_book_of_schema_1_is_read(tmp_path: Path) -> None:
    shutil.copytree(KEPT, tmp_path / "b")
    book = opened(tmp_path / "b")
    assert [(event.id, event.minor) for event in book.all(Event)] == [
        ("a", 100),
        ("b", 250),
    ] and book.notices == []


def test_a_book_from_before_a_table_existed_opens_and_takes_its_first_record(tmp_path: Path) -> None:
    shutil.copytree(KEPT, tmp_path / "b")
    with opened(tmp_path / "b") as book:
        assert book.all(Snooze) == []
        put(book, Snooze(id="s", subject="loan:a:1", until=Date(2026, 9, 4)))
    again = opened(tmp_path / "b")
    assert [one.subject for one in again.all(Snooze)] == ["loan:a:1"] and len(again.all(Event)) == 2


@pytest.mark.usefixtures("next_schema")
@pytest.mark.parametrize("with_checkpoint", [True, False])
def test_an_older_book_is_migrated_from_checkpoint_and_journal_alike(
    tmp_path: Path, with_checkpoint: bool
) -> None:
    shutil.copytree(KEPT, tmp_path / "b")
    if not with_checkpoint:
        (tmp_path / "b" / "book.json").unlink()
    with opened(tmp_path / "b") as book:
        assert [event.note for event in book.all(Event)] == ["seen", "seen late"]
        assert book.undo(), "steps from before the migration can still be undone"
        put(book, an_event("c"))
    assert [event.note for event in opened(tmp_path / "b").all(Event)] == ["seen", ""]


@pytest.mark.parametrize("checkpoint", ["there", "missing", "of a form unknown here"])
@pytest.mark.parametrize("look", [opened, lambda folder: check(folder, device="here")])
def test_a_newer_book_is_refused_and_left_untouched(
    tmp_path: Path, look: Callable[[Path], object], checkpoint: str
) -> None:
    with pytest.MonkeyPatch.context() as newer:
        for module in ("migrations", "journal", "checkpoint", "state", "book"):
            newer.setattr(f"finterm.store.{module}.SCHEMA", 9)
        with opened(tmp_path) as book:
            put(book, an_event("a"))
    if checkpoint == "missing":
        (tmp_path / "book.json").unlink()
    elif checkpoint != "there":
        (tmp_path / "book.json").write_text('{"a form": "of its own"}')
    with (tmp_path / "journal" / "here-2020.jsonl").open("wb") as torn:
        torn.write(b'{"sum":"0011')
    (tmp_path / "journal").chmod(0o755)
    before = everything(tmp_path)
    with pytest.raises(BookDamaged, match="book_newer"):
        look(tmp_path)
    assert everything(tmp_path) == before
    assert (tmp_path / "journal").stat().st_mode & 0o777 == 0o755
