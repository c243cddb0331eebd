"""The one place that asks what time it is, in the person's own zone."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as StandardDateTime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pendulum import DateTime


def now() -> DateTime:
    """This moment in the person's zone (TZ, else the system's)."""
    import pendulum

    return pendulum.now()


def moment() -> StandardDateTime:
    """This moment with its offset from UTC in the person's zone, which it does not name.

    Enough to know the day and to note when something was; unlike `now` it imports nothing, and so the
    screen starts with it.
    """
    return StandardDateTime.now().astimezone()


def today() -> Date:
    """The person's calendar date now."""
    return moment().date()
