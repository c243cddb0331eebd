"""The terms of a loan in words, the same on the screen and on paper. Pure; `money` says an amount."""

from __future__ import annotations

from collections.abc import Callable

from finterm.domain.loan import fee_per_period
from finterm.domain.records import Loan
from finterm.domain.schedule import due_dates
from finterm.exchange.typed import written_rate
from finterm.locale import Words

Money = Callable[[int], str]


def terms(words: Words, loan: Loan, money: Money) -> list[tuple[str, str]]:
    """Labels and values of the terms as agreed, those that say nothing left out."""
    counted = loan.day_count.replace("/", "_")
    facts = [
        ("core.field.legal_lender", loan.legal_lender),
        ("core.field.contract_no", loan.contract_no),
        ("core.field.principal", money(loan.principal)),
        ("core.field.received", money(loan.received)),
        ("core.field.start", words.day(loan.start)),
        *_times(words, loan),
        ("core.field.method", words(f"core.method.{loan.method}")),
        ("core.field.rate", rate(words, loan)),
        ("core.field.day_count", words(f"core.day_count.{counted}") if loan.rate else ""),
        ("core.field.fee_per_period", _fee(words, loan, money)),
        ("core.field.grace_days", words.count("core.days", loan.grace_days)),
        ("core.field.tolerance", money(loan.tolerance) if loan.tolerance else ""),
        ("core.penalty", penalty(words, loan)),
        ("core.component.late_fee", late_fee(words, loan, money)),
        ("core.field.allocation", " → ".join(words(f"core.component.{part}") for part in loan.allocation)),
    ]
    return [(words(key), text) for key, text in facts if text]


def _times(words: Words, loan: Loan) -> list[tuple[str, str]]:
    """When it is to be paid: a loan paid back at once has one day, any other a first one and periods."""
    if loan.method == "bullet":
        (day,) = due_dates(loan)
        return [("core.terms.due_date", words.day(day))]
    return [
        ("core.field.first_due", words.day(loan.first_due)),
        ("core.field.periods", f"{loan.periods} × {frequency(words, loan.frequency)}"),
    ]


def frequency(words: Words, often: str) -> str:
    """A frequency in words; the odd ones (`30d`, `3m`) counted."""
    if words.has(f"core.frequency.{often}"):
        return words(f"core.frequency.{often}")
    unit = "core.frequency.days" if often.endswith("d") else "core.frequency.months"
    return words.count(unit, int(often[:-1]))


def rate(words: Words, loan: Loan) -> str:
    """The contract rate with its unit; empty where there is none."""
    if not loan.rate:
        return ""
    unit = words(f"core.rate_unit.{loan.rate_unit}")
    return words("core.terms.rate_a", rate=written_rate(loan.rate), unit=unit)


def _fee(words: Words, loan: Loan, money: Money) -> str:
    if not (minor := fee_per_period(loan)):
        return ""
    text = money(minor)
    if loan.fee_rate:
        text += f" ({written_rate(loan.fee_rate)})"
    return words("core.also").join((text, words("core.terms.fee_refunded"))) if loan.fee_refunded else text


def penalty(words: Words, loan: Loan) -> str:
    """The rule of penalty interest in one phrase."""
    if loan.penalty_multiplier is not None:
        told = words("core.terms.penalty_times", times=f"{loan.penalty_multiplier.normalize():f}")
    elif loan.penalty_rate:
        unit = words(f"core.rate_unit.{loan.penalty_unit}")
        told = words("core.terms.rate_a", rate=written_rate(loan.penalty_rate), unit=unit)
    else:
        return words("core.none")
    base = words(f"core.penalty_base.{loan.penalty_base}")
    if loan.compound and loan.penalty_base == "overdue_principal":
        base = words("core.terms.penalty_compound", base=base)
    return words("core.terms.penalty_rule", rate=told, base=base)


def late_fee(words: Words, loan: Loan, money: Money) -> str:
    """The rule of the late fee in one phrase."""
    parts = []
    if loan.late_fee_minor:
        parts.append(money(loan.late_fee_minor))
    if loan.late_fee_rate:
        parts.append(words("core.terms.late_fee_rate", rate=written_rate(loan.late_fee_rate)))
    if not parts:
        return words("core.none")
    if loan.late_fee_min is not None:
        parts.append(words("core.terms.at_least", amount=money(loan.late_fee_min)))
    if loan.late_fee_max is not None:
        parts.append(words("core.terms.at_most", amount=money(loan.late_fee_max)))
    return words("core.also").join(parts)
