"""Disputes, private scores and tasks as files."""

from __future__ import annotations

from typing import get_args

import msgspec

from finterm.domain.credit import check_score
from finterm.domain.disputes import check_dispute
from finterm.domain.ledger import Ledger
from finterm.domain.records import Dispute, DisputeKind, DisputeOutcome, DisputeTo, ScoreEntry, Task
from finterm.exchange.cells import Cells, Names
from finterm.exchange.kinds.kind import Kind
from finterm.exchange.kinds.talking import read_files, written_files
from finterm.exchange.names import GONE, gone_id
from finterm.exchange.sheet import shielded


def read_dispute(cells: Cells, id: str) -> Dispute:
    kind: DisputeKind = cells.choice("kind", get_args(DisputeKind), "dispute", "dispute_kind")
    filed_with: DisputeTo = cells.choice("filed_with", get_args(DisputeTo), "bureau", "dispute_to")
    outcome: DisputeOutcome = cells.choice("outcome", get_args(DisputeOutcome), "open", "dispute_outcome")
    after = cells.text("after")
    return Dispute(
        id=id,
        what=cells.text("what", needed=True),
        filed_on=cells.date("filed_on", needed=True),
        days=cells.number("days", 1, needed=True),
        kind=kind,
        filed_with=filed_with,
        country=cells.text("country").lower(),
        lender=cells.text("lender"),
        loan=cells.one_id("loan", cells.names.loans),
        evidence=cells.text("evidence"),
        reference=cells.text("reference"),
        outcome=outcome,
        answered_on=cells.date_or_none("answered_on"),
        after=gone_id(after) or cells.names.disputes.get(after, after),
        note=cells.text("note"),
        files=cells.read("files", read_files, ()),
    )


def write_dispute(dispute: Dispute, names: Names) -> dict[str, str]:
    after = dispute.after
    return {
        "what": shielded(dispute.what),
        "filed_on": dispute.filed_on.isoformat(),
        "days": str(dispute.days),
        "kind": dispute.kind,
        "filed_with": dispute.filed_with,
        "country": dispute.country,
        "lender": shielded(dispute.lender),
        "loan": shielded(names.loans.shown(dispute.loan)) if dispute.loan else "",
        "evidence": shielded(dispute.evidence),
        "reference": shielded(dispute.reference),
        "outcome": dispute.outcome,
        "answered_on": dispute.answered_on.isoformat() if dispute.answered_on else "",
        "after": after if not after or after in names.disputes else GONE + after,
        "note": shielded(dispute.note),
        "files": written_files(dispute.files),
    }


def _check_dispute(dispute: Dispute, names: Names) -> None:
    check_dispute(msgspec.structs.replace(dispute, after=""), Ledger())


DISPUTES = Kind(
    name="disputes",
    record=Dispute,
    columns=(
        "what", "filed_on", "days", "kind", "filed_with", "country", "lender", "loan", "evidence", "reference", "outcome",
        "answered_on", "after", "note", "files",
    ),
    needed=frozenset({"what", "filed_on", "days"}),
    read=read_dispute,
    write=write_dispute,
    check=_check_dispute,
    loose=lambda dispute: (dispute.what, dispute.filed_on, dispute.kind),
)  # fmt: skip


def read_score(cells: Cells, id: str) -> ScoreEntry:
    return ScoreEntry(
        id=id,
        date=cells.date("date", needed=True),
        name=cells.text("name", needed=True),
        score=cells.number("score", needed=True),
        note=cells.text("note"),
    )


def write_score(entry: ScoreEntry, names: Names) -> dict[str, str]:
    return {
        "date": entry.date.isoformat(),
        "name": shielded(entry.name),
        "score": str(entry.score),
        "note": shielded(entry.note),
    }


CREDIT_SCORES = Kind(
    name="credit_scores",
    record=ScoreEntry,
    columns=("date", "name", "score", "note"),
    needed=frozenset({"date", "name", "score"}),
    read=read_score,
    write=write_score,
    check=lambda entry, names: check_score(entry),
    loose=lambda entry: (entry.date, entry.name),
)


def read_task(cells: Cells, id: str) -> Task:
    return Task(
        id=id,
        date=cells.date("date", needed=True),
        what=cells.text("what", needed=True),
        topic=cells.text("topic"),
        loan=cells.one_id("loan", cells.names.loans),
        done_on=cells.date_or_none("done_on"),
    )


def write_task(task: Task, names: Names) -> dict[str, str]:
    return {
        "date": task.date.isoformat(),
        "what": shielded(task.what),
        "topic": task.topic,
        "loan": shielded(names.loans.shown(task.loan)) if task.loan else "",
        "done_on": task.done_on.isoformat() if task.done_on else "",
    }


TASKS = Kind(
    name="tasks",
    record=Task,
    columns=("date", "what", "topic", "loan", "done_on"),
    needed=frozenset({"date", "what", "topic"}),
    read=read_task,
    write=write_task,
    loose=lambda task: (task.date, task.what, task.topic),
)
