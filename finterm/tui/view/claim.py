"""What is said of an amount that somebody named: the difference, what accounts for it, reference lines, questions. Pure.

The words themselves are in `exchange.claimed`, which the command line says them with too.
"""

from __future__ import annotations

from finterm.domain.claims import Check, Part
from finterm.domain.records import Claim, Loan
from finterm.exchange import claimed
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight

SHOWN = 3  # claims on the page of a loan, the latest first


def checked(sight: Sight, loan: Loan, claim: Claim) -> Check:
    """The claim against the book, with the rules of the day it was made."""
    # While somebody types the same amount is asked for at every key.
    asked = (loan.id, claim.on, claim.minor, claim.measure, claim.penalty, claim.late_fee)
    events = sight.positions.events(loan.id)
    found = sight.remember(("claim", asked), lambda: claimed.checked(sight.rules, loan, claim, events))
    return found._replace(claim=claim)


def claims_of(sight: Sight, loan: Loan) -> list[Claim]:
    """The claims about a loan, the latest first."""
    found = [claim for claim in sight.ledger.claims if claim.loan == loan.id]
    return sorted(found, key=lambda claim: (claim.on, claim.id), reverse=True)


def claim_blocks(sight: Sight, loan: Loan) -> list[Block]:
    """The amounts named for a loan: the latest taken apart, those before in a line each."""
    found = claims_of(sight, loan)
    if not found:
        return []
    blocks: list[Block] = [Title(sight.words("claims.title")), *check_blocks(sight, loan, found[0])]
    for claim in found[1:SHOWN]:
        blocks.append(
            Text(f"{sight.words.day(claim.on)} · {difference(sight, loan, checked(sight, loan, claim))}")
        )
    return blocks


def check_blocks(sight: Sight, loan: Loan, claim: Claim) -> list[Block]:
    """One claim, whole."""
    words, found = sight.words, checked(sight, loan, claim)

    def money(minor: int) -> str:
        return sight.money(minor, loan.currency)

    blocks: list[Block] = [
        Fact(words("claims.on"), words.day(claim.on)),
        Fact(
            words("claims.named"), f"{money(claim.minor)} · {words(f'claims.of.{claim.measure}')}", "strong"
        ),
        Fact(words("claims.ours"), money(found.ours)),
        Fact(words("claims.difference"), difference(sight, loan, found), _state(found)),
    ]
    blocks += [Fact(words("claims.of_it"), part_words(sight, loan, part)) for part in found.parts]
    if claim.ours != found.ours:
        blocks.append(Text(words("claims.then", amount=money(claim.ours)), "faint"))
    blocks += [
        Fact(words("claims.contains"), f"{words(f'core.component.{name}')} {money(minor)}")
        for name, minor in (("penalty", claim.penalty), ("late_fee", claim.late_fee))
        if minor is not None
    ]
    blocks += _reference(sight, loan, found)
    if claim.note:
        blocks.append(Text(sight.free(claim.note), "faint"))
    blocks.append(Text(words("claims.ask"), "label"))
    return [*blocks, *(Text(f"· {question}") for question in questions(sight, loan, found))]


def summary(sight: Sight, loan: Loan, claim: Claim) -> list[str]:
    """The check in few lines, for a form."""
    found = checked(sight, loan, claim)
    lines = [difference(sight, loan, found)]
    lines += [part_words(sight, loan, part) for part in found.parts]
    lines += [
        f"{line.value} · {line.label}" for line in _reference(sight, loan, found) if isinstance(line, Fact)
    ]
    return lines


def difference(sight: Sight, loan: Loan, found: Check) -> str:
    """How far what they named is from what the book gives."""
    return claimed.difference(sight.words, found, lambda minor: sight.money(minor, loan.currency))


def _state(found: Check) -> str:
    return "good" if not found.difference else "" if found.is_explained else "warning"


def part_words(sight: Sight, loan: Loan, part: Part) -> str:
    """What accounts for a part of the difference."""
    events = sight.positions.events(loan.id)
    return claimed.part(sight.words, part, events, lambda minor: sight.money(minor, loan.currency))


def _reference(sight: Sight, loan: Loan, found: Check) -> list[Block]:
    """What is asked for being late beside each reference line, in the weight its source has."""
    words = sight.words

    def money(minor: int) -> str:
        return sight.money(minor, loan.currency)

    late = claimed.late(words, found, money)
    if not late:
        return []
    blocks: list[Block] = [Fact(words("claims.for_late"), late)]
    for line in claimed.beside(words, sight.rules, loan, found, money):
        blocks.append(Fact(line.label, line.told, "warning" if line.is_above else ""))
        blocks += [Text(text, "faint") for text in line.care]
    return blocks


def questions(sight: Sight, loan: Loan, found: Check) -> list[str]:
    """What to ask them, by what the check found."""
    return claimed.questions(sight.words, found, sight.positions.events(loan.id))
