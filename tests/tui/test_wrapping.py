"""Where the lines of a text area are broken: between Chinese characters, never before a full stop."""

from __future__ import annotations

from itertools import pairwise

import pytest
from textual._wrap import compute_wrap_offsets

from finterm.tui.view.cells import width
from finterm.tui.widgets import editors  # noqa: F401 - lets Textual break lines by our rule


def broken(text: str, room: int) -> list[str]:
    offsets = [0, *compute_wrap_offsets(text, room, 4), len(text)]
    return [text[a:b] for a, b in pairwise(offsets)]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("1. 答复当日的欠款金额，分列本金", 16, ["1. 答复当日的欠", "款金额，分列本金"]),
        ("逾期 ¥1,109.35（其中罚息 ¥19.35）。", 20, ["逾期 ¥1,109.35（其中", "罚息 ¥19.35）。"]),
        ("一二三四，五六", 8, ["一二三", "四，五六"]),  # no line begins with a comma
        ("一二三“四五”六", 8, ["一二三", "“四五”六"]),
        ("one two three", 8, ["one two ", "three"]),
        ("I don’t know “that” word", 10, ["I don’t ", "know ", "“that” ", "word"]),
        ("x" * 10, 4, ["xxxx", "xxxx", "xx"]),
        ("", 4, [""]),
    ],
)
def test_lines_are_broken_where_a_reader_expects_it(text: str, room: int, lines: list[str]) -> None:
    assert broken(text, room) == lines
    assert "".join(lines) == text and all(width(line.rstrip()) <= room for line in lines)
