"""What is left of ready money after each due: the figure that sums and safe to spend agree with."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.due import Due
from finterm.domain.dues import agenda, due_totals
from finterm.domain.ledger import Ledger
from finterm.domain.records import FollowUp, Settings
from finterm.domain.running import left_after_each
from finterm.domain.spendable import safe_to_spend
from tests.domain.household import a_bill, a_move, a_promise, an_envelope, with_loan
from tests.domain.making import day

ON = day("2026-03-10")
MONEY = {"CNY": 500_000}


def test_each_due_takes_its_amount_off_what_the_one_before_left() -> None:
    ledger = with_loan()._replace(
        bills=[a_bill(), a_bill(id="varies", minor=None, first=day("2026-03-12"))],
        follow_ups=[FollowUp(id="f", date=day("2026-03-12"), what="ask")],
        promises=[a_promise("2026-03-13", 700, by="them")],
    )
    assert left_after_each(agenda(ledger, ON, day("2026-03-31")), MONEY) == {
        "bill:rent:2026-01-31": 300_000,
        "loan:loan:1": 290_000,
        "bill:rent:2026-02-28": 90_000,
        "loan:loan:2": 80_000,
        "bill:rent:2026-03-31": -120_000,
    }


def test_a_promise_about_a_loan_is_the_same_money_as_its_instalments() -> None:
    ledger = with_loan()._replace(promises=[a_promise("2026-03-20", 25_000, id="p", loan="loan")])
    after = left_after_each(agenda(ledger, ON, day("2026-04-15")), MONEY)
    assert after["loan:loan:2"] == 480_000
    assert after["promise:p"] == 475_000, "20,000 of it are the two instalments before it"
    assert after["loan:loan:3"] == 470_000, "5,000 of the promise pay for half of it"


def test_currencies_are_never_mixed_and_one_without_money_is_not_there() -> None:
    bills = [a_bill(id="d", currency="USD", first=ON), a_bill(id="c", first=ON)]
    assert left_after_each(agenda(Ledger(bills=bills), ON, ON), MONEY) == {"bill:c:2026-03-10": 300_000}


def test_at_the_last_due_before_payday_it_is_the_base_of_safe_to_spend() -> None:
    home = an_envelope("home", kind="essential")
    ledger = with_loan()._replace(
        bills=[a_bill(first=day("2026-03-12"), minor=30_000, envelope="home")],
        envelopes=[home],
        moves=[
            a_move("income", "2026-03-01", 500_000),
            a_move("assign", "2026-03-01", 40_000, envelope="home"),
        ],
        promises=[a_promise("2026-03-13", 40_000, loan="loan")],
    )
    safe = safe_to_spend(ledger, ON, Settings(id="settings", paydays=(15,)))
    dues = agenda(ledger, ON, day("2026-03-14"))
    after = left_after_each(dues, {"CNY": safe.ready_money})
    assert after[dues[-1].key] == safe.ready_money - safe.dues_total - sum(c.minor for c in safe.covered)


@st.composite
def dues(draw: st.DrawFn) -> list[Due]:
    def one(n: int) -> Due:
        kind = draw(st.sampled_from(["instalment", "promise", "bill"]))
        loan = draw(st.sampled_from(["a", "b"])) if kind != "bill" else ""
        names = (
            draw(st.sampled_from(["", *(f"loan:{loan}:{k}" for k in range(8))])) if kind == "promise" else ""
        )
        terms: dict[str, Any] = {
            "key": f"loan:{loan}:{n}" if kind == "instalment" else f"{kind}:{n}",
            "kind": kind,
            "outstanding": draw(st.none() | st.integers(0, 900)),
            "currency": "USD" if loan == "b" else "CNY",
            "loan": loan,
            "same_as": names,
        }
        return Due(date=ON, name="", scheduled=None, state="upcoming", **terms)

    return [one(n) for n in range(draw(st.integers(0, 8)))]


@given(dues())
def test_it_is_money_less_the_sum_of_everything_up_to_each_due(several: list[Due]) -> None:
    money = {"CNY": 1_000, "USD": 50}
    after = left_after_each(several, money)
    for n, due in enumerate(several):
        if due.outstanding is not None:
            totals = {total.currency: total.minor for total in due_totals(several[: n + 1])}
            assert after[due.key] == money[due.currency] - totals[due.currency]
