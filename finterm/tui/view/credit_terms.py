"""The terms of the credit record for a sight, and who says so. Pure but for the files of the rules."""

from __future__ import annotations

from finterm.domain.credit_copies import Shown, shown
from finterm.domain.credit_terms import Countries
from finterm.domain.ledger import Ledger
from finterm.rules.credit import countries
from finterm.rules.said import cited, counted_from, marks_of
from finterm.tui.view.page import Block, Text
from finterm.tui.view.sight import Sight


def countries_of(sight: Sight) -> Countries:
    """The terms that hold today in each country, seen from the book's; computed once a sight."""
    return sight.remember("credit terms", lambda: countries_with(sight, sight.ledger))


def countries_with(sight: Sight, ledger: Ledger) -> Countries:
    """The same, seen from what the book will hold."""
    return countries(sight.rules, sight.on, sight.settings.currency, ledger)


def is_mixed(sight: Sight) -> bool:
    """Whether copies or loans of the book are of more than one country, so that it has to be said which."""
    countries = countries_of(sight)
    found = {countries.of_copy(copy) for copy in sight.ledger.credit_reports}
    found |= {countries.of_loan(loan) for loan in sight.ledger.loans}
    return len(found - {""}) > 1


def shown_of(sight: Sight) -> Shown:
    """The copies of the report and what each shows; sorted out once a sight."""
    return sight.remember("credit copies", lambda: shown(sight.ledger, countries_of(sight), sight.on))


def source_of(sight: Sight, id: str, country: str) -> str:
    """Who says so, how binding it is and what to be careful about; empty where `country` has no such rule."""
    rule = sight.rules.last(id, sight.on, country) if country else None
    if rule is None:
        return ""
    return sight.words("core.also").join([cited(sight.words, rule), *marks_of(sight.words, rule, sight.on)])


def source_blocks(sight: Sight, rule: str, country: str) -> list[Block]:
    """The line that says where a claim comes from; none where `country` has no such rule."""
    said = source_of(sight, rule, country)
    return [Text(sight.words("credit.source", source=said), "faint")] if said else []


def variant(sight: Sight, key: str, country: str) -> str:
    """The key of a sentence as it is true where the years run from something else than the payment."""
    return counted_from(sight.words, key, countries_of(sight).at(country).retention_from)
