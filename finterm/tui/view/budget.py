"""What the budget pane says: envelopes with their bars, ready to assign, safe to spend and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from finterm.domain.envelopes import Budget, EmergencyFund, EnvelopePosition, budget, emergency_fund
from finterm.domain.records import Move
from finterm.domain.spendable import SafeToSpend, currencies, safe_to_spend
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Bar, Block, Fact, Grid, Text, Title, bar
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight

BAR_CELLS = 10
RECENT = 12  # movements shown under an envelope
_ORDER = ("essential", "loan", "other", "goal", "emergency")


def budget_of(sight: Sight) -> Budget:
    """The budget today; computed once a sight."""
    return sight.remember("budget", lambda: budget(sight.ledger.envelopes, sight.ledger.moves, sight.on))


def safe_of(sight: Sight) -> SafeToSpend:
    """Safe to spend in the book's currency; computed once a sight."""
    return sight.remember(
        "safe",
        lambda: safe_to_spend(
            sight.ledger, sight.on, sight.settings, known=sight.positions, standing=budget_of(sight)
        ),
    )


def fund_of(sight: Sight) -> EmergencyFund:
    """The emergency fund in the book's currency."""
    return emergency_fund(budget_of(sight), sight.settings.emergency_months, sight.settings.currency)


def budget_view(sight: Sight) -> View:
    """The envelopes in use, by kind."""
    words = sight.words
    columns = (
        Column(words("tui.envelope"), least=14, weight=2),
        Column(words("core.field.kind"), least=6, fold=4),
        Column(words("tui.budget.left"), least=8, right=True),
        Column("", least=BAR_CELLS, fold=2),
        Column(words("tui.budget.spent"), least=8, right=True, fold=3),
        Column(words("tui.budget.funded"), least=8, right=True, fold=7),
        Column(words("tui.budget.monthly"), least=8, right=True, fold=6),
        Column(words("tui.loans.state"), least=6, fold=5),
    )
    positions = [p for p in budget_of(sight).positions.values() if not p.envelope.closed or p.left]
    positions.sort(key=lambda p: (_ORDER.index(p.envelope.kind), p.envelope.id))
    rows = [_row(sight, p) for p in positions]
    return View(columns, rows, words("tui.budget.empty"), budget_headline(sight))


def budget_headline(sight: Sight) -> list[Block]:
    """Ready to assign and safe to spend, in one line each currency."""
    words, standing, blocks = sight.words, budget_of(sight), []
    for currency in currencies(sight.ledger, sight.settings.currency):
        ready = standing.ready.get(currency, 0)
        amount = sight.money(ready, currency)
        if currency != sight.settings.currency:
            blocks.append(Text(words("tui.budget.ready_line", amount=amount)))
            continue
        safe = safe_of(sight)
        text = words(
            "tui.budget.headline",
            amount=amount,
            safe=sight.money(safe.result, currency),
            day=words.weekday(safe.payday),
        )
        blocks.append(Text(text, "overspent" if ready < 0 or safe.result < 0 else "strong"))
        if ready < 0:
            blocks.append(Text(words("tui.budget.ready_below"), "warning"))
    return [*blocks]


def _row(sight: Sight, position: EnvelopePosition) -> Row:
    envelope, words = position.envelope, sight.words
    share, state = position.share_left, envelope_state(sight, position)
    left = Cell(sight.money(position.left, envelope.currency), "overspent" if position.left < 0 else "")
    return Row(
        envelope.id,
        (
            envelope.name,
            words(f"core.envelope_kind.{envelope.kind}"),
            left,
            Cell(bar(float(share or 0), BAR_CELLS), state.state or "faint"),
            sight.amount(position.spent, envelope.currency),
            sight.amount(position.funded, envelope.currency),
            sight.amount(envelope.monthly, envelope.currency) if envelope.monthly else "–",
            state,
        ),
    )


def envelope_state(sight: Sight, position: EnvelopePosition) -> Cell:
    """The state of an envelope in a word."""
    words = sight.words
    if position.envelope.closed:
        return Cell(words("tui.budget.closed"), "closed")
    if position.overspent:
        return Cell(words("tui.budget.overspent"), "overspent")
    if position.is_behind:
        return Cell(words("tui.budget.behind"), "warning")
    return Cell(words("tui.budget.fine"), "")


def budget_page(sight: Sight, key: str | None) -> list[Block]:
    """The envelope under the cursor, then what safe to spend is made of and the emergency fund."""
    position = budget_of(sight).positions.get(key or "")
    blocks: list[Block] = []
    if position is not None:
        blocks += _envelope(sight, position)
    return [*blocks, *safe_explained(sight), *fund_blocks(sight)]


