"""The claim check as a form: the amount somebody names for a loan, held against the book while it is typed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from typing import cast

from finterm.domain.claims import check_claim, noted
from finterm.domain.paying import check_begun
from finterm.domain.records import Claim, Loan, Measure
from finterm.tui.dialogs.arrange import talk_choices
from finterm.tui.dialogs.parts import day_field, number, options, some, text
from finterm.tui.intents import SaveRecord
from finterm.tui.view.ask import Form
from finterm.tui.view.claim import if_meant, whole
from finterm.tui.view.form import Choices, Field, Value
from finterm.tui.view.sight import Sight

NEARER = ""  # whichever of our amounts theirs is nearer to


def claim_form(sight: Sight, loan: Loan, *, new_id: str) -> Form:
    """What they say is owed on `loan`, and the difference."""
    words, currency = sight.words, loan.currency
    fields = [
        Field("amount", words("claims.named"), "amount", "", True, currency=currency),
        Field("measure", words("claims.measure"), "choice", NEARER, choices=measures(sight)),
        Field(
            "penalty",
            words("claims.their_penalty"),
            "amount",
            currency=currency,
            hint=words("claims.if_said"),
        ),
        Field(
            "late_fee",
            words("claims.their_late_fee"),
            "amount",
            currency=currency,
            hint=words("claims.if_said"),
        ),
        day_field(sight, sight.on, "past_date"),
        Field("talk", words("claims.talk"), "choice", "", choices=talk_choices(sight, loan)),
        Field("note", words("core.field.note")),
    ]

    def build(values: dict[str, Value]) -> SaveRecord:
        check_begun(loan, some(values, "date"))
        claim = claim_of(sight, loan, values, new_id)
        check_claim(claim)
        return SaveRecord(claim)

    def derive(values: Mapping[str, Value]) -> Mapping[str, str]:
        if not values.get("amount") or not isinstance(values.get("date"), Date):
            return {}
        claim = claim_of(sight, loan, values, new_id)
        check_claim(claim)
        said, *more = whole(sight, loan, claim)
        other = "" if text(values, "measure") else if_meant(sight, loan, claim)
        return {"": "\n".join([said, *([other] if other else []), *more])}

    title = words("claims.form", name=loan.name)
    return Form(title, fields, build, derive=derive, draft=f"claim:{loan.id}")


def measures(sight: Sight) -> Choices:
    """Of what an amount may be meant to be."""
    words = sight.words
    return ((NEARER, words("claims.of.nearer")), *options(sight, "claims.of.", Measure))


def claim_of(sight: Sight, loan: Loan, values: Mapping[str, Value], id: str) -> Claim:
    """The claim that a form holds, with what the book gives for it."""
    return noted(
        loan,
        sight.positions.events(loan.id),
        some(values, "date"),
        number(values, "amount"),
        id=id,
        measure=cast(Measure, text(values, "measure")) or None,
        penalty=some(values, "penalty"),
        late_fee=some(values, "late_fee"),
        talk=text(values, "talk"),
        note=text(values, "note"),
    )
