"""What is said about one loan on its page: where it stands, what it costs, its course, schedule and story. Pure."""

from __future__ import annotations

from finterm.domain.advertised import advertised_rate, reasons
from finterm.domain.course import paid_so_far
from finterm.domain.loan import fee_per_period, upfront_deduction
from finterm.domain.position import DuePosition, Position
from finterm.domain.records import Loan
from finterm.exchange.typed import written_rate
from finterm.tui.view.about import About
from finterm.tui.view.arrangement import arrangement_blocks
from finterm.tui.view.beyond import beside_lines
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.claim import claim_blocks
from finterm.tui.view.conduct import conduct_note
from finterm.tui.view.contract import contract_facts
from finterm.tui.view.course import course_blocks, loan_course
from finterm.tui.view.limitation import limitation_blocks
from finterm.tui.view.loans import loan_state, next_due
from finterm.tui.view.page import Bar, Block, Fact, Grid, Text, Title
from finterm.tui.view.sheet import sheet_blocks
from finterm.tui.view.sight import Sight
from finterm.tui.view.story import story_blocks


def loan_page(sight: Sight, key: str) -> list[Block]:
    """Everything about one loan: what is owed, its cost, its course, schedule, story and contract."""
    loan = sight.loans.get(key)
    if loan is None:
        return []
    words, position = sight.words, sight.positions[key]
    blocks: list[Block] = [
        Title(loan.name if loan.brand in ("", loan.name) else f"{loan.name} · {loan.brand}")
    ]
    blocks += _standing(sight, loan, position)
    blocks += arrangement_blocks(sight, loan, position)
    blocks += claim_blocks(sight, loan)
    blocks += [Title(words("tui.loan.cost")), *_cost(sight, loan, position)]
    if drawn := course_blocks(sight, loan_course(sight, key), loan.currency):
        blocks += [Title(words("tui.course.title")), *drawn]
    blocks += beside_lines(sight, loan, position)
    blocks += [Title(words("tui.loans.schedule")), _schedule(sight, loan, position)]
    blocks += story_blocks(sight, loan)
    blocks += conduct_note(sight, About(loan=key))
    blocks += limitation_blocks(sight, loan)
    blocks += [Title(words("tui.loans.contract")), *contract_facts(sight, loan)]
    return [*blocks, *sheet_blocks(sight, loan)]


def _standing(sight: Sight, loan: Loan, position: Position) -> list[Block]:
    words, currency = sight.words, loan.currency
    state = loan_state(sight, position)
    blocks: list[Block] = [Fact(words("tui.loans.state"), state.text, state.state)]

    def amount(key: str, minor: int, style: str = "") -> None:
        if minor:
            blocks.append(Fact(words(key), sight.money(minor, currency), style))

    amount("core.overdue", position.overdue, "overdue")
    if position.to_be_current != position.overdue:  # the same sum is said once
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
    return [*blocks, paid_bar(sight, loan, position)]


def paid_bar(sight: Sight, loan: Loan, position: Position) -> Bar:
    """How much of all that is to be paid to the loan was paid."""
    paid = paid_so_far(sight.positions.events(loan.id), sight.on)
    owed = position.outstanding
    text = sight.words(
        "tui.loans.paid_owed", paid=sight.money(paid, loan.currency), owed=sight.money(owed, loan.currency)
    )
    return Bar(paid / (paid + owed) if paid + owed else 1.0, text, "good")


def _cost(sight: Sight, loan: Loan, position: Position) -> list[Block]:
    """The advertised rate beside the real cost, and why they differ."""
    words, currency = sight.words, loan.currency
    cost, told = sight.yearly_cost(loan), advertised_rate(loan)
    blocks: list[Block] = []
    if told:
        text = words.percent(told.rate)
        if told.times != 1:
            text = f"{text} ({written_rate(told.unit_rate)} × {float(told.times):g})"
        blocks.append(Fact(words("tui.loans.advertised"), text))
    if cost:
        blocks.append(Fact(words("core.nominal_yearly_cost"), words.percent(cost.nominal), "strong"))
        blocks.append(Fact(words("core.effective_yearly_cost"), words.percent(cost.effective), "strong"))
        values = {
            "fee": sight.money(fee_per_period(loan), currency),
            "deduction": sight.money(upfront_deduction(loan), currency),
        }
        blocks += [Text(words(f"tui.loans.why.{why}", **values), "faint") for why in reasons(loan, cost)]
    for key, minor, style in (
        ("tui.loans.total_interest", position.total_interest, ""),
        ("tui.loans.total_fees", position.total_fees, ""),
        ("core.upfront_deduction", upfront_deduction(loan), "warning"),
    ):
        if minor:
            blocks.append(Fact(words(key), sight.money(minor, currency), style))
    return blocks


def due_state(sight: Sight, due: DuePosition) -> Cell:
    """The state of one instalment in words, with what was paid or waived of it."""
    words = sight.words
    if due.state == "overdue":
        return Cell(words.count("core.overdue_days", due.days_overdue), "overdue")
    flags = [words("tui.part_paid")] * due.part_paid + [words("tui.part_waived")] * due.part_waived
    return Cell(words("core.also").join([words(f"core.state.{due.state}"), *flags]), due.state)


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
