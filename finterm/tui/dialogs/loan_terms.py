"""The fields of the form of a loan: what was lent, when it falls due, what it costs. Pure.

Terms that a repayment method does not have are not asked for; the few that every loan needs come first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date

from finterm.domain.calendar import parse_frequency
from finterm.domain.errors import BadInput
from finterm.domain.records import DayCount, Loan, Method, RateUnit
from finterm.exchange.terms import frequency
from finterm.exchange.typed import written_fee, written_rate, written_rows
from finterm.tui.dialogs.parts import amount_text, options
from finterm.tui.view.form import Choices, Field, value_of
from finterm.tui.view.sight import Sight

OTHER = "other"
_WITH_RATE = ("equal_payment", "equal_principal", "interest_only", "bullet")
_NOT_ROWS = (*_WITH_RATE, "flat_fee")


def first_terms(sight: Sight, loan: Loan | None, currency: str) -> list[Field]:
    """What every loan has, and what its method asks for."""
    words = sight.words

    def label(key: str) -> str:
        return words(f"core.field.{key}")

    date_hint = words("tui.form.date_hint")
    # Once is once: nothing to count, but for a contract on file whose one due lies some periods off.
    one_due = loan is None or loan.method != "bullet" or loan.periods == 1
    counted = tuple(method for method in _NOT_ROWS if method != "bullet" or not one_due)
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
            called=("method", {"bullet": words("tui.loan.due_date")}),
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
            when=("method", counted),
        ),
        Field(
            "frequency",
            label("frequency"),
            "choice",
            loan.frequency if loan else "monthly",
            True,
            choices=_frequencies(sight, loan),
            when=("method", counted),
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


def past_dues(sight: Sight, fields: Sequence[Field]) -> Field:
    """Whether the dues before today were paid; asked of a new loan whose first due, among `fields`, is past."""
    dated = [field for field in fields if field.key in ("first_due", "rows")]

    def has_some(typed: Mapping[str, str]) -> bool:
        for field in dated:
            rows = field.key == "rows"
            if rows == (typed.get("method") == "custom_rows"):
                try:
                    first = value_of(field, typed, sight.now)
                except BadInput:
                    return False
                if rows and isinstance(first, tuple) and first:
                    first = first[0].due
                return isinstance(first, Date) and first < sight.on
        return False

    return Field("past_paid", sight.words("tui.loan.past_paid"), "yes_no", "no", when=has_some)


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
            choices=options(sight, "core.day_count.", DayCount),
            when=rated,
        ),
        Field(
            "fee_per_period",
            label("fee_per_period"),
            "fee",
            either(loan, "fee_rate", "fee_minor"),
            hint=words("tui.loan.either_hint"),
            when=("method", _NOT_ROWS),
            unit=words("tui.loan.per_period"),
        ),
        Field(
            "fee_refunded",
            label("fee_refunded"),
            "yes_no",
            "yes" if loan and loan.fee_refunded else "no",
            when=("method", _NOT_ROWS),
        ),
    ]


def _received(loan: Loan | None) -> str:
    return (
        "" if loan is None or loan.received == loan.principal else amount_text(loan.received, loan.currency)
    )


def either(loan: Loan | None, rate: str, minor: str) -> str:
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
    named = ((one, frequency(sight.words, one)) for one in usual)
    return (*named, (OTHER, sight.words("tui.loan.frequency_other")))


def _frequency(typed: str) -> str:
    if typed != OTHER:
        parse_frequency(typed)
    return typed.strip().lower()
