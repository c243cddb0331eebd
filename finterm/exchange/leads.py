"""When a person wants to be reminded, as it is typed into a form or stands in a cell: days before a due, a time of day."""

from __future__ import annotations

import re
from datetime import time as Time

from finterm.domain.errors import BadInput
from finterm.exchange import typed

LEAST_LEAD, LONGEST_LEAD = 0, 366  # days before a due
NO_LEADS = "none"
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?", re.ASCII)
_NONE = (NO_LEADS, "无", "不提前")


def parse_leads(text: str, where: str = "leads") -> tuple[int, ...]:
    """Days before a due: `7 3 1 0`, also with commas; `none` for none at all. Raises BadInput."""
    wanted = typed.plain_width(text).replace("、", ",")
    if wanted.casefold() in _NONE:
        return ()
    return parse_numbers(wanted, where, LEAST_LEAD, LONGEST_LEAD)


def written_leads(leads: tuple[int, ...]) -> str:
    """Days before a due as `parse_leads` reads them back."""
    return " ".join(map(str, leads)) or NO_LEADS


def parse_numbers(text: str, where: str, least: int, most: int) -> tuple[int, ...]:
    """Whole numbers from `least` to `most`, between blanks or commas."""
    numbers = tuple(typed.parse_number(part, where) for part in text.replace(",", " ").split())
    if any(not least <= number <= most for number in numbers):
        raise BadInput(where, "error.range", least=least, most=most)
    return numbers


def parse_time(text: str, where: str = "time") -> Time:
    """A time of day: `09:00`, `9:00`, `９：００`, `9`. Raises BadInput."""
    match = _TIME.fullmatch(typed.plain_width(text))
    try:
        if match is None:
            raise ValueError(text)
        return Time(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    except ValueError as fault:
        raise BadInput(where, "error.time", typed=text.strip()) from fault
