"""What an amount somebody named may be made of, where it is not ours. Pure.

The difference is taken apart by trying what lenders often count in another way: a year of 360 or 365 days,
penalty interest on more than the contract says or for a day more, a late fee twice, a payment or an
arrangement that is not counted, an instalment too many or left out. Each way is tried on the loan itself,
alone and two together, and only what accounts for the difference to the cent (or to rounding) is told; the
rest is unknown, whole. A way says how an amount may have come about, not that it is owed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import Literal, NamedTuple, cast

import msgspec

from finterm.domain.arrangement import standing_arrangement
from finterm.domain.beyond import principal_days
from finterm.domain.loan import daily_penalty_rate
from finterm.domain.money import times
from finterm.domain.position import Position, position
from finterm.domain.records import Event, Loan, Measure

PartKind = Literal[
    "year_360", "year_365", "whole_instalment", "principal_only", "compound", "no_compound", "whole_balance",
    "no_grace", "day_more", "day_less", "times_rate", "times_other", "no_penalty",
    "late_fee_again", "no_late_fee",
    "payment", "waiver", "charge", "arrangement", "next_due", "only_due", "without_due", "all_interest",
    "only_principal", "penalty", "late_fee", "rounding", "unknown",
]  # fmt: skip
OF_PENALTY: tuple[PartKind, ...] = (
    "year_360", "year_365", "whole_instalment", "principal_only", "compound", "no_compound", "whole_balance",
    "no_grace", "day_more", "day_less", "times_rate", "times_other", "no_penalty",
)  # fmt: skip
OF_LATE_FEE: tuple[PartKind, ...] = ("late_fee_again", "no_late_fee")
UNEXPLAINED: tuple[PartKind, ...] = ("unknown", "penalty", "late_fee")
RECENT = 45  # days in which a payment may not have been counted yet
LATEST = 8  # waivers and charges that may not have been counted

# Ways to count one and the same thing, of which only one can be.
_ONE_OF: tuple[frozenset[PartKind], ...] = (
    frozenset({"year_360", "year_365"}),
    frozenset({"whole_instalment", "principal_only", "compound", "no_compound", "whole_balance"}),
    frozenset({"day_more", "day_less", "no_grace"}),
    frozenset({"times_rate", "times_other"}),
    frozenset({"next_due", "only_due", "without_due"}),
    frozenset({"all_interest", "only_principal"}),
    frozenset(OF_LATE_FEE),
)


class Part(NamedTuple):
    """`minor` of the difference and what accounts for it; `event` is a payment, `n` an instalment."""

    kind: PartKind
    minor: int
    event: str = ""
    n: int = 0
    times: Decimal | None = None


class Seen(NamedTuple):
    """A loan as it is counted: its terms, its events, the day and the position that follows."""

    loan: Loan
    events: Sequence[Event]
    on: Date
    standing: Position

    @classmethod
    def of(cls, loan: Loan, events: Sequence[Event], on: Date) -> Seen:
        return cls(loan, events, on, position(loan, events, on))


class Way(NamedTuple):
    """Another way to count: other terms or events, and `plus`, what comes on top in minor units."""

    part: Part
    terms: tuple[tuple[str, object], ...] = ()
    dropped: frozenset[str] = frozenset()
    plus: Callable[[Seen], int] | None = None


def ours_of(standing: Position, measure: Measure) -> int:
    """What is due by then, or what would end the loan, in minor units."""
    return standing.payoff if measure == "whole" else standing.to_be_current


# -- the ways --------------------------------------------------------------------------------------


def ways(seen: Seen, measure: Measure, multiples: Iterable[Decimal]) -> list[Way]:
    """Every way to count that could apply to a loan; `multiples` are the usual ones of penalty interest.

    What the book itself knows of comes first: where two account for the same, the first is told.
    """
    return [*_of_events(seen), *_of_penalty(seen, multiples), *_of_late_fees(seen), *_of_dues(seen, measure)]


def _terms(kind: PartKind, multiple: Decimal | None = None, **terms: object) -> Way:
    return Way(Part(kind, 0, times=multiple), tuple(terms.items()))


def _plus(kind: PartKind, plus: Callable[[Seen], int], n: int = 0) -> Way:
    return Way(Part(kind, 0, n=n), plus=plus)


def _of_penalty(seen: Seen, multiples: Iterable[Decimal]) -> Iterator[Way]:
    loan, standing = seen.loan, seen.standing
    late = bool(standing.penalty or standing.days_overdue)
    if late and daily_penalty_rate(loan):
        if loan.penalty_multiplier is not None or loan.penalty_unit != "day":
            if loan.penalty_basis != 360:
                yield _terms("year_360", penalty_basis=360)
            if loan.penalty_basis != 365:
                yield _terms("year_365", penalty_basis=365)
        if loan.penalty_base == "overdue_principal":
            yield _terms("whole_instalment", penalty_base="overdue_instalment")
            yield _terms("no_compound" if loan.compound else "compound", compound=not loan.compound)
        else:
            yield _terms("principal_only", penalty_base="overdue_principal", compound=False)
        yield _plus("whole_balance", _whole_balance)
        yield _plus("day_more", lambda counted: _days_more(counted, 1))
        yield _plus("day_less", lambda counted: _days_more(counted, -1))
    own = loan.penalty_multiplier
    if late and loan.rate and (own is not None or not daily_penalty_rate(loan)):
        for multiple in dict.fromkeys(multiples):
            if multiple != own:
                kind: PartKind = "times_rate" if own is None else "times_other"
                yield _terms(kind, multiple, penalty_multiplier=multiple)
    if loan.grace_days and any(due.state in ("in_grace", "overdue") for due in standing.dues):
        yield _terms("no_grace", grace_days=0)
    if standing.penalty:
        yield _plus("no_penalty", lambda counted: -counted.standing.penalty)


def _whole_balance(seen: Seen) -> int:
    """What penalty interest on all that is left of the principal, from the first day late, comes to beyond ours."""
    late = [due for due in seen.standing.dues if due.state == "overdue"]
    if not late:
        return 0
    first, rate = min(due.due for due in late), daily_penalty_rate(seen.loan)
    days = principal_days(seen.standing, seen.events, seen.standing.dues, first)
    return max(0, times(days, rate.numerator, rate.denominator) - sum(due.penalty for due in late))


def _days_more(seen: Seen, days: int) -> int:
    """What penalty interest on what is overdue comes to on so many days more, beyond ours."""
    late = {due.n: due.penalty for due in seen.standing.dues if due.state == "overdue"}
    happened = [event for event in seen.events if event.date <= seen.on]
    other = position(seen.loan, happened, seen.on + timedelta(days=days))
    return sum(due.penalty - late[due.n] for due in other.dues if due.n in late)


def _of_late_fees(seen: Seen) -> Iterator[Way]:
    with_fee = [due for due in seen.standing.dues if due.late_fee]
    if not with_fee:
        return
    yield _plus("late_fee_again", lambda counted: counted.standing.late_fees)
    if len(with_fee) > 1:
        for due in with_fee:
            yield _plus("late_fee_again", partial(_late_fee, due.n), due.n)
    yield _plus("no_late_fee", lambda counted: -counted.standing.late_fees)


def _late_fee(n: int, seen: Seen) -> int:
    return next((due.late_fee for due in seen.standing.dues if due.n == n), 0)


def _of_events(seen: Seen) -> Iterator[Way]:
    """What they may not have counted yet, or not as it was agreed."""
    since = seen.on - timedelta(days=RECENT)
    happened = [event for event in seen.events if event.date <= seen.on]
    given = [event for event in happened if event.kind in ("waiver", "charge")][-LATEST:]
    paid = [event for event in happened if event.kind == "payment" and since <= event.date]
    for event in (*paid, *given):
        kind = cast(PartKind, event.kind)
        yield Way(Part(kind, 0, event=event.id), dropped=frozenset({event.id}))
    if agreed := standing_arrangement(seen.events, seen.on):
        dropped = frozenset(event.id for event in seen.events if event.kind in ("arrangement", "broken"))
        yield Way(Part("arrangement", 0, event=agreed.id), dropped=dropped)


def _of_dues(seen: Seen, measure: Measure) -> Iterator[Way]:
    standing = seen.standing
    if measure == "whole":
        yield _plus("all_interest", lambda counted: counted.standing.outstanding - counted.standing.payoff)
        yield _plus(
            "only_principal", lambda counted: counted.standing.remaining_principal - counted.standing.payoff
        )
        return
    pressing = [due for due in standing.dues if due.state in ("overdue", "in_grace", "due_today")]
    if len(pressing) > 1:
        for due in pressing:
            yield _plus("only_due", partial(_only, due.n), due.n)
            yield _plus("without_due", partial(_without, due.n), due.n)
    if coming := next((due for due in standing.dues if due.state == "upcoming"), None):
        yield _plus("next_due", lambda _: coming.outstanding, coming.n)


def _only(n: int, seen: Seen) -> int:
    return -seen.standing.to_be_current - _without(n, seen)


def _without(n: int, seen: Seen) -> int:
    return -next((due.outstanding for due in seen.standing.dues if due.n == n), 0)


# -- what accounts for a difference ----------------------------------------------------------------


class Trial:
    """A loan on a day, counted in other ways, each no more than once: an amount may be asked about at every key."""

    def __init__(self, loan: Loan, events: Sequence[Event], on: Date) -> None:
        self.seen = Seen.of(loan, events, on)
        self._found: dict[frozenset[Part], tuple[Position, int]] = {}

    def __call__(self, *tried: Way) -> tuple[Position, int]:
        """The position that follows from the ways `tried` together, and what comes on top of it."""
        key = frozenset(way.part for way in tried)
        if key not in self._found:
            counted = self._counted(tried)
            plus = sum(way.plus(counted) for way in tried if way.plus is not None)
            self._found[key] = counted.standing, plus
        return self._found[key]

    def _counted(self, tried: Sequence[Way]) -> Seen:
        terms = {name: value for way in tried for name, value in way.terms}
        dropped = frozenset().union(*(way.dropped for way in tried))
        seen = self.seen
        if not terms and not dropped:
            return seen
        loan = msgspec.structs.replace(seen.loan, **terms) if terms else seen.loan
        return Seen.of(loan, [event for event in seen.events if event.id not in dropped], seen.on)


def parts_of(
    difference: int,
    measured: Callable[[Position], int],
    options: Sequence[Way],
    trial: Trial,
    otherwise: PartKind,
    grain: int = 1,
) -> list[Part]:
    """What accounts for `difference` of what is `measured`: one way or two, and rounding; else `otherwise`, whole.

    `grain` is what was named a multiple of: less than one of it is rounding where no way alone accounts for it.
    """
    if not difference:
        return []
    seen = trial.seen
    rounding = max(1, sum(due.state in ("overdue", "in_grace") for due in seen.standing.dues))
    if abs(difference) <= rounding:
        return [Part("rounding", difference)]

    def adds(*tried: Way) -> int:
        standing, plus = trial(*tried)
        return measured(standing) + plus - measured(seen.standing)

    alone = [(way, minor) for way in options if (minor := adds(way))]
    near = [one for one in alone if abs(difference - one[1]) <= rounding]
    if near:
        way, minor = min(near, key=lambda one: abs(difference - one[1]))
        return _told([way.part._replace(minor=minor)], difference)
    if abs(difference) < grain:
        return [Part("rounding", difference)]
    for (one, first), (other, second) in combinations(alone, 2):
        # Most pairs need no second look: two ways of penalty interest multiply, others hardly touch each other.
        sizes = sorted((abs(first), abs(second)))
        slack = 1 + (sizes[1] // 4 if {one.part.kind, other.part.kind} <= {*OF_PENALTY} else sizes[0] // 2)
        if _same_thing(one, other) or abs(difference - first - second) > slack:
            continue
        both = adds(one, other)
        if abs(difference - both) <= 1 and both != first:
            found = [one.part._replace(minor=first), other.part._replace(minor=both - first)]
            return _told(found, difference)
    return [Part(otherwise, difference)]


def _told(found: list[Part], difference: int) -> list[Part]:
    left = difference - sum(part.minor for part in found)
    return [*found, Part("rounding", left)] if left else found


def _same_thing(one: Way, other: Way) -> bool:
    kinds = {one.part.kind, other.part.kind}
    if "no_penalty" in kinds and kinds <= set(OF_PENALTY):
        return True
    return any(kinds <= group for group in _ONE_OF)
