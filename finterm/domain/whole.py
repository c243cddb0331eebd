"""The whole debt: what is owed on all loans together, one sum a currency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from finterm.domain.position import Position


class Whole(NamedTuple):
    """All loans of one `currency`; amounts in minor units, named as in `position.Position`.

    `payoff` is the whole debt: paid that day, it ends every loan. `outstanding` is what all instalments
    ask for in the end, interest and fees to come included. `late` is the number of loans overdue.
    """

    currency: str
    loans: int
    late: int
    overdue: int
    to_be_current: int
    remaining_principal: int
    payoff: int
    outstanding: int


def has_begun(position: Position) -> bool:
    """Whether the loan was paid out by the day it is seen from."""
    return position.loan.start <= position.on


def whole_debt(standing: Iterable[Position]) -> tuple[Whole, ...]:
    """The sums over all positions with anything owed, by currency, in the order currencies first appear.

    What is not paid out yet is not owed yet.
    """
    by_currency: dict[str, list[Position]] = {}
    for position in standing:
        if has_begun(position) and (position.payoff or position.outstanding):
            by_currency.setdefault(position.loan.currency, []).append(position)
    return tuple(
        Whole(
            currency=currency,
            loans=len(found),
            late=sum(1 for position in found if position.days_overdue),
            overdue=sum(position.overdue for position in found),
            to_be_current=sum(position.to_be_current for position in found),
            remaining_principal=sum(position.remaining_principal for position in found),
            payoff=sum(position.payoff for position in found),
            outstanding=sum(position.outstanding for position in found),
        )
        for currency, found in by_currency.items()
    )
