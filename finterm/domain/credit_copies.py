"""Copies of the credit report and what each shows: its accounts, their months, enquiries. Pure.

What a copy says is kept as it was printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from functools import lru_cache
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from finterm.domain.credit_terms import Countries
from finterm.domain.ledger import Ledger
from finterm.domain.records import CreditAccount, CreditEnquiry, CreditReport, MonthStatus

LATE = frozenset("1234567B")  # codes of a month that was overdue
CODES = frozenset("N1234567*#BMDZCG")
UNPAID = ("bad_debt", "repaid_by_other")  # states that do not age out before they are paid
Part = TypeVar("Part", CreditAccount, CreditEnquiry)


class Shown(NamedTuple):
    """Every copy, the newest first, with what each shows by its id, in the order of entry.

    `before` is the copy of the same country next before each. `newest` has the newest one of each country.
    """

    copies: Sequence[CreditReport]
    accounts: Mapping[str, Sequence[CreditAccount]]
    enquiries: Mapping[str, Sequence[CreditEnquiry]]
    before: Mapping[str, CreditReport]
    newest: Sequence[CreditReport]

    def accounts_of(self, report: CreditReport) -> Sequence[CreditAccount]:
        """The accounts that `report` shows."""
        return self.accounts.get(report.id, ())


def shown(ledger: Ledger, countries: Countries, on: Date) -> Shown:
    """The copies of `ledger`; one dated after `on` is none of the newest."""
    found = copies(ledger)
    before: dict[str, CreditReport] = {}
    later: dict[str, CreditReport] = {}
    newest: dict[str, CreditReport] = {}
    for copy in found:
        country = countries.of_copy(copy)
        if country in later:
            before[later[country].id] = copy
        later[country] = copy
        if copy.date <= on:
            newest.setdefault(country, copy)
    return Shown(
        found, _by_copy(ledger.credit_accounts), _by_copy(ledger.credit_enquiries), before, [*newest.values()]
    )


def copies(ledger: Ledger) -> list[CreditReport]:
    """Every copy, the newest first."""
    return sorted(ledger.credit_reports, key=lambda report: (report.date, report.id), reverse=True)


def _by_copy(parts: Sequence[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(part.report, []).append(part)
    return found


def identity(account: CreditAccount) -> tuple[str, str, str]:
    """What tells an account from others in every copy: lender and number, as names are compared, and currency.

    A card in two currencies stands on the report as two accounts of one number.
    """
    return _folded(account.lender), _folded(account.number), account.currency


def late_months(account: CreditAccount) -> tuple[MonthStatus, ...]:
    """The months an account was overdue, by date."""
    return tuple(sorted((s for s in account.statuses if s.code in LATE), key=lambda s: s.month))


@lru_cache(maxsize=4096)  # a name comes again with every copy
def _folded(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())
