"""What an export adds so that nothing is lost: choices of the book, reminders delivered, snoozed dues."""

from __future__ import annotations

import msgspec

from finterm.domain.errors import BadInput
from finterm.domain.money import parse_currency
from finterm.domain.records import Delivery, Settings, Snooze
from finterm.exchange import typed
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.sheet import shielded

_SETTINGS = ("currency", "paydays", "emergency_months", "leads")


def _numbers(cell: str, where: str, least: int, most: int) -> tuple[int, ...]:
    numbers = tuple(typed.parse_number(part, where) for part in cell.replace(",", " ").split())
    if any(not least <= number <= most for number in numbers):
        raise BadInput(where, "error.range", least=least, most=most)
    return numbers


def read_settings(cells: Cells, id: str) -> Settings:
    usual = Settings(id=Settings.THE)
    return Settings(
        id=Settings.THE,
        currency=cells.read("currency", parse_currency, usual.currency),
        paydays=cells.read("paydays", lambda cell: _numbers(cell, "paydays", 1, 31), usual.paydays),
        emergency_months=cells.number("emergency_months", usual.emergency_months),
        leads=cells.read("leads", lambda cell: _numbers(cell, "leads", 0, 366), usual.leads),
    )


def write_settings(settings: Settings, names: Names) -> dict[str, str]:
    return {
        "currency": settings.currency,
        "paydays": " ".join(map(str, settings.paydays)),
        "emergency_months": str(settings.emergency_months),
        "leads": " ".join(map(str, settings.leads)),
    }


SETTINGS = Kind(
    name="settings",
    record=Settings,
    columns=_SETTINGS,
    needed=frozenset({"paydays", "leads"}),
    read=read_settings,
    write=write_settings,
)


def read_delivery(cells: Cells, id: str) -> Delivery:
    return Delivery(
        id=id,
        subject=cells.text("subject", needed=True),
        step=cells.text("step", needed=True),
        channel=cells.text("channel", needed=True),
        at=cells.moment("at", needed=True),
    )


def write_delivery(delivery: Delivery, names: Names) -> dict[str, str]:
    return {
        "subject": shielded(delivery.subject),
        "step": shielded(delivery.step),
        "channel": shielded(delivery.channel),
        "at": delivery.at.isoformat(),
    }


def _same_words(delivery: Delivery) -> object:
    return msgspec.structs.astuple(delivery)[1:4]


DELIVERIES = Kind(
    name="deliveries",
    record=Delivery,
    columns=("subject", "step", "channel", "at"),
    needed=frozenset({"subject", "step", "channel", "at"}),
    read=read_delivery,
    write=write_delivery,
    loose=_same_words,
)


def read_snooze(cells: Cells, id: str) -> Snooze:
    return Snooze(id=id, subject=cells.text("subject", needed=True), until=cells.date("until", needed=True))


def write_snooze(snooze: Snooze, names: Names) -> dict[str, str]:
    return {"subject": shielded(snooze.subject), "until": snooze.until.isoformat()}


SNOOZES = Kind(
    name="snoozes",
    record=Snooze,
    columns=("subject", "until"),
    needed=frozenset({"subject", "until"}),
    read=read_snooze,
    write=write_snooze,
)
