"""How the lines of a dialog are shared out."""

from __future__ import annotations

import pytest

from finterm.tui.view.room import FEW, LOW, room

LONG = "a sentence that is long enough to need more than one line " * 3


@pytest.mark.parametrize("height", range(10, 60))
@pytest.mark.parametrize("width", [20, 60, 80, 160])
def test_border_keys_and_a_few_fields_always_have_their_lines(width: int, height: int) -> None:
    shared = room(width, height, title=LONG, said=LONG, sums="\n".join([LONG] * 9))
    blank = height >= LOW
    texts = (shared.title, shared.said, shared.sums)
    used = sum(len(part) + blank * bool(part) for part in texts)
    assert 3 + blank + used + shared.fields <= height and shared.fields >= FEW


def test_sums_give_way_before_the_title() -> None:
    shared = room(80, 9, title="title", said="said", sums="sums")
    assert (shared.title, shared.said, shared.sums) == (["title"], ["said"], [])


def test_without_words_the_fields_have_it_all() -> None:
    assert room(80, 24, title="t", said="", sums="").fields == 24 - 3 - 1
