"""The settings file of a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm import config
from finterm.config import Config, KeyChoice
from finterm.locale import Words


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file; its folder is not there yet."""
    monkeypatch.setenv("FINTERM_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config" / "config.toml"


def write(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")


def told(language: str = "en") -> list[str]:
    return [Words(language).error(fault) for fault in config.read().faults]


def test_without_a_file_the_system_decides() -> None:
    assert config.read() == Config(language="", theme="", keys=()) and config.read().faults == ()


def test_a_choice_is_kept_and_other_lines_stay(file: Path) -> None:
    write(file, '# mine\nlanguage = "en"\nnew_key = 3\n\n[table]\nlanguage = "x"\n')
    config.write("language", "zh")
    assert config.read().language == "zh"
    assert file.read_text() == '# mine\nlanguage = "zh"\nnew_key = 3\n\n[table]\nlanguage = "x"\n'


def test_a_new_key_stands_above_the_tables(file: Path) -> None:
    write(file, '[keys]\npay = "o"\n')
    config.write("language", "zh")
    assert config.read() == Config(language="zh", keys=(KeyChoice("pay", ("o",), 3),))


def test_a_link_to_the_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    mine = tmp_path / "dotfiles.toml"
    mine.write_text("# mine\n")
    file.parent.mkdir()
    file.symlink_to(mine)
    config.write("theme", "dusk")
    assert file.is_symlink() and mine.read_text() == '# mine\ntheme = "dusk"\n'


@pytest.mark.parametrize(
    "text", ["language = 3", 'language = "klingon"', "language = ", "\x00", "[language]", "keys = 3"]
)
def test_a_file_that_cannot_be_used_changes_nothing(file: Path, text: str) -> None:
    write(file, text)
    assert config.read() == Config()
    assert len(told()) == len(told("zh")) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('theme = "x"\nlanguage = 3', "config.toml, line 2, language: must be one of en, zh."),
        ("theme = 3", "config.toml, line 1, theme: must be a text in quotes."),
        ("\ntheme = \n", "config.toml, line 2: this is not TOML; the line is not used."),
        ("[keys]\npay = 3", 'config.toml, line 2, keys.pay: must be a key like "p", or a list of keys.'),
        ("\n[keys.dues]\npay = []", "config.toml, line 3, keys.dues.pay: must be a key"),
        (
            'langage = "en"',
            "config.toml, line 1, langage: there is no such setting; perhaps language?",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_key(file: Path, text: str, sentence: str) -> None:
    write(file, text)
    assert told()[0].startswith(sentence)


def test_one_mistake_leaves_the_rest_in_force(file: Path) -> None:
    write(
        file,
        'language = "klingon"\ntheme = "dusk"\n[keys]\npay = 1\nundo = ["u", "ctrl+z"]\n"dues.pay" = "o"\n',
    )
    assert config.read() == Config(
        theme="dusk", keys=(KeyChoice("undo", ("u", "ctrl+z"), 5), KeyChoice("dues.pay", ("o",), 6))
    )
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("text", "lines", "keys"),
    [
        ('language = \ntheme = "dusk"\n[keys]\npay = o\nundo = "z"\n', [1, 4], ["undo"]),
        ('theme = "dusk"\n[keys]\npay = ["p",\nundo = "z"\ntalk = "t"\n', [3], ["undo", "talk"]),
        ('theme = "dusk"\n[keys\npay = "o"\n[keys.dues]\nskip = "k"\n', [2], ["dues.skip"]),
        ('theme = "dusk"\r\nlanguage = "e\r\n[keys]\r\nundo = "z"\r\n', [2], ["undo"]),
        ('theme = "dusk"\ntheme = "moss"\n', [2], []),
        ('theme = "dusk"\n[keys]\nundo = "z"\npay = ["p"', [4], ["undo"]),
    ],
)
def test_lines_that_are_no_toml_are_all_told_and_the_others_hold(
    file: Path, text: str, lines: list[int], keys: list[str]
) -> None:
    write(file, text)
    read = config.read()
    assert read.theme == "dusk" and [choice.action for choice in read.keys] == keys
    assert [fault.line for fault in read.faults] == lines


def test_bytes_that_are_no_text_are_told_with_their_line(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b'theme = "x"\n# caf' + b"\xe9\n")
    assert told() == ["config.toml, line 2: the file is not UTF-8 text; it is not used."]


def test_every_setting_has_a_sentence() -> None:
    assert {known.name for known in config.settings()} >= {"language", "theme"}
    assert all(known.about.endswith(".") for known in config.settings())
