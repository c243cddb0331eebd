"""What an export adds so that nothing is lost: choices of the book, reminders delivered and seen, snoozed dues."""

from __future__ import annotations

from typing import get_args

import msgspec

from finterm.domain.money import parse_currency
from finterm.domain.records import Acknowledgement, Delivery, ReminderKind, Settings, Snooze
from finterm.exchange import typed
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.leads import parse_leads, parse_numbers, parse_time, written_leads
from finterm.exchange.sheet import shielded

_SETTINGS = tuple(
    "currency paydays emergency_months leads leads_by_kind unreminded remind_at quiet_from quiet_until"
    " weekends_earlier most_overdue".split()
)


def read_settings(cells: Cells, id: str) -> Settings:
    usual = Settings(id=Settings.THE)
    return Settings(
        id=Settings.THE,
        currency=cells.read("currency", parse_currency, usual.currency),
        paydays=cells.read("paydays", lambda cell: parse_numbers(cell, "paydays", 1, 31), usual.paydays),
        emergency_months=cells.number("emergency_months", usual.emergency_months),
        leads=cells.read("leads", parse_leads, usual.leads),
        leads_by_kind=cells.read("leads_by_kind", _leads_by_kind, ()),
        unreminded=cells.read("unreminded", lambda cell: tuple(map(_kind, cell.split())), ()),
        remind_at=cells.read("remind_at", parse_time, usual.remind_at),
        quiet_from=cells.read("quiet_from", parse_time, usual.quiet_from),
        quiet_until=cells.read("quiet_until", parse_time, usual.quiet_until),
        weekends_earlier=cells.yes("weekends_earlier", usual.weekends_earlier),
        most_overdue=cells.number("most_overdue", usual.most_overdue),
    )


def _leads_by_kind(cell: str) -> tuple[tuple[ReminderKind, tuple[int, ...]], ...]:
    parts = [part.partition(":") for part in cell.split(";") if part.strip()]
    return tuple((_kind(kind), parse_leads(leads)) for kind, _, leads in parts)


def _kind(word: str) -> ReminderKind:
    kind: ReminderKind = typed.parse_choice(word.strip(), get_args(ReminderKind), "kind", "reminder_kind")  # type: ignore[assignment]
    return kind


def write_settings(settings: Settings, names: Names) -> dict[str, str]:
    return {
        "currency": settings.currency,
        "paydays": " ".join(map(str, settings.paydays)),
        "emergency_months": str(settings.emergency_months),
        "leads": written_leads(settings.leads),
        "leads_by_kind": "; ".join(
            f"{kind}: {written_leads(leads)}" for kind, leads in settings.leads_by_kind
        ),
        "unreminded": " ".join(settings.unreminded),
        "remind_at": settings.remind_at.isoformat("minutes"),
        "quiet_from": settings.quiet_from.isoformat("minutes"),
        "quiet_until": settings.quiet_until.isoformat("minutes"),
        "weekends_earlier": "yes" if settings.weekends_earlier else "no",
        "most_overdue": str(settings.most_overdue),
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


def read_acknowledgement(cells: Cells, id: str) -> Acknowledgement:
    return Acknowledgement(
        id=id,
        subject=cells.text("subject", needed=True),
        stage=cells.text("stage", needed=True),
        at=cells.moment("at", needed=True),
    )


def write_acknowledgement(seen: Acknowledgement, names: Names) -> dict[str, str]:
    return {"subject": shielded(seen.subject), "stage": shielded(seen.stage), "at": seen.at.isoformat()}


ACKNOWLEDGEMENTS = Kind(
    name="acknowledgements",
    record=Acknowledgement,
    columns=("subject", "stage", "at"),
    needed=frozenset({"subject", "stage", "at"}),
    read=read_acknowledgement,
    write=write_acknowledgement,
    loose=lambda seen: (seen.subject, seen.stage),
)
