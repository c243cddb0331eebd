"""What every stored record has."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Anything stored. `id` is unique in the book and sorts by entry.

    A record holds plain values and never itself, so the collector of cycles passes it by (`gc=False`):
    a hundred thousand of them cost it nothing.
    """

    table: ClassVar[str] = ""
    append_only: ClassVar[bool] = False  # True: the store refuses to change or delete it, undo apart

    id: str
