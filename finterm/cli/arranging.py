"""`arrange`: a re-plan agreed with the lender is shown, recorded, or said to hold no more."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING, Any, get_args

import click

from finterm.cli.call import Call
from finterm.cli.options import Day, listed, option
from finterm.cli.options import command as made
from finterm.cli.output import clean, say, table, tell_json, wrapped
from finterm.domain.arrangement import arrangement, broken, equal_rows, standing_arrangement, total
from finterm.domain.errors import BadInput
from finterm.domain.ledger import Ledger, events_by_loan
from finterm.domain.money import Money, parse_amount
from finterm.domain.paying import check_begun
from finterm.domain.position import Position, position
from finterm.domain.records import Component, CustomRow, Event, IfBroken, Loan, Plan
from finterm.exchange.names import loan_named
from finterm.exchange.typed import parse_number, parse_rows, plain_width
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.store.book import Book


_AGREED = ("each", "rows")
_GOES_WITH = {
    **dict.fromkeys(("count", "first", "every", "last"), ("each",)),
    **dict.fromkeys(("waived", "interest_runs", "if_broken", "conditions", "talk"), _AGREED),
    "note": (*_AGREED, "broken"),
}


def command(verb: str, words: Words) -> click.Command:
    """The command `arrange`."""
    amount, date, text = (words(f"cli.metavar.{name}") for name in ("amount", "date", "text"))
    return made(
        words,
        verb,
        arrange,
        click.Argument(["loan"], metavar=words("cli.metavar.name")),
        option(words, verb, "--each", metavar=amount),
        option(words, verb, "--count", metavar=words("cli.metavar.n")),
        option(words, verb, "--first", type=Day(), metavar=date),
        option(words, verb, "--every", default="monthly", metavar=words("cli.metavar.frequency")),
        option(words, verb, "--last", metavar=amount),
        option(words, verb, "--rows", metavar=words("cli.metavar.rows")),
        option(words, verb, "--date", "day", type=Day(), metavar=date),
        option(words, verb, "--waived", multiple=True, type=listed(get_args(Component))),
        option(words, verb, "--interest-runs", is_flag=True),
        option(words, verb, "--if-broken", type=listed(get_args(IfBroken)), default="stays"),
        option(words, verb, "--conditions", default="", metavar=text),
        option(words, verb, "--talk", "talk", default="", metavar=words("cli.metavar.id")),
        option(words, verb, "--broken", "is_broken", is_flag=True),
        option(words, verb, "--note", default="", metavar=text),
    )


def arrange(
    call: Call,
    loan: str,
    each: str | None,
    count: str | None,
    first: Date | None,
    every: str,
    last: str | None,
    rows: str | None,
    day: Date | None,
    waived: tuple[Component, ...],
    interest_runs: bool,
    if_broken: IfBroken,
    conditions: str,
    talk: str,
    is_broken: bool,
    note: str,
) -> None:
    """`finterm arrange NAME`."""
    wanted = [name for name, given in (("each", each), ("rows", rows), ("broken", is_broken)) if given]
    if len(wanted) > 1:
        raise click.UsageError(call.words("cli.arrange.one_of"), click.get_current_context())
    _check_used(call.words, wanted)
    on = day or call.today
    if not wanted:
        ledger, _ = call.look()
        found = loan_named(ledger.loans, loan)
        _tell(call, found, events_by_loan(ledger.events).get(found.id, []), on)
        return
    call.must_exist()
    with call.book() as book:
        ledger = Ledger.of(book.all)
        found = loan_named(ledger.loans, loan)
        events = events_by_loan(ledger.events).get(found.id, [])
        if is_broken:
            event = broken(found, events, on, new_id=book.new_id, note=note.strip())
        else:
            if talk and talk not in {one.id for one in ledger.talks}:
                raise BadInput("talk", "exchange.error.link", typed=talk)
            check_begun(found, on)
            before = position(found, events, on)
            plan = Plan(
                rows=_rows(found, before, each, count, first, every, last, rows),
                interest_runs=interest_runs,
                if_broken=if_broken,
                conditions=conditions.strip(),
                waived=tuple(dict.fromkeys(waived)),
            )
            event = arrangement(found, plan, on, new_id=book.new_id, talk=talk, note=note.strip())
        _write(call, book, found, event)
        _tell(call, found, [*events, event], on, event)


def _check_used(words: Words, wanted: list[str]) -> None:
    """Raises UsageError for an option that says nothing beside what is `wanted`: it would be lost in silence."""
    context = click.get_current_context()
    for name, beside in _GOES_WITH.items():
        source = context.get_parameter_source(name)
        if source is click.core.ParameterSource.COMMANDLINE and not {*wanted} & {*beside}:
            which = words("core.comma").join(f"--{one}" for one in beside)
            option = f"--{name.replace('_', '-')}"
            raise click.UsageError(words("cli.arrange.goes_with", option=option, which=which), context)


def _rows(
    loan: Loan,
    before: Position,
    each: str | None,
    count: str | None,
    first: Date | None,
    every: str,
    last: str | None,
    rows: str | None,
) -> tuple[CustomRow, ...]:
    if rows is not None:
        return parse_rows(rows, loan.currency)
    if count is None or first is None:
        raise BadInput("count" if count is None else "first", "error.required")

    def minor(text: str, where: str) -> int:
        return parse_amount(plain_width(text), loan.currency, where)

    return equal_rows(
        minor(each or "", "each"),
        parse_number(count, "count"),
        first,
        every,
        before.remaining_principal,
        last=None if last is None else minor(last, "last"),
    )


def _write(call: Call, book: Book, loan: Loan, event: Event) -> None:
    amount = call.words.money(Money(event.minor, loan.currency))
    name = "core.done.broken" if event.kind == "broken" else "core.done.arrangement"
    with book.transaction(name, {"amount": amount, "name": loan.name}) as change:
        change.put(event)


def _tell(call: Call, loan: Loan, events: list[Event], on: Date, done: Event | None = None) -> None:
    standing = standing_arrangement(events, on)
    if call.json:
        tell_json(_shape(loan, events, on, standing, done))
        return
    words = call.words
    lines = []
    if done is not None:
        amount = words.money(Money(done.minor, loan.currency))
        what = words(f"core.done.{done.kind}", name=loan.name, amount=amount)
        lines.append(clean(words("cli.done", what=what, date=words.day(done.date))))
    now = position(loan, events, on)
    if standing is None or standing.plan is None:
        lines.append(words("cli.arrange.none", name=clean(loan.name)))
    else:
        lines += _plan_lines(words, loan, events, standing, on)
    facts = [
        [words("core.to_be_current"), words.money(Money(now.to_be_current, loan.currency))],
        [words("core.payoff"), words.money(Money(now.payoff, loan.currency))],
    ]
    lines += ["", *table([clean(loan.name), words.day(on)], facts, "<<")]
    say(*lines, *([words("cli.undo_with")] if done is not None else []))


def _plan_lines(words: Words, loan: Loan, events: list[Event], standing: Event, on: Date) -> list[str]:
    from finterm.exchange import arranged

    def money(minor: int) -> str:
        return words.money(Money(minor, loan.currency))

    plan = standing.plan
    assert plan is not None
    before = position(loan, [event for event in events if event.id != standing.id], standing.date)
    told = [
        (words("claims.plan.since"), words.day(standing.date)),
        (
            words("claims.plan.is_agreed"),
            words("core.also").join(arranged.agreed(words, plan, before, money)),
        ),
        (words("claims.plan.interest_runs"), words("core.yes" if plan.interest_runs else "core.no")),
        (words("claims.plan.waived"), arranged.waived(words, plan, before, money)),
        (words("claims.plan.conditions"), plan.conditions),
        (
            words("claims.plan.if_broken"),
            words("core.also").join(arranged.broken(words, loan, events, plan, on, money)),
        ),
    ]
    lines: list[str] = []
    for label, value in told:
        if value:
            lines += wrapped(words, words("claims.labelled", label=label, value=value))
    return [*lines, *wrapped(words, arranged.owed(words, before, money))]


def _shape(
    loan: Loan, events: list[Event], on: Date, standing: Event | None, done: Event | None
) -> dict[str, Any]:
    now = position(loan, events, on)
    plan = standing.plan if standing else None
    return {
        "loan": loan.id,
        "name": loan.name,
        "currency": loan.currency,
        "on": on,
        "event": done and done.id,
        "arrangement": standing
        and plan
        and {
            "event": standing.id,
            "date": standing.date,
            "amount": total(plan.rows),
            "rows": [
                {"due": row.due, "principal": row.principal, "interest": row.interest, "fee": row.fee}
                for row in plan.rows
            ],
            "waived": plan.waived,
            "interest_runs": plan.interest_runs,
            "if_broken": plan.if_broken,
            "conditions": plan.conditions,
            "talk": standing.talk or None,
        },
        "overdue": now.overdue,
        "to_be_current": now.to_be_current,
        "payoff": now.payoff,
    }
