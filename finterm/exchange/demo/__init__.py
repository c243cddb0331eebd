"""Made-up books, dated so that every pane has something to show today: one in arrears, one in order.

Names and words come from the catalogue, so a book speaks the person's language; the figures are the same
in both. Everything is made by the same functions a person's own typing goes through. Brands and people
are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime as DateTime
from typing import Any, Literal, get_args

from finterm.domain.records import Record
from finterm.exchange.demo.arrears import InArrears
from finterm.exchange.demo.calm import InOrder
from finterm.exchange.typed import standard
from finterm.locale import Words

Household = Literal["arrears", "calm"]
HOUSEHOLDS: tuple[str, ...] = get_args(Household)
_TOLD = {"arrears": InArrears, "calm": InOrder}


def fill(book: Any, now: DateTime, words: Words, household: str = "arrears") -> None:
    """Writes a made-up book into `book` as one step, seen from `now`."""
    made = made_up(standard(now), words, book.new_id, household)
    with book.transaction("core.done.import", {"name": words("exchange.demo.name")}, undoable=False) as step:
        for record in made:
            step.put(record)


def made_up(
    now: DateTime, words: Words, new_id: Callable[[], str], household: str = "arrears"
) -> list[Record]:
    """All records of a made-up book as it stands at `now`, in order of entry."""
    return _TOLD[household](now, words, new_id).records()
