"""The readable part of an evidence pack: what is owed, a time line, every talk in its words, the files.

Makes the parts of a document of the records chosen; says what was noted and what follows from the contract
as it was entered, and judges nothing. The day it is seen from comes in: nothing here asks the clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from typing import Any, NamedTuple, cast

from finterm.domain.diary import moment
from finterm.domain.money import Money
from finterm.domain.position import DuePosition, Position, position
from finterm.domain.rates import yearly_cost
from finterm.domain.records import (
    Amendment,
    AttachedFile,
    Contact,
    Event,
    Loan,
    Talk,
)
from finterm.exchange.document import Facts, Heading, Paragraph, Part, Table
from finterm.exchange.evidence.conduct import suggested
from finterm.exchange.evidence.subject import Chosen, day_of
from finterm.exchange.evidence.telling import Telling
from finterm.exchange.typed import written_rate
from finterm.locale import Words
from finterm.rules.rule import Rules


class Kept(NamedTuple):
    """A file of the pack: `path` inside it, empty with the reason in `why` (a key) where it is not there."""

    file: AttachedFile
    path: str
    why: str = ""


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
            says.append(words("evidence.span", first=words.day(span.first), last=words.day(span.last)))
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
        parts += self._time_line()
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
        words = self._words
        cost = yearly_cost(loan)
        terms = [
            (words("core.field.brand"), loan.brand),
            (words("core.field.legal_lender"), loan.legal_lender),
            (words("core.field.contract_no"), loan.contract_no),
            (words("core.field.principal"), self._money(loan.principal, loan)),
            (words("core.field.received"), self._money(loan.received, loan)),
            (words("core.field.start"), words.day(loan.start)),
            (words("core.field.first_due"), words.day(loan.first_due)),
            (words("core.field.periods"), str(loan.periods)),
            (words("core.field.method"), words(f"core.method.{loan.method}")),
            (words("core.field.rate"), self._rate(loan)),
            (words("core.nominal_yearly_cost"), words.percent(cost.nominal) if cost else ""),
            (words("core.effective_yearly_cost"), words.percent(cost.effective) if cost else ""),
            (words("core.field.note"), loan.note),
        ]
        owed = [
            ("core.overdue", standing.overdue),
            ("core.penalty", standing.penalty),
            ("core.late_fees", standing.late_fees),
            ("core.to_be_current", standing.to_be_current),
            ("core.remaining_principal", standing.remaining_principal),
            ("core.payoff", standing.payoff),
            ("core.credit", standing.credit),
        ]
        return [
            Heading(loan.name, 2),
            Facts([(label, value) for label, value in terms if value]),
            Heading(words("evidence.owed", on=words.day(self._on)), 3),
            Facts([(words(key), self._money(minor, loan)) for key, minor in owed if minor])
            if any(minor for _, minor in owed)
            else Paragraph(words("evidence.nothing_owed")),
        ]

    def _rate(self, loan: Loan) -> str:
        if not loan.rate:
            return ""
        unit = self._words(f"core.rate_unit.{loan.rate_unit}")
        return self._words("evidence.rate", rate=written_rate(loan.rate), unit=unit)

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

    def _time_line(self) -> list[Part]:
        words = self._words
        numbers = {talk.id: n for n, talk in enumerate(self._talks, 1)}
        lines: list[tuple[Any, tuple[str, ...]]] = []
        for table, records in self._chosen.tables.items():
            for record in records:
                day = day_of(record)
                if day is None or isinstance(record, Amendment):
                    continue
                at = getattr(record, "at", None)
                key = (day, at is None, moment(at) if isinstance(at, DateTime) else 0.0, record.id)
                lines.append((key, self._told.line(table, record, day, numbers)))
        if not lines:
            return [Heading(words("evidence.time_line"), 2), Paragraph(words("evidence.nothing"))]
        header = [words(f"evidence.field.{name}") for name in ("date", "kind", "what", "amount")]
        rows = [cells for _, cells in sorted(lines, key=lambda line: line[0])]
        return [Heading(words("evidence.time_line"), 2), Table(header, rows, frozenset({3}))]

    # -- dues and files ----------------------------------------------------------------------------

    def _dues(self, loan: Loan, standing: Position) -> list[Part]:
        words = self._words
        dues = [due for due in standing.dues if self._chosen.span.holds(due.due)]
        if not dues:
            return []
        names = ("n", "date", "principal", "interest", "fee", "penalty", "late_fee", "left", "state")
        header = [words(f"evidence.field.{name}") for name in names]
        rows = [self._due(due, loan) for due in dues]
        title = words("evidence.dues", name=loan.name, on=words.day(self._on))
        return [Heading(title, 2), Table(header, rows, frozenset({0, *range(2, 8)}))]

    def _due(self, due: DuePosition, loan: Loan) -> tuple[str, ...]:
        words = self._words
        sums = (due.principal, due.interest, due.fee, due.penalty, due.late_fee, due.outstanding)
        state = words(f"core.state.{due.state}")
        if due.state == "overdue":
            state = words.count("core.overdue_days", due.days_overdue)
        amounts = (words.amount(Money(minor, loan.currency)) for minor in sums)
        return str(due.n), words.day(due.due), *amounts, state

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

    # -- amounts and moments -----------------------------------------------------------------------

    def _money(self, minor: int, loan: Loan) -> str:
        return self._words.money(Money(minor, loan.currency))


def _in_eights(digest: str) -> list[str]:
    """A checksum in groups, so that it breaks over lines on paper."""
    return [digest[k : k + 8] for k in range(0, len(digest), 8)]
