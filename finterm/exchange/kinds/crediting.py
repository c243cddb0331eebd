"""The credit report as files: its copies, with their accounts and enquiries.

A line of an account names its copy by id or by date; a date that no copy has makes one, so that one file
typed off a report is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from typing import get_args

from finterm.domain.credit import check_account
from finterm.domain.credit_copies import CODES
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import parse_amount, plain
from finterm.domain.records import (
    AccountKind,
    AccountState,
    CreditAccount,
    CreditEnquiry,
    CreditReport,
    EnquiryReason,
    MonthStatus,
    Record,
    ReportSource,
)
from finterm.exchange import typed
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.kinds.talking import read_files, written_files
from finterm.exchange.names import GONE, gone_id
from finterm.exchange.sheet import shielded

REPORT_OF_DAY = "credit-report-"  # begins the id of a copy that a line of an account made


def parse_months(cell: str, currency: str, where: str = "months") -> tuple[MonthStatus, ...]:
    """`2026-04:1:500.00; 2026-05:N`: month, code as printed, overdue amount where printed. Raises BadInput."""
    found = []
    for part in typed.plain_width(cell).replace("；", ";").replace("\n", ";").split(";"):
        if not part.strip():
            continue
        month, colon, rest = part.strip().partition(":")
        code, _, amount = rest.partition(":")
        try:
            if not colon:
                raise ValueError
            first = Date.fromisoformat(f"{month.strip()}-01")
        except ValueError:
            raise BadInput(where, "error.credit_months", typed=part.strip()) from None
        if code.strip().upper() not in CODES:
            raise BadInput(where, "error.credit_code", typed=code.strip())
        minor = parse_amount(amount, currency, where) if amount.strip() else None
        if minor is not None and minor < 0:
            raise BadInput(where, "error.amount_negative")
        found.append(MonthStatus(month=first, code=code.strip().upper(), minor=minor))
    return tuple(sorted(found, key=lambda status: status.month))


def months_text(statuses: tuple[MonthStatus, ...], currency: str) -> str:
    """The months as a cell or a form says them."""
    parts = []
    for status in statuses:
        amount = "" if status.minor is None else f":{plain(status.minor, currency)}"
        parts.append(f"{status.month:%Y-%m}:{status.code}{amount}")
    return "; ".join(parts)


def read_report(cells: Cells, id: str) -> CreditReport:
    source: ReportSource = cells.choice("source", get_args(ReportSource), "website", "report_source")
    return CreditReport(
        id=id,
        date=cells.date("date", needed=True),
        source=source,
        country=cells.text("country").lower(),
        free=cells.yes("free", True),
        reference=cells.text("reference"),
        note=cells.text("note"),
        files=cells.read("files", read_files, ()),
    )


def write_report(report: CreditReport, names: Names) -> dict[str, str]:
    return {
        "date": report.date.isoformat(),
        "source": report.source,
        "country": report.country,
        "free": "yes" if report.free else "no",
        "reference": shielded(report.reference),
        "note": shielded(report.note),
        "files": written_files(report.files),
    }


CREDIT_REPORTS = Kind(
    name="credit_reports",
    record=CreditReport,
    columns=("date", "source", "free", "country", "reference", "note", "files"),
    needed=frozenset({"date", "source", "free"}),
    read=read_report,
    write=write_report,
    loose=lambda report: (report.date, report.source),
)


def _report(cells: Cells) -> str:
    """The id of the copy a line belongs to."""
    cell = cells.text("report", needed=True)
    if gone := gone_id(cell):
        return gone
    if not cell or cell in cells.names.reports:
        return cells.names.reports.get(cell, "")
    day = cells.date("report")
    return cells.names.reports.get(day.isoformat(), f"{REPORT_OF_DAY}{day.isoformat()}")


def _made_report(cells: Cells, record: Record, new_id: Callable[[], str]) -> tuple[Record, ...]:
    """The copy of a day that no line before has made."""
    report = getattr(record, "report", "")
    day = report.removeprefix(REPORT_OF_DAY)
    if day == report or report in cells.names.reports.values():
        return ()
    cells.names.reports[day] = cells.names.reports[report] = report
    return (CreditReport(id=report, date=Date.fromisoformat(day)),)


def _report_shown(names: Names, id: str) -> str:
    return id if id in names.reports else GONE + id


def read_account(cells: Cells, id: str) -> CreditAccount:
    loan, loan_id = cells.one("loan", cells.names.loans)
    currency = cells.currency(loan.currency if loan else "")
    kind: AccountKind = cells.choice("kind", get_args(AccountKind), "loan", "account_kind")
    state: AccountState = cells.choice("state", get_args(AccountState), "open", "account_state")
    return CreditAccount(
        id=id,
        report=_report(cells),
        lender=cells.text("lender", needed=True),
        number=cells.text("number"),
        currency=currency,
        kind=kind,
        state=state,
        loan=loan_id,
        opened=cells.date_or_none("opened"),
        cleared=cells.date_or_none("cleared"),
        defaulted=cells.date_or_none("defaulted"),
        balance=cells.amount_or_none("balance", currency),
        overdue=cells.amount("overdue", currency),
        carried=cells.yes("carried", False),
        statuses=cells.read("months", lambda cell: parse_months(cell, currency), ()),
        note=cells.text("note"),
    )


def write_account(account: CreditAccount, names: Names) -> dict[str, str]:
    currency = account.currency
    return {
        "report": _report_shown(names, account.report),
        "lender": shielded(account.lender),
        "number": shielded(account.number),
        "kind": account.kind,
        "state": account.state,
        "loan": shielded(names.loans.shown(account.loan)) if account.loan else "",
        "opened": account.opened.isoformat() if account.opened else "",
        "cleared": account.cleared.isoformat() if account.cleared else "",
        "defaulted": account.defaulted.isoformat() if account.defaulted else "",
        "balance": "" if account.balance is None else plain(account.balance, currency),
        "overdue": plain(account.overdue, currency) if account.overdue else "",
        "currency": currency,
        "months": months_text(account.statuses, currency),
        "carried": "yes" if account.carried else "",
        "note": shielded(account.note),
    }


CREDIT_ACCOUNTS = Kind(
    name="credit_accounts",
    record=CreditAccount,
    columns=(
        "report", "lender", "number", "kind", "state", "loan", "opened", "cleared", "defaulted", "balance",
        "overdue", "currency", "months", "carried", "note",
    ),
    needed=frozenset({"report", "lender"}),
    read=read_account,
    write=write_account,
    check=lambda account, names: check_account(account, Ledger()),
    extras=_made_report,
    loose=lambda account: (account.report, account.lender, account.number, account.currency),
    fields={"months": ("statuses",)},
)  # fmt: skip


def read_enquiry(cells: Cells, id: str) -> CreditEnquiry:
    reason: EnquiryReason = cells.choice("reason", get_args(EnquiryReason), "other", "enquiry_reason")
    return CreditEnquiry(
        id=id,
        report=_report(cells),
        date=cells.date("date", needed=True),
        who=cells.text("who", needed=True),
        reason=reason,
    )


def write_enquiry(enquiry: CreditEnquiry, names: Names) -> dict[str, str]:
    return {
        "report": _report_shown(names, enquiry.report),
        "date": enquiry.date.isoformat(),
        "who": shielded(enquiry.who),
        "reason": enquiry.reason,
    }


CREDIT_ENQUIRIES = Kind(
    name="credit_enquiries",
    record=CreditEnquiry,
    columns=("report", "date", "who", "reason"),
    needed=frozenset({"report", "date", "who"}),
    read=read_enquiry,
    write=write_enquiry,
    extras=_made_report,
    loose=lambda enquiry: (enquiry.report, enquiry.date, enquiry.who),
)
