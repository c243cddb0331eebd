"""When the late months of an account on the credit report must be gone. Pure; computed, and never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Literal, NamedTuple

from finterm.domain.calendar import add_months
from finterm.domain.credit_copies import UNPAID, Shown, late_months
from finterm.domain.credit_terms import Countries, CreditTerms
from finterm.domain.ledger import Ledger, events_by_loan
from finterm.domain.position import position
from finterm.domain.records import CreditAccount, CreditReport, Event, Loan, MonthStatus

RemovalState = Literal["clean", "running", "reached", "not_started", "undated", "no_rule"]


class Removal(NamedTuple):
    """When the late months of `account` must be gone.

    clean: it shows none. running: kept until `date`, the last day. reached: that day is over. not_started:
    something is still unpaid, so no time runs. undated: nobody knows the day the years run from. `late` are
    its late months, `since` is that day, `cleared` the day all that was overdue had been paid (`booked`, as far
    as the payments of its loan tell), `country` the one whose rules hold; `still_shown` says that the copy was made after that day and shows an overdue amount all the same.
    """

    account: CreditAccount
    state: RemovalState
    country: str = ""
    late: tuple[MonthStatus, ...] = ()
    cleared: Date | None = None
    booked: Date | None = None
    since: Date | None = None
    date: Date | None = None
    still_shown: bool = False


def removals(ledger: Ledger, shown: Shown, countries: Countries, on: Date) -> list[Removal]:
    """The removal of every account of the newest copies."""
    loans = {loan.id: loan for loan in ledger.loans}
    events = events_by_loan(ledger.events)
    return [
        removal(account, copy, loans.get(account.loan), events.get(account.loan, ()), countries, on)
        for copy in shown.newest
        for account in shown.accounts_of(copy)
    ]  # fmt: skip


def removal(
    account: CreditAccount,
    report: CreditReport,
    loan: Loan | None,
    events: Iterable[Event],
    countries: Countries,
    on: Date,
) -> Removal:
    """When what is late on `account`, as `report` shows it, must be gone; seen on `on`.

    `loan` is the one it is tied to, if any, with all its `events`.
    """
    country = countries.of_account(account, report)
    terms = countries.at(country)
    late = late_months(account)
    cleared, booked = paid_on(account, loan, events, on)
    made = Removal(account, "clean", country, late, cleared, booked)
    shown = account.overdue > 0 or account.state in UNPAID
    # The book knows whether something is overdue where the account is tied to a loan; else the copy says.
    unpaid = position(loan, events, on).overdue > 0 if loan is not None else cleared is None and shown
    if not (late or unpaid or shown or account.cleared or account.defaulted):
        return made
    if terms.retention_years is None:
        return made._replace(state="no_rule")
    if terms.retention_from == "cleared" and (unpaid or (cleared is None and shown)):
        return made._replace(state="not_started")
    since = _since(account, late, cleared, terms)
    if since is None:
        return made._replace(state="undated")
    years = min(terms.retention_years, Date.max.year - since.year)  # where calendars end
    last = add_months(since, 12 * years)
    still = terms.retention_from == "cleared" and report.date > since and account.overdue > 0
    state: RemovalState = "reached" if last < on else "running"
    return made._replace(state=state, since=since, date=last, still_shown=still)


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
    if not is_charged_off(account, terms):
        return _last_day(late[-1].month)
    behind = late[-1].month
    for status in reversed(late):  # back to where it fell behind and was never current again
        if status.month < add_months(behind, -1):
            break
        behind = status.month
    return _last_day(behind) + timedelta(days=terms.charged_off_days or 0)


def is_charged_off(account: CreditAccount, terms: CreditTerms) -> bool:
    """Whether its years run from when it fell behind for good, and not from each late month."""
    by_month = terms.retention_from == "each_month" and terms.charged_off_days is not None
    return by_month and account.state in UNPAID


def _last_day(month: Date) -> Date:
    return add_months(month, 1) - timedelta(days=1)


def paid_on(
    account: CreditAccount, loan: Loan | None, events: Iterable[Event], on: Date
) -> tuple[Date | None, Date | None]:
    """The day all that is late on `account` had been paid, and that day as far as the book tells it.

    Where the person says one day and the book another, the later one counts. A day before the month it was
    last late in says nothing any more: it fell behind once more.
    """
    booked = cleared_on(loan, events, on) if loan is not None else None
    known = max((day for day in (account.cleared, booked) if day is not None), default=None)
    late = late_months(account)
    return (None if known is None or (late and known < late[-1].month) else known), booked


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
