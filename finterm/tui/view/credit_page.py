"""What is said about one row of the credit pane, whatever it stands for. Pure."""

from __future__ import annotations

from finterm.domain.records import CreditAccount, CreditReport, Dispute, Task
from finterm.tui.view.advice import advice_page, task_page
from finterm.tui.view.credit import SCORE, advice_at, record_of
from finterm.tui.view.credit_account import account_page
from finterm.tui.view.credit_copy import copy_page
from finterm.tui.view.dispute import dispute_page
from finterm.tui.view.page import Block
from finterm.tui.view.score import score_page
from finterm.tui.view.sight import Sight


def credit_page(sight: Sight, key: str | None) -> list[Block]:
    """Everything about the row with `key`."""
    if (key or "").startswith(f"{SCORE}:"):
        return score_page(sight, (key or "").partition(":")[2])
    if one := advice_at(sight, key):
        return advice_page(sight, one)
    match record_of(sight, key):
        case CreditAccount() as account:
            return account_page(sight, account)
        case Dispute() as dispute:
            return dispute_page(sight, dispute)
        case CreditReport() as copy:
            return copy_page(sight, copy)
        case Task() as task:
            return task_page(sight, task)
    return []
