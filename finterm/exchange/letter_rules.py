"""Rules as a letter names them: by instrument and article, with the weight of what binds nobody. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from finterm.locale import Words
from finterm.rules.rule import Rule
from finterm.rules.said import instrument_of, status_of

BINDING = ("law", "regulator")


def cited(words: Words, rule: Rule) -> str:
    """A rule by instrument and article; its weight where it binds nobody."""
    status = "" if rule.status in BINDING else words("letters.weight", status=status_of(words, rule))
    source = instrument_of(words, rule)
    if not rule.article:
        return words("letters.cited.whole", source=source, status=status)
    article = words("letters.article", article=rule.article.replace(", ", words("letters.comma")))
    return words("letters.cited", source=source, article=article, status=status)


def all_cited(words: Words, rules: Iterable[Rule]) -> str:
    """Several of them in a row."""
    return words("letters.semicolon").join(cited(words, rule) for rule in rules)