def _envelope(sight: Sight, position: EnvelopePosition) -> list[Block]:
    words, envelope = sight.words, position.envelope

    def fact(key: str, minor: int, state: str = "") -> Fact:
        return Fact(words(key), sight.money(minor, envelope.currency), state)

    share, state = position.share_left, envelope_state(sight, position)
    blocks: list[Block] = [Title(envelope.name)]
    if share is not None:
        part = words("tui.budget.left_of", share=words.percent(float(share), 0))
        blocks.append(Bar(float(share), part, state.state))
    blocks.append(Fact(words("tui.loans.state"), state.text, state.state))
    blocks.append(fact("tui.budget.left", position.left, "overspent" if position.left < 0 else "strong"))
    blocks.append(fact("tui.budget.brought", position.brought))
    blocks.append(fact("tui.budget.assigned", position.assigned))
    if position.moved:
        blocks.append(fact("tui.budget.moved", position.moved))
    blocks.append(fact("tui.budget.spent", position.spent))
    if position.to_fund:
        blocks.append(fact("tui.budget.to_fund", position.to_fund))
    if envelope.note:
        blocks.append(Text(envelope.note, "faint"))
    mine = [m for m in sight.ledger.moves if envelope.id in (m.envelope, m.source)]
    if mine:
        recent = sorted(mine, key=lambda m: (m.date, m.id), reverse=True)[:RECENT]
        blocks += [Title(words("tui.budget.moves")), Grid(move_columns(sight), move_rows(sight, recent))]
    return blocks


def move_columns(sight: Sight) -> tuple[Column, ...]:
    """Columns of a list of movements."""
    words = sight.words
    return (
        Column(words("core.field.date"), least=10),
        Column(words("core.field.kind")),
        Column(words("tui.budget.from_to"), least=8, weight=1, fold=3),
        Column(words("core.field.amount"), right=True),
        Column(words("core.field.note"), least=6, weight=1, fold=2),
    )


def move_rows(sight: Sight, moves: Iterable[Move]) -> list[Row]:
    """Movements as given."""
    words = sight.words

    def place(envelope: str) -> str:
        found = sight.envelopes.get(envelope)
        return found.name if found else words("core.ready_to_assign")

    rows = []
    for move in moves:
        way = ""
        if move.kind == "spend":
            way = place(move.envelope)
        elif move.kind != "income":
            way = f"{place(move.source)} → {place(move.envelope)}"
        amount = sight.money(move.minor, move.currency)
        kind = words(f"core.move.{move.kind}")
        rows.append(Row(move.id, (words.day(move.date), kind, way, amount, Cell(move.note, "faint"))))
    return rows


def safe_explained(sight: Sight) -> list[Block]:
    """Safe to spend until payday, line by line."""
    words, safe = sight.words, safe_of(sight)

    def money(minor: int) -> str:
        return sight.money(minor, safe.currency)

    blocks: list[Block] = [
        Title(words("tui.budget.safe_title", day=words.weekday(safe.payday))),
        Fact(words("core.ready_money"), money(safe.ready_money)),
        Fact(words("tui.budget.less_dues", n=len(safe.dues)), money(-safe.dues_total)),
        Fact(words("tui.budget.less_essentials"), money(-safe.reserves_total)),
        Fact(words("core.safe_to_spend"), money(safe.result), "overspent" if safe.result < 0 else "strong"),
    ]
    if safe.set_aside:
        blocks.append(Text(words("tui.budget.set_aside", amount=money(safe.set_aside)), "faint"))
    if safe.unknown:
        names = words("tui.comma").join(dict.fromkeys(due.name for due in safe.unknown))
        blocks.append(Text(words("tui.budget.unknown", names=names), "warning"))
    paydays = words("tui.comma").join(str(day) for day in sight.settings.paydays)
    return [*blocks, Text(words("tui.budget.paydays", days=paydays), "faint")]


def fund_blocks(sight: Sight) -> list[Block]:
    """The emergency fund and how far it is."""
    words, fund = sight.words, fund_of(sight)
    blocks: list[Block] = [Title(words("tui.budget.fund_title"))]
    if fund.progress is None:
        return [*blocks, Text(words("tui.budget.fund_none"), "faint")]
    text = words(
        "tui.budget.fund_line",
        have=sight.money(fund.have, fund.currency),
        target=sight.money(fund.target, fund.currency),
        share=words.percent(float(fund.progress), 0),
    )
    blocks.append(Bar(float(fund.progress), text, "good"))
    covered = float(fund.months_covered or 0)
    return [
        *blocks,
        Text(words("tui.budget.fund_months", months=f"{covered:.1f}", wanted=fund.months), "faint"),
    ]
