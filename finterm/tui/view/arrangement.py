"""The arrangement of a loan in words: what was agreed, what it changed, what happens once it is broken. Pure."""

from __future__ import annotations

from datetime import date as Date

from finterm.domain.arrangement import standing_arrangement, total
from finterm.domain.position import Position, position
from finterm.domain.records import Event, Loan, Plan
from finterm.tui.actions import keys_said
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight


def arrangement_blocks(sight: Sight, loan: Loan, seen: Position) -> list[Block]:
    """The arrangement in force under its heading; nothing where there is none."""
    standing = standing_arrangement(sight.positions.events(loan.id), sight.on)
    arranged = next((a for a in seen.arranged[::-1] if standing and a.event == standing.id), None)
    if standing is None or standing.plan is None or arranged is None:
        return []
    words, plan = sight.words, standing.plan
    said = plan_words(sight, loan, plan, arranged.owed)
    blocks: list[Block] = [
        Title(words("core.event.arrangement")),
        Fact(words("claims.plan.since"), words.day(standing.date)),
        Fact(words("claims.plan.is_agreed"), said[0]),
        Fact(words("claims.plan.replaced"), words.count("claims.plan.instalments", len(arranged.replaced))),
        Fact(words("claims.plan.interest_runs"), words("core.yes" if plan.interest_runs else "core.no")),
        *(Text(line, "faint") for line in said[1:]),
    ]
    if plan.conditions:
        blocks.append(Fact(words("claims.plan.conditions"), sight.free(plan.conditions)))
    if standing.note:
        blocks.append(Text(sight.free(standing.note), "faint"))
    told = words("core.also").join(broken_words(sight, loan, standing, sight.on))
    blocks.append(Fact(words("claims.plan.if_broken"), told, "warning"))
    return [*blocks, Text(words("claims.plan.break_hint", **keys_said("loans")), "faint")]


def plan_words(sight: Sight, loan: Loan, plan: Plan, owed: int) -> list[str]:
    """How much is agreed and until when, and how far that is from `owed`, which would have ended it that day."""
    words, agreed = sight.words, total(plan.rows)
    last = words.day(plan.rows[-1].due)
    said = [
        words.count("claims.plan.agreed", len(plan.rows), sum=sight.money(agreed, loan.currency), until=last)
    ]
    if agreed != owed:
        key = "claims.plan.less" if agreed < owed else "claims.plan.more"
        said.append(words(key, amount=sight.money(abs(owed - agreed), loan.currency)))
    return said


def broken_words(sight: Sight, loan: Loan, standing: Event, date: Date) -> list[str]:
    """What its own words bring back once an arrangement is broken on `date`."""
    words, events = sight.words, sight.positions.events(loan.id)
    said = [words(f"core.if_broken.{standing.plan.if_broken}") if standing.plan else ""]
    end = Event(id="~", loan=loan.id, date=date, kind="broken", minor=0)
    before, after = position(loan, events, date), position(loan, [*events, end], date)
    if more := after.payoff - before.payoff:
        said.append(words("claims.plan.comes_back", amount=sight.money(more, loan.currency)))
    if after.overdue or before.overdue or after.to_be_current:
        said.append(words("claims.plan.then_current", amount=sight.money(after.to_be_current, loan.currency)))
    return said
