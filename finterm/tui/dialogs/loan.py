"""The form of a loan, with every term of the contract. Pure.

Terms that a repayment method does not have are not asked for; the rest stand in sections, the few that
every loan needs first.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import msgspec

from finterm.domain.calendar import parse_frequency
from finterm.domain.errors import BadInput
from finterm.domain.loan import parse_rate
from finterm.domain.money import parse_amount
from finterm.domain.records import Component, CustomRow, DayCount, Loan, Method, PenaltyBase, RateUnit
from finterm.tui.dialogs.parts import amount_text, number, options, some, text
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.form import Field, Value, percent_text
from finterm.tui.view.sight import Sight
from finterm.tui.view.typed import parse_date

_WITH_RATE = ("equal_payment", "equal_principal", "interest_only", "bullet")
_NOT_ROWS = (*_WITH_RATE, "flat_fee")


def loan_form(sight: Sight, loan: Loan | None = None, *, new_id: str = "") -> Form:
    """Add a loan (with `new_id`) or edit `loan`."""
    words = sight.words
    title = words("tui.loan.add") if loan is None else words("tui.loan.edit", name=loan.name)
    currency = loan.currency if loan else sight.settings.currency

    def build(values: dict[str, Value]) -> SaveRecord:
        return SaveRecord(_loan(values, loan, new_id), loan)

    return Form(title, [*_main(sight, loan, currency), *_cost(sight, loan, currency), *_late(sight, loan, currency), *_about(sight, loan)], build)


def _main(sight: Sight, loan: Loan | None, currency: str) -> list[Field]:
    words = sight.words

    def label(key: str) -> str:
        return words(f"core.field.{key}")

    date_hint = words("tui.form.date_hint")
    return [
        Field("name", label("name"), value=loan.name if loan else "", required=True),
        Field("brand", label("brand"), value=loan.brand if loan else ""),
        Field("currency", label("currency"), "currency", currency, True),
        Field("principal", label("principal"), "amount", amount_text(loan.principal if loan else None, currency), True, hint="12,000 · 1.2万"),
        Field("received", label("received"), "amount", _received(loan), hint=words("tui.loan.received_hint")),
        Field("start", label("start"), "past_date", loan.start.isoformat() if loan else "", True, hint=date_hint),
        Field("first_due", label("first_due"), "date", loan.first_due.isoformat() if loan else "", True, hint=date_hint),
        Field("method", label("method"), "choice", loan.method if loan else "equal_payment", choices=options(sight, "core.method.", Method)),
        Field("periods", label("periods"), "number", str(loan.periods) if loan else "12", True, least=1, most=1200, when=("method", _NOT_ROWS)),
        Field("frequency", label("frequency"), "text", loan.frequency if loan else "monthly", True, hint=words("tui.loan.frequency_hint"), when=("method", _NOT_ROWS), parse=_frequency),
        Field("rows", label("rows"), "area", _rows_text(loan), True, when=("method", ("custom_rows",)), hint="2026-05-01:500+12.50+3"),
    ]


def _cost(sight: Sight, loan: Loan | None, currency: str) -> list[Field]:
    words = sight.words

    def label(key: str) -> str:
        return words(f"core.field.{key}")

    rated = ("method", _WITH_RATE)
    return [
        Field("rate", label("rate"), "rate", percent_text(loan.rate) if loan else "", when=rated, section=words("tui.loan.cost"), hint="12.9%"),
        Field("rate_unit", label("rate_unit"), "choice", loan.rate_unit if loan else "year", choices=options(sight, "core.rate_unit.", RateUnit), when=rated),
        Field("day_count", label("day_count"), "choice", loan.day_count if loan else "periodic", choices=options(sight, "tui.day_count.", DayCount), when=rated),
        Field("fee_per_period", label("fee_per_period"), "text", _either(loan, "fee_rate", "fee_minor", currency), hint=words("tui.loan.either_hint"), when=("method", _NOT_ROWS)),
        Field("fee_refunded", label("fee_refunded"), "yes_no", "yes" if loan and loan.fee_refunded else "no", when=("method", _NOT_ROWS)),
    ]


def _late(sight: Sight, loan: Loan | None, currency: str) -> list[Field]:
    words = sight.words

    def label(key: str) -> str:
        return words(f"core.field.{key}")

    bases = (("360", "360"), ("365", "365"))
    times = "" if loan is None or loan.penalty_multiplier is None else f"{loan.penalty_multiplier.normalize():f}"
    return [
        Field("grace_days", label("grace_days"), "number", str(loan.grace_days if loan else 0), section=words("tui.loan.late"), most=366),
        Field("tolerance", label("tolerance"), "amount", _optional(loan.tolerance if loan else 0, currency)),
        Field("penalty_rate", label("penalty_rate"), "rate", percent_text(loan.penalty_rate) if loan else "", hint="0.05%"),
        Field("penalty_unit", label("penalty_unit"), "choice", loan.penalty_unit if loan else "day", choices=options(sight, "core.rate_unit.", RateUnit, ("day", "month", "year"))),
        Field("penalty_multiplier", words("tui.loan.multiplier"), "text", times, hint=words("tui.loan.multiplier_hint"), parse=_multiplier),
        Field("penalty_base", label("penalty_base"), "choice", loan.penalty_base if loan else "overdue_principal", choices=options(sight, "core.penalty_base.", PenaltyBase)),
        Field("compound", label("compound"), "yes_no", "yes" if loan and loan.compound else "no", when=("penalty_base", ("overdue_principal",))),
        Field("penalty_basis", label("penalty_basis"), "choice", str(loan.penalty_basis if loan else 365), choices=bases),
        Field("late_fee", label("late_fee"), "text", _either(loan, "late_fee_rate", "late_fee_minor", currency), hint=words("tui.loan.either_hint")),
        Field("late_fee_min", label("late_fee_min"), "amount", amount_text(loan.late_fee_min if loan else None, currency)),
        Field("late_fee_max", label("late_fee_max"), "amount", amount_text(loan.late_fee_max if loan else None, currency)),
    ]


def _about(sight: Sight, loan: Loan | None) -> list[Field]:
    words = sight.words
    orders = dict.fromkeys([(loan.allocation if loan else ORDERS[0]), *ORDERS])
    choices = tuple((" ".join(o), " → ".join(words(f"core.component.{c}") for c in o)) for o in orders)
    return [
        Field("legal_lender", words("core.field.legal_lender"), value=loan.legal_lender if loan else "", section=words("tui.loan.contract")),
        Field("contract_no", words("core.field.contract_no"), value=loan.contract_no if loan else ""),
        Field("allocation", words("core.field.allocation"), "choice", choices[0][0], choices=choices),
        Field("note", words("core.field.note"), "area", loan.note if loan else ""),
    ]


ORDERS: tuple[tuple[Component, ...], ...] = (
    ("fee", "penalty", "interest", "principal"),
    ("fee", "interest", "penalty", "principal"),
    ("penalty", "interest", "fee", "principal"),
    ("interest", "principal", "fee", "penalty"),
    ("principal", "interest", "fee", "penalty"),
)


def _loan(values: dict[str, Value], before: Loan | None, new_id: str) -> Loan:
    currency = text(values, "currency")
    fee_rate, fee_minor = _read_either(text(values, "fee_per_period"), currency, "fee_per_period")
    late_rate, late_minor = _read_either(text(values, "late_fee"), currency, "late_fee")
    method = cast(Method, some(values, "method"))
    rows = _rows(text(values, "rows"), currency, some(values, "start")) if method == "custom_rows" else ()
    principal = number(values, "principal")
    terms: dict[str, Any] = {
        **{key: text(values, key) for key in ("name", "brand", "currency", "legal_lender", "contract_no", "note")},
        "principal": principal,
        "received": some(values, "received") if some(values, "received") is not None else principal,
        "start": some(values, "start"),
        "first_due": rows[0].due if rows else some(values, "first_due"),
        "periods": len(rows) or number(values, "periods"),
        "method": method,
        "frequency": text(values, "frequency") or "monthly",
        "rows": rows,
        "rate": some(values, "rate") or Decimal(0),
        "rate_unit": text(values, "rate_unit") or "year",
        "day_count": text(values, "day_count") or "periodic",
        "fee_rate": fee_rate,
        "fee_minor": fee_minor,
        "fee_refunded": bool(some(values, "fee_refunded")),
        "grace_days": number(values, "grace_days"),
        "tolerance": number(values, "tolerance"),
        "penalty_rate": some(values, "penalty_rate") or Decimal(0),
        "penalty_unit": text(values, "penalty_unit"),
        "penalty_multiplier": some(values, "penalty_multiplier") or None,
        "penalty_base": text(values, "penalty_base"),
        "penalty_basis": int(text(values, "penalty_basis")),
        "compound": bool(some(values, "compound")),
        "late_fee_rate": late_rate,
        "late_fee_minor": late_minor,
        "late_fee_min": some(values, "late_fee_min"),
        "late_fee_max": some(values, "late_fee_max"),
        "allocation": tuple(text(values, "allocation").split()),
    }
    return Loan(id=new_id, **terms) if before is None else msgspec.structs.replace(before, **terms)


def _received(loan: Loan | None) -> str:
    return "" if loan is None or loan.received == loan.principal else amount_text(loan.received, loan.currency)


def _optional(minor: int, currency: str) -> str:
    return amount_text(minor, currency) if minor else ""


def _either(loan: Loan | None, rate: str, minor: str, currency: str) -> str:
    """A field that takes a percentage or an amount, as text."""
    if loan is None:
        return ""
    return percent_text(getattr(loan, rate)) or _optional(getattr(loan, minor), currency)


def _read_either(typed: str, currency: str, where: str) -> tuple[Decimal, int]:
    if not typed:
        return Decimal(0), 0
    if typed[-1] in "%％‰‱":
        return parse_rate(typed, where), 0
    return Decimal(0), parse_amount(typed, currency, where)


def _frequency(typed: str) -> str:
    parse_frequency(typed)
    return typed.strip().lower()


def _multiplier(typed: str) -> Decimal | None:
    wanted = typed.strip().rstrip("x×倍")
    if not wanted:
        return None
    if not wanted.replace(".", "", 1).isdigit():
        raise BadInput("penalty_multiplier", "error.number", typed=typed.strip())
    return Decimal(wanted)


def _rows_text(loan: Loan | None) -> str:
    if loan is None:
        return ""

    def row(r: CustomRow) -> str:
        parts = "+".join(amount_text(minor, loan.currency) for minor in (r.principal, r.interest, r.fee))
        return f"{r.due.isoformat()}:{parts}"

    return "\n".join(row(r) for r in loan.rows)


def _rows(typed: str, currency: str, today: Any) -> tuple[CustomRow, ...]:
    rows = []
    for line in typed.replace("；", ";").replace(";", "\n").splitlines():
        if not line.strip():
            continue
        day, colon, amounts = line.replace("：", ":").partition(":")
        parts = amounts.split("+")
        if not colon or len(parts) > 3:
            raise BadInput("rows", "error.rows", typed=line.strip())
        try:
            minors = [parse_amount(part, currency, "rows") for part in parts]
            due = parse_date(day, today, "rows")
        except BadInput as fault:
            raise BadInput("rows", "error.rows", typed=line.strip()) from fault
        rows.append(CustomRow(due=due, **dict(zip(("principal", "interest", "fee"), minors, strict=False))))
    return tuple(rows)
