"""Envelopes: what is in them, what came and went this month, what is ready to assign, the emergency fund.

Everything is derived from moves, one currency beside the other and never mixed. Money is always
somewhere: ready money (income less spending) is what lies in the envelopes plus what is ready to
assign. An envelope without rollover gives what is left of it, or what was overspent, back to ready to
assign when its month ends. Money said to lie in an envelope that is no longer there, or that is of
another currency, is ready to assign. Making moves is in `moves`, safe to spend in `spendable`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from fractions import Fraction
from typing import NamedTuple

from finterm.domain.errors import BadInput
from finterm.domain.money import LARGEST, parse_currency, round_half_up
from finterm.domain.records import Envelope, Move, MoveKind

SAVING = ("emergency", "goal")  # kinds that are behind when too little came in, not when too much went out


class EnvelopePosition(NamedTuple):
    """What one envelope holds at the end of `on`, and its month so far; amounts in minor units.

    `left` = `brought` (left over from earlier months) + `assigned` + `moved` - `spent`. `moved` is what
    came from other envelopes less what went to them or back to ready to assign.
    """

    envelope: Envelope
    on: Date
    brought: int
    assigned: int
    moved: int
    spent: int

    @property
    def left(self) -> int:
        """What is left to spend; negative when overspent."""
        return self.brought + self.assigned + self.moved - self.spent

    @property
    def overspent(self) -> int:
        """How much it takes to cover the envelope; 0 when nothing was overspent."""
        return max(0, -self.left)

    @property
    def funded(self) -> int:
        """What came into the envelope this month, net; negative when more was taken out."""
        return self.assigned + self.moved

    @property
    def to_fund(self) -> int:
        """What the month still lacks of the monthly amount."""
        return max(0, self.envelope.monthly - self.funded)

    @property
    def share_left(self) -> Fraction | None:
        """The bar: what is left, as a share (0 to 1) of what could be spent this month; None when nothing could."""
        available = self.left + self.spent
        return min(Fraction(1), max(Fraction(0), Fraction(self.left, available))) if available > 0 else None

    @property
    def share_funded(self) -> Fraction | None:
        """Progress against the monthly amount, from 0 to 1; None without a monthly amount."""
        if not self.envelope.monthly:
            return None
        return min(Fraction(1), max(Fraction(0), Fraction(self.funded, self.envelope.monthly)))

    @property
    def passed(self) -> Fraction:
        """How much of the month has passed at the end of `on`, from 0 to 1."""
        return Fraction(self.on.day, monthrange(self.on.year, self.on.month)[1])

    @property
    def whole(self) -> int:
        """What the month is measured against: the monthly amount of an envelope to save in; of any other
        what could be spent this month, or the monthly amount where that is more."""
        if self.envelope.kind in SAVING:
            return self.envelope.monthly
        return max(self.envelope.monthly, self.left + self.spent)

    @property
    def pace(self) -> int:
        """How far the month's even pace is kept; negative when behind it, in minor units.

        An envelope to save in (emergency, goal) is behind when less came in than the days passed ask
        for of its monthly amount; any other when more was spent than the days passed allow of what
        could be spent (of the monthly amount where that is more).
        """
        even = round_half_up(self.whole * self.passed)
        return self.funded - even if self.envelope.kind in SAVING else even - self.spent

    @property
    def is_behind(self) -> bool:
        """Whether it is behind its pace. One spent to the last unit did what it was for: it is not."""
        return self.pace < 0 and (self.envelope.kind in SAVING or self.left != 0)


class Budget(NamedTuple):
    """All envelopes at the end of `on`; `ready` and `money` are minor units by currency.

    `ready` is ready to assign: income not yet in an envelope, negative when more was assigned than
    there is (it is shown, not refused). `money` is ready money: income less spending.
    """

    on: Date
    positions: dict[str, EnvelopePosition]
    ready: dict[str, int]
    money: dict[str, int]

    def left(self, envelope: str) -> int:
        """What is left in the envelope with this id, in minor units; 0 for one that is not there."""
        return self.positions[envelope].left if envelope in self.positions else 0


def budget(envelopes: Iterable[Envelope], moves: Iterable[Move], on: Date) -> Budget:
    """The budget at the end of `on`; later moves are not yet there."""
    by_id = {envelope.id: envelope for envelope in envelopes}
    month = on.replace(day=1)
    ready: dict[str, int] = {}
    money: dict[str, int] = {}
    sums: dict[str, dict[str, int]] = {
        id: {"brought": 0, "assigned": 0, "moved": 0, "spent": 0} for id in by_id
    }

    def put(envelope: str, minor: int, currency: str, past: bool, column: str) -> None:
        """Adds `minor` to an envelope, or to ready to assign where it is none or its month is over."""
        found = by_id.get(envelope)
        if found is None or found.currency != currency or (past and not found.rollover):
            ready[currency] = ready.get(currency, 0) + minor
        elif past:
            sums[envelope]["brought"] += minor
        else:
            sums[envelope][column] += -minor if column == "spent" else minor

    alike: dict[tuple[MoveKind, str, str, str, bool], int] = {}  # a long history has few kinds of moves
    for move in moves:
        if (date := move.date) <= on:
            key = (move.kind, move.envelope, move.source, move.currency, date < month)
            alike[key] = alike.get(key, 0) + move.minor
    for (kind, envelope, source, currency, past), minor in alike.items():
        if kind == "income":
            put("", minor, currency, past, "assigned")
            money[currency] = money.get(currency, 0) + minor
        elif kind == "spend":
            put(envelope, -minor, currency, past, "spent")
            money[currency] = money.get(currency, 0) - minor
        else:
            assigned = kind == "assign"
            put("" if assigned else source, -minor, currency, past, "moved")
            put(envelope, minor, currency, past, "assigned" if assigned else "moved")
    positions = {id: EnvelopePosition(by_id[id], on, **columns) for id, columns in sums.items()}
    return Budget(on, positions, ready, money)


def left(envelope: Envelope, moves: Iterable[Move], on: Date) -> int:
    """What is left to spend from `envelope` at the end of `on`, in minor units; negative when overspent."""
    return budget([envelope], moves, on).left(envelope.id)


def ready_to_assign(envelopes: Iterable[Envelope], moves: Iterable[Move], on: Date) -> dict[str, int]:
    """Income not yet in an envelope at the end of `on`, in minor units by currency."""
    return budget(envelopes, moves, on).ready


def ready_money(moves: Iterable[Move], on: Date) -> dict[str, int]:
    """Income less spending up to the end of `on`, in minor units by currency."""
    return budget((), moves, on).money


class EmergencyFund(NamedTuple):
    """The emergency fund of one currency; amounts in minor units.

    `target` is `months` months of the monthly amounts of the essential envelopes, `have` what lies in
    the emergency envelopes.
    """

    currency: str
    months: int
    monthly: int
    target: int
    have: int

    @property
    def missing(self) -> int:
        """What the fund still lacks."""
        return max(0, self.target - self.have)

    @property
    def progress(self) -> Fraction | None:
        """What is there as a share of the target, from 0 to 1; None without essential envelopes."""
        return min(Fraction(1), max(Fraction(0), Fraction(self.have, self.target))) if self.target else None

    @property
    def months_covered(self) -> Fraction | None:
        """How many months of essentials it would last; None without essential envelopes."""
        return max(Fraction(0), Fraction(self.have, self.monthly)) if self.monthly else None


def emergency_fund(standing: Budget, months: int, currency: str) -> EmergencyFund:
    """The emergency fund of `currency` in the budget `standing`, for `months` months of essentials."""
    here = [p for p in standing.positions.values() if p.envelope.currency == currency]
    monthly = sum(
        p.envelope.monthly for p in here if p.envelope.kind == "essential" and not p.envelope.closed
    )
    have = sum(p.left for p in here if p.envelope.kind == "emergency")
    return EmergencyFund(currency, months, monthly, months * monthly, have)


def check_envelope(envelope: Envelope, others: Iterable[Envelope] = ()) -> None:
    """Raises BadInput, naming the field, where `envelope` makes no sense or has the name of an open one."""
    if not envelope.name.strip():
        raise BadInput("name", "error.required")
    parse_currency(envelope.currency)
    if envelope.monthly < 0:
        raise BadInput("monthly", "error.amount_negative")
    if envelope.monthly > LARGEST:
        raise BadInput("monthly", "error.amount_large", typed=envelope.monthly)
    for other in others:
        if other.id != envelope.id and not other.closed and other.name.casefold() == envelope.name.casefold():
            raise BadInput("name", "error.envelope_name_taken", name=other.name)


def chosen(
    envelopes: Sequence[Envelope] | Mapping[str, Envelope], typed: str, where: str = "envelope"
) -> Envelope:
    """The envelope whose id or name was typed, an open one first. Raises BadInput when there is none."""
    every = list(envelopes.values()) if isinstance(envelopes, Mapping) else list(envelopes)
    wanted = typed.strip().casefold()
    matches = [e for e in every if e.id == typed or e.name.strip().casefold() == wanted]
    if not matches:
        raise BadInput(where, "error.envelope_unknown", typed=typed.strip())
    return min(matches, key=lambda envelope: (envelope.id != typed, envelope.closed))
