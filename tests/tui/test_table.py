"""The windowed table: what it costs, how it moves, how it draws."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult

from finterm.tui.view.cells import Column, Row, width
from finterm.tui.view.rows import LazyRows
from finterm.tui.widgets.table import Table
from tests.tui.screens import lines

COLUMNS = (
    Column("name", least=6, weight=1),
    Column("amount", least=6, right=True),
    Column("note", least=4, fold=1),
)


class Bench(App[None]):
    """A table and nothing else; notes what it says."""

    def __init__(self, rows: Sequence[Row], empty: str = "") -> None:
        super().__init__()
        self.given = rows
        self.empty = empty
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Table()

    def on_mount(self) -> None:
        self.table.show(COLUMNS, self.given, self.empty)
        self.table.focus()

    @property
    def table(self) -> Table:
        return self.query_one(Table)

    def on_table_chosen(self, event: Table.Chosen) -> None:
        self.chosen.append(event.key)


def numbered(count: int) -> list[Row]:
    return [Row(str(n), (f"第{n}期", f"{n}.00", "x")) for n in range(count)]


@pytest.mark.parametrize(
    ("keys", "stands_on"),
    [
        ("", "0"),
        ("down", "1"),
        ("j j k", "1"),
        ("up", "0"),
        ("end", "99"),
        ("G up", "98"),
        ("G home", "0"),
        ("pagedown", "8"),
        ("pagedown pageup", "0"),
        ("end home", "0"),
    ],
)
async def test_keys_move_the_cursor(keys: str, stands_on: str) -> None:
    app = Bench(numbered(100))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*keys.split())
        assert app.table.key == stands_on
        await pilot.pause()
        assert sum("▸" in line for line in lines(app)) == 1
        assert any("▸" in line and f"第{stands_on}期" in line for line in lines(app))


async def test_the_cursor_skips_headings_and_shows_the_one_above_it() -> None:
    rows = [
        Row("h1", ("Overdue",), heading=True),
        *numbered(12),
        Row("h2", ("Later",), heading=True),
        Row("x", ("x", "1", "")),
    ]
    app = Bench(rows)
    async with app.run_test(size=(40, 8)) as pilot:
        assert app.table.key == "0"
        await pilot.press("end")
        assert app.table.key == "x"
        await pilot.press("up")
        assert app.table.key == "11"
        await pilot.press("home")
        await pilot.pause()
        assert "Overdue" in lines(app)[1]


async def test_enter_and_a_second_click_choose_the_row() -> None:
    app = Bench(numbered(5))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down", "enter")
        await pilot.click(Table, offset=(5, 4))
        assert app.table.key == "3" and app.chosen == ["1"]
        await pilot.click(Table, offset=(5, 4))
        assert app.chosen == ["1", "3"]
        await pilot.click(Table, offset=(5, 0))
        await pilot.click(Table, offset=(5, 9))
        assert app.table.key == "3"


async def test_the_cursor_stays_on_its_row_when_rows_come_and_go() -> None:
    app = Bench(numbered(10))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press(*["down"] * 4)
        app.table.show(COLUMNS, [Row("new", ("new", "", "")), *numbered(10)])
        assert app.table.key == "4"
        app.table.show(COLUMNS, [row for row in numbered(10) if row.key != "4"])
        assert app.table.key == "6"
        app.table.show(COLUMNS, numbered(2))
        assert app.table.key == "1"
        app.table.show(COLUMNS, [])
        assert app.table.key is None
        await pilot.press("down", "enter", "end")
        app.table.show(COLUMNS, numbered(3))
        await pilot.pause()
        assert sum("▸" in line for line in lines(app)) == 1


async def test_what_changed_is_redrawn_even_where_the_cursor_went_to_and_fro() -> None:
    app = Bench(numbered(4))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down")
        app.table.show(COLUMNS, numbered(1))
        await pilot.pause()
        shown = lines(app)
        assert "▸第0期" in shown[1] and not any("第1期" in line for line in shown)


async def test_an_empty_table_says_what_to_do() -> None:
    app = Bench([], "Nothing here yet. Press a to add.")
    async with app.run_test(size=(24, 10)):
        assert "Nothing here yet." in "".join(lines(app)) and "add." in "".join(lines(app))


@pytest.mark.parametrize("columns", [8, 20, 40, 79, 80, 120])
async def test_columns_align_and_no_line_is_wider_than_the_screen(columns: int) -> None:
    rows = [
        Row("1", ("手机分期 extra", "1,075.50", "备注")),
        Row("2", ("Car loan", "9.00", "note")),
        *numbered(30),
    ]
    app = Bench(rows)
    async with app.run_test(size=(columns, 12)):
        shown = lines(app)
        assert all(width(line) == columns for line in shown)
        if columns >= 40:
            ends = {
                width(line[: line.index(amount) + len(amount)])
                for line, amount in zip(shown[1:3], ("1,075.50", "9.00"), strict=True)
            }
            assert len(ends) == 1


async def test_only_rows_that_are_looked_at_are_made() -> None:
    made = 0

    def make(key: str) -> Row:
        nonlocal made
        made += 1
        return Row(key, (key, "1", ""))

    app = Bench(LazyRows([str(n) for n in range(100_000)], make))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end", "pageup", "home")
        assert app.table.key == "0"
    assert made < 1_000


async def test_a_step_of_the_cursor_redraws_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Bench(numbered(100))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        drawn: list[int] = []
        draw = Table.render_line
        monkeypatch.setattr(Table, "render_line", lambda self, y: drawn.append(y) or draw(self, y))
        await pilot.press("down")
        await pilot.pause()
        assert sorted(drawn) == [1, 2]


@pytest.mark.parametrize(("moved", "stands_on"), [("", "1"), ("down", "3")])
async def test_when_a_row_that_went_away_is_there_again_so_is_the_cursor_unless_it_was_moved(
    moved: str, stands_on: str
) -> None:
    rows = numbered(4)
    app = Bench(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down")
        app.table.show(COLUMNS, [row for row in rows if row.key != "1"])
        assert app.table.key == "2"
        await pilot.press(*moved.split())
        app.table.show(COLUMNS, rows)
        assert app.table.key == stands_on
