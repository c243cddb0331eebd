"""What happened to a loan: its events as a list, and its whole story as one time line. Pure.

The time line joins what was paid and charged with what was said and promised, the newest first. Each
line carries a sign: - what was paid or waived, + what was charged, ← → a talk, = a promise, » a next step,
~ an arrangement, ! that it was broken.
"""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.records import Event, FollowUp, Loan, Promise, Talk
from finterm.domain.timeline import Entry, timelines
from finterm.tui.actions import keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.diary import who
from finterm.tui.view.page import Block, Grid, Text, Title
from finterm.tui.view.sight import Sight

SHOWN = 60  # lines of a time line on the page of a loan; the list of events has them all
SIGNS = {"payment": "-", "payoff": "-", "waiver": "-", "charge": "+", "promise": "=", "follow_up": "»"}
SIGNS |= {"arrangement": "~", "broken": "!"}


def story_blocks(sight: Sight, loan: Loan) -> list[Block]:
    """The time line of a loan under its heading; nothing where nothing happened."""
    entries = story_of(sight, loan)
    if not entries:
        return []
    columns = (
        Column("", least=10),
        Column(""),
        Column(""),
        Column("", right=True),
        Column("", least=8, weight=1),
    )
    rows = [_line(sight, loan, entry) for entry in entries[:SHOWN]]
    blocks: list[Block] = [Title(sight.words("tui.loans.story")), Grid(columns, rows)]
    if more := len(entries) - len(rows):
        blocks.append(Text(sight.words.count("tui.loans.story_more", more, **keys_said("loans")), "faint"))
    return blocks


def story_of(sight: Sight, loan: Loan) -> tuple[Entry, ...]:
    """Everything that happened to a loan, the newest first; computed once a sight."""
    stories = sight.remember("stories", lambda: timelines(sight.ledger))
    return stories.get(loan.id, ())[::-1]


def _line(sight: Sight, loan: Loan, entry: Entry) -> Row:
    words, record = sight.words, entry.record
    sign, state, amount = SIGNS.get(entry.kind, ""), "", ""
    if isinstance(record, Talk):
        sign = words("tui.diary.in" if record.direction == "incoming" else "tui.diary.out")
        kind = words(f"core.channel.{record.channel}")
        gist = sight.free(record.outcome or record.said_by_them or record.reason or record.said_by_me)
        text = " · ".join(part for part in (who(sight, record), gist) if part)
        amount = sight.amount(record.minor, record.currency) if record.minor is not None else ""
    elif isinstance(record, Promise):
        kind, state = words(f"tui.diary.promise_{record.by}"), record.state
        amount = (
            sight.amount(record.minor, record.currency or loan.currency) if record.minor is not None else ""
        )
        text = " · ".join(
            part for part in (words(f"core.promise.{record.state}"), sight.free(record.note)) if part
        )
    elif isinstance(record, FollowUp):
        kind = words("core.due_kind.follow_up")
        done = words("tui.diary.done_on", day=words.day(record.done_on)) if record.done_on else ""
        text = " · ".join(part for part in (sight.free(record.what), done) if part)
    else:
        sign, kind = SIGNS[record.kind], words(f"core.event.{record.kind}")
        state = "overdue" if record.kind in ("charge", "broken") else "good"
        amount = sight.amount(record.minor, loan.currency) if record.kind != "broken" else ""
        component = words(f"core.component.{record.component}") if record.component else ""
        due = words("tui.loans.of_instalment", n=record.due) if record.due else ""
        told = sight.free(record.plan.conditions) if record.plan else ""
        text = " · ".join(part for part in (component, due, told, sight.free(record.note)) if part)
    return Row(record.id, (words.day(entry.date), Cell(sign, state), Cell(kind, state), amount, text))


def event_columns(sight: Sight) -> tuple[Column, ...]:
    """Columns of a list of events."""
    words = sight.words
    return (
        Column(words("core.field.date"), least=10),
        Column(words("core.field.kind")),
        Column(words("core.field.due"), right=True, fold=3),
        Column(words("core.field.amount"), right=True),
        Column(words("core.field.note"), least=6, weight=1, fold=2),
    )


def event_rows(sight: Sight, loan: Loan, happened: Sequence[Event]) -> list[Row]:
    """Events, the latest first."""
    ordered = sorted(happened, key=lambda event: (event.date, event.id), reverse=True)
    return [_event_row(sight, loan, event) for event in ordered]


def _event_row(sight: Sight, loan: Loan, event: Event) -> Row:
    words = sight.words
    kind = words(f"core.event.{event.kind}")
    if event.component:
        kind += f" ({words(f'core.component.{event.component}')})"
    amount = sight.amount(event.minor, loan.currency) if event.kind != "broken" else ""
    return Row(
        event.id,
        (words.day(event.date), kind, str(event.due or ""), amount, Cell(sight.free(event.note), "faint")),
    )
