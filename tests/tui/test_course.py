"""The picture of a debt: its size, its signs, its dates, and that it hides what is hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest

from finterm.domain.course import Point
from finterm.tui.view.cells import width
from finterm.tui.view.course import HEIGHT, book_course, course_blocks, draw, loan_course
from finterm.tui.view.page import lay_out
from tests.tui.household import NOW
from tests.tui.sights import sight_of


def drawn(room: int = 60, *, language: str = "en", hidden: bool = False, loan: str = "loan-1") -> list[str]:
    sight = sight_of(language=language, hidden=hidden)
    return ["".join(text for text, _ in line) for line in draw(sight, loan_course(sight, loan), "CNY", room)]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", range(20, 161, 7))
def test_every_line_fits_its_room(room: int, language: str) -> None:
    for loan in ("loan-1", "loan-3", "loan-4"):
        lines = drawn(room, language=language, loan=loan)
        assert len(lines) == HEIGHT + 2 and all(width(line) <= room for line in lines)


def test_where_there_is_no_room_nothing_is_drawn() -> None:
    assert drawn(12) == []


def test_the_past_is_solid_the_future_shaded_and_today_marked_between() -> None:
    *rows, _, dates = drawn()
    bottom = rows[-1]
    today = dates.index("▲")
    assert "█" in bottom[: today + 3] and "░" not in bottom[:today]
    assert "░" in bottom[today:] and "█" not in bottom[today + 4 :]
    assert dates.split() == ["2026-03", "▲", "today", "2027-03"]


def test_the_debt_goes_down_from_left_to_right() -> None:
    rows = drawn()[:HEIGHT]
    heights = [sum(row[n] in "█░▄." for row in rows) for n in range(8, max(map(len, rows)) - 1)]
    assert heights == sorted(heights, reverse=True)


def test_amounts_at_the_axis_are_masked_and_the_shape_stays() -> None:
    open_, masked = "\n".join(drawn()), "\n".join(drawn(hidden=True))
    assert "6,000" in open_ and "6,000" not in masked and "•••" in masked and "█" in masked


def test_many_months_share_cells_and_today_is_still_there() -> None:
    sight = sight_of()
    days = [NOW.date() + timedelta(days=31 * n) for n in range(-200, 200)]
    points = [Point(day, 400 - n, day > sight.on) for n, day in enumerate(days)]
    lines = ["".join(text for text, _ in line) for line in draw(sight, points, "CNY", 60)]
    assert all(width(line) <= 60 for line in lines) and "▲" in lines[-1]


def test_all_loans_of_a_currency_are_drawn_together() -> None:
    sight = sight_of()
    now = next(point for point in book_course(sight, "CNY") if point.date == sight.on)
    assert now.minor == sum(position.remaining_principal for position in sight.positions.values())


def test_without_a_debt_there_is_no_picture() -> None:
    sight = sight_of()
    assert (
        course_blocks(sight, [], "CNY") == [] and course_blocks(sight, book_course(sight, "USD"), "USD") == []
    )


def test_the_signs_are_explained_below() -> None:
    sight = sight_of()
    text = "\n".join(
        "".join(t for t, _ in line)
        for line in lay_out(course_blocks(sight, loan_course(sight, "loan-1"), "CNY"), 100)
    )
    assert "█ principal left" in text and "░ to come" in text
