"""`export`: out and back in, whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Finterm


def tables(finterm: Finterm, *more: object) -> Any:
    return finterm("export", "json", *more).json["tables"]


@pytest.fixture
def full(finterm: Finterm, place: Path) -> Finterm:
    """A book with the made-up household in it."""
    assert finterm("--demo", "export", "csv", "--output", place / "demo").code == 0
    assert finterm("import", place / "demo").code == 0
    return finterm


@pytest.mark.parametrize("target", ["out.zip", "folder"])
def test_what_was_exported_as_csv_makes_the_same_book(full: Finterm, place: Path, target: str) -> None:
    answer = full("export", "csv", "--output", place / target)
    assert answer.code == 0 and "records written" in answer.out
    again = ("--book", place / "again")
    assert full("import", place / target, *again).code == 0
    assert tables(full, *again) == tables(full)
    told = full("import", place / target, "--json").json
    assert (told["added"], told["updated"]) == (0, 0) and told["unchanged"] > 100


def test_json_goes_to_the_terminal_or_to_a_file(full: Finterm, place: Path) -> None:
    answer = full("export", "json", "--output", place / "book.json")
    assert answer.code == 0 and json.loads((place / "book.json").read_text("utf-8"))["tables"] == tables(full)


def test_nothing_is_written_over_unasked(full: Finterm, place: Path) -> None:
    (place / "mine.json").write_text("mine")
    answer = full("export", "json", "--output", place / "mine.json")
    assert answer.code == 1 and "--force" in answer.err and (place / "mine.json").read_text() == "mine"
    assert full("export", "json", "--output", place / "mine.json", "--force").code == 0


def test_without_a_name_a_zip_is_made_here(
    full: Finterm, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    assert full("export", "csv", "--on", "2026-09-01").code == 0
    assert (place / "finterm-2026-09-01.zip").exists()


def test_a_book_that_is_not_there_is_not_exported(finterm: Finterm, place: Path) -> None:
    assert finterm("export", "json").code == 1 and not (place / "book").exists()
