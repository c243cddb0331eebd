"""Amounts that somebody says are owed."""

from __future__ import annotations

from datetime import date as Date
from typing import ClassVar, Literal

from finterm.domain.records.base import Record

Measure = Literal["due", "whole"]


class Claim(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody named `minor` as owed on `loan` on the day `on`, in the talk with the id `talk` where one is kept.

    `measure` says of what it was the amount: of all that is due by then, or of the whole loan. `penalty` and
    `late_fee` are what they said is in it of those; None where they did not say. `ours` is what the book gave
    when it was noted: what is entered later does not change what was known in the talk.
    """

    table: ClassVar[str] = "claims"

    loan: str
    on: Date
    minor: int
    ours: int
    measure: Measure = "due"
    penalty: int | None = None
    late_fee: int | None = None
    talk: str = ""
    note: str = ""
