"""The arrangement of a loan as blocks: what was agreed, what it changed, what happens once it is broken. Pure.

The words themselves are in `exchange.arranged`, which the command line says them with too.
"""

from __future__ import annotations

from datetime import date as Date

from finterm.domain.arrangement import broken_arrangement, standing_arrangement, total
from finterm.domain.position import Position, position
from finterm.domain.records import Event, Loan
from finterm.exchange import arranged
from finterm.tui.actions import keys_said
from finterm.tui.view.diary import who
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight
from finterm.tui.view.talks import talks_of


def arrangement_blocks(sight: Sight, loan: Loan, seen: Position) -> list[Block]:
    """The arrangement in force under its heading, else the one that was broken; nothing where none ever was."""
    events = sight.positions.events(loan.id)
    standing = standing_arrangement(events, sight.on)
    changed = next((a for a in seen.arranged[::-1] if standing and a.event == standing.id), None)
    if standing is None or standing.plan is None or changed is None:
        return _ended(sight, loan)
    words, plan = sight.words, standing.plan
    before = position(loan, [event for event in events if event.id != standing.id], standing.date)

    def money(minor: int) -> str:
        return sight.money(minor, loan.currency)

    said = arranged.agreed(words, plan, before, money)
    blocks: list[Block] = [
        Title(words("core.event.arrangement")),
        Fact(words("claims.plan.since"), words.day(standing.date)),
        Fact(words("claims.plan.is_agreed"), said[0]),
        Fact(words("claims.plan.replaced"), words.count("claims.plan.instalments", len(changed.replaced))),
        Fact(words("claims.plan.interest_runs"), words("core.yes" if plan.interest_runs else "core.no")),
    ]
    if given := arranged.waived(words, plan, before, money):
        blocks.append(Fact(words("claims.plan.waived"), given))
    blocks += [Text(line, "faint") for line in [arranged.owed(words, before, money), *said[1:]]]
    if plan.conditions:
        blocks.append(Fact(words("claims.plan.conditions"), sight.free(plan.conditions)))
    if talk := talks_of(sight).get(standing.talk):
        blocks.append(Fact(words("claims.plan.talk"), f"{words.moment(talk.at)} · {who(sight, talk)}"))
    if standing.note:
        blocks.append(Text(sight.free(standing.note), "faint"))
    told = words("core.also").join(broken_words(sight, loan, standing, sight.on))
    blocks.append(Fact(words("claims.plan.if_broken"), told, "warning"))
    return [*blocks, Text(words("claims.plan.break_hint", **keys_said("loans")), "faint")]


def _ended(sight: Sight, loan: Loan) -> list[Block]:
    """What was agreed and does not hold any more, and by what it goes since then."""
    ended = broken_arrangement(sight.positions.events(loan.id), sight.on)
    if ended is None or (plan := ended.arrangement.plan) is None:
        return []
    words = sight.words
    whole, until = sight.money(total(plan.rows), loan.currency), words.day(plan.rows[-1].due)
    agreed = words.count("claims.plan.agreed", len(plan.rows), sum=whole, until=until)
    blocks: list[Block] = [
        Title(words("core.event.broken")),
        Fact(words("claims.plan.since"), words.day(ended.arrangement.date)),
        Fact(words("claims.plan.is_agreed"), agreed),
        Fact(words("claims.plan.broken_on"), words.day(ended.broken.date), "warning"),
        Fact(words("claims.plan.since_then"), words(f"core.if_broken.{plan.if_broken}")),
    ]
    notes = (ended.arrangement.note, ended.broken.note)
    return [*blocks, *(Text(sight.free(note), "faint") for note in notes if note)]


def broken_words(sight: Sight, loan: Loan, standing: Event, date: Date) -> list[str]:
    """What its own words bring back once an arrangement is broken on `date`."""
    events = sight.positions.events(loan.id)
    return arranged.broken(
        sight.words, loan, events, standing.plan, date, lambda minor: sight.money(minor, loan.currency)
    )
