"""The debt over time as a picture: principal left month by month, past and as scheduled. Pure.

Drawn with block characters that every terminal font has, in the styles of the states; a picture costs
one or two hundred bytes and says past, future and today without colour too.
"""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.course import Point, Step, course, steps
from finterm.domain.money import Money, exponent
from finterm.tui.view.cells import clean, fit, width
from finterm.tui.view.page import Block, Line, Picture, Span, Text
from finterm.tui.view.sight import HIDDEN, Sight

HEIGHT = 6  # lines of the picture, axis and dates apart
MOST = 6  # cells a month takes at most
FULL, HALF, AHEAD, AHEAD_HALF = "█", "▄", "░", "."
HERE = "▲"


def loan_course(sight: Sight, loan_id: str) -> tuple[Point, ...]:
    """The course of one loan; computed once a sight."""
    return sight.remember(("course", loan_id), lambda: course(_steps(sight, loan_id), sight.on))


def book_course(sight: Sight, currency: str) -> tuple[Point, ...]:
    """The course of all loans of one currency together; computed once a sight."""

    def compute() -> tuple[Point, ...]:
        loans = [loan.id for loan in sight.ledger.loans if loan.currency == currency]
        return course([step for loan in loans for step in _steps(sight, loan)], sight.on)

    return sight.remember(("course of all", currency), compute)


def _steps(sight: Sight, loan_id: str) -> list[Step]:
    return steps(sight.positions[loan_id], sight.positions.events(loan_id))


def course_blocks(sight: Sight, points: Sequence[Point], currency: str) -> list[Block]:
    """The picture and what its signs mean; nothing where there is no debt to draw."""
    if not any(point.minor for point in points):
        return []
    words = sight.words
    legend = words("tui.course.legend", past=FULL, ahead=AHEAD)
    return [Picture(lambda room: draw(sight, points, currency, room)), Text(legend, "faint")]


def draw(sight: Sight, points: Sequence[Point], currency: str, room: int) -> list[Line]:
    """The lines of the picture in `room` cells; none where that is too narrow to see anything."""
    peak = axis_top(max(point.minor for point in points), currency)
    half = _compact(sight, peak // 2, currency) if _is_short(peak // 2, currency) else ""
    labels = [_compact(sight, peak, currency), half, _compact(sight, 0, currency)]
    margin = max(map(width, labels))
    space = room - margin - 2
    if space < 10 or peak <= 0:
        return []
    columns = _columns(points, space, sight)
    lines: list[Line] = [
        (
            (
                fit(labels[0] if row == HEIGHT else labels[1] if row == HEIGHT // 2 else "", margin, True),
                "label",
            ),
            (" ┤" if row == HEIGHT or (half and row == HEIGHT // 2) else " │", "label"),
            _row(columns, row, peak),
        )
        for row in range(HEIGHT, 0, -1)
    ]
    lines.append(((fit(labels[2], margin, True), "label"), (" └" + "─" * len(columns), "label")))
    return [*lines, ((" " * (margin + 2), ""), *_dates(sight, columns, space))]


def axis_top(minor: int, currency: str) -> int:
    """The least amount of two figures that is not below `minor`: its label says it exactly."""
    unit: int = 10 ** exponent(currency)
    step = unit * int("1" + "0" * max(0, len(str(max(0, minor - 1) // unit)) - 2))
    return -(-minor // step) * step


def _is_short(minor: int, currency: str) -> bool:
    """Whether the label of an amount says it exactly."""
    unit: int = 10 ** exponent(currency)
    return axis_top(minor, currency) == minor or (minor % unit == 0 and minor < 10_000 * unit)


def _compact(sight: Sight, minor: int, currency: str) -> str:
    return HIDDEN if sight.hidden else clean(sight.words.compact(Money(minor, currency)))


def _columns(points: Sequence[Point], space: int, sight: Sight) -> list[Point]:
    """One point a cell: a month takes several cells, or several months share one, the last of them shown."""
    if len(points) <= space:
        each = min(MOST, space // len(points))
        return [point for point in points for _ in range(each)]
    share = -(-len(points) // space)
    groups = [points[n : n + share] for n in range(0, len(points), share)]
    return [next((point for point in group if point.date == sight.on), group[-1]) for group in groups]


def _row(columns: Sequence[Point], row: int, peak: int) -> Span:
    """One line of the picture; its signs say past and future, so that a grey as calm as the axis is enough."""
    drawn = ""
    for point in columns:
        halves = round(point.minor / peak * HEIGHT * 2)
        halves = max(halves, 1) if point.minor > 0 else 0
        full, half = (AHEAD, AHEAD_HALF) if point.is_ahead else (FULL, HALF)
        drawn += full if halves >= 2 * row else half if halves == 2 * row - 1 else " "
    return drawn, "label"


def _dates(sight: Sight, columns: Sequence[Point], space: int) -> list[Span]:
    """Under the axis: today's mark, the first and the last month, as far as they do not meet."""
    here = [n for n, point in enumerate(columns) if point.date == sight.on]
    placed: list[tuple[int, str, str]] = []

    def place(at: int, text: str, state: str) -> None:
        end = at + width(text)
        if at >= 0 and end <= space and all(end < a or at > a + width(t) for a, t, _ in placed):
            placed.append((at, text, state))

    if here:
        middle = here[len(here) // 2]
        text = f"{HERE} {sight.words('core.today')}"
        before = f"{sight.words('core.today')} {HERE}"
        fits = middle + width(text) <= space
        place(middle if fits else middle + 1 - width(before), text if fits else before, "key")
    place(0, columns[0].date.strftime("%Y-%m"), "label")
    last = columns[-1].date.strftime("%Y-%m")
    place(max(0, len(columns) - width(last)), last, "label")
    spans: list[Span] = []
    at = 0
    for start, text, state in sorted(placed):
        spans += [(" " * (start - at), ""), (text, state)]
        at = start + width(text)
    return spans
