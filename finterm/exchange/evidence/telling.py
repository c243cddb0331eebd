"""Records of a pack in words: one line of the time line, and a talk word for word with its amendments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Any

from finterm.domain.diary import Version, history
from finterm.domain.money import Money
from finterm.domain.records import (
    Amendment,
    Claim,
    Contact,
    Dispute,
    Event,
    FollowUp,
    Loan,
    Promise,
    Talk,
)
from finterm.exchange.document import Facts, Heading, Paragraph, Part, Quote
from finterm.locale import Words

_SAID = ("said_by_them", "said_by_me")  # what is quoted
_FIELDS = (
    "at",
    "contact",
    "person",
    "number",
    "channel",
    "direction",
    "reached",
    "third_party",
    "loans",
    "dues",
    "reason",
    "request",
    "minor",
    "outcome",
    "reference",
    "conduct",
    "files",
)


class Telling:
    """Tells the records of one pack in one language."""

    def __init__(
        self,
        words: Words,
        loans: Mapping[str, Loan],
        contacts: Mapping[str, Contact],
        amendments: Sequence[Amendment],
    ) -> None:
        self._words = words
        self._loans = loans
        self._contacts = contacts
        self._amendments = amendments

    def line(self, table: str, record: Any, day: Date, numbers: Mapping[str, int]) -> tuple[str, ...]:
        """One line of the time line; `numbers` are those of the talks, by id."""
        words = self._words
        when, loan = words.day(day), self._loans.get(getattr(record, "loan", ""))
        named = loan.name if loan and len(self._loans) > 1 else ""
        currency = getattr(record, "currency", "") or (loan.currency if loan else "")
        minor = getattr(record, "minor", None)
        amount = "" if minor is None else self._sum(minor, currency)
        match record:
            case Talk():
                now = history(record, self._amendments)[-1].talk
                said = now.outcome or now.said_by_them or now.reason or now.said_by_me
                kind = words("evidence.talk_n", n=numbers[record.id], channel=self._how(now))
                amount = "" if now.minor is None else self._sum(now.minor, now.currency)
                return f"{when} {now.at:%H:%M}", kind, self.joined(self.who(now), said), amount
            case Event():
                part = words(f"core.component.{record.component}") if record.component else ""
                due = words("evidence.instalment_n", n=record.due) if record.due else ""
                conditions = record.plan.conditions if record.plan else ""
                said = self.joined(named, part, due, conditions, record.note)
                amount = amount if record.kind != "broken" else ""
                return when, words(f"core.event.{record.kind}"), said, amount
            case Promise():
                state = words(f"core.promise.{record.state}")
                return (
                    when,
                    words(f"evidence.promise_{record.by}"),
                    self.joined(named, state, record.note),
                    amount,
                )
            case FollowUp():
                done = words("evidence.done_on", day=words.day(record.done_on)) if record.done_on else ""
                return when, words("core.due_kind.follow_up"), self.joined(named, record.what, done), amount
            case Claim():
                ours = words("evidence.ours", amount=self._sum(record.ours, currency))
                return when, words("evidence.claimed"), self.joined(named, ours, record.note), amount
            case Dispute():
                kind = words(f"core.dispute_kind.{record.kind}")
                state = words(f"core.dispute_outcome.{record.outcome}")
                answered = words("evidence.answered_on", day=words.day(record.answered_on))
                answered = answered if record.answered_on else ""
                return when, kind, self.joined(named, record.what, record.reference, state, answered), ""
        note = getattr(record, "note", "")
        return when, words(f"core.thing.{table}"), self.joined(named, note), amount

    def joined(self, *said: str) -> str:
        """What there is of `said`, beside each other."""
        return " · ".join(part for part in said if part)

    # -- talks in their words ----------------------------------------------------------------------

    def talk(self, number: int, talk: Talk) -> list[Part]:
        """A talk as it was logged, and below it how each amendment changed it."""
        words = self._words
        versions = history(talk, self._amendments)
        title = words("evidence.talk_title", n=number, at=self._moment(talk.at))
        parts: list[Part] = [Heading(title, 3), *self._wording(talk)]
        for version in versions[1:]:
            parts += self._amended(version)
        return parts

    def _wording(self, talk: Talk) -> list[Part]:
        """One talk as it was noted."""
        words = self._words
        facts = [(words(f"evidence.field.{name}"), self._value(talk, name)) for name in _FIELDS[1:]]
        parts: list[Part] = [Facts([(label, value) for label, value in facts if value])]
        for name in _SAID:
            if said := getattr(talk, name):
                parts += [Paragraph(words(f"evidence.{name}")), Quote(said)]
        return parts

    def _amended(self, version: Version) -> list[Part]:
        words = self._words
        why = version.why or words("evidence.no_reason")
        parts: list[Part] = [Paragraph(words("evidence.amended", at=self._moment(version.at), why=why))]
        names = [name for name in version.changed if name in _FIELDS]
        if names:
            changed = [(words(f"evidence.field.{n}"), self._value(version.talk, n) or "–") for n in names]
            parts.append(Facts(changed))
        for name in _SAID:
            if name in version.changed:
                said = getattr(version.talk, name) or "–"
                parts += [Paragraph(words(f"evidence.{name}")), Quote(said)]
        return parts

    def _value(self, talk: Talk, name: str) -> str:
        """One field of a talk in words; empty where it says nothing."""
        words, value = self._words, getattr(talk, name)
        match name:
            case "at":
                return self._moment(value)
            case "contact":
                return self._contacts[value].name if value in self._contacts else ""
            case "channel" | "direction" | "request" | "third_party":
                return words(f"core.{name}.{value}") if value else ""
            case "conduct":
                return words("core.comma").join(words(f"core.conduct.{one}") for one in value)
            case "reached":
                return "" if value else words("evidence.not_reached")
            case "loans":
                named = [self._loans[id].name for id in value if id in self._loans]
                return words("core.comma").join(named)
            case "dues":
                known = [due for due in value if due.loan in self._loans]
                return words("core.comma").join(f"{self._loans[due.loan].name} #{due.n}" for due in known)
            case "minor":
                return "" if value is None else self._sum(value, talk.currency)
            case "files":
                return words("core.comma").join(file.name for file in value)
        return str(value)

    def who(self, talk: Talk) -> str:
        """Whom a talk was with."""
        contact = self._contacts.get(talk.contact)
        names = dict.fromkeys((contact.name if contact else "", talk.person))
        return self.joined(*names)

    def _how(self, talk: Talk) -> str:
        words = self._words
        how = [words(f"core.channel.{talk.channel}"), words(f"core.direction.{talk.direction}")]
        return words("core.also").join(how if talk.reached else [*how, words("evidence.not_reached")])

    def _sum(self, minor: int, currency: str) -> str:
        return self._words.money(Money(minor, currency)) if currency else str(minor)

    def _moment(self, at: DateTime) -> str:
        """A moment with its offset, so that nobody has to ask whose clock it was."""
        offset = f"{at:%z}"
        return f"{self._words.moment(at)} ({offset[:3]}:{offset[3:5]})" if offset else self._words.moment(at)
