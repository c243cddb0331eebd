"""The themes there are: ours and a person's own, which come and go while the screen is open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from finterm.tui.themes.look import Look
from finterm.tui.themes.shelf import Shelf
from finterm.tui.themes.theme import DEFAULT


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FINTERM_CONFIG", str(tmp_path))
    return tmp_path / "themes"


def test_ours_are_there_without_a_folder_of_ones_own() -> None:
    shelf = Shelf()
    assert shelf.themes[0].name == DEFAULT and len(shelf.themes) >= 10
    assert not shelf.look() and shelf.faults == [] and shelf.theme("nowhere") is None


def test_an_own_file_appears_changes_and_goes(own: Path) -> None:
    shelf = Shelf()
    own.mkdir()
    (own / "mine.toml").write_text('[styles]\npaid = "blue"\n')
    assert shelf.look() and not shelf.look()
    mine = shelf.theme("mine")
    assert mine is not None and mine.look("paid") == Look("blue") and shelf.is_own("mine")
    (own / "mine.toml").write_text('[styles]\npaid = "cyan"\n')
    os.utime(own / "mine.toml", ns=(1, 1))  # a clock too coarse to tell two writes apart
    assert shelf.look()
    mine = shelf.theme("mine")
    assert mine is not None and mine.look("paid") == Look("cyan")
    (own / "mine.toml").unlink()
    assert shelf.look() and shelf.theme("mine") is None


def test_an_own_file_takes_the_place_of_ours_of_the_same_name(own: Path) -> None:
    own.mkdir()
    (own / "dusk.toml").write_text('title = "Mine"\n')
    shelf = Shelf()
    assert [theme.title for theme in shelf.themes if theme.name == "dusk"] == ["Mine"]


def test_a_bad_file_is_told_and_hides_no_other(own: Path) -> None:
    own.mkdir()
    (own / "bad.toml").write_text("dark = 3\n")
    (own / "good.toml").write_text("")
    (own / ".hidden.toml").write_text("dark = 3\n")
    (own / "gone.toml").symlink_to(own / "nowhere")
    shelf = Shelf()
    assert [(fault.file, fault.line) for fault in shelf.faults] == [("bad.toml", 1)]
    names = {theme.name for theme in shelf.themes}
    assert "good" in names and not names & {"bad", "gone", ".hidden"}
