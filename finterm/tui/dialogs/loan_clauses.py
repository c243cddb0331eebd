"""The fields of a loan's contract that matter once something goes wrong: being late, the lender, the order of payments. Pure."""

from __future__ import annotations

from decimal import Decimal

from finterm.domain.records import Component, Loan, PenaltyBase, RateUnit
from finterm.exchange.typed import parse_multiple, written_rate
from finterm.tui.dialogs.loan_terms import either
from finterm.tui.dialogs.parts import amount_text, options
from finterm.tui.view.form import Field
from finterm.tui.view.sight import Sight

ORDERS: tuple[tuple[Component, ...], ...] = (
    ("fee", "penalty", "interest", "principal"),
    ("fee", "interest", "penalty", "principal"),
    ("penalty", "interest", "fee", "principal"),
    ("interest", "principal", "fee", "penalty"),
    ("principal", "interest", "fee", "penalty"),
)


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
            either(loan, "late_fee_rate", "late_fee_minor"),
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


def lender_terms(sight: Sight, loan: Loan | None, *more: Field) -> list[Field]:
    """Who lent, and in which order payments are taken; `more` before the note."""
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
        *more,
        Field("note", words("core.field.note"), "area", loan.note if loan else ""),
    ]


def _optional(minor: int, currency: str) -> str:
    return amount_text(minor, currency) if minor else ""


def _multiplier(typed: str) -> Decimal | None:
    return parse_multiple(typed, "penalty_multiplier") if typed.strip() else None
