"""Schema versions of the book and the steps between them.

`SCHEMA` is the version this program writes. It is raised when a program of the version before could not
read what is written now, or would lose some of it; a book of a newer version is refused untouched.
Each step turns one stored record of one table from a version into the next; reading applies them in order,
and the next checkpoint writes the result. A table that no step is about reads as it stands.

1  the first form
2  arrangements among the events of a loan; claims and contract sheets
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

SCHEMA = 2

Step = Callable[[dict[str, Any]], dict[str, Any]]

# version a record is stored in -> by table, the step to the version after it
STEPS: dict[int, Mapping[str, Step]] = {1: {}}


def changes(table: str, version: int) -> bool:
    """Whether a record of `table`, stored under `version`, reads differently now."""
    return any(table in STEPS[passed] for passed in range(version, SCHEMA))


def migrated(table: str, record: dict[str, Any], version: int) -> dict[str, Any]:
    """`record` of `table`, stored under `version`, as the present schema has it."""
    for passed in range(version, SCHEMA):
        if step := STEPS[passed].get(table):
            record = step(record)
    return record
