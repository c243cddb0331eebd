"""What belongs to this machine has a place of its own, a folder a book, closed to others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finterm import state


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FINTERM_STATE", str(tmp_path / "state"))
    return tmp_path


def test_each_book_has_its_own_folder_outside_the_book(place: Path) -> None:
    one, two = state.of_book(place / "one"), state.of_book(place / "two")
    assert one != two and one.is_dir() and place / "state" in one.parents
    assert not (place / "one").exists()
    assert os.name != "posix" or one.stat().st_mode & 0o777 == 0o700


def test_one_book_by_two_ways_has_one_folder(place: Path) -> None:
    (place / "book").mkdir()
    (place / "link").symlink_to(place / "book")
    assert state.of_book(place / "link") == state.of_book(place / "book")


def test_without_a_wish_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FINTERM_STATE", raising=False)
    assert state.folder().name == "finterm"
