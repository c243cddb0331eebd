"""Copies of the credit report, disputes about them, private scores, and tasks with a date."""

from __future__ import annotations

from datetime import date as Date
from typing import ClassVar, Literal

import msgspec

from finterm.domain.records.base import Record
from finterm.domain.records.talking import AttachedFile

ReportSource = Literal["website", "bank_app", "payment_app", "branch", "letter", "other"]
AccountKind = Literal["loan", "card", "quasi_card", "other"]
AccountState = Literal["open", "settled", "ended", "bad_debt", "repaid_by_other"]
EnquiryReason = Literal["loan", "card", "guarantee", "after_lending", "own", "other"]
DisputeKind = Literal["dispute", "complaint"]
DisputeTo = Literal["bureau", "lender", "regulator", "other"]
DisputeOutcome = Literal["open", "corrected", "unchanged", "unverifiable", "withdrawn"]


class MonthStatus(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One monthly cell of an account: `code` as printed, `minor` the overdue amount of that month, if printed.

    `month` is the first day of its month. Codes: N on time, 1 to 7 overdue by so many months begun, `*`
    nothing due, # unknown, B bad debt, M paid after its date, D repaid by a guarantor, Z by assets, C
    settled, G ended otherwise.
    """

    month: Date
    code: str
    minor: int | None = None


class CreditReport(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One copy of the credit report as it stood on `date`; `free` says that it was one of the free ones.

    `country` is where it is from, lower case, as the files of rules are named; "other" has no rules, and
    where nothing is said each account follows its currency. `files` are the copy itself, as handed out.
    """

    table: ClassVar[str] = "credit_reports"

    date: Date
    source: ReportSource = "website"
    country: str = ""
    free: bool = True
    reference: str = ""
    note: str = ""
    files: tuple[AttachedFile, ...] = ()


class CreditAccount(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One account as the copy with the id `report` shows it; amounts in minor units.

    `lender` and `number` are as printed and together tell the account from others. `loan` is the loan of
    the book it is. `cleared` is the day all that was overdue on it had been paid, where the person knows it,
    `defaulted` the day a default was set, where the report prints one. `carried` says that it stands as the copy
    before had it and was not gone through yet.
    """

    table: ClassVar[str] = "credit_accounts"

    report: str
    lender: str
    currency: str
    number: str = ""
    kind: AccountKind = "loan"
    state: AccountState = "open"
    loan: str = ""
    opened: Date | None = None
    cleared: Date | None = None
    defaulted: Date | None = None
    balance: int | None = None
    overdue: int = 0
    statuses: tuple[MonthStatus, ...] = ()
    carried: bool = False
    note: str = ""


class CreditEnquiry(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody looked at the credit report on `date`, as the copy with the id `report` shows it."""

    table: ClassVar[str] = "credit_enquiries"

    report: str
    date: Date
    who: str
    reason: EnquiryReason = "other"


class Dispute(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something said to be wrong, in writing, and what came of it.

    An answer is due `days` after `filed_on`: the term that held when it was filed. A complaint names the
    dispute it follows in `after`. `country` is where it was filed; nothing is said where that is the country
    of its loan, or of the book.
    """

    table: ClassVar[str] = "disputes"

    what: str
    filed_on: Date
    days: int
    kind: DisputeKind = "dispute"
    filed_with: DisputeTo = "bureau"
    country: str = ""
    lender: str = ""
    loan: str = ""
    evidence: str = ""
    reference: str = ""
    outcome: DisputeOutcome = "open"
    answered_on: Date | None = None
    after: str = ""
    note: str = ""
    files: tuple[AttachedFile, ...] = ()


class ScoreEntry(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A private score of the name `name`, as it stood on `date`. It is not the credit report."""

    table: ClassVar[str] = "credit_scores"

    date: Date
    name: str
    score: int
    note: str = ""


class Task(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something to do by `date`; `done_on` closes it. `topic` names the advice it comes from, if any.

    The id of a task that comes from advice follows from its topic, so that it exists once.
    """

    table: ClassVar[str] = "tasks"

    date: Date
    what: str
    topic: str = ""
    loan: str = ""
    done_on: Date | None = None
