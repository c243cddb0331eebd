"""Pictures of the credit record: when late months must be gone, and a private score over time. Pure.

Drawn with characters that every terminal font has; each sign says what its style says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from finterm.domain.calendar import add_months
from finterm.domain.records import ScoreEntry
from finterm.domain.removal import Removal
from finterm.tui.view.cells import clean, fit, width
from finterm.tui.view.credit import account_name, removal_words
from finterm.tui.view.page import Line, Span
from finterm.tui.view.sight import Sight

LATE, WAITS, AHEAD, HERE, GONE, OPEN = "░", "█", "─", "│", "○", "?"
HEIGHT = 6  # lines of the plot of a score, dates apart
LEAST = 20  # cells below which a picture says nothing


def timeline(sight: Sight, marks: Sequence[Removal], room: int, *, named: bool = True) -> list[Line]:
    """For each account a line of time: late, the years that run, today, and the last day it is kept."""
    starts = [_start(mark, sight.on) for mark in marks]
    first = min([*starts, sight.on])
    last = max([add_months(sight.on, 12), *(mark.date for mark in marks if mark.date)])
    space = room - 1
    if space < LEAST or not marks:
        return []

    def at(day: Date) -> int:
        return round((day - first).days / max(1, (last - first).days) * (space - 1))

    lines: list[Line] = []
    for mark, start in zip(marks, starts, strict=True):
        if named:
            lines.append(((fit(clean(account_name(sight, mark.account)), room), "label"),))
        lines.append(_bar(mark, at(start), at(sight.on), at, space))
        when = mark.date.isoformat() if mark.date else ""
        said = removal_words(sight, mark)
        text = " ".join(part for part in (f"{GONE if when else OPEN} {when}".strip(), said.text) if part)
        lines.append(((fit(clean(text), room), said.state),))
    return [*lines, _scale(first, last, at, sight, space)]


def _start(mark: Removal, on: Date) -> Date:
    """When the first late month of an account was, as far as the copy says."""
    return mark.late[0].month if mark.late else mark.since or on


def _bar(mark: Removal, start: int, here: int, at, space: int) -> Line:  # type: ignore[no-untyped-def]  # a scale
    cells = [" "] * space
    since = at(mark.since) if mark.since else None
    end = at(mark.date) if mark.date else None
    for n in range(start, here + 1):
        cells[n] = LATE if since is None or n < since else WAITS
    if end is not None:
        for n in range(min(here, end), end):
            cells[n] = AHEAD if n > here or cells[n] == " " else cells[n]
        cells[end] = GONE
    elif here + 1 < space:
        cells[here + 1] = OPEN
    cells[here] = HERE if end != here else GONE
    return (("".join(cells), "overdue" if mark.state == "not_started" else ""),)


def _scale(first: Date, last: Date, at, sight: Sight, space: int) -> Line:  # type: ignore[no-untyped-def]  # a scale
    """The years at both ends, and today where there is room."""
    left, right = f"{first:%Y-%m}", f"{last:%Y-%m}"
    today = f"{HERE} {sight.words('core.today')}"
    spans: list[Span] = [(left, "label")]
    taken = width(left)
    place = at(sight.on)
    if taken + 1 <= place and place + width(today) + 1 <= space - width(right):
        spans += [(" " * (place - taken), ""), (today, "key")]
        taken = place + width(today)
    spans += [(" " * max(1, space - taken - width(right)), ""), (right, "label")]
    return tuple(spans)


def score_plot(entries: Sequence[ScoreEntry], room: int) -> list[Line]:
    """A score over time: a mark for each entry, by date; the highest and the lowest at the side."""
    high, low = max(one.score for one in entries), min(one.score for one in entries)
    margin = max(len(str(high)), len(str(low)))
    space = room - margin - 3
    if space < LEAST:
        return []
    first, last = entries[0].date, entries[-1].date
    rows = [[" "] * space for _ in range(HEIGHT)]
    for one in entries:
        column = round((one.date - first).days / max(1, (last - first).days) * (space - 1))
        row = HEIGHT - 1 if high == low else round((high - one.score) / (high - low) * (HEIGHT - 1))
        rows[row][column] = "●"
    labels = {0: str(high), HEIGHT - 1: str(low)}
    lines: list[Line] = [
        (
            (fit(labels.get(n, ""), margin, True), "label"),
            (" ┤" if n in labels else " │", "label"),
            ("".join(row), ""),
        )
        for n, row in enumerate(rows)
    ]
    left, right = f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"
    between = " " * max(1, space - len(left) - len(right))
    lines.append(((" " * (margin + 2), ""), (f"{left}{between}{right}"[:space], "label")))
    return lines
