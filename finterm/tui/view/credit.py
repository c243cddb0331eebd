"""What the credit pane lists: accounts, disputes, what helps, copies of the report, private scores. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from finterm.domain.credit import free_reports, scores_by_name
from finterm.domain.credit_diff import diff
from finterm.domain.disputes import Clock, clock, followed_in
from finterm.domain.rebuilding import Advice, advice, own_tasks
from finterm.domain.records import CreditAccount, CreditReport, Dispute, Record, Task
from finterm.domain.removal import Removal, removals
from finterm.rules.careful import OF_CREDIT, to_look_up
from finterm.rules.said import country_of
from finterm.tui.actions import keys_said
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.credit_terms import countries_of, is_mixed, shown_of, variant
from finterm.tui.view.page import Block, Text
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight

OF_A_COUNTRY = ("report", "repair")  # advice that only one country's rules give
# What begins the key of a row, before a colon.
ACCOUNT, DISPUTE, ADVICE, TASK, COPY, SCORE = "account", "dispute", "advice", "task", "copy", "score"


def credit_view(sight: Sight) -> View:
    """Everything about the credit record, section by section."""
    words = sight.words
    columns = (
        Column(words("credit.what"), least=20, weight=1),
        Column(words("core.field.date"), least=10),
        Column(words("tui.loans.state"), least=12, most=20),
    )
    sections = (
        ("accounts", list(_accounts(sight))),
        ("disputes", list(_disputes(sight))),
        ("helps", list(_advice(sight, optional=False))),
        ("copies", list(_copies(sight))),
        ("scores", list(_scores(sight))),
        ("optional", list(_advice(sight, optional=True))),
    )
    rows: list[Row] = []
    for name, found in sections:
        if found:
            title = words(f"credit.section.{name}", n=len(found))
            rows += [Row(f"section:{name}", (title,), True), *found]
    return View(columns, rows, words("credit.empty", **keys_said("credit")), headline(sight))


def headline(sight: Sight) -> list[Block]:
    """Which copy this is from, which free copy is next, and whether something keeps the years from running."""
    words = sight.words
    newest = next(iter(shown_of(sight).copies), None)
    slots = free_reports(shown_of(sight), countries_of(sight), sight.on, sight.on.year)
    waiting = next((slot for slot in slots if slot.taken is None), None)
    if newest is None:
        first = words("credit.no_copy", **keys_said("credit"))
    else:
        source = words(f"core.report_source.{newest.source}")
        first = words(
            "credit.newest", day=words.day(newest.date), when=sight.when(newest.date), source=source
        )
    if waiting is not None:
        free = words("credit.free_left", n=waiting.n, of=len(slots), day=words.day(waiting.by))
        first = words("credit.then", before=first, after=free)
    blocks: list[Block] = [Text(first)]
    unpaid = [mark for mark in removals_of(sight) if mark.state == "not_started"]
    if unpaid:
        blocks.append(Text(words.count("credit.unpaid", len(unpaid)), "overdue"))
    places = [countries_of(sight).home, *(mark.country for mark in removals_of(sight))]
    old = sight.remember("old rules", lambda: to_look_up(words, sight.rules, OF_CREDIT, sight.on, *places))
    return [*blocks, *([Text(old, "warning")] if old else [])]


def removals_of(sight: Sight) -> list[Removal]:
    """The removal of every account of the newest copy; computed once a sight."""
    return sight.remember(
        "removals", lambda: removals(sight.ledger, shown_of(sight), countries_of(sight), sight.on)
    )


def advice_of(sight: Sight) -> list[Advice]:
    """What helps, as the book stands; computed once a sight."""
    return sight.remember(
        "advice", lambda: advice(sight.ledger, countries_of(sight), sight.on, removals_of(sight))
    )


def clock_of(sight: Sight, dispute: Dispute) -> Clock:
    """Where a dispute stands today."""
    followed = sight.remember("disputes followed", lambda: followed_in(sight.ledger))
    return clock(dispute, followed, sight.on)


def record_of(sight: Sight, key: str | None) -> Record | None:
    """The record that the row with `key` stands for; None for advice nobody planned yet, and for no row."""
    kind, _, id = (key or "").partition(":")
    ledger = sight.ledger
    if kind == SCORE:
        found = scores_by_name(ledger.credit_scores).get(id)
        return found[-1] if found else None
    if kind == ADVICE:
        one = advice_at(sight, key)
        return one.task if one else None
    tables = {
        ACCOUNT: ledger.credit_accounts,
        DISPUTE: ledger.disputes,
        TASK: ledger.tasks,
        COPY: ledger.credit_reports,
    }
    return next((record for record in tables.get(kind, ()) if record.id == id), None)


def advice_at(sight: Sight, key: str | None) -> Advice | None:
    """The advice that the row with `key` stands for."""
    topic = (key or "").removeprefix(f"{ADVICE}:")
    return next((one for one in advice_of(sight) if one.topic == topic), None) if topic != key else None


def account_name(sight: Sight, account: CreditAccount) -> str:
    """An account as it is called: its lender, its number where it has one, its currency where it is not the book's."""
    foreign = account.currency if account.currency != sight.settings.currency else ""
    return " ".join(part for part in (account.lender, account.number, foreign) if part)


def advice_words(sight: Sight, one: Advice) -> str:
    """What is advised, in one phrase; the person's own words where they planned it in others."""
    return sight.free(one.task.what) if one.task else usual_words(sight, one)


