"""Pictures of every pane in both languages at the two sizes people use, and what must hold on each."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.tui.conftest import OpenApp
from tests.tui.screens import lines

SIZES = [(80, 24), (120, 40)]
WAYS = (
    "1 p escape",
    "2 enter escape a escape",
    "3 l escape",
    "4 question_mark escape",
    "5 c c",
    "ctrl+p escape",
)
THEMES = ("terminal", "light", "contrast-dark")
PANES = {"today": "1", "loans": "2", "dues": "3", "budget": "4", "diary": "5", "credit": "6"}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "zh"])
class TestPanes:
    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("pane", PANES)
    def test_pane(
        self,
        snap_compare: Any,
        open_app: OpenApp,
        pane: str,
        theme: str,
        language: str,
        size: tuple[int, int],
    ) -> None:
        assert snap_compare(open_app(language, theme=theme), press=[PANES[pane]], terminal_size=size)

    async def test_lines_are_as_wide_as_the_screen_and_say_no_raw_key(
        self, open_app: OpenApp, language: str, size: tuple[int, int]
    ) -> None:
        app = open_app(language)
        async with app.run_test(size=size) as pilot:
            for keys in WAYS:
                for key in keys.split():
                    await pilot.press(key)
                    await pilot.pause()
                    check(lines(app), size)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_talk_being_logged(snap_compare: Any, open_app: OpenApp, language: str) -> None:
    assert snap_compare(open_app(language), press=["2", "l"], terminal_size=(80, 24))


def test_faults_stand_beside_their_fields(snap_compare: Any, open_app: OpenApp) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await pilot.press("2", "a", "ctrl+s")

    assert snap_compare(open_app(), run_before=before, terminal_size=(80, 24))


def check(shown: list[str], size: tuple[int, int]) -> None:
    """Every line fills the screen exactly, and no catalogue key shows."""
    assert len(shown) == size[1]
    assert {cell_len(line) for line in shown} == {size[0]}
    assert not any(prefix in line for line in shown for prefix in ("tui.", "core.", "error."))
