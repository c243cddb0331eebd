"""One agenda of everything with a date; sums that count no money twice."""

from __future__ import annotations

from typing import Any

import pytest

from finterm.domain.dues import (
    Due,
    added_totals,
    agenda,
    counted,
    due_totals,
    find,
    overdue_totals,
    positions,
    unknown_amounts,
)
from finterm.domain.ledger import Ledger
from finterm.domain.money import Money
from finterm.domain.records import BillPayment, Contact, FollowUp
from tests.domain.household import a_bill, a_promise, with_loan, with_records
from tests.domain.making import a_loan, day, paid

ON = day("2026-03-10")
UNTIL = day("2026-03-31")


def lines(dues: tuple[Due, ...]) -> list[tuple[str, str, int | None, str]]:
    return [(due.key, due.date.isoformat(), due.outstanding, due.state) for due in dues]


def test_the_agenda_holds_every_kind_by_date_and_what_is_past_and_unpaid_stays() -> None:
    ledger = with_loan()._replace(
        bills=[a_bill()],
        promises=[a_promise("2026-03-20", 5_000, id="p", loan="loan")],
        follow_ups=[FollowUp(id="f", date=day("2026-03-12"), what="ask for the statement")],
    )
    assert lines(agenda(ledger, ON, UNTIL)) == [
        ("bill:rent:2026-01-31", "2026-01-31", 200_000, "overdue"),
        ("loan:loan:1", "2026-02-10", 10_000, "overdue"),
        ("bill:rent:2026-02-28", "2026-02-28", 200_000, "overdue"),
        ("loan:loan:2", "2026-03-10", 10_000, "due_today"),
        ("follow_up:f", "2026-03-12", None, "upcoming"),
        ("promise:p", "2026-03-20", 5_000, "upcoming"),
        ("bill:rent:2026-03-31", "2026-03-31", 200_000, "upcoming"),
    ]


def test_what_is_paid_or_done_is_there_only_from_the_day_asked_for() -> None:
    ledger = with_loan()._replace(
        events=[paid("2026-02-10", 10_000)],
        bills=[a_bill()],
        bill_payments=[
            BillPayment(id="1", bill="rent", on=day("2026-01-31"), date=day("2026-01-31"), minor=200_000),
            BillPayment(id="2", bill="rent", on=day("2026-02-28"), date=day("2026-02-28"), minor=200_000),
        ],
        promises=[a_promise("2026-02-20", 5_000, id="p", state="kept")],
        follow_ups=[FollowUp(id="f", date=day("2026-03-01"), what="call", done_on=day("2026-03-02"))],
    )
    assert [due.key for due in agenda(ledger, ON, UNTIL)] == ["loan:loan:2", "bill:rent:2026-03-31"]
    assert [(due.key, due.state) for due in agenda(ledger, ON, UNTIL, since=day("2026-02-10"))] == [
        ("loan:loan:1", "paid"),
        ("promise:p", "paid"),
        ("bill:rent:2026-02-28", "paid"),
        ("follow_up:f", "paid"),
        ("loan:loan:2", "due_today"),
        ("bill:rent:2026-03-31", "upcoming"),
    ]


def test_the_agenda_of_an_earlier_day_does_not_know_what_came_later() -> None:
    ledger = with_loan()._replace(
        events=[paid("2026-03-05", 10_000)],
        bills=[a_bill()],
        bill_payments=[
            BillPayment(id="1", bill="rent", on=day("2026-01-31"), date=day("2026-03-05"), minor=200_000)
        ],
        follow_ups=[FollowUp(id="f", date=day("2026-02-01"), what="call", done_on=day("2026-03-05"))],
    )
    earlier = agenda(ledger, day("2026-03-04"), day("2026-02-27"))
    assert [due.key for due in earlier] == ["bill:rent:2026-01-31", "follow_up:f", "loan:loan:1"]
    assert agenda(ledger, day("2026-03-05"), day("2026-02-27")) == ()


@pytest.mark.parametrize(
    ("on", "state", "late"),
    [
        ("2026-01-30", "upcoming", 0),
        ("2026-01-31", "due_today", 0),
        ("2026-02-01", "overdue", 1),
        ("2026-02-27", "overdue", 27),
    ],
)
def test_a_bill_is_overdue_from_the_day_after_its_date(on: str, state: str, late: int) -> None:
    (due,) = agenda(Ledger(bills=[a_bill(count=1)]), day(on), UNTIL)
    assert (due.state, due.days_overdue) == (state, late)


