"""What copies of the credit report say: the accounts of the newest, late months, and when they must go.

The terms (how many years, how many free copies) come from the rules of a country and are given; a term
that is None is not known, and nothing is then claimed. What a copy says is kept as it was printed; what
follows from it is computed here and never stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Literal, NamedTuple
from unicodedata import normalize

from finterm.domain.calendar import add_months
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import LARGEST, parse_currency
from finterm.domain.position import position
from finterm.domain.records import CreditAccount, CreditReport, Event, Loan, MonthStatus, ScoreEntry

LATE = frozenset("1234567B")  # codes of a month that was overdue
CODES = frozenset("N1234567*#BMDZCG")
UNPAID = ("bad_debt", "repaid_by_other")  # states that do not age out before they are paid
RemovalState = Literal["clean", "running", "reached", "not_started", "undated", "no_rule"]
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
    `dispute_longer_days` may be added to `dispute_days` where more was handed in meanwhile.
    """

    retention_years: int | None = None
    retention_from: Start = "cleared"
    reports_a_year: int | None = None
    dispute_days: int | None = None
    complaint_days: int | None = None
    charged_off_days: int | None = None
    dispute_longer_days: int | None = None
    repair: Repair | None = None


class Removal(NamedTuple):
    """When the late months of `account` must be gone.

    clean: it shows none. running: kept until `date`, the last day. reached: that day is over. not_started:
    something is still unpaid, so no time runs. undated: nobody knows the day the years run from. `late` are
    its late months, `since` is that day, `cleared` the day all that was overdue had been paid; `still_shown`
    says that the copy was made after that day and shows an overdue amount all the same.
    """

    account: CreditAccount
    state: RemovalState
    late: tuple[MonthStatus, ...] = ()
    cleared: Date | None = None
    since: Date | None = None
    date: Date | None = None
    still_shown: bool = False


class FreeReport(NamedTuple):
    """The `n`-th free copy of `year`: sensibly taken by `by`; `taken` is the day it was, else None."""

    year: int
    n: int
    by: Date
    taken: Date | None


def copies(ledger: Ledger) -> list[CreditReport]:
    """Every copy, the newest first."""
    return sorted(ledger.credit_reports, key=lambda report: (report.date, report.id), reverse=True)


def accounts_of(ledger: Ledger, report: CreditReport) -> list[CreditAccount]:
    """The accounts that `report` shows, in the order of entry."""
    return [account for account in ledger.credit_accounts if account.report == report.id]


def identity(account: CreditAccount) -> tuple[str, str, str]:
    """What tells an account from others in every copy: lender and number, as names are compared, and currency.

    A card in two currencies stands on the report as two accounts of one number.
    """
    return _folded(account.lender), _folded(account.number), account.currency


def late_months(account: CreditAccount) -> tuple[MonthStatus, ...]:
    """The months an account was overdue, by date."""
    return tuple(sorted((s for s in account.statuses if s.code in LATE), key=lambda s: s.month))


def cleared_on(loan: Loan, events: Iterable[Event], on: Date) -> Date | None:
    """The day everything overdue of `loan` had last been paid; None while something is, or nothing ever was."""
    known = sorted((event for event in events if event.date <= on), key=lambda event: event.date)
    now = position(loan, known, on)
    if now.overdue:
        return None
    dates = {event.id: event.date for event in known}
    due_on = {due.n: due.due for due in now.dues}
    after = {
        dates[each.event]
        for each in now.allocations
        if each.n in due_on and dates[each.event] > due_on[each.n]
    }  # most loans were never paid late: then there is no day to look at
    for day in sorted(after, reverse=True):
        before = [event for event in known if event.date < day]
        if position(loan, before, day).overdue:
            return day
    return None


def paid_on(account: CreditAccount, loan: Loan | None, events: Iterable[Event], on: Date) -> Date | None:
    """The day all that is late on `account` had been paid: what the person says, else what the book knows.

    A day before the month it was last late in says nothing any more: it fell behind once more.
    """
    known = account.cleared
    if known is None and loan is not None:
        known = cleared_on(loan, events, on)
    late = late_months(account)
    return None if known is None or (late and known < late[-1].month) else known


