"""What is said of an amount that somebody named: the difference, what accounts for it, reference lines, questions. Pure.

Rules are looked up as the sight asks for them; the words flag and do not judge.
"""

from __future__ import annotations

from datetime import date as Date

from finterm.domain.claims import OF_PENALTY, Check, Part, check
from finterm.domain.position import Position
from finterm.domain.records import Claim, Loan
from finterm.rules import Rules, said
from finterm.rules.lines import CostLine, cost_lines, usual_times
from finterm.rules.standards import country_of
from finterm.tui.view.page import Block, Fact, Text, Title
from finterm.tui.view.sight import Sight

SHOWN = 3  # claims on the page of a loan, the latest first


def rules_of(sight: Sight) -> Rules:
    """The rules as they stand, read once a sight."""
    return sight.rules


def lines_of(sight: Sight, loan: Loan, on: Date) -> list[CostLine]:
    """The reference lines a loan is held against on `on`."""
    return cost_lines(rules_of(sight), loan.start, on, country_of(loan.currency))


def checked(sight: Sight, loan: Loan, claim: Claim) -> Check:
    """The claim against the book, with the rules of the day it was made."""
    lines = [(line.rule.id, line.yearly) for line in lines_of(sight, loan, claim.on)]
    times = usual_times(rules_of(sight), claim.on, country_of(loan.currency))
    return check(claim, loan, sight.positions.events(loan.id), times=times, lines=lines)


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
    words = sight.words
    key = "same" if not found.difference else "more" if found.difference > 0 else "less"
    amount = sight.money(abs(found.difference), loan.currency)
    return words(
        f"claims.{key}",
        amount=amount,
        ours=sight.money(found.ours, loan.currency),
        of=words(f"claims.of.{found.claim.measure}"),
    )


def _state(found: Check) -> str:
    return "good" if not found.difference else "" if found.is_explained else "warning"


def part_words(sight: Sight, loan: Loan, part: Part) -> str:
    """What accounts for a part of the difference."""
    words = sight.words
    sign = "+" if part.minor > 0 else "-"
    event = next((e for e in sight.positions.events(loan.id) if e.id == part.event), None)
    values = {
        "n": part.n,
        "times": f"{part.times.normalize():f}" if part.times is not None else "",
        "date": words.day(event.date) if event else "",
        "paid": sight.money(event.minor, loan.currency) if event else "",
    }
    told = words(f"claims.part.{part.kind}", **values)
    return words("claims.part", amount=f"{sign}{sight.money(abs(part.minor), loan.currency)}", what=told)


def _reference(sight: Sight, loan: Loan, found: Check) -> list[Block]:
    """What is asked for being late beside each reference line, in the weight its source has."""
    if found.late is None or found.late_rate is None or not found.lines:
        return []
    words = sight.words
    late = words(
        "claims.late",
        amount=sight.money(found.late, loan.currency),
        rate=words.percent(found.late_rate),
    )
    blocks: list[Block] = [Fact(words("claims.for_late"), late)]
    by_id = {line.rule.id: line for line in lines_of(sight, loan, found.claim.on)}
    for line in found.lines:
        known = by_id[line.rule]
        key = "claims.above" if line.is_above else "claims.below"
        told = words(
            key,
            source=said.cited(words, known.rule),
            amount=sight.money(line.minor, loan.currency),
        )
        blocks.append(
            Fact(words("claims.line", rate=words.percent(float(line.rate))), told, _line_state(line.is_above))
        )
        care = [said.note_of(words, known.rule), *said.marks_of(words, known.rule, found.claim.on)]
        if known.base is not None:
            care += said.marks_of(words, known.base, loan.start)
        blocks += [Text(text, "faint") for text in care if text]
    return blocks


def _line_state(is_above: bool) -> str:
    return "warning" if is_above else ""


def questions(sight: Sight, loan: Loan, found: Check) -> list[str]:
    """What to ask them, by what the check found."""
    kinds = {part.kind for part in found.parts}
    asked = ["who", "written"]
    if _late(found.position) and kinds & {*OF_PENALTY, "penalty", "unknown"}:
        asked.append("penalty")
    if kinds & {"payment", "unknown"} and sight.positions.events(loan.id):
        asked.append("payments")
    if "next_due" in kinds or found.claim.measure == "whole":
        asked.append("later")
    if kinds & {"late_fee"} or found.position.late_fees:
        asked.append("late_fee")
    if any(line.is_above for line in found.lines):
        asked.append("above")
    return [sight.words(f"claims.ask.{name}") for name in asked]


def _late(standing: Position) -> bool:
    return bool(standing.overdue or standing.penalty)
