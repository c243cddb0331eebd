"""What the loans pane says above and in its list: the whole debt, and a line for each loan. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from finterm.domain.money import Money, total
from finterm.domain.position import DuePosition, Position
from finterm.domain.records import Loan
from finterm.domain.whole import Whole, has_begun, whole_debt
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Fact, Text
from finterm.tui.view.rows import LazyRows, View
from finterm.tui.view.sight import Sight

SORTS = ("urgency", "name", "next_due", "remaining", "cost")
_FAR = Date.max


def loans_view(sight: Sight, sort: str = "urgency") -> View:
    """The list of loans, the most pressing first."""
    words = sight.words
    columns = (
        Column(words("tui.loans.name"), least=12, weight=2),
        Column(words("tui.loans.state"), least=6),
        Column(words("tui.loans.next"), least=10, fold=2),
        Column(words("tui.loans.next_amount"), least=8, right=True, fold=6),
        Column(words("core.overdue"), least=8, right=True, fold=1),
        Column(words("tui.loans.remaining"), least=8, right=True, fold=4),
        Column(words("tui.loans.nominal"), least=7, right=True, fold=5),
        Column(words("tui.loans.effective"), least=7, right=True, fold=7),
        Column(words("core.field.brand"), least=6, weight=1, most=14, fold=8),
    )
    keys = [loan.id for loan in _sorted(sight, sort)]
    rows = LazyRows(keys, lambda key: loan_row(sight, sight.loans[key]))
    return View(columns, rows, words("tui.loans.empty"), loans_headline(sight))


def whole_of(sight: Sight) -> tuple[Whole, ...]:
    """What is owed on all loans, a sum a currency; computed once a sight."""
    return sight.remember("whole", lambda: whole_debt(sight.positions.values()))


def loans_headline(sight: Sight) -> list[Block]:
    """What makes all loans current, and the whole debt, by currency."""
    words, found = sight.words, whole_of(sight)
    if not sight.ledger.loans:
        return []
    to_come = [loan for loan in sight.ledger.loans if loan.start > sight.on]
    later: list[Block] = []
    if to_come:
        sums = sight.sums(total([Money(loan.principal, loan.currency) for loan in to_come]))
        later.append(Fact(words("tui.loans.to_come"), sums, "faint"))
    if not found:
        return [Text(words("tui.loans.free"), "good"), *later]
    blocks: list[Block] = []
    if pressing := [Money(whole.to_be_current, whole.currency) for whole in found if whole.to_be_current]:
        late, text = sum(whole.late for whole in found), sight.sums(pressing)
        if late:
            late_sums = [Money(whole.overdue, whole.currency) for whole in found if whole.overdue]
            # Where nothing but what is overdue presses its sum is the same, and said once.
            key = "tui.loans.late_all" if late_sums == pressing else "tui.loans.late"
            text = words.count(key, late, sum=text, overdue=sight.sums(late_sums))
        blocks.append(Fact(words("tui.loans.pressing"), text, "overdue" if late else "due_today"))
    debts = sight.sums(Money(whole.payoff, whole.currency) for whole in found)
    blocks.append(Fact(words("tui.loans.whole"), debts, "strong"))
    left = sight.sums(Money(whole.remaining_principal, whole.currency) for whole in found)
    return [*blocks, Fact(words("core.remaining_principal"), left), *later]


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
    if not has_begun(position):
        return Cell(words("tui.loans.not_begun"), "faint")
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
