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

    `currency` is the book's, for talks about no loan.
    """
    country = country_of_talks(ledger, rules, currency)
    return findings(ledger, all_standards(rules), contact=contact, loan=loan, country=country)


def country_of_talks(ledger: Ledger, rules: Rules, currency: str) -> Callable[[Talk], str]:
    """Tells the country of a talk: that of the loan it is about, else of the loans its contact is entered with.

    Else that of `currency`. A loan in a currency without rules stands beside none.
    """
    loans = {one.id: rules.country_of(one.currency) for one in ledger.loans}
    of_contact = {
        one.id: next((loans[id] for id in one.loans if id in loans), None) for one in ledger.contacts
    }
    usual = rules.country_of(currency)

    def country(talk: Talk) -> str:
        about = next((loans[id] for id in talk.loans if id in loans), None)
        if about is None and talk.dues:
            about = next((loans[id] for id in sorted(loans_of(talk)) if id in loans), None)
        if about is None:
            about = of_contact.get(talk.contact)
        return usual if about is None else about

    return country


def all_standards(rules: Rules) -> tuple[Standard, ...]:
    """The limits of every country there are rules of."""
    return tuple(limit for one in rules.countries for limit in standards(rules, one))


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


def _within(what: Any) -> Callable[[Rule], Standard]:
    """The value is the days in which there is none."""

    def make(rule: Rule) -> Standard:
        return Standard(rule.id, what, rule.start, rule.end, days=rule.whole)

    return make


_LIMITS: dict[str, Callable[[Rule], Standard]] = {
    "quiet_hours": _hours(CALLS),
    "quiet_hours_banks": _hours(AT_ALL_HOURS),
    "calls_connected": _times("answered"),
    "calls_unanswered": _times("unanswered"),
    "calls_a_week": _times("called"),
    "calls_after_talk": _within("after_talk"),
    "visits": _times("visited"),
    "third_parties": _limit("third_party"),
    "third_parties_banks": _limit("third_party"),
}
