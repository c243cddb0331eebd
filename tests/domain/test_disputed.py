"""Which entry of the credit report a letter disputes: that of the loan, or the one that is picked."""

from __future__ import annotations

from msgspec.structs import replace

from finterm.domain.disputed import Entry, disputed
from finterm.domain.ledger import Ledger
from finterm.domain.records import CreditAccount, CreditReport, Dispute
from tests.domain.making import a_loan, day

LOAN = a_loan()
OLD = CreditReport(id="old", date=day("2026-01-01"))
NEW = CreditReport(id="new", date=day("2026-03-01"))
MINE = CreditAccount(id="mine", report="new", lender="Pebble", currency="CNY", loan="loan")
OTHER = CreditAccount(id="other", report="new", lender="Harbour", currency="CNY")
BEFORE = replace(OTHER, id="before", report="old")
NOT_MINE = Dispute(
    id="not mine", what="I never opened it", filed_on=day("2026-03-05"), days=20, lender="Harbour"
)
PAID = Dispute(id="paid", what="paid in time", filed_on=day("2026-03-04"), days=20, loan="loan")
LEDGER = Ledger(
    loans=[LOAN],
    credit_reports=[NEW, OLD],
    credit_accounts=[MINE, OTHER, BEFORE],
    disputes=[NOT_MINE, PAID],
)


def test_a_loan_has_its_account_of_the_latest_copy_and_its_open_dispute() -> None:
    assert disputed(LEDGER, LOAN) == Entry(MINE, NEW, PAID)
    assert disputed(LEDGER, a_loan(id="another")) == Entry() == disputed(LEDGER, None)


def test_a_dispute_that_is_picked_is_the_one_whatever_loan_there_is() -> None:
    assert disputed(LEDGER, None, "not mine") == Entry(OTHER, NEW, NOT_MINE)
    assert disputed(LEDGER, LOAN, "not mine") == Entry(OTHER, NEW, NOT_MINE)
    assert disputed(LEDGER, LOAN, "paid") == Entry(MINE, NEW, PAID)


def test_an_account_that_is_picked_is_the_one_as_that_copy_shows_it() -> None:
    assert disputed(LEDGER, None, "before") == Entry(BEFORE, OLD, NOT_MINE)
    assert disputed(LEDGER, None, "mine") == Entry(MINE, NEW, PAID)
    assert disputed(LEDGER, LOAN, "no such record") == Entry(MINE, NEW, PAID)


def test_a_dispute_of_an_account_that_no_copy_holds_names_its_lender() -> None:
    alone = replace(NOT_MINE, lender="Nobody")
    assert disputed(Ledger(disputes=[alone]), None, "not mine") == Entry(None, None, alone)
    assert disputed(Ledger(disputes=[alone]), None, "not mine").lender == "Nobody"


def test_a_dispute_that_was_answered_is_not_open() -> None:
    answered = replace(PAID, outcome="corrected")
    assert disputed(LEDGER._replace(disputes=[answered]), LOAN) == Entry(MINE, NEW, None)
