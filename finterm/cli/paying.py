"""`pay`: money paid towards a loan or a bill, told with what remains and how to take it back."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING, Any

import click

from finterm.cli.call import Call
from finterm.cli.limiting import note_limitation
from finterm.cli.options import Day, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, say, tell_json, warn
from finterm.cli.paying_bills import pay_bill
from finterm.cli.payment import CURRENT, PAYOFF, keeps_budget, write
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger, events_by_loan
from finterm.domain.limitation import is_part_payment
from finterm.domain.money import Money, parse_amount
from finterm.domain.position import Position, position
from finterm.domain.records import Bill, Envelope, Event, Loan
from finterm.exchange.names import Lookup
from finterm.exchange.typed import parse_number, plain_width
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.store.book import Book


def command(verb: str, words: Words) -> click.Command:
    """The command `pay`."""
    return made(
        words,
        verb,
        pay,
        click.Argument(["name"], metavar=words("cli.metavar.name")),
        click.Argument(["amount"], required=False, metavar=f"[{words('cli.metavar.amount')}]"),
        option(words, verb, "--date", "day", type=Day(), metavar=words("cli.metavar.date")),
        option(words, verb, "--due", metavar=words("cli.metavar.n")),
        option(words, verb, "--envelope", metavar=words("cli.metavar.name")),
        option(words, verb, "--payoff", is_flag=True),
        option(words, verb, "--note", default="", metavar=words("cli.metavar.text")),
    )


def pay(
    call: Call,
    name: str,
    amount: str | None,
    day: Date | None,
    due: str | None,
    envelope: str | None,
    payoff: bool,
    note: str,
) -> None:
    """`finterm pay NAME AMOUNT`."""
    if amount is None and not payoff:
        raise click.UsageError(call.words("cli.pay.amount_missing"), click.get_current_context())
    call.must_exist()
    with call.book() as book:
        ledger = Ledger.of(book.all)
        paid_from = _envelope(ledger, envelope)
        target = _target(ledger, name)
        when = day or call.today
        if when > call.today:
            warn(call, call.words("cli.pay.future", date=call.words.day(when)))
        if isinstance(target, Bill):
            pay_bill(call, book, ledger, target, amount or "", when, due, paid_from, note)
        else:
            _pay_loan(call, book, ledger, target, amount or "", when, due, paid_from, payoff, note)


def _envelope(ledger: Ledger, name: str | None) -> Envelope | None:
    if name is None:
        return None
    found: Envelope = Lookup("envelopes", [e for e in ledger.envelopes if not e.closed]).guess(
        name, "envelope"
    )
    return found


def _target(ledger: Ledger, name: str) -> Loan | Bill:
    """The loan or bill named; a loan comes first where both are. Raises BadInput with what is near."""
    loans, bills = Lookup("loans", ledger.loans), Lookup("bills", ledger.bills)
    if loans.named(name) or loans.by_id(name):
        return loans.find(name, "name")  # type: ignore[no-any-return]
    if bills.named(name) or bills.by_id(name):
        return bills.find(name, "name")  # type: ignore[no-any-return]
    return Lookup("payable", [*ledger.loans, *ledger.bills]).guess(name, "name")  # type: ignore[no-any-return]


def _pay_loan(
    call: Call,
    book: Book,
    ledger: Ledger,
    loan: Loan,
    amount: str,
    when: Date,
    due: str | None,
    envelope: Envelope | None,
    payoff: bool,
    note: str,
) -> None:
    from finterm.domain.paying import pay_loan

    events = events_by_loan(ledger.events).get(loan.id, [])
    before = position(loan, events, when)
    ends, minor = _how_much(call, before, amount, payoff)
    n = None if due is None else parse_number(due, "due")
    if ends and n is not None:
        raise BadInput("due", "cli.pay.payoff_due")
    records = pay_loan(
        loan,
        minor,
        when,
        ledger=ledger,
        new_id=book.new_id,
        due=n,
        kind="payoff" if ends else "payment",
        envelope=envelope,
        budget=keeps_budget(ledger),
        note=note.strip(),
    )
    told = {"amount": call.words.money(Money(minor, loan.currency)), "name": loan.name}
    done = "core.done.payoff" if ends else "core.done.payment"
    write(book, done, told, records, ledger)
    event = next(record for record in records if isinstance(record, Event))
    after = position(loan, [*events, event], when)
    _warn_of_too_much(call, before, after, minor, ends)
    note_limitation(call, ["part_paid"] if is_part_payment(loan, events, event) else [], loan.currency)
    if call.json:
        tell_json(_loan_shape(event, before, after))
    else:
        say(*_loan_lines(call.words, event, before, after, done, told))


def _how_much(call: Call, before: Position, amount: str, payoff: bool) -> tuple[bool, int]:
    """Whether the payment ends the loan, and its amount. Raises BadInput where it cannot be what was asked."""
    typed = plain_width(amount).casefold()
    loan = before.loan
    if typed in CURRENT and not payoff:
        if not before.to_be_current:
            raise BadInput("amount", "cli.pay.already_current", name=loan.name)
        return False, before.to_be_current
    if not payoff and typed not in PAYOFF:
        return False, parse_amount(typed, loan.currency)
    if not before.payoff:
        raise BadInput("amount", "error.due_paid", name=loan.name)
    minor = before.payoff if not typed or typed in PAYOFF else parse_amount(typed, loan.currency)
    if minor < before.payoff:
        wanted = call.words.money(Money(before.payoff, loan.currency))
        raise BadInput("amount", "cli.pay.payoff_short", amount=wanted, date=before.on.isoformat())
    return True, minor


def _warn_of_too_much(call: Call, before: Position, after: Position, minor: int, ends: bool) -> None:
    loan, words = before.loan, call.words
    if after.credit > before.credit:
        left = words.money(Money(after.credit - before.credit, loan.currency))
        warn(call, words("cli.pay.too_much", name=loan.name, amount=left))
    elif not ends and minor == before.payoff and minor < before.outstanding:
        warn(call, words("cli.pay.equals_payoff", amount=words.money(Money(minor, loan.currency))))


def _loan_shape(event: Event, before: Position, after: Position) -> dict[str, Any]:
    return {
        "event": event.id,
        "loan": event.loan,
        "name": before.loan.name,
        "currency": before.loan.currency,
        "date": event.date,
        "kind": event.kind,
        "amount": event.minor,
        "due": event.due,
        "overdue": after.overdue,
        "to_be_current": after.to_be_current,
        "payoff": after.payoff,
        "remaining_principal": after.remaining_principal,
        "credit": after.credit,
        "allocations": [
            {"n": part.n, "component": part.component, "amount": part.minor}
            for part in after.allocations
            if part.event == event.id
        ],
    }


def _loan_lines(
    words: Words, event: Event, before: Position, after: Position, done: str, told: dict[str, str]
) -> list[str]:
    currency = before.loan.currency

    def money(minor: int) -> str:
        return words.money(Money(minor, currency))

    lines = [clean(words("cli.done", what=words(done, **told), date=words.day(event.date)))]
    for part in after.allocations:
        if part.event == event.id:
            component = words(f"core.component.{part.component}")
            lines.append(
                "  " + words("cli.pay.part", n=part.n, component=component, amount=money(part.minor))
            )
    if after.to_be_current:
        lines.append(words("cli.pay.to_be_current", amount=money(after.to_be_current)))
    elif after.payoff:
        lines.append(words("cli.pay.is_current"))
    if after.payoff:
        left = money(after.remaining_principal)
        lines.append(words("cli.pay.remaining", principal=left, payoff=money(after.payoff)))
    else:
        lines.append(words("cli.pay.paid_off"))
    return [*lines, words("cli.undo_with")]
