"""The terms of the credit record, as the rules of each country give them. Pure.

A term that is None is not known, and nothing is then claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import Literal, NamedTuple

from finterm.domain.records import CreditAccount, CreditReport, Dispute, Loan

Start = Literal["cleared", "default", "each_month"]


class Repair(NamedTuple):
    """A one-time repair of the past: what it covered, and from when what it covered was not to be shown.

    Months from `since` to `until` with an overdue amount of at most `most` minor units, paid by
    `paid_by`. Where that was up to `first_paid_by`, they were hidden from `hidden_from` on, else by the
    end of the month after.
    """

    since: Date
    until: Date
    most: int
    currency: str
    paid_by: Date
    first_paid_by: Date
    hidden_from: Date


class CreditTerms(NamedTuple):
    """The terms of a country that hold on a day; None where no rule says.

    `retention_from` is what starts the years: the day all was paid, the day of the default, or each late month
    by itself; with the last, an account charged off counts from `charged_off_days` after it first fell behind.
    `seen_months` are the first and the last month after a payment in which a copy comes to show it.
    `dispute_longer_days` may be added to `dispute_days` where more was handed in meanwhile.
    """

    retention_years: int | None = None
    retention_from: Start = "cleared"
    reports_a_year: int | None = None
    dispute_days: int | None = None
    complaint_days: int | None = None
    charged_off_days: int | None = None
    dispute_longer_days: int | None = None
    seen_months: tuple[int, int] | None = None
    repair: Repair | None = None


class Countries(NamedTuple):
    """The terms of every country; `home` is that of the book, `currencies` tells the country of a currency.

    A report is one country's: the one entered with the copy. Where none was, each account of it follows its
    currency.
    """

    home: str
    terms: Mapping[str, CreditTerms]
    currencies: Mapping[str, str]

    def at(self, country: str) -> CreditTerms:
        """The terms of `country`; none are known where there are no rules of it."""
        return self.terms.get(country, CreditTerms())

    def of_copy(self, report: CreditReport) -> str:
        """The country of a copy."""
        return report.country or self.home

    def of_account(self, account: CreditAccount, report: CreditReport) -> str:
        """The country whose rules hold for an account of the copy `report`."""
        return report.country or self.currencies.get(account.currency, "")

    def of_loan(self, loan: Loan | None) -> str:
        """The country whose rules hold for a loan; that of the book for none."""
        return self.home if loan is None else self.currencies.get(loan.currency, "")

    def of_dispute(self, dispute: Dispute, loan: Loan | None) -> str:
        """The country whose rules hold for a dispute: as entered, else that of the loan it is about."""
        return dispute.country or self.of_loan(loan)
