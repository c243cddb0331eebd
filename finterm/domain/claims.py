"""The claim check: an amount that somebody names, held against what the book gives on that day. Pure.

The difference is taken apart by trying what lenders often count in another way: a year of 360 or 365 days,
penalty interest on the whole instalment, on interest too or without the days of grace, a payment that is not
counted yet, an instalment that is not due yet. Each is tried on the loan itself, alone and two together, and
only what accounts for the difference to the cent (or to rounding) is told; the rest is unknown. An
explanation says how the amount may have come about, not that it is owed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Literal, NamedTuple

import msgspec

from finterm.domain.errors import BadInput
from finterm.domain.loan import daily_penalty_rate
from finterm.domain.money import LARGEST, round_half_up
from finterm.domain.position import Position, position
from finterm.domain.records import Claim, Event, Loan, Measure

PartKind = Literal[
    "year_360", "year_365", "whole_instalment", "principal_only", "compound", "no_grace", "times_rate",
    "payment", "next_due", "penalty", "late_fee", "rounding", "unknown",
]  # fmt: skip
OF_PENALTY: tuple[PartKind, ...] = (
    "year_360",
    "year_365",
    "whole_instalment",
    "principal_only",
    "compound",
    "no_grace",
    "times_rate",
)
RECENT = 45  # days in which a payment may not have been counted yet
YEAR = 365  # days of the year that the yearly rate of late charges is told in


class Part(NamedTuple):
    """`minor` of the difference and what accounts for it; `event` is a payment, `n` an instalment."""

    kind: PartKind
    minor: int
    event: str = ""
    n: int = 0
    times: Decimal | None = None


class Line(NamedTuple):
    """The reference line `rule`: at `rate` a year, being late would have cost `minor` by now."""

    rule: str
    rate: Decimal
    minor: int
    is_above: bool


class Check(NamedTuple):
    """What came of a claim; amounts in minor units.

    `difference` is what they named less ours, and the sum of `parts`. `late` is what the amount named holds
    for being late, `late_rate` that as a yearly rate on the overdue principal; None where nothing is overdue
    or less was named than the instalments themselves.
    """

    claim: Claim
    position: Position
    ours: int
    parts: tuple[Part, ...]
    late: int | None
    late_rate: float | None
    lines: tuple[Line, ...]

    @property
    def difference(self) -> int:
        return self.claim.minor - self.ours

    @property
    def is_explained(self) -> bool:
        """Whether nothing of the difference is unknown."""
        return not any(part.kind in ("unknown", "penalty", "late_fee") for part in self.parts)


def ours_of(standing: Position, measure: Measure) -> int:
    """What is due by then, or what would end the loan, in minor units."""
    return standing.payoff if measure == "whole" else standing.to_be_current


def likely_measure(standing: Position, minor: int) -> Measure:
    """What an amount is most likely meant to be of: whichever of ours it is nearer to."""
    due, whole = (abs(minor - ours_of(standing, measure)) for measure in ("due", "whole"))
    return "whole" if whole < due else "due"


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
) -> Check:
    """The claim against the position of `loan` on its day.

    `times` are the usual multiples of the contract rate for penalty interest, tried where the contract has
    no rule of its own; `lines` the reference lines by the id of their rule, as fractions a year.
    """
    standing = position(loan, events, claim.on)
    ours = ours_of(standing, claim.measure)
    tried = _Trial(loan, events, claim.on)
    options = list(_options(loan, events, standing, claim, tuple(times)))
    parts: list[Part] = []
    rest = claim.minor - ours
    if claim.penalty is not None:
        of_penalty = [option for option in options if option.part.kind in OF_PENALTY]
        own = _parts(
            claim.penalty - standing.penalty, lambda p: p.penalty, of_penalty, tried, standing, "penalty"
        )
        options = [option for option in options if option.part.kind not in OF_PENALTY]
        parts += own
    if claim.late_fee is not None and (more := claim.late_fee - standing.late_fees):
        parts.append(Part("late_fee", more))
    rest -= sum(part.minor for part in parts)
    parts += _parts(rest, lambda p: ours_of(p, claim.measure), options, tried, standing, "unknown")
    late, rate, found = _late(claim, standing, tuple(lines))
    return Check(claim, standing, ours, tuple(parts), late, rate, found)


# -- taking the difference apart -------------------------------------------------------------------

Change = Callable[[Loan, Sequence[Event], Date], tuple[Loan, Sequence[Event], Date]]


class _Option(NamedTuple):
    """Another way to count, as a change to what is replayed, or an amount on top of it."""

    part: Part
    change: Change | None
    plus: int = 0


class _Trial:
    """The position of a loan under some options."""

    def __init__(self, loan: Loan, events: Sequence[Event], on: Date) -> None:
        self._as_is = (loan, events, on)

    def __call__(self, options: Iterable[_Option]) -> Position:
        loan, events, on = self._as_is
        for option in options:
            if option.change is not None:
                loan, events, on = option.change(loan, events, on)
        return position(loan, events, on)


def _with(**terms: object) -> Change:
    return lambda loan, events, on: (msgspec.structs.replace(loan, **terms), events, on)


def _without(id: str) -> Change:
    return lambda loan, events, on: (loan, [event for event in events if event.id != id], on)


def _options(
    loan: Loan, events: Sequence[Event], standing: Position, claim: Claim, times: tuple[Decimal, ...]
) -> Iterable[_Option]:
    late = bool(standing.penalty or standing.days_overdue)
    if late and daily_penalty_rate(loan):
        if loan.penalty_multiplier is not None or loan.penalty_unit != "day":
            for kind, basis in (("year_360", 360), ("year_365", YEAR)):
                if loan.penalty_basis != basis:
                    yield _Option(Part(kind, 0), _with(penalty_basis=basis))  # type: ignore[arg-type]
        if loan.penalty_base == "overdue_principal":
            yield _Option(Part("whole_instalment", 0), _with(penalty_base="overdue_instalment"))
            yield _Option(Part("compound", 0), _with(compound=not loan.compound))
        else:
            yield _Option(Part("principal_only", 0), _with(penalty_base="overdue_principal"))
    elif late and loan.rate:
        for multiple in dict.fromkeys(times):
            yield _Option(Part("times_rate", 0, times=multiple), _with(penalty_multiplier=multiple))
    if loan.grace_days and any(due.state in ("in_grace", "overdue") for due in standing.dues):
        yield _Option(Part("no_grace", 0), _with(grace_days=0))
    since = claim.on - timedelta(days=RECENT)
    for event in events:
        if event.kind == "payment" and since <= event.date <= claim.on:
            yield _Option(Part("payment", 0, event=event.id), _without(event.id))
    if claim.measure == "due":
        coming = next((due for due in standing.dues if due.state == "upcoming"), None)
        if coming is not None:
            yield _Option(Part("next_due", 0, n=coming.n), None, coming.outstanding)


def _parts(
    difference: int,
    measured: Callable[[Position], int],
    options: Sequence[_Option],
    tried: _Trial,
    standing: Position,
    otherwise: PartKind,
) -> list[Part]:
    """What accounts for `difference`: one option or two together, and rounding; else `otherwise`, whole."""
    if not difference:
        return []
    before = measured(standing)
    rounding = max(1, sum(due.state in ("overdue", "in_grace") for due in standing.dues))
    if abs(difference) <= rounding:
        return [Part("rounding", difference)]
    alone = {option: _adds(tried([option]), [option], measured) - before for option in options}
    near = [option for option in options if abs(difference - alone[option]) <= rounding]
    if near:
        best = min(near, key=lambda option: abs(difference - alone[option]))
        return _told([best.part._replace(minor=alone[best])], difference)
    for one, other in combinations([option for option in options if alone[option]], 2):
        # What two bring together is near the sum of what each brings; most pairs need no second look.
        slack = rounding + (abs(alone[one]) + abs(alone[other])) // 5
        if _same_thing(one, other) or abs(difference - alone[one] - alone[other]) > slack:
            continue
        both = _adds(tried([one, other]), [one, other], measured) - before
        if abs(difference - both) <= rounding and both != alone[one]:
            found = [one.part._replace(minor=alone[one]), other.part._replace(minor=both - alone[one])]
            return _told(found, difference)
    return [Part(otherwise, difference)]


def _adds(seen: Position, options: Iterable[_Option], measured: Callable[[Position], int]) -> int:
    return measured(seen) + sum(option.plus for option in options)


def _told(found: list[Part], difference: int) -> list[Part]:
    left = difference - sum(part.minor for part in found)
    return [*found, Part("rounding", left)] if left else found


def _same_thing(one: _Option, other: _Option) -> bool:
    """Whether two options are ways to count the same thing, of which only one can be."""
    kinds = {one.part.kind, other.part.kind}
    return (
        kinds <= {"year_360", "year_365"}
        or kinds == {"times_rate"}
        or kinds == {"whole_instalment", "compound"}
    )


# -- reference lines -------------------------------------------------------------------------------


def _late(
    claim: Claim, standing: Position, lines: tuple[tuple[str, Decimal], ...]
) -> tuple[int | None, float | None, tuple[Line, ...]]:
    """What is asked for being late, its yearly rate, and the same at the rate of each reference line.

    On the principal that is overdue, each day from its due date: the sum courts hold such charges against
    is the outstanding principal, times the rate, times the overdue period.
    """
    days = sum(
        due.left_principal * (standing.on - due.due).days
        for due in standing.dues
        if due.due < standing.on and due.outstanding
    )
    if not days:
        return None, None, ()
    late = claim.minor - ours_of(standing, claim.measure) + standing.penalty + standing.late_fees
    if late < 0:
        return None, None, ()
    found = []
    for rule, rate in lines:
        minor = round_half_up(Fraction(rate) * days / YEAR)
        found.append(Line(rule, rate, minor, late > minor))
    return late, float(Fraction(late * YEAR, days)), tuple(found)
