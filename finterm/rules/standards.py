"""Rules of collection as the limits that the diary is held against, and the terms answers are due in. Pure.

Which rule speaks of what is said here; the numbers and hours are those of the rules. Of one name a person's
own rule takes the place of the shipped one from its first day on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date as Date
from datetime import timedelta
from typing import Any

from finterm.domain.conduct import AT_ALL_HOURS, CALLS, Finding, Standard, findings
from finterm.domain.diary import loans_of
from finterm.domain.ledger import Ledger
from finterm.domain.letters import Terms
from finterm.domain.records import Conduct, Talk
from finterm.rules.loading import load
from finterm.rules.rule import Rule, Rules

_WEEK = 7  # days, of a number of times a week
_STRANGERS: tuple[Conduct, ...] = ("told_others", "after_objection")
_FORCE: tuple[Conduct, ...] = ("threat", "abuse", "posing")
_NOTED: dict[str, tuple[Conduct, ...]] = {
    "third_parties": _STRANGERS,
    "third_parties_banks": _STRANGERS,
    "no_pressure_to_borrow": ("borrow",),
    "no_threats": _FORCE,
    "public_security": ("threat", "abuse"),
}
_SPANS = {"times_a_week": _WEEK}


def country_of(currency: str) -> str:
    """The country whose rules stand beside a loan in `currency`; empty where there are rules of none."""
    return load().country_of(currency)


def suggested(
    ledger: Ledger, rules: Rules, currency: str, *, contact: str = "", loan: str = ""
) -> tuple[Finding, ...]:
    """What the diary suggests, each talk beside the rules of its own country; see `conduct.findings`.

    That is the country of the loan it is about, else of the loans its contact is entered with, else that of
    `currency`, the book's. A loan in a currency without rules stands beside none.
    """
    loans = {one.id: one.currency for one in ledger.loans}
    of_contact = {one.id: one.loans for one in ledger.contacts}

    def country(talk: Talk) -> str:
        about = [*sorted(loans_of(talk)), *of_contact.get(talk.contact, ())]
        return rules.country_of(next((loans[id] for id in about if id in loans), currency))

    limits = [limit for one in rules.countries for limit in standards(rules, one)]
    return findings(ledger, limits, contact=contact, loan=loan, country=country)


def standards(rules: Rules, country: str) -> tuple[Standard, ...]:
    """Every limit on collection that the rules of a country set, dated as the rule is."""
    found: list[Standard] = []
    for id, make in _LIMITS.items():
        for rule in _in_turn(rules.history(id, country)):
            found.append(make(rule))
    for id, conducts in _NOTED.items():
        for rule in _in_turn(rules.history(id, country)):
            found += [_limit("noted", conduct=conduct)(rule) for conduct in conducts]
    return tuple(limit._replace(country=country) for limit in found)


def terms(rules: Rules, on: Date, country: str) -> Terms:
    """In how many days a dispute and a complaint made on `on` are to be answered, a simple one by the lender."""
    ids = ("dispute_answer", "complaint_answer", "lender_answer")
    return Terms(*(rule.whole if (rule := rules.find(id, on, country)) else None for id in ids))


def cited(rules: Rules, limit: Standard, on: Date) -> Rule | None:
    """The rule that a limit of `standards` for talks of the day `on` comes from."""
    history = rules.history(limit.rule, limit.country)
    return next((rule for rule in _in_turn(history) if rule.holds(on)), None)


def _in_turn(history: tuple[Rule, ...]) -> Iterator[Rule]:
    """Own rules, and the shipped ones for the time before the first of them."""
    own = [rule for rule in history if rule.own]
    first = min((rule.start or Date.min for rule in own), default=None)
    yield from own
    for rule in history:
        if rule.own:
            continue
        if first is None:
            yield rule
        elif first > (rule.start or Date.min):
            yield replace(rule, end=min(rule.end or Date.max, first - timedelta(days=1)))


def _limit(what: Any, **more: Any) -> Callable[[Rule], Standard]:
    def make(rule: Rule) -> Standard:
        return Standard(rule.id, what, rule.start, rule.end, **more)

    return make


def _hours(channels: tuple[str, ...]) -> Callable[[Rule], Standard]:
    def make(rule: Rule) -> Standard:
        begins, ends = rule.hours
        return Standard(rule.id, "quiet", rule.start, rule.end, begins, ends, channels)

    return make


def _times(what: Any) -> Callable[[Rule], Standard]:
    def make(rule: Rule) -> Standard:
        days = _SPANS.get(rule.unit, 1)
        return Standard(rule.id, what, rule.start, rule.end, limit=rule.whole, days=days)

    return make


_LIMITS: dict[str, Callable[[Rule], Standard]] = {
    "quiet_hours": _hours(CALLS),
    "quiet_hours_banks": _hours(AT_ALL_HOURS),
    "calls_connected": _times("answered"),
    "calls_unanswered": _times("unanswered"),
    "calls_a_week": _times("called"),
    "visits": _times("visited"),
    "third_parties": _limit("third_party"),
    "third_parties_banks": _limit("third_party"),
}
