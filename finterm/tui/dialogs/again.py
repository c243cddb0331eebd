"""The form that a draft was typed into, opened anew by its name. Pure but for the id of a new record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast, get_args

from finterm.domain.dues import find
from finterm.domain.letters import BY_NAME
from finterm.domain.records import MoveKind, Record
from finterm.tui.dialogs.assigning import assign_form
from finterm.tui.dialogs.bill import bill_form
from finterm.tui.dialogs.contact import contact_form, follow_up_form
from finterm.tui.dialogs.credit import account_form, enquiry_form, report_form, score_form
from finterm.tui.dialogs.dispute import answer_form, dispute_form, plan_form, task_form
from finterm.tui.dialogs.letter import letter_form
from finterm.tui.dialogs.loan import loan_form
from finterm.tui.dialogs.money import envelope_form, move_form, settings_form
from finterm.tui.dialogs.pay import charge_or_waiver, edit_occurrence, pay_due, pay_loan, snooze_form
from finterm.tui.dialogs.reminding import reminders_form
from finterm.tui.dialogs.talk import amend_form, log_form
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.ask import Form
from finterm.tui.view.assigning import DRAFT
from finterm.tui.view.budget import budget_of
from finterm.tui.view.credit import advice_of, usual_words
from finterm.tui.view.sight import Sight
from finterm.tui.view.talks import talks_of

R = TypeVar("R", bound=Record)


def form_again(sight: Sight, name: str, new_id: Callable[[], str]) -> Form | None:
    """The form called `name` (see `Form.draft`); None where what it was about is no longer there."""
    kind, _, which = name.partition(":")
    if kind == "talk":
        return log_form(sight)
    if kind == DRAFT:
        return assign_form(sight)
    if kind == "settings":
        return settings_form(sight)
    if kind == "reminders":
        return reminders_form(sight)
    if kind == "move":
        move, _, envelope = which.partition(":")
        known = move in get_args(MoveKind)
        found = sight.envelopes.get(envelope)
        return move_form(sight, cast(MoveKind, move), budget_of(sight), found) if known else None
    if kind == "letter":
        letter, loan, record = (*which.split(":"), "", "")[:3]
        there = letter in BY_NAME and (not loan or loan in sight.loans)
        return letter_form(sight, letter, loan=loan, record=record) if there else None
    if kind in ("credit_account", "credit_enquiry"):
        return _on_copy(sight, kind, which, new_id())
    if not which and kind in _NEW:
        return _NEW[kind](sight, new_id())
    return _ABOUT[kind](sight, which) if kind in _ABOUT else None


_NEW: dict[str, Callable[[Sight, str], Form]] = {
    "follow_up": lambda sight, id: follow_up_form(sight, new_id=id),
    "loan": lambda sight, id: loan_form(sight, new_id=id),
    "bill": lambda sight, id: bill_form(sight, new_id=id),
    "envelope": lambda sight, id: envelope_form(sight, new_id=id),
    "contact": lambda sight, id: contact_form(sight, new_id=id),
    "credit_report": lambda sight, id: report_form(sight, new_id=id),
    "credit_score": lambda sight, id: score_form(sight, new_id=id),
    "dispute": lambda sight, id: dispute_form(sight, new_id=id),
    "task": lambda sight, id: task_form(sight, new_id=id),
}


def _due(make: Callable[..., Form], sight: Sight, key: str) -> Form | None:
    return make(sight, due) if (due := find(dues_of(sight), key)) else None


def _snooze(sight: Sight, keys: Sequence[str]) -> Form | None:
    dues = [due for key in keys if (due := find(dues_of(sight), key))]
    return snooze_form(sight, dues) if dues and len(dues) == len(keys) else None


def _of(records: Sequence[R], id: str) -> R | None:
    return next((record for record in records if record.id == id), None)


def _plan(sight: Sight, topic: str) -> Form | None:
    one = next((one for one in advice_of(sight) if one.topic == topic), None)
    return plan_form(sight, one, usual_words(sight, one)) if one else None


def _on_copy(sight: Sight, kind: str, id: str, new: str) -> Form | None:
    """A form about an account of a copy, or a new account or enquiry on the copy with this id."""
    account = _of(sight.ledger.credit_accounts, id)
    copy = _of(sight.ledger.credit_reports, account.report if account else id)
    if copy is None:
        return None
    if kind == "credit_enquiry":
        return enquiry_form(sight, copy, new_id=new)
    return account_form(sight, copy, account, new_id=new)


def _one(make: Callable[..., Form], sight: Sight, record: object, *more: object) -> Form | None:
    return make(sight, record, *more) if record is not None else None


_ABOUT: dict[str, Callable[[Sight, str], Form | None]] = {
    "loan": lambda sight, id: _one(loan_form, sight, sight.loans.get(id)),
    "bill": lambda sight, id: _one(bill_form, sight, sight.bills.get(id)),
    "envelope": lambda sight, id: _one(envelope_form, sight, sight.envelopes.get(id)),
    "contact": lambda sight, id: _one(contact_form, sight, sight.contacts.get(id)),
    "credit_report": lambda sight, id: _one(report_form, sight, _of(sight.ledger.credit_reports, id)),
    "credit_score": lambda sight, id: _one(score_form, sight, _of(sight.ledger.credit_scores, id)),
    "dispute": lambda sight, id: _one(dispute_form, sight, _of(sight.ledger.disputes, id)),
    "answer": lambda sight, id: _one(answer_form, sight, _of(sight.ledger.disputes, id)),
    "task": lambda sight, id: _one(task_form, sight, _of(sight.ledger.tasks, id)),
    "plan": _plan,
    "follow_up": lambda sight, id: _one(follow_up_form, sight, sight.follow_ups.get(id)),
    "amend": lambda sight, id: _one(amend_form, sight, talks_of(sight).get(id)),
    "pay_loan": lambda sight, id: _one(pay_loan, sight, sight.loans.get(id)),
    "charge": lambda sight, id: _one(charge_or_waiver, sight, sight.loans.get(id), "charge"),
    "waiver": lambda sight, id: _one(charge_or_waiver, sight, sight.loans.get(id), "waiver"),
    "pay": lambda sight, key: _due(pay_due, sight, key),
    "due": lambda sight, key: _due(edit_occurrence, sight, key),
    "snooze": lambda sight, keys: _snooze(sight, keys.split()),
}
