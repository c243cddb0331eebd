"""The fields of the form of a loan: every term of the contract, in sections. Pure.

Terms that a repayment method does not have are not asked for; the few that every loan needs come first.
"""

from __future__ import annotations

from decimal import Decimal

from finterm.domain.calendar import parse_frequency
from finterm.domain.records import Component, DayCount, Loan, Method, PenaltyBase, RateUnit
from finterm.exchange.typed import parse_multiple, written_fee, written_rate, written_rows
from finterm.tui.dialogs.parts import amount_text, options
from finterm.tui.view.contract import frequency_words
from finterm.tui.view.form import Choices, Field
from finterm.tui.view.sight import Sight

OTHER = "other"
_WITH_RATE = ("equal_payment", "equal_principal", "interest_only", "bullet")
_NOT_ROWS = (*_WITH_RATE, "flat_fee")
ORDERS: tuple[tuple[Component, ...], ...] = (
    ("fee", "penalty", "interest", "principal"),
    ("fee", "interest", "penalty", "principal"),
    ("penalty", "interest", "fee", "principal"),
    ("interest", "principal", "fee", "penalty"),
    ("principal", "interest", "fee", "penalty"),
)


def first_terms(sight: Sight, loan: Loan | None, currency: str) -> list[Field]:
    """What every loan has, and what its method asks for."""
    words = sight.words

    def label(key: str) -> str:
        return words(f"core.field.{key}")

    date_hint = words("tui.form.date_hint")
    return [
        Field("name", label("name"), value=loan.name if loan else "", required=True),
        Field("brand", label("brand"), value=loan.brand if loan else ""),
        Field("currency", label("currency"), "currency", currency, True),
        Field(
            "principal",
            label("principal"),
            "amount",
            amount_text(loan.principal if loan else None, currency),
            True,
            hint="12,000 · 1.2万",
        ),
        Field("received", label("received"), "amount", _received(loan), hint=words("tui.loan.received_hint")),
        Field(
            "start", label("start"), "past_date", loan.start.isoformat() if loan else "", True, hint=date_hint
        ),
        Field(
            "first_due",
            label("first_due"),
            "first_date",
            loan.first_due.isoformat() if loan else "",
            True,
            hint=date_hint,
            since="start",
        ),
        Field(
            "method",
            label("method"),
            "choice",
            loan.method if loan else "equal_payment",
            choices=options(sight, "core.method.", Method),
        ),
        Field(
            "periods",
            label("periods"),
            "number",
            str(loan.periods) if loan else "12",
            True,
            least=1,
            most=1200,
            when=("method", _NOT_ROWS),
        ),
        Field(
            "frequency",
            label("frequency"),
            "choice",
            loan.frequency if loan else "monthly",
            True,
            choices=_frequencies(sight, loan),
            when=("method", _NOT_ROWS),
            parse=_frequency,
        ),
        Field(
            "frequency_typed",
            words("tui.loan.frequency_typed"),
            required=True,
            hint=words("tui.loan.frequency_hint"),
            when=("frequency", (OTHER,)),
            parse=_frequency,
        ),
        Field(
            "rows",
            label("rows"),
            "rows",
            _rows_text(loan),
            True,
            when=("method", ("custom_rows",)),
            hint=words("tui.loan.rows_hint"),
            high=5,
        ),
    ]


def cost_terms(sight: Sight, loan: Loan | None, currency: str) -> list[Field]:
    """Rate and fees."""
    words = sight.words

    def label(key: str) -> str:
        return words(f"core.field.{key}")

    rated = ("method", _WITH_RATE)
    return [
        Field(
            "rate",
            label("rate"),
            "rate",
            written_rate(loan.rate) if loan else "",
            when=rated,
            section=words("tui.loan.cost"),
            hint="12.9%",
        ),
        Field(
            "rate_unit",
            label("rate_unit"),
            "choice",
            loan.rate_unit if loan else "year",
            choices=options(sight, "core.rate_unit.", RateUnit),
            when=rated,
        ),
        Field(
            "day_count",
            label("day_count"),
            "choice",
            loan.day_count if loan else "periodic",
            choices=options(sight, "tui.day_count.", DayCount),
            when=rated,
        ),
        Field(
            "fee_per_period",
            label("fee_per_period"),
            "fee",
            _either(loan, "fee_rate", "fee_minor"),
            hint=words("tui.loan.either_hint"),
            when=("method", _NOT_ROWS),
        ),
        Field(
            "fee_refunded",
            label("fee_refunded"),
            "yes_no",
            "yes" if loan and loan.fee_refunded else "no",
            when=("method", _NOT_ROWS),
        ),
    ]


