"""What a talk or a payment may do to the period of limitation, said in its form before it is saved. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from finterm.domain.limitation import is_part_payment, marks_said
from finterm.domain.records import Event, Loan, Request, Side
from finterm.tui.view.form import Value
from finterm.tui.view.limitation import limitation_note
from finterm.tui.view.sight import Sight


def talk_notes(sight: Sight, values: Mapping[str, Value]) -> dict[str, str]:
    """What a request or a promise may do to the limitation period, under the field that says it."""
    asked = marks_said(cast(Request, values.get("request") or "") or None)
    promised = marks_said(None, [cast(Side, values.get("promise") or "")])
    loan = cast(str, values.get("loan") or "")
    notes = {
        field: limitation_note(sight, kinds, loan)
        for field, kinds in (("request", asked), ("promise", promised))
    }
    return {field: note for field, note in notes.items() if note}


def part_paid(sight: Sight, loan: Loan, paid: Event) -> list[str]:
    """The sentence about a payment of a part of what is overdue; nothing for any other."""
    is_one = is_part_payment(loan, sight.positions.events(loan.id), paid)
    note = limitation_note(sight, ["part_paid"], loan.id) if is_one else ""
    return [note] if note else []
