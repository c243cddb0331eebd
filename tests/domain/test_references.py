"""What records name and the book does not have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from datetime import date as Date
from typing import Any

from finterm.domain.records import (
    STORED,
    Amendment,
    Bill,
    BillPayment,
    Contact,
    CreditAccount,
    CreditEnquiry,
    Dispute,
    DueRef,
    Envelope,
    Event,
    FollowUp,
    Move,
    Promise,
    Record,
    Talk,
)
from finterm.domain.references import _NAMES, Missing, missing

ON = Date(2026, 4, 1)
AT = datetime(2026, 4, 1, 10, tzinfo=UTC)


def every(*records: Record) -> Callable[[Any], Sequence[Any]]:
    return lambda kind: [record for record in records if type(record) is kind]


def test_records_that_find_what_they_name_are_well() -> None:
    contact, envelope = Contact(id="c", name="A"), Envelope(id="e", name="Rent", currency="CNY")
    bill = Bill(id="b", name="Rent", currency="CNY", first=ON, envelope="e")
    paid = BillPayment(id="p", bill="b", on=ON, date=ON, minor=1)
    move = Move(id="m", date=ON, kind="spend", minor=1, currency="CNY", envelope="e", cause="p")
    talk = Talk(id="t", at=AT, contact="c")
    assert missing(every(contact, envelope, bill, paid, move, talk)) == []


def test_each_missing_record_is_told_once_with_what_names_it() -> None:
    talk = Talk(id="t", at=AT, contact="c", loans=("x",), dues=(DueRef(loan="x", n=1),))
    found = missing(
        every(
            Event(id="1", loan="x", date=ON, kind="payment", minor=1),
            Event(id="2", loan="x", date=ON, kind="charge", minor=1),
            talk,
            Amendment(id="a", talk="gone", at=AT, amended=talk),
            Promise(id="p", by="me", date=ON, talk="t", contact="c"),
            FollowUp(id="f", date=ON, what="ring", talk="t"),
            CreditAccount(id="ca", report="r", lender="B", currency="CNY"),
            CreditEnquiry(id="ce", report="r", date=ON, who="B"),
            Dispute(id="d", what="w", filed_on=ON, days=20, after="d0"),
            Move(
                id="m", date=ON, kind="move", minor=1, currency="CNY", envelope="e1", source="e2", cause="q"
            ),
        )
    )
    assert found == [
        Missing("loans", "x", {"events": 2, "talks": 1, "amendments": 1}),
        Missing("envelopes", "e1", {"moves": 1}),
        Missing("envelopes", "e2", {"moves": 1}),
        Missing("contacts", "c", {"talks": 1, "amendments": 1, "promises": 1}),
        Missing("talks", "gone", {"amendments": 1}),
        Missing("credit_reports", "r", {"credit_accounts": 1, "credit_enquiries": 1}),
        Missing("disputes", "d0", {"disputes": 1}),
        Missing("payments", "q", {"moves": 1}),
    ]


def test_no_kind_of_record_that_names_another_is_left_out() -> None:
    naming = {"loan", "loans", "bill", "envelope", "contact", "talk", "cause", "report", "after"}
    assert {kind for kind in STORED if naming & set(kind.__struct_fields__)} == set(_NAMES)
