"""Tasks: when one is done, and when its time is over without it. Pure."""

from __future__ import annotations

from datetime import date as Date

import msgspec

from finterm.domain.errors import BadInput
from finterm.domain.records import Task

FREE_COPY = "report"  # begins the topic of a free copy, before its year and its number


def free_copy_topic(year: int, n: int) -> str:
    """The topic of the `n`-th free copy of `year`."""
    return f"{FREE_COPY}:{year}:{n}"


def free_copy_year(topic: str) -> int | None:
    """The year of the free copy that `topic` names; None for another topic."""
    kind, _, rest = topic.partition(":")
    year = rest.partition(":")[0]
    return int(year) if kind == FREE_COPY and year.isdecimal() else None


def finished(task: Task, on: Date) -> Task:
    """`task` done on `on`."""
    return msgspec.structs.replace(task, done_on=on)


def is_done(task: Task, on: Date) -> bool:
    """Whether it is done by the end of `on`."""
    return task.done_on is not None and task.done_on <= on


def is_over(task: Task, on: Date) -> bool:
    """Whether it was never done and cannot be any more: a free copy of a year that has ended."""
    year = free_copy_year(task.topic)
    return year is not None and year < on.year and not is_done(task, on)


def check_task(task: Task) -> None:
    """Raises BadInput where `task` does not say what is to be done."""
    if not task.what.strip():
        raise BadInput("what", "error.required")
