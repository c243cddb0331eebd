"""What a person may be reminded of: dues, promises, follow-ups, tasks, disputes, envelopes, the emergency fund, the backup.

A matter is one such thing as it stands on a day. Whether and when it is told is in `reminders`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Date
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from finterm.domain.calendar import payday_before
from finterm.domain.due import Due
from finterm.domain.dues import agenda
from finterm.domain.envelopes import SAVING, Budget, budget, emergency_fund
from finterm.domain.ledger import Ledger
from finterm.domain.position import Position
from finterm.domain.records import Loan, ReminderKind, Settings
from finterm.domain.snoozing import rests_until

NEARLY_EMPTY = Fraction(1, 10)  # of what could be spent this month
BACKUP_OLD = 7  # days since the newest backup
WEEKEND = 2  # days that a lead may be told earlier


class Matter(NamedTuple):
    """One thing to be reminded of, as it stands on a day; amounts in minor units of `currency`.

    `subject` names it for good: the key of a due, `envelope:<id>`, `emergency:<currency>`, `backup`. `leads`
    are days before `date`. `step` is set where there is one step only, told once (an envelope nearly
    empty in a month); `date` is then the day it came about. `minor` is what is left in the envelope or fund,
    `of` what it is measured against. It does not press before the day `rests_until`, where there is one.
    """

    subject: str
    kind: ReminderKind
    date: Date
    name: str
    leads: tuple[int, ...] = ()
    due: Due | None = None
    step: str = ""
    currency: str = ""
    minor: int | None = None
    of: int | None = None
    rests_until: Date | None = None


def leads_of(settings: Settings, kind: ReminderKind, loan: Loan | None = None) -> tuple[int, ...]:
    """Days before a due of `kind` on which it is told: those of its loan, else of its kind, else of all."""
    if loan is not None and loan.leads is not None:
        return loan.leads
    return dict(settings.leads_by_kind).get(kind, settings.leads)


def horizon(ledger: Ledger, settings: Settings) -> int:
    """How many days ahead the agenda must reach for every lead there is."""
    every = [settings.leads, *(leads for _, leads in settings.leads_by_kind)]
    every += [loan.leads for loan in ledger.loans if loan.leads]
    return max((lead for leads in every for lead in leads), default=0) + WEEKEND


def matters(
    ledger: Ledger,
    on: Date,
    settings: Settings,
    *,
    known: Mapping[str, Position] | None = None,
    backup_on: Date | None = None,
) -> list[Matter]:
    """Everything of a kind that is reminded of, as it stands at the end of `on`.

    `known` are positions at the end of `on` by loan id, where they were computed before. `backup_on` is the day
    of the newest backup; None where there is none, which is not reminded of.
    """
    off = settings.unreminded
    dues = agenda(ledger, on, on + timedelta(days=horizon(ledger, settings)), known=known)
    found = [one for one in of_dues(dues, ledger, settings) if one.kind not in off]
    if {"envelope", "emergency"} - set(off):
        standing = budget(ledger.envelopes, ledger.moves, on)
        found += [
            one for one in (*_envelopes(standing), *_emergency(standing, settings)) if one.kind not in off
        ]
    if backup_on is not None and "backup" not in off:
        found += _backup(backup_on, on)
    rests = rests_until(ledger.snoozes)
    return [one._replace(rests_until=rests.get(one.subject)) for one in found] if rests else found


def kind_of(due: Due) -> ReminderKind:
    """The kind of reminder for a due."""
    return "expected" if due.is_expected else due.kind


def of_dues(dues: Iterable[Due], ledger: Ledger, settings: Settings) -> Iterator[Matter]:
    """Each due as a matter, with the leads that hold for it."""
    loans = {loan.id: loan for loan in ledger.loans}
    usual = {
        kind: leads_of(settings, kind)
        for kind in ("instalment", "bill", "promise", "expected", "follow_up", "task", "dispute")
    }
    for due in dues:
        kind = kind_of(due)
        loan = loans.get(due.loan) if due.loan else None
        leads = usual[kind] if loan is None or loan.leads is None else loan.leads
        yield Matter(due.key, kind, due.date, due.name, leads, due, currency=due.currency)


def _envelopes(standing: Budget) -> Iterator[Matter]:
    """Envelopes to spend from that are nearly or wholly empty: each told once a month."""
    month = f"{standing.on:%Y-%m}"
    for id, place in standing.positions.items():
        envelope, available = place.envelope, place.left + place.spent
        if (
            envelope.closed
            or envelope.kind in SAVING
            or not place.spent
            or (available <= 0 and not place.overspent)
        ):
            continue
        if place.left <= 0 or place.left <= available * NEARLY_EMPTY:
            step = f"{'empty' if place.left <= 0 else 'low'}:{month}"
            yield Matter(
                f"envelope:{id}", "envelope", standing.on, envelope.name, step=step,
                currency=envelope.currency, minor=place.left, of=max(available, 0),
            )  # fmt: skip


def _emergency(standing: Budget, settings: Settings) -> Iterator[Matter]:
    """On payday, while the emergency fund lacks something: told once a pay cycle."""
    fund = emergency_fund(standing, settings.emergency_months, settings.currency)
    if fund.missing and settings.paydays:
        payday = payday_before(settings.paydays, standing.on)
        yield Matter(
            f"emergency:{fund.currency}", "emergency", payday, "", step=f"payday:{payday.isoformat()}",
            currency=fund.currency, minor=fund.have, of=fund.target,
        )  # fmt: skip


def _backup(backup_on: Date, on: Date) -> Iterator[Matter]:
    """A backup that grew too old: told once, and again for each week more."""
    weeks = ((on - backup_on).days - 1) // BACKUP_OLD
    if weeks > 0:
        came = backup_on + timedelta(days=weeks * BACKUP_OLD + 1)
        yield Matter("backup", "backup", came, "", step=f"old:{backup_on.isoformat()}:{weeks}")
