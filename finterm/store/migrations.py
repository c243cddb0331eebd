"""Schema versions of the book and the steps between them.

`SCHEMA` is the version this program writes. A book of a newer one is refused untouched. Each step
turns one stored record of one table from a version into the next; reading applies them in order, and
the next checkpoint writes the result.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

SCHEMA = 1

Step = Callable[[str, dict[str, Any]], dict[str, Any]]

# version a record is stored in -> the step to the version after it
STEPS: dict[int, Step] = {}


def migrated(table: str, record: dict[str, Any], version: int) -> dict[str, Any]:
    """`record` of `table`, stored under `version`, as the present schema has it."""
    for step in range(version, SCHEMA):
        record = STEPS[step](table, record)
    return record
