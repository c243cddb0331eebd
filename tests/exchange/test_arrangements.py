"""Arrangements as lines of a file: what is exported can be taken in, and their rows can be paid by number."""

from __future__ import annotations

from datetime import date as Date

import pytest

from finterm.domain.records import CustomRow, Event, Plan
from finterm.exchange.exporting import as_csv
from tests.exchange.book_of import Kept, told

LOANS = "name,principal,start,first_due,periods,method\nphone,1200,2026-01-10,2026-02-10,12,flat_fee\n"
EVENTS = (
    "loan,date,kind,amount,due,rows,interest_runs,if_broken,conditions,waived\n"
    "phone,2026-05-20,arrangement,,,2026-06-01:600; 2026-07-01:480+3+20,no,comes_back,no new card,penalty; late_fee\n"
    "phone,2026-06-01,payment,600,13,,,,,\n"
    "phone,2026-07-15,broken,,,,,,,\n"
)


def book() -> Kept:
    kept = Kept()
    kept.take(LOANS, EVENTS)
    return kept


def test_an_arrangement_is_read_with_its_rows_and_they_say_its_amount() -> None:
    event = next(e for e in book().all(Event) if e.kind == "arrangement")
    assert event.minor == 60_000 + 50_300
    assert event.plan == Plan(
        rows=(
            CustomRow(due=Date(2026, 6, 1), principal=60_000),
            CustomRow(due=Date(2026, 7, 1), principal=48_000, interest=300, fee=2_000),
        ),
        interest_runs=False,
        if_broken="comes_back",
        conditions="no new card",
        waived=("penalty", "late_fee"),
    )


def test_what_is_exported_is_taken_in_as_it_was() -> None:
    kept, other = book(), Kept()
    files = as_csv({kind.table: kept.all(kind) for kind, _ in kept.records})
    other.take(files["loans.csv"], files["events.csv"])
    assert other.all(Event) == kept.all(Event)
    assert told(kept.planned(files["loans.csv"], files["events.csv"]))["events"] == (0, 0, 3)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("phone,2026-05-20,arrangement,,,,,,,", "rows"),
        ("phone,2026-05-20,arrangement,,,2026-05-01:600,,,,", "first"),
        ("phone,2026-05-20,arrangement,,,2026-06-01:600,,whenever,,", "if_broken"),
        ("phone,2026-05-20,arrangement,,,2026-06-01:600,,,,everything", "waived"),
        ("phone,2026-05-20,arrangement,,,2026-06-01:600,,,,penalty; penalty", "waived"),
        ("phone,2026-06-01,payment,600,15,,,,,", "due"),
        ("phone,2026-06-01,payment,,,,,,,", "amount"),
    ],
)
def test_what_makes_no_sense_is_named(line: str, column: str) -> None:
    header = EVENTS.splitlines()[:2]
    made = Kept().planned(LOANS, "\n".join([*header, line]))
    assert [problem.column for problem in made.problems] == [column]