def test_an_instalment_shows_the_days_of_grace_and_what_the_engine_says_is_owed() -> None:
    ledger = with_loan(grace_days=3, late_fee_minor=500)
    (grace,) = agenda(ledger, day("2026-02-13"), day("2026-02-28"))
    (late,) = agenda(ledger, day("2026-02-14"), day("2026-02-28"))
    assert (grace.state, grace.outstanding, grace.scheduled) == ("in_grace", 10_000, 10_000)
    assert (late.state, late.outstanding, late.scheduled, late.days_overdue) == ("overdue", 10_500, 10_000, 4)


def test_part_payments_are_flagged_on_every_kind_of_due() -> None:
    ledger = with_loan()._replace(
        events=[paid("2026-02-10", 4_000)],
        bills=[a_bill(count=1)],
        bill_payments=[BillPayment(id="1", bill="rent", on=day("2026-01-31"), date=ON, minor=50_000)],
        promises=[a_promise("2026-03-20", 5_000, paid=1_000)],
    )
    dues = agenda(ledger, ON, UNTIL)
    assert {due.key: (due.outstanding, due.part_paid) for due in dues} == {
        "bill:rent:2026-01-31": (150_000, True),
        "loan:loan:1": (6_000, True),
        "loan:loan:2": (10_000, False),
        "promise:promise of 2026-03-20": (4_000, True),
    }


def test_a_bill_that_varies_is_told_of_and_in_no_sum() -> None:
    ledger = Ledger(bills=[a_bill(), a_bill(id="power", name="power", minor=None)])
    dues = agenda(ledger, day("2026-01-31"), day("2026-01-31"))
    assert due_totals(dues) == [Money(200_000, "CNY")]
    assert [due.name for due in unknown_amounts(dues)] == ["power"]


@pytest.mark.parametrize("state", ["broken", "withdrawn"])
def test_a_promise_that_is_over_is_no_due(state: str) -> None:
    ledger = Ledger(promises=[a_promise("2026-03-20", 5_000, state=state)])
    assert agenda(ledger, ON, UNTIL, since=day("2026-01-01")) == ()


def test_what_they_promised_is_shown_and_never_to_be_paid() -> None:
    ledger = Ledger(
        promises=[a_promise("2026-03-01", 5_000, by="them", contact="c")],
        contacts=[Contact(id="c", name="some bank")],
    )
    (due,) = agenda(ledger, ON, UNTIL)
    assert (due.name, due.scheduled, due.outstanding, due.state) == ("some bank", 5_000, None, "overdue")
    assert due.is_expected and not due.is_payable
    assert due_totals([due]) == overdue_totals([due]) == []
    assert unknown_amounts([due]) == ()


def test_an_instalment_named_by_an_open_promise_of_mine_is_flagged() -> None:
    promises = [
        a_promise("2026-03-20", 5_000, loan="loan", due=1),
        a_promise("2026-03-21", 5_000, loan="loan", due=2, by="them"),
        a_promise("2026-03-22", 5_000, loan="loan", due=3, state="withdrawn"),
    ]
    dues = agenda(with_loan()._replace(promises=promises), ON, day("2026-04-30"))
    flags = {due.n: due.promised for due in dues if due.kind == "instalment"}
    assert flags == {1: True, 2: False, 3: False}


# What a loan asks for and what was promised about it: due 1 and 2 lie in the horizon, 100.00 each.
SAME_MONEY = [
    ([], 20_000),
    ([(5_000, None)], 20_000),  # less than the dues: the same money
    ([(20_000, None)], 20_000),
    ([(25_000, None)], 25_000),  # only what goes beyond them counts
    ([(15_000, None), (10_000, None)], 25_000),
    ([(10_000, 1)], 20_000),
    ([(10_000, 2), (10_000, 1)], 20_000),
    ([(10_000, 5)], 30_000),  # that instalment falls due later: other money
    ([(10_000, 5), (10_000, 1)], 30_000),
    ([(None, None)], 20_000),
]


@pytest.mark.parametrize(("promised", "sum_of_all"), SAME_MONEY)
def test_a_promise_about_a_loan_counts_only_beyond_that_loans_dues(
    promised: list[tuple[int | None, int | None]], sum_of_all: int
) -> None:
    promises = [
        a_promise("2026-03-20", minor, id=f"p{at}", loan="loan", due=due)
        for at, (minor, due) in enumerate(promised)
    ]
    dues = agenda(with_loan()._replace(promises=promises), ON, UNTIL)
    assert due_totals(dues) == [Money(sum_of_all, "CNY")]


