"""Which entry of the credit report a letter disputes: of a loan, or the account or dispute that is picked. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from finterm.domain.ledger import Ledger
from finterm.domain.records import CreditAccount, CreditReport, Dispute, Loan


class Entry(NamedTuple):
    """An account as a copy of the report shows it, that copy, and the open dispute about it."""

    account: CreditAccount | None = None
    report: CreditReport | None = None
    dispute: Dispute | None = None

    @property
    def lender(self) -> str:
        """Who reported it, as printed or as the dispute says."""
        return (self.account.lender if self.account else "") or (self.dispute.lender if self.dispute else "")


def disputed(ledger: Ledger, loan: Loan | None, record: str = "") -> Entry:
    """What is known of the entry of `loan`, or of that of the account or dispute with the id `record`."""
    picked = next((one for one in (*ledger.disputes, *ledger.credit_accounts) if one.id == record), None)
    if isinstance(picked, CreditAccount):
        return Entry(picked, _report(ledger, picked), _latest_dispute(ledger, _of_account(ledger, picked)))
    if isinstance(picked, Dispute):
        account = _latest(ledger, (one for one in ledger.credit_accounts if _is_about(picked, one)))
        return Entry(account, _report(ledger, account), picked)
    if loan is None:
        return Entry()
    account = _latest(ledger, (one for one in ledger.credit_accounts if one.loan == loan.id))
    about = (one for one in ledger.disputes if one.loan == loan.id)
    return Entry(account, _report(ledger, account), _latest_dispute(ledger, about))


def _is_about(dispute: Dispute, account: CreditAccount) -> bool:
    if dispute.loan or account.loan:
        return dispute.loan == account.loan
    return bool(dispute.lender) and dispute.lender == account.lender


def _of_account(ledger: Ledger, account: CreditAccount) -> Iterable[Dispute]:
    return (one for one in ledger.disputes if _is_about(one, account))


def _report(ledger: Ledger, account: CreditAccount | None) -> CreditReport | None:
    return next((one for one in ledger.credit_reports if account and one.id == account.report), None)


def _latest(ledger: Ledger, accounts: Iterable[CreditAccount]) -> CreditAccount | None:
    """The account as the latest copy of the report that holds it shows it."""
    dates = {one.id: one.date for one in ledger.credit_reports}
    held = (one for one in accounts if one.report in dates)
    return max(held, key=lambda one: (dates[one.report], one.id), default=None)


def _latest_dispute(ledger: Ledger, disputes: Iterable[Dispute]) -> Dispute | None:
    """The latest one that is not answered yet."""
    waiting = (one for one in disputes if one.kind == "dispute" and one.outcome == "open")
    return max(waiting, key=lambda one: (one.filed_on, one.id), default=None)
