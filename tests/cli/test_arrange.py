"""`arrange`: what was agreed is recorded, shown, and said to hold no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from finterm.domain.records import Event
from finterm.store.book import Book
from tests.cli.conftest import Finterm

LOAN, ON = "手机分期", ("--on", "2026-09-01")
EQUAL = ("--each", "300", "--count", "4", "--first", "+10")


def events(place: Path) -> list[Event]:
    with Book.open(place / "book") as book:
        return [event for event in book.all(Event) if event.kind in ("arrangement", "broken")]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "4 instalments, CN¥1,200.00",
                "what is waived: penalty interest",
                "the contract as before",
                "undo",
            ),
        ),
        ("zh", ("4期，共 ¥1,200.00", "减免内容：罚息", "恢复原合同", "undo")),
    ],
)
def test_equal_instalments_take_the_place_of_what_is_unpaid(
    household: Finterm, place: Path, language: str, said: tuple[str, ...]
) -> None:
    more = (
        "--waived",
        "penalty",
        "--if-broken",
        "comes_back",
        "--conditions",
        "no new card",
        "--note",
        "by phone",
    )
    answer = household("arrange", LOAN, *EQUAL, *more, "--lang", language, *ON)
    assert answer.code == 0 and not [word for word in said if word not in answer.out]
    (event,) = events(place)
    assert (event.minor, event.note) == (120_000, "by phone")
    assert event.plan is not None and event.plan.waived == ("penalty",) and not event.plan.interest_runs
    told = household("arrange", LOAN, "--json", *ON).json
    assert (told["payoff"], told["overdue"], told["event"]) == (120_000, 0, None)
    assert told["arrangement"]["amount"] == 120_000 and len(told["arrangement"]["rows"]) == 4
    assert told["arrangement"]["conditions"] == "no new card"
    household("undo", *ON)
    assert not events(place)


def test_rows_are_taken_as_written(household: Finterm, place: Path) -> None:
    answer = household("arrange", LOAN, "--rows", "2026-10-01:500; 2026-11-01:200+3+20", "--json", *ON)
    assert answer.json["arrangement"]["amount"] == 72_300
    assert answer.json["event"] == events(place)[0].id


def test_one_that_is_broken_holds_no_more(household: Finterm, place: Path) -> None:
    before = household("loans", LOAN, "--json", *ON).json[0]["to_be_current"]
    household("arrange", LOAN, *EQUAL, "--if-broken", "comes_back", *ON)
    told = household("arrange", LOAN, "--broken", "--json", *ON).json
    assert (told["arrangement"], told["to_be_current"]) == (None, before)
    assert [event.kind for event in events(place)] == ["arrangement", "broken"]
    assert "no arrangement" in household("arrange", LOAN, *ON).out


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("--broken",), 1),  # there is none
        (("--each", "300"), 1),
        (("--each", "300", "--count", "4"), 1),
        (("--rows", "2020-01-01:5"), 1),  # before the day it was agreed
        ((*EQUAL, "--talk", "nowhere"), 1),
        ((*EQUAL, "--rows", "2026-10-01:5"), 2),
        ((*EQUAL, "--waived", "everything"), 2),
        (EQUAL[2:], 2),  # of how much is not said
        (("--note", "by phone"), 2),
        (("--rows", "2026-10-01:5", "--last", "20"), 2),
        (("--broken", "--conditions", "no new card"), 2),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    household: Finterm, place: Path, given: tuple[str, ...], code: int
) -> None:
    answer = household("arrange", LOAN, *given, *ON)
    assert (answer.code, answer.out) == (code, "") and answer.err and not events(place)
