"""What the loans pane says: the list, and everything about one loan. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from finterm.domain.loan import upfront_deduction
from finterm.domain.position import DuePosition, Position
from finterm.domain.records import Event, Loan
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.contract import contract_facts
from finterm.tui.view.page import Block, Fact, Grid, Title
from finterm.tui.view.rows import LazyRows, View
from finterm.tui.view.sight import Sight

SORTS = ("urgency", "name", "next_due", "remaining", "cost")
_FAR = Date.max


def loans_view(sight: Sight, sort: str = "urgency") -> View:
    """The list of loans, the most pressing first."""
    words = sight.words
    columns = (
        Column(words("tui.loans.name"), least=20, weight=2),
        Column(words("tui.loans.state"), least=6),
        Column(words("tui.loans.next"), least=10, fold=2),
        Column(words("tui.loans.next_amount"), least=8, right=True, fold=5),
        Column(words("core.overdue"), least=8, right=True, fold=1),
        Column(words("tui.loans.remaining"), least=8, right=True, fold=4),
        Column(words("tui.loans.nominal"), least=7, right=True, fold=6),
        Column(words("tui.loans.effective"), least=7, right=True, fold=7),
        Column(words("core.field.brand"), least=6, weight=1, most=14, fold=8),
    )
    keys = [loan.id for loan in _sorted(sight, sort)]
    return View(
        columns, LazyRows(keys, lambda key: loan_row(sight, sight.loans[key])), words("tui.loans.empty")
    )


def _sorted(sight: Sight, sort: str) -> Sequence[Loan]:
    loans = sight.ledger.loans
    if sort == "name":
        return sorted(loans, key=lambda loan: loan.name.casefold())
    if sort == "remaining":
        return sorted(loans, key=lambda loan: -sight.positions[loan.id].remaining_principal)
    if sort == "cost":
        return sorted(loans, key=lambda loan: -(c.effective if (c := sight.yearly_cost(loan)) else -1.0))
    if sort == "next_due":
        return sorted(loans, key=lambda loan: _next_date(sight.positions[loan.id]))
    return sorted(loans, key=lambda loan: _urgency(sight.positions[loan.id]))


def _urgency(position: Position) -> tuple[int, Date]:
    return -position.days_overdue, _next_date(position)


def _next_date(position: Position) -> Date:
    found = next_due(position)
    return found.due if found else _FAR


def next_due(position: Position) -> DuePosition | None:
    """The first due that is neither paid nor overdue."""
    return next((due for due in position.dues if due.state not in ("paid", "overdue")), None)


def loan_state(sight: Sight, position: Position) -> Cell:
    """The state of a whole loan in words: the worst of its dues."""
    words = sight.words
    if position.days_overdue:
        return Cell(words.count("core.overdue_days", position.days_overdue), "overdue")
    states = {due.state for due in position.dues}
    for state in ("due_today", "in_grace"):
        if state in states:
            return Cell(words(f"core.state.{state}"), state)
    if states <= {"paid"}:
        return Cell(words("tui.loans.done"), "paid")
    return Cell(words("tui.loans.current"), "")


def loan_row(sight: Sight, loan: Loan) -> Row:
    """One loan of the list."""
    position = sight.positions[loan.id]
    following, cost = next_due(position), sight.yearly_cost(loan)
    words = sight.words
    return Row(
        loan.id,
        (
            loan.name,
            loan_state(sight, position),
            words.day(following.due) if following else "–",
            sight.listed(following.outstanding if following else None, loan.currency),
            Cell(sight.listed(position.overdue, loan.currency), "overdue") if position.overdue else "–",
            sight.listed(position.remaining_principal, loan.currency),
            words.percent(cost.nominal) if cost else "–",
            words.percent(cost.effective) if cost else "–",
            loan.brand,
        ),
    )


def loan_page(sight: Sight, key: str) -> list[Block]:
    """Everything about one loan: what is owed, schedule, events, contract."""
    loan = sight.loans.get(key)
    if loan is None:
        return []
    position = sight.positions[key]
    blocks: list[Block] = [
        Title(loan.name if loan.brand in ("", loan.name) else f"{loan.name} · {loan.brand}")
    ]
    blocks += _standing(sight, loan, position)
    blocks += [Title(sight.words("tui.loans.schedule")), _schedule(sight, loan, position)]
    if happened := sight.positions.events(key):
        blocks += [Title(sight.words("tui.loans.events")), event_grid(sight, loan, happened)]
    return [*blocks, Title(sight.words("tui.loans.contract")), *contract_facts(sight, loan)]


def _standing(sight: Sight, loan: Loan, position: Position) -> list[Block]:
    words, currency = sight.words, loan.currency
    cost = sight.yearly_cost(loan)
    state = loan_state(sight, position)
    blocks: list[Block] = [Fact(words("tui.loans.state"), state.text, state.state)]

    def amount(key: str, minor: int, style: str = "") -> None:
        if minor:
            blocks.append(Fact(words(key), sight.money(minor, currency), style))

    amount("core.overdue", position.overdue, "overdue")
    amount("core.to_be_current", position.to_be_current, "strong")
    amount("core.penalty", position.penalty)
    amount("core.late_fees", position.late_fees)
    if following := next_due(position):
        text = f"{sight.money(following.outstanding, currency)} · {words.day(following.due)} · {sight.when(following.due)}"
        blocks.append(Fact(words("tui.loans.next"), text))
    blocks.append(
        Fact(words("core.remaining_principal"), sight.money(position.remaining_principal, currency))
    )
    blocks.append(Fact(words("core.payoff"), sight.money(position.payoff, currency)))
    amount("core.credit", position.credit, "good")
    if cost:
        blocks.append(Fact(words("core.nominal_yearly_cost"), words.percent(cost.nominal)))
        blocks.append(Fact(words("core.effective_yearly_cost"), words.percent(cost.effective)))
    amount("tui.loans.total_interest", position.total_interest)
    amount("tui.loans.total_fees", position.total_fees)
    amount("core.upfront_deduction", upfront_deduction(loan), "warning")
    return blocks


def due_state(sight: Sight, due: DuePosition) -> Cell:
    """The state of one instalment in words, part-paid included."""
    words = sight.words
    if due.state == "overdue":
        return Cell(words.count("core.overdue_days", due.days_overdue), "overdue")
    left = due.left_principal + due.left_interest + due.left_fee
    if due.state != "paid" and left < due.principal + due.interest + due.fee:
        return Cell(f"{words(f'core.state.{due.state}')}, {words('tui.part_paid')}", due.state)
    return Cell(words(f"core.state.{due.state}"), due.state)


def _schedule(sight: Sight, loan: Loan, position: Position) -> Grid:
    words = sight.words
    columns = (
        Column("#", right=True),
        Column(words("core.field.date"), least=10),
        Column(words("core.component.principal"), right=True, fold=2),
        Column(words("core.component.interest"), right=True, fold=3),
        Column(words("core.component.fee"), right=True, fold=3),
        Column(words("core.component.penalty"), right=True, fold=5),
        Column(words("core.component.late_fee"), right=True, fold=5),
        Column(words("tui.left"), right=True),
        Column(words("tui.loans.state"), least=6),
    )

    def amount(minor: int) -> str:
        return sight.amount(minor, loan.currency) if minor else "–"

    rows = [
        Row(
            str(due.n),
            (
                str(due.n),
                words.day(due.due),
                amount(due.principal),
                amount(due.interest),
                amount(due.fee),
                amount(due.penalty),
                amount(due.late_fee),
                Cell(amount(due.outstanding), "overdue" if due.state == "overdue" else ""),
                due_state(sight, due),
            ),
        )
        for due in position.dues
    ]
    wanted = [
        True,
        True,
        True,
        *(
            any(part)
            for part in zip(*((d.interest, d.fee, d.penalty, d.late_fee) for d in position.dues), strict=True)
        ),
        True,
        True,
    ]
    kept = [k for k, on in enumerate(wanted) if on]
    return Grid([columns[k] for k in kept], [Row(row.key, tuple(row.cells[k] for k in kept)) for row in rows])


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
    amount = sight.amount(event.minor, loan.currency)
    return Row(
        event.id, (words.day(event.date), kind, str(event.due or ""), amount, Cell(event.note, "faint"))
    )


def event_grid(sight: Sight, loan: Loan, happened: Sequence[Event]) -> Grid:
    """Events inside a page."""
    return Grid(event_columns(sight), event_rows(sight, loan, happened))
