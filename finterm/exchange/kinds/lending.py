"""Loans and what happened to them: payments, payoffs, charges and waivers."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

from finterm.domain.arrangement import check_plan, total
from finterm.domain.calendar import parse_frequency
from finterm.domain.errors import BadInput
from finterm.domain.loan import check as check_loan
from finterm.domain.money import plain
from finterm.domain.promises import check_instalment
from finterm.domain.records import (
    Component,
    CustomRow,
    DayCount,
    Event,
    EventKind,
    IfBroken,
    Loan,
    Method,
    PenaltyBase,
    Plan,
    RateUnit,
)
from finterm.exchange import typed
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.leads import parse_leads, written_leads
from finterm.exchange.sheet import shielded

_LOAN_COLUMNS = tuple(
    "name brand legal_lender contract_no currency principal received start first_due periods frequency"
    " method rate rate_unit day_count fee_per_period fee_refunded grace_days tolerance penalty_rate"
    " penalty_unit penalty_multiplier penalty_base penalty_basis compound late_fee late_fee_min"
    " late_fee_max allocation rows leads note".split()
)
_ALLOCATION: tuple[Component, ...] = ("fee", "penalty", "interest", "principal")


def read_loan(cells: Cells, id: str) -> Loan:
    """The loan of one line. `received` blank means all of the principal; other blanks mean the defaults."""
    currency = cells.currency()
    method: Method = cells.choice("method", get_args(Method), "equal_payment", "method", needed=True)
    principal = cells.amount("principal", currency, needed=True)
    none: tuple[CustomRow, ...] = ()
    rows = cells.read("rows", lambda cell: typed.parse_rows(cell, currency), none)
    fee_rate, fee_minor = cells.read(
        "fee_per_period", lambda cell: typed.parse_fee(cell, currency, "fee_per_period"), (typed.ZERO, 0)
    )
    late_rate, late_minor = cells.read(
        "late_fee", lambda cell: typed.parse_fee(cell, currency, "late_fee"), (typed.ZERO, 0)
    )
    no_penalty: tuple[Decimal, Decimal | None] = (typed.ZERO, None)
    penalty_rate, multiplier = cells.read("penalty_rate", typed.parse_penalty, no_penalty)
    if cells.given("penalty_multiplier"):
        multiplier = cells.read(
            "penalty_multiplier", lambda cell: typed.parse_multiple(cell, "penalty_multiplier"), typed.ZERO
        )
    first_due = cells.date("first_due", needed=not rows)
    if rows and not cells.given("first_due"):
        first_due = rows[0].due
    return Loan(
        id=id,
        name=cells.text("name", needed=True),
        currency=currency,
        principal=principal,
        received=cells.amount("received", currency, principal),
        start=cells.date("start", needed=True),
        first_due=first_due,
        periods=cells.number("periods", len(rows), needed=not rows),
        method=method,
        frequency=cells.read("frequency", _frequency, "monthly"),
        brand=cells.text("brand"),
        legal_lender=cells.text("legal_lender"),
        contract_no=cells.text("contract_no"),
        rate=cells.rate("rate"),
        rate_unit=cells.choice("rate_unit", get_args(RateUnit), "year", "rate_unit"),
        day_count=cells.choice("day_count", get_args(DayCount), "periodic"),
        fee_rate=fee_rate,
        fee_minor=fee_minor,
        fee_refunded=cells.yes("fee_refunded", False),
        grace_days=cells.number("grace_days"),
        tolerance=cells.amount("tolerance", currency),
        penalty_rate=penalty_rate,
        penalty_unit=cells.choice("penalty_unit", get_args(RateUnit), "day", "rate_unit"),
        penalty_multiplier=multiplier,
        penalty_base=cells.choice("penalty_base", get_args(PenaltyBase), "overdue_principal", "penalty_base"),
        penalty_basis=cells.number("penalty_basis", 365),
        compound=cells.yes("compound", False),
        late_fee_rate=late_rate,
        late_fee_minor=late_minor,
        late_fee_min=cells.amount_or_none("late_fee_min", currency),
        late_fee_max=cells.amount_or_none("late_fee_max", currency),
        allocation=cells.read("allocation", _allocation, _ALLOCATION),
        rows=rows,
        leads=cells.read("leads", parse_leads, None),
        note=cells.text("note"),
    )


def _frequency(cell: str) -> str:
    text = typed.plain_width(cell).casefold()
    parse_frequency(text)
    return text


def _allocation(cell: str) -> tuple[Component, ...]:
    parts = typed.plain_width(cell).replace(",", " ").replace(">", " ").split()
    known = get_args(Component)
    return tuple(typed.parse_choice(part, known, "allocation", "component") for part in parts)  # type: ignore[misc]


def write_loan(loan: Loan, names: Names) -> dict[str, str]:
    """The line of a loan; what is as usual stays blank."""

    def money(minor: int | None) -> str:
        return "" if not minor else plain(minor, loan.currency)

    multiplier = "" if loan.penalty_multiplier is None else f"{loan.penalty_multiplier:f}"
    return {
        "name": shielded(loan.name),
        "brand": shielded(loan.brand),
        "legal_lender": shielded(loan.legal_lender),
        "contract_no": shielded(loan.contract_no),
        "currency": loan.currency,
        "principal": plain(loan.principal, loan.currency),
        "received": plain(loan.received, loan.currency),
        "start": loan.start.isoformat(),
        "first_due": loan.first_due.isoformat(),
        "periods": str(loan.periods),
        "frequency": loan.frequency,
        "method": loan.method,
        "rate": typed.written_rate(loan.rate),
        "rate_unit": loan.rate_unit,
        "day_count": loan.day_count,
        "fee_per_period": typed.written_fee(loan.fee_rate, loan.fee_minor, loan.currency),
        "fee_refunded": _yes(loan.fee_refunded),
        "grace_days": str(loan.grace_days),
        "tolerance": money(loan.tolerance),
        "penalty_rate": typed.written_rate(loan.penalty_rate),
        "penalty_unit": loan.penalty_unit,
        "penalty_multiplier": multiplier,
        "penalty_base": loan.penalty_base,
        "penalty_basis": str(loan.penalty_basis),
        "compound": _yes(loan.compound),
        "late_fee": typed.written_fee(loan.late_fee_rate, loan.late_fee_minor, loan.currency),
        "late_fee_min": "" if loan.late_fee_min is None else plain(loan.late_fee_min, loan.currency),
        "late_fee_max": "" if loan.late_fee_max is None else plain(loan.late_fee_max, loan.currency),
        "allocation": " ".join(loan.allocation),
        "rows": typed.written_rows(loan.rows, loan.currency),
        "leads": "" if loan.leads is None else written_leads(loan.leads),
        "note": shielded(loan.note),
    }


def _yes(claim: bool) -> str:
    return "yes" if claim else "no"


def _check_loan(loan: Loan, names: Names) -> None:
    check_loan(loan)


def _follows(loan: Loan) -> tuple[str, ...]:
    """Without an upfront deduction the cash received is the principal; rows tell their number and first date."""
    received = ("received",) if loan.received == loan.principal else ()
    return (*received, "first_due", "periods") if loan.rows else received


LOANS = Kind(
    name="loans",
    record=Loan,
    columns=_LOAN_COLUMNS,
    needed=frozenset({"name", "principal", "method"}),
    read=read_loan,
    write=write_loan,
    check=_check_loan,
    named=True,
    follows=_follows,
    fields={
        "fee_per_period": ("fee_rate", "fee_minor"),
        "late_fee": ("late_fee_rate", "late_fee_minor"),
        "penalty_rate": ("penalty_rate", "penalty_multiplier"),
    },
)


def read_event(cells: Cells, id: str) -> Event:
    """The event of one line. A charge that names no component is a fee; a waiver must name what it lowers.

    An arrangement has its rows, and they say its amount; that an arrangement was broken has none.
    """
    loan, loan_id = cells.one("loan", cells.names.loans, needed=True)
    kind: EventKind = cells.choice("kind", get_args(EventKind), "payment", "event", needed=True)
    component: Component | None = cells.choice("component", get_args(Component), "", "component") or None
    if kind == "waiver" and component is None and not cells.given("component"):
        cells.note("component", BadInput("component", "exchange.error.waiver_component"))
    if kind == "charge" and component is None:
        component = "fee"
    currency = loan.currency if loan else cells.names.currency
    moves_money = kind not in ("arrangement", "broken")
    minor = cells.amount("amount", currency, needed=moves_money)
    plan = _plan(cells, currency) if kind == "arrangement" else None
    if plan is not None:
        minor = total(plan.rows)
    if moves_money and cells.given("amount") and not minor and not cells.problems:
        cells.note("amount", BadInput("amount", "error.amount_positive"))
    return Event(
        id=id,
        loan=loan_id,
        date=cells.date("date", needed=True),
        kind=kind,
        minor=minor,
        component=component,
        due=cells.number_or_none("due"),
        plan=plan,
        talk=cells.text("talk"),
        note=cells.text("note"),
    )


def _plan(cells: Cells, currency: str) -> Plan:
    none: tuple[CustomRow, ...] = ()
    nothing: tuple[Component, ...] = ()
    if_broken: IfBroken = cells.choice("if_broken", get_args(IfBroken), "stays", "if_broken")
    return Plan(
        rows=cells.read("rows", lambda cell: typed.parse_rows(cell, currency), none, needed=True),
        interest_runs=cells.yes("interest_runs", True),
        if_broken=if_broken,
        conditions=cells.text("conditions"),
        waived=cells.read("waived", _waived, nothing),
    )


def _waived(cell: str) -> tuple[Component, ...]:
    """Components with `;` between."""
    parts = [part.strip() for part in typed.plain_width(cell).split(";") if part.strip()]
    return tuple(typed.parse_choice(part, get_args(Component), "waived", "component") for part in parts)  # type: ignore[misc]


def write_event(event: Event, names: Names) -> dict[str, str]:
    loan, plan = names.loans.by_id(event.loan), event.plan
    currency = loan.currency if loan else names.currency
    return {
        "loan": shielded(names.loans.shown(event.loan)),
        "date": event.date.isoformat(),
        "kind": event.kind,
        "amount": plain(event.minor, currency),
        "component": event.component or "",
        "due": "" if event.due is None else str(event.due),
        "rows": typed.written_rows(plan.rows, currency) if plan else "",
        "interest_runs": _yes(plan.interest_runs) if plan else "",
        "if_broken": plan.if_broken if plan else "",
        "conditions": shielded(plan.conditions) if plan else "",
        "waived": "; ".join(plan.waived) if plan else "",
        "talk": event.talk,
        "note": shielded(event.note),
    }


def _check_event(event: Event, names: Names) -> None:
    loan = names.loans.by_id(event.loan)
    if event.due is not None and loan is not None:
        check_instalment(loan, event.due, "due", names.arrangements.values())
    if event.kind == "arrangement":
        check_plan(event)


EVENTS = Kind(
    name="events",
    record=Event,
    columns=(
        "loan", "date", "kind", "amount", "component", "due", "rows", "interest_runs", "if_broken", "conditions",
        "waived", "talk", "note",
    ),
    needed=frozenset({"loan", "date", "kind", "amount"}),
    read=read_event,
    write=write_event,
    check=_check_event,
    loose=lambda e: (e.loan, e.date, e.kind, e.minor, e.component, e.due),
    fields={
        "amount": ("minor",),
        **dict.fromkeys(("rows", "interest_runs", "if_broken", "conditions", "waived"), ("plan",)),
    },
)  # fmt: skip
