"""`loans`: what is owed on every loan, or all instalments of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from typing import TYPE_CHECKING

import click

from finterm.cli import shapes
from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.output import clean, coloured, say, table, tell_json, wrapped
from finterm.domain.dues import positions
from finterm.domain.money import Money, total
from finterm.domain.position import DuePosition, Position
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.domain.ledger import Ledger
    from finterm.rules.beside import Beside


def command(verb: str, words: Words) -> click.Command:
    """The command `loans`."""
    name = click.Argument(["name"], required=False, metavar=f"[{words('cli.metavar.name')}]")
    return made(words, verb, loans, name)


def loans(call: Call, name: str | None) -> None:
    """`finterm loans [NAME]`."""
    from finterm.exchange.names import loan_named

    ledger, _ = call.look()
    chosen = ledger.loans if name is None else [loan_named(ledger.loans, name)]
    standing = positions(ledger._replace(loans=chosen), call.today)
    found = [standing[loan.id] for loan in chosen]
    if call.json:
        from finterm.domain.rates import yearly_cost

        told = [shapes.loan(position, yearly_cost(position.loan)) for position in found]
        if name is not None:
            told[0]["reference_lines"] = [
                shapes.reference_line(one) for one in _beside(found[0], ledger, call.today)
            ]
        tell_json(told)
    elif not found:
        say(call.words("cli.loans.none"))
    elif name is not None:
        say(*_one_loan(found[0], call.words), *_lines(found[0], ledger, call.today, call.words))
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


def _beside(position: Position, ledger: Ledger, on: Date) -> list[Beside]:
    """The loan beside the reference lines of its country."""
    from finterm.domain.rates import yearly_cost
    from finterm.rules import load
    from finterm.rules.beside import beside

    cost = yearly_cost(position.loan)
    events = [event for event in ledger.events if event.loan == position.loan.id]
    return beside(load(), position, events, cost.nominal if cost else None, on)


def _lines(position: Position, ledger: Ledger, on: Date, words: Words) -> list[str]:
    """The same in words, each line with its source."""
    from finterm.rules import said
    from finterm.rules.beside import careful, contract_sentence, late_sentence, note_sentence

    lines: list[str] = []
    for found in _beside(position, ledger, on):
        rule = found.line.rule
        told = [said.cited(words, rule), *careful(words, found, position.loan.start, on)]
        late = late_sentence(words, found, lambda minor: _money(words, position, minor))
        lines += wrapped(words, contract_sentence(words, found))
        for text in filter(None, [*told, note_sentence(words, found), late]):
            lines += wrapped(words, text, "  ")
    return ["", coloured(words("rules.beside.title"), "heading"), *lines] if lines else []


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
