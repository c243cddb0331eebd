"""Dated, sourced facts about consumer debt, a file a country, and the reader that gives them types.

Every number that a law, a court, a regulator, a standard or a habit sets stands in these files and nowhere
in code: rates and caps, terms, hours, counts of calls, addresses. The domain gets them as plain values.
A person adds or corrects a rule in the folder `rules` beside the settings, and that one wins.
"""

from finterm.rules.loading import load
from finterm.rules.rule import Rule, Rules

__all__ = ["Rule", "Rules", "load"]
