"""The instalments that a talk can be about, as choices of its form. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from finterm.domain.records import DueRef
from finterm.tui.view.form import Choices
from finterm.tui.view.sight import Sight


def instalments(sight: Sight, typed: Mapping[str, str]) -> Choices:
    """The instalments of the loans the talk is about, the unpaid ones first."""
    loans = [typed.get("loan", ""), *typed.get("more_loans", "").split()]
    every = [
        (due.state == "paid", f"{loan}#{due.n}", due)
        for loan in dict.fromkeys(loans)
        if loan in sight.loans
        for due in sight.positions[loan].dues
    ]
    found = sorted(every, key=lambda one: one[0])
    return tuple(
        (key, sight.words("tui.talk.instalment", n=due.n, day=sight.words.day(due.due)))
        for _, key, due in found
    )


def due_ref(picked: str) -> DueRef:
    """The instalment picked, by the value of its choice."""
    loan, _, n = picked.rpartition("#")
    return DueRef(loan=loan, n=int(n))
