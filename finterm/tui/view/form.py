"""Forms as data: the fields of a form, when one is shown, and what was typed read into values.

Pure. A form is a list of fields; `read` gives the values of the shown ones or a fault for each field
that cannot be used. What the values become is the business of who made the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime as DateTime
from typing import Literal, NamedTuple

from finterm.domain.calendar import parse_paydays
from finterm.domain.errors import BadInput
from finterm.domain.loan import parse_rate
from finterm.domain.money import parse_amount, parse_currency
from finterm.tui.view.typed import parse_date, parse_moment, parse_number

Kind = Literal[
    "text",
    "secret",
    "area",
    "choice",
    "yes_no",
    "date",
    "past_date",
    "moment",
    "amount",
    "rate",
    "number",
    "currency",
    "days",
]
Value = object


class Field(NamedTuple):
    """One field of a form.

    `key` is the field's name and the `where` of its errors. `value` is what stands in it at first.
    `choices` are pairs of value and words. `when` names a choice field and the values for which this
    field is shown. `section` is the words of a heading above it. An amount is read in `currency`, or in
    that of the form's currency field where this is empty. `parse` replaces the reader of its kind.
    """

    key: str
    label: str
    kind: Kind = "text"
    value: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None
    section: str = ""
    hint: str = ""
    currency: str = ""
    least: int = 0
    most: int = 10_000
    parse: Callable[[str], Value] | None = None


class Read(NamedTuple):
    """What a form holds: the values by key (None: left empty), and the faults by key."""

    values: dict[str, Value]
    faults: dict[str, BadInput]


def shown(field: Field, typed: Mapping[str, str]) -> bool:
    """Whether `field` is asked for, given what stands in the others."""
    return field.when is None or typed.get(field.when[0], "") in field.when[1]


def read(fields: Sequence[Field], typed: Mapping[str, str], now: DateTime) -> Read:
    """The values of all shown fields, and every fault, not only the first."""
    values: dict[str, Value] = {}
    faults: dict[str, BadInput] = {}
    for field in fields:
        if not shown(field, typed):
            continue
        try:
            values[field.key] = value_of(field, typed, now)
        except BadInput as fault:
            faults[field.key] = BadInput(field.key, fault.what, **fault.values)
    return Read(values, faults)


def value_of(field: Field, typed: Mapping[str, str], now: DateTime) -> Value:
    """The value of one field; None where it is empty and need not be filled. Raises BadInput."""
    text = typed.get(field.key, "")
    if field.kind in ("text", "secret", "area", "choice", "yes_no"):
        if field.required and not text.strip():
            raise BadInput(field.key, "error.required")
        if field.kind == "yes_no":
            return text == "yes"
        return field.parse(text) if field.parse else text.strip()
    if not text.strip():
        if field.required:
            raise BadInput(field.key, "error.required")
        return None
    if field.parse:
        return field.parse(text)
    return _read(field, text, typed, now)


def _read(field: Field, text: str, typed: Mapping[str, str], now: DateTime) -> Value:
    match field.kind:
        case "date" | "past_date":
            return parse_date(text, now.date(), field.key, past=field.kind == "past_date")
        case "moment":
            return parse_moment(text, now, field.key)
        case "amount":
            currency = field.currency or parse_currency(typed.get("currency", ""))
            minor = parse_amount(text, currency, field.key)
            if minor < 0:
                raise BadInput(field.key, "error.amount_negative")
            if field.required and not minor:
                raise BadInput(field.key, "error.amount_positive")
            return minor
        case "rate":
            return parse_rate(text, field.key)
        case "number":
            return parse_number(text, field.key, field.least, field.most)
        case "currency":
            return parse_currency(text, field.key)
        case "days":
            return parse_paydays(text, field.key)
    raise AssertionError(field.kind)


def tidy(field: Field, text: str, now: DateTime) -> str:
    """How the field shows `text` once it is left: a date said the short way becomes the full one."""
    try:
        if text.strip() and field.kind in ("date", "past_date"):
            return parse_date(text, now.date(), past=field.kind == "past_date").isoformat()
        if text.strip() and field.kind == "moment":
            return parse_moment(text, now).strftime("%Y-%m-%d %H:%M")
    except BadInput:
        pass
    return text
