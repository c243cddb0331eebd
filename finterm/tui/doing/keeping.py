"""Records as forms left them, and records taken away with what only makes sense with them."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from finterm.domain import (
    acknowledging,
    bills,
    claims,
    credit,
    diary,
    disputes,
    envelopes,
    loan,
    paying,
    promises,
    sheets,
    snoozing,
    tasks,
)
from finterm.domain.records import (
    Bill,
    BillPayment,
    Claim,
    Contact,
    CreditAccount,
    CreditReport,
    Dispute,
    Envelope,
    Event,
    FollowUp,
    Loan,
    Promise,
    Record,
    ScoreEntry,
    Settings,
    Task,
)
from finterm.tui import intents as want
from finterm.tui.doing import crediting
from finterm.tui.doing.change import Change, fresh, thing
from finterm.tui.view.sight import Sight


def save(sight: Sight, intent: want.SaveRecord, new_id: Callable[[], str]) -> Change:
    record = intent.record
    check(sight, record)
    if isinstance(record, Settings):
        return Change("core.done.settings", {}, [(record, intent.before)])
    if isinstance(record, Loan) and intent.paid:
        past = paying.past_payments(record, sight.on, new_id=new_id)
        values = {**thing(sight, record), "payments": str(len(past))}
        return Change("core.done.add_paid", values, fresh([record, *past]))
    name = "core.done.edit" if intent.before else "core.done.add"
    puts: list[tuple[Record, Record | None]] = [(record, intent.before)]
    if isinstance(record, crediting.KEPT):
        puts += crediting.following(sight, [record])
    return Change(name, thing(sight, record), puts)


def save_sheet(sight: Sight, intent: want.SaveSheet, new_id: Callable[[], str]) -> Change:
    sheets.check_sheet(intent.sheet)
    name = "core.done.edit" if intent.before else "core.done.add"
    return Change(name, thing(sight, intent.sheet), [(intent.sheet, intent.before)])


def delete(sight: Sight, intent: want.DeleteRecord, new_id: Callable[[], str]) -> Change:
    record, ledger = intent.record, sight.ledger
    doomed: list[Record] = [record]
    puts: list[tuple[Record, Record | None]] = []
    match record:
        case Loan():
            doomed += [event for event in ledger.events if event.loan == record.id]
            doomed += [claim for claim in ledger.claims if claim.loan == record.id]
            doomed += [sheet for sheet in ledger.contract_sheets if sheet.loan == record.id]
        case Bill():
            doomed += [o for o in ledger.occurrences if o.bill == record.id]
            doomed += [p for p in ledger.bill_payments if p.bill == record.id]
        case CreditReport():
            doomed += [account for account in ledger.credit_accounts if account.report == record.id]
            doomed += [enquiry for enquiry in ledger.credit_enquiries if enquiry.report == record.id]
        case Dispute():  # a complaint after it stays, and stands alone
            left = [other for other in ledger.disputes if other.after == record.id]
            puts = [(msgspec.structs.replace(other, after=""), other) for other in left]
        case Event() | BillPayment():
            doomed += [move for move in ledger.moves if move.cause == record.id]
        case _:
            pass
    doomed += [*snoozing.left_behind(ledger, record), *acknowledging.left_behind(ledger, record)]
    return Change("core.done.delete", thing(sight, record), puts, doomed)


def check(sight: Sight, record: Record) -> None:
    """Raises BadInput, naming the field, where the domain finds no sense in `record`."""
    match record:
        case Loan():
            loan.check(record)
        case Bill():
            bills.check_bill(record, sight.envelopes)
        case Envelope():
            envelopes.check_envelope(record, sight.ledger.envelopes)
        case Contact():
            diary.check_contact(record, sight.ledger)
        case Promise():
            promises.check_promise(record, sight.ledger)
        case Claim():
            claims.check_claim(record)
        case FollowUp():
            promises.check_follow_up(record)
        case CreditAccount():
            credit.check_account(record, sight.ledger)
        case Dispute():
            disputes.check_dispute(record, sight.ledger)
        case ScoreEntry():
            credit.check_score(record)
        case Task():
            tasks.check_task(record)
        case _:
            pass
