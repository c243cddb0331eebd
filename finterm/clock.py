"""The one place that asks what time it is, in the person's own zone."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime as DateTime


def now() -> DateTime:
    """This moment, with the offset of the person's zone (TZ, else the system's)."""
    return DateTime.now().astimezone()


def today() -> Date:
    """The person's calendar date now."""
    return now().date()
