"""How the screen is opened: the one door that the command line comes through, by a lazy import.

Opens the book, runs the app over it, closes the book. What goes wrong before or after the screen is a
FintermError, for whoever called; a book's own notices are shown on the screen.
"""

from __future__ import annotations

import gc
import sys
import warnings
from pathlib import Path

from finterm.domain.errors import FintermError
from finterm.locale import Words
from finterm.store.book import Book

HAND_OVER = 0.0005  # seconds until another thread has its turn: one waits to write to the terminal


def open_screen(
    folder: Path, words: Words, *, keep_language: bool = True, remind: bool = True, theme: str = ""
) -> None:
    """Shows the book in `folder` until the person leaves.

    `keep_language` says that a language chosen on the screen is kept in the settings file, `remind` that
    reminders are told while it is open (not for a made-up book), `theme` is worn instead of the one kept.
    Raises a FintermError where the book cannot be opened, or something unexpected ended the screen.
    """
    gc.disable()  # nothing made while starting is garbage; the app puts the collector on once it stands
    from finterm.tui.app import FintermApp

    sys.setswitchinterval(HAND_OVER)
    # A warning on stderr would land in the middle of the screen.
    warnings.simplefilter("ignore")
    with Book.open(folder, origin="screen") as book:
        app = FintermApp(book, words, keep_language=keep_language, remind=remind, theme=theme)
        app.run()
    if app.fault is not None:
        raise app.fault


def mistakes() -> list[FintermError]:
    """Every mistake in the person's own files (settings, keys, themes); opens no screen."""
    from finterm.tui.mistakes import own_mistakes

    return own_mistakes()
