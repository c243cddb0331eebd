"""What is said about a dispute or complaint. Pure."""

from __future__ import annotations

from datetime import timedelta

from finterm.domain.disputes import Clock
from finterm.domain.records import Dispute
from finterm.tui.actions import keys_said
from finterm.tui.view.credit import clock_of, clock_words
from finterm.tui.view.credit_terms import countries_of, source_blocks
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight


def dispute_page(sight: Sight, dispute: Dispute) -> list[Block]:
    """One dispute: its clock, what it says, and the next step."""
    words = sight.words
    one = clock_of(sight, dispute)
    loan = sight.loans.get(dispute.loan)
    before = next((other for other in sight.ledger.disputes if other.id == dispute.after), None)
    cell = clock_words(sight, one)
    facts = (
        ("core.field.kind", words(f"core.dispute_kind.{dispute.kind}")),
        ("credit.dispute.to", words(f"core.dispute_to.{dispute.filed_with}")),
        ("credit.dispute.filed_on", words.day(dispute.filed_on)),
        ("credit.dispute.due", words("credit.dispute.due_days", day=words.day(one.due), days=dispute.days)),
        ("credit.dispute.longer", _longest(sight, one)),
        ("credit.dispute.answered_on", words.day(dispute.answered_on) if dispute.answered_on else ""),
        ("credit.lender", dispute.lender),
        ("core.field.loan", loan.name if loan else ""),
        ("credit.dispute.follows", sight.free(before.what) if before else ""),
        ("credit.dispute.evidence", sight.free(dispute.evidence)),
        ("core.field.files", words("core.comma").join(file.name for file in dispute.files)),
        ("credit.dispute.reference", dispute.reference),
        ("core.field.note", sight.free(dispute.note)),
    )
    return [
        Title(sight.free(dispute.what)),
        Fact(words("tui.loans.state"), cell.text, cell.state),
        *(Fact(words(key), text) for key, text in facts if text),
        Title(words("credit.next")),
        Text(words(f"credit.next.{one.next}", **keys_said("credit"))),
        *source_blocks(sight, f"{dispute.kind}_answer", countries_of(sight).of_dispute(dispute, loan)),
    ]


def _longest(sight: Sight, one: Clock) -> str:
    """By when an answer must have come where more was handed in meanwhile, while it is awaited."""
    countries, loan = countries_of(sight), sight.loans.get(one.dispute.loan)
    more = countries.at(countries.of_dispute(one.dispute, loan)).dispute_longer_days
    if more is None or one.state == "closed" or one.dispute.kind != "dispute":
        return ""
    return sight.words.day(one.due + timedelta(days=more))
