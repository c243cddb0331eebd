"""What the log of a pack suggests about collection, each beside the rule it is held against. Pure.

A finding is a reason to ask or to complain and never a verdict; the rule stands beside it with its source
and its weight, so that whoever reads the pack can judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date

from finterm.domain.conduct import COUNTED, Finding
from finterm.domain.ledger import Ledger
from finterm.exchange.document import Heading, Paragraph, Part, Table
from finterm.exchange.evidence.subject import Tables
from finterm.exchange.evidence.telling import Telling
from finterm.locale import Words
from finterm.rules.rule import Rule, Rules
from finterm.rules.said import sentence
from finterm.rules.standards import cited as rule_of
from finterm.rules.standards import suggested as conduct_suggested


def suggested(
    tables: Tables, rules: Rules, currency: str, on: Date, told: Telling, words: Words
) -> list[Part]:
    """The part of the document about conduct; nothing where the log suggests nothing.

    `currency` is the book's, for talks that are about no loan.
    """
    ledger = Ledger.of(lambda kind: tables.get(kind.table, ()))
    found = conduct_suggested(ledger, rules, currency)[::-1]
    if not found:
        return []
    header = [words("evidence.field.date"), words("evidence.suggests"), words("evidence.beside")]
    rows = []
    for finding in found:
        beside = [sentence(words, rule, on) for rule in _rules(finding, rules)]
        rows.append((_when(words, finding), _what(words, finding, told), "; ".join(beside)))
    return [
        Heading(words("conduct.title"), 2),
        Paragraph(words("conduct.about")),
        Table(header, rows),
    ]


def _when(words: Words, finding: Finding) -> str:
    if finding.what in COUNTED:
        return words.day(finding.date)
    return words.moment(finding.talks[-1].at)


def _what(words: Words, finding: Finding, told: Telling) -> str:
    talk = finding.talks[-1]
    what = words(f"core.conduct.{finding.conduct}" if finding.conduct else f"conduct.what.{finding.what}")
    if finding.what in COUNTED:
        who = told.who(talk)
        return told.joined(
            what, words.count("conduct.line.many", finding.times, who=who, limit=finding.limit)
        )
    third = words(f"core.third_party.{talk.third_party}") if talk.third_party else ""
    return told.joined(what, told.who(talk), third if finding.what == "third_party" else "")


def _rules(finding: Finding, rules: Rules) -> Iterator[Rule]:
    for standard in finding.standards:
        if (rule := rule_of(rules, standard, finding.date)) is not None:
            yield rule
