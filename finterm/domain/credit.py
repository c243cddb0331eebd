"""The free copies of a year, the one-time repair of the past, private scores, and what an account must say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import NamedTuple

from finterm.domain.calendar import add_months
from finterm.domain.credit_copies import CODES, Shown, identity, late_months
from finterm.domain.credit_terms import Countries
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import LARGEST, parse_currency
from finterm.domain.records import CreditAccount, MonthStatus, ScoreEntry
from finterm.domain.removal import Removal

SOON = timedelta(days=14)  # for what is sensible now since its own day is over


class FreeReport(NamedTuple):
    """The `n`-th free copy of `year`: sensibly taken by `by`; `taken` is the day it was, else None."""

    year: int
    n: int
    by: Date
    taken: Date | None


def free_reports(shown: Shown, countries: Countries, on: Date, year: int) -> list[FreeReport]:
    """The free copies of `year` at home, the year shared out evenly among them; those taken are there by date.

    What was not taken while its share of the year lasted can still be had until the year ends: soon, then.
    """
    count = countries.at(countries.home).reports_a_year or 0
    taken = sorted(
        report.date
        for report in shown.copies
        if report.free and report.date.year == year and countries.of_copy(report) == countries.home
    )
    slots = []
    for n in range(1, count + 1):
        by = add_months(Date(year, 1, 1), 12 * n // count) - timedelta(days=1)
        if by < on and on.year == year:
            by = min(on + SOON, Date(year, 12, 31))
        slots.append(FreeReport(year, n, by, taken[n - 1] if n <= len(taken) else None))
    return slots


class RepairCheck(NamedTuple):
    """A month the repair covered that `account` still shows; gone by `hidden_by` at the latest.

    `due` says that the copy is of that day or later, so that the month should not be in it.
    """

    account: CreditAccount
    status: MonthStatus
    hidden_by: Date
    due: bool


def repair_checks(
    shown: Shown, marks: Sequence[Removal], countries: Countries, on: Date
) -> list[RepairCheck]:
    """Late months of the newest copies that the one-time repair covered: a check of the past, no promise.

    `marks` are the removals of the accounts of those copies.
    """
    copies = {copy.id: copy for copy in shown.newest}
    found = []
    for mark in marks:
        account, cleared, newest = mark.account, mark.cleared, copies[mark.account.report]
        repair = countries.at(countries.of_account(account, newest)).repair
        if repair is None or account.currency != repair.currency:
            continue
        if cleared is None or cleared > repair.paid_by:
            continue
        first = add_months(cleared.replace(day=1), 2) - timedelta(days=1)
        hidden_by = repair.hidden_from if cleared <= repair.first_paid_by else first
        for status in late_months(account):
            mild = account.kind == "quasi_card" and status.code in "12"
            fits = repair.since <= status.month <= repair.until and 0 < (status.minor or 0) <= repair.most
            if fits and not mild:
                found.append(RepairCheck(account, status, hidden_by, newest.date >= hidden_by))
    return found


def scores_by_name(scores: Iterable[ScoreEntry]) -> dict[str, list[ScoreEntry]]:
    """The entries of each private score, by date."""
    found: dict[str, list[ScoreEntry]] = {}
    for entry in sorted(scores, key=lambda entry: (entry.date, entry.id)):
        found.setdefault(entry.name, []).append(entry)
    return found


def check_account(account: CreditAccount, ledger: Ledger) -> None:
    """Raises BadInput, naming the field, where `account` makes no sense beside the others of its copy."""
    if not account.lender.strip():
        raise BadInput("lender", "error.required")
    parse_currency(account.currency)
    for field, minor in (("balance", account.balance), ("overdue", account.overdue)):
        if minor is not None and not 0 <= minor <= LARGEST:
            raise BadInput(field, "error.amount_negative" if minor < 0 else "error.amount_large", typed=minor)
    if len({status.month for status in account.statuses}) != len(account.statuses):
        raise BadInput("months", "error.credit_month_twice")
    if wrong := next((s.code for s in account.statuses if s.code not in CODES), ""):
        raise BadInput("months", "error.credit_code", typed=wrong)
    for other in ledger.credit_accounts:
        same = other.report == account.report and identity(other) == identity(account)
        if same and other.id != account.id:
            raise BadInput("lender", "error.credit_account_twice")


def check_score(entry: ScoreEntry) -> None:
    """Raises BadInput where a score has no name or is no sensible number."""
    if not entry.name.strip():
        raise BadInput("name", "error.required")
