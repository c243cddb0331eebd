"""Import: files -> a plan of what would change, or every problem found; the plan is one transaction.

All or nothing. Planning never touches the book; it finds for each line the record it is about (by
`id`, by name, or by content counted as often as it stands there), so that importing a file twice adds
nothing twice. A column the file does not have leaves what the book says; a blank cell means the
default. Loans, bills, envelopes and contacts change when their line changed; a talk is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import tzinfo
from typing import Any, Literal, NamedTuple

import msgspec

from finterm.domain.credit_copies import identity
from finterm.domain.errors import BadInput, FintermError
from finterm.domain.records import (
    Bill,
    BillPayment,
    Contact,
    CreditAccount,
    CreditReport,
    Dispute,
    Envelope,
    Event,
    Loan,
    Promise,
    Record,
    Settings,
    Talk,
)
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds import ALL, BY_NAME, recognised, unknown_columns
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.matching import Matcher
from finterm.exchange.names import Lookup
from finterm.exchange.sheet import Line, Sheet

Action = Literal["added", "updated", "unchanged"]
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:/@|+-]{7,199}")


class Problem(NamedTuple):
    """Why a line (0: the file as a whole) cannot be taken, and the column it is about ("" where none)."""

    file: str
    line: int
    column: str
    fault: FintermError


class Change(NamedTuple):
    """What one line does. `before` is the record it changes."""

    file: str
    line: int
    kind: str
    action: Action
    record: Record
    before: Record | None = None


class Plan(NamedTuple):
    """What an import would do; with `problems` it does nothing."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]

    def counts(self) -> dict[str, dict[Action, int]]:
        """How many records of which kind are added, updated and unchanged, in the order of the kinds."""
        counts: dict[str, dict[Action, int]] = {}
        for kind in ALL:
            mine = [change.action for change in self.changes if change.kind == kind.name]
            if mine:
                actions: tuple[Action, ...] = ("added", "updated", "unchanged")
                counts[kind.name] = {action: mine.count(action) for action in actions}
        return counts

    @property
    def is_empty(self) -> bool:
        """Whether the book already says all of it."""
        return all(change.action == "unchanged" for change in self.changes)


class Source(NamedTuple):
    """The book as an import sees it: all records of a kind, fresh ids, and the zone of moments."""

    every: Callable[[Any], Sequence[Any]]
    new_id: Callable[[], str]
    zone: tzinfo


def plan(sheets: Iterable[Sheet], source: Source, kind: str = "") -> Plan:
    """The plan of taking in `sheets`, each of the kind its header says (or of `kind`, where it is named)."""
    importer = _Importer(source)
    order = {kind.name: number for number, kind in enumerate(ALL)}
    known: list[tuple[Sheet, Kind]] = []
    for sheet in sheets:
        try:
            known.append((sheet, _kind_of(sheet, kind)))
        except FintermError as fault:
            importer.problems.append(Problem(sheet.name, sheet.header_line, "", fault))
    for sheet, its_kind in sorted(known, key=lambda pair: order[pair[1].name]):
        importer.take(sheet, its_kind)
    return Plan(tuple(importer.changes), tuple(importer.problems))


def _kind_of(sheet: Sheet, wanted: str) -> Kind:
    if not wanted:
        return recognised(sheet)
    kind = BY_NAME[wanted]
    missing = [column for column in kind.columns if column in kind.needed - {*sheet.header}]
    if missing:
        raise FintermError(
            "exchange.error.columns_missing", name=sheet.name, kind=wanted, columns=", ".join(missing)
        )
    return kind


def apply(made: Plan, book: Any, name: str) -> None:
    """Writes a plan without problems as one transaction of `book`, told as the import of `name`."""
    if made.problems:
        raise ValueError("a plan with problems cannot be applied")
    if made.is_empty:
        return
    with book.transaction("core.done.import", {"name": name}) as transaction:
        for change in made.changes:
            if change.action != "unchanged":
                transaction.put(change.record, change.before)


