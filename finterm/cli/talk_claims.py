"""The amount named in a talk as a claim, and its check in lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from finterm.domain.ledger import Ledger, events_by_loan
from finterm.domain.records import Claim, Loan, Measure, Record, Talk
from finterm.locale import Words

NO_CLAIM = "other"  # an amount that is not said to be owed


def named_in(
    ledger: Ledger,
    loans: list[Loan],
    records: tuple[Record, ...],
    measure: str | None,
    new_id: Callable[[], str],
) -> list[tuple[Loan, Claim]]:
    """The amount named as a claim on the one loan talked about, as the form of the screen keeps it too."""
    from finterm.domain.claims import check_claim, noted

    talk = next(record for record in records if isinstance(record, Talk))
    if talk.minor is None or len(loans) != 1 or measure == NO_CLAIM or talk.currency != loans[0].currency:
        return []
    if talk.at.date() < loans[0].start:
        return []  # nothing is owed yet: it is no amount of this loan
    events = events_by_loan(ledger.events).get(loans[0].id, [])
    of = cast("Measure | None", measure)
    claim = noted(loans[0], events, talk.at.date(), talk.minor, id=new_id(), measure=of, talk=talk.id)
    check_claim(claim)
    return [(loans[0], claim)]


def claim_lines(words: Words, ledger: Ledger, named: list[tuple[Loan, Claim]], *, is_said: bool) -> list[str]:
    """The claim check of the amount named, whole; `is_said`: somebody said of what it is."""
    from finterm.cli.claiming import told
    from finterm.exchange.claimed import checked
    from finterm.rules import load

    lines: list[str] = []
    for loan, claim in named:
        events = events_by_loan(ledger.events).get(loan.id, [])
        lines += ["", *told(words, loan, checked(load(), loan, claim, events), events, is_said=is_said)]
    return lines
