"""What a dialog asks, as data: a title, fields, and what their values become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from finterm.tui.intents import Intent
from finterm.tui.view.form import Field, Value


class Form(NamedTuple):
    """One dialog. `build` turns the values of the shown fields into an intent, or raises BadInput."""

    title: str
    fields: Sequence[Field]
    build: Callable[[dict[str, Value]], Intent]
    focus: str = ""
