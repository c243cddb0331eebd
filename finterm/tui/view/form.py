"""Forms as data: the fields of a form, when one is shown, and what was typed read into values.

Pure. A form is a list of fields; `read` gives the values of the shown ones or a fault for each field
that cannot be used. What the values become is the business of who made the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Literal, NamedTuple

from finterm.domain.calendar import parse_paydays
from finterm.domain.errors import BadInput
from finterm.domain.loan import parse_rate
from finterm.domain.money import parse_amount, parse_currency
from finterm.exchange.leads import parse_leads, parse_time
from finterm.exchange.typed import parse_fee, parse_rows, plain_width
from finterm.locale import Words
from finterm.tui.view.mask import has_amount
from finterm.tui.view.sight import FREE
from finterm.tui.view.typed import Way, parse_date, parse_moment, parse_number
from finterm.tui.view.when import when

Kind = Literal[
    "text",
    "secret",
    "area",
    "choice",
    "picks",
    "yes_no",
    "date",
    "past_date",
    "near_date",
    "first_date",
    "moment",
    "amount",
    "rate",
    "fee",
    "rows",
    "number",
    "currency",
    "days",
    "leads",
    "time",
]
Value = object
Choices = tuple[tuple[str, str], ...]  # values and their words
# What follows from the answers that can be read so far: words by the key of the field they stand under;
# those under "" are lines about the whole.
Derive = Callable[[Mapping[str, Value]], Mapping[str, str]]
AREAS = ("area", "rows")  # kinds with several lines
# Kinds of date: one to come, one past, one that is mostly past but may be to come, the first of a row.
DATES: Mapping[str, Way] = {"date": "next", "past_date": "last", "near_date": "near", "first_date": "first"}
NARROW = dict.fromkeys(DATES, 12) | {
    "moment": 18,
    "amount": 16,
    "rate": 12,
    "number": 8,
    "currency": 6,
    "fee": 12,
    "leads": 16,
    "time": 8,
}
_BARE = re.compile(r"\d+(\.\d*)?|\.\d+")


class Field(NamedTuple):
    """One field of a form.

    `key` is the field's name and the `where` of its errors. `value` is what stands in it at first.
    `choices` are pairs of value and words; `choices_of` makes them from what stands in the other fields.
    `when` names a choice field and the values for which this field is shown, or says so of all that is typed. `section` is the words of a
    heading above it. An amount is read in `currency` (which may depend on the other fields), or in that
    of the form's currency field where this is empty. `parse` replaces the reader of its kind. `unit` stands beside the field, `hint` shows while
    it is empty. An area is `high` lines, and more on a high screen where it `grows`. The value of picks is a tuple of the values picked.
    A first date comes after that of the field `since`. `called` names a choice field and the label that
    some of its values give this one.
    """

    key: str
    label: str
    kind: Kind = "text"
    value: str = ""
    required: bool = False
    choices: Choices = ()
    when: tuple[str, tuple[str, ...]] | Callable[[Mapping[str, str]], bool] | None = None
    section: str = ""
    hint: str = ""
    currency: str | Callable[[Mapping[str, str]], str] = ""
    least: int = 0
    most: int = 10_000
    parse: Callable[[str], Value] | None = None
    unit: str = ""
    high: int = 3
    grows: bool = False
    choices_of: Callable[[Mapping[str, str]], Choices] | None = None
    since: str = ""
    called: tuple[str, Mapping[str, str]] | None = None

    @property
    def holds_amounts(self) -> bool:
        """Whether what stands in it is masked while amounts are hidden: sums, and sentences with some."""
        told = self.key in FREE and has_amount(self.value)
        return told or self.kind in ("amount", "fee", "rows")


class Read(NamedTuple):
    """What a form holds: the values by key (None: left empty), and the faults by key."""

    values: dict[str, Value]
    faults: dict[str, BadInput]


def shown(field: Field, typed: Mapping[str, str]) -> bool:
    """Whether `field` is asked for, given what stands in the others."""
    if callable(field.when):
        return field.when(typed)
    return field.when is None or typed.get(field.when[0], "") in field.when[1]


def label_of(field: Field, typed: Mapping[str, str]) -> str:
    """What `field` is called, given what stands in the others."""
    return field.called[1].get(typed.get(field.called[0], ""), field.label) if field.called else field.label


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


def choices_of(field: Field, typed: Mapping[str, str]) -> Choices:
    """What can be chosen, given what stands in the other fields."""
    return field.choices_of(typed) if field.choices_of else field.choices


def value_of(field: Field, typed: Mapping[str, str], now: DateTime) -> Value:
    """The value of one field; None where it is empty and need not be filled. Raises BadInput."""
    text = typed.get(field.key, "")
    if field.kind == "picks":
        return tuple(value for value, _ in choices_of(field, typed) if value in text.split())
    if field.kind in ("text", "secret", "area", "choice", "yes_no"):
        if field.required and not text.strip():
            raise BadInput(field.key, "error.required")
        if field.kind == "yes_no":
            return text == "yes"
        return field.parse(text) if field.parse and text.strip() else text.strip()
    if not text.strip():
        if field.required:
            raise BadInput(field.key, "error.required")
        return None
    if field.parse:
        return field.parse(text)
    return _read(field, text, typed, now)


def _read(field: Field, text: str, typed: Mapping[str, str], now: DateTime) -> Value:
    match field.kind:
        case "date" | "past_date" | "near_date" | "first_date":
            return _date(field, text, typed, now)
        case "moment":
            return parse_moment(text, now, field.key)
        case "amount":
            minor = parse_amount(text, _currency(field, typed), field.key)
            if minor < 0:
                raise BadInput(field.key, "error.amount_negative")
            if field.required and not minor:
                raise BadInput(field.key, "error.amount_positive")
            return minor
        case "rate":
            return parse_rate(_in_percent(text), field.key)
        case "fee":
            return parse_fee(text, _currency(field, typed), field.key)
        case "rows":
            return parse_rows(text, _currency(field, typed), field.key)
        case "number":
            return parse_number(text, field.key, field.least, field.most)
        case "currency":
            return parse_currency(text, field.key)
        case "days":
            return parse_paydays(text, field.key)
        case "leads":
            return tuple(sorted(set(parse_leads(text, field.key)), reverse=True))  # the farthest first
        case "time":
            return parse_time(text, field.key)
    raise AssertionError(field.kind)


def _date(field: Field, text: str, typed: Mapping[str, str], now: DateTime) -> Date:
    try:
        since = parse_date(typed.get(field.since, ""), now.date(), way="last") if field.since else None
    except BadInput:  # told beside that field
        since = None
    return parse_date(text, now.date(), field.key, way=DATES[field.kind], since=since)


def _currency(field: Field, typed: Mapping[str, str]) -> str:
    if callable(field.currency):
        return field.currency(typed)
    return field.currency or parse_currency(typed.get("currency", ""))


def _in_percent(text: str) -> str:
    """A bare number in a field of rates is in percent: the sign beside the field says so."""
    typed = plain_width(text)
    return f"{typed}%" if _BARE.fullmatch(typed) else typed


def tidy(field: Field, typed: Mapping[str, str], now: DateTime) -> str:
    """What the field shows once it is left: a date said the short way becomes the full one, 人民币 CNY."""
    text = typed.get(field.key, "")
    try:
        if text.strip() and field.kind == "currency":
            return parse_currency(text)
        if text.strip() and field.kind in DATES:
            return _date(field, text, typed, now).isoformat()
        if text.strip() and field.kind == "moment":
            return parse_moment(text, now).strftime("%Y-%m-%d %H:%M")
    except BadInput:
        pass
    return _in_percent(text) if field.kind == "rate" and _BARE.fullmatch(plain_width(text)) else text


def fault_in(field: Field, typed: Mapping[str, str], now: DateTime) -> BadInput | None:
    """What is wrong with what stands in the field; an empty one is no fault before it is saved."""
    if not typed.get(field.key, "").strip() or not shown(field, typed):
        return None
    try:
        value_of(field, typed, now)
    except BadInput as fault:
        # The currency has a field of its own, which tells it.
        return None if fault.where == "currency" != field.key else fault
    return None


def beside(field: Field, typed: Mapping[str, str], now: DateTime, words: Words) -> str:
    """What stands beside a field: its unit, the weekday of a date; ways to say it while it is empty."""
    text = typed.get(field.key, "")
    if text.strip():
        if field.kind in DATES:
            return _day_words(field, typed, now, words)
        return unit_of(field, typed, words)
    unit, hint = unit_of(field, typed, words), field.hint if field.kind in NARROW else ""
    return f"{unit}  {hint}" if unit and hint else unit or hint


def _day_words(field: Field, typed: Mapping[str, str], now: DateTime, words: Words) -> str:
    try:
        day = _date(field, typed[field.key], typed, now)
    except BadInput:
        return ""
    said = words.weekday(day)
    if day.year != now.year:
        said = words("tui.form.day_of_year", day=said, year=day.year)
    return f"{said} · {when(words, day, now.date())}"


def unit_of(field: Field, typed: Mapping[str, str], words: Words) -> str:
    """The unit of a field: the currency of an amount, percent, or its own."""
    if field.kind == "amount":
        try:
            return words.currency_sign(_currency(field, typed))
        except BadInput:
            return ""
    return field.unit or ("%" if field.kind == "rate" else "")
