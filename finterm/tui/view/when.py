"""How far off a day is, in words. Pure."""

from __future__ import annotations

from datetime import date as Date

from finterm.locale import Words


def when(words: Words, day: Date, today: Date) -> str:
    """Today, tomorrow, in 5 days, 3 days ago."""
    days = (day - today).days
    if days == 0:
        return words("core.today")
    if days == 1:
        return words("core.tomorrow")
    if days > 1:
        return words.count("core.in_days", days)
    return words.count("tui.days_ago", -days)
