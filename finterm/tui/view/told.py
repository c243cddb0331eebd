"""What was done, said in the language shown now: the names and values of the history as one phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from finterm.domain.records import Settings
from finterm.tui.actions import BY_NAME
from finterm.tui.view.sight import HIDDEN, Sight

if TYPE_CHECKING:
    from finterm.tui.intents import Intent

AMOUNT = re.compile(r"[^\s\d]*\d[\d,]*\.\d\d\b")  # a name may say an amount: an event is called by its own


def told(sight: Sight, name: str, values: Mapping[str, str]) -> str:
    """The phrase for a transaction. Values that are catalogue keys are words; amounts obey the mask."""
    words = sight.words

    def value(key: str, text: str) -> str:
        if sight.hidden and key == "amount":
            return HIDDEN
        if sight.hidden and key in ("name", "names"):
            text = AMOUNT.sub(HIDDEN, text)
        return words(text) if text.startswith(("core.", "tui.")) and words.has(text) else text

    shown = {key: value(key, text) for key, text in values.items()}
    try:
        return words(name, **shown)
    except (KeyError, OSError):
        return name


def saved(sight: Sight, intent: Intent, what: str) -> str:
    """The sentence after `intent` was carried out, which the book seen in `sight` holds; `what` it did.

    Says also what a person may not expect: that it counts only from a day to come, and, with the first
    income, which payday is assumed.
    """
    from finterm.tui import intents as want

    words = sight.words
    if isinstance(intent, want.PayDue | want.PayLoan | want.RecordEvent | want.MoveMoney):
        if intent.date > sight.on:
            return words("tui.saved_ahead", day=words.weekday(intent.date), what=what)
        if isinstance(intent, want.MoveMoney) and intent.kind == "income" and _payday_is_assumed(sight):
            days = words("tui.comma").join(map(str, sight.settings.paydays))
            place = f"{BY_NAME['pane_budget'].shown_key} {BY_NAME['pay_cycle'].shown_in('budget')}"
            return words("tui.saved_payday", days=days, key=place)
    return words("tui.saved", what=what)


def _payday_is_assumed(sight: Sight) -> bool:
    """Whether this is the first income of a book in which no payday but the usual one was ever chosen."""
    incomes = sum(1 for move in sight.ledger.moves if move.kind == "income")
    return incomes == 1 and sight.settings.paydays == Settings(id="").paydays
