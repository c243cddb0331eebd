"""What is known of reminders on this machine, in sentences: last and next look, service, channels, warnings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime as DateTime
from typing import NamedTuple

from finterm.locale import Words
from finterm.notify.runs import Fared, Runs
from finterm.service.steps import Found


class Line(NamedTuple):
    """What is told and what of it; `warns` marks what a person should do something about."""

    label: str
    text: str
    warns: bool = False


def lines(runs: Runs, found: Sequence[Found] | None, now: DateTime, words: Words) -> list[Line]:
    """All that is known, a line each; `found` is None where nobody looked for a service."""
    told = [
        Line(words("service.status.last"), _last(runs, now, words), runs.silent(now)),
        Line(words("service.status.next"), _next(runs, now, words)),
    ]
    if found is not None:
        told += [
            Line(words("service.status.service"), _service(each, words), each.active is False)
            for each in found
        ]
        if not found:
            told.append(Line(words("service.status.service"), words("service.status.no_service")))
    for name, fared in sorted(runs.channels.items()):
        told.append(Line(channel(name, words), _fared(fared, now, words), fared.fails))
    return told


def warnings(runs: Runs, found: Sequence[Found], now: DateTime, words: Words) -> list[str]:
    """What keeps reminders from coming, each in a sentence with the way out of it."""
    told = [
        words("service.status.inactive", kind=kind(each, words)) for each in found if each.active is False
    ]
    claimed = [each for each in found if each.active is not False]  # its system says no other
    if runs.last is None:
        told += [
            words("service.status.not_yet", kind=kind(each, words), look=_look(each, words))
            for each in claimed
        ]
        if not found:
            told.append(words("service.status.never_ran"))
    elif runs.silent(now):
        when = _moment(runs.last.at, now, words)
        told += [
            words("service.status.silent_service", kind=kind(each, words), when=when, look=_look(each, words))
            for each in claimed
        ]
        if not found:
            told.append(words("service.status.silent", when=when))
    elif runs.channels and all(fared.fails for fared in runs.channels.values()):
        told.append(words("service.status.unreached"))
    return told


def summary(runs: Runs, now: DateTime, words: Words) -> str:
    """The same in one line: last look, next look, and the channels that fail."""
    if runs.last is None or runs.silent(now):
        return warnings(runs, (), now, words)[0]
    last, next = _moment(runs.last.at, now, words), runs.next(now)
    said = (
        words("service.status.summary", last=last, next=_moment(next, now, words))
        if next
        else words("service.status.summary_unplanned", last=last)
    )
    failing = [
        words("notify.failed", channel=channel(name, words), why=why(fared, words))
        for name, fared in sorted(runs.channels.items())
        if fared.fails
    ]
    return " · ".join([said, *failing])


def channel(name: str, words: Words) -> str:
    """A channel by the name a person knows."""
    return words(key) if words.has(key := f"notify.channel.{name}") else name


def kind(found: Found, words: Words) -> str:
    """A kind of service by the name a person knows."""
    return words(f"service.kind.{found.kind.replace('-', '_')}")


def why(fared: Fared, words: Words) -> str:
    """Why the channel last failed, in words; empty where it never did."""
    if fared.why is None:
        return ""
    key, values = fared.why
    try:
        return words(key, **values) if words.has(key) else key
    except (OSError, LookupError, ValueError):  # noted by another version
        return key


def _look(found: Found, words: Words) -> str:
    """Where to see why a service does not run."""
    return words(f"service.look.{found.kind.replace('-', '_')}")


def _last(runs: Runs, now: DateTime, words: Words) -> str:
    if (last := runs.last) is None:
        return words("service.status.never")
    who = words(key) if words.has(key := f"service.who.{last.who}") else last.who
    return words("service.status.by", when=_moment(last.at, now, words), who=who)


def _next(runs: Runs, now: DateTime, words: Words) -> str:
    next = runs.next(now)
    return _moment(next, now, words) if next else words("service.status.unplanned")


def _service(found: Found, words: Words) -> str:
    state = {True: "active", False: "stopped", None: "unknown"}[found.active]
    return words(f"service.status.{state}", kind=kind(found, words), where=found.where)


def _fared(fared: Fared, now: DateTime, words: Words) -> str:
    parts = []
    if fared.failure and fared.why:
        parts.append(
            words("service.status.failure", when=_moment(fared.failure, now, words), why=why(fared, words))
        )
    if fared.success:
        parts.append(words("service.status.success", when=_moment(fared.success, now, words)))
    if not fared.fails:
        parts.reverse()
    return words("service.status.between").join(parts)


def _moment(at: DateTime, now: DateTime, words: Words) -> str:
    """The moment in the zone of `now`; its time alone where it is of the same day."""
    at = at.astimezone(now.tzinfo)
    return at.strftime("%H:%M") if at.date() == now.date() else words.moment(at)
