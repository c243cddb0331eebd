"""What is to be looked up before a screen is relied on: the rules it uses that are past or long not confirmed. Pure.

A screen that tells a rule says its marks beside it. One that only counts by a rule (a term, a date that follows
from one) says them in the one sentence of `to_look_up`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date

from finterm.locale import Words
from finterm.rules.rule import Rules
from finterm.rules.said import name_of

OLD = ("past", "unconfirmed")
OF_CREDIT = (
    "record_kept", "record_from_payoff", "record_from_default", "record_starts", "free_reports", "dispute_answer",
    "dispute_longer", "complaint_answer",
)  # fmt: skip
OF_SHEET = ("cost_table",)
OF_CLAIM = ("penalty_times",)
OF_LETTER: dict[str, tuple[str, ...]] = {
    "confirm": OF_SHEET,
    "card_plan": ("card_plan_consent",),
    "third_party": ("separate_consent", "private_peace", "third_parties", "third_parties_banks"),
    "dispute": ("dispute_answer",),
    "complaint": ("lender_answer", "complaint_answer", "complaint_holds", "channel_regulator"),
}


def to_look_up(words: Words, rules: Rules, ids: Iterable[str], on: Date, *countries: str) -> str:
    """The sentence that names those of the rules `ids` that are past or not confirmed for a year; empty: none is."""
    found = [
        name_of(words, rule)
        for country in dict.fromkeys(countries)
        for id in ids
        if country and (rule := rules.last(id, on, country)) and set(rule.marks(on)) & {*OLD}
    ]
    return words("rules.look_up", which=words("guide.also").join(found)) if found else ""
