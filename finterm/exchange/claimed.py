"""A claim check in words, the same on the screen and at the command line. Pure; `money` says an amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from finterm.domain.claims import OF_PENALTY, Check, Part, check
from finterm.domain.records import Claim, Event, Loan
from finterm.locale import Words
from finterm.rules import Rules, said
from finterm.rules.lines import CostLine, cost_lines, usual_times

Money = Callable[[int], str]


class Beside(NamedTuple):
    """A reference line in words: its rate, on which side the claim is, and what to be careful about."""

    label: str
    told: str
    care: list[str]
    is_above: bool


def checked(rules: Rules, loan: Loan, claim: Claim, events: list[Event]) -> Check:
    """The claim against the book, with the rules of the day it was made."""
    country = rules.country_of(loan.currency)
    lines = [(line.rule.id, line.yearly) for line in _lines(rules, loan, claim)]
    times = usual_times(rules, claim.on, country) if country else ()
    return check(claim, loan, events, times=times, lines=lines)


def _lines(rules: Rules, loan: Loan, claim: Claim) -> list[CostLine]:
    country = rules.country_of(loan.currency)
    return cost_lines(rules, loan.start, claim.on, country) if country else []


def difference(words: Words, found: Check, money: Money) -> str:
    """How far what they named is from what the book gives."""
    key = "same" if not found.difference else "more" if found.difference > 0 else "less"
    return words(
        f"claims.{key}",
        amount=money(abs(found.difference)),
        ours=money(found.ours),
        of=words(f"claims.of.{found.claim.measure}"),
    )


def part(words: Words, part: Part, events: Iterable[Event], money: Money) -> str:
    """What accounts for a part of the difference."""
    event = next((e for e in events if e.id == part.event), None)
    values = {
        "n": part.n,
        "times": f"{part.times.normalize():f}" if part.times is not None else "",
        "date": words.day(event.date) if event else "",
        "paid": money(event.minor) if event else "",
    }
    told = words(f"claims.part.{part.kind}", **values)
    sign = "+" if part.minor > 0 else "-"
    return words("claims.part", amount=f"{sign}{money(abs(part.minor))}", what=told)


def late(words: Words, found: Check, money: Money) -> str:
    """What is asked for being late, and that as a yearly rate; empty where nothing is compared."""
    if found.late is None or found.late_rate is None or not found.lines:
        return ""
    return words("claims.late", amount=money(found.late), rate=words.percent(found.late_rate))


def beside(words: Words, rules: Rules, loan: Loan, found: Check, money: Money) -> list[Beside]:
    """Each reference line, in the weight its source has."""
    by_id = {line.rule.id: line for line in _lines(rules, loan, found.claim)}
    said_lines = []
    for line in found.lines:
        known = by_id[line.rule]
        key = "claims.above" if line.is_above else "claims.below"
        told = words(key, source=said.cited(words, known.rule), amount=money(line.minor))
        care = [said.note_of(words, known.rule), *said.marks_of(words, known.rule, found.claim.on)]
        if known.base is not None:
            care += said.marks_with_name(words, known.base, loan.start)
        label = words("claims.line", rate=words.percent(float(line.rate)))
        said_lines.append(Beside(label, told, [text for text in care if text], line.is_above))
    return said_lines


def questions(words: Words, found: Check, events: Iterable[Event]) -> list[str]:
    """What to ask them, by what the check found."""
    kinds = {part.kind for part in found.parts}
    is_late = found.position.overdue or found.position.penalty
    asked = ["who", "written"]
    if is_late and kinds & {*OF_PENALTY, "penalty", "unknown"}:
        asked.append("penalty")
    if kinds & {"payment", "unknown"} and any(True for _ in events):
        asked.append("payments")
    if "next_due" in kinds or found.claim.measure == "whole":
        asked.append("later")
    if "late_fee" in kinds or found.position.late_fees:
        asked.append("late_fee")
    if any(line.is_above for line in found.lines):
        asked.append("above")
    return [words(f"claims.ask.{name}") for name in asked]
