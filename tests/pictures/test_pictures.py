"""The README's pictures show the screen as it is now."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.locale import LANGUAGES
from tests.pictures.draw import SCENES, path_of, picture, said

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture(autouse=True)
def nobodys_choices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINTERM_CONFIG", str(tmp_path))
    monkeypatch.setenv("FINTERM_STATE", str(tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
async def test_a_picture_says_what_the_screen_says(scene: str, language: str) -> None:
    kept = path_of(scene, language).read_text("utf-8")
    assert said(kept) == said(await picture(scene, language)), "run: python -m tests.pictures.draw"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES)
def test_a_picture_is_small_and_shown_in_the_readme(scene: str, language: str) -> None:
    path = path_of(scene, language)
    assert path.stat().st_size < 60_000
    assert f"](tests/pictures/{path.name})" in README.read_text("utf-8")
