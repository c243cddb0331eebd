"""A book of an older form is read step by step; one of a newer form is refused and left untouched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest

from finterm.domain.errors import BookDamaged
from finterm.domain.records import Claim, ContractSheet, Event, Snooze
from finterm.locale import Words
from finterm.store import migrations
from finterm.store.checking import check
from tests.store.making import an_event, opened, put

ALL_KEPT = Path(__file__).parent / "kept"
KEPT = ALL_KEPT / "schema-1"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def of_program(patch: pytest.MonkeyPatch, schema: int) -> None:
    """Makes the program one that writes `schema`."""
    for module in ("migrations", "journal", "checkpoint", "state", "book"):
        patch.setattr(f"finterm.store.{module}.SCHEMA", schema)


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    """A schema in which every event's note begins with a mark."""

    def step(record: dict[str, Any]) -> dict[str, Any]:
        return {**record, "note": f"seen {record.get('note', '')}".strip()}

    monkeypatch.setitem(migrations.STEPS, migrations.SCHEMA, {"events": step})
    of_program(monkeypatch, migrations.SCHEMA + 1)


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


def test_there_is_a_kept_book_of_every_schema() -> None:
    assert {path.name for path in ALL_KEPT.iterdir()} == {
        f"schema-{version}" for version in range(1, migrations.SCHEMA + 1)
    }


@pytest.mark.parametrize("with_checkpoint", [True, False])
def test_the_kept_book_of_schema_2_holds_an_arrangement_a_claim_and_a_sheet(
    tmp_path: Path, with_checkpoint: bool
) -> None:
    shutil.copytree(ALL_KEPT / "schema-2", tmp_path / "b")
    if not with_checkpoint:
        (tmp_path / "b" / "book.json").unlink()
    book = opened(tmp_path / "b")
    assert [event.kind for event in book.all(Event)] == ["payment", "arrangement", "broken"]
    plan = book.all(Event)[1].plan
    assert plan is not None and [row.due for row in plan.rows] == [Date(2026, 6, 1), Date(2026, 7, 1)]
    assert [claim.minor for claim in book.all(Claim)] == [700] and book.notices == []
    assert [sheet.forum for sheet in book.all(ContractSheet)] == ["Haidian court"]


@pytest.mark.parametrize("with_checkpoint", [True, False])
def test_a_program_from_before_arrangements_says_that_it_is_older_and_touches_nothing(
    tmp_path: Path, with_checkpoint: bool
) -> None:
    """It knows no arrangement: what it does not know it must not take for damage and set aside."""
    shutil.copytree(ALL_KEPT / "schema-2", tmp_path / "b")
    opened(tmp_path / "b").close()
    if not with_checkpoint:
        (tmp_path / "b" / "book.json").unlink()
    before = everything(tmp_path)
    with pytest.MonkeyPatch.context() as older:
        of_program(older, 1)
        with pytest.raises(BookDamaged) as refused:
            opened(tmp_path / "b")
    assert (refused.value.what, refused.value.values) == ("error.book_newer", {"version": 2, "known": 1})
    told = {
        language: Words(language)(refused.value.what, **refused.value.values) for language in ("en", "zh")
    }
    assert "newer finterm" in told["en"] and "nothing was touched, please update" in told["en"]
    assert "更新版的 finterm" in told["zh"] and "未作任何改动，请升级" in told["zh"]
    assert everything(tmp_path) == before


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
        of_program(newer, 9)
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
