"""The amount named in a talk as a claim: checked while it is typed, kept with the talk, made again by an amendment. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from msgspec.structs import replace

from finterm.domain.claims import repeats
from finterm.domain.records import Claim, Measure, Talk
from finterm.tui.dialogs.claim import NEARER, claim_of, measures
from finterm.tui.dialogs.parts import number, some, text
from finterm.tui.view.claim import ASKED, checked, if_meant, questions, summary
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight

NO_CLAIM = "other"  # an amount that is not said to be owed
SHOWN = 2  # lines about the difference while somebody talks; the page of the talk has them all


def measure_field(sight: Sight, talk: Talk | None) -> Field:
    """Of what the amount named is said to be; that of a kept talk as its latest claim has it."""
    made = [claim for claim in sight.ledger.claims if talk and claim.talk == talk.id]
    chosen: str = NO_CLAIM if talk and talk.minor is not None else NEARER
    if made:
        chosen = max(made, key=lambda claim: claim.id).measure
    choices = (*measures(sight), (NO_CLAIM, sight.words("claims.of.other")))
    return Field("measure", sight.words("claims.amount_is"), "choice", chosen, choices=choices)


def talk_claim(sight: Sight, values: Mapping[str, Value]) -> Claim | None:
    """What they say is owed, where an amount was named for one loan and it is not of something else."""
    loan, minor = sight.loans.get(text(values, "loan")), number(values, "amount")
    if loan is None or not minor or text(values, "measure") == NO_CLAIM:
        return None
    at = some(values, "at") or sight.now
    if at.date() < loan.start:  # nothing is owed yet: it is no amount of this loan
        return None
    measure = text(values, "measure") if text(values, "measure") in get_args(Measure) else NEARER
    return claim_of(sight, loan, {"amount": minor, "measure": measure, "date": at.date()}, "~")


def amended_claim(sight: Sight, talk: Talk, values: Mapping[str, Value]) -> Claim | None:
    """The claim of the words as amended; None where the latest of the talk says the same already."""
    claim = talk_claim(sight, values)
    mine = [made for made in sight.ledger.claims if made.talk == talk.id]
    return None if claim is None or repeats(replace(claim, talk=talk.id), mine) else claim


def claim_notes(sight: Sight, claim: Claim, said: str) -> tuple[str, str]:
    """The difference in a line, and what to ask while they are still talking; `said`: of what it is, if anyone did."""
    words, loan = sight.words, sight.loans[claim.loan]
    other = "" if said else if_meant(sight, loan, claim)
    lines = summary(sight, loan, claim)
    told = words("core.also").join([lines[0], other] if other else lines[:SHOWN])
    asked = questions(sight, loan, checked(sight, loan, claim))[:ASKED]
    return told, words("claims.ask_short", question=" ".join(asked))
