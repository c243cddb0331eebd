"""`credit`: the credit record, when late months must be gone, disputes and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from typing import TYPE_CHECKING, Any

import click

from finterm.cli.call import Call
from finterm.cli.options import command as made
from finterm.cli.output import clean, coloured, say, table, tell_json, wrapped
from finterm.domain.ledger import Ledger
from finterm.locale import Words

if TYPE_CHECKING:
    from finterm.domain.credit_copies import Shown
    from finterm.domain.credit_terms import Countries
    from finterm.domain.disputes import Clock
    from finterm.domain.rebuilding import Advice
    from finterm.domain.records import Task
    from finterm.domain.removal import Removal

_COLOURS = {
    "not_started": "overdue",
    "reached": "due_today",
    "clean": "paid",
    "late": "overdue",
    "done": "paid",
}


def command(verb: str, words: Words) -> click.Command:
    """The command `credit`."""
    return made(words, verb, credit)


def credit(call: Call) -> None:
    """`finterm credit`."""
    from finterm import rules
    from finterm.domain.credit_copies import shown
    from finterm.domain.disputes import clock, followed_in
    from finterm.domain.rebuilding import advice, own_tasks
    from finterm.domain.removal import removals
    from finterm.rules.careful import OF_CREDIT, to_look_up
    from finterm.rules.credit import countries

    with call.book() as book:
        ledger, on = Ledger.of(book.all), call.today
        known = rules.load()
        terms = countries(known, on, book.settings().currency, ledger)
    found = shown(ledger, terms, on)
    marks = removals(ledger, found, terms, on)
    followed = followed_in(ledger)
    clocks = sorted((clock(one, followed, on) for one in ledger.disputes), key=lambda one: one.due)
    helps = advice(ledger, terms, on, marks)
    tasks = own_tasks(ledger.tasks, helps, on)
    if call.json:
        shape = _shape(found, terms, marks, clocks, helps, on)
        shape["tasks"] = [
            {"id": one.id, "what": one.what, "date": one.date, "loan": one.loan, "done_on": one.done_on}
            for one in tasks
        ]
        shape["scores"] = [
            {"name": one.name, "date": one.date, "score": one.score}
            for one in sorted(ledger.credit_scores, key=lambda one: (one.name, one.date))
        ]
        tell_json(shape)
    else:
        say(*_lines(call.words, found, terms, marks, clocks, helps, tasks, on))
        places = [terms.home, *(mark.country for mark in marks)]
        if old := to_look_up(call.words, known, OF_CREDIT, on, *places):
            say("", *wrapped(call.words, old))


def _lines(
    words: Words,
    shown: Shown,
    terms: Countries,
    marks: list[Removal],
    clocks: list[Clock],
    helps: list[Advice],
    tasks: list[Task],
    on: Date,
) -> list[str]:
    from finterm.rules.said import counted_from

    newest = next(iter(shown.copies), None)
    if newest is None:
        lines = [words("cli.credit.none")]
    else:
        source = words(f"core.report_source.{newest.source}")
        lines = [words("cli.credit.newest", day=words.day(newest.date), source=source)]
    accounts = [
        (
            _account(mark),
            words.day(mark.date) if mark.date else "",
            "still_shown" if mark.still_shown else mark.state,
            terms.at(mark.country).retention_from,
        )
        for mark in marks
    ]
    told = [
        (name, day, words(counted_from(words, f"credit.removal.{state}", start)), state)
        for name, day, state, start in accounts
    ]
    lines += _section(words, "accounts", told)
    lines += _section(
        words,
        "disputes",
        [(one.dispute.what, words.day(one.due), _clock(words, one), one.state) for one in clocks],
    )
    for name, optional in (("helps", False), ("optional", True)):
        found = [one for one in helps if one.is_optional == optional]
        rows = [
            (
                _advice(words, one),
                words.day(one.date) if one.date else words("credit.lasting") if one.is_lasting else "",
                *_state(words, one.state, one.date, on),
            )
            for one in found
        ]
        if not optional:
            rows += [(one.what, words.day(one.date), *_task_state(words, one, on)) for one in tasks]
        lines += _section(words, name, rows)
    return lines


def _state(words: Words, state: str, date: Date | None, on: Date) -> tuple[str, str]:
    """How advice stands, in words and by name; what was planned for a day that is over is late."""
    name = "late" if state == "planned" and date is not None and date < on else state
    return words(f"credit.state.{name}"), name


def _task_state(words: Words, task: Task, on: Date) -> tuple[str, str]:
    return _state(words, "done" if task.done_on else "planned", task.date, on)


def _section(words: Words, name: str, rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """A table of its own: what, when, where it stands."""
    if not rows:
        return []
    head = [words("credit.what"), words("core.field.date"), words("cli.state")]
    shown = [
        [clean(what), day, coloured(clean(state), _COLOURS.get(key, ""))] for what, day, state, key in rows
    ]
    return ["", words(f"credit.section.{name}", n=len(rows)), *table(head, shown, "<<<")]


def _account(mark: Removal) -> str:
    return f"{mark.account.lender} {mark.account.number}".strip()


def _clock(words: Words, one: Clock) -> str:
    if one.state == "closed":
        return words(f"core.dispute_outcome.{one.dispute.outcome}")
    if one.state == "late":
        return words.count("credit.clock.late", -one.left)
    return words("credit.clock.today") if one.left == 0 else words.count("credit.clock.waiting", one.left)


def _advice(words: Words, one: Advice) -> str:
    if one.task is not None:
        return one.task.what
    return words(f"credit.advice.{one.kind}", name=one.name, who=one.who or one.name, n=one.n)


def _shape(
    shown: Shown,
    terms: Countries,
    marks: list[Removal],
    clocks: list[Clock],
    helps: list[Advice],
    on: Date,
) -> dict[str, Any]:
    """The credit record for a program; `removal` is null where no time runs yet."""
    from finterm.domain.credit import free_reports, repair_checks

    return {
        "on": on,
        "copies": [
            {"id": one.id, "date": one.date, "source": one.source, "country": terms.of_copy(one)}
            for one in shown.copies
        ],
        "free_reports": [
            {"year": one.year, "n": one.n, "by": one.by, "taken": one.taken}
            for one in free_reports(shown, terms, on, on.year)
        ],
        "accounts": [
            {
                "id": mark.account.id,
                "country": mark.country,
                "lender": mark.account.lender,
                "number": mark.account.number,
                "loan": mark.account.loan,
                "currency": mark.account.currency,
                "overdue": mark.account.overdue,
                "state": mark.state,
                "late_months": [f"{status.month:%Y-%m}" for status in mark.late],
                "cleared": mark.cleared,
                "removal": mark.date,
                "still_shown": mark.still_shown,
            }
            for mark in marks
        ],
        "repair_checks": [
            {
                "account": check.account.id,
                "month": f"{check.status.month:%Y-%m}",
                "hidden_by": check.hidden_by,
                "still_shown": check.due,
            }
            for check in repair_checks(shown, marks, terms, on)
        ],
        "disputes": [
            {
                "id": one.dispute.id,
                "kind": one.dispute.kind,
                "what": one.dispute.what,
                "filed_on": one.dispute.filed_on,
                "answer_due": one.due,
                "state": one.state,
                "days_left": one.left,
                "outcome": one.dispute.outcome,
                "next": one.next,
            }
            for one in clocks
        ],
        "advice": [
            {
                "topic": one.topic,
                "kind": one.kind,
                "state": one.state,
                "date": one.date,
                "loan": one.loan,
                "optional": one.is_optional,
                "amount": one.minor,
                "currency": one.currency,
            }
            for one in helps
        ],
    }
