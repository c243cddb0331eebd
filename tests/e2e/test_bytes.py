"""What goes over the line: a step costs few bytes, and nothing is written while nothing changes."""

from __future__ import annotations

from collections.abc import Callable

from tests.e2e.terminal import TOAST, Terminal

SIZE = (100, 30)
STEP = 1400  # bytes of a step with its detail, also one into another month of the calendar; most cost 500
START = 9000


def test_a_step_of_the_cursor_costs_few_bytes(opened: Callable[..., Terminal]) -> None:
    terminal = opened(SIZE)
    terminal.wait("Loans")
    terminal.read(1.0)
    cost = {}
    for pane in "123456":
        terminal.press(pane)
        terminal.read(0.6)
        steps = []
        for key in ("down", "down", "down", "k", "k"):
            terminal.type(key)
            steps.append(len(terminal.read(0.4)))
        cost[pane] = sorted(steps)[len(steps) // 2]
    assert max(cost.values()) <= STEP, cost


def test_the_first_picture_is_written_once(opened: Callable[..., Terminal]) -> None:
    terminal = opened(SIZE)
    terminal.wait("Loans")
    terminal.read(0.5)
    assert len(terminal.received) <= START


def test_nothing_is_written_while_nothing_changes_until_a_key_draws_over_something_else(
    opened: Callable[..., Terminal],
) -> None:
    terminal = opened(SIZE)
    terminal.wait("Loans")
    terminal.read(TOAST + 2)
    assert terminal.read(3.0) == b""
    before = terminal.text
    terminal.screen.reset()
    terminal.type("\x1b[15~")  # F5
    terminal.read(1.0)
    assert terminal.text == before
