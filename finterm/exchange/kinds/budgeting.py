"""Bills with what differs on their dates and what was paid; envelopes and movements of their money."""

from __future__ import annotations

from typing import get_args

from finterm.domain.bills import check_bill
from finterm.domain.envelopes import check_envelope
from finterm.domain.errors import BadInput
from finterm.domain.money import plain
from finterm.domain.records import (
    Bill,
    BillPayment,
    BillRule,
    Envelope,
    EnvelopeKind,
    Move,
    MoveKind,
    Occurrence,
)
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.names import GONE, gone_id
from finterm.exchange.sheet import shielded


def _yes(claim: bool) -> str:
    return "yes" if claim else "no"


def _shown(names: Names, envelope: str) -> str:
    return shielded(names.envelopes.shown(envelope)) if envelope else ""


def read_bill(cells: Cells, id: str) -> Bill:
    """The bill of one line; a blank amount means that it varies."""
    envelope, envelope_id = cells.one("envelope", cells.names.envelopes)
    currency = cells.currency(envelope.currency if envelope else "")
    rule: BillRule = cells.choice("rule", get_args(BillRule), "monthly", "rule")
    return Bill(
        id=id,
        name=cells.text("name", needed=True),
        currency=currency,
        first=cells.date("first", needed=True),
        rule=rule,
        every=cells.number("every", 1),
        minor=cells.amount_or_none("amount", currency),
        count=cells.number_or_none("count"),
        until=cells.date_or_none("until"),
        envelope=envelope_id,
        note=cells.text("note"),
    )


def write_bill(bill: Bill, names: Names) -> dict[str, str]:
    return {
        "name": shielded(bill.name),
        "amount": "" if bill.minor is None else plain(bill.minor, bill.currency),
        "currency": bill.currency,
        "first": bill.first.isoformat(),
        "rule": bill.rule,
        "every": str(bill.every),
        "count": "" if bill.count is None else str(bill.count),
        "until": "" if bill.until is None else bill.until.isoformat(),
        "envelope": _shown(names, bill.envelope),
        "note": shielded(bill.note),
    }


def _check_bill(bill: Bill, names: Names) -> None:
    envelope = names.envelopes.by_id(bill.envelope)
    check_bill(bill, {envelope.id: envelope} if envelope else None)


BILLS = Kind(
    name="bills",
    record=Bill,
    columns=("name", "amount", "currency", "first", "rule", "every", "count", "until", "envelope", "note"),
    needed=frozenset({"name", "first"}),
    read=read_bill,
    write=write_bill,
    check=_check_bill,
    named=True,
    fields={"amount": ("minor",)},
)


def read_occurrence(cells: Cells, id: str) -> Occurrence:
    bill, bill_id = cells.one("bill", cells.names.bills, needed=True)
    return Occurrence(
        id=id,
        bill=bill_id,
        on=cells.date("on", needed=True),
        skipped=cells.yes("skipped", False),
        date=cells.date_or_none("date"),
        minor=cells.amount_or_none("amount", bill.currency if bill else cells.names.currency),
        note=cells.text("note"),
    )


def write_occurrence(occurrence: Occurrence, names: Names) -> dict[str, str]:
    bill = names.bills.by_id(occurrence.bill)
    currency = bill.currency if bill else names.currency
    return {
        "bill": shielded(names.bills.shown(occurrence.bill)),
        "on": occurrence.on.isoformat(),
        "skipped": _yes(occurrence.skipped),
        "date": occurrence.date.isoformat() if occurrence.date else "",
        "amount": "" if occurrence.minor is None else plain(occurrence.minor, currency),
        "note": shielded(occurrence.note),
    }


BILL_DATES = Kind(
    name="occurrences",
    record=Occurrence,
    columns=("bill", "on", "skipped", "date", "amount", "note"),
    needed=frozenset({"bill", "on", "skipped"}),
    read=read_occurrence,
    write=write_occurrence,
    loose=lambda o: (o.bill, o.on),
    fields={"amount": ("minor",)},
)


def read_bill_payment(cells: Cells, id: str) -> BillPayment:
    bill, bill_id = cells.one("bill", cells.names.bills, needed=True)
    return BillPayment(
        id=id,
        bill=bill_id,
        on=cells.date("on", needed=True),
        date=cells.date("date", needed=True),
        minor=cells.amount("amount", bill.currency if bill else cells.names.currency, needed=True),
        settles=cells.yes("settles", False),
        note=cells.text("note"),
    )


