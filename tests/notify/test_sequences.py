"""What each terminal is told: the sequence it knows, harmless whatever the text is."""

from __future__ import annotations

import base64
import re

import pytest

from finterm.notify.multiplexer import Spoken, within_tmux
from finterm.notify.sequences import BELL, Kind, Voice, cut, marked, through, told, unmarked, voice

NASTY = 'a;b\x1b]0;x\x07\x9b31m\n"q" <b>&\u202e' + "长" * 5000


@pytest.mark.parametrize(
    ("environment", "kind", "bell"),
    [
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "osc99", False),
        ({"TERM": "foot"}, "osc777", False),
        ({"TERM": "xterm-ghostty"}, "osc9", False),
        ({"TERM": "rxvt-unicode-256color"}, "osc777", True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "osc9", False),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "osc9", False),  # through SSH
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "osc777", False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"}, "osc99", True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, "bell", True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "osc777", True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "4205"}, "bell", True),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230804"}, "osc777", True),
        ({"TERM": "xterm-256color", "WT_SESSION": "x"}, "osc777", True),
        ({"WT_SESSION": "x"}, "osc777", True),  # Windows itself sets no TERM
        ({"TERM": "xterm-256color", "ConEmuPID": "7"}, "bell", True),
        ({"TERM": "xterm-256color"}, "osc777", True),  # all that SSH passes on
        ({"TERM": "linux", "KITTY_WINDOW_ID": "1", "TERM_PROGRAM": "iTerm.app"}, "bell", True),
        ({"TERM": "alacritty"}, "bell", True),
        ({"TERM": "vt220"}, "bell", True),
        ({"TERM": "dumb"}, "bell", True),
        ({"TERM": "screen-256color"}, "bell", True),  # a screen or tmux at the other end of SSH
        ({"TERM": "screen.linux", "STY": "1.a"}, "bell", True),
        ({"TERM": "screen", "STY": "1.a", "XDG_VTNR": "1"}, "bell", True),
        ({"TERM": "screen.xterm-256color", "STY": "1.a"}, "osc777", True),
        ({"TERM": "screen", "STY": "1.a", "LC_TERMINAL": "iTerm2"}, "osc9", False),
        ({}, "bell", True),
    ],
)
def test_each_terminal_is_spoken_to_in_what_it_knows(
    environment: dict[str, str], kind: str, bell: bool
) -> None:
    assert voice(environment)[:2] == (kind, bell)


def test_a_kind_that_the_person_names_is_taken() -> None:
    assert voice({"TERM": "xterm-256color"}, "osc9").kind == "osc9"
    assert voice({"TERM": "xterm-kitty"}, "bell")[:2] == ("bell", True)
    assert voice({"TERM": "foot"}, "auto").kind == "osc777"


@pytest.mark.parametrize("term", ["linux", "vt100", "dumb", "screen-256color", ""])
def test_a_terminal_that_might_print_a_sequence_gets_the_bell_and_nothing_else(term: str) -> None:
    assert told(voice({"TERM": term}), "Rent", "due today", "x") == "\x07"


def test_the_sequences_are_those_of_the_terminals_documentation() -> None:
    assert told(Voice("osc9"), "Rent: due today", "Pay 5.00", "x") == "\x1b]9;Rent: due today: Pay 5.00\x1b\\"
    assert told(Voice("osc777"), "Rent", "Pay 5.00", "x") == "\x1b]777;notify;Rent;Pay 5.00\x1b\\"
    assert told(Voice("osc99"), "Rent", "Pay", "n-1") == (
        "\x1b]99;i=n-1:d=0:p=title;Rent\x1b\\\x1b]99;i=n-1:d=1:p=body;Pay\x1b\\"
    )
    coded = base64.b64encode("房租".encode()).decode()
    assert told(Voice("osc99"), "房租", "", "n") == f"\x1b]99;i=n:d=1:p=title:e=1;{coded}\x1b\\"


@pytest.mark.parametrize("title", ["4;1;50", "9", "12 loans", "1", "-4;3", "٤;1", ";4;1", ""])
def test_no_text_can_be_taken_for_a_command_of_conemu(title: str) -> None:
    sequence = told(Voice("osc9"), title, "", "x")
    assert sequence.startswith("\x1b]9;finterm: ") and ";" not in sequence[4:]


