"""`loans`: what is owed on every loan, or all instalments of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

import click

from finterm.cli import shapes
from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.output import clean, coloured, say, table, tell_json
from finterm.domain.dues import positions
from finterm.domain.money import Money, total
from finterm.domain.position import DuePosition, Position
from finterm.locale import Words


def command(verb: str, words: Words) -> click.Command:
    """The command `loans`."""
    name = click.Argument(["name"], required=False, metavar=f"[{words('cli.metavar.name')}]")
    return made(words, verb, loans, name)


def loans(call: Call, name: str | None) -> None:
    """`finterm loans [NAME]`."""
    from finterm.exchange.names import Lookup

    ledger, _ = call.look()
    chosen = ledger.loans if name is None else [Lookup("loans", ledger.loans).guess(name, "loan")]
    standing = positions(ledger._replace(loans=chosen), call.today)
    found = [standing[loan.id] for loan in chosen]
    if call.json:
        from finterm.domain.rates import yearly_cost

        tell_json([shapes.loan(position, yearly_cost(position.loan)) for position in found])
    elif not found:
        say(call.words("cli.loans.none"))
    elif name is not None:
        say(*_one_loan(found[0], call.words))
    else:
        say(*_all_loans(found, call.words, call.today))


def _all_loans(found: Sequence[Position], words: Words, on: Date) -> list[str]:
    head = [
        words("core.field.name"),
        words("core.overdue"),
        words("cli.days"),
        words("core.to_be_current"),
        words("core.payoff"),
        words("cli.next_due"),
    ]
    rows = []
    for position in found:
        following = next((due for due in position.dues if due.state != "paid" and due.due >= on), None)
        overdue = _money(words, position, position.overdue)
        rows.append(
            [
                clean(position.loan.name),
                coloured(overdue, "overdue") if position.overdue else overdue,
                str(position.days_overdue or ""),
                _money(words, position, position.to_be_current),
                _money(words, position, position.payoff),
                words.day(following.due) if following else words("core.none"),
            ]
        )
    lines = table(head, rows, "<>>>><")
    sums = {
        "core.overdue": total([Money(p.overdue, p.loan.currency) for p in found]),
        "core.to_be_current": total([Money(p.to_be_current, p.loan.currency) for p in found]),
        "core.payoff": total([Money(p.payoff, p.loan.currency) for p in found]),
    }
    totals = [[words(key), words.sums(m for m in amounts if m.minor)] for key, amounts in sums.items()]
    return [*lines, "", *table([words("cli.totals"), words.day(on)], totals, "<<")]


def _money(words: Words, position: Position, minor: int) -> str:
    return words.money(Money(minor, position.loan.currency)) if minor else words("core.none")


def _one_loan(position: Position, words: Words) -> list[str]:
    from finterm.domain.loan import upfront_deduction
    from finterm.domain.rates import yearly_cost

    loan = position.loan
    cost = yearly_cost(loan)
    facts = [
        ("core.field.brand", clean(loan.brand)),
        ("core.field.legal_lender", clean(loan.legal_lender)),
        ("core.field.contract_no", clean(loan.contract_no)),
        ("core.field.method", words(f"core.method.{loan.method}")),
        ("core.field.principal", _money(words, position, loan.principal)),
        ("core.upfront_deduction", _money(words, position, upfront_deduction(loan))),
        ("core.overdue", _money(words, position, position.overdue)),
        ("core.penalty", _money(words, position, position.penalty)),
        ("core.late_fees", _money(words, position, position.late_fees)),
        ("core.to_be_current", _money(words, position, position.to_be_current)),
        ("core.payoff", _money(words, position, position.payoff)),
        ("core.remaining_principal", _money(words, position, position.remaining_principal)),
        ("core.credit", _money(words, position, position.credit)),
        ("core.nominal_yearly_cost", words.percent(cost.nominal if cost else None)),
        ("core.effective_yearly_cost", words.percent(cost.effective if cost else None)),
    ]
    shown = [[words(key), value] for key, value in facts if value and value != words("core.none")]
    head = [
        words("cli.number"),
        words("cli.due_date"),
        words("core.component.principal"),
        words("core.component.interest"),
        words("core.component.fee"),
        words("core.component.penalty"),
        words("core.component.late_fee"),
        words("cli.outstanding"),
        words("cli.state"),
    ]
    rows = [[str(due.n), words.day(due.due), *_parts(due, position, words)] for due in position.dues]
    lines = table([clean(loan.name), words.day(position.on)], shown, "<<")
    return [*lines, "", *table(head, rows, "><>>>>>><")]


def _parts(due: DuePosition, position: Position, words: Words) -> list[str]:
    amounts = (due.principal, due.interest, due.fee, due.penalty, due.late_fee, due.outstanding)
    shown = [
        words.amount(Money(minor, position.loan.currency)) if minor else words("core.none")
        for minor in amounts
    ]
    return [*shown, coloured(state_words(due.state, due.days_overdue, words), due.state)]


def state_words(state: str, days_overdue: int, words: Words) -> str:
    """The state of a due, with its days where it is overdue."""
    return (
        words.count("core.overdue_days", days_overdue) if state == "overdue" else words(f"core.state.{state}")
    )
