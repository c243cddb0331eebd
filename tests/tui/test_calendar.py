"""A month as a picture, read without a widget."""

from __future__ import annotations

import re
from datetime import date as Date
from datetime import timedelta

import pytest
from msgspec.structs import replace

from finterm.domain.dues import due_totals
from finterm.domain.records import Bill, Record
from finterm.locale import LANGUAGES
from finterm.tui.view.calendar import month_blocks, month_of
from finterm.tui.view.cells import width
from finterm.tui.view.dues import dues_of
from finterm.tui.view.page import lay_out
from finterm.tui.view.sight import Sight
from tests.tui.household import NOW, household
from tests.tui.sights import sight_of

SEPTEMBER = Date(2026, 9, 1)


def picture(sight: Sight, room: int = 49, month: Date = SEPTEMBER, here: Date | None = None) -> list[str]:
    return ["".join(text for text, _ in line) for line in lay_out(month_blocks(sight, month, here), room)]


def a_bill(id: str, first: Date, minor: int, currency: str = "CNY") -> Record:
    return Bill(id=id, name=id, currency=currency, first=first, minor=minor, count=1)


def test_every_day_of_the_month_is_there_under_its_weekday() -> None:
    lines = picture(sight_of([]))
    assert lines[0] == "September 2026"
    assert lines[1].split() == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    first = next(line for line in lines if "[ 1]" in line)
    assert first.index("[ 1]") + 1 == lines[1].index("Tu"), "1 September 2026 is a Tuesday"
    assert re.findall(r"\d+", " ".join(lines[2:7])) == [str(n) for n in range(1, 31)]


@pytest.mark.parametrize(("place", "first"), [("en_US.UTF-8", "Su"), ("en_GB.UTF-8", "Mo"), ("C", "Mo")])
def test_weeks_begin_as_the_place_of_the_person_has_it(
    monkeypatch: pytest.MonkeyPatch, place: str, first: str
) -> None:
    monkeypatch.setenv("LC_ALL", place)
    assert picture(sight_of([]))[1].split()[0] == first


def test_days_with_dues_have_a_sign_and_a_sum_and_late_ones_another_sign() -> None:
    records = [
        a_bill("a", Date(2026, 9, 9), 120000),
        a_bill("b", Date(2026, 9, 9), 30000),
        a_bill("c", Date(2026, 8, 31), 4200),
    ]
    sight = sight_of(records)
    shown = "\n".join(picture(sight, here=Date(2026, 9, 9)))
    assert "▸  9•" in shown and "1,500" in shown
    late = "\n".join(picture(sight, month=Date(2026, 8, 1)))
    assert "31!" in late and "42.00" in late


def test_sums_are_exact_where_all_fit_and_short_where_one_does_not() -> None:
    few = [a_bill("a", Date(2026, 9, 9), 4250)]
    assert "42.50" in "\n".join(picture(sight_of(few)))
    many = [*few, a_bill("b", Date(2026, 9, 10), 1234567890)]
    assert "12.3M" in "\n".join(picture(sight_of(many))) and "42.50" not in "\n".join(picture(sight_of(many)))
    assert "1234.6万" in "\n".join(picture(sight_of(many, "zh"), 70))


def test_other_currencies_are_never_summed_into_one_figure() -> None:
    records = [a_bill("a", Date(2026, 9, 9), 5000), a_bill("b", Date(2026, 9, 9), 700, "USD")]
    alone = [a_bill("c", Date(2026, 9, 16), 30000, "USD")]
    assert "$300" in "\n".join(picture(sight_of(alone))) and "another currency" in "\n".join(
        picture(sight_of(alone))
    )
    shown = picture(sight_of(records))
    assert any("50.00+" in line for line in shown) and "+ $7.00" in "\n".join(shown)


def test_the_days_hold_what_the_agenda_holds_of_the_month() -> None:
    sight = sight_of()
    days = month_of(sight, SEPTEMBER).days
    flat = [due for day in sorted(days) for due in days[day].dues]
    assert flat == [due for due in dues_of(sight) if due.date.month == 9]
    assert any(sight.sums(due_totals(flat)) in line for line in picture(sight))


def test_a_month_beyond_the_agenda_is_looked_up() -> None:
    assert Date(2027, 6, 3) in month_of(sight_of(), Date(2027, 6, 1)).days


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [28, 35, 42, 51, 78, 118])
def test_weeks_are_as_wide_as_each_other_and_fit(language: str, room: int) -> None:
    large = replace(next(r for r in household() if r.id == "bill-1"), id="big", minor=10**13)
    for month in (SEPTEMBER, Date(2026, 10, 1), Date(2026, 2, 1)):
        lines = picture(sight_of([*household(), large], language), room, month)
        weeks = lines[1 : next(n for n, line in enumerate(lines) if re.match("due this|本月", line))]
        assert len({width(line) for line in weeks}) == 1 and width(weeks[0]) <= room


def test_hidden_amounts_stay_hidden() -> None:
    shown = "\n".join(picture(sight_of(hidden=True, now=NOW + timedelta(days=3))))
    assert "•••" in shown and not re.search(r"\d[.,]\d", shown)
