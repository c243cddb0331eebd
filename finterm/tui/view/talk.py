"""The page of one talk with what follows from it: what the log suggests, and what it may restart. Pure."""

from __future__ import annotations

from finterm.tui.view.conduct import suggestions
from finterm.tui.view.diary import talk_page
from finterm.tui.view.limitation import limitation_of_talk
from finterm.tui.view.page import Block
from finterm.tui.view.sight import Sight
from finterm.tui.view.talks import talks_of


def talk_and_notes(sight: Sight, key: str | None) -> list[Block]:
    """Everything about the talk with that id; nothing where there is none."""
    talk = talks_of(sight).get(key or "")
    if talk is None:
        return []
    notes = [*suggestions(sight, talk), *limitation_of_talk(sight, talk, sight.ledger.promises)]
    return [*talk_page(sight, key), *notes]
