"""The honest list: what helps after arrears, made from the person's own book, and what of it is done. Pure.

Each piece of advice has a topic that names it for good; a `Task` of that topic gives it a day and says
that it is done. Some of it the book itself shows to be done. The order is a judgement (what is unpaid
first, the dearest before the others), and the screen says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date
from datetime import timedelta
from hashlib import blake2b
from typing import Literal, NamedTuple

import msgspec

from finterm.domain.calendar import add_months
from finterm.domain.credit import free_reports, repair_checks
from finterm.domain.credit_copies import UNPAID, Shown, identity
from finterm.domain.credit_copies import shown as shown_in
from finterm.domain.credit_terms import Countries
from finterm.domain.ledger import Ledger, events_by_loan
from finterm.domain.position import Position, position
from finterm.domain.rates import yearly_cost
from finterm.domain.records import CreditAccount, CreditReport, Event, Loan, Task
from finterm.domain.removal import Removal, cleared_on, removals
from finterm.domain.tasks import free_copy_topic, free_copy_year, is_done, is_over

AdviceKind = Literal[
    "bad_debt", "stray", "settle", "certificate", "verify", "repair", "report", "removal", "gone",
    "on_time", "no_new", "use_less", "keep_old", "statement", "score_promises", "score_identity",
]  # fmt: skip
AdviceState = Literal["open", "planned", "done"]
OPTIONAL = ("score_promises", "score_identity")  # for private scores; they change nothing on the report
LINES = ("card", "quasi_card")  # kinds of account that have a limit to draw on
_WEEK = timedelta(days=7)


class Advice(NamedTuple):
    """One thing that helps. `date` is the day planned, else one that makes sense, None where any does.

    `name` is the loan or account it is about, `who` its lender; `minor` of `currency` is the sum it
    takes, `n` which of the free copies or how many months, `country` the one whose rules it rests on.
    """

    topic: str
    kind: AdviceKind
    state: AdviceState
    date: Date | None = None
    name: str = ""
    who: str = ""
    loan: str = ""
    minor: int | None = None
    currency: str = ""
    n: int = 0
    country: str = ""
    task: Task | None = None

    @property
    def is_lasting(self) -> bool:
        """Whether it holds on every day; a look at the report has one, even where it is not known."""
        return self.date is None and self.kind != "verify"

    @property
    def is_optional(self) -> bool:
        """Whether it is about a private score and not about the credit report."""
        return self.kind in OPTIONAL


def advice(
    ledger: Ledger, countries: Countries, on: Date, marks: Sequence[Removal] | None = None
) -> list[Advice]:
    """Everything that helps as the book stands on `on`, what is unpaid first; private scores last.

    `marks` are the removals, where they were computed before.
    """
    tasks = {task.topic: task for task in ledger.tasks if task.topic}
    shown = shown_in(ledger, countries, on)
    marks = removals(ledger, shown, countries, on) if marks is None else marks
    made = _made(ledger, shown, marks, countries, on)
    return [_with_task(one, tasks.get(one.topic), on) for one in made]


def _with_task(one: Advice, task: Task | None, on: Date) -> Advice:
    if task is None:
        return one
    if one.state == "done":  # the book shows it, and on which day
        return one._replace(task=task)
    if is_done(task, on):
        return one._replace(state="done", date=task.done_on, task=task)
    return one._replace(state="planned", date=task.date, task=task)


def own_tasks(tasks: Iterable[Task], found: Sequence[Advice], on: Date) -> list[Task]:
    """The tasks that none of the advice `found` stands for, and whose time is not over."""
    known = {one.topic for one in found}
    return [task for task in tasks if task.topic not in known and not is_over(task, on)]


def done_by_book(found: Sequence[Advice]) -> list[Task]:
    """The open tasks of `found` that the book now shows to be done."""
    return [one.task for one in found if one.task and one.state == "done" and one.task.done_on is None]


def free_copies(found: Sequence[Advice]) -> list[Advice]:
    """The free copies of `found` that can be had and that nobody planned yet."""
    return [one for one in found if one.kind == "report" and one.state == "open"]


def plans_free_copies(tasks: Iterable[Task], on: Date) -> bool:
    """Whether a free copy of this year or a later one was ever planned, done or not."""
    return any((free_copy_year(task.topic) or 0) >= on.year for task in tasks)


def _made(
    ledger: Ledger, shown: Shown, marks: Sequence[Removal], countries: Countries, on: Date
) -> Iterator[Advice]:
    grouped = events_by_loan(ledger.events)
    events = {loan.id: grouped.get(loan.id, []) for loan in ledger.loans}
    standing = {loan.id: position(loan, events[loan.id], on) for loan in ledger.loans}
    entries = _entries(shown)
    yield from _unpaid(ledger, marks, standing, countries, on)
    for loan in ledger.loans:
        cleared = cleared_on(loan, events[loan.id], on)
        ended = _ended(standing[loan.id], events[loan.id])
        yield from _paid(loan, ended, cleared, entries.get(loan.id, ()), countries)
    yield from _looks(shown, marks, countries, on)
    yield from _habits(ledger, marks, standing, countries.home)


def _entries(shown: Shown) -> dict[str, list[tuple[CreditReport, CreditAccount]]]:
    """Every account that is tied to a loan, with its copy, by the id of the loan."""
    found: dict[str, list[tuple[CreditReport, CreditAccount]]] = {}
    for copy in shown.copies:
        for account in shown.accounts_of(copy):
            if account.loan:
                found.setdefault(account.loan, []).append((copy, account))
    return found


def _unpaid(
    ledger: Ledger,
    marks: Sequence[Removal],
    standing: dict[str, Position],
    countries: Countries,
    on: Date,
) -> Iterator[Advice]:
    """Bad debt first, what no loan of the book explains, then what is overdue, the dearest loan first."""
    for mark in marks:
        account = mark.account
        if account.state in UNPAID and mark.cleared is None:
            yield Advice(
                f"bad_debt:{_topic(mark)}", "bad_debt", "open", on, _name(mark), account.lender,
                account.loan, account.overdue or account.balance, account.currency, country=mark.country,
            )  # fmt: skip
        elif account.overdue and account.loan not in standing and mark.cleared is None:
            yield Advice(
                f"stray:{_topic(mark)}", "stray", "open", on, _name(mark), account.lender, "",
                account.overdue, account.currency, country=mark.country,
            )  # fmt: skip
    late = [loan for loan in ledger.loans if standing[loan.id].overdue]
    for loan in sorted(late, key=lambda loan: (-_cost(loan), loan.id)):
        yield Advice(
            f"settle:{loan.id}", "settle", "open", on, loan.name, loan.legal_lender or loan.brand,
            loan.id, standing[loan.id].to_be_current, loan.currency, country=countries.of_loan(loan),
        )  # fmt: skip


def _cost(loan: Loan) -> float:
    cost = yearly_cost(loan)
    return float(cost.effective) if cost is not None else 0.0


def _paid(
    loan: Loan,
    ended: Date | None,
    cleared: Date | None,
    entries: Sequence[tuple[CreditReport, CreditAccount]],
    countries: Countries,
) -> Iterator[Advice]:
    """A loan that was paid off, or that was late and is current again: get it in writing, then look.

    By which day to look is told where a rule says how long it takes.
    """
    who, country = loan.legal_lender or loan.brand, countries.of_loan(loan)
    if ended is not None:
        yield Advice(
            f"certificate:{loan.id}", "certificate", "open", ended + _WEEK, loan.name, who, loan.id,
            country=country,
        )  # fmt: skip
    since = ended or cleared
    if since is not None:
        seen = countries.at(country).seen_months
        by = add_months(since, seen[1]) if seen else None
        begin = add_months(since, seen[0]) if seen else since + timedelta(days=1)
        state: AdviceState = "done" if _verified(begin, ended is not None, entries) else "open"
        yield Advice(
            f"verify:{loan.id}:{since.isoformat()}", "verify", state, by, loan.name, who, loan.id,
            country=country,
        )  # fmt: skip


def _ended(now: Position, events: Sequence[Event]) -> Date | None:
    """The day of the payment that left nothing owed of a loan, None while something is."""
    days = [event.date for event in events if event.date <= now.on and event.kind != "charge"]
    return max(days) if days and not now.outstanding else None


def _verified(begin: Date, ended: bool, entries: Sequence[tuple[CreditReport, CreditAccount]]) -> bool:
    """Whether a copy made on `begin` or later shows the account without anything overdue."""
    states = ("settled", "ended") if ended else ("open",)
    return any(
        copy.date >= begin and not account.overdue and account.state in states and not account.carried
        for copy, account in entries
    )


def _looks(shown: Shown, marks: Sequence[Removal], countries: Countries, on: Date) -> Iterator[Advice]:
    """Free copies of this year and the first of the next; checks; days on which marks must be gone."""
    for year in (on.year, on.year + 1):
        for slot in free_reports(shown, countries, on, year)[: None if year == on.year else 1]:
            state: AdviceState = "done" if slot.taken else "open"
            day = slot.taken or slot.by
            yield Advice(
                free_copy_topic(year, slot.n),
                "report",
                state,
                day,
                str(year),
                n=slot.n,
                country=countries.home,
            )
    if checks := [check for check in repair_checks(shown, marks, countries, on) if check.due]:
        names = {check.account.lender for check in checks}
        country = next(mark.country for mark in marks if mark.account is checks[0].account)
        yield Advice("repair", "repair", "open", on, ", ".join(sorted(names)), n=len(checks), country=country)
    for mark in marks:
        if mark.date is not None:
            kind: AdviceKind = "removal" if mark.state == "running" else "gone"
            yield Advice(
                f"removal:{_topic(mark)}", kind, "open", mark.date, _name(mark), mark.account.lender,
                mark.account.loan, country=mark.country,
            )  # fmt: skip


def _habits(
    ledger: Ledger, marks: Sequence[Removal], standing: dict[str, Position], home: str
) -> Iterator[Advice]:
    """What no single day settles; it is there while it concerns the book at all."""
    troubled = any(now.overdue for now in standing.values()) or any(m.state != "clean" for m in marks)
    if any(now.outstanding for now in standing.values()):
        yield Advice("on_time", "on_time", "open")
    if troubled:
        yield Advice("no_new", "no_new", "open", country=home)
        if any(mark.account.kind in LINES and mark.account.state == "open" for mark in marks):
            yield Advice("use_less", "use_less", "open")
        yield Advice("keep_old", "keep_old", "open")
        yield Advice("statement", "statement", "open", country=home)
    if ledger.credit_scores:
        yield Advice("score_promises", "score_promises", "open")
        yield Advice("score_identity", "score_identity", "open")


def _topic(mark: Removal) -> str:
    """The account as part of a topic; hashed, since ids hold no names."""
    return blake2b("\n".join(identity(mark.account)).encode(), digest_size=8).hexdigest()


def _name(mark: Removal) -> str:
    account = mark.account
    return f"{account.lender} {account.number}".strip()


def task_id(topic: str) -> str:
    """The id of the task of some advice: the same on every machine, so that it exists once."""
    return f"task:{topic}"


def planned(one: Advice, what: str, date: Date) -> Task:
    """The task that puts `one` on the agenda for `date`, in the words `what`."""
    if one.task is not None:
        return msgspec.structs.replace(one.task, date=date, what=what, done_on=None)
    return Task(id=task_id(one.topic), date=date, what=what, topic=one.topic, loan=one.loan)
