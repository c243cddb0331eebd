"""Making moves of budget money: income, assign, spend, move, cover; and closing an envelope.

Builders of records, with the checks a person's typing needs. As in the envelope tools people know,
assigning more than there is and spending more than an envelope holds are let pass and shown (ready to
assign or the envelope goes below zero: it is what happened); moving out of an envelope more than is
left in it is refused, because it would only carry the hole elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date

import msgspec

from finterm.domain.envelopes import Budget
from finterm.domain.errors import BadInput
from finterm.domain.money import LARGEST, parse_currency, plain
from finterm.domain.records import Envelope, Move, MoveKind, Record

# Which envelopes get their monthly amount first when there is not enough for all.
_FIRST = ("essential", "loan", "emergency", "other", "goal")


def income(minor: int, currency: str, date: Date, *, new_id: Callable[[], str], note: str = "") -> Move:
    """`minor` of `currency` came in and is ready to assign. Raises BadInput for an amount not above zero."""
    return _move("income", minor, parse_currency(currency), date, new_id, note=note)


def assign(envelope: Envelope, minor: int, date: Date, *, new_id: Callable[[], str], note: str = "") -> Move:
    """`minor` from ready to assign into `envelope`, which may leave less than nothing to assign.

    Raises BadInput for an amount not above zero or a closed envelope.
    """
    _check_open(envelope, "envelope")
    return _move("assign", minor, envelope.currency, date, new_id, envelope=envelope.id, note=note)


def spend(
    envelope: Envelope | None,
    minor: int,
    currency: str,
    date: Date,
    *,
    new_id: Callable[[], str],
    cause: str = "",
    note: str = "",
) -> Move:
    """`minor` spent from `envelope`, or from ready to assign where it is None.

    `cause` is the id of the record the money paid for. Raises BadInput for an amount not above zero, a
    closed envelope or one of another currency.
    """
    code = parse_currency(currency)
    if envelope is not None:
        _check_open(envelope, "envelope")
        _check_currency(envelope, code, "envelope")
    id = envelope.id if envelope else ""
    return _move("spend", minor, code, date, new_id, envelope=id, cause=cause, note=note)


def move(
    source: Envelope | None,
    target: Envelope | None,
    minor: int,
    date: Date,
    standing: Budget,
    *,
    new_id: Callable[[], str],
    note: str = "",
) -> Move:
    """`minor` from `source` to `target`; None is ready to assign. `standing` says what is left.

    Raises BadInput for an amount not above zero, the same envelope twice, a closed target, two
    currencies, or more than is left in the source. A closed envelope may be emptied.
    """
    return _between("move", source, target, minor, date, standing, new_id, note)


def cover(
    target: Envelope,
    source: Envelope | None,
    date: Date,
    standing: Budget,
    *,
    new_id: Callable[[], str],
    minor: int | None = None,
    note: str = "",
) -> Move:
    """Mends the overspent `target` out of `source` (None is ready to assign), wholly unless `minor` is given.

    Raises BadInput as `move` does, and where `target` is not overspent.
    """
    position = standing.positions.get(target.id)
    missing = position.overspent if position else 0
    if not missing:
        raise BadInput("envelope", "error.envelope_not_overspent", name=target.name)
    amount = missing if minor is None else minor
    return _between("cover", source, target, amount, date, standing, new_id, note)


def assign_monthly(
    standing: Budget, currency: str, date: Date, *, new_id: Callable[[], str]
) -> tuple[Move, ...]:
    """What the open envelopes of `currency` still lack this month, as far as there is money to assign.

    Essential envelopes come first, then loans, the emergency fund, others and goals.
    """
    ready = standing.ready.get(currency, 0)
    lacking = [
        p for p in standing.positions.values() if p.envelope.currency == currency and not p.envelope.closed
    ]
    lacking.sort(key=lambda p: (_FIRST.index(p.envelope.kind), p.envelope.id))
    moves = []
    for position in lacking:
        minor = min(position.to_fund, ready)
        if minor > 0:
            moves.append(assign(position.envelope, minor, date, new_id=new_id))
            ready -= minor
    return tuple(moves)


def close(
    envelope: Envelope, date: Date, standing: Budget, *, new_id: Callable[[], str]
) -> tuple[Record, ...]:
    """The closed envelope and, where something is left in it, the move that gives it back.

    Raises BadInput when it is overspent: cover it first.
    """
    left = standing.left(envelope.id)
    if left < 0:
        raise BadInput("envelope", "error.envelope_overspent", name=envelope.name)
    closed = msgspec.structs.replace(envelope, closed=True)
    if not left:
        return (closed,)
    return (closed, move(envelope, None, left, date, standing, new_id=new_id))


def _between(
    kind: MoveKind,
    source: Envelope | None,
    target: Envelope | None,
    minor: int,
    date: Date,
    standing: Budget,
    new_id: Callable[[], str],
    note: str,
) -> Move:
    if (source.id if source else "") == (target.id if target else ""):
        raise BadInput("envelope", "error.envelope_same")
    known = source or target
    currency = known.currency if known else ""
    if target is not None:
        _check_open(target, "envelope")
        _check_currency(target, currency, "envelope")
    _check_amount(minor)
    if source is not None and minor > standing.left(source.id):
        left = plain(max(0, standing.left(source.id)), currency)
        raise BadInput("amount", "error.envelope_short", name=source.name, left=left)
    ids = {"source": source.id if source else "", "envelope": target.id if target else ""}
    return _move(kind, minor, currency, date, new_id, note=note, **ids)


def _move(
    kind: MoveKind,
    minor: int,
    currency: str,
    date: Date,
    new_id: Callable[[], str],
    *,
    envelope: str = "",
    source: str = "",
    cause: str = "",
    note: str = "",
) -> Move:
    _check_amount(minor)
    return Move(
        id=new_id(),
        date=date,
        kind=kind,
        minor=minor,
        currency=currency,
        envelope=envelope,
        source=source,
        cause=cause,
        note=note,
    )


def _check_amount(minor: int) -> None:
    if minor <= 0:
        raise BadInput("amount", "error.amount_positive")
    if minor > LARGEST:
        raise BadInput("amount", "error.amount_large", typed=minor)


def _check_open(envelope: Envelope, where: str) -> None:
    if envelope.closed:
        raise BadInput(where, "error.envelope_closed", name=envelope.name)


def _check_currency(envelope: Envelope, currency: str, where: str) -> None:
    if envelope.currency != currency:
        raise BadInput(where, "error.envelope_currency", name=envelope.name, currency=envelope.currency)