def usual_words(sight: Sight, one: Advice) -> str:
    """What is advised, in our words."""
    said = sight.words(f"credit.advice.{one.kind}", name=one.name, who=one.who or one.name, n=one.n)
    if one.kind in OF_A_COUNTRY and is_mixed(sight):
        return sight.words("credit.advice.in", what=said, country=country_of(sight.words, one.country))
    return said


def removal_words(sight: Sight, mark: Removal) -> Cell:
    """Where the late months of an account stand, in few words."""
    words = sight.words
    state = {"not_started": "overdue", "undated": "warning", "reached": "due_today", "clean": "good"}
    if mark.still_shown:
        return Cell(words("credit.removal.still_shown"), "warning")
    return Cell(
        words(variant(sight, f"credit.removal.{mark.state}", mark.country)), state.get(mark.state, "")
    )


def _accounts(sight: Sight) -> Iterator[Row]:
    """Those that were only brought along from the copy before say so, and nothing else."""
    for mark in removals_of(sight):
        date = sight.words.day(mark.date) if mark.date and not mark.account.carried else ""
        state = removal_words(sight, mark)
        if mark.account.carried:
            state = Cell(sight.words("credit.carried"), "warning")
        yield Row(f"{ACCOUNT}:{mark.account.id}", (account_name(sight, mark.account), date, state))


def _disputes(sight: Sight) -> Iterator[Row]:
    """Those that wait for an answer first, the earliest first."""
    clocks = [clock_of(sight, dispute) for dispute in sight.ledger.disputes]
    for one in sorted(clocks, key=lambda one: (one.state == "closed", one.due)):
        what = sight.free(one.dispute.what)
        yield Row(f"{DISPUTE}:{one.dispute.id}", (what, sight.words.day(one.due), clock_words(sight, one)))


def clock_words(sight: Sight, one: Clock) -> Cell:
    """Where a dispute stands, in few words."""
    words = sight.words
    if one.state == "closed":
        corrected = one.dispute.outcome == "corrected"
        return Cell(words(f"core.dispute_outcome.{one.dispute.outcome}"), "good" if corrected else "closed")
    if one.state == "late":
        return Cell(words.count("credit.clock.late", -one.left), "overdue")
    if one.state == "due_today":
        return Cell(words("credit.clock.today"), "due_today")
    return Cell(words.count("credit.clock.waiting", one.left), "")


def _advice(sight: Sight, *, optional: bool) -> Iterator[Row]:
    """What helps, what is done last; and the person's own tasks."""
    rows = [
        (one.state == "done", _advice_row(sight, one))
        for one in advice_of(sight)
        if one.is_optional == optional
    ]
    if not optional:
        own = own_tasks(sight.ledger.tasks, advice_of(sight), sight.on)
        rows += [(task.done_on is not None, _task_row(sight, task)) for task in own]
    yield from (row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _advice_row(sight: Sight, one: Advice) -> Row:
    words = sight.words
    date = words.day(one.date) if one.date else words("credit.lasting") if one.is_lasting else ""
    late = one.state == "planned" and one.date is not None and one.date < sight.on
    states = {"done": "good", "planned": "warning" if late else "promised", "open": ""}
    state = Cell(words(f"credit.state.{'late' if late else one.state}"), states[one.state])
    return Row(f"{ADVICE}:{one.topic}", (advice_words(sight, one), date, state))


def _task_row(sight: Sight, task: Task) -> Row:
    words = sight.words
    late = task.done_on is None and task.date < sight.on
    name = "done" if task.done_on else "late" if late else "planned"
    state = {"done": "good", "late": "warning", "planned": "promised"}[name]
    cells = (sight.free(task.what), words.day(task.date), Cell(words(f"credit.state.{name}"), state))
    return Row(f"{TASK}:{task.id}", cells)


def _copies(sight: Sight) -> Iterator[Row]:
    words = sight.words
    for copy in shown_of(sight).copies:
        name = words("credit.copy", source=words(f"core.report_source.{copy.source}"))
        yield Row(f"{COPY}:{copy.id}", (name, words.day(copy.date), _differs(sight, copy)))


def _differs(sight: Sight, copy: CreditReport) -> Cell:
    """How much a copy differs from the one before; of the first one how many accounts it has."""
    words = sight.words
    shown = shown_of(sight)
    count = len(shown.accounts_of(copy))
    said = words.count("credit.accounts", count)
    before = shown.before.get(copy.id)
    if before is None:
        return Cell(said)
    if waiting := sum(account.carried for account in shown.accounts_of(copy)):
        return Cell(words.count("credit.carried_count", waiting), "warning")
    found = diff(shown, before, copy)
    changes = len(found.accounts) + len(found.enquiries)
    return (
        Cell(words.count("credit.differences", changes), "warning")
        if changes
        else Cell(words("credit.no_difference"))
    )


def _scores(sight: Sight) -> Iterator[Row]:
    words = sight.words
    for name, entries in scores_by_name(sight.ledger.credit_scores).items():
        last = entries[-1]
        said = str(last.score)
        if len(entries) > 1:
            said = words(
                "credit.score.change", score=last.score, change=f"{last.score - entries[-2].score:+d}"
            )
        yield Row(f"{SCORE}:{name}", (name, words.day(last.date), said))
