"""What an entry may do to the period of limitation, in a sentence with the rule it rests on. Pure.

Where no rule of the country is known nothing is said: without a source the sentence would be ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date

from finterm.domain.limitation import MarkKind
from finterm.locale import Words
from finterm.rules.rule import Rule, Rules
from finterm.rules.said import marks_of, short_source_of

RULE = "limitation_agreed"


def rule_of(rules: Rules, on: Date, country: str) -> Rule | None:
    """The rule of `country` by which agreeing to a debt restarts the period; None where none is known."""
    return rules.last(RULE, on, country)


def sentence(words: Words, kind: MarkKind) -> str:
    """The neutral sentence about one kind of entry."""
    return words(f"conduct.limitation.{kind}")


def noted(words: Words, rules: Rules, kinds: Iterable[MarkKind], on: Date, country: str) -> str:
    """The sentences about `kinds` with their source behind them; empty without kinds or without a rule."""
    rule, kinds = rule_of(rules, on, country), tuple(kinds)
    if rule is None or not kinds:
        return ""
    told = [sentence(words, kind) for kind in kinds]
    source = words("core.also").join([short_source_of(words, rule), *marks_of(words, rule, on)])
    told.append(words("conduct.limitation.source", source=source))
    return ("" if words.language == "zh" else " ").join(told)
