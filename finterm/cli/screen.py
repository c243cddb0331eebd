"""The screen, opened from the command line, and the files of its own; the only place that imports the screen."""

from __future__ import annotations

import sys

from finterm.cli.call import Call
from finterm.domain.errors import FintermError


def show(call: Call) -> None:
    """Shows the book of `call` until the person leaves."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise FintermError("cli.no_terminal")
    folder = call.folder
    from finterm.tui.launch import open_screen

    open_screen(folder, call.words, keep_language=not call.demo, remind=not call.demo, theme=call.theme)


def mistakes() -> list[FintermError]:
    """Every mistake in the settings file, its keys and the themes of the person."""
    from finterm.tui.launch import mistakes

    return mistakes()
