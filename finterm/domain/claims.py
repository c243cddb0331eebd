"""The claim check: an amount that somebody names, held against what the book gives on that day. Pure.

What accounts for a difference is looked for in `difference`. What is asked for being late stands beside the
reference lines, each at its own rate on the same principal and days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date as Date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from finterm.domain.beyond import charged_while_overdue, overdue_principal_days
from finterm.domain.difference import (
    OF_LATE_FEE,
    OF_PENALTY,
    UNEXPLAINED,
    Part,
    Seen,
    Trial,
    ours_of,
    parts_of,
    ways,
)
from finterm.domain.errors import BadInput
from finterm.domain.money import LARGEST, exponent, round_half_up
from finterm.domain.position import Position, position
from finterm.domain.records import Claim, Event, Loan, Measure


class Line(NamedTuple):
    """The reference line `rule`: at `rate` a year, being late would have cost `minor` by now."""

    rule: str
    rate: Decimal
    minor: int
    is_above: bool


class Late(NamedTuple):
    """What the amount named is known to hold for being late, in minor units, and that as a fraction a year of the
    principal overdue. `unknown` is what was named beyond ours and nobody said what for: it need not be for being
    late, so it is held against no line."""

    minor: int
    rate: float
    unknown: int
    lines: tuple[Line, ...]


class Check(NamedTuple):
    """What came of a claim; amounts in minor units.

    `difference` is what they named less ours, and the sum of `parts`. `late` is None where nothing is overdue,
    or where less was named than can be accounted for.
    """

    claim: Claim
    position: Position
    ours: int
    parts: tuple[Part, ...]
    late: Late | None

    @property
    def difference(self) -> int:
        return self.claim.minor - self.ours

    @property
    def is_explained(self) -> bool:
        """Whether nothing of the difference is unknown."""
        return not any(part.kind in UNEXPLAINED for part in self.parts)


def likely_measure(standing: Position, minor: int) -> Measure:
    """What an amount is most likely meant to be of: whichever of ours it is nearer to."""
    due, whole = (abs(minor - ours_of(standing, measure)) for measure in ("due", "whole"))
    return "whole" if whole < due else "due"


def noted(
    loan: Loan,
    events: Sequence[Event],
    on: Date,
    minor: int,
    *,
    id: str,
    measure: Measure | None = None,
    **said: Any,
) -> Claim:
    """The claim that `minor` is owed on `on`, with what the book gives for it now; `said` are its other fields.

    Without a `measure` it is the likely one.
    """
    standing = position(loan, events, on)
    of = measure or likely_measure(standing, minor)
    ours = ours_of(standing, of)
    return Claim(id=id, loan=loan.id, on=on, minor=minor, ours=ours, measure=of, **said)


def check_claim(claim: Claim) -> None:
    """Raises BadInput, naming the field, where a claim makes no sense."""
    if claim.minor <= 0:
        raise BadInput("amount", "error.amount_positive")
    if claim.minor > LARGEST:
        raise BadInput("amount", "error.amount_large", typed=claim.minor)
    inside = (claim.penalty or 0) + (claim.late_fee or 0)
    if min(claim.penalty or 0, claim.late_fee or 0) < 0:
        raise BadInput("penalty", "error.amount_negative")
    if inside > claim.minor:
        raise BadInput("penalty" if claim.penalty else "late_fee", "error.claim_parts")


def check(
    claim: Claim,
    loan: Loan,
    events: Sequence[Event],
    *,
    times: Iterable[Decimal] = (),
    lines: Iterable[tuple[str, Decimal]] = (),
    year_days: int | None = None,
    trial: Trial | None = None,
) -> Check:
    """The claim against the position of `loan` on its day.

    `times` are the usual multiples of the contract rate for penalty interest; `lines` the reference lines by the
    id of their rule, as fractions a year of `year_days`: without those nothing is told beside a line.
    `trial` is the loan on that day where it is at hand, to count nothing twice.
    """
    trial = trial or Trial(loan, events, claim.on)
    seen = trial.seen
    standing = seen.standing
    ours = ours_of(standing, claim.measure)
    options = ways(seen, claim.measure, tuple(times))
    parts: list[Part] = []
    if claim.penalty is not None:
        of_penalty = [way for way in options if way.part.kind in OF_PENALTY]
        difference = claim.penalty - standing.penalty
        parts += parts_of(difference, lambda p: p.penalty, of_penalty, trial, "penalty")
        options = [way for way in options if way not in of_penalty]
    if claim.late_fee is not None:
        of_fees = [way for way in options if way.part.kind in OF_LATE_FEE]
        difference = claim.late_fee - standing.late_fees
        parts += parts_of(difference, lambda p: p.late_fees, of_fees, trial, "late_fee")
        options = [way for way in options if way not in of_fees]
    rest = claim.minor - ours - sum(part.minor for part in parts)
    unit = 10 ** exponent(loan.currency)
    grain = 1 if claim.minor % unit else unit  # people name whole units
    parts += parts_of(rest, lambda p: ours_of(p, claim.measure), options, trial, "unknown", grain)
    late = None if year_days is None else _late(claim, seen, parts, tuple(lines), year_days)
    return Check(claim, standing, ours, tuple(parts), late)


def _late(
    claim: Claim, seen: Seen, parts: Sequence[Part], lines: tuple[tuple[str, Decimal], ...], year_days: int
) -> Late | None:
    """What is asked for being late, what was paid of it before included, beside each line.

    Principal overdue, times the rate, times the days overdue: the sum that courts hold such charges against.
    """
    days = overdue_principal_days(seen.standing, seen.events)
    unknown = sum(part.minor for part in parts if part.kind == "unknown")
    both_said = claim.penalty is not None and claim.late_fee is not None
    if not days or (unknown < 0 and not both_said):
        return None
    charges = {*OF_PENALTY, *OF_LATE_FEE, "penalty", "late_fee"}
    minor = charged_while_overdue(seen.standing, seen.events)
    minor += sum(part.minor for part in parts if part.kind in charges)
    found = []
    for rule, rate in lines:
        most = round_half_up(Fraction(rate) * days / year_days)
        found.append(Line(rule, rate, most, minor > most))
    yearly = float(Fraction(minor * year_days, days))
    return Late(minor, yearly, 0 if both_said else unknown, tuple(found))


# -- with the talk ---------------------------------------------------------------------------------


def is_overtaken(claim: Claim, claims: Iterable[Claim]) -> bool:
    """Whether another amount came of the same talk about the same loan later: its words were amended."""
    return bool(claim.talk) and any(
        other.talk == claim.talk and other.loan == claim.loan and other.id > claim.id for other in claims
    )


def repeats(claim: Claim, claims: Iterable[Claim]) -> bool:
    """Whether the latest claim of the same talk says the same already: amount, loan, day and of what."""
    before = max((c for c in claims if c.talk == claim.talk), key=lambda c: c.id, default=None)

    def says(one: Claim) -> tuple[object, ...]:
        return one.minor, one.loan, one.on, one.measure

    return before is not None and says(before) == says(claim)
