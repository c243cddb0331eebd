"""The agenda as the screen looks ahead, which several places show; derived once a sight."""

from __future__ import annotations

from datetime import timedelta

from finterm.domain.dues import Due, agenda
from finterm.tui.view.sight import Sight

AHEAD = 92  # days the agenda looks ahead


def dues_of(sight: Sight, ahead: int = AHEAD) -> tuple[Due, ...]:
    """The agenda from all that is unpaid and past up to `ahead` days from now; computed once a sight."""
    return sight.remember(
        ("agenda", ahead),
        lambda: agenda(sight.ledger, sight.on, sight.on + timedelta(days=ahead), known=sight.positions),
    )
