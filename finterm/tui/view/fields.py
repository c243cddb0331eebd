"""A record as labels and words, field by field, for the history. Pure.

Every field that a record has is told, known here by name or by the type of its value, so that a field
added to a record later is told too, if in plainer words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from datetime import datetime as DateTime
from datetime import time as Time
from decimal import Decimal
from typing import Any

from msgspec import structs

from finterm.domain.records import (
    Amendment,
    AttachedFile,
    Charge,
    CustomRow,
    DueRef,
    MonthStatus,
    Plan,
    Record,
)
from finterm.tui.view.sight import FREE, Sight
from finterm.tui.view.subject import subject_name

AMOUNTS = frozenset(
    "minor monthly principal received fee_minor late_fee_minor late_fee_min late_fee_max tolerance paid"
    " interest fee overdue balance ours penalty late_fee".split()
)
RATES = frozenset("rate fee_rate penalty_rate late_fee_rate shown_rate".split())
# A field whose values are words of the catalogue -> the prefix of their keys, by table where it differs.
WORDED = {
    "method": "core.method",
    "rate_unit": "core.rate_unit",
    "penalty_unit": "core.rate_unit",
    "penalty_base": "core.penalty_base",
    "component": "core.component",
    "allocation": "core.component",
    "rule": "core.rule",
    "channel": "core.channel",
    "direction": "core.direction",
    "request": "core.request",
    "third_party": "core.third_party",
    "conduct": "core.conduct",
    "by": "core.side",
    "state": "core.promise",
    "events.kind": "core.event",
    "moves.kind": "core.move",
    "envelopes.kind": "core.envelope_kind",
    "contacts.kind": "core.contact_kind",
    "unreminded": "core.reminder_kind",
    "credit_reports.source": "core.report_source",
    "credit_accounts.kind": "core.account_kind",
    "credit_accounts.state": "core.account_state",
    "credit_enquiries.reason": "core.enquiry_reason",
    "disputes.kind": "core.dispute_kind",
    "disputes.filed_with": "core.dispute_to",
    "disputes.outcome": "core.dispute_outcome",
    "measure": "core.measure",
    "shown_way": "claims.sheet.way",
}
# A field that holds ids -> the kind of record; see `_name`.
NAMED = {"loan": "loan", "loans": "loan", "envelope": "envelope", "source": "envelope"} | {
    "contact": "contact",
    "bill": "bill",
}
HIDDEN_FIELDS = frozenset(
    {"id", "cause", "talk", "report", "after", "topic"}
)  # ids that mean nothing to a person


class Told(dict[str, tuple[str, str]]):
    """Field -> its label and its value, both in words."""


def told_fields(sight: Sight, record: Record | None) -> Mapping[str, tuple[str, str]]:
    """Every field of `record` that holds something; nothing where there is no record."""
    if record is None:
        return {}
    if isinstance(record, Amendment):
        inner = told_fields(sight, record.amended)
        return {**inner, **_plain(sight, record, {"amended", "at"})}
    return _plain(sight, record, set())


def _plain(sight: Sight, record: Record, without: set[str]) -> Told:
    defaults = {f.name: f.default for f in structs.fields(record)}
    told = Told()
    for field, value in structs.asdict(record).items():
        if field in HIDDEN_FIELDS or field in without:
            continue
        if value is None or value == "" or value == () or (value == defaults[field] and not value):
            continue
        told[field] = (label(sight, record.table, field), value_of(sight, record, field, value))
    return told


def label(sight: Sight, table: str, field: str) -> str:
    """What a person calls `field` of a record of `table`."""
    words = sight.words
    for key in (f"tui.history.field.{table}.{field}", f"tui.history.field.{field}", f"core.field.{field}"):
        if words.has(key):
            return words(key)
    return field.replace("_", " ")


def value_of(sight: Sight, record: Record, field: str, value: Any) -> str:
    """One value in words; amounts in the currency of the record, or of its loan or bill."""
    words = sight.words
    if value is None:
        return words("core.none")
    if field == "leads_by_kind" and isinstance(value, tuple):
        return words("tui.comma").join(_leads(sight, kind, leads) for kind, leads in value)
    if isinstance(value, tuple):
        parts = [value_of(sight, record, field, part) for part in value]
        return words("tui.comma").join(parts)
    if field in AMOUNTS and isinstance(value, int):
        return sight.money(value, currency_of(sight, record))
    if field in RATES:
        return f"{(value * 100).normalize():f}%"
    if prefix := WORDED.get(f"{record.table}.{field}") or WORDED.get(field):
        return words(f"{prefix}.{value}") if words.has(f"{prefix}.{value}") else str(value)
    if field in NAMED:
        return _name(sight, NAMED[field], str(value))
    if field == "subject":
        return subject_name(sight, str(value))
    if field == "stage":
        return _stage(sight, str(value))
    if isinstance(value, Plan):
        return _plan(sight, record, value)
    match value:
        case bool():
            return words("core.yes") if value else words("core.no")
        case DateTime():
            return words.moment(value)
        case Time():
            return value.isoformat("minutes")
        case Date():
            return words.day(value)
        case DueRef():
            return f"{_name(sight, 'loan', value.loan)} #{value.n}"
        case MonthStatus():
            amount = "" if value.minor is None else f" {sight.money(value.minor, currency_of(sight, record))}"
            return f"{value.month:%Y-%m} {value.code}{amount}"
        case AttachedFile():
            return value.name
        case Charge():
            money = "" if value.minor is None else sight.money(value.minor, currency_of(sight, record))
            return " ".join(part for part in (value.name, money, value.collector) if part)
        case CustomRow():
            total = value.principal + value.interest + value.fee
            return f"{words.day(value.due)} {sight.money(total, currency_of(sight, record))}"
        case Decimal():
            return f"{value.normalize():f}"
    return sight.free(str(value)) if field in FREE else str(value)


def _leads(sight: Sight, kind: str, leads: tuple[int, ...]) -> str:
    words = sight.words
    days = " ".join(map(str, leads)) or words("core.none")
    return words("tui.history.leads_of", kind=words(f"core.reminder_kind.{kind}"), days=days)


def _plan(sight: Sight, record: Record, plan: Plan) -> str:
    """What was agreed in an arrangement, row by row."""
    words = sight.words
    parts = [value_of(sight, record, "rows", row) for row in plan.rows]
    runs = words("claims.plan.interest_runs") if plan.interest_runs else ""
    more = (runs, words(f"core.if_broken.{plan.if_broken}"), sight.free(plan.conditions))
    return words("tui.comma").join([*parts, *(part for part in more if part)])


def _stage(sight: Sight, stage: str) -> str:
    """Which of the reminders of a subject: so many days ahead, while overdue; elsewhere as it is recorded."""
    words = sight.words
    name, _, rest = stage.partition(":")
    if name == "lead":
        days = int(rest.partition(":")[0])
        return words.count("tui.history.lead", days) if days else words("tui.history.lead_0")
    return words("core.state.overdue") if name == "overdue" else rest or stage


def currency_of(sight: Sight, record: Record) -> str:
    """The currency that the amounts of `record` are in."""
    if currency := getattr(record, "currency", ""):
        return str(currency)
    if loan := sight.loans.get(getattr(record, "loan", "")):
        return loan.currency
    if bill := sight.bills.get(getattr(record, "bill", "")):
        return bill.currency
    return sight.settings.currency


def _name(sight: Sight, kind: str, id: str) -> str:
    known: Mapping[str, Mapping[str, Any]] = {
        "loan": sight.loans,
        "envelope": sight.envelopes,
        "contact": sight.contacts,
        "bill": sight.bills,
    }
    found = known[kind].get(id)
    return str(found.name) if found else sight.words("tui.history.gone")
