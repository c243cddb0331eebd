"""Safe to promise: never more than what is left after essentials and others, and said from what is known."""

from __future__ import annotations

from typing import Any

import pytest

from finterm.domain.ledger import Ledger
from finterm.domain.promising import SafeToPromise, least_income, safe_to_promise
from finterm.domain.records import Settings
from tests.domain.household import a_bill, a_move, an_envelope, with_loan
from tests.domain.making import a_loan, day

ON = day("2026-03-20")
SETTINGS = Settings(id="settings", paydays=(15,))
INCOME = [a_move("income", f"2026-{m}-15", minor) for m, minor in (("01", 400_000), ("02", 300_000))]


def safe(ledger: Ledger, **terms: Any) -> SafeToPromise:
    return safe_to_promise(ledger, ledger.loans[0], ON, SETTINGS, **terms)


def test_the_loan_itself_is_not_taken_off_what_can_be_promised_to_it() -> None:
    told = safe(with_loan()._replace(moves=INCOME))
    assert (told.payday, told.once) == (day("2026-04-15"), 700_000)
    assert told.a_month == 300_000 and [m.dues for m in told.months] == [0, 0, 0]


def test_what_is_due_to_others_and_what_essentials_ask_for_come_first() -> None:
    ledger = with_loan()._replace(
        moves=INCOME,
        envelopes=[an_envelope("food", kind="essential", monthly=90_000), an_envelope("fun", monthly=50_000)],
        bills=[a_bill(first=day("2026-05-20"), minor=30_000, rule="monthly")],
    )
    told = safe(ledger)
    assert [month.left for month in told.months] == [210_000, 180_000, 180_000]
    assert told.a_month == 180_000


def test_a_bill_from_an_essential_envelope_is_not_counted_twice() -> None:
    ledger = with_loan()._replace(
        moves=INCOME,
        envelopes=[an_envelope("home", kind="essential", monthly=90_000)],
        bills=[a_bill(first=day("2026-04-20"), minor=80_000, envelope="home")],
    )
    assert [month.left for month in safe(ledger).months] == [210_000] * 3
    dearer = ledger._replace(bills=[a_bill(first=day("2026-04-20"), minor=100_000, envelope="home")])
    assert [month.left for month in safe(dearer).months] == [200_000] * 3


def test_another_loan_counts_and_another_currency_does_not() -> None:
    other = a_loan(
        id="other", principal=120_000, method="equal_principal", rate=0, start=ON, first_due=day("2026-04-20")
    )
    dollars = a_bill(id="usd", currency="USD", first=day("2026-04-20"), minor=99_900)
    ledger = with_loan()._replace(moves=INCOME, bills=[dollars])
    assert safe(ledger._replace(loans=[*ledger.loans, other])).a_month == 290_000


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ({}, None),
        ({"2026-03-16": 500_000}, 500_000),  # only this month's: better than nothing
        ({"2026-03-16": 100, "2026-03-14": 500_000}, 500_000),  # this month is not over
        ({"2026-03-14": 500_000, "2026-02-14": 200_000, "2025-12-10": 9}, 200_000),
    ],
)
def test_the_least_income_of_whole_months_that_had_any_is_counted_on(
    months: dict[str, int], expected: int | None
) -> None:
    moves = [a_move("income", on, minor) for on, minor in months.items()]
    assert least_income(Ledger(moves=moves), "CNY", day("2026-04-15")) == expected


def test_without_any_income_no_sum_a_month_is_said_and_nothing_is_ever_negative() -> None:
    told = safe(with_loan()._replace(bills=[a_bill(first=day("2026-03-25"), minor=1)]))
    assert (told.once, told.a_month, told.months) == (0, None, ())


def test_dues_of_others_with_no_known_amount_are_told() -> None:
    ledger = with_loan()._replace(
        moves=INCOME, bills=[a_bill(id="power", name="power", first=day("2026-03-25"), minor=None)]
    )
    assert {due.name for due in safe(ledger).unknown} == {"power"}