def late_terms(sight: Sight, loan: Loan | None, currency: str) -> list[Field]:
    """What it costs to be late."""
    words = sight.words

    def label(key: str) -> str:
        return words(f"core.field.{key}")

    bases = (("360", "360"), ("365", "365"))
    times = (
        "" if loan is None or loan.penalty_multiplier is None else f"{loan.penalty_multiplier.normalize():f}"
    )
    return [
        Field(
            "grace_days",
            label("grace_days"),
            "number",
            str(loan.grace_days if loan else 0),
            unit=words("tui.unit.days"),
            section=words("tui.loan.late"),
            most=366,
        ),
        Field("tolerance", label("tolerance"), "amount", _optional(loan.tolerance if loan else 0, currency)),
        Field(
            "penalty_rate",
            label("penalty_rate"),
            "rate",
            written_rate(loan.penalty_rate) if loan else "",
            hint="0.05%",
        ),
        Field(
            "penalty_unit",
            label("penalty_unit"),
            "choice",
            loan.penalty_unit if loan else "day",
            choices=options(sight, "core.rate_unit.", RateUnit, ("day", "month", "year")),
        ),
        Field(
            "penalty_multiplier",
            words("tui.loan.multiplier"),
            "text",
            times,
            hint=words("tui.loan.multiplier_hint"),
            parse=_multiplier,
        ),
        Field(
            "penalty_base",
            label("penalty_base"),
            "choice",
            loan.penalty_base if loan else "overdue_principal",
            choices=options(sight, "core.penalty_base.", PenaltyBase),
        ),
        Field(
            "compound",
            label("compound"),
            "yes_no",
            "yes" if loan and loan.compound else "no",
            when=("penalty_base", ("overdue_principal",)),
        ),
        Field(
            "penalty_basis",
            label("penalty_basis"),
            "choice",
            str(loan.penalty_basis if loan else 365),
            choices=bases,
        ),
        Field(
            "late_fee",
            label("late_fee"),
            "fee",
            _either(loan, "late_fee_rate", "late_fee_minor"),
            hint=words("tui.loan.either_hint"),
        ),
        Field(
            "late_fee_min",
            label("late_fee_min"),
            "amount",
            amount_text(loan.late_fee_min if loan else None, currency),
        ),
        Field(
            "late_fee_max",
            label("late_fee_max"),
            "amount",
            amount_text(loan.late_fee_max if loan else None, currency),
        ),
    ]


def lender_terms(sight: Sight, loan: Loan | None) -> list[Field]:
    """Who lent, and in which order payments are taken."""
    words = sight.words
    orders = dict.fromkeys([(loan.allocation if loan else ORDERS[0]), *ORDERS])
    choices = tuple((" ".join(o), " → ".join(words(f"core.component.{c}") for c in o)) for o in orders)
    return [
        Field(
            "legal_lender",
            words("core.field.legal_lender"),
            value=loan.legal_lender if loan else "",
            section=words("tui.loan.contract"),
        ),
        Field("contract_no", words("core.field.contract_no"), value=loan.contract_no if loan else ""),
        Field("allocation", words("core.field.allocation"), "choice", choices[0][0], choices=choices),
        Field("note", words("core.field.note"), "area", loan.note if loan else ""),
    ]


def _received(loan: Loan | None) -> str:
    return (
        "" if loan is None or loan.received == loan.principal else amount_text(loan.received, loan.currency)
    )


def _optional(minor: int, currency: str) -> str:
    return amount_text(minor, currency) if minor else ""


def _either(loan: Loan | None, rate: str, minor: str) -> str:
    """A field that takes a percentage or an amount, as text."""
    if loan is None:
        return ""
    return written_fee(getattr(loan, rate), getattr(loan, minor), loan.currency)


def _rows_text(loan: Loan | None) -> str:
    return written_rows(loan.rows, loan.currency).replace("; ", "\n") if loan else ""


def _frequencies(sight: Sight, loan: Loan | None) -> Choices:
    """Usual frequencies, the loan's own, and a place for any other."""
    own = [loan.frequency] if loan else []
    usual = dict.fromkeys(("monthly", "biweekly", "weekly", "30d", "quarterly", "yearly", *own))
    named = ((one, frequency_words(sight, one)) for one in usual)
    return (*named, (OTHER, sight.words("tui.loan.frequency_other")))


def _frequency(typed: str) -> str:
    if typed != OTHER:
        parse_frequency(typed)
    return typed.strip().lower()


def _multiplier(typed: str) -> Decimal | None:
    return parse_multiple(typed, "penalty_multiplier") if typed.strip() else None
