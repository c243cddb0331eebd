"""The whole debt: sums over loans, never over currencies."""

from __future__ import annotations

from finterm.domain.position import position
from finterm.domain.whole import whole_debt
from tests.domain.making import a_loan, an_event, day

ON = day("2026-03-20")


def test_sums_are_by_currency_and_equal_those_of_the_loans() -> None:
    standing = [
        position(loan, [], ON)
        for loan in (a_loan(), a_loan(principal=600_000), a_loan(currency="USD", first_due=day("2026-04-10")))
    ]
    yuan, dollar = whole_debt(standing)
    assert (yuan.currency, yuan.loans, yuan.late) == ("CNY", 2, 2)
    assert yuan.payoff == standing[0].payoff + standing[1].payoff
    assert yuan.to_be_current == standing[0].to_be_current + standing[1].to_be_current
    assert yuan.outstanding == standing[0].outstanding + standing[1].outstanding
    assert (dollar.currency, dollar.late, dollar.to_be_current) == ("USD", 0, 0)
    assert dollar.remaining_principal == 1_200_000


def test_a_loan_to_be_paid_out_later_is_no_debt_yet() -> None:
    later = a_loan(start=day("2026-03-21"), first_due=day("2026-04-21"))
    assert whole_debt([position(later, [], ON)]) == ()
    (debt,) = whole_debt([position(later, [], day("2026-03-21"))])
    assert debt.payoff >= later.principal


def test_a_loan_that_was_paid_off_is_no_debt() -> None:
    loan = a_loan()
    ended = position(loan, [an_event("payoff", "2026-02-01", 10**9)], ON)
    assert whole_debt([ended]) == ()
