"""Keys as people write them, as Textual names them and as the screen shows them."""

from __future__ import annotations

import string

import pytest
from textual.keys import _character_to_key

from finterm.domain.errors import BadInput
from finterm.tui.keys import is_text, key_of, shown


@pytest.mark.parametrize(
    ("written", "key", "seen"),
    [
        ("p", "p", "p"),
        ("L", "L", "L"),
        ("?", "question_mark", "?"),
        ("$", "dollar_sign", "$"),
        ("+", "plus", "+"),
        ("-", "minus", "-"),
        ("/", "slash", "/"),
        ("ctrl+r", "ctrl+r", "^r"),
        ("Ctrl+R", "ctrl+r", "^r"),
        ("ctrl++", "ctrl+plus", "^+"),
        ("shift+p", "P", "P"),
        ("shift+tab", "shift+tab", "shift+tab"),
        ("alt+x", "alt+x", "alt+x"),
        ("shift+ctrl+left", "ctrl+shift+left", "ctrl+shift+←"),
        ("space", "space", "space"),
        ("Enter", "enter", "⏎"),
        ("esc", "escape", "esc"),
        ("PgDn", "pagedown", "PgDn"),
        ("F5", "f5", "F5"),
        ("question_mark", "question_mark", "?"),
        ("钱", "钱", "钱"),
    ],
)
def test_a_key_as_it_is_written_and_shown(written: str, key: str, seen: str) -> None:
    assert key_of(written) == key and shown(key) == seen


@pytest.mark.parametrize("character", string.punctuation)
def test_every_sign_is_named_as_textual_names_it(character: str) -> None:
    assert key_of(character) == _character_to_key(character)
    assert shown(key_of(character)) == character and is_text(key_of(character))


@pytest.mark.parametrize(
    "written", ["", " ", "hyper+x", "ctrl+", "f99", "pp", "ctrl+alt", "enter+x", "\x1b", "\t"]
)
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(BadInput) as refused:
        key_of(written)
    assert refused.value.what == "tui.keys.unknown_key"


@pytest.mark.parametrize(
    ("written", "other"), [("ctrl+i", "tab"), ("ctrl+m", "enter"), ("ctrl+H", "backspace")]
)
def test_what_a_terminal_cannot_tell_apart_is_refused(written: str, other: str) -> None:
    with pytest.raises(BadInput) as refused:
        key_of(written)
    assert refused.value.values["other"] == other


def test_what_is_typed_and_what_is_not() -> None:
    assert all(map(is_text, ("p", "L", "space", "slash", "question_mark", "5")))
    assert not any(map(is_text, ("enter", "f1", "ctrl+s", "up", "escape", "tab", "shift+tab")))