def write_bill_payment(payment: BillPayment, names: Names) -> dict[str, str]:
    bill = names.bills.by_id(payment.bill)
    return {
        "bill": shielded(names.bills.shown(payment.bill)),
        "on": payment.on.isoformat(),
        "date": payment.date.isoformat(),
        "amount": plain(payment.minor, bill.currency if bill else names.currency),
        "settles": _yes(payment.settles),
        "note": shielded(payment.note),
    }


BILL_PAYMENTS = Kind(
    name="bill_payments",
    record=BillPayment,
    columns=("bill", "on", "date", "amount", "settles", "note"),
    needed=frozenset({"bill", "on", "date", "amount"}),
    read=read_bill_payment,
    write=write_bill_payment,
    loose=lambda p: (p.bill, p.on, p.date, p.minor),
    fields={"amount": ("minor",)},
)


def read_envelope(cells: Cells, id: str) -> Envelope:
    currency = cells.currency()
    kind: EnvelopeKind = cells.choice("kind", get_args(EnvelopeKind), "other", "envelope_kind")
    return Envelope(
        id=id,
        name=cells.text("name", needed=True),
        currency=currency,
        kind=kind,
        monthly=cells.amount("monthly", currency),
        rollover=cells.yes("rollover", True),
        closed=cells.yes("closed", False),
        note=cells.text("note"),
    )


def write_envelope(envelope: Envelope, names: Names) -> dict[str, str]:
    return {
        "name": shielded(envelope.name),
        "kind": envelope.kind,
        "monthly": plain(envelope.monthly, envelope.currency),
        "currency": envelope.currency,
        "rollover": _yes(envelope.rollover),
        "closed": _yes(envelope.closed),
        "note": shielded(envelope.note),
    }


def _check_envelope(envelope: Envelope, names: Names) -> None:
    check_envelope(envelope, () if envelope.closed else names.envelopes.named(envelope.name))


ENVELOPES = Kind(
    name="envelopes",
    record=Envelope,
    columns=("name", "kind", "monthly", "currency", "rollover", "closed", "note"),
    needed=frozenset({"name", "monthly"}),
    read=read_envelope,
    write=write_envelope,
    check=_check_envelope,
    named=True,
)


def read_move(cells: Cells, id: str) -> Move:
    """The movement of one line; a blank envelope or source is ready to assign."""
    envelope, envelope_id = cells.one("envelope", cells.names.envelopes)
    source, source_id = cells.one("source", cells.names.envelopes)
    currency = cells.currency(next((e.currency for e in (envelope, source) if e), ""))
    kind: MoveKind = cells.choice("kind", get_args(MoveKind), "spend", "move", needed=True)
    cause = cells.text("cause")
    gone = gone_id(cause)
    if cause and not gone and cause not in cells.names.causes:
        cells.note("cause", BadInput("cause", "exchange.error.link", typed=cause))
    return Move(
        id=id,
        date=cells.date("date", needed=True),
        kind=kind,
        minor=cells.amount("amount", currency, needed=True),
        currency=currency,
        envelope=envelope_id,
        source=source_id,
        cause=gone or cells.names.causes.get(cause, ""),
        note=cells.text("note"),
    )


def write_move(move: Move, names: Names) -> dict[str, str]:
    return {
        "date": move.date.isoformat(),
        "kind": move.kind,
        "amount": plain(move.minor, move.currency),
        "currency": move.currency,
        "envelope": _shown(names, move.envelope),
        "source": _shown(names, move.source),
        "cause": move.cause if not move.cause or move.cause in names.causes else GONE + move.cause,
        "note": shielded(move.note),
    }


def _check_move(move: Move, names: Names) -> None:
    if not move.minor:
        raise BadInput("amount", "error.amount_positive")
    if move.kind == "income" and (move.envelope or move.source):
        raise BadInput("envelope", "exchange.error.income_envelope")
    if move.kind == "assign" and not move.envelope:
        raise BadInput("envelope", "error.required")
    if move.kind in ("move", "cover") and move.envelope == move.source:
        raise BadInput("envelope", "error.envelope_same")
    for column, id in (("envelope", move.envelope), ("source", move.source)):
        envelope = names.envelopes.by_id(id) if id else None
        if envelope is not None and envelope.currency != move.currency:
            raise BadInput(column, "error.envelope_currency", name=envelope.name, currency=envelope.currency)


MOVES = Kind(
    name="moves",
    record=Move,
    columns=("date", "kind", "amount", "currency", "envelope", "source", "cause", "note"),
    needed=frozenset({"date", "kind", "amount", "envelope"}),
    read=read_move,
    write=write_move,
    check=_check_move,
    loose=lambda m: (m.date, m.kind, m.minor, m.currency, m.envelope, m.source, m.cause),
    fields={"amount": ("minor",)},
)
