"""The readable part of an evidence pack: what is owed, a time line, every talk in its words, the files.

Makes the parts of a document of the records chosen; says what was noted and what follows from the contract
as it was entered, and judges nothing. The day it is seen from comes in: nothing here asks the clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Any, TypeVar, cast

from finterm.domain.diary import moment
from finterm.domain.money import Money
from finterm.domain.position import DuePosition, Position, position
from finterm.domain.records import (
    Amendment,
    Claim,
    Contact,
    ContractSheet,
    CreditAccount,
    CreditReport,
    Event,
    Loan,
    Record,
    Talk,
)
from finterm.exchange.document import Heading, Paragraph, Part, Table
from finterm.exchange.evidence.agreed import Agreed
from finterm.exchange.evidence.attached import Kept
from finterm.exchange.evidence.conduct import suggested
from finterm.exchange.evidence.held import named, reported
from finterm.exchange.evidence.subject import Chosen, day_of
from finterm.exchange.evidence.telling import Telling
from finterm.locale import Words
from finterm.rules.rule import Rules

R = TypeVar("R", bound=Record)


def positions(chosen: Chosen, on: Date) -> dict[str, Position]:
    """What is owed on each loan of the pack at the end of `on`."""
    return {
        loan.id: position(loan, cast("Sequence[Event]", chosen.happened.get(loan.id, ())), on)
        for loan in chosen.loans
    }


class Paper:
    """The document of one pack in one language."""

    def __init__(
        self, chosen: Chosen, on: Date, files: Sequence[Kept], words: Words, rules: Rules, currency: str
    ) -> None:
        self._chosen = chosen
        self._on = on
        self._files = files
        self._words = words
        self._rules = rules
        self._currency = currency
        self._loans = {loan.id: loan for loan in chosen.loans}
        self._contacts = {c.id: c for c in chosen.tables.get("contacts", ()) if isinstance(c, Contact)}
        self._talks = [talk for talk in chosen.tables.get("talks", ()) if isinstance(talk, Talk)]
        amendments = chosen.tables.get("amendments", ())
        self._amendments = [one for one in amendments if isinstance(one, Amendment)]
        self._told = Telling(words, self._loans, self._contacts, self._amendments)
        self._talks.sort(key=lambda talk: (moment(talk.at), talk.id))
        self._numbers = {talk.id: n for n, talk in enumerate(self._talks, 1)}

    @property
    def name(self) -> str:
        """What the pack is about."""
        subject = self._chosen.subject
        found: Loan | Contact | None = (self._loans if subject.kind == "loan" else self._contacts)[subject.id]
        return found.name if found else subject.id

    @property
    def title(self) -> str:
        return self._words("evidence.title", name=self.name)

    def parts(self, redacted: bool) -> list[Part]:
        """The whole document."""
        words, span = self._words, self._chosen.span
        says = [words("evidence.about", on=words.day(self._on))]
        if span.first or span.last:
            key = (
                "evidence.span"
                if span.first and span.last
                else "evidence.since"
                if span.first
                else "evidence.until"
            )
            says.append(words(key, first=words.day(span.first), last=words.day(span.last)))
            says.append(words("evidence.span_holds"))
        if redacted:
            says.append(words("evidence.redacted"))
        parts: list[Part] = [
            Heading(self.title),
            Paragraph(" ".join(says) if words.language == "en" else "".join(says)),
        ]
        standing = positions(self._chosen, self._on)
        for loan in self._chosen.loans:
            parts += self._loan(loan, standing[loan.id])
        parts += self._people()
        parts += self._time_line(standing)
        for number, talk in enumerate(self._talks, 1):
            if number == 1:
                parts.append(Heading(words("evidence.talks"), 2))
            parts += self._told.talk(number, talk)
        tables = self._chosen.tables
        parts += suggested(tables, self._rules, self._currency, self._on, self._told, words)
        for loan in self._chosen.loans:
            parts += self._dues(loan, standing[loan.id])
        parts += self._kept()
        return [*parts, Heading(words("evidence.check"), 2), Paragraph(words("evidence.how_to_check"))]

    # -- who and what ------------------------------------------------------------------------------

    def _loan(self, loan: Loan, standing: Position) -> list[Part]:
        """What was agreed, what is owed, and what others hold about it."""
        words, told = self._words, Agreed(self._words, loan, self._numbers)
        events = cast("Sequence[Event]", self._chosen.happened.get(loan.id, ()))
        return [
            *told.terms(),
            *told.owed(standing, self._on),
            *told.sheet(self._of(ContractSheet, loan)),
            *told.arrangements(self._of(Event, loan), events, standing),
            *named(words, self._rules, loan, self._of(Claim, loan), events, self._numbers),
            *reported(words, self._of(CreditAccount, loan), self._every(CreditReport)),
        ]

    def _every(self, kind: type[R]) -> list[R]:
        return cast("list[R]", list(self._chosen.tables.get(kind.table, ())))

    def _of(self, kind: type[R], loan: Loan) -> list[R]:
        """The records of the pack that are about `loan`."""
        return [record for record in self._every(kind) if getattr(record, "loan", "") == loan.id]

    def _people(self) -> list[Part]:
        words = self._words
        if not self._contacts:
            return []
        header = [words(f"evidence.field.{name}") for name in ("name", "kind", "phone", "email")]
        rows = [
            (one.name, words(f"core.contact_kind.{one.kind}"), one.phone, one.email)
            for one in self._contacts.values()
        ]
        return [Heading(words("evidence.people"), 2), Table(header, rows)]

    # -- what happened -----------------------------------------------------------------------------

    def _time_line(self, standing: Mapping[str, Position]) -> list[Part]:
        """What happened, and each instalment on the day it fell due."""
        words = self._words
        lines: list[tuple[Any, tuple[str, ...]]] = []
        for loan in self._chosen.loans:
            for due in standing[loan.id].dues:
                if due.due <= self._on and self._chosen.span.holds(due.due):
                    lines.append(((due.due, False, -1.0, f"{loan.id} {due.n:5}"), self._fell_due(due, loan)))
        for table, records in self._chosen.tables.items():
            for record in records:
                day = day_of(record)
                if day is None or isinstance(record, Amendment):
                    continue
                at = getattr(record, "at", None)
                key = (day, at is None, moment(at) if isinstance(at, DateTime) else 0.0, record.id)
                lines.append((key, self._told.line(table, record, day, self._numbers)))
        if not lines:
            return [Heading(words("evidence.time_line"), 2), Paragraph(words("evidence.nothing"))]
        header = [words(f"evidence.field.{name}") for name in ("date", "kind", "what", "amount")]
        rows = [cells for _, cells in sorted(lines, key=lambda line: line[0])]
        return [Heading(words("evidence.time_line"), 2), Table(header, rows, frozenset({3}))]

    def _fell_due(self, due: DuePosition, loan: Loan) -> tuple[str, ...]:
        words = self._words
        kind = words("evidence.fell_due", n=due.n)
        told = words("evidence.by_now", on=words.day(self._on), state=self._state(due))
        named = loan.name if len(self._loans) > 1 else ""
        whole = words.money(Money(due.principal + due.interest + due.fee, loan.currency))
        return words.day(due.due), kind, self._told.joined(named, told), whole

    def _state(self, due: DuePosition) -> str:
        """How it stands, in words; overdue with its days."""
        if due.state == "overdue":
            return self._words.count("core.overdue_days", due.days_overdue)
        return self._words(f"core.state.{due.state}")

    # -- dues and files ----------------------------------------------------------------------------

    def _dues(self, loan: Loan, standing: Position) -> list[Part]:
        words = self._words
        dues = [due for due in standing.dues if self._chosen.span.holds(due.due)]
        if not dues:
            return []
        names = ("n", "date", "principal", "interest", "fee", "paid", "penalty", "late_fee", "left", "state")
        header = [words(f"evidence.field.{name}") for name in names]
        rows = [self._due(due, loan) for due in dues]
        title = words("evidence.dues", name=loan.name, on=words.day(self._on))
        return [Heading(title, 2), Table(header, rows, frozenset({0, *range(2, 9)}))]

    def _due(self, due: DuePosition, loan: Loan) -> tuple[str, ...]:
        words = self._words
        settled = due.paid + due.waived
        sums = (due.principal, due.interest, due.fee, settled, due.penalty, due.late_fee, due.outstanding)
        amounts = (words.amount(Money(minor, loan.currency)) for minor in sums)
        return str(due.n), words.day(due.due), *amounts, self._state(due)

    def _kept(self) -> list[Part]:
        words = self._words
        if not self._files:
            return []
        header = [words(f"evidence.field.{name}") for name in ("file", "where", "sha256")]
        rows = [
            (kept.file.name, kept.path or words(kept.why), " ".join(_in_eights(kept.file.sha256)))
            for kept in self._files
        ]
        return [Heading(words("evidence.files"), 2), Table(header, rows)]


def _in_eights(digest: str) -> list[str]:
    """A checksum in groups, so that it breaks over lines on paper."""
    return [digest[k : k + 8] for k in range(0, len(digest), 8)]
