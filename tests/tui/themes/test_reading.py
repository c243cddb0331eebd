"""Reading a theme file: what a style says, what is left out, and what is refused with its line."""

from __future__ import annotations

import pytest

from finterm import tomlfile
from finterm.domain.errors import BadInput
from finterm.locale import Words
from finterm.tui.themes.look import Look, look
from finterm.tui.themes.theme import Theme, theme_of


def read(text: str) -> Theme:
    reading = theme_of("mine", tomlfile.parse("mine.toml", text.encode()))
    assert reading.theme is not None, reading.faults
    return reading.theme


def told(text: str, language: str = "en") -> list[str]:
    reading = theme_of("mine", tomlfile.parse("mine.toml", text.encode()))
    assert reading.theme is None
    return [Words(language).error(fault) for fault in reading.faults]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", Look()),
        ("none", Look()),
        ("bold Red", Look("red", "", ("bold",))),
        ("#FF8800 on black", Look("#ff8800", "black")),
        ("underline bold underline", Look("", "", ("underline", "bold"))),
        ("on bright_white reverse", Look("", "bright_white", ("reverse",))),
    ],
)
def test_a_style_reads_as_people_say_it(text: str, wanted: Look) -> None:
    assert look(text) == wanted


@pytest.mark.parametrize("text", ["reddish", "#ff88", "red on", "bold on bold", "12", 3, None])
def test_a_word_that_is_neither_colour_nor_attribute_is_refused(text: object) -> None:
    with pytest.raises(BadInput):
        look(text)


def test_what_is_left_out_looks_like_the_head_of_its_family() -> None:
    mine = read('[styles]\nerror = "bold magenta"\nkept = "blue"\n')
    assert mine.look("overdue") == mine.look("overspent") == Look("magenta", "", ("bold",))
    assert mine.look("kept") == Look("blue") and mine.look("paid") == Look()
    assert mine.look("tab") == mine.look("cursor") == Look(attributes=("reverse",))
    assert mine.look("no such state") == Look()


def test_an_empty_file_is_a_theme_in_which_cursor_and_faults_can_be_seen() -> None:
    mine = read("")
    assert mine.look("cursor") != Look() and mine.look("error") != Look()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("foreground = \n", "mine.toml, line 1: this is not TOML; the line is not used."),
        ('dark = "yes"', "mine.toml, line 1, dark: must be true or false."),
        ('\nbackground = "grey"', "mine.toml, line 2, background: grey is no colour"),
        (
            '[styles]\npaid = "green"\noverdue = "bold rde"',
            "mine.toml, line 3, styles.overdue: rde is no colour",
        ),
        (
            '[styles]\noverdu = "red"',
            "mine.toml, line 2, styles.overdu: there is no such state; perhaps overdue?",
        ),
        ('styles = "red"', "mine.toml, line 1, styles: there is no such setting"),
        ('colour = "red"', "mine.toml, line 1, colour: there is no such setting"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(text: str, sentence: str) -> None:
    assert told(text)[0].startswith(sentence)
    assert len(told(text, "zh")) == 1


def test_every_mistake_is_told_in_the_order_of_the_file() -> None:
    lines = [sentence.split(",")[1] for sentence in told('title = 1\n[styles]\na = "red"\nkey = "blu"\n')]
    assert lines == [" line 1", " line 3", " line 4"]
