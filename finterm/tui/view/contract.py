"""The terms of a loan in words. Pure."""

from __future__ import annotations

from finterm.domain.loan import fee_per_period
from finterm.domain.records import Loan
from finterm.domain.schedule import due_dates
from finterm.exchange.typed import written_rate
from finterm.tui.view.page import Block, Fact, Text
from finterm.tui.view.sight import Sight


def contract_facts(sight: Sight, loan: Loan) -> list[Block]:
    """The terms as agreed, those that say nothing left out."""
    words, currency = sight.words, loan.currency
    facts: list[tuple[str, str]] = [
        ("core.field.legal_lender", loan.legal_lender),
        ("core.field.contract_no", loan.contract_no),
        ("core.field.principal", sight.money(loan.principal, currency)),
        ("core.field.received", sight.money(loan.received, currency)),
        ("core.field.start", words.day(loan.start)),
        *_times(sight, loan),
        ("core.field.method", words(f"core.method.{loan.method}")),
        ("core.field.rate", rate_words(sight, loan)),
        (
            "core.field.day_count",
            words(f"tui.day_count.{loan.day_count.replace('/', '_')}") if loan.rate else "",
        ),
        ("core.field.fee_per_period", _fee_words(sight, loan)),
        ("core.field.grace_days", words.count("core.days", loan.grace_days)),
        ("core.field.tolerance", sight.money(loan.tolerance, currency) if loan.tolerance else ""),
        ("core.penalty", penalty_words(sight, loan)),
        ("core.component.late_fee", late_fee_words(sight, loan)),
        ("core.field.allocation", " → ".join(words(f"core.component.{c}") for c in loan.allocation)),
    ]
    blocks: list[Block] = [Fact(words(key), text) for key, text in facts if text]
    return [*blocks, Text(sight.free(loan.note), "faint")] if loan.note else blocks


def _times(sight: Sight, loan: Loan) -> list[tuple[str, str]]:
    """When it is to be paid: a loan paid back at once has one day, any other a first one and periods."""
    words = sight.words
    if loan.method == "bullet":
        (day,) = due_dates(loan)
        return [("tui.loans.due_date", words.day(day))]
    return [
        ("core.field.first_due", words.day(loan.first_due)),
        ("core.field.periods", f"{loan.periods} × {frequency_words(sight, loan.frequency)}"),
    ]


def frequency_words(sight: Sight, frequency: str) -> str:
    """A frequency in words; the odd ones (`30d`, `3m`) counted."""
    words = sight.words
    if words.has(f"tui.frequency.{frequency}"):
        return words(f"tui.frequency.{frequency}")
    unit = "tui.frequency.days" if frequency.endswith("d") else "tui.frequency.months"
    return words.count(unit, int(frequency[:-1]))


def rate_words(sight: Sight, loan: Loan) -> str:
    """The contract rate with its unit; empty where there is none."""
    if not loan.rate:
        return ""
    unit = sight.words(f"core.rate_unit.{loan.rate_unit}")
    return sight.words("tui.loans.rate_a", rate=written_rate(loan.rate), unit=unit)


def _fee_words(sight: Sight, loan: Loan) -> str:
    if not (minor := fee_per_period(loan)):
        return ""
    text = sight.money(minor, loan.currency)
    if loan.fee_rate:
        text += f" ({written_rate(loan.fee_rate)})"
    return (
        sight.words("core.also").join((text, sight.words("tui.loans.fee_refunded")))
        if loan.fee_refunded
        else text
    )


def penalty_words(sight: Sight, loan: Loan) -> str:
    """The rule of penalty interest in one phrase."""
    words = sight.words
    if loan.penalty_multiplier is not None:
        rate = words("tui.loans.penalty_times", times=f"{loan.penalty_multiplier.normalize():f}")
    elif loan.penalty_rate:
        unit = words(f"core.rate_unit.{loan.penalty_unit}")
        rate = words("tui.loans.rate_a", rate=written_rate(loan.penalty_rate), unit=unit)
    else:
        return words("core.none")
    base = words(f"core.penalty_base.{loan.penalty_base}")
    if loan.compound and loan.penalty_base == "overdue_principal":
        base = words("tui.loans.penalty_compound", base=base)
    return words("tui.loans.penalty_rule", rate=rate, base=base)


def late_fee_words(sight: Sight, loan: Loan) -> str:
    """The rule of the late fee in one phrase."""
    words, parts = sight.words, []
    if loan.late_fee_minor:
        parts.append(sight.money(loan.late_fee_minor, loan.currency))
    if loan.late_fee_rate:
        parts.append(words("tui.loans.late_fee_rate", rate=written_rate(loan.late_fee_rate)))
    if not parts:
        return words("core.none")
    if loan.late_fee_min is not None:
        parts.append(words("tui.loans.at_least", amount=sight.money(loan.late_fee_min, loan.currency)))
    if loan.late_fee_max is not None:
        parts.append(words("tui.loans.at_most", amount=sight.money(loan.late_fee_max, loan.currency)))
    return sight.words("core.also").join(parts)
