"""Fields that several forms share: who, which envelope, which loan, amounts already filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date as Date
from typing import Any, cast, get_args

from finterm.domain.money import plain
from finterm.tui.view.form import Field, Kind, Value
from finterm.tui.view.sight import Sight

READY, NO_BUDGET, NOBODY, NEW = "", "-", "", "+"


def options(
    sight: Sight, prefix: str, literal: object, values: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """Choices for a literal type, with the words under `prefix` (`core.method.` ...)."""
    every = tuple(values) or get_args(literal)
    return tuple((value, sight.words(f"{prefix}{value.replace('/', '_')}")) for value in every)


def amount_text(minor: int | None, currency: str) -> str:
    """An amount as a form shows it; empty for none."""
    return "" if minor is None else plain(minor, currency)


def day_field(sight: Sight, day: Date, kind: Kind = "date") -> Field:
    """The date of what a form is about, with `day` filled in."""
    words = sight.words
    return Field(
        "date", words("core.field.date"), kind, day.isoformat(), True, hint=words("tui.form.date_hint")
    )


def paid_from(sight: Sight, currency: str, usual: str | None = None) -> Field:
    """Where money comes from: an envelope, ready to assign, or nowhere the budget knows of.

    Until a person keeps a budget, it is left alone; otherwise the `usual` envelope comes first.
    """
    words = sight.words
    standing = [e for e in sight.ledger.envelopes if not e.closed and e.currency == currency]
    choices = [
        (READY, words("core.ready_to_assign")),
        *((e.id, e.name) for e in standing),
        (NO_BUDGET, words("tui.pay.no_budget")),
    ]
    keeps_budget = bool(sight.ledger.moves)
    value = usual if usual is not None else READY if keeps_budget else NO_BUDGET
    return Field("envelope", words("tui.pay.from"), "choice", value, choices=tuple(choices))


def loan_field(sight: Sight, value: str = "", *, key: str = "loan") -> Field:
    """Which loan it is about, or none."""
    choices = [("", sight.words("core.none")), *((loan.id, loan.name) for loan in sight.ledger.loans)]
    return Field(key, sight.words("core.field.loan"), "choice", value, choices=tuple(choices))


def text(values: Mapping[str, Value], key: str) -> str:
    """The text of a field; empty where it was not asked for."""
    return cast(str, values.get(key) or "")


def number(values: Mapping[str, Value], key: str) -> int:
    """A number or an amount; 0 where it was left empty."""
    return cast(int, values.get(key) or 0)


def some(values: Mapping[str, Value], key: str) -> Any:
    """The value of a field as its kind reads it; None where it was left empty or not asked for."""
    return values.get(key)
