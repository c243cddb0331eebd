"""A sight over the household without a book, and a ledger made of records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime as DateTime

from finterm.domain.ledger import Ledger
from finterm.domain.records import Record, Settings
from finterm.locale import Words
from finterm.tui.view.sight import Sight
from tests.tui.household import NOW, household


def ledger_of(records: Iterable[Record]) -> Ledger:
    """The ledger that a book with these records gives."""
    every = list(records)
    return Ledger.of(lambda kind: [record for record in every if type(record) is kind])


def sight_of(
    records: Iterable[Record] | None = None,
    language: str = "en",
    *,
    now: DateTime = NOW,
    hidden: bool = False,
) -> Sight:
    """What the panes see of `records`, those of the household where None."""
    every = household() if records is None else list(records)
    settings = next((r for r in every if isinstance(r, Settings)), Settings(id="settings"))
    return Sight(ledger_of(every), settings, now, Words(language), hidden=hidden)
