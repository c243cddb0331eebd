"""What differs between two copies of the credit report: accounts that are new, changed or gone. Pure."""

from __future__ import annotations

from datetime import date as Date
from typing import Literal, NamedTuple

from finterm.domain.credit_copies import LATE, Shown, identity
from finterm.domain.records import CreditAccount, CreditEnquiry, CreditReport

FIELDS = ("state", "balance", "overdue")  # told where they changed


class FieldChange(NamedTuple):
    """One of FIELDS, before and after."""

    field: str
    before: object
    after: object


class MonthChange(NamedTuple):
    """One month: its code and overdue amount before and after; None where a copy does not show the month."""

    month: Date
    before: tuple[str, int | None] | None
    after: tuple[str, int | None] | None


class Difference(NamedTuple):
    """One account that two copies tell differently; `account` is as the later one that has it says."""

    kind: Literal["new", "changed", "gone"]
    account: CreditAccount
    fields: tuple[FieldChange, ...] = ()
    months: tuple[MonthChange, ...] = ()


class Diff(NamedTuple):
    """The later copy against the earlier one."""

    before: CreditReport
    after: CreditReport
    accounts: tuple[Difference, ...]
    enquiries: tuple[CreditEnquiry, ...]

    @property
    def is_empty(self) -> bool:
        """Whether they say the same."""
        return not self.accounts and not self.enquiries


def diff(shown: Shown, before: CreditReport, after: CreditReport) -> Diff:
    """What `after` says differently from `before`: new accounts, changed ones, then those that are gone."""
    old = {identity(account): account for account in shown.accounts_of(before)}
    new = {identity(account): account for account in shown.accounts_of(after)}
    found = [Difference("new", account) for key, account in new.items() if key not in old]
    for key, account in new.items():
        if (was := old.get(key)) is not None:
            change = Difference("changed", account, _fields(was, account), _months(was, account))
            if change.fields or change.months:
                found.append(change)
    found += [Difference("gone", account) for key, account in old.items() if key not in new]
    known = {_enquiry(e) for e in shown.enquiries.get(before.id, ())}
    asked = [e for e in shown.enquiries.get(after.id, ()) if _enquiry(e) not in known]
    return Diff(before, after, tuple(found), tuple(asked))


def _enquiry(enquiry: CreditEnquiry) -> tuple[Date, str, str]:
    return enquiry.date, enquiry.who.casefold(), enquiry.reason


def _fields(before: CreditAccount, after: CreditAccount) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field, getattr(before, field), getattr(after, field))
        for field in FIELDS
        if getattr(before, field) != getattr(after, field)
    )


def _months(before: CreditAccount, after: CreditAccount) -> tuple[MonthChange, ...]:
    if before.statuses == after.statuses:
        return ()
    old = {status.month: (status.code, status.minor) for status in before.statuses}
    new = {status.month: (status.code, status.minor) for status in after.statuses}
    return tuple(
        MonthChange(month, old.get(month), new.get(month))
        for month in sorted({*old, *new})
        if old.get(month) != new.get(month) and _tells(old.get(month), new.get(month))
    )


def _tells(before: tuple[str, int | None] | None, after: tuple[str, int | None] | None) -> bool:
    """Whether a month that differs says anything: time alone brings months on time and takes them away."""
    return (before is not None and after is not None) or any(
        one is not None and one[0] in LATE for one in (before, after)
    )
