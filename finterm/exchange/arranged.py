"""An arrangement in words, the same on the screen and at the command line. Pure; `money` says an amount."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as Date

from finterm.domain.arrangement import total
from finterm.domain.position import Position, position
from finterm.domain.records import Component, Event, Loan, Plan
from finterm.locale import Words

Money = Callable[[int], str]


def owed(words: Words, before: Position, money: Money) -> str:
    """What would have ended the loan that day, and what it is made of."""
    principal, penalty, fees = before.remaining_principal, before.penalty, before.late_fees
    parts = {
        "principal": principal,
        "interest": before.payoff - principal - penalty - fees,
        "penalty": penalty,
        "late_fee": fees,
    }
    told = [f"{words(f'claims.plan.part.{name}')} {money(minor)}" for name, minor in parts.items() if minor]
    return words("claims.plan.owed", owed=money(before.payoff), parts=words("core.comma").join(told))


def agreed(words: Words, plan: Plan, before: Position, money: Money) -> list[str]:
    """How much is agreed and until when, how far that is from what would have ended the loan that day, and what
    of it is not principal."""
    whole = total(plan.rows)
    last = words.day(plan.rows[-1].due)
    said = [words.count("claims.plan.agreed", len(plan.rows), sum=money(whole), until=last)]
    if whole != before.payoff:
        key = "claims.plan.less" if whole < before.payoff else "claims.plan.more"
        said.append(words(key, amount=money(abs(before.payoff - whole))))
    if costs := whole - sum(row.principal for row in plan.rows):
        said.append(words("claims.plan.costs", principal=money(whole - costs), costs=money(costs)))
    return said


def waived(words: Words, plan: Plan, before: Position, money: Money) -> str:
    """What the lender gives up as it was agreed, each with what there was of it that day; empty for nothing."""
    known: dict[Component, int] = {"penalty": before.penalty, "late_fee": before.late_fees}
    told = []
    for component in plan.waived:
        amount = f" {money(known[component])}" if known.get(component) else ""
        told.append(words(f"core.component.{component}") + amount)
    return words("core.comma").join(told)


def broken(
    words: Words, loan: Loan, events: Sequence[Event], plan: Plan | None, date: Date, money: Money
) -> list[str]:
    """What its own words bring back once the arrangement in force is broken on `date`."""
    said = [words(f"core.if_broken.{plan.if_broken}") if plan else ""]
    end = Event(id="~", loan=loan.id, date=date, kind="broken", minor=0)
    before, after = position(loan, events, date), position(loan, [*events, end], date)
    if more := after.payoff - before.payoff:
        key = "claims.plan.comes_back" if more > 0 else "claims.plan.goes_away"
        said.append(words(key, amount=money(abs(more))))
    if after.to_be_current or before.overdue:
        said.append(words("claims.plan.then_current", amount=money(after.to_be_current)))
    return said
