"""A rule in words: what it is, its value, its source and what to be careful about.

Names and notes of the shipped rules are in the catalogue `rules`; of a person's own in their file. Nothing
here judges: a rule is told with the weight its source has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date

from finterm.domain.calendar import add_months
from finterm.domain.money import Money, exponent
from finterm.locale import Words
from finterm.rules.rule import Rule, Rules
from finterm.rules.units import COUNTED, MEASURED, MONEY

_YEAR = 12  # months


def name_of(words: Words, rule: Rule) -> str:
    """What the rule is about: the person's own name for it, the catalogue's, or else its id."""
    key = f"rules.{rule.country}.{rule.id}"
    return rule.name or (words(key) if words.has(key) else rule.id)


def note_of(words: Words, rule: Rule) -> str:
    """A sentence to the rule; empty where there is none. One's own rule does not take over ours."""
    key = f"rules.{rule.country}.{rule.id}.note"
    return rule.note or (words(key) if not rule.own and words.has(key) else "")


def value_of(words: Words, rule: Rule) -> str:
    """The value with its unit: `5 years`, `24% a year`, `22:00–08:00`."""
    unit = rule.unit
    if unit in COUNTED:
        last = rule.value[-1] if isinstance(rule.value, tuple) else rule.value
        return words.count(f"rules.unit.{unit}", int(last), value=_joined(list(rule.texts)))
    if unit in MEASURED:
        sign = "%" if unit.startswith("percent") else ""
        return words(f"rules.unit.{unit}", value=_joined([f"{_plain(part)}{sign}" for part in rule.texts]))
    if MONEY.fullmatch(unit):
        amounts = [Money(int(part.scaleb(exponent(unit))), unit) for part in rule.numbers]
        return _joined([words.money(amount) for amount in amounts])
    if unit == "words":
        keys = [f"rules.word.{part}" for part in rule.texts]
        return words("core.comma").join(
            words(key) if words.has(key) else part for key, part in zip(keys, rule.texts, strict=True)
        )
    if unit == "contact":
        return " · ".join(rule.texts)
    if unit == "opening":
        begins, ends = rule.texts[::2], rule.texts[1::2]
        return words("core.comma").join(map("–".join, zip(begins, ends, strict=True)))
    return words("rules.unit.fact") if unit == "fact" else _joined(list(rule.texts))


def source_of(words: Words, rule: Rule) -> str:
    """Authority, instrument, article and date; a person's own file first where it is from there."""
    said = [
        words("rules.own", file=rule.own) if rule.own else "",
        authority_of(words, rule),
        instrument_of(words, rule),
        words("rules.article", article=rule.article) if rule.article else "",
        words.day(rule.dated) if rule.dated else "",
    ]
    return words("rules.comma").join(part for part in said if part)


def authority_of(words: Words, rule: Rule) -> str:
    """Who set it, in the language where the name is known in it."""
    return dict(rule.others).get(f"authority_{words.language}", rule.authority)


def instrument_of(words: Words, rule: Rule) -> str:
    """The name of the instrument, in the language where it is known in it."""
    return dict(rule.others).get(f"instrument_{words.language}", rule.instrument)


def short_source_of(words: Words, rule: Rule) -> str:
    """Instrument and article alone, for a line that has little room."""
    said = [instrument_of(words, rule), words("rules.article", article=rule.article) if rule.article else ""]
    return words("rules.comma").join(part for part in said if part)


def status_of(words: Words, rule: Rule) -> str:
    """The weight of the source: law, court practice, regulator's notice, standard, self-regulation, convention."""
    return words(f"rules.status.{rule.status}")


def cited(words: Words, rule: Rule) -> str:
    """The source with its weight behind it, for a sentence that rests on the rule."""
    status = status_of(words, rule)
    if rule.own:  # the weight is that of the rule; the value is the person's
        status = words("core.comma").join([status, words("rules.confidence.own")])
    return words("rules.cited", source=source_of(words, rule), status=status)


