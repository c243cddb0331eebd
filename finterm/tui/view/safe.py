"""Safe to spend until payday and why: in short beside an envelope, line by line on a page of its own. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from finterm.domain.calendar import payday_before
from finterm.domain.dues import Due, due_totals, unknown_amounts
from finterm.domain.spendable import SafeLine, SafeToSpend
from finterm.tui.view.budget import safe_of
from finterm.tui.view.cells import Cell, Column, Row
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.sight import Sight


def safe_summary(sight: Sight) -> list[Block]:
    """Safe to spend until payday in four lines."""
    words, safe = sight.words, safe_of(sight)

    def money(minor: int) -> str:
        return sight.money(minor, safe.currency)

    return [
        Title(words("tui.budget.safe_title", day=words.weekday(safe.payday))),
        Fact(words("core.ready_money"), money(safe.ready_money)),
        Fact(words("tui.budget.less_dues", n=len(safe.dues)), money(-safe.dues_total)),
        Fact(words("tui.budget.less_essentials"), money(-safe.reserves_total)),
        Fact(words("core.safe_to_spend"), money(safe.result), "overspent" if safe.result < 0 else "strong"),
        *_notes(sight, safe),
    ]


def safe_page(sight: Sight) -> list[Block]:
    """Safe to spend line by line: every due and every reserve, and what they leave."""
    words, safe = sight.words, safe_of(sight)
    blocks: list[Block] = [
        Title(words("tui.budget.safe_title", day=words.weekday(safe.payday))),
        _cycle(sight, safe),
    ]
    columns = (
        Column(words("core.field.date"), least=10),
        Column(words("tui.dues.who"), least=12, weight=1, most=48),  # sums stay near what they are of
        Column(words("core.field.amount"), right=True),
    )
    rows = [_line(sight, safe, line) for line in safe.lines]
    blocks.append(Grid(columns, [*rows, _result(sight, safe)]))
    if safe.result < 0:
        blocks.append(
            Text(words("tui.today.short", amount=sight.money(-safe.result, safe.currency)), "warning")
        )
    elif safe.a_day:
        blocks.append(Text(words("tui.budget.a_day", amount=sight.money(safe.a_day, safe.currency))))
    if safe.covered:
        covered = [
            Row(str(n), (words.day(line.due.date), _name(line.due), sight.money(line.minor, safe.currency)))
            for n, line in enumerate(safe.covered)
        ]
        blocks += [Title(words("tui.budget.covered_title")), Grid(_untitled(columns), covered)]
    return [*blocks, *_notes(sight, safe)]


def _untitled(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(column._replace(title="") for column in columns)


def _cycle(sight: Sight, safe: SafeToSpend) -> Block:
    """The pay cycle this is about, and how many days of it are left."""
    words = sight.words
    began = words.weekday(payday_before(sight.settings.paydays, sight.on))
    left = words.count("core.days", (safe.payday - sight.on).days)
    return Text(words("tui.budget.cycle", began=began, ends=words.weekday(safe.payday), left=left), "faint")


def _line(sight: Sight, safe: SafeToSpend, line: SafeLine) -> Row:
    """One line of the sum, with its sign."""
    words, amount = sight.words, sight.money(line.minor, safe.currency)
    if line.due is not None:
        name = _name(line.due)
        if line.minor != -(line.due.outstanding or 0):
            name = words("tui.budget.beyond", name=name)
        state = "overdue" if line.due.state == "overdue" else ""
        mark = f" · {words('core.state.overdue')}" if state else ""
        return Row(line.due.key, (words.day(line.due.date), Cell(name + mark, state), amount))
    if line.reserve is not None:
        key = "tui.budget.held_for_dues" if line.reserve.short else "tui.budget.held"
        return Row(line.reserve.envelope.id, ("", words(key, name=line.reserve.envelope.name), amount))
    return Row("money", ("", words("core.ready_money"), amount))


def _result(sight: Sight, safe: SafeToSpend) -> Row:
    state = "overspent" if safe.result < 0 else "strong"
    name = Cell(f"= {sight.words('core.safe_to_spend')}", state)
    return Row("result", ("", name, Cell(sight.money(safe.result, safe.currency), state)))


def _name(due: Due) -> str:
    return due.name if due.n is None or due.kind != "instalment" else f"{due.name} #{due.n}"


def _notes(sight: Sight, safe: SafeToSpend) -> list[Block]:
    """What the sum holds that is not for spending, what it does not hold, and when payday is."""
    words, blocks = sight.words, []
    if safe.set_aside:
        amount = sight.money(safe.set_aside, safe.currency)
        blocks.append(Text(words("tui.budget.set_aside", amount=amount), "faint"))
    if safe.unknown:
        names = words("tui.comma").join(dict.fromkeys(due.name for due in safe.unknown))
        blocks.append(Text(words("tui.budget.unknown", names=names), "warning"))
    if safe.elsewhere:
        text = words("tui.budget.elsewhere", dues=_told(sight, safe.elsewhere))
        blocks.append(Text(text, "warning"))
    if safe.on_payday:
        day = words.weekday(safe.payday)
        blocks.append(Text(words("tui.budget.on_payday", day=day, dues=_told(sight, safe.on_payday))))
    paydays = words("tui.comma").join(str(day) for day in sight.settings.paydays)
    return [*blocks, Text(words("tui.budget.paydays", days=paydays), "faint")]


def _told(sight: Sight, dues: Sequence[Due]) -> str:
    """Which dues these are and what they come to."""
    names = sight.words.listed(list(dict.fromkeys(_name(due) for due in dues)))
    known = due_totals(dues)
    sums = [sight.sums(known)] if known else []
    sums += [sight.words("core.varies")] if unknown_amounts(dues) else []
    return f"{names} {' + '.join(sums)}"
