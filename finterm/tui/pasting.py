"""Text pasted into the terminal: it comes in as text and nothing else, whatever is in it.

A terminal puts marks around what is pasted. Textual reads the keys inside as keys as soon as one is an
escape, which scrambles the text and may do what nobody asked for; here everything between the marks is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

from finterm.tui.view.cells import clean

START, END = "\x1b[200~", "\x1b[201~"
# Colours, titles and the like, whole; a lone escape goes as any control character, and the text after it stays.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\r\n]*(?:\x07|\x1b\\))")


def pasted_lines(text: str) -> list[str]:
    """The lines of a pasted `text`, without control characters and escape sequences."""
    return [clean(line) for line in _ESCAPES.sub("", text).splitlines()]


class PasteParser(XTermParser):
    """Reads what the terminal sends; what lies between the marks of a paste is never looked at for keys."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._ahead = ""  # the beginning of START, when a read ended within it
        self._pasted: str | None = None  # what has come since START

    def feed(self, data: str) -> Iterable[Message]:
        """The events in `data`, which may end anywhere."""
        if not data:
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                whole, known = self._ahead + data, len(self._ahead)
                at = whole.find(START)
                end = len(data) if at < 0 else at + len(START) - known
                self._ahead = _begun(whole) if at < 0 else ""
                self._pasted = None if at < 0 else ""
                yield from super().feed(data[:end])
                data = data[end:]
            else:
                whole, data = self._pasted + data, ""
                at = whole.find(END, max(0, len(self._pasted) - len(END)))
                self._pasted = whole
                if at >= 0:
                    self._pasted, data = None, whole[at + len(END) :]
                    text = "\n".join(pasted_lines(whole[:at]))
                    # Between its marks Textual has seen nothing: it tells of an empty paste.
                    for event in super().feed(END):
                        yield events.Paste(text) if isinstance(event, events.Paste) else event

    def tick(self) -> Iterable[Message]:
        """What is certain only after a while: a lone escape was a key, and begins no mark."""
        for event in super().tick():
            self._ahead = ""
            yield event


def _begun(text: str) -> str:
    """The end of `text` that may be the beginning of START."""
    return next((START[:n] for n in range(len(START) - 1, 0, -1) if text.endswith(START[:n])), "")


def reading_pastes(driver: type[Driver]) -> type[Driver]:
    """`driver`, whose module reads with our parser from now on; one that reads no terminal is left alone."""
    import sys

    module = sys.modules[driver.__module__]
    if hasattr(module, "XTermParser"):
        setattr(module, "XTermParser", PasteParser)  # noqa: B010 -- it is asked for by this name
    return driver
