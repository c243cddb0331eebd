"""The terms of the credit record for a sight, and who says so. Pure but for the files of the rules."""

from __future__ import annotations

from finterm import rules
from finterm.domain.credit import CreditTerms
from finterm.rules.credit import credit_terms
from finterm.rules.said import cited, counted_from, marks_of
from finterm.rules.standards import country_of
from finterm.tui.view.page import Block, Text
from finterm.tui.view.sight import Sight


def terms_of(sight: Sight) -> CreditTerms:
    """The terms that hold today in the country of the book; computed once a sight."""
    country = country_of(sight.settings.currency)
    return sight.remember("credit terms", lambda: credit_terms(rules.load(), sight.on, country))


def source_of(sight: Sight, id: str) -> str:
    """Who says so, how binding it is and what to be careful about; empty where no rule is known."""
    rule = rules.load().last(id, sight.on, country_of(sight.settings.currency))
    if rule is None:
        return ""
    return sight.words("core.also").join([cited(sight.words, rule), *marks_of(sight.words, rule, sight.on)])


def source_blocks(sight: Sight, rule: str) -> list[Block]:
    """The line that says where a claim comes from; none where no rule is known."""
    said = source_of(sight, rule)
    return [Text(sight.words("credit.source", source=said), "faint")] if said else []


def variant(sight: Sight, key: str) -> str:
    """The key of a sentence as it is true where the years run from something else than the payment."""
    return counted_from(sight.words, key, terms_of(sight).retention_from)
