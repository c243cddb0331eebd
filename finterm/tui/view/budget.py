"""What the list of the budget pane says: safe to spend, then envelopes with their bars. Pure.

What stands on the pages beside it is in `envelope`, `safe` and `months`.
"""

from __future__ import annotations

from finterm.domain.calendar import next_payday
from finterm.domain.envelopes import SAVING, Budget, EmergencyFund, EnvelopePosition, budget, emergency_fund
from finterm.domain.spendable import SafeToSpend, currencies, spendable
from finterm.tui.actions import keys_said
from finterm.tui.view.ahead import dues_of
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Text
from finterm.tui.view.rows import View
from finterm.tui.view.sight import Sight

BAR_CELLS = 12
SAFE = "safe"  # the key of the line that says what is safe to spend
_ORDER = ("essential", "loan", "other", "goal", "emergency")


def budget_of(sight: Sight) -> Budget:
    """The budget today; computed once a sight."""
    return sight.remember("budget", lambda: budget(sight.ledger.envelopes, sight.ledger.moves, sight.on))


def safe_of(sight: Sight) -> SafeToSpend:
    """Safe to spend in the book's currency; computed once a sight."""

    def compute() -> SafeToSpend:  # what `domain.safe_to_spend` does, over the agenda there is already
        payday = next_payday(sight.settings.paydays, sight.on)
        return spendable(dues_of(sight), budget_of(sight), payday, sight.settings.currency)

    return sight.remember("safe", compute)


def fund_of(sight: Sight) -> EmergencyFund:
    """The emergency fund in the book's currency."""
    return emergency_fund(budget_of(sight), sight.settings.emergency_months, sight.settings.currency)


def positions_of(sight: Sight) -> list[EnvelopePosition]:
    """The envelopes in use, by kind."""
    found = [p for p in budget_of(sight).positions.values() if not p.envelope.closed or p.left]
    return sorted(found, key=lambda p: (_ORDER.index(p.envelope.kind), p.envelope.id))


def budget_view(sight: Sight) -> View:
    """What is safe to spend, and the envelopes in use."""
    words = sight.words
    columns = (
        Column(words("tui.envelope"), least=14, weight=2),
        Column(words("core.field.kind"), least=6, fold=5),
        Column(words("tui.budget.left"), least=8, right=True),
        Column("", least=BAR_CELLS, fold=2),
        Column(words("tui.budget.spent"), least=8, right=True, fold=3),
        Column(words("tui.budget.funded"), least=8, right=True, fold=7),
        Column(words("tui.budget.monthly"), least=8, right=True, fold=6),
        Column(words("tui.loans.state"), least=6, fold=1),
    )
    rows = [_row(sight, position) for position in positions_of(sight)]
    if rows or sight.ledger.moves:
        rows.insert(0, _safe_row(sight))
    return View(columns, rows, words("tui.budget.empty"), budget_headline(sight))


def _safe_row(sight: Sight) -> Row:
    words, safe = sight.words, safe_of(sight)
    state = Cell(words("tui.budget.short"), "overspent") if safe.result < 0 else Cell("")
    amount = Cell(sight.money(safe.result, safe.currency), "overspent" if safe.result < 0 else "strong")
    return Row(SAFE, (Cell(words("core.safe_to_spend"), "strong"), "", amount, "", "", "", "", state))


def budget_headline(sight: Sight) -> list[Block]:
    """Ready to assign and safe to spend, in one line each currency that has anything to say."""
    words, standing, blocks = sight.words, budget_of(sight), []
    used = {envelope.currency for envelope in sight.ledger.envelopes}
    for currency in currencies(sight.ledger, sight.settings.currency):
        ready = standing.ready.get(currency, 0)
        said = ready_words(sight, ready, currency)
        if currency != sight.settings.currency:
            if ready or currency in used:
                blocks.append(Text(said, "overspent" if ready < 0 else ""))
            continue
        safe = safe_of(sight)
        key = "tui.budget.headline_short" if safe.result < 0 else "tui.budget.headline"
        left, day = sight.money(abs(safe.result), currency), words.weekday(safe.payday)
        text = words(key, ready=said, safe=left, day=day)
        blocks.append(Text(text, "overspent" if ready < 0 or safe.result < 0 else "strong"))
    return [*blocks]


def ready_words(sight: Sight, minor: int, currency: str) -> str:
    """What is ready to assign; where more was assigned than there was, by how much."""
    key = "tui.budget.over_assigned" if minor < 0 else "tui.budget.ready_line"
    return sight.words(key, amount=sight.money(abs(minor), currency), **keys_said("budget"))


def _row(sight: Sight, position: EnvelopePosition) -> Row:
    envelope, words = position.envelope, sight.words
    state = envelope_state(sight, position)
    left = Cell(sight.money(position.left, envelope.currency), "overspent" if position.left < 0 else "")
    return Row(
        envelope.id,
        (
            envelope.name,
            words(f"core.envelope_kind.{envelope.kind}"),
            left,
            Cell(pace_bar(position, BAR_CELLS), state.state or "faint"),
            sight.amount(position.spent, envelope.currency),
            sight.amount(position.funded, envelope.currency),
            sight.amount(envelope.monthly, envelope.currency) if envelope.monthly else "–",
            state,
        ),
    )


def behind_word(position: EnvelopePosition) -> str:
    """The key that says in what an envelope lags: money saved too slowly, or spent too fast."""
    return "tui.budget.behind_saving" if position.envelope.kind in SAVING else "tui.budget.behind"


def envelope_state(sight: Sight, position: EnvelopePosition) -> Cell:
    """The state of an envelope in a word."""
    words = sight.words
    if position.envelope.closed:
        return Cell(words("tui.budget.closed"), "closed")
    if position.overspent:
        return Cell(words("tui.budget.overspent"), "overspent")
    if short_of_dues(sight, position):
        return Cell(words("tui.budget.short"), "warning")
    if position.is_behind:
        return Cell(words(behind_word(position)), "warning")
    return Cell(words("tui.budget.fine"), "")


def short_of_dues(sight: Sight, position: EnvelopePosition) -> int:
    """How much more the dues of an essential envelope till payday ask for than it holds, in minor units."""
    return next((r.short for r in safe_of(sight).reserves if r.envelope.id == position.envelope.id), 0)


def pace_bar(position: EnvelopePosition, cells: int) -> str:
    """The month of an envelope in a bar: `█` spent, `▒` left, `░` not put in yet, `│` where an even pace is.

    For an envelope to save in `█` is what came in. Empty where there is nothing to measure against.
    """
    whole = position.whole
    if whole <= 0:
        return ""
    saving = position.envelope.kind in SAVING
    done = position.funded if saving else position.spent
    there = done if saving else done + max(0, position.left)
    full, held = _part(done, whole, cells), _part(there, whole, cells)
    drawn = "█" * full + "▒" * max(0, held - full)
    drawn += "░" * (cells - len(drawn))
    mark = min(cells - 1, int(position.passed * cells))
    return drawn[:mark] + "│" + drawn[mark + 1 :]


def _part(minor: int, whole: int, cells: int) -> int:
    """How many of `cells` stand for `minor` of `whole`: some for anything above nothing, all only for all."""
    inside = max(0, min(minor, whole))
    return max(inside * cells // whole, 1 if inside else 0)
