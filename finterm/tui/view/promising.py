"""What is safe to promise to a loan, and why: a page and one line. Pure."""

from __future__ import annotations

from finterm.domain.promising import SafeToPromise, safe_to_promise
from finterm.domain.records import Loan
from finterm.tui.view.cells import Column, Row
from finterm.tui.view.page import Block, Fact, Grid, Text, Title
from finterm.tui.view.sight import Sight


def safe_promise_of(sight: Sight, loan: Loan) -> SafeToPromise:
    """What may be promised to `loan`; computed once a sight."""

    def compute() -> SafeToPromise:
        return safe_to_promise(sight.ledger, loan, sight.on, sight.settings, known=sight.positions)

    return sight.remember(f"safe to promise {loan.id}", compute)


def safe_promise_page(sight: Sight, loan: Loan) -> list[Block]:
    """The two sums, the months they come from, and what they do not hold."""
    words, safe = sight.words, safe_promise_of(sight, loan)

    def money(minor: int) -> str:
        return sight.money(minor, safe.currency)

    month = words("conduct.safe.unknown_income") if safe.a_month is None else money(safe.a_month)
    day = words.weekday(safe.payday)
    blocks: list[Block] = [
        Title(words("conduct.safe.title", name=loan.name)),
        Fact(words("conduct.safe.once", day=day), money(safe.once), "strong"),
        Fact(words("conduct.safe.month", day=day), month, "strong"),
        Text(words("conduct.safe.about"), "faint"),
    ]
    if safe.months:
        blocks += [Title(words("conduct.safe.months")), _months(sight, safe)]
    if safe.unknown:
        names = words("tui.comma").join(dict.fromkeys(due.name for due in safe.unknown))
        blocks.append(Text(words("conduct.safe.unknown", names=names), "warning"))
    return blocks


def _months(sight: Sight, safe: SafeToPromise) -> Grid:
    words = sight.words
    names = ("income", "essentials", "dues", "left")
    columns = (
        Column(words("conduct.safe.from"), least=10),
        *(Column(words(f"conduct.safe.{name}"), right=True) for name in names),
    )
    rows = [
        Row(
            str(n),
            (
                words.day(month.start),
                *(sight.listed(getattr(month, name), safe.currency) for name in names),
            ),
        )
        for n, month in enumerate(safe.months)
    ]
    return Grid(columns, rows)


def safe_promise_line(sight: Sight, loan: Loan) -> str:
    """Both sums in one line, for a form; that there is nothing, or that nothing is known, where that is so."""
    safe = safe_promise_of(sight, loan)
    if not safe.once and safe.a_month is None:
        return sight.words("conduct.safe.line_unknown", currency=safe.currency)
    if not safe.once and not safe.a_month:
        return sight.words("conduct.safe.nothing")
    values = {"once": sight.money(safe.once, safe.currency), "day": sight.words.day(safe.payday)}
    if safe.a_month is None:
        return sight.words("conduct.safe.line_once", **values)
    return sight.words("conduct.safe.line", **values, month=sight.money(safe.a_month, safe.currency))
