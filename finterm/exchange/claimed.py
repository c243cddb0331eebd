"""A claim check in words, the same on the screen and at the command line. Pure; `money` says an amount."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date as Date
from typing import NamedTuple

from finterm.domain.claims import Check, check
from finterm.domain.difference import OF_LATE_FEE, OF_PENALTY, Part, Trial, ours_of
from finterm.domain.records import Claim, Event, Loan
from finterm.locale import Words
from finterm.rules import Rules, said
from finterm.rules.careful import OF_CLAIM, to_look_up
from finterm.rules.lines import CostLine, cost_lines, usual_times

Money = Callable[[int], str]


class Beside(NamedTuple):
    """A reference line in words: its rate, on which side the claim is, and what to be careful about.

    `brief` says the same with the name of the source alone, for a form.
    `is_above` only where the line is one for lenders of every kind: a multiple of the LPR is for private lending.
    """

    label: str
    told: str
    brief: str
    note: str
    marks: list[str]
    is_above: bool

    @property
    def care(self) -> list[str]:
        """All there is to be careful about, a sentence or phrase each."""
        return [text for text in (self.note, *self.marks) if text]


def checked(rules: Rules, loan: Loan, claim: Claim, events: list[Event], trial: Trial | None = None) -> Check:
    """The claim against the book, with the rules of the day it was made; with none where the country has none."""
    country = rules.country_of(loan.currency)
    lines = [(line.rule.id, line.yearly) for line in _lines(rules, loan, claim)]
    year = rules.last("platform_year_days", claim.on, country)
    return check(
        claim,
        loan,
        events,
        times=usual_times(rules, claim.on, country),
        lines=lines,
        year_days=None if year is None else year.whole,
        trial=trial,
    )


def _lines(rules: Rules, loan: Loan, claim: Claim) -> list[CostLine]:
    country = rules.country_of(loan.currency)
    return cost_lines(rules, loan.start, claim.on, country) if country else []


def difference(words: Words, found: Check, money: Money) -> str:
    """How far what they named is from what the book gives."""
    return _difference(words, found.claim, found.ours, money)


def if_meant(words: Words, found: Check, money: Money) -> str:
    """How far it is from what is due by then, where nobody said that the whole loan is meant; else empty."""
    if found.claim.measure == "due" or not found.position.to_be_current:
        return ""
    ours = ours_of(found.position, "due")
    more = found.claim.minor - ours
    key = "same" if not more else "more" if more > 0 else "less"
    of = words("claims.of.due")
    return words(f"claims.if_meant.{key}", of=of, ours=money(ours), amount=money(abs(more)))


def then(words: Words, claim: Claim, money: Money) -> str:
    """How far it was from what the book gave when it was noted."""
    return words("claims.then", told=_difference(words, claim, claim.ours, money))


def _difference(words: Words, claim: Claim, ours: int, money: Money) -> str:
    more = claim.minor - ours
    key = "same" if not more else "more" if more > 0 else "less"
    of = words(f"claims.of.{claim.measure}")
    return words(f"claims.{key}", amount=money(abs(more)), ours=money(ours), of=of)


def part(words: Words, part: Part, events: Iterable[Event], money: Money, *, hints: bool = True) -> str:
    """What accounts for a part of the difference; without `hints` not what to do about it."""
    event = next((e for e in events if e.id == part.event), None)
    values = {
        "n": part.n,
        "times": f"{part.times.normalize():f}" if part.times is not None else "",
        "date": words.day(event.date) if event else "",
        "paid": money(event.minor) if event else "",
    }
    one = f"claims.part.{part.kind}.of"
    told = words(one if part.n and words.has(one) else f"claims.part.{part.kind}", **values)
    if part.kind == "unknown" and not hints:
        told = words("claims.part.unknown.told")
    sign = "+" if part.minor > 0 else "-"
    return words("claims.part", amount=f"{sign}{money(abs(part.minor))}", what=told)


def careful(words: Words, rules: Rules, loan: Loan, found: Check, on: Date) -> str:
    """What to look up first where a part is told by the multiples that penalty interest usually is; else empty."""
    if not any(part.kind in ("times_rate", "times_other") for part in found.parts):
        return ""
    return to_look_up(words, rules, OF_CLAIM, on, rules.country_of(loan.currency))


def late(words: Words, found: Check, money: Money) -> str:
    """What is asked for being late, and that as a yearly rate; empty where nothing is compared."""
    late = found.late
    if late is None or not late.lines:
        return ""
    told = words("claims.late", amount=money(late.minor), rate=words.percent(late.rate))
    if late.unknown:
        told += words("claims.late_if", unknown=money(late.unknown), amount=money(late.minor + late.unknown))
    return told


def beside(words: Words, rules: Rules, loan: Loan, found: Check, money: Money) -> list[Beside]:
    """Each reference line, in the weight its source has; whom it is for stands first."""
    if found.late is None:
        return []
    by_id = {line.rule.id: line for line in _lines(rules, loan, found.claim)}
    said_lines = []
    for line in found.late.lines:
        known = by_id[line.rule]
        side = "above" if line.is_above else "below"
        told = words(f"claims.{side}", source=said.cited(words, known.rule), amount=money(line.minor))
        short = words(
            f"claims.brief.{side}", source=said.short_source_of(words, known.rule), amount=money(line.minor)
        )
        note, marks = said.note_of(words, known.rule), said.marks_of(words, known.rule, found.claim.on)
        if known.base is not None:
            told, short = (words("claims.line.only", note=note, told=text) for text in (told, short))
            marks += said.marks_with_name(words, known.base, loan.start)
            note = ""  # stands in both already
        label = words("claims.line", rate=words.percent(float(line.rate)))
        said_lines.append(Beside(label, told, short, note, marks, line.is_above and known.base is None))
    return said_lines


def questions(words: Words, found: Check, events: Iterable[Event], *, is_above: bool = False) -> list[str]:
    """What to ask them, by what the check found; `is_above`: more than a reference line for their kind."""
    kinds = {part.kind for part in found.parts}
    standing = found.position
    is_late = standing.overdue or standing.penalty
    asked = ["who", "written"]
    if not standing.outstanding:
        asked.append("settled")
    elif standing.arranged and found.difference:
        asked.append("arrangement")
    if is_late and kinds & {*OF_PENALTY, "penalty", "unknown"}:
        asked.append("penalty")
    if kinds & {"payment", "waiver", "unknown"} and any(True for _ in events):
        asked.append("payments")
    if kinds & {"next_due", "all_interest"} or (found.claim.measure == "whole" and standing.outstanding):
        asked.append("later")
    if kinds & {*OF_LATE_FEE, "late_fee"} or standing.late_fees:
        asked.append("late_fee")
    if is_above:
        asked.append("above")
    return [words(f"claims.ask.{name}") for name in asked]
