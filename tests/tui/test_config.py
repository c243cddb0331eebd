"""The settings file of a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm import config


def written(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def test_without_a_file_the_system_decides(tmp_path: Path) -> None:
    assert config.read() == config.Config(language="")


def test_a_choice_is_kept_and_other_lines_stay(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.parent.mkdir()
    path.write_text('# mine\nlanguage = "en"\nnew_key = 3\n\n[table]\nlanguage = "x"\n')
    config.write("language", "zh")
    assert config.read().language == "zh"
    assert path.read_text() == '# mine\nlanguage = "zh"\nnew_key = 3\n\n[table]\nlanguage = "x"\n'


def test_a_new_key_stands_above_the_tables(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.parent.mkdir()
    path.write_text("[table]\na = 1\n")
    config.write("language", "zh")
    assert config.read().language == "zh"


@pytest.mark.parametrize(
    "text", ["language = 3", 'language = "klingon"', "language = ", "\x00", "[language]"]
)
def test_a_file_that_cannot_be_used_changes_nothing(tmp_path: Path, text: str) -> None:
    path = written(tmp_path)
    path.parent.mkdir()
    path.write_text(text)
    assert config.read() == config.Config()
