from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.tui.view.cells import GAP, Cell, Column, Row, clean, column_widths, fit, width, wrap
from finterm.tui.view.page import Bar, Fact, Grid, Text, Title, bar, lay_out
from finterm.tui.view.rows import LazyRows, filtered

TEXT = st.text(alphabet=st.sampled_from("ab 借呗，。…\x1b\n\t（“—é0-"), max_size=60)


@pytest.mark.parametrize(
    ("dirty", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand tab", "two lines and tab"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("bell\x07 and \x9b1m", "bell and 1m"),
        ("right\u202eto left\u200b", "rightto left"),
        ("[bold]借呗[/]", "[bold]借呗[/]"),
    ],
)
def test_text_is_shown_without_anything_that_acts_on_the_terminal(dirty: str, shown: str) -> None:
    assert clean(dirty) == shown


@pytest.mark.parametrize(
    ("text", "cells", "right", "shown"),
    [
        ("借呗", 6, False, "借呗  "),
        ("借呗", 6, True, "  借呗"),
        ("手机分期", 6, False, "手机… "),
        ("手机分期", 5, False, "手机…"),
        ("abcdef", 4, False, "abc…"),
        ("abc", 3, False, "abc"),
        ("abc", 0, False, ""),
        ("借", 1, False, "…"),
    ],
)
def test_a_text_takes_exactly_the_cells_it_was_given(text: str, cells: int, right: bool, shown: str) -> None:
    assert fit(text, cells, right) == shown


@given(TEXT, st.integers(1, 30))
def test_fitting_never_misses_the_width(text: str, cells: int) -> None:
    assert width(fit(clean(text), cells)) == cells


@given(TEXT, st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_no_character_but_blanks(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(clean(t) for t in text.splitlines()).split())


def test_chinese_wraps_between_characters_but_never_before_a_full_stop() -> None:
    assert wrap("今天还款，明天再说。", 10) == ["今天还款，", "明天再说。"]
    assert wrap("今天要还款。", 10) == ["今天要还", "款。"]


COLUMNS = (
    Column("name", least=6, weight=1),
    Column("amount", right=True),
    Column("note", least=4, weight=1, fold=1),
    Column("brand", least=8, fold=2),
)
ROWS = [Row("1", ("手机分期", "1,075.50", "a long note about it", "来分期"))]


@pytest.mark.parametrize(("room", "shown"), [(60, 4), (30, 3), (17, 2), (10, 2)])
def test_less_important_columns_vanish_as_the_line_gets_narrow(room: int, shown: int) -> None:
    widths = column_widths(COLUMNS, ROWS, room)
    assert sum(1 for w in widths if w) == shown
    assert sum(widths) + GAP * (shown - 1) <= room


def test_an_amount_keeps_its_width_while_names_give_way() -> None:
    widths = column_widths(COLUMNS, ROWS, 18)
    assert widths[1] == width("1,075.50") and widths[0] == 8


@given(st.integers(1, 140), st.lists(TEXT, min_size=4, max_size=4))
def test_columns_never_need_more_than_the_line(room: int, texts: list[str]) -> None:
    widths = column_widths(COLUMNS, [Row("1", tuple(texts))], max(room, 5))
    shown = [w for w in widths if w]
    assert sum(shown) + GAP * (len(shown) - 1) <= max(room, 5)


@given(st.lists(TEXT, min_size=1, max_size=4), st.integers(20, 100))
def test_no_line_of_a_page_is_wider_than_the_page(texts: list[str], room: int) -> None:
    blocks = [
        Title(texts[0]),
        *(Fact(text, text * 3) for text in texts),
        Text(" ".join(texts)),
        Grid(COLUMNS, [Row("1", tuple((texts * 4)[:4]))]),
        Bar(0.3, texts[0][:5], "good"),
    ]
    for line in lay_out(blocks, room):
        assert sum(width(text) for text, _ in line) <= room, line


def test_values_of_a_run_of_facts_stand_under_each_other() -> None:
    lines = lay_out([Fact("state", "paid"), Fact("剩余本金", "¥1")], 40)
    assert [width(line[0][0]) for line in lines] == [10, 10]


@pytest.mark.parametrize(
    ("part", "shown"),
    [(0, "░░░░"), (0.01, "█░░░"), (0.5, "██░░"), (0.99, "███░"), (1, "████"), (7, "████"), (-1, "░░░░")],
)
def test_a_bar_is_full_only_when_all_is_there(part: float, shown: str) -> None:
    assert bar(part, 4) == shown


def test_a_row_is_made_only_when_it_is_looked_at() -> None:
    made: list[str] = []

    def make(key: str) -> Row:
        made.append(key)
        return Row(key, (key,))

    rows = LazyRows([str(n) for n in range(100_000)], make)
    assert len(rows) == 100_000 and rows.find("99999") == 99_999 and rows.find("x") is None
    assert rows[7].key == "7" and rows[7].key == "7" and [r.key for r in rows[1:3]] == ["1", "2"]
    assert made == ["7", "1", "2"]


def test_a_filter_keeps_headings_that_still_head_something() -> None:
    rows = [
        Row("a", ("Overdue",), heading=True),
        Row("1", ("借呗", "part paid")),
        Row("b", ("Later",), heading=True),
        Row("2", (Cell("Rent", "due_today"), "bill")),
    ]
    assert [row.key for row in filtered(rows, "RENT bill")] == ["b", "2"]
    assert [row.key for row in filtered(rows, "借")] == ["a", "1"]
    assert list(filtered(rows, "nothing")) == [] and filtered(rows, " ") is rows


def test_a_wide_character_is_given_a_line_where_there_is_no_room_for_it() -> None:
    assert wrap("还款", 1) == wrap("还款", -3) == ["还", "款"]
