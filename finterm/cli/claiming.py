"""`claim`: an amount that somebody names, held against the book."""

from __future__ import annotations

from datetime import date as Date
from typing import Any, get_args

import click

from finterm.cli.call import Call
from finterm.cli.options import Day, listed, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, coloured, say, table, tell_json, wrapped
from finterm.domain.claims import Check, check_claim, noted
from finterm.domain.ledger import events_by_loan
from finterm.domain.money import Money, parse_amount
from finterm.domain.paying import check_begun
from finterm.domain.records import Claim, Event, Loan, Measure
from finterm.exchange.typed import plain_width
from finterm.locale import Words


def command(verb: str, words: Words) -> click.Command:
    """The command `claim`."""
    amount = words("cli.metavar.amount")
    return made(
        words,
        verb,
        claim,
        click.Argument(["loan"], metavar=words("cli.metavar.name")),
        click.Argument(["amount"], metavar=amount),
        option(words, verb, "--of", "measure", type=listed(get_args(Measure))),
        option(words, verb, "--penalty", metavar=amount),
        option(words, verb, "--late-fee", metavar=amount),
        option(words, verb, "--date", type=Day(), metavar=words("cli.metavar.date")),
        option(words, verb, "--note", default="", metavar=words("cli.metavar.text")),
        option(words, verb, "--save", is_flag=True),
    )


def claim(
    call: Call,
    loan: str,
    amount: str,
    measure: Measure | None,
    penalty: str | None,
    late_fee: str | None,
    date: Date | None,
    note: str,
    save: bool,
) -> None:
    """`finterm claim NAME AMOUNT`."""
    from finterm.exchange.claimed import checked
    from finterm.exchange.names import loan_named
    from finterm.rules import load

    ledger, _ = call.look()
    found = loan_named(ledger.loans, loan)
    events = events_by_loan(ledger.events).get(found.id, [])
    on = date or call.today

    def minor(text: str | None) -> int | None:
        return None if text is None else parse_amount(plain_width(text), found.currency)

    check_begun(found, on)
    made_of = noted(
        found,
        events,
        on,
        minor(amount) or 0,
        id="~",
        measure=measure,
        penalty=minor(penalty),
        late_fee=minor(late_fee),
        note=note.strip(),
    )
    check_claim(made_of)
    answer = checked(load(), found, made_of, events)
    if save:
        _save(call, found, made_of)
    if call.json:
        tell_json(_shape(found, answer))
    else:
        say(*told(call.words, found, answer, events, is_said=measure is not None))


def _save(call: Call, loan: Loan, made_of: Claim) -> None:
    from msgspec.structs import replace

    with call.book() as book:
        amount = call.words.money(Money(made_of.minor, loan.currency))
        values = {"what": "core.thing.claims", "name": f"{loan.name} {amount}"}
        with book.transaction("core.done.add", values) as change:
            change.put(replace(made_of, id=book.new_id()))


def _shape(loan: Loan, found: Check) -> dict[str, Any]:
    """The answer for scripts; amounts in minor units, rates as fractions a year."""
    late = found.late
    return {
        "loan": loan.id,
        "name": loan.name,
        "currency": loan.currency,
        "on": found.claim.on,
        "amount": found.claim.minor,
        "measure": found.claim.measure,
        "ours": found.ours,
        "difference": found.difference,
        "explained": found.is_explained,
        "parts": [
            {
                "kind": part.kind,
                "amount": part.minor,
                "event": part.event or None,
                "instalment": part.n or None,
                "times": None if part.times is None else float(part.times),
            }
            for part in found.parts
        ],
        "late": late and late.minor,
        "late_unknown": late and late.unknown,
        "late_yearly": late and late.rate,
        "reference_lines": [
            {
                "rule": line.rule,
                "yearly": float(line.rate),
                "amount": line.minor,
                "side": "above" if line.is_above else "not_above",
            }
            for line in (late.lines if late else ())
        ],
    }


def told(words: Words, loan: Loan, found: Check, events: list[Event], *, is_said: bool = True) -> list[str]:
    """The check in lines for people; `is_said`: somebody said of what the amount is."""
    from finterm.exchange import claimed
    from finterm.rules import load

    def money(minor: int) -> str:
        return words.money(Money(minor, loan.currency))

    facts = [
        [words("claims.named"), f"{money(found.claim.minor)} · {words(f'claims.of.{found.claim.measure}')}"],
        [words("claims.ours"), money(found.ours)],
    ]
    lines = table([clean(loan.name), words.day(found.claim.on)], facts, "<<")
    lines += wrapped(words, claimed.difference(words, found, money))
    if not is_said and (other := claimed.if_meant(words, found, money)):
        lines += wrapped(words, other)
    for part in found.parts:
        lines += wrapped(words, claimed.part(words, part, events, money), "  ")
    if care := claimed.careful(words, load(), loan, found, found.claim.on):
        lines += wrapped(words, care, "  ")
    beside = claimed.beside(words, load(), loan, found, money)
    if late := claimed.late(words, found, money):
        lines += ["", *wrapped(words, words("claims.labelled", label=words("claims.for_late"), value=late))]
        for line in beside:
            lines += wrapped(words, words("claims.labelled", label=line.label, value=line.told))
            for text in line.care:
                lines += wrapped(words, text, "  ")
    lines += ["", coloured(words("claims.ask"), "heading")]
    for question in claimed.questions(words, found, events, is_above=any(line.is_above for line in beside)):
        lines += wrapped(words, f"- {question}", "  ")
    return lines
