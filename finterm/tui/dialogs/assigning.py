"""Assigning down the list as a form: what a draft of it is continued in. Pure."""

from __future__ import annotations

from finterm.tui.dialogs.parts import number
from finterm.tui.intents import AssignAmounts
from finterm.tui.view.ask import Form
from finterm.tui.view.assigning import DRAFT, field_of, lines_of, target_of
from finterm.tui.view.form import Field, Value
from finterm.tui.view.sight import Sight


def assign_form(sight: Sight) -> Form | None:
    """An amount for each envelope that can be assigned to; None where there is none."""
    envelopes = [position.envelope for position in lines_of(sight)]
    if not envelopes:
        return None
    fields = [
        Field(field_of(one.id), one.name, "amount", hint=target_of(sight, one.id), currency=one.currency)
        for one in envelopes
    ]

    def build(values: dict[str, Value]) -> AssignAmounts:
        typed = ((one.id, number(values, field_of(one.id))) for one in envelopes)
        return AssignAmounts(tuple((id, minor) for id, minor in typed if minor), sight.on)

    return Form(sight.words("tui.assigning.title"), fields, build, draft=DRAFT)
