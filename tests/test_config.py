"""The settings file of a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm import config, reminders
from finterm.cli import remind_secret
from finterm.config import Config, KeyChoice
from finterm.exchange import ics_dues
from finterm.locale import Words
from finterm.notify import notice, secrets, sequences
from finterm.reminders import CHANNELS


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


def test_reminders_go_by_desktop_terminal_and_screen_and_tell_no_amounts_outside_the_machine() -> None:
    said = config.read().reminders
    assert said.channels == ("desktop", "terminal", "screen") and not said.all and said.calendar == ""
    assert {name: said.of(name).privacy for name in CHANNELS} == {
        **dict.fromkeys(("desktop", "terminal", "screen", "command"), "full"),
        **dict.fromkeys(("push", "mail"), "no_amounts"),
    }
    assert {said.of(name).seconds for name in CHANNELS} == {20}


def test_reminders_are_set_channel_by_channel(file: Path) -> None:
    write(
        file,
        '[reminders]\nchannels = ["push", "command", "push"]\ndeliver = "all"\ncalendar = "~/dues.ics"\n'
        'mail = { privacy = "count" }\n[reminders.push]\nseconds = 3\n[reminders.terminal]\nkind = "bell"\n'
        '[reminders.command]\nprogram = ["say", "it"]\nprivacy = "no_amounts"\n',
    )
    said = config.read().reminders
    assert told() == [] and said.channels == ("push", "command") and said.all
    assert said.calendar == "~/dues.ics" and said.terminal.kind == "bell" and said.mail.privacy == "count"
    assert (said.push.seconds, said.push.privacy) == (3, "no_amounts")
    assert (said.command.program, said.command.privacy) == (("say", "it"), "no_amounts")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\nreminders = 3", "line 2, reminders: must be a table: write [reminders] on a line"),
        ("[reminders]\npush = 3", "line 2, reminders.push: must be a table: write [reminders.push]"),
        ("[reminders]\nmial = 3", "line 2, reminders.mial: there is no such setting; perhaps mail?"),
        ('[reminders]\nchannels = "push"', "line 2, reminders.channels: must be a list of channels, like"),
        ("[reminders]\nchannels = [3]", "line 2, reminders.channels: must be a list of channels, like"),
        ('[reminders]\ndeliver = "al"', "line 2, reminders.deliver: must be one of first, all."),
        ('[reminders]\ncalendar = "dues.ics"', "line 2, reminders.calendar: must be a path in quotes that"),
        ('[reminders]\ncalendar = "~nobody-here/x"', "line 2, reminders.calendar: must be a path in quotes"),
        ("[reminders.mail]\nseconds = 0", "line 2, reminders.mail.seconds: must be a whole number from 1"),
        ("[reminders.mail]\nseconds = true", "line 2, reminders.mail.seconds: must be a whole number"),
        ('[reminders.mail]\nkind = "x"', "line 2, reminders.mail.kind: there is no such setting."),
        ('[reminders]\nmail = { privacy = "x" }', "line 2, reminders.mail.privacy: must be one of full,"),
        ('[reminders.terminal]\nkind = "osc8"', "line 2, reminders.terminal.kind: must be one of auto,"),
        ('[reminders.command]\nprogram = "say"', "line 2, reminders.command.program: must be a program and"),
        ("[reminders.command]\nprogram = [1]", "line 2, reminders.command.program: must be a program and"),
        ('[reminders.command]\nprogram = [" "]', "line 2, reminders.command.program: must be a program and"),
        ('[reminders.command]\nprogram = ["a\\u0000"]', "line 2, reminders.command.program: must be a pro"),
    ],
)
def test_a_mistake_in_reminders_is_told_with_its_line_and_key(file: Path, text: str, sentence: str) -> None:
    write(file, text)
    assert told()[0].startswith(f"config.toml, {sentence}")
    assert len(told()) == len(told("zh")) == 1 and config.read().reminders == Config().reminders


def test_one_mistake_in_reminders_leaves_the_rest_in_force(file: Path) -> None:
    write(
        file,
        '[reminders]\nchannels = ["push", "pigeon", "mail"]\ndeliver = "al"\n[reminders.mail]\nseconds = "5"\n'
        'privacy = "count"\n[keys]\nundo = "z"\n',
    )
    read = config.read()
    assert read.reminders.channels == ("push", "mail") and read.reminders.mail.privacy == "count"
    assert read.keys == (KeyChoice("undo", ("z",), 8),)
    assert [(fault.line, fault.key) for fault in read.faults] == [
        (2, "reminders.channels"),
        (3, "reminders.deliver"),
        (5, "reminders.mail.seconds"),
    ]


def test_the_names_in_the_settings_are_those_the_program_knows() -> None:
    assert reminders.LEVELS == notice.LEVELS == ics_dues.PRIVACIES
    assert ("auto", *sequences.KINDS) == reminders.KINDS
    assert secrets.NAMES == remind_secret.NAMES and {*secrets.NAMES} <= {*CHANNELS}


def test_a_changed_file_is_noticed_without_reading_it(file: Path) -> None:
    before = config.stamp()
    write(file, 'language = "en"\n')
    there = config.stamp()
    config.write("language", "zh")
    assert len({before, there, config.stamp()}) == 3 and before == ()
