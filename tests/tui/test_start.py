"""What a start pays for: nothing that it does not show."""

from __future__ import annotations

import subprocess
import sys

import pytest

SPY = "import sys, finterm.cli, finterm.cli.screen, finterm.tui.launch, finterm.tui.app, finterm.tui.panes.today; print(*sys.modules)"


@pytest.fixture(scope="module")
def imported() -> set[str]:
    done = subprocess.run([sys.executable, "-c", SPY], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "click",  # the machinery of verbs
        "babel.numbers",  # figures are written without it
        "pendulum",
        "tinydb",
        "pyxirr",
        "plyer",
        "finterm.notify",  # the thread of reminders imports it when it first looks
        "finterm.reminders",  # a settings file that speaks of them is read whole, for its mistakes
        "finterm.exchange",
        "finterm.guide",
        "finterm.rules",
        "reportlab",
        "finterm.tui.dialogs",
        "finterm.tui.running",
        "finterm.tui.intents",
        "finterm.tui.widgets.form",
        "finterm.tui.panes.loans",
        "finterm.tui.panes.dues",
        "finterm.tui.panes.budget",
        "finterm.tui.panes.diary",
        "finterm.tui.panes.credit",
        "textual.widgets._text_area",
    ],
)
def test_the_start_does_not_import(module: str, imported: set[str]) -> None:
    assert not [name for name in imported if name == module or name.startswith(f"{module}.")]
