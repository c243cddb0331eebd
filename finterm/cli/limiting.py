"""What an entry may do to the period of limitation, said beside the answer of the verb that made it."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.cli.call import Call
from finterm.cli.output import warn
from finterm.domain.limitation import MarkKind


def note_limitation(call: Call, kinds: Sequence[MarkKind], currency: str) -> None:
    """The sentences about `kinds` with their source to stderr, by the rules for loans in `currency`."""
    if not kinds:
        return
    from finterm.rules import load
    from finterm.rules.limiting import noted

    rules = load()
    if told := noted(call.words, rules, kinds, call.today, rules.country_of(currency)):
        warn(call, told)
