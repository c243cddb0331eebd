"""What is written is less than what is drawn, and shows the same."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from finterm.tui.canvas import Canvas

WIDE, HIGH = 24, 3
CONSOLE = Console(color_system="truecolor", force_terminal=True)
STYLES = (Style(), Style(bold=True), Style(color="red"), Style(reverse=True, color="#102030"))

parts = st.lists(st.tuples(st.text("ab 1.花呗█", max_size=9), st.sampled_from(STYLES)), max_size=5)
pictures = st.lists(st.lists(parts, min_size=HIGH, max_size=HIGH), min_size=1, max_size=5)


def strip(said: list[tuple[str, Style]], cells: int = WIDE) -> Strip:
    return Strip([Segment(text, style) for text, style in said]).adjust_cell_length(cells, Style())


def whole(lines: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in lines], Region(0, 0, WIDE, HIGH))


def shown(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    return [
        [
            (c.data, c.reverse) if c.data == " " and not c.reverse else (c.data, c.fg, c.bold, c.reverse)
            for c in (screen.buffer[y][x] for x in range(WIDE))
        ]
        for y in range(HIGH)
    ]  # fmt: skip


def terminal() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(WIDE, HIGH)
    return screen, pyte.Stream(screen)


@settings(max_examples=200, deadline=None)
@given(pictures)
def test_each_picture_stands_as_if_it_had_been_drawn_whole(
    drawn: list[list[list[tuple[str, Style]]]],
) -> None:
    canvas, (screen, stream) = Canvas(), terminal()
    for picture in drawn:
        lines = [strip(said) for said in picture]
        stream.feed(canvas.difference(whole(lines), CONSOLE) or "")
        expected, fresh = terminal()
        fresh.feed(Canvas().difference(whole(lines), CONSOLE) or "")
        assert shown(screen) == shown(expected)


def test_what_stands_there_is_not_written_again_until_it_is_forgotten() -> None:
    canvas = Canvas()
    lines = [strip([("花呗 12", STYLES[1])]) for _ in range(HIGH)]
    first = canvas.difference(whole(lines), CONSOLE)
    assert first and canvas.difference(whole(lines), CONSOLE) == ""
    canvas.forget()
    assert canvas.difference(whole(lines), CONSOLE) == first


def test_one_figure_of_a_line_costs_one_figure() -> None:
    canvas = Canvas()
    canvas.difference(whole([strip([("paid 1,075.50 of 2,000.00", STYLES[0])])] * HIGH), CONSOLE)
    chops = [{0: None} for _ in range(HIGH)]
    chops[1] = {0: strip([("paid 1,075.50 of 3,000.00", STYLES[0])])}  # type: ignore[dict-item]
    update = ChopsUpdate(chops, [(1, 0, WIDE)], [[WIDE]] * HIGH)
    assert canvas.difference(update, CONSOLE) == "\x1b[2;18H3"


@pytest.mark.parametrize("before", ["花", "ab", "a花"])
def test_both_halves_of_a_wide_character_are_written_together(before: str) -> None:
    canvas, (screen, stream) = Canvas(), terminal()
    for text in (before, "呗x", "\u65e0e\u0301", before):
        stream.feed(canvas.difference(whole([strip([(text, STYLES[0])])] * HIGH), CONSOLE) or "")
        row = "".join(screen.buffer[0][x].data for x in range(WIDE)).rstrip()
        assert row.replace("\u00e9", "e\u0301") == text


def test_a_link_is_left_to_textual() -> None:
    canvas = Canvas()
    assert (
        canvas.difference(whole([strip([("x", Style(link="https://example.com"))])] * HIGH), CONSOLE) is None
    )
