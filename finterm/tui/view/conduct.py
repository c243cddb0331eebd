"""What the diary suggests about conduct, beside the rules it is held against, as a page and in one line. Pure.

A finding is always "log suggests", with the rule, its weight and its source: never a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.conduct import COUNTED, Finding, What, findings_about, unheld
from finterm.domain.records import Talk
from finterm.rules.rule import Rule
from finterm.rules.said import sentence, unheld_sentence
from finterm.rules.standards import cited as rule_of
from finterm.rules.standards import country_of, standards, suggested
from finterm.tui.view.about import About, belongs
from finterm.tui.view.diary import who
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight
from finterm.tui.view.talks import talks_of

ORDER: tuple[What, ...] = ("quiet", *COUNTED, "after_talk", "third_party", "noted")


def findings_of(sight: Sight) -> tuple[Finding, ...]:
    """Everything the diary suggests, the newest first; computed once a sight."""
    return sight.remember("findings", lambda: suggested(sight.ledger, sight.rules, sight.settings.currency))


def country(sight: Sight, loan: str = "") -> str:
    """The country whose rules are meant: that of the loan's currency, else of the book's; empty: none."""
    currency = sight.loans[loan].currency if loan in sight.loans else sight.settings.currency
    return country_of(currency)


def conduct_page(sight: Sight, about: About) -> list[Block]:
    """What the log suggests about whom and what is picked, by sort, each beside its rules."""
    words = sight.words
    found = [one for one in findings_of(sight) if any(belongs(talk, about) for talk in one.talks)]
    names = [one.name for one in (sight.contacts.get(about.contact), sight.loans.get(about.loan)) if one]
    blocks: list[Block] = [Title(" · ".join([words("conduct.title"), *names])), _totals(sight, about)]
    blocks.append(Text(words("conduct.about"), "faint"))
    left = unheld(sight.ledger, found, contact=about.contact, loan=about.loan)
    noted = [Text(unheld_sentence(sight.words, left), "warning")] if left else []
    if not found:
        return [*blocks, Text(_nothing(sight, about)), *noted]
    for what in ORDER:
        if of_it := [one for one in found if one.what == what]:
            blocks.append(Title(words(f"conduct.what.{what}")))
            blocks += [Fact(*_line(sight, one)) for one in of_it]
            blocks += [Text(told, "faint") for told in _beside(sight, of_it)]
    return [*blocks, *noted]


def _nothing(sight: Sight, about: About) -> str:
    """That nothing was found, or that there was nothing to hold the diary against."""
    loan = sight.loans.get(about.loan)
    if loan and not standards(sight.rules, country(sight, loan.id)):
        return sight.words("conduct.no_rules", currency=loan.currency)
    return sight.words("conduct.none")


def _totals(sight: Sight, about: About) -> Block:
    """How many of their calls were answered and how many were not."""
    calls = [
        talk
        for talk in talks_of(sight).values()
        if talk.channel == "phone" and talk.direction == "incoming" and belongs(talk, about)
    ]
    answered = sum(talk.reached for talk in calls)
    words = sight.words
    said = words("conduct.totals",
        answered=words.count("conduct.counted", answered),
        missed=words.count("conduct.not_answered", len(calls) - answered),
    )  # fmt: skip
    return Text(said)


def _line(sight: Sight, finding: Finding) -> tuple[str, str]:
    """When, and who did what: one talk, or how many on a day where a rule counts them."""
    words, talk = sight.words, finding.talks[-1]
    if finding.what in COUNTED:
        told = words.count("conduct.line.many", finding.times, who=who(sight, talk), limit=finding.limit)
        return words.day(finding.date), told
    how = words(f"core.channel.{talk.channel}")
    if finding.conduct:
        how = words(f"core.conduct.{finding.conduct}")
    elif finding.what == "third_party" and talk.third_party:
        how = words(f"core.third_party.{talk.third_party}")
    return words.moment(talk.at), f"{who(sight, talk)} · {how}"


def _beside(sight: Sight, found: Sequence[Finding]) -> list[str]:
    """The rules that findings stand beside, each once: name, value, source with its weight, what to mind."""
    rules: dict[str, Rule] = {}
    for finding in found:
        for standard in finding.standards:
            rule = rule_of(sight.rules, standard, finding.date)
            if rule is not None:
                rules.setdefault(f"{rule.country}.{rule.id} {rule.own}", rule)
    return [rule_sentence(sight, rule) for rule in rules.values()]


def rule_sentence(sight: Sight, rule: Rule) -> str:
    """A rule as a sentence rests on it: what it says, where, with what weight, and what to be careful about."""
    return sentence(sight.words, rule, sight.on)


def suggestions(sight: Sight, talk: Talk) -> list[Block]:
    """What the log suggests about one talk, a line each with the first rule it stands beside."""
    words, blocks = sight.words, []
    for finding in findings_about(talk, findings_of(sight)):
        what = words(f"conduct.what.{finding.what}")
        if finding.conduct:
            what = words(f"core.conduct.{finding.conduct}")
        blocks.append(Text(words("conduct.suggests", what=what), "warning"))
        blocks += [Text(sentence, "faint") for sentence in _beside(sight, [finding])[:1]]
    return [*blocks]


def conduct_note(sight: Sight, about: About) -> list[Block]:
    """How many things the log suggests to ask about, for a page about something else; nothing where none."""
    n = sum(any(belongs(talk, about) for talk in one.talks) for one in findings_of(sight))
    return [Text(sight.words.count("conduct.found", n), "warning")] if n else []
