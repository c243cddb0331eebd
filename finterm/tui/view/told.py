"""What was done, said in the language shown now: the names and values of the history as one phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping

from finterm.tui.view.sight import HIDDEN, Sight

AMOUNT = re.compile(r"[^\s\d]*\d[\d,]*\.\d\d\b")  # a name may say an amount: an event is called by its own


def told(sight: Sight, name: str, values: Mapping[str, str]) -> str:
    """The phrase for a transaction. Values that are catalogue keys are words; amounts obey the mask."""
    words = sight.words

    def value(key: str, text: str) -> str:
        if sight.hidden and key == "amount":
            return HIDDEN
        if sight.hidden and key in ("name", "names"):
            text = AMOUNT.sub(HIDDEN, text)
        return words(text) if text.startswith(("core.", "tui.")) and words.has(text) else text

    shown = {key: value(key, text) for key, text in values.items()}
    try:
        return words(name, **shown)
    except (KeyError, OSError):
        return name