def sentence(words: Words, rule: Rule, on: Date) -> str:
    """A rule as a finding rests on it: what it says, where, with what weight, and what to be careful about."""
    name = name_of(words, rule)
    said = name if rule.unit == "fact" else words("conduct.beside", name=name, value=value_of(words, rule))
    return words("core.also").join([said, cited(words, rule), *marks_of(words, rule, on)])


def unheld_sentence(words: Words, what: Iterable[str]) -> str:
    """That what was noted is held against no rule; `what` as `conduct.unheld` gives it."""
    said = [
        words("conduct.what.third_party") if one == "third_party" else words(f"core.conduct.{one}")
        for one in what
    ]
    return words("conduct.unheld", what=words("core.comma").join(said))


def confidence_of(words: Words, rule: Rule) -> str:
    """How sure the value is."""
    return words(f"rules.confidence.{rule.confidence}")


def marks_of(words: Words, rule: Rule, on: Date) -> list[str]:
    """What to be careful about on the day `on`, a phrase each."""
    said = []
    for mark in rule.marks(on):
        if mark == "unconfirmed" and rule.confirmed is None:
            mark = "never_confirmed"
        values = {"start": rule.start, "until": rule.end, "date": rule.confirmed}
        days = {name: words.day(day) for name, day in values.items()}
        said.append(words(f"rules.mark.{mark}", **days))
    return said


def gaps_of(words: Words, rules: Rules, rule: Rule, on: Date) -> list[str]:
    """For which days up to `on` no value of a rule that changed is known, with the months, a sentence each."""
    told = []
    for first, last in rules.gaps(rule.id, rule.country, on):
        count = (last.year - first.year) * _YEAR + last.month - first.month + 1
        months = [f"{add_months(first.replace(day=1), n):%Y-%m}" for n in range(count)]
        which = words("core.comma").join(months) if count <= _YEAR else f"{months[0]} – {months[-1]}"
        told.append(words("rules.gap", first=words.day(first), last=words.day(last), months=which))
    return told


def unit_of(words: Words, rule: Rule) -> str:
    """The unit alone, as it stands behind a value; empty where the value says it."""
    if MONEY.fullmatch(rule.unit):
        return rule.unit
    if rule.unit not in COUNTED and rule.unit not in MEASURED:
        return ""
    sign = "%" if rule.unit.startswith("percent") else ""
    if rule.unit in COUNTED:
        return words.count(f"rules.unit.{rule.unit}", 2, value="").strip()
    return words(f"rules.unit.{rule.unit}", value=sign).strip()


def marks_with_name(words: Words, rule: Rule, on: Date) -> list[str]:
    """The marks of a rule that another rests on: each says whose it is."""
    name = name_of(words, rule)
    return [words("rules.mark_of", name=name, mark=mark) for mark in marks_of(words, rule, on)]


def short_mark(words: Words, rule: Rule, on: Date) -> str:
    """The first mark in a word or two, for a list; that the rule is the person's own where it has no mark."""
    mark = next(iter(rule.marks(on)), "own" if rule.own else "")
    return words(f"rules.short.{mark}") if mark else ""


def period_of(words: Words, rule: Rule) -> str:
    """From when to when it holds: `2024-07-22 – 2024-10-20`, open ends left open; that none is known is said."""
    if rule.start is None and rule.end is None:
        return words("rules.always")
    if rule.end is None:
        return words("rules.since", day=words.day(rule.start))
    return " ".join(
        part for part in (words.day(rule.start) if rule.start else "", "–", words.day(rule.end)) if part
    )


def country_of(words: Words, country: str) -> str:
    """The name of a country, or its code where we know none."""
    key = f"rules.country.{country}"
    return words(key) if words.has(key) else country.upper()


def _plain(number: str) -> str:
    whole, point, part = number.partition(".")
    return f"{whole}.{part.rstrip('0')}".rstrip(".") if point else whole


def _joined(parts: list[str]) -> str:
    """Two are a range, more a list."""
    return "–".join(parts) if len(parts) == 2 else " / ".join(parts)


def counted_from(words: Words, key: str, start: str) -> str:
    """The key of a sentence about the credit record as it is true where its years run from `start`."""
    others = () if start == "cleared" else (f"{key}.{start}", f"{key}.not_payment")
    return next((other for other in others if words.has(other)), key)
