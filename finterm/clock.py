"""The one place that asks what time it is, in the person's own zone."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pendulum import DateTime


def now() -> DateTime:
    """This moment in the person's zone (TZ, else the system's)."""
    import pendulum

    return pendulum.now()


def today() -> Date:
    """The person's calendar date now."""
    moment = now()
    return Date(moment.year, moment.month, moment.day)
