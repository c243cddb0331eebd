"""`pay` for a bill: which of its dates is paid, with how much, and what is left of it."""

from __future__ import annotations

from datetime import date as Date
from datetime import timedelta
from typing import TYPE_CHECKING

from finterm.cli.call import Call
from finterm.cli.options import day_typed
from finterm.cli.output import clean, say, tell_json
from finterm.cli.payment import CURRENT, PAYOFF, keeps_budget, write
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger
from finterm.domain.money import Money, parse_amount
from finterm.domain.records import Bill, Envelope
from finterm.exchange.typed import plain_width

if TYPE_CHECKING:
    from finterm.domain.dues import Due
    from finterm.store.book import Book


def pay_bill(
    call: Call,
    book: Book,
    ledger: Ledger,
    bill: Bill,
    amount: str,
    when: Date,
    named: str | None,
    envelope: Envelope | None,
    note: str,
) -> None:
    from finterm.domain.paying import pay as pay_due
    from finterm.domain.paying import usual_envelope

    due = _bill_due(call, ledger, bill, when, named)
    minor = _bill_amount(due, bill, amount)
    records = pay_due(
        due,
        minor,
        when,
        ledger=ledger,
        new_id=book.new_id,
        envelope=envelope or usual_envelope(due, ledger),
        budget=keeps_budget(ledger),
        note=note.strip(),
    )
    told = {"amount": call.words.money(Money(minor, bill.currency)), "name": bill.name}
    write(book, "core.done.payment", told, records, ledger)
    left = max(0, (due.outstanding or minor) - minor)
    if call.json:
        shape = {"bill": bill.id, "name": bill.name, "currency": bill.currency, "date": when}
        tell_json({**shape, "on": due.on, "amount": minor, "outstanding": left})
        return
    words = call.words
    done = words("cli.done", what=words("core.done.payment", **told), date=words.day(when))
    rest = (
        words("cli.pay.bill_left", amount=words.money(Money(left, bill.currency)))
        if left
        else words("cli.pay.bill_paid")
    )
    say(
        clean(done),
        "  " + words("cli.pay.bill_date", date=words.day(due.date)) + " " + rest,
        words("cli.undo_with"),
    )


def _bill_amount(due: Due, bill: Bill, amount: str) -> int:
    typed = plain_width(amount).casefold()
    if typed not in CURRENT + PAYOFF and typed:
        return parse_amount(typed, bill.currency)
    if due.outstanding is None:
        raise BadInput("amount", "cli.pay.varies", name=bill.name)
    return due.outstanding


def _bill_due(call: Call, ledger: Ledger, bill: Bill, when: Date, named: str | None) -> Due:
    """The date of the bill to pay: the one named, else the oldest unpaid one up to a year ahead."""
    from finterm.domain.dues import agenda

    wanted = None if named is None else day_typed(named, call, "due")
    end = max(when + timedelta(days=366), wanted or when)
    found = [due for due in agenda(ledger._replace(loans=()), when, end) if due.bill == bill.id]
    if wanted is not None:
        found = [due for due in found if wanted in (due.on, due.date)]
        if not found:
            raise BadInput("due", "error.bill_no_such_date", name=bill.name, date=wanted.isoformat())
    if not found:
        raise BadInput("name", "error.due_not_payable", name=bill.name)
    return found[0]
