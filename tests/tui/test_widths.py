"""From 60 to 160 columns no line is wider than its place and no wide character is cut in two."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from rich.style import Style
from textual.strip import Strip

from finterm.tui.view.budget import budget_view
from finterm.tui.view.cells import GAP, column_widths, fit, text_of, width
from finterm.tui.view.contacts import contact_page, contacts_view
from finterm.tui.view.credit import credit_view, removals_of
from finterm.tui.view.credit_account import timeline_page
from finterm.tui.view.credit_page import credit_page
from finterm.tui.view.diary import talk_page, talks_view
from finterm.tui.view.due import due_page
from finterm.tui.view.dues import dues_of, dues_view
from finterm.tui.view.envelope import budget_page
from finterm.tui.view.loan import loan_page
from finterm.tui.view.loans import loans_view
from finterm.tui.view.page import Block, lay_out
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight
from finterm.tui.view.today import today_view
from finterm.tui.widgets import styles
from tests.tui.conftest import OpenApp
from tests.tui.household import credit, household
from tests.tui.screens import lines
from tests.tui.sights import sight_of

WIDTHS = range(60, 161)
SEEN = {"en": (*WIDTHS[::5],), "zh": (*WIDTHS[2::5], WIDTHS[-1])}  # widths at which the whole screen is drawn
PANES = "123456"
VIEWS: dict[str, Callable[[Sight], View]] = {
    "today": today_view,
    "loans": loans_view,
    "dues": dues_view,
    "budget": budget_view,
    "diary": talks_view,
    "contacts": contacts_view,
    "credit": credit_view,
}


def pages(sight: Sight) -> Iterable[list[Block]]:
    """Every detail page of the household."""
    for loan in sight.ledger.loans:
        yield loan_page(sight, loan.id)
    for due in dues_of(sight):
        yield due_page(sight, due)
    for envelope in sight.ledger.envelopes:
        yield budget_page(sight, envelope.id)
    for talk in sight.ledger.talks:
        yield talk_page(sight, talk.id)
    for contact in sight.ledger.contacts:
        yield contact_page(sight, contact.id)
    yield timeline_page(sight, removals_of(sight))
    for row in credit_view(sight).rows:
        yield credit_page(sight, row.key)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_of_a_page_is_wider_than_the_page(language: str) -> None:
    for blocks in pages(sight_of([*household(), *credit()], language)):
        for room in WIDTHS:
            for spans in lay_out(blocks, room):
                text = "".join(text for text, _ in spans)
                assert width(text) <= room, (room, text)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", VIEWS)
def test_no_row_of_a_list_is_wider_than_the_list(name: str, language: str) -> None:
    view = VIEWS[name](sight_of([*household(), *credit()], language))
    for room in WIDTHS:
        widths = column_widths(view.columns, view.rows, room)
        shown = [cells for cells in widths if cells]
        assert sum(shown) + GAP * (len(shown) - 1) <= room
        for row in view.rows:
            if not row.heading:
                for cell, cells in zip(row.cells, widths, strict=True):
                    assert width(fit(text_of(cell), cells)) == cells


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_whole_screen_fills_every_width(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    cut: list[str] = []

    class Watched(Strip):
        """A strip that tells when it is cut: cutting is where a wide character could lose its half."""

        def adjust_cell_length(self, cell_length: int, style: Style | None = None) -> Strip:
            if self.cell_length > cell_length:
                cut.append(self.text)
            return super().adjust_cell_length(cell_length, style)

    monkeypatch.setattr(styles, "Strip", Watched)
    app = open_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        for columns in SEEN[language]:
            await pilot.press(PANES[columns % len(PANES)])
            await pilot.resize_terminal(columns, 24 + columns % 17)
            cut.clear()  # a frame between two sizes may be cut; the one that stays may not
            for widget in app.screen.walk_children():
                widget.refresh()
            await pilot.pause()
            assert {width(line) for line in lines(app)} == {columns}, columns
            assert not cut, columns


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("room", [78, 98, 118])
def test_what_a_talk_was_about_in_short_has_room_to_be_read(language: str, room: int) -> None:
    view = talks_view(sight_of(language=language))
    widths = column_widths(view.columns, view.rows, room)
    assert widths[-1] >= 24 and widths[1] <= 16