def removal(
    account: CreditAccount, report: CreditReport, ledger: Ledger, terms: CreditTerms, on: Date
) -> Removal:
    """When what is late on `account`, as `report` shows it, must be gone; seen on `on`."""
    loan = next((loan for loan in ledger.loans if loan.id == account.loan), None)
    events = [event for event in ledger.events if loan is not None and event.loan == loan.id]
    return removal_of(account, report, loan, events, terms, on)


def removal_of(
    account: CreditAccount,
    report: CreditReport,
    loan: Loan | None,
    events: Sequence[Event],
    terms: CreditTerms,
    on: Date,
) -> Removal:
    """As `removal`, with the loan it is tied to, if any, and the events of that loan."""
    late = late_months(account)
    cleared = paid_on(account, loan, events, on)
    shown = account.overdue > 0 or account.state in UNPAID
    # The book knows whether something is overdue where the account is tied to a loan; else the copy says.
    unpaid = position(loan, events, on).overdue > 0 if loan is not None else cleared is None and shown
    if not (late or unpaid or shown or account.cleared or account.defaulted):
        return Removal(account, "clean")
    if terms.retention_years is None:
        return Removal(account, "no_rule", late, cleared)
    if terms.retention_from == "cleared" and (unpaid or (cleared is None and shown)):
        return Removal(account, "not_started", late)
    since = _since(account, late, cleared, terms)
    if since is None:
        return Removal(account, "undated", late, cleared)
    last = add_months(since, 12 * terms.retention_years)
    still = terms.retention_from == "cleared" and report.date > since and account.overdue > 0
    return Removal(account, "reached" if last < on else "running", late, cleared, since, last, still)


def _since(
    account: CreditAccount, late: Sequence[MonthStatus], cleared: Date | None, terms: CreditTerms
) -> Date | None:
    """The day the years run from; of a month its last day, since a copy does not tell the day."""
    if terms.retention_from == "cleared":
        return cleared
    if terms.retention_from == "default":
        return account.defaulted
    if not late:
        return None
    if account.state not in UNPAID or terms.charged_off_days is None:
        return _last_day(late[-1].month)
    behind = late[-1].month
    for status in reversed(late):  # back to where it fell behind and was never current again
        if status.month < add_months(behind, -1):
            break
        behind = status.month
    return _last_day(behind) + timedelta(days=terms.charged_off_days)


def _last_day(month: Date) -> Date:
    return add_months(month, 1) - timedelta(days=1)


def removals(ledger: Ledger, terms: CreditTerms, on: Date) -> list[Removal]:
    """The removal of every account of the newest copy."""
    newest = next((copy for copy in copies(ledger) if copy.date <= on), None)
    if newest is None:
        return []
    return [removal(account, newest, ledger, terms, on) for account in accounts_of(ledger, newest)]


def free_reports(ledger: Ledger, terms: CreditTerms, year: int) -> list[FreeReport]:
    """The free copies of `year`, the year shared out evenly among them; those taken are there by date."""
    count = terms.reports_a_year or 0
    taken = sorted(
        report.date for report in ledger.credit_reports if report.free and report.date.year == year
    )
    slots = []
    for n in range(1, count + 1):
        by = add_months(Date(year, 1, 1), 12 * n // count) - timedelta(days=1)
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


def repair_checks(ledger: Ledger, terms: CreditTerms, on: Date) -> list[RepairCheck]:
    """Late months of the newest copy that the one-time repair covered: a check of the past, no promise."""
    newest = next((copy for copy in copies(ledger) if copy.date <= on), None)
    repair = terms.repair
    if newest is None or repair is None:
        return []
    found = []
    for account in accounts_of(ledger, newest):
        cleared = removal(account, newest, ledger, terms, on).cleared
        if account.currency != repair.currency or cleared is None or cleared > repair.paid_by:
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


def _folded(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())
