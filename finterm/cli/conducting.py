"""`conduct`: what the diary suggests about how a debt is collected, beside the rules it is held against."""

from __future__ import annotations

from typing import Any

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.output import clean, say, table, tell_json, warn
from finterm.domain.conduct import COUNTED, Finding, unheld
from finterm.domain.ledger import Ledger
from finterm.exchange.names import Lookup
from finterm.locale import Words


def command(verb: str, words: Words) -> click.Command:
    """The command `conduct`."""
    return made(
        words,
        verb,
        conduct,
        click.Argument(["about"], required=False, metavar=f"[{words('cli.metavar.about')}]"),
    )


def conduct(call: Call, about: str | None) -> None:
    """`finterm conduct [LOAN|CONTACT]`."""
    from finterm.rules import load
    from finterm.rules.standards import country_of, standards, suggested

    ledger, settings = call.look()
    loan, contact = _about(ledger, about)
    rules = load()
    found = suggested(ledger, rules, settings.currency, contact=contact, loan=loan)
    if call.json:
        tell_json([_shape(one) for one in found])
        return
    words = call.words
    if left := unheld(ledger, found, contact=contact, loan=loan):
        from finterm.rules.said import unheld_sentence

        warn(call, unheld_sentence(words, left))
    if not found:
        currency = next((one.currency for one in ledger.loans if one.id == loan), "")
        known = not currency or standards(rules, country_of(currency))
        say(words("conduct.none") if known else words("conduct.no_rules", currency=currency))
        return
    names = {one.id: one.name for one in ledger.contacts}
    head = [words("core.field.date"), words("cli.conduct.who"), words("cli.conduct.suggests")]
    say(*table(head, [_row(one, names, words) for one in found], "<<<"), "")
    from finterm.rules.said import sentence
    from finterm.rules.standards import cited as rule_of

    told = {}
    for one in found:
        for standard in one.standards:
            if rule := rule_of(rules, standard, one.date):
                told[f"{rule.country}.{rule.id} {rule.own}"] = sentence(words, rule, call.today)
    say(*(clean(line) for line in told.values()), "", words("conduct.about"))


def _about(ledger: Ledger, typed: str | None) -> tuple[str, str]:
    """The ids of the loan and of the contact meant, one of them empty: a loan of that name comes first."""
    if typed is None:
        return "", ""
    loans, contacts = Lookup("loans", ledger.loans), Lookup("contacts", ledger.contacts)
    if loans.named(typed) or not contacts.named(typed):
        return loans.guess(typed, "loan").id, ""
    return "", contacts.guess(typed, "contact").id


def _row(finding: Finding, names: dict[str, str], words: Words) -> list[str]:
    what = words(f"conduct.what.{finding.what}")
    if finding.what in COUNTED:
        what = f"{what} ({finding.times} / {finding.limit})"
    if finding.conduct:
        what = words(f"core.conduct.{finding.conduct}")
    at = words.day(finding.date) if finding.what in COUNTED else words.moment(finding.talks[0].at)
    who = names.get(finding.contact, "") or finding.person or words("core.none")
    return [at, clean(who), what]


def _shape(finding: Finding) -> dict[str, Any]:
    return {
        "what": finding.what,
        "conduct": finding.conduct,
        "date": finding.date,
        "contact": finding.contact,
        "person": finding.person,
        "talks": [talk.id for talk in finding.talks],
        "times": finding.times,
        "limit": finding.limit or None,
        "country": finding.standards[0].country,
        "rules": [standard.rule for standard in finding.standards],
    }
