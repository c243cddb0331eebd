"""The mistakes in a person's own files: settings, keys, themes, rules. Each with its line, key and what to do.

Read anew each time, so that one who mends the files sees at once whether all is well. What is right in a
file holds whatever else is wrong in it; a theme or a rule with a mistake is left out whole.
"""

from __future__ import annotations

from finterm import config
from finterm.domain.errors import FintermError
from finterm.tui.binding import bound
from finterm.tui.themes.shelf import Shelf


def own_mistakes() -> list[FintermError]:
    """All of them, file by file, each file from its first line on."""
    chosen, shelf = config.read(), Shelf()
    settings = sorted((*chosen.faults, *bound(chosen.keys).faults), key=lambda fault: fault.line)
    found: list[FintermError] = [*settings, *shelf.faults, *rule_mistakes()]
    if chosen.theme and shelf.reading(chosen.theme) is None:
        found.append(shelf.unknown(chosen.theme))
    return found


def rule_mistakes() -> tuple[FintermError, ...]:
    """Those in the person's own rules; who has none does not pay for reading rules."""
    if not any((config.folder() / "rules").glob("*.toml")):
        return ()
    from finterm.rules.loading import own_faults

    return own_faults()
