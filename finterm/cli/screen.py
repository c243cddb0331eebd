"""The screen, opened from the command line; the only place of it that imports the screen."""

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
