"""Which dues a person wants to see: of a kind, of a lender or platform, of an envelope. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, get_args

from finterm.domain.dues import Due, DueKind
from finterm.tui.actions import keys_said
from finterm.tui.view.sight import Sight


class Narrow(NamedTuple):
    """What is picked; empty where everything is wanted. `envelope` is an id."""

    kind: str = ""
    lender: str = ""
    envelope: str = ""


def lender_of(sight: Sight, due: Due) -> str:
    """What a person calls whom `due` is owed to: the brand, else the legal lender, else the loan or contact."""
    if loan := sight.loans.get(due.loan):
        return loan.brand or loan.legal_lender or loan.name
    contact = sight.contacts.get(due.contact)
    return contact.name if contact else ""


def narrowed(sight: Sight, dues: Iterable[Due], narrow: Narrow) -> Sequence[Due]:
    """The dues that fit everything picked."""
    return [
        due
        for due in dues
        if (not narrow.kind or due.kind == narrow.kind)
        and (not narrow.lender or lender_of(sight, due) == narrow.lender)
        and (not narrow.envelope or due.envelope == narrow.envelope)
    ]


def choices(sight: Sight, dues: Sequence[Due], narrow: Narrow) -> list[tuple[str, str]]:
    """What can be picked: pairs of value and words. Only what some due has, and what is picked already."""
    words = sight.words
    kinds = {due.kind for due in dues}
    lenders = sorted({name for due in dues if (name := lender_of(sight, due))} | {narrow.lender} - {""})
    used = {due.envelope for due in dues} | {narrow.envelope}
    pairs = [("", words("tui.narrow.everything"))]
    for kind in get_args(DueKind):
        if kind in kinds or kind == narrow.kind:
            pairs.append((f"kind:{kind}", words("tui.narrow.kind", name=words(f"core.due_kind.{kind}"))))
    pairs += [(f"lender:{name}", words("tui.narrow.lender", name=name)) for name in lenders]
    pairs += [
        (f"envelope:{envelope.id}", words("tui.narrow.envelope", name=envelope.name))
        for envelope in sight.ledger.envelopes
        if envelope.id in used
    ]
    return pairs


def picked(narrow: Narrow, value: str) -> Narrow:
    """`narrow` once `value` of the choices is picked: beside what is picked of another sort; "" ends it all."""
    if not value:
        return Narrow()
    sort, _, wanted = value.partition(":")
    return narrow._replace(**{sort: wanted})


def sentence(sight: Sight, narrow: Narrow) -> str:
    """What is picked, in words; empty where nothing is."""
    words = sight.words
    envelope = sight.envelopes.get(narrow.envelope)
    names = [
        words(f"core.due_kind.{narrow.kind}") if narrow.kind else "",
        narrow.lender,
        envelope.name if envelope else "",
    ]
    shown = " · ".join(name for name in names if name)
    return words("tui.narrow.only", names=shown, **keys_said("dues")) if shown else ""
