"""What is said about the whole debt on a page of its own: sums, course and shares, by currency. Pure."""

from __future__ import annotations

from finterm.domain.course import paid_so_far
from finterm.domain.whole import Whole, has_begun
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.course import book_course, course_blocks
from finterm.tui.view.loans import loan_state, whole_of
from finterm.tui.view.page import Bar, Block, Fact, Grid, Text, Title
from finterm.tui.view.sight import Sight


def whole_page(sight: Sight) -> list[Block]:
    """All loans together, a part for each currency."""
    found = whole_of(sight)
    if not found:
        words = sight.words
        return [Text(words("tui.loans.free" if sight.ledger.loans else "tui.loans.empty"), "good")]
    return [block for whole in found for block in _part(sight, whole)]


def _part(sight: Sight, whole: Whole) -> list[Block]:
    words, currency = sight.words, whole.currency

    def fact(key: str, minor: int, state: str = "") -> Fact:
        return Fact(words(key), sight.money(minor, currency), state)

    loans = [loan for loan in sight.ledger.loans if loan.currency == currency]
    paid = sum(paid_so_far(sight.positions.events(loan.id), sight.on) for loan in loans)
    amounts = {"paid": sight.money(paid, currency), "owed": sight.money(whole.outstanding, currency)}
    blocks: list[Block] = [
        Title(words("tui.loans.whole_title", currency=words.currency_name(currency))),
        fact("tui.loans.whole", whole.payoff, "strong"),
        fact("core.remaining_principal", whole.remaining_principal),
    ]
    if whole.to_be_current:
        blocks.append(
            fact("tui.loans.pressing", whole.to_be_current, "overdue" if whole.late else "due_today")
        )
    blocks.append(fact("tui.loans.outstanding", whole.outstanding))
    blocks.append(Bar(paid / (paid + whole.outstanding), words("tui.loans.paid_owed", **amounts), "good"))
    blocks += course_blocks(sight, book_course(sight, currency), currency)
    return [*blocks, Text(""), _shares(sight, whole)]


def _shares(sight: Sight, whole: Whole) -> Grid:
    """Each loan's part of the whole debt, the largest first."""
    words = sight.words
    owing = [
        p for p in sight.positions.values() if p.loan.currency == whole.currency and p.payoff and has_begun(p)
    ]
    owing.sort(key=lambda position: -position.payoff)
    columns = (
        Column(words("tui.loans.name"), least=10, weight=1, most=40),
        Column(words("core.payoff"), right=True),
        Column(words("tui.loans.share"), right=True),
        Column(words("tui.loans.state"), least=6, fold=1),
    )
    rows = []
    for position in owing:
        share = words.percent(position.payoff / whole.payoff, 0) if whole.payoff else ""
        state: Cell = loan_state(sight, position)
        amount = sight.amount(position.payoff, whole.currency)
        rows.append(Row(position.loan.id, (position.loan.name, amount, share, state)))
    return Grid(columns, rows)
