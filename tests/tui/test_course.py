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


@pytest.mark.parametrize(
    "units", [1, 42, 99, 6_000, 8_641, 9_999, 12_000, 12_040, 123_456, 995_001, 1_234_567]
)
@pytest.mark.parametrize(("language", "signs"), [("en", {"K": 10**3, "M": 10**6}), ("zh", {"万": 10**4})])
def test_the_top_of_the_axis_is_never_below_the_highest_amount(
    units: int, language: str, signs: dict[str, int]
) -> None:
    sight = sight_of(language=language)
    points = [Point(NOW.date(), units * 100, False), Point(NOW.date() + timedelta(days=31), 0, True)]
    label = "".join(text for text, _ in draw(sight, points, "CNY", 60)[0]).split()[0].replace(",", "")
    said = float(label.rstrip("KM万")) * signs.get(label[-1], 1)
    assert units <= said <= max(1.12 * units, units + 1), label


def test_a_label_of_the_axis_says_its_amount_exactly_or_is_left_out() -> None:
    sight = sight_of(language="zh")

    def labels(units: int) -> list[str]:
        points = [Point(NOW.date(), units * 100, False)] * 20
        return [
            "".join(t for t, _ in line).split("┤")[0].strip()
            for line in draw(sight, points, "CNY", 60)
            if "┤" in line[1][0]
        ]

    assert labels(12_000) == ["1.2万", "6,000"] and labels(25_000) == ["2.5万"]


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
