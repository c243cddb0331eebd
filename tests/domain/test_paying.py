"""Paying a due in every way a person may, and what that does to budget and promises."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finterm.domain.dues import Due, agenda, find, positions
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.paying import edit_due, pay, pay_loan, skip_due, usual_envelope
from finterm.domain.records import BillPayment, Event, FollowUp, Move, Occurrence, Promise, Record, Settings
from finterm.domain.spendable import safe_to_spend
from tests.domain.household import (
    a_bill,
    a_move,
    a_promise,
    a_talk,
    an_envelope,
    ids,
    refusal,
    with_loan,
    with_records,
)
from tests.domain.making import a_loan, day

ON = day("2026-03-10")
UNTIL = day("2026-03-31")


def due_of(ledger: Ledger, key: str, until: Date = UNTIL) -> Due:
    found = find(agenda(ledger, ON, until), key)
    assert found is not None
    return found


def paid_for(ledger: Ledger, key: str, minor: int, on: Date = ON, **terms: Any) -> tuple[Record, ...]:
    return pay(due_of(ledger, key), minor, on, ledger=ledger, new_id=terms.pop("new_id", ids()), **terms)


def test_paying_an_instalment_names_it_and_spends_from_ready_money() -> None:
    event, spending = paid_for(with_loan(), "loan:loan:2", 10_000, note="by phone")
    assert event == Event(
        id="n00000000", loan="loan", date=ON, kind="payment", minor=10_000, due=2, note="by phone"
    )
    assert spending == Move(
        id="n00000001", date=ON, kind="spend", minor=10_000, currency="CNY", cause=event.id, note="by phone"
    )


def test_paying_a_later_instalment_closes_that_one_and_not_the_oldest() -> None:
    ledger = with_loan()
    after = with_records(ledger, *paid_for(ledger, "loan:loan:2", 10_000))
    assert [due.n for due in agenda(after, ON, UNTIL)] == [1]


@pytest.mark.parametrize(
    ("minor", "left"),
    [(10_000, {"loan:loan:2": 10_000}), (4_000, {"loan:loan:1": 6_000, "loan:loan:2": 10_000})],
)
def test_an_instalment_is_paid_in_full_or_in_part(minor: int, left: dict[str, int]) -> None:
    ledger = with_loan()
    after = with_records(ledger, *paid_for(ledger, "loan:loan:1", minor, on=day("2026-03-09")))
    assert {due.key: due.outstanding for due in agenda(after, ON, UNTIL)} == left


def test_money_comes_from_an_envelope_or_from_ready_money_or_is_left_out_of_the_budget() -> None:
    ledger = with_loan()
    for terms, envelopes in (
        ({"envelope": an_envelope("loans", kind="loan")}, ["loans"]),
        ({}, [""]),
        ({"budget": False}, []),
    ):
        records = paid_for(ledger, "loan:loan:1", 10_000, **terms)
        assert [record.envelope for record in records if isinstance(record, Move)] == envelopes


@pytest.mark.parametrize(
    ("bill_minor", "minor", "settles", "recorded", "left"),
    [
        (200_000, 200_000, None, True, None),
        (200_000, 250_000, None, True, None),
        (200_000, 50_000, None, False, 150_000),
        (200_000, 50_000, True, True, None),  # another amount, and done with it
        (None, 50_000, None, True, None),  # it varies: what was paid is what it was
        (None, 50_000, False, False, "unknown"),
    ],
)
def test_a_bill_is_paid_in_full_in_part_or_with_another_amount(
    bill_minor: int | None, minor: int, settles: bool | None, recorded: bool, left: Any
) -> None:
    ledger = Ledger(bills=[a_bill(count=1, minor=bill_minor)])
    payment, _ = paid_for(ledger, "bill:rent:2026-01-31", minor, settles=settles)
    assert isinstance(payment, BillPayment)
    assert (payment.on, payment.date, payment.settles) == (day("2026-01-31"), ON, recorded)
    after = find(agenda(with_records(ledger, payment), ON, UNTIL), "bill:rent:2026-01-31")
    assert (after and (after.outstanding or "unknown")) == left


def test_a_paid_bill_stays_paid_when_its_amount_is_raised_later() -> None:
    ledger = Ledger(bills=[a_bill(count=1)])
    after = with_records(ledger, *paid_for(ledger, "bill:rent:2026-01-31", 200_000))
    assert agenda(after._replace(bills=[a_bill(count=1, minor=300_000)]), ON, UNTIL) == ()


def test_a_bill_that_was_moved_is_paid_for_the_date_of_its_rule() -> None:
    ledger = Ledger(bills=[a_bill(count=1)])
    moved = edit_due(due_of(ledger, "bill:rent:2026-01-31"), ledger, new_id=ids(), date=day("2026-03-20"))
    ledger = with_records(ledger, moved)
    assert due_of(ledger, "bill:rent:2026-01-31").date == day("2026-03-20")
    payment, _ = paid_for(ledger, "bill:rent:2026-01-31", 200_000)
    assert isinstance(payment, BillPayment) and payment.on == day("2026-01-31")


def test_a_bill_can_be_skipped_once_and_one_date_of_it_changed() -> None:
    ledger = Ledger(bills=[a_bill()])
    due = due_of(ledger, "bill:rent:2026-02-28")
    changed = edit_due(due, ledger, new_id=ids(), minor=1_000)
    skipped = skip_due(due, with_records(ledger, changed), new_id=ids())
    assert skipped == Occurrence(id=changed.id, bill="rent", on=day("2026-02-28"), minor=1_000, skipped=True)
    keys = [due.key for due in agenda(with_records(ledger, skipped), ON, UNTIL)]
    assert keys == ["bill:rent:2026-01-31", "bill:rent:2026-03-31"]


def test_only_bills_can_be_skipped() -> None:
    ledger = with_loan()
    with refusal("due", "error.due_no_bill"):
        skip_due(due_of(ledger, "loan:loan:1"), ledger, new_id=ids())


def test_the_usual_envelope_of_a_bill_is_its_own_while_it_is_open() -> None:
    ledger = Ledger(bills=[a_bill(envelope="home")], envelopes=[an_envelope("home")])
    due = due_of(ledger, "bill:rent:2026-01-31")
    assert usual_envelope(due, ledger) == an_envelope("home")
    assert usual_envelope(due, ledger._replace(envelopes=[an_envelope("home", closed=True)])) is None


# promises


def kept(records: tuple[Record, ...]) -> list[tuple[str, int, str]]:
    return [(record.id, record.paid, record.state) for record in records if isinstance(record, Promise)]


@pytest.mark.parametrize(
    ("minor", "state", "left"), [(6_000, "kept", None), (7_000, "kept", None), (4_000, "open", 2_000)]
)
def test_paying_a_promise_pays_its_loan_and_keeps_it_once_paid_in_full(
    minor: int, state: str, left: int | None
) -> None:
    ledger = with_loan()._replace(promises=[a_promise("2026-03-12", 6_000, id="p", loan="loan", due=1)])
    records = paid_for(ledger, "promise:p", minor)
    event = records[0]
    assert isinstance(event, Event) and (event.minor, event.due) == (minor, 1)
    assert kept(records) == [("p", min(minor, 6_000), state)]
    after = find(agenda(with_records(ledger, *records), ON, UNTIL), "promise:p")
    assert (after and after.outstanding) == left


def test_a_promise_about_no_loan_is_paid_in_parts_without_an_event() -> None:
    ledger = Ledger(promises=[a_promise("2026-03-12", 6_000, id="p")])
    ledger = with_records(ledger, *paid_for(ledger, "promise:p", 2_000, budget=False))
    assert due_of(ledger, "promise:p").outstanding == 4_000
    records = paid_for(ledger, "promise:p", 4_000)
    assert kept(records) == [("p", 6_000, "kept")]
    assert [(move.cause, move.minor) for move in records if isinstance(move, Move)] == [("p", 4_000)]


def test_a_promise_without_an_amount_is_kept_by_any_payment() -> None:
    ledger = with_loan()._replace(promises=[a_promise("2026-03-12", None, id="p", loan="loan")])
    assert kept(paid_for(ledger, "promise:p", 1)) == [("p", 1, "kept")]


@pytest.mark.parametrize(
    ("named", "minor", "marked"),
    [
        (1, 10_000, [("about 1", 6_000, "kept"), ("about the loan", 4_000, "open")]),
        (2, 10_000, [("about the loan", 5_000, "kept")]),  # nothing of it goes to instalment 1
        (2, 13_000, [("about 1", 3_000, "open"), ("about the loan", 5_000, "kept")]),  # the rest does
        (None, 10_000, [("about 1", 6_000, "kept"), ("about the loan", 4_000, "open")]),
        (None, 3_000, [("about 1", 3_000, "open")]),
    ],
)
def test_a_payment_keeps_the_promises_its_money_goes_to(
    named: int | None, minor: int, marked: list[tuple[str, int, str]]
) -> None:
    promises = [
        a_promise("2026-03-12", 6_000, id="about 1", loan="loan", due=1),
        a_promise("2026-03-15", 5_000, id="about the loan", loan="loan"),
        a_promise("2026-03-11", 5_000, id="theirs", loan="loan", by="them"),
        a_promise("2026-03-11", 5_000, id="withdrawn", loan="loan", state="withdrawn"),
        a_promise("2026-03-11", 5_000, id="about another", loan="other"),
    ]
    ledger = with_loan()._replace(promises=promises)
    records = pay_loan(ledger.loans[0], minor, ON, ledger=ledger, new_id=ids(), due=named)
    assert sorted(kept(records)) == marked


@pytest.mark.parametrize(("on", "marked"), [("2026-03-04", 0), ("2026-03-05", 1), ("2026-03-06", 1)])
def test_a_payment_from_before_the_talk_is_not_what_was_promised_in_it(on: str, marked: int) -> None:
    ledger = with_loan()._replace(
        talks=[a_talk("2026-03-05T14:30", id="t")],
        promises=[a_promise("2026-03-12", 6_000, id="p", loan="loan", talk="t")],
    )
    records = pay_loan(ledger.loans[0], 6_000, day(on), ledger=ledger, new_id=ids())
    assert len(kept(records)) == marked


def test_a_payoff_ends_the_loan_and_is_spent_from_its_envelope() -> None:
    ledger = with_loan()
    payoff = positions(ledger, ON)["loan"].payoff
    records = pay_loan(
        ledger.loans[0],
        payoff,
        ON,
        ledger=ledger,
        new_id=ids(),
        kind="payoff",
        envelope=an_envelope("loans"),
    )
    assert agenda(with_records(ledger, *records), ON, day("2027-12-31")) == ()
    assert [move.envelope for move in records if isinstance(move, Move)] == ["loans"]


# what is refused


@pytest.mark.parametrize(
    ("minor", "what"),
    [(0, "error.amount_positive"), (-1, "error.amount_positive"), (10**16, "error.amount_large")],
)
def test_an_amount_that_is_none_is_refused(minor: int, what: str) -> None:
    for key in ("loan:loan:1", "bill:rent:2026-01-31"):
        with refusal("amount", what):
            paid_for(with_loan()._replace(bills=[a_bill()]), key, minor, budget=False)


@pytest.mark.parametrize(
    ("terms", "what"),
    [({"currency": "USD"}, "error.envelope_currency"), ({"closed": True}, "error.envelope_closed")],
)
def test_an_envelope_that_cannot_pay_is_refused(terms: dict[str, Any], what: str) -> None:
    with refusal("envelope", what):
        paid_for(with_loan(), "loan:loan:1", 1, envelope=an_envelope("loans", **terms))


def test_what_is_nothing_to_pay_is_refused() -> None:
    ledger = Ledger(
        follow_ups=[FollowUp(id="f", date=ON, what="call")],
        promises=[a_promise("2026-03-10", 5, id="p", by="them")],
        bills=[a_bill(count=1)],
    )
    for key in ("follow_up:f", "promise:p"):
        with refusal("due", "error.due_not_payable"):
            paid_for(ledger, key, 1)
    ledger = with_records(ledger, *paid_for(ledger, "bill:rent:2026-01-31", 200_000))
    (paid,) = (due for due in agenda(ledger, ON, UNTIL, since=day("2026-01-01")) if due.kind == "bill")
    with refusal("due", "error.due_paid"):
        pay(paid, 1, ON, ledger=ledger, new_id=ids())


@pytest.mark.parametrize("n", [0, 13])
def test_an_instalment_the_loan_does_not_have_is_refused(n: int) -> None:
    ledger = with_loan()
    with refusal("due", "error.no_due"):
        pay_loan(ledger.loans[0], 1, ON, ledger=ledger, new_id=ids(), due=n)


# the one figure everything meets in


@st.composite
def households(draw: st.DrawFn) -> Ledger:
    """Two loans, bills from several envelopes, promises about any of it, and some money."""
    loans = [
        a_loan(id=id, name=id, principal=draw(st.integers(10_000, 90_000)), periods=6) for id in ("x", "y")
    ]
    share = min(loan.principal for loan in loans) // 12  # never more than an instalment asks for
    promises = [
        a_promise(f"2026-0{draw(st.integers(2, 4))}-12", draw(st.integers(1, share)), id=f"p{n}", **about)
        for n, about in enumerate(
            draw(
                st.lists(
                    st.fixed_dictionaries(
                        {"loan": st.sampled_from(["x", "y", ""])}, optional={"due": st.integers(1, 6)}
                    ),
                    max_size=4,
                )
            )
        )
    ]
    envelopes = [an_envelope("home", kind="essential"), an_envelope("fun")]
    bills = [
        a_bill(id=f"b{n}", name=f"b{n}", minor=draw(st.integers(1, 9_000)), envelope=envelope)
        for n, envelope in enumerate(draw(st.lists(st.sampled_from(["home", "fun", ""]), max_size=3)))
    ]
    moves = [
        a_move("income", "2026-01-01", draw(st.integers(0, 200_000))),
        a_move("assign", "2026-03-01", draw(st.integers(0, 20_000)), envelope="home"),
        a_move("assign", "2026-03-02", draw(st.integers(0, 20_000)), envelope="fun"),
    ]
    return Ledger(loans=loans, promises=promises, bills=bills, envelopes=envelopes, moves=moves)


@given(households(), st.data())
def test_paying_anything_due_in_full_leaves_safe_to_spend_as_it_was(
    ledger: Ledger, data: st.DataObject
) -> None:
    settings = Settings(id="settings", paydays=(5,))
    before = safe_to_spend(ledger, ON, settings)
    due = data.draw(st.sampled_from([line.due for line in (*before.dues, *before.covered)]))
    assert due.outstanding
    records = pay(due, due.outstanding, ON, ledger=ledger, new_id=ids(), envelope=usual_envelope(due, ledger))
    after = safe_to_spend(with_records(ledger, *records), ON, settings)
    assert after.result == before.result
    assert due.key not in {line.due.key for line in (*after.dues, *after.covered)}


def test_nothing_is_paid_to_a_loan_before_it_began() -> None:
    ledger = with_loan()
    start = ledger.loans[0].start
    before = start - timedelta(days=1)
    with pytest.raises(BadInput) as fault:
        pay_loan(ledger.loans[0], 100, before, ledger=ledger, new_id=ids())
    assert (fault.value.where, fault.value.what) == ("date", "error.before_start")
    event, *_ = pay_loan(ledger.loans[0], 100, start, ledger=ledger, new_id=ids())
    assert isinstance(event, Event) and event.date == start
