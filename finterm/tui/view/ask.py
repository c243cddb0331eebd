"""What a dialog asks, as data: a title, fields, and what their values become."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from finterm.domain.errors import BadInput
from finterm.tui.intents import Intent
from finterm.tui.view.form import Derive, Field, Value

Check = Callable[[dict[str, Value]], Mapping[str, BadInput]]


class Form(NamedTuple):
    """One dialog. `build` turns the values of the shown fields into an intent, or raises BadInput; None where
    nothing in the book changes.

    `derive` says what follows from what is typed so far. `draft` names the form for what is kept while
    typing, `kind` or `kind:which`; nothing is kept where it is empty. `fresh` says that it makes something
    new, and does not change what is there. `question` says what a person should know before these values are
    saved, which saving once more confirms; empty where there is nothing to ask. `check` says what does not fit
    together in the answers that can be read, while others cannot yet, by field: so that all of it is told at once.
    """

    title: str
    fields: Sequence[Field]
    build: Callable[[dict[str, Value]], Intent | None]
    focus: str = ""
    derive: Derive | None = None
    draft: str = ""
    fresh: bool = True
    question: Callable[[Mapping[str, Value]], str] | None = None
    check: Check | None = None
