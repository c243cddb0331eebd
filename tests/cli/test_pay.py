"""`pay`: what is recorded, what is told, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from finterm.domain.records import BillPayment, Event, Move, Promise
from finterm.store.book import Book
from tests.cli.conftest import Finterm

ON = ("--date", "2026-09-01")


def loan(finterm: Finterm, name: str, on: str = "2026-09-01") -> dict[str, Any]:
    return next(loan for loan in finterm("loans", "--json", "--on", on).json if loan["name"] == name)


def kept(place: Path, kind: type[Any]) -> list[Any]:
    with Book.open(place / "book") as book:
        return book.all(kind)


def test_a_payment_is_recorded_and_what_remains_is_told(household: Finterm, place: Path) -> None:
    answer = household("pay", "手机分期", "100", *ON, "--note", "half")
    event = kept(place, Event)[-1]
    assert (event.kind, event.minor, event.date.isoformat(), event.note) == (
        "payment",
        10000,
        "2026-09-01",
        "half",
    )
    assert "CN¥148.47" in answer.out and "finterm undo" in answer.out
    assert loan(household, "手机分期")["to_be_current"] == 14847
    assert kept(place, Move) == []  # no budget is kept in this book


def test_current_pays_what_makes_it_current(household: Finterm) -> None:
    told = household("pay", "借呗", "current", *ON, "--json").json
    assert (told["amount"], told["to_be_current"], told["overdue"]) == (616219, 0, 0)
    assert sum(part["amount"] for part in told["allocations"]) == 616219
    refused = household("pay", "借呗", "current", *ON)
    assert refused.code == 1 and "nothing of 借呗" in refused.err


def test_a_named_instalment_is_paid_first(household: Finterm, place: Path) -> None:
    told = household("pay", "Car loan", "462.47", "--due", "15", *ON, "--json").json
    assert told["allocations"][0]["n"] == 15 and kept(place, Event)[-1].due == 15
    assert household("pay", "Car loan", "5", "--due", "37").code == 1


@pytest.mark.parametrize("call", [["payoff"], ["--payoff"], ["20,000", "--payoff"]])
def test_a_payoff_ends_the_loan(household: Finterm, place: Path, call: list[str]) -> None:
    wanted = loan(household, "借呗")["payoff"]
    answer = household("pay", "借呗", *call, *ON)
    event = kept(place, Event)[-1]
    assert event.kind == "payoff" and event.minor == (2_000_000 if "20,000" in call else wanted)
    assert "paid off" in answer.out and loan(household, "借呗", "2027-12-01")["payoff"] == 0


def test_a_payoff_of_too_little_is_refused(household: Finterm, place: Path) -> None:
    before = len(kept(place, Event))
    answer = household("pay", "借呗", "100", "--payoff", *ON)
    assert answer.code == 1 and "CN¥14,848.45" in answer.err and len(kept(place, Event)) == before


def test_an_amount_that_is_just_the_payoff_is_told_to_be_a_payment(household: Finterm, place: Path) -> None:
    answer = household("pay", "借呗", "14848.45", *ON)
    assert answer.code == 0 and "--payoff" in answer.err and kept(place, Event)[-1].kind == "payment"


def test_paying_more_than_everything_is_recorded_with_a_warning(household: Finterm, place: Path) -> None:
    answer = household("pay", "周转借款", "6000", *ON)
    assert answer.code == 0 and "CN¥1,000.00" in answer.err and kept(place, Event)[-1].minor == 600000


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["借呗", "abc"], "abc"),
        (["借呗", "0"], "above zero"),
        (["借呗", "-5"], "No such option"),
        (["借呗", "1.005"], "decimals"),
        (["Jiebei", "5"], "Jiebei"),
        (["分期", "5"], "手机分期, 信用卡分期"),
        (["借呗", "payoff", "--due", "3"], "payoff"),
        (["借呗", "5", "--envelope", "Food"], "Food"),
        (["借呗", "5", "--due", "x"], "x"),
    ],
)
def test_what_cannot_be_paid_is_refused_and_nothing_recorded(
    household: Finterm, place: Path, call: list[str], said: str
) -> None:
    before = len(kept(place, Event))
    answer = household("pay", *call)
    assert answer.code in (1, 2) and answer.out == "" and said in answer.err
    assert len(kept(place, Event)) == before


def test_there_is_no_paying_into_a_book_that_is_not_there(finterm: Finterm, place: Path) -> None:
    assert finterm("pay", "x", "5").code == 1 and not (place / "book").exists()


@pytest.fixture
def budget(household: Finterm, place: Path) -> Finterm:
    files = {
        "envelopes": "name,monthly,kind\nHome,2000,essential\nLoans,2000,loan\n",
        "bills": "name,amount,first,envelope\nRent,1800,2026-08-03,Home\nPower,,2026-08-05,\n",
        "moves": "date,kind,amount,envelope\n2026-08-01,income,5000,\n2026-08-01,assign,2000,Loans\n",
    }
    for name, text in files.items():
        (place / f"{name}.csv").write_text(text, "utf-8")
    assert household("import", *[place / f"{name}.csv" for name in files]).code == 0
    return household


def test_the_money_comes_from_the_envelope_named(budget: Finterm, place: Path) -> None:
    assert budget("pay", "手机分期", "100", "--envelope", "loans", *ON).code == 0
    assert budget("pay", "手机分期", "50", *ON).code == 0
    spent = [move for move in kept(place, Move) if move.kind == "spend"]
    assert [(move.minor, bool(move.envelope)) for move in spent] == [(10000, True), (5000, False)]
    assert spent[0].cause == kept(place, Event)[-2].id


def test_a_payment_and_its_spending_are_undone_together(budget: Finterm, place: Path) -> None:
    events, moves = len(kept(place, Event)), len(kept(place, Move))
    budget("pay", "手机分期", "100", "--envelope", "Loans", *ON)
    assert budget("undo").code == 0
    assert (len(kept(place, Event)), len(kept(place, Move))) == (events, moves)


def test_a_bill_is_paid_by_its_oldest_open_date_from_its_usual_envelope(budget: Finterm, place: Path) -> None:
    told = budget("pay", "Rent", "800", *ON, "--json").json
    assert (told["on"], told["outstanding"]) == ("2026-08-03", 100000)
    told = budget("pay", "rent", "current", *ON, "--json").json
    assert (told["on"], told["amount"], told["outstanding"]) == ("2026-08-03", 100000, 0)
    assert budget("pay", "Rent", "1800", *ON, "--json").json["on"] == "2026-09-03"
    assert budget("pay", "Rent", "1800", "--due", "2026-12-03", *ON, "--json").json["on"] == "2026-12-03"
    assert len(kept(place, BillPayment)) == 4
    assert all(move.envelope for move in kept(place, Move) if move.kind == "spend")


def test_a_bill_that_varies_needs_its_amount(budget: Finterm) -> None:
    assert budget("pay", "Power", "current", *ON).code == 1
    assert "paid" in budget("pay", "Power", "88.8", *ON).out
    assert budget("pay", "Power", "5", "--due", "2026-09-06").code == 1


def test_a_payment_keeps_the_promise_made_about_it(household: Finterm, place: Path) -> None:
    household("talk", "Ant", "pay", "--new", "platform", "--loan", "借呗", "--promise", "300@+5")
    assert household("pay", "借呗", "300").code == 0
    assert kept(place, Promise)[0].state == "kept"
