"""How reminders fare, as a page: last and next look, the service, each channel, and what to do. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime as DateTime

from finterm.locale import Words
from finterm.notify.runs import Runs
from finterm.service.status import lines, warnings
from finterm.service.steps import Found
from finterm.tui.view.page import Block, Fact, Text, Title


def status_blocks(runs: Runs, found: Sequence[Found] | None, now: DateTime, words: Words) -> list[Block]:
    """All that is known; `found` is None while the system is still being asked for a service."""
    told: list[Block] = [Title(words("tui.action.reminders_status"))]
    told += [
        Fact(line.label, line.text, "warning" if line.warns else "")
        for line in lines(runs, found, now, words)
    ]
    warned = warnings(runs, found or (), now, words)
    if warned:
        told += [Title(words("tui.reminding.wants")), *(Text(sentence) for sentence in warned)]
    return told
