"""Reminders inside the app: a thread calls the worker's one function every minute and toasts what it told.

The thread never touches a widget. What the worker does not manage (a channel that fails) is one
sentence on the status line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from finterm.tui.app import FintermApp

EVERY = 60.0  # seconds


def begin(app: FintermApp) -> None:
    """Starts looking for what is owed, now and every minute."""