class _Importer:
    """Takes one sheet after the other; knows the book and what the sheets before have added."""

    def __init__(self, source: Source) -> None:
        self._every = source.every
        self._new_id = source.new_id
        self.changes: list[Change] = []
        self.problems: list[Problem] = []
        settings = [*source.every(Settings)] or [Settings(id=Settings.THE)]
        causes = [r.id for table in (Event, BillPayment, Promise) for r in source.every(table)]
        # What tells an account from the others of its copy, with its id: none stands in a copy twice.
        self._accounts = {(one.report, identity(one)): one.id for one in source.every(CreditAccount)}
        self.names = Names(
            loans=Lookup("loans", source.every(Loan)),
            bills=Lookup("bills", source.every(Bill)),
            envelopes=Lookup("envelopes", source.every(Envelope)),
            contacts=Lookup("contacts", source.every(Contact)),
            talks={talk.id: talk.id for talk in source.every(Talk)},
            causes=dict(zip(causes, causes, strict=True)),
            reports={
                key: one.id for one in source.every(CreditReport) for key in (one.date.isoformat(), one.id)
            },
            disputes={one.id: one.id for one in source.every(Dispute)},
            currency=settings[0].currency,
            zone=source.zone,
            arrangements={event.id: event for event in source.every(Event) if event.plan is not None},
        )

    def take(self, sheet: Sheet, kind: Kind) -> None:
        """Plans all lines of a sheet."""
        for number, fault in sheet.damaged:
            self.problems.append(Problem(sheet.name, number, "", fault))
        unknown = unknown_columns(sheet, kind)
        for column, fault in unknown:
            self.problems.append(Problem(sheet.name, sheet.header_line, column, fault))
        if unknown:
            return  # a misspelled column would make every line wrong; one word about it is enough
        found: list[tuple[Line, Any, Cells]] = []
        matcher = Matcher(kind, self._every(kind.record), self._lookup(kind))
        for line in sheet.lines:
            cells = Cells(sheet, line, self.names)
            record = self._record(sheet, kind, cells, matcher)
            for column, fault in cells.problems:
                self.problems.append(Problem(sheet.name, line.number, column, fault))
            if record is not None and not cells.problems:
                found.append((line, record, cells))
        for (line, record, cells), before in zip(
            found, matcher.matched([r for _, r, _ in found]), strict=True
        ):
            self._plan(sheet, kind, line, record, before, cells)

    def _lookup(self, kind: Kind) -> Lookup | None:
        tables = {
            "loans": self.names.loans,
            "bills": self.names.bills,
            "envelopes": self.names.envelopes,
            "contacts": self.names.contacts,
        }
        return tables.get(kind.name)

    def _record(self, sheet: Sheet, kind: Kind, cells: Cells, matcher: Matcher) -> Any | None:
        """The record of a line as it should be afterwards, merged with the one of the book it is about."""
        id = cells.given("id")
        if id and not _ID.fullmatch(id):
            cells.note("id", BadInput("id", "exchange.error.id", typed=id))
            return None
        try:
            cells.before = matcher.before(cells, id)
        except BadInput as fault:
            cells.note(fault.where, fault)
            return None
        record = kind.read(cells, cells.before.id if cells.before else id or self._new_id())
        if cells.before is not None and kind.named:
            record = _merged(record, cells.before, kind, sheet)
        if not cells.problems:
            try:
                kind.check(record, self.names)
            except BadInput as fault:
                cells.note(fault.where, fault)
        if isinstance(record, Event) and record.plan is not None:
            self.names.arrangements[record.id] = record
        if kind.named and not cells.problems and (lookup := self._lookup(kind)):
            lookup.add(record)
            if id and id != record.id:
                lookup.alias(id, record.id)
        return record

    def _plan(self, sheet: Sheet, kind: Kind, line: Line, record: Any, before: Any, cells: Cells) -> None:
        given = cells.given("id")
        if before is not None and before.id != record.id:
            record = msgspec.structs.replace(record, id=before.id)
        for known in (self.names.talks, self.names.causes):
            if kind.name == "talks" or known is self.names.causes:
                known[given or record.id] = known[record.id] = record.id
        if kind.name == "credit_reports":
            for key in (given or record.id, record.id, record.date.isoformat()):
                self.names.reports[key] = record.id
        elif kind.name == "disputes":
            self.names.disputes[given or record.id] = self.names.disputes[record.id] = record.id
        if before is not None and kind.record.append_only and record != before:
            fault = FintermError("exchange.error.append_only")
            self.problems.append(Problem(sheet.name, line.number, "id", fault))
            return
        if isinstance(record, CreditAccount):
            key = (record.report, identity(record))
            if self._accounts.setdefault(key, record.id) != record.id:
                fault = BadInput("lender", "error.credit_account_twice")
                self.problems.append(Problem(sheet.name, line.number, "lender", fault))
                return
        action: Action = "added" if before is None else "unchanged" if record == before else "updated"
        self.changes.append(Change(sheet.name, line.number, kind.name, action, record, before))
        if kind.extras is not None and before is None:
            for extra in kind.extras(cells, record, self._new_id):
                self.changes.append(Change(sheet.name, line.number, extra.table, "added", extra))
            for column, fault in cells.problems:
                self.problems.append(Problem(sheet.name, line.number, column, fault))


def _merged(record: Any, before: Any, kind: Kind, sheet: Sheet) -> Any:
    """`record` with what `before` says in all fields the file has no column for."""
    told = {field for column in sheet.header for field in kind.fields_of(column)}
    told |= {"id", *kind.follows(before)}
    kept = {field: getattr(before, field) for field in record.__struct_fields__ if field not in told}
    return msgspec.structs.replace(record, **kept)
