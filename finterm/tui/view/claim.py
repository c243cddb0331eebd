"""What is said of an amount that somebody named: the difference, what accounts for it, reference lines, questions. Pure.

The words themselves are in `exchange.claimed`, which the command line says them with too.
"""

from __future__ import annotations

from finterm.domain.claims import Check, is_overtaken
from finterm.domain.difference import Trial
from finterm.domain.records import Claim, Loan, Talk
from finterm.exchange import claimed
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight

SHOWN = 3  # claims on the page of a loan, the latest first
ASKED = 3  # questions in a form, while somebody talks; the page has them all


def checked(sight: Sight, loan: Loan, claim: Claim) -> Check:
    """The claim against the book, with the rules of the day it was made."""
    # While somebody types the same amount is asked for at every key.
    asked = (loan.id, claim.on, claim.minor, claim.measure, claim.penalty, claim.late_fee)
    events = sight.positions.events(loan.id)
    trial = sight.remember(("trial", loan.id, claim.on), lambda: Trial(loan, events, claim.on))
    found = sight.remember(("claim", asked), lambda: claimed.checked(sight.rules, loan, claim, events, trial))
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
    return [*blocks, *(Text(_line(sight, loan, claim)) for claim in found[1:SHOWN])]


def talk_claims(sight: Sight, talk: Talk) -> list[Block]:
    """What was found about the amounts named in a talk: the latest taken apart, those before it in a line each."""
    found = sorted((c for c in sight.ledger.claims if c.talk == talk.id), key=lambda c: c.id, reverse=True)
    known = [claim for claim in found if claim.loan in sight.loans]
    if not known:
        return []
    blocks: list[Block] = [Title(sight.words("claims.check"))]
    for claim in known:
        loan = sight.loans[claim.loan]
        if is_overtaken(claim, known):
            blocks.append(Text(_line(sight, loan, claim), "faint"))
        else:
            blocks += check_blocks(sight, loan, claim)
    return blocks


def _line(sight: Sight, loan: Loan, claim: Claim) -> str:
    """A claim in one line, by what the book gave when it was noted."""
    named = sight.money(claim.minor, loan.currency)
    told = claimed.then(sight.words, claim, lambda minor: sight.money(minor, loan.currency))
    before = sight.words("claims.overtaken") if is_overtaken(claim, sight.ledger.claims) else ""
    return " · ".join(part for part in (sight.words.day(claim.on), named, told, before) if part)


def check_blocks(sight: Sight, loan: Loan, claim: Claim) -> list[Block]:
    """One claim, whole: first what was found when it was noted, where the book gives something else now."""
    words, found = sight.words, checked(sight, loan, claim)

    def money(minor: int) -> str:
        return sight.money(minor, loan.currency)

    blocks: list[Block] = [
        Fact(words("claims.on"), words.day(claim.on)),
        Fact(
            words("claims.named"), f"{money(claim.minor)} · {words(f'claims.of.{claim.measure}')}", "strong"
        ),
    ]
    if claim.ours != found.ours:
        blocks += [
            Text(claimed.then(words, claim, money), "strong"),
            Text(words("claims.now"), "label"),
        ]
    blocks += [
        Fact(words("claims.ours"), money(found.ours)),
        Fact(words("claims.difference"), difference(sight, loan, found), _state(found)),
        *(Fact(words("claims.of_it"), told) for told in part_words(sight, loan, found)),
    ]
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
    """The difference and what accounts for it, a line each, for a form."""
    found = checked(sight, loan, claim)
    return [difference(sight, loan, found), *part_words(sight, loan, found)]


def if_meant(sight: Sight, loan: Loan, claim: Claim) -> str:
    """How far it is from what is due by then, where it was held against the whole loan without anyone saying so."""
    found = checked(sight, loan, claim)
    return claimed.if_meant(sight.words, found, lambda minor: sight.money(minor, loan.currency))


def whole(sight: Sight, loan: Loan, claim: Claim) -> list[str]:
    """The check in lines for a form with room: the difference, what to ask, and the reference lines in brief."""
    words, found = sight.words, checked(sight, loan, claim)
    lines = summary(sight, loan, claim)
    asked = " ".join(questions(sight, loan, found)[:ASKED])
    lines.append(words("claims.labelled", label=words("claims.ask"), value=asked))
    if late := claimed.late(words, found, lambda minor: sight.money(minor, loan.currency)):
        lines.append(words("claims.labelled", label=words("claims.for_late"), value=late))
        for line in _lines(sight, loan, found):
            lines.append(words("claims.labelled", label=line.label, value=line.brief))
            lines += line.marks
    return lines


def difference(sight: Sight, loan: Loan, found: Check) -> str:
    """How far what they named is from what the book gives."""
    return claimed.difference(sight.words, found, lambda minor: sight.money(minor, loan.currency))


def _state(found: Check) -> str:
    return "good" if not found.difference else "" if found.is_explained else "warning"


def part_words(sight: Sight, loan: Loan, found: Check) -> list[str]:
    """What accounts for each part of the difference, and what to look up first where a rule tells it."""
    events = sight.positions.events(loan.id)
    told = [
        claimed.part(sight.words, part, events, lambda minor: sight.money(minor, loan.currency))
        for part in found.parts
    ]
    care = claimed.careful(sight.words, sight.rules, loan, found, sight.on)
    return [*told, care] if care else told


def _reference(sight: Sight, loan: Loan, found: Check) -> list[Text]:
    """What is asked for being late beside each reference line, in the weight its source has."""
    words = sight.words
    late = claimed.late(words, found, lambda minor: sight.money(minor, loan.currency))
    if not late:
        return []
    blocks = [Text(words("claims.labelled", label=words("claims.for_late"), value=late))]
    for line in _lines(sight, loan, found):
        told = words("claims.labelled", label=line.label, value=line.told)
        blocks.append(Text(told, "warning" if line.is_above else ""))
        blocks += [Text(text, "faint") for text in line.care]
    return blocks


def _lines(sight: Sight, loan: Loan, found: Check) -> list[claimed.Beside]:
    return claimed.beside(
        sight.words, sight.rules, loan, found, lambda minor: sight.money(minor, loan.currency)
    )


def questions(sight: Sight, loan: Loan, found: Check) -> list[str]:
    """What to ask them, by what the check found."""
    is_above = any(line.is_above for line in _lines(sight, loan, found))
    return claimed.questions(sight.words, found, sight.positions.events(loan.id), is_above=is_above)
