"""Safe to spend until payday, line by line, no money counted twice."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest

from finterm.domain.dues import agenda, positions
from finterm.domain.envelopes import budget
from finterm.domain.ledger import Ledger
from finterm.domain.records import BillPayment, Envelope, Settings
from finterm.domain.spendable import SafeToSpend, currencies, safe_to_spend, spendable
from tests.domain.household import a_bill, a_move, a_promise, an_envelope, with_loan
from tests.domain.making import day

ON = day("2026-03-10")
SETTINGS = Settings(id="settings", paydays=(15,))
HOME = an_envelope("home", kind="essential")
FUN = an_envelope("fun")
FUND = an_envelope("fund", kind="emergency")


def safe(ledger: Ledger, on: Date = ON, **terms: Any) -> SafeToSpend:
    return safe_to_spend(ledger, on, SETTINGS, **terms)


def with_money(ledger: Ledger, income: int = 500_000, **assigned: int) -> Ledger:
    moves = [a_move("income", "2026-03-01", income)]
    moves += [a_move("assign", "2026-03-02", minor, envelope=id) for id, minor in assigned.items() if minor]
    return ledger._replace(envelopes=[HOME, FUN, FUND], moves=moves)


def test_without_dues_and_envelopes_all_ready_money_is_safe_to_spend() -> None:
    assert safe(with_money(Ledger())).result == 500_000


def test_every_due_before_payday_and_all_that_is_overdue_is_taken_off() -> None:
    bills = [
        a_bill(id="before", name="before", first=day("2026-03-14"), minor=1_000),
        a_bill(id="payday", name="payday", first=day("2026-03-15"), minor=20_000),
        a_bill(id="late", name="late", first=day("2026-02-20"), count=1, minor=300),
    ]
    told = safe(with_money(with_loan()._replace(bills=bills)))
    assert told.payday == day("2026-03-15")
    assert [(line.due.name, line.minor) for line in told.dues] == [
        ("a loan", 10_000),  # overdue since February
        ("late", 300),
        ("a loan", 10_000),  # due today
        ("before", 1_000),
    ]
    assert told.result == 500_000 - 21_300


def test_on_payday_the_next_payday_is_meant() -> None:
    assert safe(with_money(with_loan()), on=day("2026-03-15")).payday == day("2026-04-15")


def test_what_is_in_grace_is_taken_off_too() -> None:
    told = safe(with_money(with_loan(grace_days=5, first_due=day("2026-03-08"))))
    assert [(line.due.state, line.minor) for line in told.dues] == [("in_grace", 10_000)]


@pytest.mark.parametrize(
    ("envelope", "in_home", "bill", "safe_money"),
    [
        ("home", 0, 0, 500_000),
        ("home", 80_000, 0, 420_000),  # essentials hold back what is left in them
        ("home", 80_000, 30_000, 420_000),  # a bill they cover is part of it
        ("home", 80_000, 100_000, 400_000),  # or asks for more than they hold
        ("", 80_000, 30_000, 390_000),  # a bill from elsewhere comes on top
        ("fun", 80_000, 30_000, 390_000),
    ],
)
def test_an_essential_envelope_holds_back_what_is_left_or_what_its_dues_ask_for(
    envelope: str, in_home: int, bill: int, safe_money: int
) -> None:
    bills = [a_bill(first=ON, minor=bill, envelope=envelope)] if bill else []
    assert safe(with_money(Ledger(bills=bills), home=in_home)).result == safe_money


def test_an_overspent_essential_envelope_holds_nothing_back_twice() -> None:
    ledger = with_money(Ledger())
    ledger = ledger._replace(moves=[*ledger.moves, a_move("spend", "2026-03-03", 9_000, envelope="home")])
    told = safe(ledger)
    assert (told.ready_money, told.reserves, told.result) == (491_000, (), 491_000)


def test_money_in_envelopes_that_are_not_essential_is_safe_to_spend_and_named_where_it_is_saved() -> None:
    told = safe(with_money(Ledger(), fun=10_000, fund=70_000))
    assert (told.result, told.set_aside) == (500_000, 70_000)


@pytest.mark.parametrize(
    ("promised", "loan", "due", "taken_off"),
    [
        (15_000, "loan", None, 20_000),  # the loan's dues till payday are the same money
        (26_000, "loan", None, 26_000),
        (10_000, "loan", 2, 20_000),
        (10_000, "loan", 4, 30_000),  # an instalment after payday, promised before it
        (15_000, "", None, 35_000),
    ],
)
def test_a_promise_is_taken_off_only_beyond_its_loans_dues(
    promised: int, loan: str, due: int | None, taken_off: int
) -> None:
    promises = [a_promise("2026-03-12", promised, loan=loan, due=due)]
    told = safe(with_money(with_loan()._replace(promises=promises)))
    assert 500_000 - told.result == taken_off


def test_what_others_promised_is_no_money_to_spend_yet() -> None:
    promises = [a_promise("2026-03-12", 15_000, by="them")]
    assert safe(with_money(Ledger(promises=promises))).result == 500_000


def test_a_bill_that_varies_is_named_as_unknown() -> None:
    told = safe(with_money(Ledger(bills=[a_bill(first=ON, minor=None)])))
    assert ([due.name for due in told.unknown], told.result) == (["rent"], 500_000)


def test_it_may_be_less_than_nothing() -> None:
    assert safe(with_money(with_loan(), income=5_000)).result == -15_000


def test_currencies_are_never_mixed() -> None:
    dollars = an_envelope("abroad", kind="essential", currency="USD")
    ledger = with_money(with_loan()._replace(bills=[a_bill(first=ON, currency="USD", minor=700)]))
    ledger = ledger._replace(
        envelopes=[*ledger.envelopes, dollars],
        moves=[
            *ledger.moves,
            a_move("income", "2026-03-01", 9_000, currency="USD"),
            a_move("assign", "2026-03-01", 2_000, currency="USD", envelope="abroad"),
        ],
    )
    assert safe(ledger).result == 500_000 - 20_000
    assert safe(ledger, currency="USD").result == 9_000 - 2_000 - 700
    assert currencies(ledger, "CNY") == ("CNY", "USD")
    assert currencies(ledger, "EUR") == ("EUR", "CNY", "USD")


def test_what_it_leaves_out_is_named_other_currencies_and_the_dues_of_payday_itself() -> None:
    abroad = a_bill(id="server", name="server", currency="USD", first=ON, minor=900)
    bills = [
        abroad,
        a_bill(first=day("2026-03-15")),
        a_bill(id="late", name="later", first=day("2026-03-16")),
    ]
    found = safe(with_money(Ledger(bills=bills)))
    assert [due.name for due in found.elsewhere] == ["server"]
    assert [due.name for due in found.on_payday] == ["rent"]
    assert found.result == 500_000 and not found.unknown


def test_the_lines_sum_to_the_result() -> None:
    bills = [a_bill(first=ON, minor=30_000, envelope="home"), a_bill(id="b", name="b", first=ON, minor=5)]
    told = safe(with_money(with_loan()._replace(bills=bills), home=10_000))
    taken = sum(line.minor for line in told.dues) + sum(reserve.minor for reserve in told.reserves)
    assert told.result == told.ready_money - taken == told.ready_money - told.dues_total - told.reserves_total
    assert [(r.envelope, r.left, r.dues, r.minor) for r in told.reserves] == [(HOME, 10_000, 30_000, 30_000)]
    assert [(line.due.name, line.minor) for line in told.covered] == [("rent", 30_000)]


def test_what_was_computed_before_is_taken() -> None:
    ledger = with_money(with_loan())
    known, standing = positions(ledger, ON), budget(ledger.envelopes, ledger.moves, ON)
    assert safe(ledger, known=known, standing=standing) == safe(ledger)
    dues = agenda(ledger, ON, day("2026-12-31"))
    assert spendable(dues, standing, day("2026-03-15"), "CNY") == safe(ledger)


def test_a_paid_bill_takes_nothing_off_but_what_was_spent() -> None:
    payment = BillPayment(id="1", bill="rent", on=ON, date=ON, minor=200_000, settles=True)
    ledger = with_money(Ledger(bills=[a_bill(first=ON)], bill_payments=[payment]))
    spent = [*ledger.moves, a_move("spend", "2026-03-10", 200_000, cause="1")]
    assert safe(ledger._replace(moves=spent)).result == 300_000


def test_a_closed_essential_envelope_with_money_in_it_still_holds_it() -> None:
    closed: list[Envelope] = [an_envelope("home", kind="essential", closed=True)]
    assert safe(with_money(Ledger(), home=4_000)._replace(envelopes=closed)).result == 496_000


def test_the_lines_of_the_explanation_add_up_to_the_result() -> None:
    bills = [
        a_bill(id="rent", first=day("2026-03-12"), minor=30_000, envelope="home"),
        a_bill(id="net", name="net", first=day("2026-03-13"), minor=9_900),
    ]
    promises = [a_promise("2026-03-14", 30_000, loan="loan")]
    told = safe(with_money(with_loan()._replace(bills=bills, promises=promises), home=12_345, fun=600))
    assert [(line.what, line.minor) for line in told.lines] == [
        ("money", 500_000),
        ("due", -10_000),
        ("due", -10_000),
        ("due", -9_900),
        ("due", -10_000),  # the promise, as far as it goes beyond the two instalments
        ("reserve", -30_000),
    ]
    assert sum(line.minor for line in told.lines) == told.result == 430_100


def test_a_days_share_until_payday_is_rounded_down_and_never_below_nothing() -> None:
    assert safe(with_money(Ledger(), 1_004)).a_day == 200
    assert safe(with_money(with_loan(), 5_000)).a_day == 0