@pytest.mark.parametrize("kind", ["osc9", "osc777", "osc99"])
@pytest.mark.parametrize("layers", [(), ("screen",)])
@pytest.mark.parametrize("text", [NASTY, NASTY.replace("长", "long ")])
def test_no_text_ends_a_sequence_or_begins_another(text: str, kind: Kind, layers: tuple[()]) -> None:
    sequences = told(Voice(kind, layers=layers), text, text, "n").removesuffix("\x07")
    end = "\x07\x1b\\\\" if layers else "\x1b\\\\"
    inner = re.split(end, sequences)
    assert inner.pop() == ""
    for one in inner:
        text = one.removeprefix("\x1bP").removeprefix("\x1b]")
        assert not [char for char in text if ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 or char == "\u202e"]
        assert len(one.encode()) < 768  # what GNU screen takes
        assert kind != "osc777" or text.count(";") == 3


def test_text_is_cut_between_two_characters() -> None:
    assert cut("长" * 10, 30) == "长" * 10
    assert cut("长" * 11, 30) == "长" * 9 + "…"
    assert cut("a\ud800b", 9) == "ab"


def test_tmux_and_screen_are_passed_unread() -> None:
    sequence = "\x1b]9;x\x1b\\"
    assert through(sequence, ("tmux",)) == "\x1bPtmux;\x1b\x1b]9;x\x1b\x1b\\\x1b\\"
    assert through(sequence, ("screen",)) == "\x1bP\x1b]9;x\x07\x1b\\"
    assert through(sequence, ("tmux", "tmux")) == through(through(sequence, ("tmux",)), ("tmux",))


@pytest.mark.parametrize("kind", ["osc9", "osc777"])
def test_screen_which_hands_on_half_of_a_character_gets_ascii_or_the_bell(kind: Kind) -> None:
    voice = Voice(kind, layers=("screen",))
    assert told(voice, "房租", "", "x") == told(voice, "Rent", "给妈妈", "x") == "\x07"
    shown = told(voice, "Café – due", "CN¥5.00…", "x")
    assert shown.isascii() and "Cafe - due" in shown and "CN5.00..." in shown


def test_the_title_of_the_window_is_kept_and_given_back() -> None:
    assert marked("(1) finterm") == "\x1b[22;2t\x1b]2;(1) finterm\x1b\\"
    assert unmarked().endswith("\x1b[23;2t")


def tmux(
    passthrough: str, term: str = "xterm-256color", program: str = "", clients: str = "1", seen: str = "1"
):  # type: ignore[no-untyped-def]
    told = {
        "allow-passthrough": passthrough,
        "client_termname": term,
        "client_termtype": program,
        "session_attached": clients,
        "window_active": seen,
    }
    inside = {"TMUX": "/tmp/x,1,0", "TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}
    return within_tmux(told, inside)


@pytest.mark.parametrize("passthrough", ["1", "2", "on", "all", ""])
def test_through_tmux_the_terminal_around_it_is_spoken_to(passthrough: str) -> None:
    assert tmux(passthrough, "xterm-kitty").voice == Voice("osc99", marks=True, layers=("tmux",))
    assert tmux(passthrough, program="iTerm2 3.5.0").voice.kind == "osc9"
    assert tmux(passthrough, program="kitty(0.32.2)").voice.kind == "osc99"
    assert tmux(passthrough, "linux").voice[:2] == BELL[:2]
    assert tmux(passthrough, "tmux-256color").voice.layers == ("tmux", "tmux")


def test_a_tmux_that_lets_nothing_through_gets_the_bell_and_says_what_to_set() -> None:
    how = tmux("0", "xterm-kitty")
    assert isinstance(how, Spoken) and how.voice.kind == "bell" and how.hint is not None
    assert how.hint.values == {"setting": "set -g allow-passthrough on"}


def test_a_window_that_is_not_looked_at_gets_the_bell_too() -> None:
    assert tmux("1", "xterm-kitty", seen="0").voice.bell
    assert not tmux("2", "xterm-kitty", seen="0").voice.bell


def test_a_tmux_that_nobody_is_attached_to_takes_nothing() -> None:
    assert tmux("1", "", clients="0").key == "notify.failed.detached"