def test_the_sums_of_groups_are_together_the_sum_of_all_and_count_no_promise_twice() -> None:
    promises = [a_promise("2026-03-20", 5_000, id="p", loan="loan"), a_promise("2026-03-21", 700, id="q")]
    dues = agenda(with_loan()._replace(promises=promises), ON, UNTIL)
    groups = [[due for due in dues if due.kind == kind] for kind in ("instalment", "bill", "promise")]
    assert added_totals(groups) == [[Money(20_000, "CNY")], [], [Money(700, "CNY")]]
    assert added_totals([dues]) == [due_totals(dues)]


def test_promises_about_different_loans_or_none_do_not_cover_each_other() -> None:
    loans = [a_loan(id="a", name="a"), a_loan(id="b", name="b")]
    promises = [
        a_promise("2026-02-05", 7_000, id="to a", loan="a"),
        a_promise("2026-02-06", 9_000, id="to nobody's loan"),
    ]
    dues = agenda(Ledger(loans=loans, promises=promises), day("2026-02-01"), day("2026-02-10"))
    (instalment,) = {due.outstanding for due in dues if due.kind == "instalment"}
    assert instalment
    assert due_totals(dues) == [Money(2 * instalment + 9_000, "CNY")]


def test_sums_keep_currencies_apart_and_stop_at_the_day_asked_for() -> None:
    bills = [a_bill(count=1), a_bill(id="server", name="server", currency="USD", minor=900)]
    dues = agenda(Ledger(bills=bills), day("2026-02-15"), UNTIL)
    assert due_totals(dues, day("2026-02-27")) == [Money(200_000, "CNY"), Money(900, "USD")]
    assert due_totals(dues) == [Money(200_000, "CNY"), Money(2_700, "USD")]
    assert overdue_totals(dues) == [Money(200_000, "CNY"), Money(900, "USD")]


def test_a_promise_without_a_currency_is_in_that_of_its_loan() -> None:
    ledger = with_loan(currency="USD")._replace(
        promises=[a_promise("2026-02-01", 5, loan="loan", currency="")]
    )
    due = find(agenda(ledger, day("2026-01-15"), day("2026-02-05")), "promise:promise of 2026-02-01")
    assert due and (due.currency, due.name) == ("USD", "a loan")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"what": "ask"}, "ask"),
        ({"what": "", "contact": "c", "loan": "loan"}, "some bank"),
        ({"what": "", "loan": "loan"}, "a loan"),
    ],
)
def test_a_follow_up_without_words_goes_by_its_contact_or_loan(fields: dict[str, Any], name: str) -> None:
    ledger = with_loan()._replace(
        contacts=[Contact(id="c", name="some bank")],
        follow_ups=[FollowUp(id="f", date=day("2026-01-12"), **fields)],
    )
    assert [due.name for due in agenda(ledger, ON, day("2026-01-31"))] == [name]


def test_known_positions_are_taken_and_the_others_computed() -> None:
    ledger = Ledger(loans=[a_loan(id="a", name="a"), a_loan(id="b", name="b")])
    known = positions(ledger, ON)
    assert agenda(ledger, ON, UNTIL) == agenda(ledger, ON, UNTIL, known=known)
    assert agenda(ledger, ON, UNTIL) == agenda(ledger, ON, UNTIL, known={"a": known["a"]})
    as_if_later = {"a": positions(ledger, day("2026-06-01"))["a"]}
    assert {d.days_overdue for d in agenda(ledger, ON, UNTIL, known=as_if_later) if d.loan == "a"} == {
        83,
        111,
    }


def test_a_ledger_is_filled_from_whatever_gives_all_records_of_a_kind() -> None:
    full = with_records(with_loan(), a_bill(), Contact(id="c", name="c"))
    assert Ledger.of(lambda kind: getattr(full, kind.table)) == full


def test_counting_gives_a_line_to_every_payable_due_of_known_amount() -> None:
    promises = [a_promise("2026-03-20", 5_000, loan="loan"), a_promise("2026-03-21", None, id="open")]
    dues = agenda(with_loan()._replace(promises=promises), ON, UNTIL)
    assert [(line.due.kind, line.minor) for line in counted(dues)] == [
        ("instalment", 10_000),
        ("instalment", 10_000),
        ("promise", 0),
    ]
